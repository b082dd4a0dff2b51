//! Conditions: a comparison that only decides about a jump becomes part of the jump.

use wharf_core::ops::Op;

use super::Translator;
use super::operands::Last;
use crate::code::{Form, Insn};

/// What a jump depends on.
#[derive(Copy, Clone, Debug)]
pub(super) struct Condition {
    op: Op,
    /// The first word's field `a`.
    left: u16,
    right: Right,
    /// Whether the jump is taken when the comparison does not hold.
    negated: bool,
}

/// The right operand of a comparison.
#[derive(Copy, Clone, Debug)]
enum Right {
    /// There is none.
    None,
    Slot(u16),
    Const(u64),
}

/// Whether a jump may depend on the instruction itself.
fn compares(op: Op) -> bool {
    op == Op::I32And
        || op == Op::I64And
        || matches!(op as u16, first if first >= Op::I32Eqz as u16 && first <= Op::F64Ge as u16)
}

/// Whether a jump may take the place of an instruction.
fn merges(insn: Insn) -> bool {
    insn.op_form().is_some_and(|(op, form)| compares(op) && form <= Form::Const as u16)
}

impl Insn {
    /// The wasm instruction and form, if it stands for one.
    pub(super) fn op_form(self) -> Option<(Op, u16)> {
        let op = *Op::ALL.get(self.0 as usize / 8)?;
        Some((op, self.0 % 8))
    }
}

impl Translator<'_> {
    /// Takes the topmost operand as a condition. If it comes from a comparison that nothing else needs, the comparison's
    /// code goes, to become part of the jump.
    pub(super) fn pop_condition(&mut self) -> Condition {
        let operand = self.pop();
        let producer = self.producer(&operand).and_then(|last| self.comparison(last));
        producer.unwrap_or_else(|| {
            let left = self.slot(operand);
            Condition { op: Op::I32Eqz, left, right: Right::None, negated: true }
        })
    }

    /// The comparison that an instruction is; takes back its code.
    fn comparison(&mut self, last: Last) -> Option<Condition> {
        let (op, form) = last.insn.op_form().filter(|_| merges(last.insn))?;
        let word = self.code.words[last.at as usize];
        let (b, c) = ((word >> 32) as u16, (word >> 48) as u16);
        let (left, right) = match form {
            _ if op == Op::I32Eqz || op == Op::I64Eqz => (b, Right::None),
            form if form == Form::Slots as u16 => (b, Right::Slot(c)),
            _ => (b, Right::Const(self.code.words[last.at as usize + 1])),
        };
        self.code.words.truncate(last.at as usize);
        self.last = None;
        let condition = Condition { op, left, right, negated: false };
        // `eqz` of a comparison is the comparison negated.
        match self.negatable.take() {
            Some(inner) if op == Op::I32Eqz && inner.home == left && inner.ends_at(last.at) && merges(inner.insn) => {
                self.comparison(inner).map(|inner| Condition { negated: !inner.negated, ..inner })
            }
            _ => Some(condition),
        }
    }

    /// Emits a jump taken if the condition is `when`; gives the link to aim it by.
    pub(super) fn jump_if(&mut self, condition: Condition, when: bool) -> u32 {
        let holds = when != condition.negated;
        let form = match (condition.right, holds) {
            (Right::Const(_), true) => Form::JumpConst,
            (Right::Const(_), false) => Form::JumpNotConst,
            (_, true) => Form::Jump,
            (_, false) => Form::JumpNot,
        };
        let at = self.code.op(condition.op, form, condition.left, 0, 0);
        match condition.right {
            Right::None => {}
            Right::Slot(slot) => self.code.word(slot as u64),
            Right::Const(bits) => self.code.word(bits),
        }
        at * 2 + 1
    }
}
