//! Arithmetic of floats.
//!
//! Specification: [floating-point operations](https://webassembly.github.io/spec/core/exec/numerics.html#floating-point-operations).

use wharf_core::ops::Op;

use super::asm::{Cc, Xm, asm};
use super::machine::{SCRATCH, VSCRATCH};
use super::moves;
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::operand::{Operand, Type};
use crate::baseline::reg::Reg;

/// One instruction for each width.
macro_rules! by_width {
    ($self:ident, $single:expr, $narrow:ident, $wide:ident, ($($arg:expr),*)) => {
        match $single {
            true => asm!($self.asm, $narrow($($arg),*)),
            false => asm!($self.asm, $wide($($arg),*)),
        }
    };
}

/// How `round` rounds: the mode, without a signal that the result is inexact.
fn rounding(op: Op) -> u8 {
    match op {
        Op::F32Nearest | Op::F64Nearest => 8,
        Op::F32Floor | Op::F64Floor => 9,
        Op::F32Ceil | Op::F64Ceil => 10,
        _ => 11,
    }
}

/// The bytes of a scalar, four or two times.
fn lanes(repr: Repr, bits: u64) -> [u8; 16] {
    let bits = if repr == Repr::Float32 { bits << 32 | bits } else { bits };
    (u128::from(bits) << 64 | u128::from(bits)).to_le_bytes()
}

fn sign_bit(repr: Repr) -> u64 {
    if repr == Repr::Float32 { 1 << 31 } else { 1 << 63 }
}

fn ones(repr: Repr) -> u64 {
    if repr == Repr::Float32 { u64::from(u32::MAX) } else { u64::MAX }
}

