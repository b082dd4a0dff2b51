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
//! FAR ..             locals that found no place below slot 32768
//! ```
//!
//! and the frame of a called function begins at its arguments, so that neither they nor the results are moved.

use wharf_core::ops::Op;

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
    /// `a ← slot (word 1)`, 32-bit slot number
    CopyFromFar,
    /// `slot (word 1) ← b`
    CopyToFar,
    /// no results
    Return0,
    /// slot 0 ← `b`
    Return1,
    /// slot 0 ← word 1
    ReturnConst,
    /// `c` slots from `b` on
    ReturnSpan,
    /// the end of what the host called
    Exit,
    /// back in the instance of the caller
    Bridge,
    /// charge the second word
    Fuel,
    /// see whether somebody asks to stop
    Check,
    /// a call of a function of this module that is imported
    CallImport,
    ReturnCallImport,
    /// globals of the instance itself, by their place in its context
    GlobalGetOwn,
    GlobalSetOwn,
    GlobalGetOwnWide,
    GlobalSetOwnWide,
    GlobalGetWide,
    GlobalSetWide,
    SelectWide,
    CopyWide,
    /// a select whose condition is a comparison
    FillNull,
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
