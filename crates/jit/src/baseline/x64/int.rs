//! Integer arithmetic.
//!
//! Specification: [numeric instructions](https://webassembly.github.io/spec/core/exec/numerics.html#integer-operations).

use wharf_core::TrapKind;
use wharf_core::ops::Op;

use super::asm::{Asm, Cc, Rm, asm, at, indexed, trap_code};
use super::machine::{RAX, RCX, RDX, SCRATCH};
use super::moves;
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::operand::{Loc, Operand, Type};
use crate::baseline::reg::Reg;

/// The operations that all encode alike.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(in crate::baseline) enum Alu {
    Add,
    Sub,
    And,
    Or,
    Xor,
    Cmp,
}

/// Shifts and rotations.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(in crate::baseline) enum Shift {
    Left,
    RightSigned,
    RightUnsigned,
    RotateLeft,
    RotateRight,
}

/// `op dst, src`
pub(in crate::baseline) fn alu(asm: &mut Asm, op: Alu, wide: bool, dst: Reg, src: impl Into<Rm>) {
    let src: Rm = src.into();
    match (op, wide) {
        (Alu::Add, false) => asm!(*asm, addl_rm(dst, src)),
        (Alu::Add, true) => asm!(*asm, addq_rm(dst, src)),
        (Alu::Sub, false) => asm!(*asm, subl_rm(dst, src)),
        (Alu::Sub, true) => asm!(*asm, subq_rm(dst, src)),
        (Alu::And, false) => asm!(*asm, andl_rm(dst, src)),
        (Alu::And, true) => asm!(*asm, andq_rm(dst, src)),
        (Alu::Or, false) => asm!(*asm, orl_rm(dst, src)),
        (Alu::Or, true) => asm!(*asm, orq_rm(dst, src)),
        (Alu::Xor, false) => asm!(*asm, xorl_rm(dst, src)),
        (Alu::Xor, true) => asm!(*asm, xorq_rm(dst, src)),
        (Alu::Cmp, false) => asm!(*asm, cmpl_rm(dst, src)),
        (Alu::Cmp, true) => asm!(*asm, cmpq_rm(dst, src)),
    }
}

/// `op dst, constant`
pub(in crate::baseline) fn alu_constant(asm: &mut Asm, op: Alu, wide: bool, dst: impl Into<Rm>, constant: i32) {
    let dst: Rm = dst.into();
    if let Ok(small) = i8::try_from(constant) {
        return match (op, wide) {
            (Alu::Add, false) => asm!(*asm, addl_mi_sxb(dst, small)),
            (Alu::Add, true) => asm!(*asm, addq_mi_sxb(dst, small)),
            (Alu::Sub, false) => asm!(*asm, subl_mi_sxb(dst, small)),
            (Alu::Sub, true) => asm!(*asm, subq_mi_sxb(dst, small)),
            (Alu::And, false) => asm!(*asm, andl_mi_sxb(dst, small)),
            (Alu::And, true) => asm!(*asm, andq_mi_sxb(dst, small)),
            (Alu::Or, false) => asm!(*asm, orl_mi_sxb(dst, small)),
            (Alu::Or, true) => asm!(*asm, orq_mi_sxb(dst, small)),
            (Alu::Xor, false) => asm!(*asm, xorl_mi_sxb(dst, small)),
            (Alu::Xor, true) => asm!(*asm, xorq_mi_sxb(dst, small)),
            (Alu::Cmp, false) => asm!(*asm, cmpl_mi_sxb(dst, small)),
            (Alu::Cmp, true) => asm!(*asm, cmpq_mi_sxb(dst, small)),
        };
    }
    match (op, wide) {
        (Alu::Add, false) => asm!(*asm, addl_mi(dst, constant)),
        (Alu::Add, true) => asm!(*asm, addq_mi_sxl(dst, constant)),
        (Alu::Sub, false) => asm!(*asm, subl_mi(dst, constant)),
        (Alu::Sub, true) => asm!(*asm, subq_mi_sxl(dst, constant)),
        (Alu::And, false) => asm!(*asm, andl_mi(dst, constant)),
        (Alu::And, true) => asm!(*asm, andq_mi_sxl(dst, constant)),
        (Alu::Or, false) => asm!(*asm, orl_mi(dst, constant)),
        (Alu::Or, true) => asm!(*asm, orq_mi_sxl(dst, constant)),
        (Alu::Xor, false) => asm!(*asm, xorl_mi(dst, constant)),
        (Alu::Xor, true) => asm!(*asm, xorq_mi_sxl(dst, constant)),
        (Alu::Cmp, false) => asm!(*asm, cmpl_mi(dst, constant)),
        (Alu::Cmp, true) => asm!(*asm, cmpq_mi(dst, constant)),
    }
}

