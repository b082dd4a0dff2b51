//! Arithmetic of vectors of floats.
//!
//! Specification: [floating-point operations](https://webassembly.github.io/spec/core/exec/numerics.html#floating-point-operations),
//! lane by lane; [relaxed operations](https://webassembly.github.io/spec/core/exec/numerics.html#relaxed-operations).

use wharf_core::ops::Op;

use super::form::{Form, one};
use super::{every32, every64};
use crate::baseline::reg::Reg;
use crate::baseline::x64::asm::{Asm, asm};
use crate::baseline::x64::machine::{VSCRATCH, VSCRATCH2};

/// How `round` rounds: the mode, without a signal that the result is inexact.
const NEAREST: u8 = 8;
const FLOOR: u8 = 9;
const CEIL: u8 = 10;
const TRUNC: u8 = 11;
/// `cmpps`: where an operand is a NaN.
const UNORDERED: u8 = 3;

/// The width of lanes.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Width {
    Single,
    Double,
}

impl Width {
    fn sign(self) -> [u8; 16] {
        match self {
            Width::Single => every32(1 << 31),
            Width::Double => every64(1 << 63),
        }
    }

    fn all_but_sign(self) -> [u8; 16] {
        self.sign().map(|byte| !byte)
    }

    /// Where the positive canonical NaN has zeros.
    fn zeros_of_nan(self) -> [u8; 16] {
        match self {
            Width::Single => every32(!0x7fc0_0000),
            Width::Double => every64(!0x7ff8_0000_0000_0000),
        }
    }
}

/// One instruction for each width.
macro_rules! by_width {
    ($asm:ident, $width:expr, $single:ident, $double:ident, ($($arg:expr),*)) => {
        match $width {
            Width::Single => asm!(*$asm, $single($($arg),*)),
            Width::Double => asm!(*$asm, $double($($arg),*)),
        }
    };
}

/// A bitwise operation with a constant.
macro_rules! with_mask {
    ($name:ident, $mask:expr) => {
        |asm: &mut Asm, dst: Reg| {
            let mask = asm.constant($mask);
            asm!(*asm, $name(dst, mask));
        }
    };
}

pub(super) fn form(op: Op) -> Option<Form> {
    use Form::{Binary, InPlace, Reversed, Ternary, Unary};
    use Width::{Double, Single};
    Some(match op {
        Op::F32x4Abs => InPlace(with_mask!(andps_a, Single.all_but_sign())),
        Op::F32x4Neg => InPlace(with_mask!(xorps_a, Single.sign())),
        Op::F32x4Sqrt => Unary(one!(sqrtps_a)),
        Op::F32x4Ceil => Unary(one!(roundps_rmi, CEIL)),
        Op::F32x4Floor => Unary(one!(roundps_rmi, FLOOR)),
        Op::F32x4Trunc => Unary(one!(roundps_rmi, TRUNC)),
        Op::F32x4Nearest => Unary(one!(roundps_rmi, NEAREST)),
        Op::F32x4Add => Binary(one!(addps_a)),
        Op::F32x4Sub => Binary(one!(subps_a)),
        Op::F32x4Mul => Binary(one!(mulps_a)),
        Op::F32x4Div => Binary(one!(divps_a)),
        Op::F32x4Min | Op::F32x4RelaxedMin => Binary(|asm, dst, src| extreme(asm, Single, true, dst, src)),
        Op::F32x4Max | Op::F32x4RelaxedMax => Binary(|asm, dst, src| extreme(asm, Single, false, dst, src)),
        // The machine's take the second operand when neither is less.
        Op::F32x4Pmin => Reversed(one!(minps_a)),
        Op::F32x4Pmax => Reversed(one!(maxps_a)),
        Op::F32x4RelaxedMadd => Ternary(|asm, dst, b, c| multiply_add(asm, Single, dst, b, c)),
        Op::F32x4RelaxedNmadd => Ternary(|asm, dst, b, c| subtract_product(asm, Single, dst, b, c)),

        Op::F64x2Abs => InPlace(with_mask!(andps_a, Double.all_but_sign())),
        Op::F64x2Neg => InPlace(with_mask!(xorps_a, Double.sign())),
        Op::F64x2Sqrt => Unary(one!(sqrtpd_a)),
        Op::F64x2Ceil => Unary(one!(roundpd_rmi, CEIL)),
        Op::F64x2Floor => Unary(one!(roundpd_rmi, FLOOR)),
        Op::F64x2Trunc => Unary(one!(roundpd_rmi, TRUNC)),
        Op::F64x2Nearest => Unary(one!(roundpd_rmi, NEAREST)),
        Op::F64x2Add => Binary(one!(addpd_a)),
        Op::F64x2Sub => Binary(one!(subpd_a)),
        Op::F64x2Mul => Binary(one!(mulpd_a)),
        Op::F64x2Div => Binary(one!(divpd_a)),
        Op::F64x2Min | Op::F64x2RelaxedMin => Binary(|asm, dst, src| extreme(asm, Double, true, dst, src)),
        Op::F64x2Max | Op::F64x2RelaxedMax => Binary(|asm, dst, src| extreme(asm, Double, false, dst, src)),
        Op::F64x2Pmin => Reversed(one!(minpd_a)),
        Op::F64x2Pmax => Reversed(one!(maxpd_a)),
        Op::F64x2RelaxedMadd => Ternary(|asm, dst, b, c| multiply_add(asm, Double, dst, b, c)),
        Op::F64x2RelaxedNmadd => Ternary(|asm, dst, b, c| subtract_product(asm, Double, dst, b, c)),
        _ => return None,
    })
}

