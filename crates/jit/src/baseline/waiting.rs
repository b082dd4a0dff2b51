//! The operation that waits: it is emitted when the next instruction is known, which may say in which register its result
//! is wanted, or that it is a branch and wants only flags.
//!
//! A waiting operation counts as the topmost operand. It waits for one instruction at most, so what it reads cannot change
//! meanwhile.

use wharf_core::ops::Op;
use wharf_syntax::instr::MemArg;

use super::Compiler;
use super::operand::{Loc, Operand, Type};
use super::reg::Reg;
use super::x64::compare::Condition;
use super::x64::memory::load_type;
use crate::abi::Repr;

/// An operation, with its operands taken off the stack.
#[derive(Copy, Clone)]
pub(super) struct Waiting {
    what: What,
    /// The offset of the instruction in the module.
    at: u32,
    pub(super) ty: Type,
}

impl Waiting {
    /// Whether it has to be computed even where only flags are wanted.
    pub(super) fn is_arithmetic(&self) -> bool {
        matches!(self.what, What::Int(op, ..) if op != Op::I32And)
    }
}

#[derive(Copy, Clone)]
enum What {
    /// A binary operation on integers.
    Int(Op, Operand, Operand),
    /// A binary operation on floats.
    Float(Op, Operand, Operand),
    /// A comparison, or its opposite.
    Compare(Op, Operand, Operand, bool),
    /// Whether the bits that two integers share are none, or its opposite.
    NoBits(Operand, Operand, bool),
    Load(Op, MemArg, Operand),
}

/// Whether an instruction looks at what waits by itself.
pub(super) fn takes_waiting(op: Op) -> bool {
    matches!(
        op,
        Op::LocalSet | Op::LocalTee | Op::BrIf | Op::If | Op::Select | Op::SelectTyped | Op::I32Eqz | Op::I64Eqz
    )
}

impl Compiler<'_> {
    /// Emits what waits and pushes its result.
    #[inline]
    pub(super) fn settle(&mut self) {
        if let Some(waiting) = self.waiting.take() {
            let operand = self.emit_operand(waiting);
            self.push(operand.loc, operand.ty);
        }
    }

    /// Emits what waited as an operand that was popped.
    pub(super) fn emit_operand(&mut self, waiting: Waiting) -> Operand {
        let reg = self.emit(waiting, None);
        Operand { loc: Loc::Reg(reg), ty: waiting.ty, home: 0 }
    }

    /// Emits what waited; gives the register of its result, which is the hint if there is one. It is held.
    pub(super) fn emit(&mut self, waiting: Waiting, hint: Option<Reg>) -> Reg {
        let now = self.asm.go_to(waiting.at);
        let reg = match waiting.what {
            What::Int(op, a, b) => self.int_binary(op, a, b, hint),
            What::Float(op, a, b) => self.float_binary(op, a, b, hint),
            What::Load(op, arg, address) => self.load(op, &arg, address, hint),
            What::Compare(..) | What::NoBits(..) => {
                let condition = self.emit_condition(waiting);
                self.materialize(condition, hint)
            }
        };
        self.asm.go_to(now);
        reg
    }

    fn emit_condition(&mut self, waiting: Waiting) -> Condition {
        let (condition, inverse) = match waiting.what {
            What::Compare(op, a, b, inverse) => (self.compare(op, a, b), inverse),
            What::NoBits(a, b, inverse) => {
                self.test_bits(a, b);
                (Condition::Is(super::x64::asm::Cc::Equal), inverse)
            }
            _ => {
                let operand = self.emit_operand(waiting);
                (self.test_value(operand), false)
            }
        };
        if inverse { condition.inverse() } else { condition }
    }

    /// Pops an `i32` and tests it; the flags hold whether it is not zero.
    pub(super) fn emit_popped_condition(&mut self) -> Condition {
        match self.waiting.take() {
            Some(waiting) => self.emit_taken_condition(waiting),
            None => {
                let operand = self.pop();
                self.test_value(operand)
            }
        }
    }

    /// As [`Compiler::emit_popped_condition`], of what was taken from [`Compiler::waiting`].
    pub(super) fn emit_taken_condition(&mut self, waiting: Waiting) -> Condition {
        if let What::Int(Op::I32And, a, b) = waiting.what {
            self.test_bits(a, b);
            return Condition::Is(super::x64::asm::Cc::NotEqual);
        }
        self.emit_condition(waiting)
    }

    fn wait(&mut self, what: What, ty: Type, at: u32) {
        self.waiting = Some(Waiting { what, at, ty });
    }

    /// `eqz`: of what waits it is the opposite.
    pub(super) fn eqz(&mut self, op: Op, at: u32) {
        let what = match self.waiting.take() {
            Some(Waiting { what: What::Compare(of, a, b, inverse), .. }) => What::Compare(of, a, b, !inverse),
            Some(Waiting { what: What::NoBits(a, b, inverse), .. }) => What::NoBits(a, b, !inverse),
            Some(Waiting { what: What::Int(Op::I32And | Op::I64And, a, b), .. }) => What::NoBits(a, b, false),
            waiting => {
                self.waiting = waiting;
                let a = self.pop();
                let b = Operand { loc: Loc::Const(0), ty: a.ty, home: 0 };
                What::Compare(op, a, b, false)
            }
        };
        self.wait(what, Type::I32, at);
    }

    pub(super) fn wait_compare(&mut self, op: Op, at: u32) {
        let (b, a) = (self.pop(), self.pop());
        self.wait(What::Compare(op, a, b, false), Type::I32, at);
    }

    pub(super) fn wait_int(&mut self, op: Op, at: u32) {
        let (b, a) = (self.pop(), self.pop());
        self.wait(What::Int(op, a, b), a.ty, at);
    }

    pub(super) fn wait_float(&mut self, op: Op, at: u32) {
        let (b, a) = (self.pop(), self.pop());
        debug_assert!(matches!(a.ty.repr, Repr::Float32 | Repr::Float64));
        self.wait(What::Float(op, a, b), a.ty, at);
    }

    pub(super) fn wait_load(&mut self, op: Op, arg: MemArg, at: u32) {
        let address = self.pop();
        self.wait(What::Load(op, arg, address), load_type(op), at);
    }
}