impl Compiler<'_> {
    /// `add`, `sub`, `mul`, `div`
    pub(in crate::baseline) fn float_binary(&mut self, op: Op, a: Operand, b: Operand, hint: Option<Reg>) -> Reg {
        let (mut a, mut b) = (a, b);
        let single = a.ty.repr == Repr::Float32;
        let commutes = matches!(op, Op::F32Add | Op::F64Add | Op::F32Mul | Op::F64Mul);
        let in_hint = |compiler: &Compiler<'_>, operand: &Operand| hint.is_some() && compiler.in_reg(operand) == hint;
        if commutes && (in_hint(self, &b) || hint.is_none() && self.is_own(&b) && !self.is_own(&a)) {
            std::mem::swap(&mut a, &mut b);
        }
        let hint = hint.filter(|_| !in_hint(self, &b));
        let src: Xm = self.xm(&mut b);
        let ty = a.ty;
        let dst = self.writable_in(a, hint);
        match op {
            Op::F32Add | Op::F64Add => by_width!(self, single, addss_a, addsd_a, (dst, src)),
            Op::F32Sub | Op::F64Sub => by_width!(self, single, subss_a, subsd_a, (dst, src)),
            Op::F32Mul | Op::F64Mul => by_width!(self, single, mulss_a, mulsd_a, (dst, src)),
            _ => by_width!(self, single, divss_a, divsd_a, (dst, src)),
        }
        self.release(b);
        self.canonical_nan(ty.repr, dst);
        dst
    }

    /// `abs`, `neg`, `sqrt` and the roundings.
    pub(in crate::baseline) fn float_unary(&mut self, op: Op) {
        let mut a = self.pop();
        let (ty, single) = (a.ty, a.ty.repr == Repr::Float32);
        match op {
            Op::F32Abs | Op::F64Abs | Op::F32Neg | Op::F64Neg => return self.change_sign(op, a),
            _ => {}
        }
        let (src, own) = (self.xm(&mut a), self.is_own(&a));
        let dst = match self.in_reg(&a).filter(|_| own) {
            Some(reg) => {
                self.pool.forget(reg);
                self.pool.hold(reg);
                reg
            }
            None => {
                let dst = self.take(ty.repr);
                // The instructions keep the upper part of the register, and so would wait for what it was before.
                asm!(self.asm, xorps_a(dst, dst));
                dst
            }
        };
        match op {
            Op::F32Sqrt | Op::F64Sqrt => by_width!(self, single, sqrtss_a, sqrtsd_a, (dst, src)),
            _ => by_width!(self, single, roundss_rmi, roundsd_rmi, (dst, src, rounding(op))),
        }
        self.release(a);
        self.canonical_nan(ty.repr, dst);
        self.push_reg(dst, ty);
    }

    fn change_sign(&mut self, op: Op, a: Operand) {
        let ty = a.ty;
        let dst = self.writable(a);
        let sign = sign_bit(ty.repr);
        match op {
            Op::F32Neg | Op::F64Neg => {
                let mask = self.asm.constant(lanes(ty.repr, sign));
                asm!(self.asm, xorps_a(dst, mask));
            }
            _ => {
                let mask = self.asm.constant(lanes(ty.repr, !sign & ones(ty.repr)));
                asm!(self.asm, andps_a(dst, mask));
            }
        }
        self.push_reg(dst, ty);
    }

    /// `copysign`
    pub(in crate::baseline) fn copy_sign(&mut self) {
        let mut b = self.pop();
        let a = self.pop();
        let ty = a.ty;
        let from = self.reg(&mut b);
        let dst = self.writable(a);
        let sign = sign_bit(ty.repr);
        let rest = self.asm.constant(lanes(ty.repr, !sign & ones(ty.repr)));
        let sign = self.asm.constant(lanes(ty.repr, sign));
        asm!(self.asm, movaps_a(VSCRATCH, from));
        asm!(self.asm, andps_a(VSCRATCH, sign));
        asm!(self.asm, andps_a(dst, rest));
        asm!(self.asm, orps_a(dst, VSCRATCH));
        self.release(b);
        self.push_reg(dst, ty);
    }

    /// `min` and `max`: the machine's forget NaNs and take the second of two zeros.
    pub(in crate::baseline) fn float_extreme(&mut self, op: Op) {
        let mut b = self.pop();
        let a = self.pop();
        let (ty, single) = (a.ty, a.ty.repr == Repr::Float32);
        let least = matches!(op, Op::F32Min | Op::F64Min);
        let src = self.reg(&mut b);
        let dst = self.writable(a);
        let [nan, differ, done] = [self.asm.label(), self.asm.label(), self.asm.label()];
        by_width!(self, single, ucomiss_a, ucomisd_a, (dst, src));
        self.asm.jump_if(Cc::Parity, nan);
        self.asm.jump_if(Cc::NotEqual, differ);
        match least {
            true => asm!(self.asm, orps_a(dst, src)),
            false => asm!(self.asm, andps_a(dst, src)),
        }
        self.asm.jump(done);
        self.asm.bind(nan);
        by_width!(self, single, addss_a, addsd_a, (dst, src));
        self.asm.jump(done);
        self.asm.bind(differ);
        match least {
            true => by_width!(self, single, minss_a, minsd_a, (dst, src)),
            false => by_width!(self, single, maxss_a, maxsd_a, (dst, src)),
        }
        self.asm.bind(done);
        self.release(b);
        self.canonical_nan(ty.repr, dst);
        self.push_reg(dst, ty);
    }

    /// Makes any NaN the positive canonical one, if the options ask for it.
    pub(in crate::baseline) fn canonical_nan(&mut self, repr: Repr, reg: Reg) {
        if !self.options.canonical_nans {
            return;
        }
        let single = repr == Repr::Float32;
        let fine = self.asm.label();
        by_width!(self, single, ucomiss_a, ucomisd_a, (reg, reg));
        self.asm.jump_if(Cc::NoParity, fine);
        match single {
            true => moves::constant(&mut self.asm, repr, reg, 0x7fc0_0000),
            false => moves::constant(&mut self.asm, repr, reg, 0x7ff8_0000_0000_0000),
        }
        self.asm.bind(fine);
    }

    /// `promote` and `demote`
    pub(in crate::baseline) fn change_width(&mut self, to: Type) {
        let mut a = self.pop();
        let src: Xm = self.xm(&mut a);
        let dst = self.take(to.repr);
        asm!(self.asm, xorps_a(dst, dst));
        by_width!(self, to.repr == Repr::Float64, cvtss2sd_a, cvtsd2ss_a, (dst, src));
        self.release(a);
        self.canonical_nan(to.repr, dst);
        self.push_reg(dst, to);
    }

    /// The bits of one type as another.
    pub(in crate::baseline) fn reinterpret(&mut self, to: Type) {
        let mut a = self.pop();
        if let Some(bits) = a.constant() {
            return self.push(crate::baseline::operand::Loc::Const(bits), to);
        }
        if let Some(place) = self.place(&a) {
            let dst = self.take(to.repr);
            moves::load(&mut self.asm, to.repr, dst, place);
            self.release(a);
            return self.push_reg(dst, to);
        }
        let src = self.reg(&mut a);
        let dst = self.take(to.repr);
        match to.repr {
            Repr::Int32 => asm!(self.asm, movd_b(dst, src)),
            Repr::Int64 => asm!(self.asm, movq_b(dst, src)),
            Repr::Float32 => asm!(self.asm, movd_a(dst, src)),
            _ => asm!(self.asm, movq_a(dst, src)),
        }
        self.release(a);
        self.push_reg(dst, to);
    }

    /// Integers to floats.
    pub(in crate::baseline) fn int_to_float(&mut self, op: Op, to: Type) {
        let mut a = self.pop();
        let single = to.repr == Repr::Float32;
        let dst = self.take(to.repr);
        asm!(self.asm, xorps_a(dst, dst));
        match op {
            Op::F32ConvertI32S | Op::F64ConvertI32S => {
                let src = self.rm(&mut a);
                by_width!(self, single, cvtsi2ssl_a, cvtsi2sdl_a, (dst, src));
            }
            Op::F32ConvertI64S | Op::F64ConvertI64S => {
                let src = self.rm(&mut a);
                by_width!(self, single, cvtsi2ssq_a, cvtsi2sdq_a, (dst, src));
            }
            Op::F32ConvertI32U | Op::F64ConvertI32U => {
                let src = self.clean_reg(&mut a);
                by_width!(self, single, cvtsi2ssq_a, cvtsi2sdq_a, (dst, src));
            }
            _ => {
                let src = self.reg(&mut a);
                self.unsigned_to_float(single, dst, src);
            }
        }
        self.release(a);
        self.push_reg(dst, to);
    }

    /// Of 64 bits without sign: a large one is halved, its last bit kept for rounding, and doubled as a float.
    fn unsigned_to_float(&mut self, single: bool, dst: Reg, src: Reg) {
        let half = self.take(Repr::Int64);
        let (large, done) = (self.asm.label(), self.asm.label());
        asm!(self.asm, testq_mr(src, src));
        self.asm.jump_if(Cc::Sign, large);
        by_width!(self, single, cvtsi2ssq_a, cvtsi2sdq_a, (dst, src));
        self.asm.jump(done);
        self.asm.bind(large);
        asm!(self.asm, movq_rm(half, src));
        asm!(self.asm, movq_rm(SCRATCH, src));
        asm!(self.asm, shrq_mi(half, 1u8));
        asm!(self.asm, andl_mi_sxb(SCRATCH, 1i8));
        asm!(self.asm, orq_rm(half, SCRATCH));
        by_width!(self, single, cvtsi2ssq_a, cvtsi2sdq_a, (dst, half));
        by_width!(self, single, addss_a, addsd_a, (dst, dst));
        self.asm.bind(done);
        self.pool.release(half);
    }
}
