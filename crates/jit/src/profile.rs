//! What baseline code learns about calls, and the optimising compiler asks for: how often functions were called, and
//! whom indirect calls mostly call.
//!
//! Each indirect call of baseline code has a `Site`, at which candidates are voted for: a call of the candidate counts
//! for it, any other against it, and who finds no votes left becomes the candidate. A candidate with many votes is called
//! more often than all others together ([Boyer and Moore](https://www.cs.utexas.edu/~moore/best-ideas/mjrty/)).
//!
//! Nothing here needs to be exact: who acts on it checks first. So threads may count over each other.

pub mod past;

use std::sync::atomic::{AtomicI32, AtomicPtr, AtomicU32, Ordering};

/// What is known of calls so far.
pub trait Profile {
    /// Whom the indirect call at an offset in the module, in this function, mostly calls: how many bytes after the
    /// context its reference is, if it is a function of the same instance.
    fn callee(&self, func: u32, at: u32) -> Option<u32>;

    /// About how often a function was called.
    fn calls(&self, func: u32) -> Option<u64>;
}

/// Nothing is known.
#[derive(Copy, Clone, Default, Debug)]
pub struct Unknown;

impl Profile for Unknown {
    fn callee(&self, _: u32, _: u32) -> Option<u32> {
        None
    }

    fn calls(&self, _: u32) -> Option<u64> {
        None
    }
}

/// What machine code counts for a function, in the order of the functions that a module defines, from
/// [`wharf_vm::layout::VmContext::tier_data`] on.
#[derive(Default, Debug)]
#[repr(C)]
pub(crate) struct Counter {
    /// What it may still execute in baseline code before it counts as hot.
    pub(crate) budget: AtomicI32,
    /// All budgets it was granted, and what it had executed before; nothing before baseline code of it runs.
    granted: AtomicU32,
    /// Its [`Sites`], before baseline code of it runs.
    pub(crate) sites: AtomicPtr<Site>,
}

impl Counter {
    /// Begins to count: so much was executed before, and so much may be before it counts as hot.
    pub(crate) fn begin(&self, executed: u32, budget: i32) {
        self.budget.store(budget, Ordering::Relaxed);
        self.granted.store(executed.min(i32::MAX as u32).saturating_add_signed(budget), Ordering::Relaxed);
    }

    /// Grants another budget in place of what is left.
    pub(crate) fn grant(&self, budget: i32) {
        let left = self.budget.swap(budget, Ordering::Relaxed);
        let granted = self.granted.load(Ordering::Relaxed).saturating_add_signed(budget.saturating_sub(left));
        self.granted.store(granted, Ordering::Relaxed);
    }

    /// How many bytes of wasm were executed in baseline code; `None` if there was none.
    pub(crate) fn executed(&self) -> Option<u32> {
        let (granted, left) = (self.granted.load(Ordering::Relaxed), self.budget.load(Ordering::Relaxed));
        (granted > 0).then(|| granted.saturating_sub_signed(left))
    }
}

/// Where machine code finds [`Counter::sites`].
pub(crate) const COUNTER_SITES: i32 = std::mem::offset_of!(Counter, sites) as i32;

/// The candidate of an indirect call.
#[derive(Default, Debug)]
#[repr(C)]
pub(crate) struct Site {
    /// How many bytes after the context its reference is. Of a function of another instance the number means nothing.
    target: AtomicU32,
    votes: AtomicU32,
}

/// Where machine code finds [`Site::target`].
pub(crate) const SITE_TARGET: i32 = std::mem::offset_of!(Site, target) as i32;
/// Where machine code finds [`Site::votes`].
pub(crate) const SITE_VOTES: i32 = std::mem::offset_of!(Site, votes) as i32;

/// With fewer votes nobody is believed to be called mostly.
const ENOUGH: u32 = 32;
/// Of votes from an earlier run no more count, so that a program that does something else is soon known to.
const FROM_BEFORE: u32 = 2 * ENOUGH;

/// The sites of a function.
#[derive(Debug)]
pub(crate) struct Sites {
    /// The offset in the module of each, ascending.
    at: Box<[u32]>,
    all: Box<[Site]>,
}

impl Sites {
    /// For the indirect calls at these offsets, which begin with votes from before if those are as many.
    pub(crate) fn new(at: &[u32], before: &[(u32, u32)]) -> Sites {
        let before = if before.len() == at.len() { before } else { &[] };
        let site = |index| {
            let (target, votes): (u32, u32) = before.get(index).copied().unwrap_or_default();
            Site { target: target.into(), votes: votes.min(FROM_BEFORE).into() }
        };
        Sites { at: at.into(), all: (0..at.len()).map(site).collect() }
    }

    /// The candidates and their votes.
    pub(crate) fn votes(&self) -> Vec<(u32, u32)> {
        let vote = |site: &Site| (site.target.load(Ordering::Relaxed), site.votes.load(Ordering::Relaxed));
        self.all.iter().map(vote).collect()
    }

    /// Whether they are those of these calls.
    pub(crate) fn are_of(&self, at: &[u32]) -> bool {
        *self.at == *at
    }

    /// The first one, for [`Counter::sites`].
    pub(crate) fn first(&self) -> *mut Site {
        self.all.as_ptr().cast_mut()
    }

    /// The candidate of the call at an offset, if it has many votes.
    pub(crate) fn candidate(&self, at: u32) -> Option<u32> {
        let site = &self.all[self.at.binary_search(&at).ok()?];
        (site.votes.load(Ordering::Relaxed) >= ENOUGH).then(|| site.target.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_candidate_needs_votes() {
        let votes = [(7, ENOUGH), (7, ENOUGH - 1), (7, 0)];
        let sites = Sites::new(&[30, 40, 50], &votes);
        assert_eq!([30, 40, 50, 60].map(|at| sites.candidate(at)), [Some(7), None, None, None]);
        assert_eq!(sites.votes(), votes);
        // Those of other calls than these say nothing.
        assert_eq!(Sites::new(&[30, 40], &votes).votes(), [(0, 0); 2]);
    }

    #[test]
    fn what_was_executed_is_counted_whatever_is_granted() {
        let counter = Counter::default();
        assert_eq!(counter.executed(), None);
        counter.begin(300, 700);
        assert_eq!((counter.budget.load(Ordering::Relaxed), counter.executed()), (700, Some(300)));
        counter.budget.fetch_sub(710, Ordering::Relaxed);
        assert_eq!(counter.executed(), Some(1010));
        counter.grant(50);
        counter.budget.fetch_sub(20, Ordering::Relaxed);
        counter.grant(1000);
        assert_eq!((counter.budget.load(Ordering::Relaxed), counter.executed()), (1000, Some(1030)));
        // Hot already.
        counter.begin(3000, 0);
        assert_eq!((counter.budget.load(Ordering::Relaxed), counter.executed()), (0, Some(3000)));
        counter.begin(u32::MAX, i32::MAX);
        counter.grant(i32::MAX);
        assert_eq!(counter.executed(), Some(i32::MAX as u32));
    }
}
