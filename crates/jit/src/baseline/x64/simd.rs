//! Vectors: from an instruction to the chapter that knows it, and the few forms in which operations take their operands.
//!
//! Each chapter says of its operations in which [`Form`] they work and what is emitted. What is emitted touches the
//! registers it is given and the scratch ones; only this file, and what has operands of other types, takes registers.
//! Vectors are in registers while they are worked on: a home is at a multiple of 8 only.
//!
//! Specification: [vector instructions](https://webassembly.github.io/spec/core/exec/instructions.html#vector-instructions).

mod compare;
mod convert;
mod float;
mod form;
mod int;
mod lanes;
mod memory;
mod shift;
mod shuffle;
mod width;

use wharf_core::ops::{NumType, Op};
use wharf_syntax::instr::{Imm, Instr};

use super::asm::{Asm, asm};
use super::machine::VSCRATCH;
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::operand::{Operand, Type};
use crate::baseline::reg::Reg;
use crate::baseline::x64::compare::Condition;
use form::Form;

/// The bytes of a vector whose lanes are all alike.
fn every8(lane: u8) -> [u8; 16] {
    [lane; 16]
}

/// As [`every8`], of lanes of 16 bits.
fn every16(lane: u16) -> [u8; 16] {
    every64(u64::from(lane) * 0x0001_0001_0001_0001)
}

/// As [`every8`], of lanes of 32 bits.
fn every32(lane: u32) -> [u8; 16] {
    every64(u64::from(lane) << 32 | u64::from(lane))
}

/// As [`every8`], of lanes of 64 bits.
fn every64(lane: u64) -> [u8; 16] {
    (u128::from(lane) << 64 | u128::from(lane)).to_le_bytes()
}

/// Turns every bit over.
fn invert(asm: &mut Asm, dst: Reg) {
    asm!(*asm, pcmpeqd_a(VSCRATCH, VSCRATCH));
    asm!(*asm, pxor_a(dst, VSCRATCH));
}

impl Compiler<'_> {
    /// Any vector instruction.
    pub(in crate::baseline) fn vectors(&mut self, instr: &Instr<'_>) {
        let op = instr.op;
        match &instr.imm {
            Imm::MemArg(arg) if op == Op::V128Store => self.vector_store(arg),
            Imm::MemArg(arg) => self.vector_load(op, arg),
            Imm::MemArgLane(arg, lane) => self.access_lane(op, arg, *lane),
            Imm::V128(bytes) => self.vector_constant(*bytes),
            Imm::Lanes(lanes) => self.shuffle(*lanes),
            Imm::Lane(lane) => self.lane(op, *lane),
            _ => match op.signature().map(|signature| signature.params) {
                Some([NumType::V128, NumType::I32]) => self.vector_shift(op),
                Some([NumType::V128, ..]) => self.vector_operation(op),
                _ => self.splat(op),
            },
        }
    }

    /// An operation on vectors alone.
    fn vector_operation(&mut self, op: Op) {
        let found = int::form(op).or_else(|| compare::form(op)).or_else(|| float::form(op));
        let Some(form) = found.or_else(|| width::form(op)).or_else(|| convert::form(op)) else {
            unreachable!("{op} is no operation on vectors")
        };
        let result = match form {
            Form::InPlace(emit) => self.in_place(emit),
            Form::Unary(emit) => self.unary(emit),
            Form::Apart(emit) => self.apart(emit),
            Form::Binary(emit) => self.binary(op.effects().is_commutative(), false, emit),
            Form::Reversed(emit) => self.binary(false, true, emit),
            Form::Ternary(emit) => self.ternary(emit),
            Form::Test(emit) => return self.test_vector(emit),
            Form::Mask(emit) => return self.mask(emit),
        };
        if self.options.canonical_nans {
            float::make_canonical(&mut self.asm, op, result);
        }
        self.push_reg(result, Type::V128);
    }
}

/// Operands, by form. What is given back is held and not yet pushed.
impl Compiler<'_> {
    fn in_place(&mut self, emit: fn(&mut Asm, Reg)) -> Reg {
        let operand = self.pop();
        let dst = self.writable(operand);
        emit(&mut self.asm, dst);
        dst
    }

    fn unary(&mut self, emit: fn(&mut Asm, Reg, Reg)) -> Reg {
        let mut operand = self.pop();
        let src = self.reg(&mut operand);
        if self.is_own(&operand) {
            let dst = self.writable(operand);
            emit(&mut self.asm, dst, src);
            return dst;
        }
        self.copied(operand, src, emit)
    }

    fn apart(&mut self, emit: fn(&mut Asm, Reg, Reg)) -> Reg {
        let mut operand = self.pop();
        let src = self.reg(&mut operand);
        self.copied(operand, src, emit)
    }

    /// From an operand's register to a new one.
    fn copied(&mut self, operand: Operand, src: Reg, emit: fn(&mut Asm, Reg, Reg)) -> Reg {
        let dst = self.take(Repr::Vector);
        emit(&mut self.asm, dst, src);
        self.release(operand);
        dst
    }

    /// Two vectors: the first in a register that may be changed, and the second, which is to be released; or the other
    /// way round.
    fn two_vectors(&mut self, commutes: bool, reversed: bool) -> (Reg, Reg, Operand) {
        let (b, a) = (self.pop(), self.pop());
        let swap = reversed || commutes && self.is_own(&b) && !self.is_own(&a);
        let (first, mut second) = if swap { (b, a) } else { (a, b) };
        let src = self.reg(&mut second);
        let dst = self.writable(first);
        (dst, src, second)
    }

    fn binary(&mut self, commutes: bool, reversed: bool, emit: fn(&mut Asm, Reg, Reg)) -> Reg {
        let (dst, src, operand) = self.two_vectors(commutes, reversed);
        emit(&mut self.asm, dst, src);
        self.release(operand);
        dst
    }

    fn ternary(&mut self, emit: fn(&mut Asm, Reg, Reg, Reg)) -> Reg {
        let (mut c, mut b, a) = (self.pop(), self.pop(), self.pop());
        let (third, second) = (self.reg(&mut c), self.reg(&mut b));
        let dst = self.writable(a);
        emit(&mut self.asm, dst, second, third);
        self.release(b);
        self.release(c);
        dst
    }

    /// `any_true` and `all_true`
    fn test_vector(&mut self, emit: fn(&mut Asm, Reg) -> super::asm::Cc) {
        let mut operand = self.pop();
        let src = self.reg(&mut operand);
        let cc = emit(&mut self.asm, src);
        self.release(operand);
        let dst = self.materialize(Condition::Is(cc), None);
        self.push_reg(dst, Type::I32);
    }

    /// `bitmask`
    fn mask(&mut self, emit: fn(&mut Asm, Reg, Reg)) {
        let mut operand = self.pop();
        let src = self.reg(&mut operand);
        let dst = self.take(Repr::Int32);
        emit(&mut self.asm, dst, src);
        self.release(operand);
        self.push_reg(dst, Type::I32);
    }
}
