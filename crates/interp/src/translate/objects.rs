//! References, structures and arrays.
//!
//! Specification: [reference instructions](https://webassembly.github.io/spec/core/exec/instructions.html#reference-instructions),
//! [aggregate instructions](https://webassembly.github.io/spec/core/exec/instructions.html#aggregate-reference-instructions).

use wharf_core::ops::Op;
use wharf_core::types::{HeapType, RefType, ValType};
use wharf_syntax::instr::{Imm, Instr};
use wharf_validate::State;

use super::Translator;
use crate::code::{Form, Insn, pack_ref_type};

impl Translator<'_> {
    /// The canonical id of a type of the module.
    fn id(&self, ty: u32) -> u32 {
        self.source.validated.type_ids()[ty as usize].0
    }

    fn reference(&self, nullable: bool, ty: u32) -> ValType {
        RefType::new(nullable, HeapType::Concrete(ty)).into()
    }

    /// Instructions on references and objects.
    pub(super) fn object_family(&mut self, instr: &Instr<'_>, state: &State<'_>) {
        match (instr.op, instr.imm) {
            (Op::RefNull, Imm::HeapType(heap)) => self.push_const(0, RefType::new(true, heap).into()),
            (Op::CallRef | Op::ReturnCallRef, Imm::Type(ty)) => self.call_ref(instr, ty, state),
            (Op::RefTest | Op::RefTestNull, Imm::Cast(ty)) => self.test(instr, ty),
            (Op::RefCast | Op::RefCastNull, Imm::Cast(ty)) => self.cast(instr, ty),
            (op, Imm::None) => self.plain_reference(instr, op, state),
            _ => {
                self.traps(instr);
                self.safepoint(0);
                self.aggregate(instr);
            }
        }
    }

    fn plain_reference(&mut self, instr: &Instr<'_>, op: Op, state: &State<'_>) {
        match op {
            Op::RefIsNull | Op::I31GetS | Op::I31GetU => {
                let from = self.pop_slot();
                self.traps(instr);
                self.one_word(op, ValType::I32, from, 0);
            }
            Op::RefEq => {
                let (right, left) = (self.pop_slot(), self.pop_slot());
                self.one_word(op, ValType::I32, left, right);
            }
            Op::RefI31 => {
                let from = self.pop_slot();
                self.one_word(op, RefType::new(false, HeapType::I31).into(), from, 0);
            }
            Op::RefAsNonNull => {
                // The reference stays where it is.
                let ty = state.operand(0);
                self.settle_top(1);
                let home = self.pop_slot();
                self.traps(instr);
                self.code.op(op, Form::Slots, home, 0, 0);
                self.push(ty);
            }
            Op::AnyConvertExtern | Op::ExternConvertAny => {}
            Op::ArrayLen => {
                self.traps(instr);
                self.through_vm(op, 1, Some(ValType::I32), 0, 0);
            }
            Op::ThrowRef => self.throw_ref(instr),
            _ => {}
        }
    }

    fn one_word(&mut self, op: Op, ty: ValType, b: u16, c: u16) {
        let home = self.push(ty);
        let at = self.code.op(op, Form::Slots, home, b, c);
        self.produced(at, Insn::of(op, Form::Slots));
    }

    /// The word that says what to test a reference against.
    fn type_word(&self, ty: RefType) -> u64 {
        pack_ref_type(ty.map_index(&mut |index| self.id(index)))
    }

    fn test(&mut self, instr: &Instr<'_>, ty: RefType) {
        let from = self.pop_slot();
        self.traps(instr);
        let home = self.push(ValType::I32);
        let at = self.code.op(Op::RefTest, Form::Slots, home, from, 0);
        self.code.word(0);
        self.code.word(self.type_word(ty));
        self.produced(at, Insn::of(Op::RefTest, Form::Slots));
    }

    fn cast(&mut self, instr: &Instr<'_>, ty: RefType) {
        self.settle_top(1);
        let from = self.pop_slot();
        self.traps(instr);
        self.code.op(Op::RefCast, Form::Slots, 0, from, 0);
        self.code.word(0);
        self.code.word(self.type_word(ty));
        self.push(ty.into());
    }

    /// `br_on_null`: takes the reference along only where it does not branch.
    pub(super) fn br_on_null(&mut self, label: u32, state: &State<'_>) {
        let ty = state.operand(0);
        let operand = self.pop();
        let slot = self.slot(operand);
        let count = state.frame(label).label_types().len();
        self.branch_if(label, state, count, |t, when| {
            let form = if when { Form::Jump } else { Form::JumpNot };
            t.code.op(Op::I64Eqz, form, slot, 0, 0) * 2 + 1
        });
        self.restore(operand, slot, ty);
        self.begin_segment();
    }

    /// Puts back an operand that a branch has looked at.
    fn restore(&mut self, operand: super::operands::Operand, slot: u16, ty: ValType) {
        match slot == operand.home {
            true => drop(self.push(ty)),
            false => self.push_local(slot, ty),
        }
    }

    /// `br_on_non_null`: takes the reference along where it branches.
    pub(super) fn br_on_non_null(&mut self, label: u32, state: &State<'_>) {
        let types = state.frame(label).label_types();
        // A null is not looked for in code that was removed: the reference has to be somewhere on both ways.
        self.settle_top(1);
        let home = self.operands.last().map_or(0, |operand| operand.home);
        self.branch_if(label, state, types.len(), |t, when| {
            let form = if when { Form::JumpNot } else { Form::Jump };
            t.code.op(Op::I64Eqz, form, home, 0, 0) * 2 + 1
        });
        self.pop();
        self.begin_segment();
    }

    /// `br_on_cast`, `br_on_cast_fail`: the reference stays on both ways.
    pub(super) fn br_on_cast(&mut self, instr: &Instr<'_>, label: u32, to: RefType, state: &State<'_>) {
        let count = state.frame(label).label_types().len();
        self.settle_top(1);
        let home = self.operands.last().map_or(0, |operand| operand.home);
        let word = self.type_word(to);
        let (hit, miss) = match instr.op {
            Op::BrOnCast => (Op::BrOnCast, Op::BrOnCastFail),
            _ => (Op::BrOnCastFail, Op::BrOnCast),
        };
        self.branch_if(label, state, count, |t, when| {
            let at = t.code.op(if when { hit } else { miss }, Form::Slots, home, 0, 0);
            t.code.word(0);
            t.code.word(word);
            at * 2 + 1
        });
        self.begin_segment();
    }

    fn storage_of_field(&self, ty: u32, field: u32) -> ValType {
        let fields = self.module.types[ty as usize].as_struct().unwrap_or(&[]);
        fields.get(field as usize).map_or(ValType::I32, |field| field.storage.unpacked())
    }

    fn storage_of_element(&self, ty: u32) -> ValType {
        self.module.types[ty as usize].as_array().map_or(ValType::I32, |element| element.storage.unpacked())
    }

    /// Structures and arrays.
    fn aggregate(&mut self, instr: &Instr<'_>) {
        let op = instr.op;
        match instr.imm {
            Imm::Type(ty) => self.typed(op, ty),
            Imm::TypeField { ty, field } if op == Op::StructSet => self.through_vm(op, 2, None, self.id(ty), field),
            Imm::TypeField { ty, field } => {
                let result = self.storage_of_field(ty, field);
                self.through_vm(op, 1, Some(result), self.id(ty), field);
            }
            Imm::TypeN { ty, n } => self.make_of_span(op, ty, n as usize),
            Imm::TypeData { ty, data: segment } | Imm::TypeElem { ty, elem: segment } => match op {
                Op::ArrayNewData | Op::ArrayNewElem => {
                    self.through_vm(op, 2, Some(self.reference(false, ty)), self.id(ty), segment);
                }
                _ => self.through_vm(op, 4, None, self.id(ty), segment),
            },
            Imm::TypeType { dst, src } => self.through_vm(op, 5, None, self.id(dst), self.id(src)),
            _ => {}
        }
    }

    fn typed(&mut self, op: Op, ty: u32) {
        let id = self.id(ty);
        match op {
            Op::StructNew => {
                let fields = self.module.types[ty as usize].as_struct().map_or(0, |fields| fields.len());
                self.make_of_span(op, ty, fields);
            }
            Op::StructNewDefault => self.through_vm(op, 0, Some(self.reference(false, ty)), id, 0),
            Op::ArrayNew => self.through_vm(op, 2, Some(self.reference(false, ty)), id, 0),
            Op::ArrayNewDefault => self.through_vm(op, 1, Some(self.reference(false, ty)), id, 0),
            Op::ArrayGet | Op::ArrayGetS | Op::ArrayGetU => {
                self.through_vm(op, 2, Some(self.storage_of_element(ty)), id, 0);
            }
            Op::ArraySet => self.through_vm(op, 3, None, id, 0),
            Op::ArrayFill => self.through_vm(op, 4, None, id, 0),
            _ => {}
        }
    }

    /// An object made of the topmost `count` operands.
    fn make_of_span(&mut self, op: Op, ty: u32, count: usize) {
        let (first, slots) = self.take_span(count);
        let home = self.push(self.reference(false, ty));
        let at = self.code.op(op, Form::Slots, home, first, slots);
        self.code.word(0);
        self.code.word(self.id(ty) as u64);
        self.produced(at, Insn::of(op, Form::Slots));
    }

    /// Takes the topmost `count` operands, which are brought home: the first slot and how many slots they are.
    pub(super) fn take_span(&mut self, count: usize) -> (u16, u16) {
        self.settle_top(count);
        let height = self.operands.len() - count;
        let slots = self.operands[height..].iter().map(|operand| operand.width() as u16).sum();
        let first = match self.operands.get(height) {
            Some(operand) => operand.home,
            None => self.top_slot() as u16,
        };
        self.truncate(height);
        (first, slots)
    }
}
