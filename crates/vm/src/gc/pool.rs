//! Heaps that no store uses at the moment, kept because making one costs more than a short program does on it.
//!
//! Nothing of what was in it is left: old blocks are given back to the system and their tables cleared. The beginning of
//! the nursery stays in memory; it becomes zero when it is allocated from, as always.

use std::sync::{Mutex, PoisonError};

use wharf_core::Result;

use super::blocks::Old;
use super::space::Space;

/// How many heaps the pool keeps.
const POOLED: usize = 16;

static POOL: Mutex<Vec<Old>> = Mutex::new(Vec::new());

/// A heap without objects, whose nursery takes no more than so many bytes.
pub(super) fn take(limit: u32) -> Result<Old> {
    let pooled = POOL.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let mut old = match pooled {
        Some(old) => old,
        None => Old::new(Space::new()?),
    };
    old.space.begin(limit);
    Ok(old)
}

/// Its store is gone.
pub(super) fn give(old: Old) {
    let mut space = old.into_space();
    space.trim_nursery();
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if pool.len() < POOLED {
        pool.push(Old::new(space));
    }
}
