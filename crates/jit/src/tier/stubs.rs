//! The stubs that ask for a function's code.
//!
//! A stub knows its function by the index alone and finds the module through the context argument, so one set serves all
//! modules of the process. They are made in blocks as larger modules come, and never freed.

#[cfg(target_arch = "x86_64")]
mod x64;
#[cfg(target_arch = "x86_64")]
use x64 as arch;

pub(super) use arch::{NO_JUMP, jump};

use std::sync::RwLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use wharf_core::Result;
use wharf_vm::code::{CodeBlock, publish};
use wharf_vm::compiled::CompiledFunc;

use super::listener::{Listener, What};

/// How many functions a block serves: a page of stubs.
const BLOCK: u32 = 256;

static BLOCKS: RwLock<Vec<CodeBlock>> = RwLock::new(Vec::new());

/// Makes the stubs of the first `count` defined functions, where they do not exist yet.
pub(super) fn prepare(count: u32) -> Result<()> {
    let wanted = count.div_ceil(BLOCK) as usize;
    if BLOCKS.read().unwrap_or_else(|poisoned| poisoned.into_inner()).len() >= wanted {
        return Ok(());
    }
    let mut blocks = BLOCKS.write().unwrap_or_else(|poisoned| poisoned.into_inner());
    while blocks.len() < wanted {
        let first = blocks.len() as u32 * BLOCK;
        let code = arch::block(first, BLOCK);
        blocks.push(publish(CompiledFunc { code, align: 64, ..CompiledFunc::default() }, None, |_| 0)?);
    }
    Ok(())
}

/// Tells a listener of the stubs that it was not told of.
pub(super) fn tell(listener: &dyn Listener, told: &AtomicUsize) {
    let blocks = BLOCKS.read().unwrap_or_else(|poisoned| poisoned.into_inner());
    let first = told.fetch_max(blocks.len(), Ordering::Relaxed);
    for (index, block) in blocks.iter().enumerate().skip(first) {
        let from = index * BLOCK as usize;
        let what = format!("asking for defined functions {from} to {}", from + BLOCK as usize - 1);
        listener.published(&What::Between(what), block);
    }
}

/// Calls `f` with the address that asks for the function's code, for each of the first `count` functions.
pub(super) fn for_each_asking(count: u32, mut f: impl FnMut(u32, *const u8)) {
    let blocks = BLOCKS.read().unwrap_or_else(|poisoned| poisoned.into_inner());
    for defined in 0..count {
        let start = blocks[(defined / BLOCK) as usize].entry();
        f(defined, start.wrapping_add((defined % BLOCK) as usize * arch::STRIDE));
    }
}
