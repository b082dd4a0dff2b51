//! Arithmetic of vectors of integers, and bitwise operations.
//!
//! Specification: [integer operations](https://webassembly.github.io/spec/core/exec/numerics.html#integer-operations),
//! lane by lane.

use wharf_core::ops::Op;

use super::form::{Form, one};
use super::{every8, every16, invert};
use crate::baseline::reg::Reg;
use crate::baseline::x64::asm::{Asm, asm};
use crate::baseline::x64::machine::{VSCRATCH, VSCRATCH2};

/// Zero minus the operand.
macro_rules! negated {
    ($sub:ident) => {
        |asm: &mut Asm, dst: Reg, src: Reg| {
            asm!(*asm, pxor_a(dst, dst));
            asm!(*asm, $sub(dst, src));
        }
    };
}

pub(super) fn form(op: Op) -> Option<Form> {
    use Form::{Apart, Binary, InPlace, Reversed, Ternary, Unary};
    Some(match op {
        Op::I8x16Add => Binary(one!(paddb_a)),
        Op::I8x16AddSatS => Binary(one!(paddsb_a)),
        Op::I8x16AddSatU => Binary(one!(paddusb_a)),
        Op::I8x16Sub => Binary(one!(psubb_a)),
        Op::I8x16SubSatS => Binary(one!(psubsb_a)),
        Op::I8x16SubSatU => Binary(one!(psubusb_a)),
        Op::I8x16MinS => Binary(one!(pminsb_a)),
        Op::I8x16MinU => Binary(one!(pminub_a)),
        Op::I8x16MaxS => Binary(one!(pmaxsb_a)),
        Op::I8x16MaxU => Binary(one!(pmaxub_a)),
        Op::I8x16AvgrU => Binary(one!(pavgb_a)),
        Op::I8x16Abs => Unary(one!(pabsb_a)),
        Op::I8x16Neg => Apart(negated!(psubb_a)),
        Op::I8x16Popcnt => InPlace(count_bits),
        Op::I8x16Swizzle | Op::I8x16RelaxedSwizzle => Binary(swizzle),

        Op::I16x8Add => Binary(one!(paddw_a)),
        Op::I16x8AddSatS => Binary(one!(paddsw_a)),
        Op::I16x8AddSatU => Binary(one!(paddusw_a)),
        Op::I16x8Sub => Binary(one!(psubw_a)),
        Op::I16x8SubSatS => Binary(one!(psubsw_a)),
        Op::I16x8SubSatU => Binary(one!(psubusw_a)),
        Op::I16x8Mul => Binary(one!(pmullw_a)),
        Op::I16x8MinS => Binary(one!(pminsw_a)),
        Op::I16x8MinU => Binary(one!(pminuw_a)),
        Op::I16x8MaxS => Binary(one!(pmaxsw_a)),
        Op::I16x8MaxU => Binary(one!(pmaxuw_a)),
        Op::I16x8AvgrU => Binary(one!(pavgw_a)),
        Op::I16x8Abs => Unary(one!(pabsw_a)),
        Op::I16x8Neg => Apart(negated!(psubw_a)),
        Op::I16x8Q15mulrSatS | Op::I16x8RelaxedQ15mulrS => Binary(multiply_q15),

        Op::I32x4Add => Binary(one!(paddd_a)),
        Op::I32x4Sub => Binary(one!(psubd_a)),
        Op::I32x4Mul => Binary(one!(pmulld_a)),
        Op::I32x4MinS => Binary(one!(pminsd_a)),
        Op::I32x4MinU => Binary(one!(pminud_a)),
        Op::I32x4MaxS => Binary(one!(pmaxsd_a)),
        Op::I32x4MaxU => Binary(one!(pmaxud_a)),
        Op::I32x4Abs => Unary(one!(pabsd_a)),
        Op::I32x4Neg => Apart(negated!(psubd_a)),

        Op::I64x2Add => Binary(one!(paddq_a)),
        Op::I64x2Sub => Binary(one!(psubq_a)),
        Op::I64x2Mul => Binary(multiply_wide),
        Op::I64x2Abs => InPlace(absolute_wide),
        Op::I64x2Neg => Apart(negated!(psubq_a)),

        Op::V128Not => InPlace(invert),
        Op::V128And => Binary(one!(pand_a)),
        Op::V128Andnot => Reversed(one!(pandn_a)),
        Op::V128Or => Binary(one!(por_a)),
        Op::V128Xor => Binary(one!(pxor_a)),
        Op::V128Bitselect | Op::I8x16RelaxedLaneselect | Op::I16x8RelaxedLaneselect => Ternary(select_bits),
        Op::I32x4RelaxedLaneselect | Op::I64x2RelaxedLaneselect => Ternary(select_bits),
        _ => return None,
    })
}

