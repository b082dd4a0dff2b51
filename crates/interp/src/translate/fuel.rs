//! What fuel counts, in every tier.
//!
//! **The unit is one WebAssembly instruction.** Code is cut into *segments*: a segment begins at the function's entry and
//! behind each of `loop`, `if`, `else`, `end`, `try_table`, `try`, `catch`, `catch_all`, `delegate`, `br_if`,
//! `br_on_null`, `br_on_non_null`, `br_on_cast` and `br_on_cast_fail`, and ends with the next of these, or with an
//! instruction that does not continue (`br`, `br_table`, `return`, `unreachable`, `throw`, …). All reachable instructions
//! of a segment, the one that ends it included, are charged together where the segment begins, before any of them runs;
//! `block` and `nop` count, instructions that validation calls unreachable do not. When less is left than a segment
//! costs, the trap is `out of fuel`, at the segment's first instruction. Where a segment begins that only a jump reaches
//! (an `else`, or an `end` behind a `br`), the `else` or `end` itself counts to none.
//!
//! So the charge depends on the bytes of the module and the path taken, and on nothing a tier decides.

use super::Translator;
use super::operands::Last;
use crate::code::{Extra, Insn};

/// The segment being translated.
#[derive(Copy, Clone, Debug)]
pub(super) struct Segment {
    /// Where its charge stands.
    at: u32,
    count: u32,
}

impl Translator<'_> {
    /// The function's first segment.
    pub(super) fn begin_function(&mut self) {
        if self.options.interruptible {
            self.code.extra(Extra::Check, 0, 0, 0);
        }
        self.begin_segment();
    }

    /// Counts the instruction at this offset of the module.
    #[inline]
    pub(super) fn count(&mut self, at: u32) {
        if let Some(segment) = &mut self.segment {
            if segment.count == 0 {
                self.offsets.push(segment.at, at);
            }
            segment.count += 1;
        }
    }

    /// The segment ends with the instruction that was counted last.
    pub(super) fn end_segment(&mut self) {
        if let Some(segment) = self.segment.take() {
            let charge = Insn::extra(Extra::Fuel).0 as u64 | (segment.count as u64) << 32;
            self.code.words[segment.at as usize] = charge;
        }
    }

    /// A new segment begins here.
    pub(super) fn begin_segment(&mut self) {
        self.end_segment();
        if self.options.fuel {
            let at = self.code.extra(Extra::Fuel, 0, 0, 0);
            self.segment = Some(Segment { at, count: 0 });
            self.last = None::<Last>;
        }
    }
}