/// `op dst, count`
pub(in crate::baseline) fn shift_constant(asm: &mut Asm, op: Shift, wide: bool, dst: Reg, count: u8) {
    match (op, wide) {
        (Shift::Left, false) => asm!(*asm, shll_mi(dst, count)),
        (Shift::Left, true) => asm!(*asm, shlq_mi(dst, count)),
        (Shift::RightSigned, false) => asm!(*asm, sarl_mi(dst, count)),
        (Shift::RightSigned, true) => asm!(*asm, sarq_mi(dst, count)),
        (Shift::RightUnsigned, false) => asm!(*asm, shrl_mi(dst, count)),
        (Shift::RightUnsigned, true) => asm!(*asm, shrq_mi(dst, count)),
        (Shift::RotateLeft, false) => asm!(*asm, roll_mi(dst, count)),
        (Shift::RotateLeft, true) => asm!(*asm, rolq_mi(dst, count)),
        (Shift::RotateRight, false) => asm!(*asm, rorl_mi(dst, count)),
        (Shift::RotateRight, true) => asm!(*asm, rorq_mi(dst, count)),
    }
}

/// `op dst, cl`
fn shift_by_rcx(asm: &mut Asm, op: Shift, wide: bool, dst: Reg) {
    match (op, wide) {
        (Shift::Left, false) => asm!(*asm, shll_mc(dst, RCX)),
        (Shift::Left, true) => asm!(*asm, shlq_mc(dst, RCX)),
        (Shift::RightSigned, false) => asm!(*asm, sarl_mc(dst, RCX)),
        (Shift::RightSigned, true) => asm!(*asm, sarq_mc(dst, RCX)),
        (Shift::RightUnsigned, false) => asm!(*asm, shrl_mc(dst, RCX)),
        (Shift::RightUnsigned, true) => asm!(*asm, shrq_mc(dst, RCX)),
        (Shift::RotateLeft, false) => asm!(*asm, roll_mc(dst, RCX)),
        (Shift::RotateLeft, true) => asm!(*asm, rolq_mc(dst, RCX)),
        (Shift::RotateRight, false) => asm!(*asm, rorl_mc(dst, RCX)),
        (Shift::RotateRight, true) => asm!(*asm, rorq_mc(dst, RCX)),
    }
}

/// `dst = src op count` with operands of their own, which BMI2 has.
fn shift_apart(asm: &mut Asm, op: Shift, wide: bool, dst: Reg, src: Rm, count: Reg) {
    match (op, wide) {
        (Shift::Left, false) => asm!(*asm, shlxl_rmv(dst, src, count)),
        (Shift::Left, true) => asm!(*asm, shlxq_rmv(dst, src, count)),
        (Shift::RightSigned, false) => asm!(*asm, sarxl_rmv(dst, src, count)),
        (Shift::RightSigned, true) => asm!(*asm, sarxq_rmv(dst, src, count)),
        (_, false) => asm!(*asm, shrxl_rmv(dst, src, count)),
        (_, true) => asm!(*asm, shrxq_rmv(dst, src, count)),
    }
}

/// `test a, b`
pub(in crate::baseline) fn test(asm: &mut Asm, wide: bool, a: impl Into<Rm>, b: Reg) {
    let a: Rm = a.into();
    match wide {
        false => asm!(*asm, testl_mr(a, b)),
        true => asm!(*asm, testq_mr(a, b)),
    }
}

fn small_constant(operand: &Operand) -> Option<i32> {
    let bits = operand.constant()?;
    match operand.ty.repr {
        Repr::Int32 => Some(bits as u32 as i32),
        _ => i32::try_from(bits as i64).ok(),
    }
}

