//! Comparisons: into flags for a branch or a `select`, or into an `i32`.
//!
//! Specification: [relational operations](https://webassembly.github.io/spec/core/exec/numerics.html#integer-operations).

use wharf_core::ops::Op;

use super::asm::{Asm, Cc, Label, Rm, Xm, asm};
use super::int::{Alu, alu, alu_constant, test};
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::operand::{Loc, Operand, Type};
use crate::baseline::reg::Reg;

/// A condition that the flags hold.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(in crate::baseline) enum Condition {
    /// This one.
    Is(Cc),
    /// Equal and not unordered.
    OrderedEqual,
    /// Not equal, or unordered.
    UnorderedNotEqual,
}

impl Condition {
    pub(in crate::baseline) fn inverse(self) -> Condition {
        match self {
            Condition::Is(cc) => Condition::Is(cc.inverse()),
            Condition::OrderedEqual => Condition::UnorderedNotEqual,
            Condition::UnorderedNotEqual => Condition::OrderedEqual,
        }
    }
}

/// What a comparison of integers asks of `cmp a, b`.
fn int_condition(op: Op) -> Option<Cc> {
    Some(match op {
        Op::I32Eqz | Op::I64Eqz | Op::I32Eq | Op::I64Eq => Cc::Equal,
        Op::I32Ne | Op::I64Ne => Cc::NotEqual,
        Op::I32LtS | Op::I64LtS => Cc::Less,
        Op::I32LtU | Op::I64LtU => Cc::Below,
        Op::I32GtS | Op::I64GtS => Cc::Greater,
        Op::I32GtU | Op::I64GtU => Cc::Above,
        Op::I32LeS | Op::I64LeS => Cc::LessOrEqual,
        Op::I32LeU | Op::I64LeU => Cc::BelowOrEqual,
        Op::I32GeS | Op::I64GeS => Cc::GreaterOrEqual,
        Op::I32GeU | Op::I64GeU => Cc::AboveOrEqual,
        _ => return None,
    })
}

/// Goes to a label if the condition holds.
pub(in crate::baseline) fn branch(asm: &mut Asm, condition: Condition, label: Label) {
    match condition {
        Condition::Is(cc) => asm.jump_if(cc, label),
        Condition::OrderedEqual => {
            let not = asm.label();
            asm.jump_if(Cc::Parity, not);
            asm.jump_if(Cc::Equal, label);
            asm.bind(not);
        }
        Condition::UnorderedNotEqual => {
            asm.jump_if(Cc::Parity, label);
            asm.jump_if(Cc::NotEqual, label);
        }
    }
}

impl Compiler<'_> {
    /// Compares; the flags hold the outcome. The operands are released.
    pub(in crate::baseline) fn compare(&mut self, op: Op, a: Operand, b: Operand) -> Condition {
        match int_condition(op) {
            Some(cc) => Condition::Is(self.compare_ints(cc, a, b)),
            None => self.compare_floats(op, a, b),
        }
    }

    /// Compares integers; gives the condition to ask for.
    fn compare_ints(&mut self, cc: Cc, a: Operand, b: Operand) -> Cc {
        let swap = a.constant().is_some() && b.constant().is_none();
        let (mut a, mut b, cc) = if swap { (b, a, cc.swapped()) } else { (a, b, cc) };
        let wide = a.ty.is_wide();
        let constant = b.constant().and_then(|bits| match wide {
            false => Some(bits as u32 as i32),
            true => i32::try_from(bits as i64).ok(),
        });
        match constant {
            Some(constant) => match self.place(&a) {
                Some(place) => alu_constant(&mut self.asm, Alu::Cmp, wide, place, constant),
                None => {
                    let reg = self.reg(&mut a);
                    match constant {
                        0 => test(&mut self.asm, wide, reg, reg),
                        _ => alu_constant(&mut self.asm, Alu::Cmp, wide, reg, constant),
                    }
                }
            },
            None => {
                let left = self.reg(&mut a);
                let right: Rm = self.rm(&mut b);
                alu(&mut self.asm, Alu::Cmp, wide, left, right);
            }
        }
        self.release(a);
        self.release(b);
        cc
    }

    fn compare_floats(&mut self, op: Op, a: Operand, b: Operand) -> Condition {
        use Condition::{Is, OrderedEqual, UnorderedNotEqual};
        // Only "above" is false for unordered operands, so "less" is asked the other way round.
        let (condition, swap) = match op {
            Op::F32Eq | Op::F64Eq => (OrderedEqual, false),
            Op::F32Ne | Op::F64Ne => (UnorderedNotEqual, false),
            Op::F32Lt | Op::F64Lt => (Is(Cc::Above), true),
            Op::F32Gt | Op::F64Gt => (Is(Cc::Above), false),
            Op::F32Le | Op::F64Le => (Is(Cc::AboveOrEqual), true),
            _ => (Is(Cc::AboveOrEqual), false),
        };
        let (mut a, mut b) = if swap { (b, a) } else { (a, b) };
        let left = self.reg(&mut a);
        let right: Xm = self.xm(&mut b);
        match a.ty.repr {
            Repr::Float32 => asm!(self.asm, ucomiss_a(left, right)),
            _ => asm!(self.asm, ucomisd_a(left, right)),
        }
        self.release(a);
        self.release(b);
        condition
    }

    /// Whether the `and` of two integers is zero, as flags.
    pub(in crate::baseline) fn test_bits(&mut self, a: Operand, b: Operand) {
        let (mut a, mut b) = if a.constant().is_some() { (b, a) } else { (a, b) };
        let wide = a.ty.is_wide();
        let left = self.rm(&mut a);
        match b.constant() {
            Some(bits) if !wide => asm!(self.asm, testl_mi(left, bits as u32)),
            _ => {
                let right = self.reg(&mut b);
                test(&mut self.asm, wide, left, right);
            }
        }
        self.release(a);
        self.release(b);
    }

    /// Whether an `i32` is not zero, as flags.
    pub(in crate::baseline) fn test_value(&mut self, operand: Operand) -> Condition {
        let zero = Operand { loc: Loc::Const(0), ty: operand.ty, home: 0 };
        Condition::Is(self.compare_ints(Cc::NotEqual, operand, zero))
    }

    /// A condition as an `i32`, in this register or another.
    pub(in crate::baseline) fn materialize(&mut self, condition: Condition, hint: Option<Reg>) -> Reg {
        let dst = match hint {
            Some(hint) => {
                self.pool.hold(hint);
                hint
            }
            None => self.take(Type::I32.repr),
        };
        match condition {
            Condition::Is(cc) => set(&mut self.asm, cc, dst),
            // What remains of `setnp` and `cmov`: where it is unordered, the value of the other flag does not count.
            Condition::OrderedEqual => self.set_both(dst, (Cc::NoParity, Cc::Equal), true),
            Condition::UnorderedNotEqual => self.set_both(dst, (Cc::Parity, Cc::NotEqual), false),
        }
        asm!(self.asm, movzbl_rm(dst, dst));
        dst
    }

    fn set_both(&mut self, dst: Reg, (first, second): (Cc, Cc), both: bool) {
        let scratch = super::machine::SCRATCH;
        set(&mut self.asm, first, dst);
        set(&mut self.asm, second, scratch);
        match both {
            true => asm!(self.asm, andb_rm(dst, scratch)),
            false => asm!(self.asm, orb_rm(dst, scratch)),
        }
    }
}

