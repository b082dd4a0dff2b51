//! What code calls that runs where a file has it.
//!
//! Such code stands in a text, which is mapped right behind the jumps of its module ([`crate::tier::jumps`]): every call goes to
//! a jump, whose distance is known when the file is written. Optimised code, which nothing replaces, calls itself without one.

use std::ops::Range;

use wharf_vm::compiled::{CompiledFunc, RelocTarget};

use crate::tier::jumps;

/// Fills in the displacements of functions on their way into a text.
///
/// ```
/// use wharf_jit::artefact::Linker;
/// use wharf_vm::compiled::{CompiledFunc, Reloc, RelocTarget};
///
/// // Of a module with one import and two functions: the first one calls itself, then the other.
/// let calls = [1, 2].map(|func| RelocTarget::Func(func));
/// let relocs = vec![Reloc { at: 1, target: calls[0] }, Reloc { at: 6, target: calls[1] }];
/// let compiled = CompiledFunc { relocs, ..CompiledFunc::default() };
/// let mut code = [0xe8, 0, 0, 0, 0, 0xe8, 0, 0, 0, 0];
/// assert!(Linker::new(1..3).link(&compiled, &mut code, 64, Some(0)));
/// assert_eq!(code[1..5], (-5i32).to_le_bytes());
/// // The jumps take a page: the trap exit's, the first function's, the second one's.
/// assert_eq!(code[6..], (-4096 + 2 * 8 - 64 - 10i32).to_le_bytes());
/// ```
#[derive(Clone, Debug)]
pub struct Linker {
    defined: Range<u32>,
}

impl Linker {
    /// Of a module that defines the functions of these indices.
    pub fn new(defined: Range<u32>) -> Linker {
        Linker { defined }
    }

    /// Fills in what the code of a function is to call when it stands at this offset of the text. `itself` is its number among
    /// the defined ones, if calls of it may go straight to its first byte. False if something is too far away; the
    /// code is of no use then.
    pub fn link(&self, compiled: &CompiledFunc, code: &mut [u8], offset: u64, itself: Option<u32>) -> bool {
        let text = jumps::len_before_text(self.defined.len() as u32) as i64;
        let mut fits = true;
        for reloc in &compiled.relocs {
            let at = reloc.at as usize;
            // From the beginning of the text.
            let target = match reloc.target {
                RelocTarget::TrapExit => jumps::TRAP_EXIT as i64 - text,
                RelocTarget::Func(func) if itself == Some(func - self.defined.start) => offset as i64,
                RelocTarget::Func(func) => jumps::offset(func - self.defined.start) as i64 - text,
            };
            let displacement = i32::try_from(target - (offset as i64 + at as i64 + 4));
            fits &= displacement.is_ok();
            code[at..at + 4].copy_from_slice(&displacement.unwrap_or_default().to_le_bytes());
        }
        fits
    }
}
