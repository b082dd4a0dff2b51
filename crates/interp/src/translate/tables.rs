//! Tables, and the layout of instructions that leave their work to the vm: three words, operands in `b`, `c` and the
//! fields of word 1, two indices in word 2.
//!
//! Specification: [table instructions](https://webassembly.github.io/spec/core/exec/instructions.html#table-instructions).

use wharf_core::ops::Op;
use wharf_core::types::{AddrType, HeapType, RefType, ValType};
use wharf_syntax::instr::{Imm, Instr};

use super::Translator;
use crate::code::{Form, Insn};

impl Translator<'_> {
    /// Emits an instruction that takes `operands` operands and may give a result. A vector result is marked in the last
    /// field of word 1.
    pub(super) fn through_vm(&mut self, op: Op, operands: usize, result: Option<ValType>, first: u32, second: u32) {
        self.through_vm_in(op, Form::Slots, operands, result, first, second);
    }

    fn through_vm_in(&mut self, op: Op, form: Form, operands: usize, result: Option<ValType>, first: u32, second: u32) {
        let mut slots = [0; 6];
        for slot in slots[..operands].iter_mut().rev() {
            *slot = self.pop_slot();
        }
        let home = result.map_or(0, |ty| self.push(ty));
        let at = self.code.op(op, form, home, slots[0], slots[1]);
        let wide = (result == Some(ValType::V128)) as u16;
        self.code.fields(slots[2], slots[3], slots[4], slots[5] | wide);
        self.code.word(first as u64 | (second as u64) << 32);
        if result.is_some() {
            self.produced(at, Insn::of(op, form));
        }
    }

    /// Whether a reference type is of the `func` hierarchy.
    pub(super) fn is_func(&self, ty: RefType) -> bool {
        match ty.heap() {
            HeapType::Concrete(index) => self.module.func_type_at(index).is_some(),
            heap => heap.top_of_abstract() == Some(HeapType::Func),
        }
    }

    /// All table instructions.
    pub(super) fn table_family(&mut self, instr: &Instr<'_>) {
        self.traps(instr);
        match (instr.op, instr.imm) {
            (op, Imm::Table(table)) => self.table(op, table),
            (op, Imm::TableTable { dst, src }) => self.through_vm(op, 3, None, dst, src),
            (op, Imm::ElemTable { elem, table }) => self.through_vm(op, 3, None, elem, table),
            (op, Imm::Elem(elem)) => self.through_vm(op, 0, None, elem, 0),
            _ => {}
        }
    }

    fn table(&mut self, op: Op, table: u32) {
        let ty = self.module.tables[table as usize].ty;
        let place = self.source.shape.table(table) as u32;
        match op {
            Op::TableGet => {
                let form = if self.is_func(ty.element) { Form::Slots } else { Form::Const };
                self.through_vm_in(op, form, 1, Some(ty.element.into()), place, 0);
            }
            Op::TableSet => self.through_vm(op, 2, None, table, 0),
            Op::TableSize => self.through_vm(op, 0, Some(ty.addr.val()), place, 0),
            Op::TableGrow => {
                self.through_vm(op, 2, Some(ty.addr.val()), table, (ty.addr == AddrType::I64) as u32);
            }
            _ => self.through_vm(op, 3, None, table, 0),
        }
    }
}