/// The lowest byte becomes 1 or 0.
fn set(asm: &mut Asm, cc: Cc, dst: Reg) {
    match cc {
        Cc::Below => asm!(*asm, setb_m(dst)),
        Cc::AboveOrEqual => asm!(*asm, setae_m(dst)),
        Cc::Equal => asm!(*asm, sete_m(dst)),
        Cc::NotEqual => asm!(*asm, setne_m(dst)),
        Cc::BelowOrEqual => asm!(*asm, setbe_m(dst)),
        Cc::Above => asm!(*asm, seta_m(dst)),
        Cc::Sign => asm!(*asm, sets_m(dst)),
        Cc::Parity => asm!(*asm, setp_m(dst)),
        Cc::NoParity => asm!(*asm, setnp_m(dst)),
        Cc::Less => asm!(*asm, setl_m(dst)),
        Cc::GreaterOrEqual => asm!(*asm, setge_m(dst)),
        Cc::LessOrEqual => asm!(*asm, setle_m(dst)),
        Cc::Greater => asm!(*asm, setg_m(dst)),
    }
}

/// `cmov`: the destination becomes the source if the condition holds.
pub(in crate::baseline) fn move_if(asm: &mut Asm, cc: Cc, wide: bool, dst: Reg, src: Rm) {
    macro_rules! either {
        ($narrow:ident, $wide:ident) => {
            match wide {
                false => asm!(*asm, $narrow(dst, src)),
                true => asm!(*asm, $wide(dst, src)),
            }
        };
    }
    match cc {
        Cc::Below => either!(cmovbl_rm, cmovbq_rm),
        Cc::AboveOrEqual => either!(cmovael_rm, cmovaeq_rm),
        Cc::Equal => either!(cmovel_rm, cmoveq_rm),
        Cc::NotEqual => either!(cmovnel_rm, cmovneq_rm),
        Cc::BelowOrEqual => either!(cmovbel_rm, cmovbeq_rm),
        Cc::Above => either!(cmoval_rm, cmovaq_rm),
        Cc::Sign => either!(cmovsl_rm, cmovsq_rm),
        Cc::Parity => either!(cmovpl_rm, cmovpq_rm),
        Cc::NoParity => either!(cmovnpl_rm, cmovnpq_rm),
        Cc::Less => either!(cmovll_rm, cmovlq_rm),
        Cc::GreaterOrEqual => either!(cmovgel_rm, cmovgeq_rm),
        Cc::LessOrEqual => either!(cmovlel_rm, cmovleq_rm),
        Cc::Greater => either!(cmovgl_rm, cmovgq_rm),
    }
}
