//! Numeric and vector instructions: operands from wherever they are, constants into the instruction.
//!
//! Specification: [numeric instructions](https://webassembly.github.io/spec/core/exec/instructions.html#numeric-instructions).

use wharf_core::ops::{NumType, Op, Signature};
use wharf_core::types::ValType;
use wharf_syntax::instr::Instr;

use super::Translator;
use super::operands::{Operand, Whereabouts};
use crate::code::{Form, Insn};

/// The value type of a number type.
pub(super) fn val(ty: NumType) -> ValType {
    match ty {
        NumType::I32 => ValType::I32,
        NumType::I64 => ValType::I64,
        NumType::F32 => ValType::F32,
        NumType::F64 => ValType::F64,
        NumType::V128 => ValType::V128,
    }
}

/// The comparison that gives the same with its operands exchanged.
fn mirrored(op: Op) -> Option<Op> {
    Some(match op {
        Op::I32LtS => Op::I32GtS,
        Op::I32LtU => Op::I32GtU,
        Op::I32GtS => Op::I32LtS,
        Op::I32GtU => Op::I32LtU,
        Op::I32LeS => Op::I32GeS,
        Op::I32LeU => Op::I32GeU,
        Op::I32GeS => Op::I32LeS,
        Op::I32GeU => Op::I32LeU,
        Op::I64LtS => Op::I64GtS,
        Op::I64LtU => Op::I64GtU,
        Op::I64GtS => Op::I64LtS,
        Op::I64GtU => Op::I64LtU,
        Op::I64LeS => Op::I64GeS,
        Op::I64LeU => Op::I64GeU,
        Op::I64GeS => Op::I64LeS,
        Op::I64GeU => Op::I64LeU,
        Op::F32Lt => Op::F32Gt,
        Op::F32Gt => Op::F32Lt,
        Op::F32Le => Op::F32Ge,
        Op::F32Ge => Op::F32Le,
        Op::F64Lt => Op::F64Gt,
        Op::F64Gt => Op::F64Lt,
        Op::F64Le => Op::F64Ge,
        Op::F64Ge => Op::F64Le,
        commutative if commutative.effects().is_commutative() => commutative,
        _ => return None,
    })
}

impl Translator<'_> {
    /// Any instruction whose signature its opcode fixes.
    pub(super) fn numeric(&mut self, instr: &Instr<'_>, op: Op, signature: &Signature) {
        let scalar = signature.params.iter().chain(signature.results).all(|ty| *ty != NumType::V128);
        if op.effects().can_trap() {
            self.traps(instr);
        }
        match (signature.params.len(), signature.results) {
            (1, [result]) => self.unary(op, val(*result)),
            (2, [result]) if scalar => self.binary(op, val(*result)),
            (2, [result]) => {
                let (right, left) = (self.pop_slot(), self.pop_slot());
                self.result(op, Form::Slots, val(*result), left, right);
            }
            (3, [result]) => {
                let (third, second, first) = (self.pop_slot(), self.pop_slot(), self.pop_slot());
                let at = self.result(op, Form::Slots, val(*result), first, second);
                self.code.word(third as u64);
                self.produced(at, Insn::of(op, Form::Slots));
            }
            (_, results) => self.pair(op, signature.params.len(), results),
        }
    }

    /// Emits an instruction with the result as its first field.
    fn result(&mut self, op: Op, form: Form, ty: ValType, b: u16, c: u16) -> u32 {
        let home = self.push(ty);
        let at = self.code.op(op, form, home, b, c);
        self.produced(at, Insn::of(op, form));
        at
    }

    fn unary(&mut self, op: Op, ty: ValType) {
        let operand = self.pop();
        // `eqz` of a comparison may become part of a jump together with it.
        let comparison = if op == Op::I32Eqz { self.producer(&operand) } else { None };
        let from = self.slot(operand);
        self.result(op, Form::Slots, ty, from, 0);
        self.negatable = comparison;
    }

    fn binary(&mut self, op: Op, ty: ValType) {
        let (right, left) = (self.pop(), self.pop());
        match (left.place, right.place) {
            (_, Whereabouts::Const(bits)) => self.with_const(op, Form::Const, ty, left, bits),
            (Whereabouts::Const(bits), _) => match mirrored(op) {
                Some(op) => self.with_const(op, Form::Const, ty, right, bits),
                None => self.with_const(op, Form::ConstLeft, ty, right, bits),
            },
            _ => {
                let (left, right) = (self.slot(left), self.slot(right));
                self.result(op, Form::Slots, ty, left, right);
            }
        }
    }

    fn with_const(&mut self, op: Op, form: Form, ty: ValType, operand: Operand, bits: u64) {
        let slot = self.slot(operand);
        let at = self.result(op, form, ty, slot, 0);
        self.code.word(bits);
        self.produced(at, Insn::of(op, form));
    }

    /// Wide arithmetic: two or four operands, two results.
    fn pair(&mut self, op: Op, params: usize, results: &[NumType]) {
        let mut slots = [0; 4];
        for slot in slots[..params].iter_mut().rev() {
            *slot = self.pop_slot();
        }
        let home = self.push(val(results[0]));
        self.push(val(results[0]));
        self.code.op(op, Form::Slots, home, slots[0], slots[1]);
        if params == 4 {
            self.code.fields(slots[2], slots[3], 0, 0);
        }
    }

    /// `v128.const`
    pub(super) fn v128_const(&mut self, bytes: [u8; 16]) {
        let at = self.result(Op::V128Const, Form::Slots, ValType::V128, 0, 0);
        self.bytes(bytes);
        self.produced(at, Insn::of(Op::V128Const, Form::Slots));
    }

    fn bytes(&mut self, bytes: [u8; 16]) {
        // As they stand in memory, whatever the machine's order.
        let (halves, _) = bytes.as_chunks::<8>();
        halves.iter().for_each(|half| self.code.word(u64::from_ne_bytes(*half)));
    }

    /// `i8x16.shuffle`
    pub(super) fn shuffle(&mut self, lanes: [u8; 16]) {
        let (right, left) = (self.pop_slot(), self.pop_slot());
        let at = self.result(Op::I8x16Shuffle, Form::Slots, ValType::V128, left, right);
        self.bytes(lanes);
        self.produced(at, Insn::of(Op::I8x16Shuffle, Form::Slots));
    }

    /// `extract_lane` and `replace_lane`
    pub(super) fn lane(&mut self, op: Op, lane: u8) {
        let Some(signature) = op.signature() else { return };
        let result = val(signature.results[0]);
        if signature.params.len() == 1 {
            let from = self.pop_slot();
            self.result(op, Form::Slots, result, from, lane as u16);
            return;
        }
        let (value, vector) = (self.pop_slot(), self.pop_slot());
        let at = self.result(op, Form::Slots, result, vector, value);
        self.code.word(lane as u64);
        self.produced(at, Insn::of(op, Form::Slots));
    }
}
