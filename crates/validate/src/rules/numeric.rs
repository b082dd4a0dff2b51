//! Constants, and every instruction whose signature the table fixes: nearly all numeric and vector instructions.
//!
//! Specification: [numeric](https://webassembly.github.io/spec/core/valid/instructions.html#numeric-instructions).

use wharf_core::Result;
use wharf_core::ops::{NumType, Op, Signature, StackType};
use wharf_core::types::ValType;

use crate::errors;
use crate::state::State;

/// A number's type as a value type.
#[inline(always)]
pub(crate) const fn val(ty: NumType) -> ValType {
    const TYPES: [ValType; 5] = [ValType::I32, ValType::I64, ValType::F32, ValType::F64, ValType::V128];
    TYPES[ty as usize]
}

/// The most operands a fixed signature has.
const MAX_PARAMS: usize = 4;
/// The most results a fixed signature has.
const MAX_RESULTS: usize = 2;

/// A fixed signature in packed types.
#[derive(Copy, Clone)]
struct Fixed {
    params: [ValType; MAX_PARAMS],
    results: [ValType; MAX_RESULTS],
    takes: u8,
    leaves: u8,
}

const fn fixed_of(signature: &Signature) -> Fixed {
    let mut fixed = Fixed {
        params: [ValType::BOTTOM; MAX_PARAMS],
        results: [ValType::BOTTOM; MAX_RESULTS],
        takes: signature.params.len() as u8,
        leaves: signature.results.len() as u8,
    };
    let mut i = 0;
    while i < signature.params.len() {
        fixed.params[i] = val(signature.params[i]);
        i += 1;
    }
    let mut i = 0;
    while i < signature.results.len() {
        fixed.results[i] = val(signature.results[i]);
        i += 1;
    }
    fixed
}

/// How the rule of an instruction is found.
#[derive(Copy, Clone, PartialEq)]
enum Class {
    /// One operand, one result.
    Unary,
    /// Two operands, one result.
    Binary,
    /// Any other fixed signature.
    Lists,
    /// No fixed signature.
    Special,
}

/// What the commonest signatures need, in one line of the cache with its neighbours.
#[derive(Copy, Clone)]
struct Plain {
    first: ValType,
    second: ValType,
    result: ValType,
    class: Class,
}

const fn plain_of(op: Op) -> Plain {
    let StackType::Fixed(id) = op.stack_type() else {
        return Plain {
            first: ValType::BOTTOM,
            second: ValType::BOTTOM,
            result: ValType::BOTTOM,
            class: Class::Special,
        };
    };
    let fixed = fixed_of(id.signature());
    let class = match (fixed.takes, fixed.leaves) {
        (1, 1) => Class::Unary,
        (2, 1) => Class::Binary,
        _ => Class::Lists,
    };
    Plain { first: fixed.params[0], second: fixed.params[1], result: fixed.results[0], class }
}

/// By the instruction's number.
static PLAIN: [Plain; Op::COUNT] = {
    let mut table = [plain_of(Op::Nop); Op::COUNT];
    let mut i = 0;
    while i < Op::COUNT {
        table[i] = plain_of(Op::ALL[i]);
        i += 1;
    }
    table
};

impl State<'_> {
    /// [Constants](https://webassembly.github.io/spec/core/valid/instructions.html#valid-const)
    #[inline(always)]
    pub(crate) fn constant(&mut self, ty: ValType) -> Result<()> {
        self.push(ty);
        Ok(())
    }

    /// An instruction without immediates: one with a
    /// [fixed signature](https://webassembly.github.io/spec/core/valid/instructions.html#numeric-instructions), or one
    /// of those with a rule of their own.
    #[inline(always)]
    pub(crate) fn plain(&mut self, op: Op) -> Result<()> {
        let plain = &PLAIN[op as usize];
        match plain.class {
            Class::Binary => self.replace_two([plain.first, plain.second], plain.result),
            Class::Unary => self.replace_one(plain.first, plain.result),
            Class::Special => self.special(op),
            Class::Lists => self.fixed(op),
        }
    }

    /// An instruction with any fixed signature.
    #[inline(never)]
    pub(crate) fn fixed(&mut self, op: Op) -> Result<()> {
        let StackType::Fixed(id) = op.stack_type() else { return Err(errors::no_rule(op)) };
        let fixed = fixed_of(id.signature());
        self.pop_all(&fixed.params[..usize::from(fixed.takes)])?;
        self.push_all(&fixed.results[..usize::from(fixed.leaves)])
    }
}
