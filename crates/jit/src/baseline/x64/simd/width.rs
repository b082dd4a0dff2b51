//! Between integers of different widths: `extend`, `narrow`, and arithmetic whose results are wider than its operands.
//!
//! Specification: [vcvtop](https://webassembly.github.io/spec/core/exec/instructions.html#exec-vcvtop),
//! [vnarrow](https://webassembly.github.io/spec/core/exec/instructions.html#exec-vec-narrow),
//! [vextbinop](https://webassembly.github.io/spec/core/exec/instructions.html#exec-vextbinop).

use wharf_core::ops::Op;

use super::form::{Form, one};
use super::{every8, every16, every32};
use crate::baseline::reg::Reg;
use crate::baseline::x64::asm::{Asm, asm};
use crate::baseline::x64::machine::{VSCRATCH, VSCRATCH2};

/// `pshufd`: the high half of the lanes in both halves.
const HIGH: u8 = 0b11_10_11_10;
/// `pshufd`: the lower two of four lanes where `pmuludq` looks.
const LOW_SPREAD: u8 = 0b01_01_00_00;
/// The upper two.
const HIGH_SPREAD: u8 = 0b11_11_10_10;

/// The high half, extended.
macro_rules! extended_high {
    ($extend:ident) => {
        |asm: &mut Asm, dst: Reg, src: Reg| {
            asm!(*asm, pshufd_a(dst, src, HIGH));
            asm!(*asm, $extend(dst, dst));
        }
    };
}

/// Products of low halves that were extended.
macro_rules! product_low {
    ($extend:ident) => {
        |asm: &mut Asm, dst: Reg, src: Reg| {
            asm!(*asm, $extend(VSCRATCH, src));
            asm!(*asm, $extend(dst, dst));
            asm!(*asm, pmullw_a(dst, VSCRATCH));
        }
    };
}

/// Products of high halves that were extended.
macro_rules! product_high {
    ($extend:ident) => {
        |asm: &mut Asm, dst: Reg, src: Reg| {
            asm!(*asm, pshufd_a(VSCRATCH, src, HIGH));
            asm!(*asm, $extend(VSCRATCH, VSCRATCH));
            asm!(*asm, pshufd_a(dst, dst, HIGH));
            asm!(*asm, $extend(dst, dst));
            asm!(*asm, pmullw_a(dst, VSCRATCH));
        }
    };
}

/// Products of 16 bits with 16 bits: their low and their high halves, put together.
macro_rules! product16 {
    ($high_half:ident, $unpack:ident) => {
        |asm: &mut Asm, dst: Reg, src: Reg| {
            asm!(*asm, movdqa_a(VSCRATCH, dst));
            asm!(*asm, $high_half(VSCRATCH, src));
            asm!(*asm, pmullw_a(dst, src));
            asm!(*asm, $unpack(dst, VSCRATCH));
        }
    };
}

/// Products of 32 bits with 32 bits.
macro_rules! product32 {
    ($multiply:ident, $spread:expr) => {
        |asm: &mut Asm, dst: Reg, src: Reg| {
            asm!(*asm, pshufd_a(VSCRATCH, src, $spread));
            asm!(*asm, pshufd_a(dst, dst, $spread));
            asm!(*asm, $multiply(dst, VSCRATCH));
        }
    };
}