/// Each half of a byte is looked up in a table of counts.
fn count_bits(asm: &mut Asm, dst: Reg) {
    let low = asm.constant(every8(0x0f));
    let counts = asm.constant([0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4]);
    asm!(*asm, movdqa_a(VSCRATCH, dst));
    asm!(*asm, psrlw_b(VSCRATCH, 4u8));
    asm!(*asm, pand_a(VSCRATCH, low));
    asm!(*asm, pand_a(dst, low));
    asm!(*asm, movdqa_a(VSCRATCH2, counts));
    asm!(*asm, pshufb_a(VSCRATCH2, dst));
    asm!(*asm, movdqa_a(dst, counts));
    asm!(*asm, pshufb_a(dst, VSCRATCH));
    asm!(*asm, paddb_a(dst, VSCRATCH2));
}

/// The machine looks at the lowest four bits of an index, and at the highest, which means zero; of 16 and above it is set.
fn swizzle(asm: &mut Asm, dst: Reg, indices: Reg) {
    let above = asm.constant(every8(0x70));
    asm!(*asm, movdqa_a(VSCRATCH, indices));
    asm!(*asm, paddusb_a(VSCRATCH, above));
    asm!(*asm, pshufb_a(dst, VSCRATCH));
}

/// Only -1 times -1 leaves the range; the machine makes -1 of it, and that of nothing else.
fn multiply_q15(asm: &mut Asm, dst: Reg, src: Reg) {
    let least = asm.constant(every16(0x8000));
    asm!(*asm, pmulhrsw_a(dst, src));
    asm!(*asm, movdqa_a(VSCRATCH, least));
    asm!(*asm, pcmpeqw_a(VSCRATCH, dst));
    asm!(*asm, pxor_a(dst, VSCRATCH));
}

/// Of 64 bits: the products of each low half with the other's high half count 2^32 times.
fn multiply_wide(asm: &mut Asm, dst: Reg, src: Reg) {
    asm!(*asm, movdqa_a(VSCRATCH, dst));
    asm!(*asm, psrlq_b(VSCRATCH, 32u8));
    asm!(*asm, pmuludq_a(VSCRATCH, src));
    asm!(*asm, movdqa_a(VSCRATCH2, src));
    asm!(*asm, psrlq_b(VSCRATCH2, 32u8));
    asm!(*asm, pmuludq_a(VSCRATCH2, dst));
    asm!(*asm, paddq_a(VSCRATCH, VSCRATCH2));
    asm!(*asm, psllq_b(VSCRATCH, 32u8));
    asm!(*asm, pmuludq_a(dst, src));
    asm!(*asm, paddq_a(dst, VSCRATCH));
}

/// Of 64 bits: what is below zero is turned over, and one is added.
fn absolute_wide(asm: &mut Asm, dst: Reg) {
    asm!(*asm, pxor_a(VSCRATCH, VSCRATCH));
    asm!(*asm, pcmpgtq_a(VSCRATCH, dst));
    asm!(*asm, pxor_a(dst, VSCRATCH));
    asm!(*asm, psubq_a(dst, VSCRATCH));
}

/// The bits of the first where the mask has ones, of the second where it has zeros.
fn select_bits(asm: &mut Asm, dst: Reg, other: Reg, mask: Reg) {
    asm!(*asm, movdqa_a(VSCRATCH, mask));
    asm!(*asm, pandn_a(VSCRATCH, other));
    asm!(*asm, pand_a(dst, mask));
    asm!(*asm, por_a(dst, VSCRATCH));
}
