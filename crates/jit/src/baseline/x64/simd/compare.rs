//! Comparisons lane by lane, and questions about all lanes at once.
//!
//! The machine compares integers for "equal" and, with sign, for "greater"; the rest is made of these and of `min` and
//! `max`.
//!
//! Specification: [vrelop](https://webassembly.github.io/spec/core/exec/instructions.html#exec-vrelop),
//! [vtestop](https://webassembly.github.io/spec/core/exec/instructions.html#exec-vtestop),
//! [bitmask](https://webassembly.github.io/spec/core/exec/instructions.html#exec-vec-bitmask).

use wharf_core::ops::Op;

use super::form::{Form, inverted, one};
use super::invert;
use crate::baseline::reg::Reg;
use crate::baseline::x64::asm::{Asm, Cc, asm};
use crate::baseline::x64::machine::VSCRATCH;

/// Where the first is what `min` or `max` chooses.
macro_rules! chosen {
    ($choose:ident, $equal:ident) => {
        |asm: &mut Asm, dst: Reg, src: Reg| {
            asm!(*asm, movdqa_a(VSCRATCH, dst));
            asm!(*asm, $choose(VSCRATCH, src));
            asm!(*asm, $equal(dst, VSCRATCH));
        }
    };
}

/// Where the first is not.
macro_rules! not_chosen {
    ($choose:ident, $equal:ident) => {
        |asm: &mut Asm, dst: Reg, src: Reg| {
            let chosen: fn(&mut Asm, Reg, Reg) = chosen!($choose, $equal);
            chosen(asm, dst, src);
            invert(asm, dst);
        }
    };
}

/// Whether no lane is zero.
macro_rules! all_true {
    ($equal:ident) => {
        |asm: &mut Asm, src: Reg| {
            asm!(*asm, pxor_a(VSCRATCH, VSCRATCH));
            asm!(*asm, $equal(VSCRATCH, src));
            asm!(*asm, ptest_rm(VSCRATCH, VSCRATCH));
            Cc::Equal
        }
    };
}

/// What `cmpps` and `cmppd` ask, by the number in their encoding. The unequal may be unordered.
const EQUAL: u8 = 0;
const LESS: u8 = 1;
const LESS_OR_EQUAL: u8 = 2;
const NOT_EQUAL: u8 = 4;

pub(super) fn form(op: Op) -> Option<Form> {
    integers(op).or_else(|| floats(op)).or_else(|| whole(op))
}

fn integers(op: Op) -> Option<Form> {
    use Form::{Binary, Reversed};
    Some(match op {
        Op::I8x16Eq => Binary(one!(pcmpeqb_a)),
        Op::I8x16Ne => Binary(inverted!(pcmpeqb_a)),
        Op::I8x16LtS => Reversed(one!(pcmpgtb_a)),
        Op::I8x16LtU => Binary(not_chosen!(pmaxub_a, pcmpeqb_a)),
        Op::I8x16GtS => Binary(one!(pcmpgtb_a)),
        Op::I8x16GtU => Binary(not_chosen!(pminub_a, pcmpeqb_a)),
        Op::I8x16LeS => Binary(chosen!(pminsb_a, pcmpeqb_a)),
        Op::I8x16LeU => Binary(chosen!(pminub_a, pcmpeqb_a)),
        Op::I8x16GeS => Binary(chosen!(pmaxsb_a, pcmpeqb_a)),
        Op::I8x16GeU => Binary(chosen!(pmaxub_a, pcmpeqb_a)),

        Op::I16x8Eq => Binary(one!(pcmpeqw_a)),
        Op::I16x8Ne => Binary(inverted!(pcmpeqw_a)),
        Op::I16x8LtS => Reversed(one!(pcmpgtw_a)),
        Op::I16x8LtU => Binary(not_chosen!(pmaxuw_a, pcmpeqw_a)),
        Op::I16x8GtS => Binary(one!(pcmpgtw_a)),
        Op::I16x8GtU => Binary(not_chosen!(pminuw_a, pcmpeqw_a)),
        Op::I16x8LeS => Binary(chosen!(pminsw_a, pcmpeqw_a)),
        Op::I16x8LeU => Binary(chosen!(pminuw_a, pcmpeqw_a)),
        Op::I16x8GeS => Binary(chosen!(pmaxsw_a, pcmpeqw_a)),
        Op::I16x8GeU => Binary(chosen!(pmaxuw_a, pcmpeqw_a)),

        Op::I32x4Eq => Binary(one!(pcmpeqd_a)),
        Op::I32x4Ne => Binary(inverted!(pcmpeqd_a)),
        Op::I32x4LtS => Reversed(one!(pcmpgtd_a)),
        Op::I32x4LtU => Binary(not_chosen!(pmaxud_a, pcmpeqd_a)),
        Op::I32x4GtS => Binary(one!(pcmpgtd_a)),
        Op::I32x4GtU => Binary(not_chosen!(pminud_a, pcmpeqd_a)),
        Op::I32x4LeS => Binary(chosen!(pminsd_a, pcmpeqd_a)),
        Op::I32x4LeU => Binary(chosen!(pminud_a, pcmpeqd_a)),
        Op::I32x4GeS => Binary(chosen!(pmaxsd_a, pcmpeqd_a)),
        Op::I32x4GeU => Binary(chosen!(pmaxud_a, pcmpeqd_a)),

        Op::I64x2Eq => Binary(one!(pcmpeqq_a)),
        Op::I64x2Ne => Binary(inverted!(pcmpeqq_a)),
        Op::I64x2LtS => Reversed(one!(pcmpgtq_a)),
        Op::I64x2GtS => Binary(one!(pcmpgtq_a)),
        Op::I64x2LeS => Binary(inverted!(pcmpgtq_a)),
        Op::I64x2GeS => Reversed(inverted!(pcmpgtq_a)),
        _ => return None,
    })
}

