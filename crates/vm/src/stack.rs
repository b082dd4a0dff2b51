//! Guest stacks: guarded memory that guest code runs on, so that stack overflow is a fault at a known place.
//!
//! Only what a program touches takes memory. Stacks come from a small pool, since mapping one costs more than a call.

use std::sync::Mutex;

use wharf_core::Result;

use crate::mapping::{Mapping, page_size, round_up};

/// A guest's stack. It grows down towards its guard.
#[derive(Debug)]
pub(crate) struct GuestStack {
    mapping: Mapping,
}

/// Bytes of the guard. Code probes each page of a larger frame, so any overflow hits it.
const GUARD: usize = 64 << 10;
/// How many stacks the pool keeps.
const POOLED: usize = 64;

static POOL: Mutex<Vec<Mapping>> = Mutex::new(Vec::new());

impl GuestStack {
    /// A stack of this many usable bytes.
    pub(crate) fn new(bytes: usize) -> Result<GuestStack> {
        let len = round_up(bytes.saturating_add(GUARD)).unwrap_or(usize::MAX);
        let mut pool = POOL.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(at) = pool.iter().position(|mapping| mapping.len() == len) {
            return Ok(GuestStack { mapping: pool.swap_remove(at) });
        }
        drop(pool);
        let mapping = Mapping::reserve(len)?;
        mapping.commit(GUARD, len)?;
        Ok(GuestStack { mapping })
    }

    /// The address behind its highest byte: a multiple of the page size.
    pub(crate) fn top(&self) -> usize {
        self.mapping.base() as usize + self.mapping.len()
    }

    /// The lowest address that may be used.
    pub(crate) fn limit(&self) -> usize {
        self.mapping.base() as usize + GUARD
    }

    /// Whether an access to this address is an overflow. Calls and pushes fault in the guard; so do probes.
    pub(crate) fn is_guard(&self, address: usize) -> bool {
        (self.mapping.base() as usize..self.limit()).contains(&address)
    }
}

impl Drop for GuestStack {
    fn drop(&mut self) {
        let mut pool = POOL.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if pool.len() >= POOLED {
            return;
        }
        let Ok(small) = Mapping::reserve(page_size()) else { return };
        let mapping = std::mem::replace(&mut self.mapping, small);
        // Keep the pages near the top, which every program touches; what the guest wrote below is given back.
        let kept = mapping.len().saturating_sub(KEPT).max(GUARD);
        // SAFETY: the stack's store is going away, so nobody runs on it or looks at it.
        unsafe { mapping.discard(GUARD, kept) };
        pool.push(mapping);
    }
}

/// Bytes at the top of a pooled stack that stay in memory.
const KEPT: usize = 64 << 10;
