//! The two stubs that every defined function has: one jumps through its slot, one asks for its code first.
//!
//! Both know the function by its index alone and find the module through the context argument, so one set of stubs
//! serves all modules of the process. They are made in blocks as larger modules come, and never freed.

#[cfg(target_arch = "x86_64")]
mod x64;
#[cfg(target_arch = "x86_64")]
use x64 as arch;

use std::sync::RwLock;

use wharf_core::Result;
use wharf_vm::code::{CodeBlock, publish};
use wharf_vm::compiled::CompiledFunc;

/// How many functions a block serves: a page of stubs.
const BLOCK: u32 = 128;

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

/// The address that stands for a function wherever its code is: what [`wharf_vm::layout::FuncRef::code`] holds.
pub(super) fn through_slot(defined: u32) -> *const u8 {
    address(defined, 0)
}

/// Calls `f` with the address that asks for the function's code, for each of the first `count` functions.
pub(super) fn for_each_asking(count: u32, mut f: impl FnMut(u32, *const u8)) {
    let blocks = BLOCKS.read().unwrap_or_else(|poisoned| poisoned.into_inner());
    for defined in 0..count {
        let start = blocks[(defined / BLOCK) as usize].entry();
        f(defined, start.wrapping_add((defined % BLOCK) as usize * arch::STRIDE + arch::ASKING));
    }
}

fn address(defined: u32, offset: usize) -> *const u8 {
    let blocks = BLOCKS.read().unwrap_or_else(|poisoned| poisoned.into_inner());
    let start = blocks[(defined / BLOCK) as usize].entry();
    start.wrapping_add((defined % BLOCK) as usize * arch::STRIDE + offset)
}
