//! The jumps of a module: one for each defined function, to the code that it has, at an address that stands for it as long as
//! the module lives. It is what [`wharf_vm::layout::FuncRef::code`] holds.
//!
//! Publishing code points the jump there, so a call costs a jump that the processor foresees. Code that runs where a file has
//! it ([`Text`]) stands right behind the jumps; for it, the first of them goes to the exit for traps.

use std::sync::Arc;

use wharf_core::Result;
use wharf_vm::code::{CodeBlock, Text, publish, trap_exit};
use wharf_vm::compiled::CompiledFunc;

use super::stored::TextFile;
use super::stubs::{NO_JUMP, for_each_asking, jump};

/// The bytes of a jump.
const JUMP: usize = NO_JUMP.len();
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
    /// The jumps of the first `count` functions, to the stubs that ask for their code.
    pub(super) fn new(count: u32) -> Result<Jumps> {
        let code = NO_JUMP.repeat(offset(count) / JUMP);
        let block = publish(CompiledFunc { code, align: 64, ..CompiledFunc::default() }, None, |_| 0)?;
        Ok(Jumps::filled(block, count))
    }

    /// The same right before code of a file; `None` if it cannot be mapped.
    pub(super) fn before_text(count: u32, text: TextFile<'_>) -> Option<(Jumps, Arc<Text>)> {
        let before = NO_JUMP.repeat(len_before_text(count) / JUMP);
        let (block, text) = Text::map(text.file, text.range, text.index, before).ok()?;
        Some((Jumps::filled(block, count), text))
    }

    fn filled(block: CodeBlock, count: u32) -> Jumps {
        let jumps = Jumps(block);
        let mut code = vec![NO_JUMP; jumps.0.info().len / JUMP];
        code[TRAP_EXIT / JUMP] = jump(jumps.0.entry(), trap_exit());
        for_each_asking(count, |defined, stub| code[offset(defined) / JUMP] = jump(jumps.address(defined), stub));
        // SAFETY: nobody runs them yet.
        unsafe { jumps.0.fill(code.as_flattened()) };
        jumps
    }

    /// All of them.
    pub(super) fn block(&self) -> &CodeBlock {
        &self.0
    }

    /// The address of a function's jump.
    pub(super) fn address(&self, defined: u32) -> *const u8 {
        self.0.entry().wrapping_add(offset(defined))
    }

    /// Lets a function's jump go to code that is published and stays so.
    pub(super) fn point(&self, defined: u32, code: *const u8) {
        // SAFETY: both the old and the new bytes are a jump to code of this function.
        unsafe { self.0.patch(offset(defined), jump(self.address(defined), code)) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tier::{Native, stubs};

    #[test]
    fn a_jump_goes_where_it_was_pointed_last() {
        if !Native::is_supported() {
            return;
        }
        stubs::prepare(3).unwrap();
        let jumps = Jumps::new(3).unwrap();
        let goes = |at: *const u8| {
            // SAFETY: the jumps are readable, and nobody else writes them.
            let bytes = unsafe { at.cast::<[u8; JUMP]>().read() };
            let displacement = i32::from_le_bytes([bytes[1], bytes[2], bytes[3], bytes[4]]);
            (bytes[0], at.wrapping_offset(displacement as isize + 5))
        };
        let mut asking = Vec::new();
        for_each_asking(3, |_, stub| asking.push((0xe9, stub)));
        assert_eq!([0, 1, 2].map(|defined| goes(jumps.address(defined))).to_vec(), asking);
        assert_eq!(goes(jumps.block().entry()), (0xe9, trap_exit()));
        jumps.point(1, asking[2].1);
        assert_eq!([1, 2].map(|defined| goes(jumps.address(defined))), [asking[2]; 2]);
    }
}
