//! Calls: arguments are settled where the called frame will begin.
//!
//! Specification: [calls](https://webassembly.github.io/spec/core/exec/instructions.html#control-instructions).

use wharf_core::ops::Op;
use wharf_core::types::{FuncType, ValType};
use wharf_syntax::instr::Instr;
use wharf_validate::State;
use wharf_vm::{call_slots, slot_count};

use super::Translator;
use crate::code::{Extra, Form, Insn};

/// What is called.
#[derive(Copy, Clone)]
enum Callee {
    /// A function of the module: its code slot's address.
    Own(u64),
    /// An import, by its place in the context.
    Import(u32),
    /// An element of the table at this place, of this canonical type; the slot holds the index.
    Indirect { index: u16, table: u32, ty: u32 },
    /// The function that the slot refers to.
    Ref(u16),
}

impl Translator<'_> {
    /// `call`, `return_call`, `ref.func`.
    pub(super) fn call_family(&mut self, instr: &Instr<'_>, func: u32, state: &State<'_>) {
        if instr.op == Op::RefFunc {
            return self.ref_func(func);
        }
        let shape = self.source.shape;
        let callee = match func.checked_sub(shape.imported_funcs) {
            Some(own) => Callee::Own(&raw const self.source.slots[own as usize] as u64),
            None => Callee::Import(shape.import(func) as u32),
        };
        if let Some(ty) = self.module.func_type(func) {
            self.call(instr, callee, ty, state);
        }
    }

    /// `call_indirect`, `return_call_indirect`.
    pub(super) fn call_indirect(&mut self, instr: &Instr<'_>, ty: u32, table: u32, state: &State<'_>) {
        let index = self.pop_slot();
        let table = self.source.shape.table(table) as u32;
        let id = self.source.validated.type_ids()[ty as usize].0;
        if let Some(ty) = self.module.func_type_at(ty) {
            self.call(instr, Callee::Indirect { index, table, ty: id }, ty, state);
        }
    }

    /// `call_ref`, `return_call_ref`.
    pub(super) fn call_ref(&mut self, instr: &Instr<'_>, ty: u32, state: &State<'_>) {
        let reference = self.pop_slot();
        if let Some(ty) = self.module.func_type_at(ty) {
            self.call(instr, Callee::Ref(reference), ty, state);
        }
    }

    fn call(&mut self, instr: &Instr<'_>, callee: Callee, ty: &FuncType, state: &State<'_>) {
        let params = ty.params().len();
        self.settle_top(params);
        let base = match self.operands.len() - params {
            first if params > 0 => self.operands[first].home,
            _ => self.top_slot() as u16,
        };
        self.traps(instr);
        let slots = call_slots(ty);
        // The index or reference of an indirect call stands behind the arguments, and is read before the frame begins.
        self.reserve(base as u32 + slots as u32 + 2);
        if matches!(instr.op, Op::ReturnCall | Op::ReturnCallIndirect | Op::ReturnCallRef) {
            self.safepoint(params);
            self.emit_tail_call(callee, base, slot_count(ty.params()) as u16, slots as u16, state);
            return self.end_segment();
        }
        self.safepoint(params);
        self.emit_call(callee, base, slots as u16);
        let height = self.operands.len() - params;
        self.truncate(height);
        for ty in ty.results() {
            self.push(*ty);
        }
        self.forget_last();
    }

    fn emit_call(&mut self, callee: Callee, base: u16, slots: u16) {
        match callee {
            Callee::Own(slot) => {
                self.code.op(Op::Call, Form::Slots, base, 0, 0);
                self.code.word(slot);
            }
            Callee::Import(place) => {
                self.code.extra(Extra::CallImport, base, slots, 0);
                self.code.word(place as u64);
            }
            Callee::Indirect { index, table, ty } => {
                self.code.op(Op::CallIndirect, Form::Slots, base, index, slots);
                self.code.word(table as u64 | (ty as u64) << 32);
            }
            Callee::Ref(reference) => drop(self.code.op(Op::CallRef, Form::Slots, base, reference, slots)),
        }
    }

    fn emit_tail_call(&mut self, callee: Callee, base: u16, params: u16, slots: u16, state: &State<'_>) {
        let save = self.local_slots as u16;
        let results = slot_count(state.func_type().results()) as u16;
        let code = &mut self.code;
        match callee {
            Callee::Own(slot) => {
                code.op(Op::ReturnCall, Form::Slots, save, base, params);
                code.word(slot);
            }
            Callee::Import(place) => {
                code.extra(Extra::ReturnCallImport, save, base, params);
                code.word(place as u64);
                code.fields(slots, results, 0, 0);
            }
            Callee::Indirect { index, table, ty } => {
                code.op(Op::ReturnCallIndirect, Form::Slots, save, base, params);
                code.word(table as u64 | (ty as u64) << 32);
                code.fields(slots, results, index, 0);
            }
            Callee::Ref(reference) => {
                code.op(Op::ReturnCallRef, Form::Slots, save, base, params);
                code.fields(slots, results, reference, 0);
            }
        }
    }

    fn ref_func(&mut self, func: u32) {
        let shape = self.source.shape;
        let home = self.push(ValType::FUNCREF);
        let (form, place) = match func < shape.imported_funcs {
            true => (Form::Const, shape.import(func) as u32),
            false => (Form::Slots, shape.func_ref(func) as u32),
        };
        let insn = Insn::of(Op::RefFunc, form);
        let at = self.code.insn32(insn, home, place);
        self.produced(at, insn);
    }
}