/// The power of two that a constant is.
fn log2(operand: &Operand) -> Option<u8> {
    let bits = operand.constant()?;
    bits.is_power_of_two().then(|| bits.trailing_zeros() as u8)
}

impl Compiler<'_> {
    /// Any of the binary operations that may wait.
    pub(in crate::baseline) fn int_binary(&mut self, op: Op, a: Operand, b: Operand, hint: Option<Reg>) -> Reg {
        match op {
            Op::I32Add | Op::I64Add => self.sum(a, b, hint),
            Op::I32Sub | Op::I64Sub => self.difference(a, b, hint),
            Op::I32And | Op::I64And => self.commutative(Alu::And, a, b, hint),
            Op::I32Or | Op::I64Or => self.commutative(Alu::Or, a, b, hint),
            Op::I32Xor | Op::I64Xor => self.commutative(Alu::Xor, a, b, hint),
            Op::I32Mul | Op::I64Mul => self.product(a, b, hint),
            Op::I32Shl | Op::I64Shl => self.shift(Shift::Left, a, b, hint),
            Op::I32ShrS | Op::I64ShrS => self.shift(Shift::RightSigned, a, b, hint),
            Op::I32ShrU | Op::I64ShrU => self.shift(Shift::RightUnsigned, a, b, hint),
            Op::I32Rotl | Op::I64Rotl => self.shift(Shift::RotateLeft, a, b, hint),
            _ => self.shift(Shift::RotateRight, a, b, hint),
        }
    }

    /// The hint, unless the second operand is there, or a free register.
    fn destination(&mut self, repr: Repr, hint: Option<Reg>) -> Reg {
        match hint {
            Some(hint) => {
                self.pool.hold(hint);
                hint
            }
            None => self.take(repr),
        }
    }

    fn sum(&mut self, a: Operand, b: Operand, hint: Option<Reg>) -> Reg {
        let (mut a, mut b) = if a.constant().is_some() { (b, a) } else { (a, b) };
        let wide = a.ty.is_wide();
        let in_place = |compiler: &Compiler<'_>, a: &Operand| match hint {
            Some(hint) => compiler.in_reg(a) == Some(hint),
            None => compiler.is_own(a),
        };
        if in_place(self, &b) {
            std::mem::swap(&mut a, &mut b);
        }
        if in_place(self, &a) || self.place(&a).is_some() && self.place(&b).is_some() {
            return self.commutative(Alu::Add, a, b, hint);
        }
        if let Some(constant) = small_constant(&b)
            && self.place(&a).is_none()
        {
            let src = self.reg(&mut a);
            let dst = self.destination(a.ty.repr, hint);
            self.lea(wide, dst, at(src, constant));
            self.release(a);
            return dst;
        }
        if self.in_reg(&a).is_some() && self.in_reg(&b).is_some() {
            let (x, y) = (self.reg(&mut a), self.reg(&mut b));
            let dst = self.destination(a.ty.repr, hint);
            self.lea(wide, dst, indexed(x, y, 0, 0));
            self.release(a);
            self.release(b);
            return dst;
        }
        self.commutative(Alu::Add, a, b, hint)
    }

    fn lea(&mut self, wide: bool, dst: Reg, place: super::asm::Mem) {
        match wide {
            false => asm!(self.asm, leal_rm(dst, place)),
            true => asm!(self.asm, leaq_rm(dst, place)),
        }
    }

    fn difference(&mut self, a: Operand, mut b: Operand, hint: Option<Reg>) -> Reg {
        let wide = a.ty.is_wide();
        if let Some(constant) = small_constant(&b).and_then(i32::checked_neg) {
            b.loc = Loc::Const(if wide { i64::from(constant) as u64 } else { u64::from(constant as u32) });
            return self.sum(a, b, hint);
        }
        let hint = hint.filter(|hint| self.in_reg(&b) != Some(*hint));
        if let Some(constant) = small_constant(&b) {
            let dst = self.writable_in(a, hint);
            alu_constant(&mut self.asm, Alu::Sub, wide, dst, constant);
            return dst;
        }
        if a.constant() == Some(0) && hint.is_none() {
            let dst = self.writable(b);
            match wide {
                false => asm!(self.asm, negl_m(dst)),
                true => asm!(self.asm, negq_m(dst)),
            }
            return dst;
        }
        let src = self.rm(&mut b);
        let dst = self.writable_in(a, hint);
        alu(&mut self.asm, Alu::Sub, wide, dst, src);
        self.release(b);
        dst
    }

    fn commutative(&mut self, op: Alu, a: Operand, b: Operand, hint: Option<Reg>) -> Reg {
        let (mut a, mut b) = if a.constant().is_some() { (b, a) } else { (a, b) };
        let wide = a.ty.is_wide();
        if let Some(constant) = small_constant(&b) {
            let dst = self.writable_in(a, hint);
            alu_constant(&mut self.asm, op, wide, dst, constant);
            return dst;
        }
        let prefers_b = match hint {
            Some(hint) => self.in_reg(&b) == Some(hint),
            None => self.is_own(&b) && !self.is_own(&a),
        };
        if prefers_b {
            std::mem::swap(&mut a, &mut b);
        }
        let src = self.rm(&mut b);
        let dst = self.writable_in(a, hint);
        alu(&mut self.asm, op, wide, dst, src);
        self.release(b);
        dst
    }

    fn product(&mut self, a: Operand, b: Operand, hint: Option<Reg>) -> Reg {
        let (mut a, mut b) = if a.constant().is_some() { (b, a) } else { (a, b) };
        let (wide, repr) = (a.ty.is_wide(), a.ty.repr);
        if let Some(count) = log2(&b) {
            let dst = self.writable_in(a, hint);
            if count > 0 {
                shift_constant(&mut self.asm, Shift::Left, wide, dst, count);
            }
            return dst;
        }
        if let Some(constant) = small_constant(&b)
            && a.constant().is_none()
        {
            let src = self.rm(&mut a);
            let dst = self.destination(repr, hint);
            match (wide, i8::try_from(constant)) {
                (false, Ok(small)) => asm!(self.asm, imull_rmi_sxb(dst, src, small)),
                (true, Ok(small)) => asm!(self.asm, imulq_rmi_sxb(dst, src, small)),
                (false, _) => asm!(self.asm, imull_rmi(dst, src, constant)),
                (true, _) => asm!(self.asm, imulq_rmi_sxl(dst, src, constant)),
            }
            self.release(a);
            return dst;
        }
        let prefers_b = match hint {
            Some(hint) => self.in_reg(&b) == Some(hint),
            None => self.is_own(&b) && !self.is_own(&a),
        };
        if prefers_b {
            std::mem::swap(&mut a, &mut b);
        }
        let src = self.rm(&mut b);
        let dst = self.writable_in(a, hint);
        match wide {
            false => asm!(self.asm, imull_rm(dst, src)),
            true => asm!(self.asm, imulq_rm(dst, src)),
        }
        self.release(b);
        dst
    }

    fn shift(&mut self, op: Shift, mut a: Operand, mut b: Operand, hint: Option<Reg>) -> Reg {
        let (wide, repr) = (a.ty.is_wide(), a.ty.repr);
        if let Some(count) = b.constant() {
            let count = count as u8 & if wide { 63 } else { 31 };
            let dst = self.writable_in(a, hint);
            if count > 0 {
                shift_constant(&mut self.asm, op, wide, dst, count);
            }
            return dst;
        }
        if self.cpu.bmi2 && !matches!(op, Shift::RotateLeft | Shift::RotateRight) {
            let (src, count) = (self.rm(&mut a), self.reg(&mut b));
            let dst = self.destination(repr, hint);
            shift_apart(&mut self.asm, op, wide, dst, src, count);
            self.release(a);
            self.release(b);
            return dst;
        }
        let hint = hint.filter(|hint| self.in_reg(&b) != Some(*hint));
        self.leave_register(&mut a, &[RCX]);
        self.bring_to(b, RCX);
        let dst = self.writable_in(a, hint);
        shift_by_rcx(&mut self.asm, op, wide, dst);
        self.pool.release(RCX);
        dst
    }

    /// Moves a popped operand out of registers that an instruction needs for itself.
    pub(in crate::baseline) fn leave_register(&mut self, operand: &mut Operand, registers: &[Reg]) {
        let Some(from) = self.in_reg(operand).filter(|reg| registers.contains(reg)) else { return };
        let repr = operand.ty.repr;
        let mut unwanted = Vec::new();
        let to = loop {
            let reg = self.take(repr);
            if !registers.contains(&reg) {
                break reg;
            }
            unwanted.push(reg);
        };
        for reg in unwanted {
            self.pool.release(reg);
        }
        moves::copy(&mut self.asm, repr, to, from);
        self.release(*operand);
        operand.loc = Loc::Reg(to);
    }

    /// Brings a popped operand into this register, where it may be changed; the register is held afterwards.
    pub(in crate::baseline) fn bring_to(&mut self, operand: Operand, to: Reg) {
        if operand.loc == Loc::Reg(to) {
            self.vacate(to);
            self.pool.forget(to);
            return;
        }
        self.take_this(to);
        self.fetch(&operand, to);
        self.release(operand);
    }

    /// `div` and `rem`
    pub(in crate::baseline) fn divide(&mut self, op: Op) {
        let mut b = self.pop();
        let a = self.pop();
        let (ty, wide) = (a.ty, a.ty.is_wide());
        let signed = matches!(op, Op::I32DivS | Op::I64DivS | Op::I32RemS | Op::I64RemS);
        let remainder = matches!(op, Op::I32RemS | Op::I64RemS | Op::I32RemU | Op::I64RemU);
        if !signed && let Some(log2) = log2(&b) {
            let dst = self.divide_by_power(a, log2, remainder);
            return self.push_reg(dst, ty);
        }
        let divisor = b.constant();
        self.reg(&mut b);
        self.leave_register(&mut b, &[RAX, RDX]);
        let by = self.reg(&mut b);
        self.bring_to(a, RAX);
        self.take_this(RDX);
        let done = self.asm.label();
        if signed && divisor.is_none_or(|divisor| divisor == if wide { u64::MAX } else { u64::from(u32::MAX) }) {
            self.check_overflow(wide, by, remainder, done);
        }
        self.emit_division(wide, signed, by);
        self.asm.bind(done);
        self.release(b);
        let (result, other) = if remainder { (RDX, RAX) } else { (RAX, RDX) };
        self.pool.release(other);
        self.push_reg(result, ty);
    }

    fn divide_by_power(&mut self, a: Operand, log2: u8, remainder: bool) -> Reg {
        let (wide, repr) = (a.ty.is_wide(), a.ty.repr);
        if !remainder {
            let dst = self.writable(a);
            if log2 > 0 {
                shift_constant(&mut self.asm, Shift::RightUnsigned, wide, dst, log2);
            }
            return dst;
        }
        let mask = (1u64 << log2) - 1;
        let b = Operand { loc: Loc::Const(mask), ty: a.ty, home: 0 };
        debug_assert!(repr.is_int());
        self.commutative(Alu::And, a, b, None)
    }

    /// The least integer divided by −1 overflows; its remainder is 0.
    fn check_overflow(&mut self, wide: bool, by: Reg, remainder: bool, done: super::asm::Label) {
        let fine = self.asm.label();
        alu_constant(&mut self.asm, Alu::Cmp, wide, by, -1);
        self.asm.jump_if(Cc::NotEqual, fine);
        if remainder {
            asm!(self.asm, xorl_rm(RDX, RDX));
            self.asm.jump(done);
        } else {
            match wide {
                false => alu_constant(&mut self.asm, Alu::Cmp, false, RAX, i32::MIN),
                true => {
                    moves::int_constant(&mut self.asm, SCRATCH, i64::MIN as u64);
                    alu(&mut self.asm, Alu::Cmp, true, RAX, SCRATCH);
                }
            }
            self.trap_if(Cc::Equal, TrapKind::IntegerOverflow);
        }
        self.asm.bind(fine);
    }

    fn emit_division(&mut self, wide: bool, signed: bool, by: Reg) {
        let zero = trap_code(TrapKind::IntegerDivideByZero);
        match (wide, signed) {
            (false, false) => {
                asm!(self.asm, xorl_rm(RDX, RDX));
                asm!(self.asm, divl_m(RAX, RDX, by, zero));
            }
            (true, false) => {
                asm!(self.asm, xorl_rm(RDX, RDX));
                asm!(self.asm, divq_m(RAX, RDX, by, zero));
            }
            (false, true) => {
                asm!(self.asm, cltd_zo(RDX, RAX));
                asm!(self.asm, idivl_m(RAX, RDX, by, zero));
            }
            (true, true) => {
                asm!(self.asm, cqto_zo(RDX, RAX));
                asm!(self.asm, idivq_m(RAX, RDX, by, zero));
            }
        }
    }

    /// `clz`, `ctz`, `popcnt`
    pub(in crate::baseline) fn count_bits(&mut self, op: Op) {
        let mut a = self.pop();
        let (ty, wide) = (a.ty, a.ty.is_wide());
        let src = self.reg(&mut a);
        let dst = self.take(ty.repr);
        match op {
            Op::I32Popcnt => asm!(self.asm, popcntl_rm(dst, src)),
            Op::I64Popcnt => asm!(self.asm, popcntq_rm(dst, src)),
            Op::I32Clz if self.cpu.lzcnt => asm!(self.asm, lzcntl_rm(dst, src)),
            Op::I64Clz if self.cpu.lzcnt => asm!(self.asm, lzcntq_rm(dst, src)),
            Op::I32Ctz if self.cpu.bmi1 => asm!(self.asm, tzcntl_a(dst, src)),
            Op::I64Ctz if self.cpu.bmi1 => asm!(self.asm, tzcntq_a(dst, src)),
            _ => self.scan_bits(matches!(op, Op::I32Clz | Op::I64Clz), wide, dst, src),
        }
        self.release(a);
        self.push_reg(dst, ty);
    }

    /// `clz` and `ctz` by the instructions that leave the count of zero undefined.
    fn scan_bits(&mut self, leading: bool, wide: bool, dst: Reg, src: Reg) {
        let bits = if wide { 64 } else { 32 };
        // For zero, the exclusive or below makes the number of bits of this.
        let of_zero = if leading { 2 * bits - 1 } else { bits };
        moves::int_constant(&mut self.asm, SCRATCH, of_zero);
        match (leading, wide) {
            (true, false) => asm!(self.asm, bsrl_rm(dst, src)),
            (true, true) => asm!(self.asm, bsrq_rm(dst, src)),
            (false, false) => asm!(self.asm, bsfl_rm(dst, src)),
            (false, true) => asm!(self.asm, bsfq_rm(dst, src)),
        }
        asm!(self.asm, cmovel_rm(dst, SCRATCH));
        if leading {
            alu_constant(&mut self.asm, Alu::Xor, false, dst, bits as i32 - 1);
        }
    }

    /// `i64.add128`, `i64.sub128`: operands low, high, low, high.
    pub(in crate::baseline) fn add_wide(&mut self, op: Op) {
        let (mut b_high, mut b_low) = (self.pop(), self.pop());
        let (a_high, a_low) = (self.pop(), self.pop());
        let (low_src, high_src) = (self.rm(&mut b_low), self.rm(&mut b_high));
        let high = self.writable(a_high);
        let low = self.writable(a_low);
        match op {
            Op::I64Add128 => {
                asm!(self.asm, addq_rm(low, low_src));
                asm!(self.asm, adcq_rm(high, high_src));
            }
            _ => {
                asm!(self.asm, subq_rm(low, low_src));
                asm!(self.asm, sbbq_rm(high, high_src));
            }
        }
        self.release(b_low);
        self.release(b_high);
        self.push_reg(low, Type::I64);
        self.push_reg(high, Type::I64);
    }

    /// `i64.mul_wide_s`, `i64.mul_wide_u`
    pub(in crate::baseline) fn multiply_wide(&mut self, op: Op) {
        let mut b = self.pop();
        let a = self.pop();
        self.reg(&mut b);
        self.leave_register(&mut b, &[RAX, RDX]);
        let by = self.reg(&mut b);
        self.bring_to(a, RAX);
        self.take_this(RDX);
        match op {
            Op::I64MulWideS => asm!(self.asm, imulq_m(RAX, RDX, by)),
            _ => asm!(self.asm, mulq_m(RAX, RDX, by)),
        }
        self.release(b);
        self.push_reg(RAX, Type::I64);
        self.push_reg(RDX, Type::I64);
    }
}
