//! Stacks: guarded memory that guest code runs on, so that stack overflow is a fault at a known place; and the memory
//! that a tier keeps values on.
//!
//! Only what a program touches takes memory. Stacks come from a small pool, since mapping one costs more than a call.

use std::sync::{Mutex, PoisonError};

use wharf_core::Result;

use crate::mapping::{Mapping, page_size, round_up};

/// A guest's stack. It grows down towards its guard.
#[derive(Debug)]
pub(crate) struct GuestStack {
    mapping: Pooled,
    top: usize,
}

/// Bytes of the guard. Code probes each page of a larger frame, so any overflow hits it.
const GUARD: usize = 64 << 10;

impl GuestStack {
    /// A stack of this many usable bytes.
    pub(crate) fn new(bytes: usize) -> Result<GuestStack> {
        let len = round_up(bytes.saturating_add(GUARD)).unwrap_or(usize::MAX);
        let mapping = Pooled::new(&GUEST, len, GUARD)?;
        let top = mapping.get().base() as usize + mapping.get().len();
        Ok(GuestStack { mapping, top })
    }

    /// The address behind its highest byte: a multiple of the page size.
    #[inline]
    pub(crate) fn top(&self) -> usize {
        self.top
    }

    /// The lowest address that may be used.
    pub(crate) fn limit(&self) -> usize {
        self.mapping.get().base() as usize + GUARD
    }

    /// Whether an access to this address is an overflow. Calls and pushes fault in the guard; so do probes.
    pub(crate) fn is_guard(&self, address: usize) -> bool {
        (self.mapping.get().base() as usize..self.limit()).contains(&address)
    }
}

/// Memory for a stack of values that a tier keeps for itself, growing up. What it holds at first is undefined.
#[derive(Debug)]
pub struct ValueStack {
    mapping: Pooled,
}

impl ValueStack {
    /// Room for this many bytes.
    pub fn new(bytes: usize) -> Result<ValueStack> {
        Ok(ValueStack { mapping: Pooled::new(&VALUES, round_up(bytes).unwrap_or(usize::MAX), 0)? })
    }

    /// The address of its first byte, at a multiple of the page size; it stays the same.
    pub fn base(&self) -> *mut u8 {
        self.mapping.get().base()
    }

    /// The bytes that it has room for.
    pub fn len(&self) -> usize {
        self.mapping.get().len()
    }

    /// Whether it has room for nothing; never so.
    pub fn is_empty(&self) -> bool {
        false
    }
}

/// Mappings that nobody uses at the moment.
struct Pool {
    free: Mutex<Vec<Mapping>>,
    /// What of a mapping stays in memory while it is here: every program touches it.
    kept: fn(len: usize) -> std::ops::Range<usize>,
}

/// Bytes of a pooled stack that stay in memory.
const KEPT: usize = 64 << 10;
/// How many stacks a pool keeps.
const POOLED: usize = 64;

static GUEST: Pool = Pool { free: Mutex::new(Vec::new()), kept: |len| len.saturating_sub(KEPT)..len };
static VALUES: Pool = Pool { free: Mutex::new(Vec::new()), kept: |len| 0..KEPT.min(len) };

/// A mapping that goes back to its pool.
#[derive(Debug)]
struct Pooled {
    /// Taken out when it goes back.
    mapping: Option<Mapping>,
    pool: &'static Pool,
    /// Bytes at its start that are not accessible.
    guard: usize,
}

impl Pooled {
    fn new(pool: &'static Pool, len: usize, guard: usize) -> Result<Pooled> {
        let mut free = pool.free.lock().unwrap_or_else(PoisonError::into_inner);
        let known = free.iter().rposition(|mapping| mapping.len() == len).map(|at| free.swap_remove(at));
        drop(free);
        let mapping = match known {
            Some(mapping) => mapping,
            None => {
                let mapping = Mapping::reserve(len)?;
                mapping.commit(guard, len)?;
                mapping
            }
        };
        Ok(Pooled { mapping: Some(mapping), pool, guard })
    }

    fn get(&self) -> &Mapping {
        self.mapping.as_ref().expect("it is in place until `drop`")
    }
}

impl Drop for Pooled {
    fn drop(&mut self) {
        let Some(mapping) = self.mapping.take() else { return };
        let kept = (self.pool.kept)(mapping.len());
        let (start, end) = (kept.start.max(self.guard) & !(page_size() - 1), round_up(kept.end).unwrap_or(kept.end));
        // SAFETY: the stack's store is going away, so nobody runs on it or looks at it.
        unsafe {
            mapping.discard(self.guard, start);
            mapping.discard(end, mapping.len());
        }
        let mut free = self.pool.free.lock().unwrap_or_else(PoisonError::into_inner);
        if free.len() < POOLED {
            free.push(mapping);
        }
    }
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pooled_stack_keeps_its_hot_end_only() {
        for _ in 0..2 {
            let stack = GuestStack::new(1 << 20).unwrap();
            let (deep, near) = ((stack.limit() + 100) as *mut u8, (stack.top() - 100) as *mut u8);
            // SAFETY: both are accessible and nobody else's.
            unsafe {
                assert_eq!(*deep, 0);
                (*deep, *near) = (1, 1);
            }
            let values = ValueStack::new(1 << 20).unwrap();
            let deep = values.base().wrapping_add((1 << 20) - 100);
            // SAFETY: within the stack.
            unsafe {
                assert_eq!(*deep, 0);
                *deep = 1;
            }
        }
    }
}