/// The width of the lanes in which an operation may make NaNs that need not be canonical.
fn makes_nans(op: Op) -> Option<Width> {
    Some(match op {
        Op::F32x4Add | Op::F32x4Sub | Op::F32x4Mul | Op::F32x4Div | Op::F32x4Sqrt => Width::Single,
        Op::F32x4Ceil | Op::F32x4Floor | Op::F32x4Trunc | Op::F32x4Nearest => Width::Single,
        Op::F32x4RelaxedMadd | Op::F32x4RelaxedNmadd | Op::F32x4DemoteF64x2Zero => Width::Single,
        Op::F64x2Add | Op::F64x2Sub | Op::F64x2Mul | Op::F64x2Div | Op::F64x2Sqrt => Width::Double,
        Op::F64x2Ceil | Op::F64x2Floor | Op::F64x2Trunc | Op::F64x2Nearest => Width::Double,
        Op::F64x2RelaxedMadd | Op::F64x2RelaxedNmadd | Op::F64x2PromoteLowF32x4 => Width::Double,
        _ => return None,
    })
}

/// Makes any NaN in what an operation has computed the positive canonical one.
pub(super) fn make_canonical(asm: &mut Asm, op: Op, dst: Reg) {
    if let Some(width) = makes_nans(op) {
        asm!(*asm, movaps_a(VSCRATCH, dst));
        by_width!(asm, width, cmpps_a, cmppd_a, (VSCRATCH, dst, UNORDERED));
        put_nans(asm, width, dst);
    }
}

/// Puts the positive canonical NaN where the scratch register has ones.
fn put_nans(asm: &mut Asm, width: Width, dst: Reg) {
    let zeros = asm.constant(width.zeros_of_nan());
    asm!(*asm, orps_a(dst, VSCRATCH));
    asm!(*asm, andps_a(VSCRATCH, zeros));
    asm!(*asm, xorps_a(dst, VSCRATCH));
}

/// `min` and `max`. The machine's take the second operand when neither is less, so both orders are asked: they differ for
/// NaNs, and for zeros of different signs, which "or" and "and" settle.
fn extreme(asm: &mut Asm, width: Width, least: bool, dst: Reg, src: Reg) {
    asm!(*asm, movaps_a(VSCRATCH, dst));
    by_width!(asm, width, cmpps_a, cmppd_a, (VSCRATCH, src, UNORDERED));
    asm!(*asm, movaps_a(VSCRATCH2, src));
    if least {
        by_width!(asm, width, minps_a, minpd_a, (VSCRATCH2, dst));
        by_width!(asm, width, minps_a, minpd_a, (dst, src));
        asm!(*asm, orps_a(dst, VSCRATCH2));
    } else {
        by_width!(asm, width, maxps_a, maxpd_a, (VSCRATCH2, dst));
        by_width!(asm, width, maxps_a, maxpd_a, (dst, src));
        asm!(*asm, andps_a(dst, VSCRATCH2));
    }
    put_nans(asm, width, dst);
}

/// `madd`: not fused, as `wharf_core::num` has it.
fn multiply_add(asm: &mut Asm, width: Width, dst: Reg, factor: Reg, addend: Reg) {
    by_width!(asm, width, mulps_a, mulpd_a, (dst, factor));
    by_width!(asm, width, addps_a, addpd_a, (dst, addend));
}

/// `nmadd`
fn subtract_product(asm: &mut Asm, width: Width, dst: Reg, factor: Reg, addend: Reg) {
    let sign = asm.constant(width.sign());
    asm!(*asm, xorps_a(dst, sign));
    multiply_add(asm, width, dst, factor, addend);
}
