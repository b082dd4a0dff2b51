//! Shifts of all lanes by one count, which is taken modulo the lanes' width.
//!
//! The machine shifts lanes of 16, 32 and 64 bits, and these with sign only up to 32; the others are made of them.
//!
//! Specification: [vshiftop](https://webassembly.github.io/spec/core/exec/instructions.html#exec-vshiftop).

use wharf_core::ops::Op;

use super::{every8, every64};
use crate::baseline::Compiler;
use crate::baseline::operand::Type;
use crate::baseline::reg::Reg;
use crate::baseline::x64::asm::{Asm, Rm, asm};
use crate::baseline::x64::int::{Alu, alu_constant};
use crate::baseline::x64::machine::{SCRATCH, VSCRATCH, VSCRATCH2};

#[derive(Copy, Clone, PartialEq, Eq)]
enum Way {
    Left,
    RightSigned,
    RightUnsigned,
}

/// By how much: below the lanes' width.
#[derive(Copy, Clone)]
enum Count {
    Constant(u8),
    /// In the scratch register.
    Scratch,
}

fn kind(op: Op) -> (Way, u8) {
    match op {
        Op::I8x16Shl => (Way::Left, 8),
        Op::I8x16ShrS => (Way::RightSigned, 8),
        Op::I8x16ShrU => (Way::RightUnsigned, 8),
        Op::I16x8Shl => (Way::Left, 16),
        Op::I16x8ShrS => (Way::RightSigned, 16),
        Op::I16x8ShrU => (Way::RightUnsigned, 16),
        Op::I32x4Shl => (Way::Left, 32),
        Op::I32x4ShrS => (Way::RightSigned, 32),
        Op::I32x4ShrU => (Way::RightUnsigned, 32),
        Op::I64x2Shl => (Way::Left, 64),
        Op::I64x2ShrS => (Way::RightSigned, 64),
        Op::I64x2ShrU => (Way::RightUnsigned, 64),
        _ => unreachable!("{op} is no shift"),
    }
}

impl Compiler<'_> {
    /// `shl`, `shr_s`, `shr_u`
    pub(super) fn vector_shift(&mut self, op: Op) {
        let (way, width) = kind(op);
        let (mut count, vector) = (self.pop(), self.pop());
        // Bytes are shifted with sign as the high halves of lanes of 16 bits.
        let more = if (way, width) == (Way::RightSigned, 8) { 8 } else { 0 };
        let constant = count.constant().map(|bits| bits as u8 & (width - 1));
        if constant == Some(0) {
            return self.push_back(vector);
        }
        let dst = self.writable(vector);
        let by = match constant {
            Some(bits) => Count::Constant(bits + more),
            None => {
                let src: Rm = self.rm(&mut count);
                asm!(self.asm, movl_rm(SCRATCH, src));
                alu_constant(&mut self.asm, Alu::And, false, SCRATCH, i32::from(width - 1));
                if more > 0 {
                    alu_constant(&mut self.asm, Alu::Add, false, SCRATCH, i32::from(more));
                }
                asm!(self.asm, movd_a(VSCRATCH, SCRATCH));
                Count::Scratch
            }
        };
        match (way, width) {
            (Way::RightSigned, 8) => shift_signed_bytes(&mut self.asm, dst, by),
            (_, 8) => shift_bytes(&mut self.asm, way, dst, by),
            (Way::RightSigned, 64) => shift_signed_wide(&mut self.asm, dst, by),
            _ => shift(&mut self.asm, way, width, dst, by),
        }
        self.release(count);
        self.push_reg(dst, Type::V128);
    }
}

/// By one instruction.
fn shift(asm: &mut Asm, way: Way, width: u8, dst: Reg, by: Count) {
    macro_rules! either {
        ($constant:ident, $scratch:ident) => {
            match by {
                Count::Constant(bits) => asm!(*asm, $constant(dst, bits)),
                Count::Scratch => asm!(*asm, $scratch(dst, VSCRATCH)),
            }
        };
    }
    match (way, width) {
        (Way::Left, 16) => either!(psllw_b, psllw_a),
        (Way::Left, 32) => either!(pslld_b, pslld_a),
        (Way::Left, _) => either!(psllq_b, psllq_a),
        (Way::RightSigned, 16) => either!(psraw_b, psraw_a),
        (Way::RightSigned, _) => either!(psrad_b, psrad_a),
        (Way::RightUnsigned, 16) => either!(psrlw_b, psrlw_a),
        (Way::RightUnsigned, 32) => either!(psrld_b, psrld_a),
        (Way::RightUnsigned, _) => either!(psrlq_b, psrlq_a),
    }
}

/// As lanes of 16 bits; what came from the neighbour is masked.
fn shift_bytes(asm: &mut Asm, way: Way, dst: Reg, by: Count) {
    shift(asm, way, 16, dst, by);
    if let Count::Constant(bits) = by {
        let mask = asm.constant(every8(if way == Way::Left { 0xff << bits } else { 0xff >> bits }));
        return asm!(*asm, pand_a(dst, mask));
    }
    asm!(*asm, pcmpeqd_a(VSCRATCH2, VSCRATCH2));
    shift(asm, way, 16, VSCRATCH2, by);
    if way == Way::RightUnsigned {
        asm!(*asm, psrlw_b(VSCRATCH2, 8u8));
    }
    asm!(*asm, pxor_a(VSCRATCH, VSCRATCH));
    asm!(*asm, pshufb_a(VSCRATCH2, VSCRATCH));
    asm!(*asm, pand_a(dst, VSCRATCH2));
}

/// Bytes as the high halves of lanes of 16 bits, whose low halves are shifted out.
fn shift_signed_bytes(asm: &mut Asm, dst: Reg, by: Count) {
    asm!(*asm, punpckhbw_a(VSCRATCH2, dst));
    asm!(*asm, punpcklbw_a(dst, dst));
    shift(asm, Way::RightSigned, 16, VSCRATCH2, by);
    shift(asm, Way::RightSigned, 16, dst, by);
    asm!(*asm, packsswb_a(dst, VSCRATCH2));
}

/// Of 64 bits: shifted without sign, and where the sign has gone is the bit to extend from.
fn shift_signed_wide(asm: &mut Asm, dst: Reg, by: Count) {
    let mask = match by {
        Count::Constant(bits) => 1 << 63 >> bits,
        Count::Scratch => 1 << 63,
    };
    let mask = asm.constant(every64(mask));
    asm!(*asm, movdqa_a(VSCRATCH2, mask));
    if let Count::Scratch = by {
        shift(asm, Way::RightUnsigned, 64, VSCRATCH2, by);
    }
    shift(asm, Way::RightUnsigned, 64, dst, by);
    asm!(*asm, pxor_a(dst, VSCRATCH2));
    asm!(*asm, psubq_a(dst, VSCRATCH2));
}