fn floats(op: Op) -> Option<Form> {
    use Form::{Binary, Reversed};
    Some(match op {
        Op::F32x4Eq => Binary(one!(cmpps_a, EQUAL)),
        Op::F32x4Ne => Binary(one!(cmpps_a, NOT_EQUAL)),
        Op::F32x4Lt => Binary(one!(cmpps_a, LESS)),
        Op::F32x4Gt => Reversed(one!(cmpps_a, LESS)),
        Op::F32x4Le => Binary(one!(cmpps_a, LESS_OR_EQUAL)),
        Op::F32x4Ge => Reversed(one!(cmpps_a, LESS_OR_EQUAL)),
        Op::F64x2Eq => Binary(one!(cmppd_a, EQUAL)),
        Op::F64x2Ne => Binary(one!(cmppd_a, NOT_EQUAL)),
        Op::F64x2Lt => Binary(one!(cmppd_a, LESS)),
        Op::F64x2Gt => Reversed(one!(cmppd_a, LESS)),
        Op::F64x2Le => Binary(one!(cmppd_a, LESS_OR_EQUAL)),
        Op::F64x2Ge => Reversed(one!(cmppd_a, LESS_OR_EQUAL)),
        _ => return None,
    })
}

fn whole(op: Op) -> Option<Form> {
    use Form::{Mask, Test};
    Some(match op {
        Op::V128AnyTrue => Test(any_true),
        Op::I8x16AllTrue => Test(all_true!(pcmpeqb_a)),
        Op::I16x8AllTrue => Test(all_true!(pcmpeqw_a)),
        Op::I32x4AllTrue => Test(all_true!(pcmpeqd_a)),
        Op::I64x2AllTrue => Test(all_true!(pcmpeqq_a)),
        Op::I8x16Bitmask => Mask(one!(pmovmskb_rm)),
        Op::I16x8Bitmask => Mask(bitmask16),
        Op::I32x4Bitmask => Mask(one!(movmskps_rm)),
        Op::I64x2Bitmask => Mask(one!(movmskpd_rm)),
        _ => return None,
    })
}

fn any_true(asm: &mut Asm, src: Reg) -> Cc {
    asm!(*asm, ptest_rm(src, src));
    Cc::NotEqual
}

/// Saturation to bytes keeps signs.
fn bitmask16(asm: &mut Asm, dst: Reg, src: Reg) {
    asm!(*asm, movdqa_a(VSCRATCH, src));
    asm!(*asm, packsswb_a(VSCRATCH, VSCRATCH));
    asm!(*asm, pmovmskb_rm(dst, VSCRATCH));
    asm!(*asm, movzbl_rm(dst, dst));
}