pub(super) fn form(op: Op) -> Option<Form> {
    use Form::{Apart, Binary, InPlace, Ternary, Unary};
    Some(match op {
        Op::I16x8ExtendLowI8x16S => Unary(one!(pmovsxbw_a)),
        Op::I16x8ExtendLowI8x16U => Unary(one!(pmovzxbw_a)),
        Op::I16x8ExtendHighI8x16S => Unary(extended_high!(pmovsxbw_a)),
        Op::I16x8ExtendHighI8x16U => Unary(extended_high!(pmovzxbw_a)),
        Op::I32x4ExtendLowI16x8S => Unary(one!(pmovsxwd_a)),
        Op::I32x4ExtendLowI16x8U => Unary(one!(pmovzxwd_a)),
        Op::I32x4ExtendHighI16x8S => Unary(extended_high!(pmovsxwd_a)),
        Op::I32x4ExtendHighI16x8U => Unary(extended_high!(pmovzxwd_a)),
        Op::I64x2ExtendLowI32x4S => Unary(one!(pmovsxdq_a)),
        Op::I64x2ExtendLowI32x4U => Unary(one!(pmovzxdq_a)),
        Op::I64x2ExtendHighI32x4S => Unary(extended_high!(pmovsxdq_a)),
        Op::I64x2ExtendHighI32x4U => Unary(extended_high!(pmovzxdq_a)),

        Op::I8x16NarrowI16x8S => Binary(one!(packsswb_a)),
        Op::I8x16NarrowI16x8U => Binary(one!(packuswb_a)),
        Op::I16x8NarrowI32x4S => Binary(one!(packssdw_a)),
        Op::I16x8NarrowI32x4U => Binary(one!(packusdw_a)),

        Op::I16x8ExtmulLowI8x16S => Binary(product_low!(pmovsxbw_a)),
        Op::I16x8ExtmulLowI8x16U => Binary(product_low!(pmovzxbw_a)),
        Op::I16x8ExtmulHighI8x16S => Binary(product_high!(pmovsxbw_a)),
        Op::I16x8ExtmulHighI8x16U => Binary(product_high!(pmovzxbw_a)),
        Op::I32x4ExtmulLowI16x8S => Binary(product16!(pmulhw_a, punpcklwd_a)),
        Op::I32x4ExtmulLowI16x8U => Binary(product16!(pmulhuw_a, punpcklwd_a)),
        Op::I32x4ExtmulHighI16x8S => Binary(product16!(pmulhw_a, punpckhwd_a)),
        Op::I32x4ExtmulHighI16x8U => Binary(product16!(pmulhuw_a, punpckhwd_a)),
        Op::I64x2ExtmulLowI32x4S => Binary(product32!(pmuldq_a, LOW_SPREAD)),
        Op::I64x2ExtmulLowI32x4U => Binary(product32!(pmuludq_a, LOW_SPREAD)),
        Op::I64x2ExtmulHighI32x4S => Binary(product32!(pmuldq_a, HIGH_SPREAD)),
        Op::I64x2ExtmulHighI32x4U => Binary(product32!(pmuludq_a, HIGH_SPREAD)),

        Op::I16x8ExtaddPairwiseI8x16S => Apart(add_pairs_of_signed_bytes),
        Op::I16x8ExtaddPairwiseI8x16U => InPlace(add_pairs_of_bytes),
        Op::I32x4ExtaddPairwiseI16x8S => InPlace(add_pairs_of_signed_words),
        Op::I32x4ExtaddPairwiseI16x8U => InPlace(add_pairs_of_words),
        Op::I32x4DotI16x8S => Binary(one!(pmaddwd_a)),
        Op::I16x8RelaxedDotI8x16I7x16S => Binary(relaxed_dot),
        Op::I32x4RelaxedDotI8x16I7x16AddS => Ternary(relaxed_dot_add),
        _ => return None,
    })
}

/// Products with 1, added in pairs; the first factor is without sign.
fn add_pairs_of_signed_bytes(asm: &mut Asm, dst: Reg, src: Reg) {
    let ones = asm.constant(every8(1));
    asm!(*asm, movdqa_a(dst, ones));
    asm!(*asm, pmaddubsw_a(dst, src));
}

fn add_pairs_of_bytes(asm: &mut Asm, dst: Reg) {
    let ones = asm.constant(every8(1));
    asm!(*asm, pmaddubsw_a(dst, ones));
}

fn add_pairs_of_signed_words(asm: &mut Asm, dst: Reg) {
    let ones = asm.constant(every16(1));
    asm!(*asm, pmaddwd_a(dst, ones));
}

/// As words with sign, each 2^15 less than it is.
fn add_pairs_of_words(asm: &mut Asm, dst: Reg) {
    let sign = asm.constant(every16(0x8000));
    asm!(*asm, pxor_a(dst, sign));
    add_pairs_of_signed_words(asm, dst);
    let missing = asm.constant(every32(0x1_0000));
    asm!(*asm, paddd_a(dst, missing));
}

/// Products of bytes, both with sign, of even and of odd lanes; their sums saturate.
fn relaxed_dot(asm: &mut Asm, dst: Reg, src: Reg) {
    asm!(*asm, movdqa_a(VSCRATCH, dst));
    asm!(*asm, psllw_b(VSCRATCH, 8u8));
    asm!(*asm, psraw_b(VSCRATCH, 8u8));
    asm!(*asm, movdqa_a(VSCRATCH2, src));
    asm!(*asm, psllw_b(VSCRATCH2, 8u8));
    asm!(*asm, psraw_b(VSCRATCH2, 8u8));
    asm!(*asm, pmullw_a(VSCRATCH, VSCRATCH2));
    asm!(*asm, movdqa_a(VSCRATCH2, src));
    asm!(*asm, psraw_b(VSCRATCH2, 8u8));
    asm!(*asm, psraw_b(dst, 8u8));
    asm!(*asm, pmullw_a(dst, VSCRATCH2));
    asm!(*asm, paddsw_a(dst, VSCRATCH));
}

fn relaxed_dot_add(asm: &mut Asm, dst: Reg, src: Reg, addend: Reg) {
    relaxed_dot(asm, dst, src);
    add_pairs_of_signed_words(asm, dst);
    asm!(*asm, paddd_a(dst, addend));
}
