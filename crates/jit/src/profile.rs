//! What baseline code learns about calls, and the optimising compiler asks for: how often functions were called, and
//! whom indirect calls mostly call.
//!
//! Each indirect call of baseline code has a `Site`, at which candidates are voted for: a call of the candidate counts
//! for it, any other against it, and who finds no votes left becomes the candidate. A candidate with many votes is called
//! more often than all others together ([Boyer and Moore](https://www.cs.utexas.edu/~moore/best-ideas/mjrty/)).
//!
//! Nothing here needs to be exact: who acts on it checks first. So threads may count over each other.

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
    /// Its [`Sites`], before baseline code of it runs.
    pub(crate) sites: AtomicPtr<Site>,
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

/// The sites of a function.
#[derive(Debug)]
pub(crate) struct Sites {
    /// The offset in the module of each, ascending.
    at: Box<[u32]>,
    all: Box<[Site]>,
}

impl Sites {
    /// For the indirect calls at these offsets.
    pub(crate) fn new(at: &[u32]) -> Sites {
        Sites { at: at.into(), all: at.iter().map(|_| Site::default()).collect() }
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
        let sites = Sites::new(&[30, 40, 50]);
        for (site, votes) in sites.all.iter().zip([ENOUGH, ENOUGH - 1, 0]) {
            site.target.store(7, Ordering::Relaxed);
            site.votes.store(votes, Ordering::Relaxed);
        }
        assert_eq!([30, 40, 50, 60].map(|at| sites.candidate(at)), [Some(7), None, None, None]);
    }
}
