//! The stubs of functions: one asks for its code, one jumps to what it has.
//!
//! The asking stub knows its function by the index alone and finds the module through the context argument, so one set
//! serves all modules of the process. They are made in blocks as larger modules come, and never freed. The jumps are a
//! module's own: publishing code points the jump there, so a call costs a jump that the processor foresees.

#[cfg(target_arch = "x86_64")]
mod x64;
#[cfg(target_arch = "x86_64")]
use x64 as arch;

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

/// A jump for each defined function of a module, at an address that stands for it as long as the module lives: what
/// [`wharf_vm::layout::FuncRef::code`] holds.
pub(super) struct Jumps(Option<CodeBlock>);

impl Jumps {
    /// The jumps of the first `count` functions, to the stubs that ask for their code.
    pub(super) fn new(count: u32) -> Result<Jumps> {
        if count == 0 {
            return Ok(Jumps(None));
        }
        let mut code = vec![arch::NO_JUMP; count as usize];
        let compiled = CompiledFunc { code: code.as_flattened().to_vec(), align: 64, ..CompiledFunc::default() };
        let jumps = Jumps(Some(publish(compiled, None, |_| 0)?));
        for_each_asking(count, |defined, stub| code[defined as usize] = arch::jump(jumps.address(defined), stub));
        // SAFETY: nobody runs them yet.
        jumps.block().into_iter().for_each(|block| unsafe { block.fill(code.as_flattened()) });
        Ok(jumps)
    }

    /// All of them; `None` of no functions.
    pub(super) fn block(&self) -> Option<&CodeBlock> {
        self.0.as_ref()
    }

    /// The address of a function's jump.
    pub(super) fn address(&self, defined: u32) -> *const u8 {
        let start = self.0.as_ref().map_or(std::ptr::null(), CodeBlock::entry);
        start.wrapping_add(defined as usize * arch::NO_JUMP.len())
    }

    /// Lets a function's jump go to code that is published and stays so.
    pub(super) fn point(&self, defined: u32, code: *const u8) {
        let Some(block) = &self.0 else { return };
        let jump = arch::jump(self.address(defined), code);
        // SAFETY: both the old and the new bytes are a jump to code of this function.
        unsafe { block.patch(defined as usize * jump.len(), jump) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jump_goes_where_it_was_pointed_last() {
        if !super::super::Native::is_supported() {
            return;
        }
        prepare(3).unwrap();
        let jumps = Jumps::new(3).unwrap();
        let goes = |defined| {
            let at = jumps.address(defined);
            // SAFETY: the jumps are readable, and nobody else writes them.
            let bytes = unsafe { at.cast::<[u8; 8]>().read() };
            let displacement = i32::from_le_bytes([bytes[1], bytes[2], bytes[3], bytes[4]]);
            (bytes[0], at.wrapping_offset(displacement as isize + 5))
        };
        let mut asking = Vec::new();
        for_each_asking(3, |_, stub| asking.push(stub));
        assert_eq!([0, 1, 2].map(goes).to_vec(), asking.iter().map(|stub| (0xe9, *stub)).collect::<Vec<_>>());
        jumps.point(1, asking[2]);
        assert_eq!((goes(1), goes(2)), ((0xe9, asking[2]), (0xe9, asking[2])));
    }
}
