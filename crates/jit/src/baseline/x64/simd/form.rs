//! The forms in which operations on vectors take their operands, and short ways to name single instructions.

use crate::baseline::reg::Reg;
use crate::baseline::x64::asm::{Asm, Cc};

/// How an operation is emitted: what it is given, the register of the result first.
#[derive(Copy, Clone)]
pub(super) enum Form {
    /// The register of the operand, which becomes the result.
    InPlace(fn(&mut Asm, Reg)),
    /// The result and the operand, perhaps in the same register.
    Unary(fn(&mut Asm, Reg, Reg)),
    /// The result and the operand, never in the same register.
    Apart(fn(&mut Asm, Reg, Reg)),
    /// The first operand, which becomes the result, and the second.
    Binary(fn(&mut Asm, Reg, Reg)),
    /// The second operand, which becomes the result, and the first.
    Reversed(fn(&mut Asm, Reg, Reg)),
    /// The first operand, which becomes the result, and the other two.
    Ternary(fn(&mut Asm, Reg, Reg, Reg)),
    /// The operand; the condition of the flags is the result.
    Test(fn(&mut Asm, Reg) -> Cc),
    /// An integer register for the result, and the operand.
    Mask(fn(&mut Asm, Reg, Reg)),
}

/// One instruction on two registers, perhaps with an immediate behind them.
macro_rules! one {
    ($name:ident $(, $immediate:expr)?) => {
        |asm: &mut Asm, dst: Reg, src: Reg| asm!(*asm, $name(dst, src $(, $immediate)?))
    };
}

/// One instruction, whose result is turned over.
macro_rules! inverted {
    ($name:ident) => {
        |asm: &mut Asm, dst: Reg, src: Reg| {
            asm!(*asm, $name(dst, src));
            super::invert(asm, dst);
        }
    };
}

pub(super) use {inverted, one};
