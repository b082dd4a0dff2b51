//! The jumps of a module: one for each defined function, to the code that it has, at an address that stands for it as long as
//! the module lives. It is what [`wharf_vm::layout::FuncRef::code`] holds, and what direct calls go through.
//!
//! Publishing code points the jump there, so a call costs a jump that the processor foresees; what has no code yet
//! [asks](super::ask) for it. Code that runs where a file has it ([`Text`]) stands right behind the jumps; for it, the first
//! of them goes to the exit for traps.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use wharf_core::Result;
use wharf_vm::code::{CodeBlock, Text, publish_words, trap_exit};

use super::ask::{self, ASKING, jump};
use super::stored::TextFile;

/// The bytes of a jump.
const JUMP: usize = ASKING.len();
/// Where the jump to the exit for traps is.
pub(crate) const TRAP_EXIT: usize = 0;
/// A text begins on a page, so the jumps before it are whole ones.
const PAGE: usize = 4096;

/// Where the jump of a defined function is, from the first one.
pub(crate) const fn offset(defined: u32) -> usize {
    (1 + defined as usize) * JUMP
}

/// The bytes of the jumps of so many functions where a text follows.
pub(crate) const fn len_before_text(functions: u32) -> usize {
    offset(functions).next_multiple_of(PAGE)
}

/// The jumps of a module.
pub(super) struct Jumps(CodeBlock);

impl Jumps {
    /// The jumps of so many functions, which ask for their code.
    pub(super) fn new(count: u32) -> Result<Jumps> {
        Ok(Jumps::with_exit(publish_words(ASKING, offset(count) / JUMP)?))
    }

    /// The same right before code of a file; `None` if it cannot be mapped.
    pub(super) fn before_text(count: u32, text: TextFile<'_>) -> Option<(Jumps, Arc<Text>)> {
        let TextFile { file, range, index } = text;
        let (block, text) = Text::map(file, range, index, ASKING, len_before_text(count) / JUMP).ok()?;
        Some((Jumps::with_exit(block), text))
    }

    fn with_exit(block: CodeBlock) -> Jumps {
        let exit = jump(block.entry().wrapping_add(TRAP_EXIT), trap_exit());
        // SAFETY: nobody runs them yet.
        unsafe { block.patch(TRAP_EXIT, exit) };
        Jumps(block)
    }

    /// All of them.
    pub(super) fn block(&self) -> &CodeBlock {
        &self.0
    }

    /// The address of a function's jump.
    pub(super) fn address(&self, defined: u32) -> *const u8 {
        self.0.entry().wrapping_add(offset(defined))
    }

    /// The function whose jump is at this address.
    pub(super) fn function(&self, address: u64) -> Option<u32> {
        let at = usize::try_from(address).ok()?.checked_sub(self.0.entry() as usize + offset(0))?;
        u32::try_from(at / JUMP).ok().filter(|_| at.is_multiple_of(JUMP))
    }

    /// Where a function's jump goes; `None` while it asks.
    pub(super) fn target(&self, defined: u32) -> Option<*const u8> {
        let at = self.address(defined);
        // SAFETY: jumps are readable at multiples of 8, and written as one word.
        let word = unsafe { (*at.cast::<AtomicU64>()).load(Ordering::Acquire) };
        ask::target(at, word.to_ne_bytes())
    }

    /// Lets a function's jump go to code that is published and stays so.
    pub(super) fn point(&self, defined: u32, code: *const u8) {
        // SAFETY: the old bytes ask for this function's code or are a jump to it, the new ones are a jump to it.
        unsafe { self.0.patch(offset(defined), jump(self.address(defined), code)) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tier::Native;

    #[test]
    fn a_jump_goes_where_it_was_pointed_last() {
        if !Native::is_supported() {
            return;
        }
        let jumps = Jumps::new(3).unwrap();
        assert_eq!([0, 1, 2].map(|defined| jumps.target(defined)), [None; 3]);
        let code = [trap_exit(), jumps.address(2)];
        code.iter().for_each(|code| jumps.point(1, *code));
        assert_eq!([0, 1, 2].map(|defined| jumps.target(defined)), [None, Some(code[1]), None]);
        let functions = [0, 2].map(|defined| jumps.function(jumps.address(defined) as u64));
        assert_eq!(functions, [Some(0), Some(2)]);
        assert_eq!(
            [jumps.address(1) as u64 + 1, jumps.block().entry() as u64, 0].map(|at| jumps.function(at)),
            [None; 3]
        );
    }
}
