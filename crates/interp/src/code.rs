//! The interpreter's own code: how an instruction is packed into words, and what a translated function consists of.
//!
//! Owns the encoding; refuses to know how it is made ([`crate::translate`]) or run ([`crate::run`]).
//!
//! An instruction is one or more 64-bit words. The first holds, from the low bits up:
//!
//! | bits | field |
//! |---|---|
//! | 0–15 | the [`Insn`] |
//! | 16–31 | `a`: the destination slot, if there is one |
//! | 32–47 | `b` |
//! | 48–63 | `c` |
//!
//! or, in instructions that jump, a signed 32-bit distance in words (counted from the word it stands in) in place of
//! `b` and `c`. Further words hold what else is needed: constants, offsets, the third and fourth slot.
//!
//! A slot is a 64-bit word of the frame, counted from its base. A frame is laid out as
//!
//! ```text
//! 0 .. params        parameters; the results when the function returns
//!   .. locals        declared locals, zeroed at the call
//!   .. locals + 2    where to return to: the caller's instruction and frame
//!   .. frame_slots   operands, each at the position its depth gives it
//! ```
//!
//! and the frame of a called function begins at its arguments, so that neither they nor the results are moved.

use wharf_core::ops::Op;
use wharf_core::types::{HeapType, RefType};

use crate::offsets::Offsets;
use crate::roots::Roots;
use crate::unwind::{Clause, TryRange};

/// How an instruction takes its operands. Not every instruction has every form; which words each form has is said
/// where it is run.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Form {
    /// All operands in slots. Loads and stores: memory 0 with 32-bit addresses.
    Slots = 0,
    /// Binary: the right operand is the second word. Stores: the value is the third word.
    Const = 1,
    /// Binary: the left operand is the second word. Loads and stores: the address is the second word.
    ConstLeft = 2,
    /// Comparison that jumps if it holds. Loads and stores: any memory, by index.
    Jump = 3,
    /// The same with the right operand in the second word. Loads and stores: the address is the sum of two slots.
    JumpConst = 4,
    /// Comparison that jumps if it does not hold.
    JumpNot = 5,
    /// The same with the right operand in the second word.
    JumpNotConst = 6,
}

impl Form {
    /// Loads and stores with a constant address.
    pub(crate) const AT: Form = Form::ConstLeft;
    /// Loads and stores of any memory.
    pub(crate) const ANY: Form = Form::Jump;
    /// Loads and stores whose address is the sum of two slots.
    pub(crate) const SUM: Form = Form::JumpConst;
}

const FORMS: usize = 8;

/// Instructions of the interpreter that no wasm instruction stands for.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u16)]
pub(crate) enum Extra {
    /// `a ← b`
    Copy,
    /// `a, a+1 ← b, c`; reads both first
    CopyTwo,
    /// `c` slots from `b` on to `a` on, lowest first
    CopySpan,
    /// `a ← word 1`
    Const,
    /// `a, a+1 ← b, b+1`
    CopyWide,
    /// returns nothing; `a` is where the frame keeps what it returns to, here and below
    Return0,
    /// returns `b`
    Return1,
    /// returns word 1
    ReturnConst,
    /// returns `c` slots from `b` on
    ReturnSpan,
    /// the end of what the host called
    Exit,
    /// back in the instance of the caller
    Bridge,
    /// charges the second word to the fuel
    Fuel,
    /// sees whether somebody asks to stop
    Check,
    /// `call` of an imported function
    CallImport,
    /// `return_call` of an imported function
    ReturnCallImport,
    /// `a ← global` that the instance owns, by its place in the context
    GlobalGetOwn,
    /// the same for a vector
    GlobalGetOwnWide,
    /// `global.get` of a vector
    GlobalGetWide,
    /// `global ← a` that the instance owns
    GlobalSetOwn,
    /// the same for a vector
    GlobalSetOwnWide,
    /// `global.set` of a vector
    GlobalSetWide,
    /// `select` of vectors
    SelectWide,
}

/// The number that picks a handler.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(crate) struct Insn(pub(crate) u16);

impl Insn {
    /// How many numbers there are.
    pub(crate) const COUNT: usize = Op::COUNT * FORMS + 64;

    /// A wasm instruction in one of its forms.
    #[inline]
    pub(crate) const fn of(op: Op, form: Form) -> Insn {
        Insn(op as u16 * FORMS as u16 + form as u16)
    }

    /// One of the interpreter's own.
    #[inline]
    pub(crate) const fn extra(extra: Extra) -> Insn {
        Insn((Op::COUNT * FORMS) as u16 + extra as u16)
    }
}

/// A translated function.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct Code {
    /// Where its instructions begin: in `words`.
    pub(crate) entry: *const u64,
    /// The slots of its frame, those of its results included.
    pub(crate) frame_slots: u32,
    /// The slots of its parameters.
    pub(crate) params: u32,
    /// The slots of its parameters and locals; the two behind them hold what the frame returns to.
    pub(crate) locals: u32,
    /// The function's index in its module.
    pub(crate) func: u32,
    /// Its instructions.
    pub(crate) words: Box<[u64]>,
    /// Where its instructions stand in the module.
    pub(crate) offsets: Offsets,
    /// Which slots hold references when.
    pub(crate) roots: Roots,
    /// Where it catches exceptions, innermost parts first.
    pub(crate) ranges: Box<[TryRange]>,
    /// How it catches them.
    pub(crate) clauses: Box<[Clause]>,
}

// SAFETY: `entry` points into `words`, which the same value owns and nobody writes.
unsafe impl Send for Code {}
// SAFETY: as above.
unsafe impl Sync for Code {}

/// A reference type as one word; concrete types in it are canonical.
pub(crate) fn pack_ref_type(ty: RefType) -> u64 {
    let heap = match ty.heap() {
        HeapType::Concrete(id) => (id as u64) << 8 | CONCRETE,
        heap => heap.byte().unwrap_or(0) as u64,
    };
    heap | (ty.nullable() as u64) << 63
}

/// The inverse of [`pack_ref_type`].
#[inline]
pub(crate) fn unpack_ref_type(word: u64) -> RefType {
    let heap = match word & 0xff {
        CONCRETE => HeapType::Concrete((word >> 8) as u32),
        byte => HeapType::from_byte(byte as u8).unwrap_or(HeapType::None),
    };
    RefType::new(word >> 63 == 1, heap)
}

/// Stands where an abstract heap type has its byte.
const CONCRETE: u64 = 0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reference_types_survive_packing() {
        for heap in HeapType::all_abstract().chain([HeapType::Concrete(0), HeapType::Concrete(RefType::MAX_INDEX)]) {
            for nullable in [true, false] {
                let ty = RefType::new(nullable, heap);
                assert_eq!(unpack_ref_type(pack_ref_type(ty)), ty);
            }
        }
    }
}
