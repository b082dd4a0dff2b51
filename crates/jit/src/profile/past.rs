//! What earlier runs have counted, as bytes that can be kept in a file.
//!
//! ```text
//! past      = count executed* count sites* vote*
//! executed  = bytes of wasm           one for each defined function, up to the last one that has executed anything
//! sites     = defined end             ascending by defined; end: how many votes there are up to its last one
//! vote      = target votes            in the order in which baseline code has the sites
//! ```
//!
//! All numbers have four bytes, little-endian, so nothing has to be read but what is asked for. As in a running program,
//! nothing of it needs to be exact: bytes that somebody made up can make a program slower, and nothing else.

use std::sync::Arc;

/// The bytes of a number, and those of two.
const NUMBER: usize = 4;
const PAIR: usize = 8;

/// The candidates of a function's indirect calls, and how many votes each has.
pub type Votes = Vec<(u32, u32)>;

/// What earlier runs have counted. Cheap to clone.
///
/// ```
/// use wharf_jit::profile::past::Past;
///
/// let past = Past::new(&[0, 3000], &[(1, vec![(48, 20)])]);
/// assert_eq!([0, 1, 2].map(|defined| past.executed(defined)), [0, 3000, 0]);
/// assert_eq!(Past::of(past.bytes().to_vec()), Some(past));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    bytes: Arc<Vec<u8>>,
    /// How many functions have executed anything, and how many have sites.
    counts: [usize; 2],
}

impl Default for Past {
    fn default() -> Past {
        Past::new(&[], &[])
    }
}

impl Past {
    /// Of what each function has executed in baseline code, and of the votes of those that have indirect calls, ascending.
    pub fn new(executed: &[u32], votes: &[(u32, Votes)]) -> Past {
        let used = executed.iter().rposition(|executed| *executed > 0).map_or(0, |last| last + 1);
        let mut bytes = Vec::with_capacity(PAIR * (1 + votes.len()) + NUMBER * used);
        let mut put = |number: u32| bytes.extend(number.to_le_bytes());
        put(used as u32);
        executed[..used].iter().copied().for_each(&mut put);
        put(votes.len() as u32);
        let mut end = 0;
        for (defined, votes) in votes {
            end += votes.len() as u32;
            [*defined, end].into_iter().for_each(&mut put);
        }
        for (target, votes) in votes.iter().flat_map(|(_, votes)| votes) {
            [*target, *votes].into_iter().for_each(&mut put);
        }
        Past { bytes: Arc::new(bytes), counts: [used, votes.len()] }
    }

    /// What these bytes say; `None` if they are too few.
    pub fn of(bytes: Vec<u8>) -> Option<Past> {
        let executed = number(&bytes, 0)? as usize;
        let sites = number(&bytes, executed.checked_add(1)?.checked_mul(NUMBER)?)? as usize;
        let past = Past { bytes: Arc::new(bytes), counts: [executed, sites] };
        (past.bytes.len() >= sites.checked_mul(PAIR)?.checked_add(past.sites())?).then_some(past)
    }

    /// All of it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many bytes of wasm a function has executed in baseline code.
    pub fn executed(&self, defined: u32) -> u32 {
        let known = (defined as usize) < self.counts[0];
        if known { number(&self.bytes, NUMBER * (1 + defined as usize)).unwrap_or(0) } else { 0 }
    }

    /// The votes of a function's indirect calls.
    pub fn votes(&self, defined: u32) -> Votes {
        self.find(defined).and_then(|index| self.votes_at(index)).unwrap_or_default()
    }

    /// The functions that have sites, ascending.
    pub fn voting(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.counts[1]).filter_map(|index| Some(self.sites_at(index)?.0))
    }

    /// Where the list of sites begins.
    fn sites(&self) -> usize {
        NUMBER * (2 + self.counts[0])
    }

    fn sites_at(&self, index: usize) -> Option<(u32, u32)> {
        (index < self.counts[1]).then(|| self.pair(self.sites() + index * PAIR)).flatten()
    }

    fn find(&self, defined: u32) -> Option<usize> {
        let (mut low, mut high) = (0, self.counts[1]);
        while low < high {
            let middle = (low + high) / 2;
            if self.sites_at(middle)?.0 < defined { low = middle + 1 } else { high = middle }
        }
        (self.sites_at(low)?.0 == defined).then_some(low)
    }

    fn votes_at(&self, index: usize) -> Option<Votes> {
        let first = index.checked_sub(1).map_or(Some(0), |before| Some(self.sites_at(before)?.1))? as usize;
        let votes = self.sites() + self.counts[1] * PAIR;
        (first..self.sites_at(index)?.1 as usize).map(|vote| self.pair(votes + vote * PAIR)).collect()
    }

    fn pair(&self, at: usize) -> Option<(u32, u32)> {
        Some((number(&self.bytes, at)?, number(&self.bytes, at + NUMBER)?))
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXECUTED: [u32; 7] = [0, 0, 10, 0, 0, u32::MAX, 30];

    fn votes() -> [(u32, Votes); 3] {
        [(2, vec![(8, 1), (16, 2)]), (3, Vec::new()), (6, vec![(24, 3)])]
    }

    #[test]
    fn what_was_counted_is_found() {
        let past = Past::of(Past::new(&[&EXECUTED[..], &[0, 0]].concat(), &votes()).bytes().to_vec()).unwrap();
        assert_eq!(past, Past::new(&EXECUTED, &votes()));
        assert_eq!([0, 1, 2, 3, 4, 5, 6].map(|defined| past.executed(defined)), EXECUTED);
        assert_eq!([7, u32::MAX].map(|defined| past.executed(defined)), [0, 0]);
        assert_eq!(past.voting().collect::<Vec<_>>(), [2, 3, 6]);
        votes().into_iter().for_each(|(defined, votes)| assert_eq!(past.votes(defined), votes));
        assert_eq!([0, 5, 7].map(|defined| past.votes(defined)), [const { Vec::new() }; 3]);
        assert_eq!(Past::of(Past::default().bytes().to_vec()), Some(Past::new(&[], &[])));
    }

    #[test]
    fn bytes_that_somebody_made_up_are_read_with_care() {
        let bytes = Past::new(&EXECUTED, &votes()).bytes().to_vec();
        for len in 0..bytes.len() {
            let past = Past::of(bytes[..len].to_vec());
            assert!(past.is_none_or(|past| past.votes(6).is_empty()), "{len} bytes");
        }
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] = 0xff;
            let Some(past) = Past::of(bytes) else { continue };
            past.voting().for_each(|defined| drop((past.executed(defined), past.votes(defined))));
        }
    }
}
