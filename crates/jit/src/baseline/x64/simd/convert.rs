//! Between vectors of integers and floats, and of floats of both widths. Relaxed truncations saturate.
//!
//! Specification: [conversions](https://webassembly.github.io/spec/core/exec/numerics.html#conversions), lane by lane.

use wharf_core::ops::Op;

use super::form::{Form, one};
use super::{every32, every64};
use crate::baseline::reg::Reg;
use crate::baseline::x64::asm::{Asm, asm};
use crate::baseline::x64::machine::{VSCRATCH, VSCRATCH2};

/// `cmpps`: where the first is less or equal.
const LESS_OR_EQUAL: u8 = 2;
/// `cmpps`: where the first is equal, and so no NaN.
const EQUAL: u8 = 0;
/// `round`: towards zero, without a signal that the result is inexact.
const TRUNC: u8 = 11;
/// The double whose last bit counts 1.
const TWO_52: f64 = 4_503_599_627_370_496.0;
/// The first float beyond `i32`.
const TWO_31: f32 = 2_147_483_648.0;

#[rustfmt::skip]
pub(super) fn form(op: Op) -> Option<Form> {
    use Form::{InPlace, Unary};
    Some(match op {
        Op::F32x4ConvertI32x4S => Unary(one!(cvtdq2ps_a)),
        Op::F32x4ConvertI32x4U => InPlace(singles_from_unsigned),
        Op::F64x2ConvertLowI32x4S => Unary(one!(cvtdq2pd_a)),
        Op::F64x2ConvertLowI32x4U => InPlace(doubles_from_unsigned),
        Op::F32x4DemoteF64x2Zero => Unary(one!(cvtpd2ps_a)),
        Op::F64x2PromoteLowF32x4 => Unary(one!(cvtps2pd_a)),
        Op::I32x4TruncSatF32x4S | Op::I32x4RelaxedTruncF32x4S => InPlace(singles_to_signed),
        Op::I32x4TruncSatF32x4U | Op::I32x4RelaxedTruncF32x4U => InPlace(singles_to_unsigned),
        Op::I32x4TruncSatF64x2SZero | Op::I32x4RelaxedTruncF64x2SZero => InPlace(doubles_to_signed),
        Op::I32x4TruncSatF64x2UZero | Op::I32x4RelaxedTruncF64x2UZero => InPlace(doubles_to_unsigned),
        _ => return None,
    })
}

/// Each half of 16 bits is exact as a float; only their sum is rounded.
fn singles_from_unsigned(asm: &mut Asm, dst: Reg) {
    let low = asm.constant(every32(0xffff));
    let scale = asm.constant(every32(65536f32.to_bits()));
    asm!(*asm, movdqa_a(VSCRATCH, dst));
    asm!(*asm, psrld_b(VSCRATCH, 16u8));
    asm!(*asm, pand_a(dst, low));
    asm!(*asm, cvtdq2ps_a(VSCRATCH, VSCRATCH));
    asm!(*asm, cvtdq2ps_a(dst, dst));
    asm!(*asm, mulps_a(VSCRATCH, scale));
    asm!(*asm, addps_a(dst, VSCRATCH));
}

/// Put behind the exponent of 2^52, an integer is that much more than it is.
fn doubles_from_unsigned(asm: &mut Asm, dst: Reg) {
    let exponent = asm.constant(every32((TWO_52.to_bits() >> 32) as u32));
    let more = asm.constant(every64(TWO_52.to_bits()));
    asm!(*asm, punpckldq_a(dst, exponent));
    asm!(*asm, subpd_a(dst, more));
}

/// NaNs become zero first. The machine makes the least integer of what does not fit; beyond the greatest one it is turned
/// over.
fn singles_to_signed(asm: &mut Asm, dst: Reg) {
    let limit = asm.constant(every32(TWO_31.to_bits()));
    asm!(*asm, movaps_a(VSCRATCH, dst));
    asm!(*asm, cmpps_a(VSCRATCH, dst, EQUAL));
    asm!(*asm, andps_a(dst, VSCRATCH));
    asm!(*asm, movaps_a(VSCRATCH, limit));
    asm!(*asm, cmpps_a(VSCRATCH, dst, LESS_OR_EQUAL));
    asm!(*asm, cvttps2dq_a(dst, dst));
    asm!(*asm, pxor_a(dst, VSCRATCH));
}

/// In two parts: up to 2^31, of which the machine makes 2^31 when there is more, and what is beyond that.
fn singles_to_unsigned(asm: &mut Asm, dst: Reg) {
    let limit = asm.constant(every32(TWO_31.to_bits()));
    asm!(*asm, xorps_a(VSCRATCH, VSCRATCH));
    // NaNs become zero: the second operand.
    asm!(*asm, maxps_a(dst, VSCRATCH));
    asm!(*asm, movaps_a(VSCRATCH, limit));
    asm!(*asm, movaps_a(VSCRATCH2, dst));
    asm!(*asm, subps_a(VSCRATCH2, VSCRATCH));
    asm!(*asm, cmpps_a(VSCRATCH, VSCRATCH2, LESS_OR_EQUAL));
    asm!(*asm, cvttps2dq_a(VSCRATCH2, VSCRATCH2));
    asm!(*asm, pxor_a(VSCRATCH2, VSCRATCH));
    asm!(*asm, pxor_a(VSCRATCH, VSCRATCH));
    asm!(*asm, pmaxsd_a(VSCRATCH2, VSCRATCH));
    asm!(*asm, cvttps2dq_a(dst, dst));
    asm!(*asm, paddd_a(dst, VSCRATCH2));
}

/// NaNs become zero, and what is too great the greatest integer, before the conversion; it clears the upper half.
fn doubles_to_signed(asm: &mut Asm, dst: Reg) {
    let most = asm.constant(every64(f64::from(i32::MAX).to_bits()));
    asm!(*asm, movaps_a(VSCRATCH, dst));
    asm!(*asm, cmppd_a(VSCRATCH, dst, EQUAL));
    asm!(*asm, andps_a(VSCRATCH, most));
    asm!(*asm, minpd_a(dst, VSCRATCH));
    asm!(*asm, cvttpd2dq_a(dst, dst));
}

/// Brought into range and made whole, a number added to 2^52 is in the lower half of its lane.
fn doubles_to_unsigned(asm: &mut Asm, dst: Reg) {
    let most = asm.constant(every64(f64::from(u32::MAX).to_bits()));
    let more = asm.constant(every64(TWO_52.to_bits()));
    asm!(*asm, xorps_a(VSCRATCH, VSCRATCH));
    asm!(*asm, maxpd_a(dst, VSCRATCH));
    asm!(*asm, minpd_a(dst, most));
    asm!(*asm, roundpd_rmi(dst, dst, TRUNC));
    asm!(*asm, addpd_a(dst, more));
    asm!(*asm, shufps_a(dst, VSCRATCH, 0b10_00_10_00u8));
}
