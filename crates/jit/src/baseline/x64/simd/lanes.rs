//! Constants, single lanes, and one value in all lanes.
//!
//! Specification: [vconst](https://webassembly.github.io/spec/core/exec/instructions.html#exec-vconst) and what follows it.

use wharf_core::ops::Op;

use super::{every8, every16, every32, every64};
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::operand::{Operand, Type};
use crate::baseline::x64::asm::{Rm, Xm, asm};
use crate::baseline::x64::machine::VSCRATCH;

/// `pshufd`: the upper 64 bits in both halves.
const HIGH: u8 = 0b11_10_11_10;

impl Compiler<'_> {
    /// `v128.const`
    pub(super) fn vector_constant(&mut self, bytes: [u8; 16]) {
        let dst = self.take(Repr::Vector);
        match u128::from_le_bytes(bytes) {
            0 => asm!(self.asm, xorps_a(dst, dst)),
            u128::MAX => asm!(self.asm, pcmpeqd_a(dst, dst)),
            _ => {
                let constant = self.asm.constant(bytes);
                asm!(self.asm, movaps_a(dst, constant));
            }
        }
        self.push_reg(dst, Type::V128);
    }

    /// `splat`
    pub(super) fn splat(&mut self, op: Op) {
        let mut value = self.pop();
        if let Some(bits) = value.constant() {
            return self.vector_constant(match op {
                Op::I8x16Splat => every8(bits as u8),
                Op::I16x8Splat => every16(bits as u16),
                Op::I32x4Splat | Op::F32x4Splat => every32(bits as u32),
                _ => every64(bits),
            });
        }
        if value.ty.repr.is_int() { self.splat_int(op, value) } else { self.splat_float(op, &mut value) }
    }

    fn splat_int(&mut self, op: Op, mut value: Operand) {
        let src: Rm = self.rm(&mut value);
        let dst = self.take(Repr::Vector);
        match op {
            Op::I64x2Splat => asm!(self.asm, movq_a(dst, src)),
            _ => asm!(self.asm, movd_a(dst, src)),
        }
        match op {
            Op::I8x16Splat => {
                asm!(self.asm, pxor_a(VSCRATCH, VSCRATCH));
                asm!(self.asm, pshufb_a(dst, VSCRATCH));
            }
            Op::I16x8Splat => {
                asm!(self.asm, pshuflw_a(dst, dst, 0u8));
                asm!(self.asm, pshufd_a(dst, dst, 0u8));
            }
            Op::I32x4Splat => asm!(self.asm, pshufd_a(dst, dst, 0u8)),
            _ => asm!(self.asm, punpcklqdq_a(dst, dst)),
        }
        self.release(value);
        self.push_reg(dst, Type::V128);
    }

    fn splat_float(&mut self, op: Op, value: &mut Operand) {
        let src = self.reg(value);
        let dst = self.take(Repr::Vector);
        match op {
            Op::F32x4Splat => asm!(self.asm, pshufd_a(dst, src, 0u8)),
            _ => asm!(self.asm, movddup_a(dst, src)),
        }
        self.release(*value);
        self.push_reg(dst, Type::V128);
    }

    /// `extract_lane` and `replace_lane`
    pub(super) fn lane(&mut self, op: Op, lane: u8) {
        match op {
            Op::I8x16ExtractLaneS | Op::I8x16ExtractLaneU => self.extract_int(op, lane, Type::I32),
            Op::I16x8ExtractLaneS | Op::I16x8ExtractLaneU => self.extract_int(op, lane, Type::I32),
            Op::I32x4ExtractLane => self.extract_int(op, lane, Type::I32),
            Op::I64x2ExtractLane => self.extract_int(op, lane, Type::I64),
            Op::F32x4ExtractLane => self.extract_float(lane, lane, Type::F32),
            Op::F64x2ExtractLane => self.extract_float(lane, HIGH, Type::F64),
            Op::F32x4ReplaceLane | Op::F64x2ReplaceLane => self.replace_float(op, lane),
            _ => self.replace_int(op, lane),
        }
    }

    fn extract_int(&mut self, op: Op, lane: u8, ty: Type) {
        let mut vector = self.pop();
        let src = self.reg(&mut vector);
        let dst = self.take(ty.repr);
        match (op, lane) {
            (Op::I8x16ExtractLaneS | Op::I8x16ExtractLaneU, _) => asm!(self.asm, pextrb_a(dst, src, lane)),
            (Op::I16x8ExtractLaneS | Op::I16x8ExtractLaneU, _) => asm!(self.asm, pextrw_a(dst, src, lane)),
            (Op::I32x4ExtractLane, 0) => asm!(self.asm, movd_b(dst, src)),
            (Op::I32x4ExtractLane, _) => asm!(self.asm, pextrd_a(dst, src, lane)),
            (_, 0) => asm!(self.asm, movq_b(dst, src)),
            _ => asm!(self.asm, pextrq_a(dst, src, lane)),
        }
        match op {
            Op::I8x16ExtractLaneS => asm!(self.asm, movsbl_rm(dst, dst)),
            Op::I16x8ExtractLaneS => asm!(self.asm, movswl_rm(dst, dst)),
            _ => {}
        }
        self.release(vector);
        self.push_reg(dst, ty);
    }

    /// Floats are in the lowest lane of their registers; `order` brings the wanted lane there.
    fn extract_float(&mut self, lane: u8, order: u8, ty: Type) {
        let mut vector = self.pop();
        if lane == 0 {
            let dst = self.writable(vector);
            return self.push_reg(dst, ty);
        }
        let src = self.reg(&mut vector);
        let dst = self.take(ty.repr);
        asm!(self.asm, pshufd_a(dst, src, order));
        self.release(vector);
        self.push_reg(dst, ty);
    }

    fn replace_int(&mut self, op: Op, lane: u8) {
        let (mut value, vector) = (self.pop(), self.pop());
        let src: Rm = self.rm(&mut value);
        let dst = self.writable(vector);
        match op {
            Op::I8x16ReplaceLane => asm!(self.asm, pinsrb_a(dst, src, lane)),
            Op::I16x8ReplaceLane => asm!(self.asm, pinsrw_a(dst, src, lane)),
            Op::I32x4ReplaceLane => asm!(self.asm, pinsrd_a(dst, src, lane)),
            _ => asm!(self.asm, pinsrq_a(dst, src, lane)),
        }
        self.release(value);
        self.push_reg(dst, Type::V128);
    }

    fn replace_float(&mut self, op: Op, lane: u8) {
        let (mut value, vector) = (self.pop(), self.pop());
        if op == Op::F32x4ReplaceLane {
            let src: Xm = self.xm(&mut value);
            let dst = self.writable(vector);
            asm!(self.asm, insertps_a(dst, src, lane << 4));
            self.release(value);
            return self.push_reg(dst, Type::V128);
        }
        let src = self.reg(&mut value);
        let dst = self.writable(vector);
        match lane {
            0 => asm!(self.asm, movsd_a_r(dst, src)),
            _ => asm!(self.asm, movlhps_rm(dst, src)),
        }
        self.release(value);
        self.push_reg(dst, Type::V128);
    }
}
