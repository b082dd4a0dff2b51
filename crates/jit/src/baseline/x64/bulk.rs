//! Memories and tables as a whole: builtins, which check before they write.
//!
//! Specification: [memory instructions](https://webassembly.github.io/spec/core/exec/instructions.html#memory-instructions),
//! [table instructions](https://webassembly.github.io/spec/core/exec/instructions.html#table-instructions).

use wharf_core::ops::Op;
use wharf_syntax::instr::{Imm, Instr};
use wharf_vm::builtins::Builtin;

use crate::baseline::Compiler;
use crate::baseline::calls::Arg;
use crate::baseline::operand::Type;

impl Compiler<'_> {
    /// Any of them but `memory.grow`.
    pub(in crate::baseline) fn bulk(&mut self, instr: &Instr<'_>) {
        let constant = |index: u32| Arg::Constant(u64::from(index));
        match (instr.op, &instr.imm) {
            (Op::MemoryFill, Imm::Memory(memory)) => self.bulk_call(Builtin::MemoryFill, &[constant(*memory)]),
            (Op::MemoryCopy, Imm::MemoryMemory { dst, src }) => {
                self.bulk_call(Builtin::MemoryCopy, &[constant(*dst), constant(*src)]);
            }
            (Op::MemoryInit, Imm::DataMemory { data, memory }) => {
                self.bulk_call(Builtin::MemoryInit, &[constant(*data), constant(*memory)]);
            }
            (Op::DataDrop, Imm::Data(data)) => self.builtin(Builtin::DataDrop, &[constant(*data)]),
            (Op::TableInit, Imm::ElemTable { elem, table }) => {
                self.bulk_call(Builtin::TableInit, &[constant(*elem), constant(*table)]);
            }
            (Op::ElemDrop, Imm::Elem(elem)) => self.builtin(Builtin::ElemDrop, &[constant(*elem)]),
            (Op::TableCopy, Imm::TableTable { dst, src }) => {
                self.bulk_call(Builtin::TableCopy, &[constant(*dst), constant(*src)]);
            }
            (Op::TableFill, Imm::Table(table)) => self.bulk_call(Builtin::TableFill, &[constant(*table)]),
            (Op::TableGrow, Imm::Table(table)) => self.table_grow(*table),
            (Op::TableSize, Imm::Table(table)) => self.table_size(*table),
            (op, _) => unreachable!("{op} is not of memories and tables as a whole"),
        }
    }

    /// With indices and three operands.
    fn bulk_call(&mut self, which: Builtin, indices: &[Arg]) {
        let operands = self.pop_n(3);
        let mut args = indices.to_vec();
        args.extend(operands.into_iter().map(Arg::Operand));
        self.builtin(which, &args);
    }

    /// `memory.grow`: the old size in pages, or −1.
    pub(in crate::baseline) fn memory_grow(&mut self, memory: u32) {
        let delta = self.pop();
        let ty = self.address_type(memory);
        let reg = self.builtin_value(Builtin::MemoryGrow, &[Arg::Constant(u64::from(memory)), Arg::Operand(delta)]);
        self.push_reg(reg, ty);
    }

    /// `table.grow`: value, then by how much.
    fn table_grow(&mut self, table: u32) {
        let (delta, value) = (self.pop(), self.pop());
        let ty: Type = self.index_type(table);
        let args = [Arg::Constant(u64::from(table)), Arg::Operand(delta), Arg::Operand(value)];
        let reg = self.builtin_value(Builtin::TableGrow, &args);
        self.push_reg(reg, ty);
    }
}
