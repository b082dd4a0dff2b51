//! Tables.
//!
//! Specification: [table instructions](https://webassembly.github.io/spec/core/exec/instructions.html#table-instructions).

use wharf_core::TrapKind;
use wharf_core::types::{AddrType, ValType};
use wharf_vm::builtins::Builtin;
use wharf_vm::layout::{ENTRY_ORIGIN, FuncEntry, TABLE_BASE, TABLE_LEN};

use super::asm::{asm, at};
use super::int::{Shift, shift_constant};
use super::machine::SCRATCH;
use super::memory::Length;
use super::moves;
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::calls::Arg;
use crate::baseline::operand::Type;
use crate::baseline::reg::Reg;

impl Compiler<'_> {
    pub(in crate::baseline) fn holds_funcs(&self, table: u32) -> bool {
        self.is_func_ref(self.module.tables[table as usize].ty.element)
    }

    /// The type of a table's indices.
    pub(in crate::baseline) fn index_type(&self, table: u32) -> Type {
        match self.module.tables[table as usize].ty.addr {
            AddrType::I32 => Type::I32,
            AddrType::I64 => Type::I64,
        }
    }

    /// Turns an index in a register of its own into the address of the element; traps if there is none.
    pub(in crate::baseline) fn element(&mut self, table: u32, index: Reg, kind: TrapKind) {
        let limits = self.module.tables[table as usize].ty.limits;
        let context = self.context();
        if limits.max == Some(limits.min) {
            self.check_index(index, Length::Constant(limits.min), kind);
            asm!(self.asm, movq_rm(SCRATCH, at(context, self.shape.table(table))));
        } else {
            asm!(self.asm, movq_rm(SCRATCH, at(context, self.shape.table(table))));
            self.check_index(index, Length::At(at(SCRATCH, TABLE_LEN)), kind);
        }
        let log2 = if self.holds_funcs(table) { size_of::<FuncEntry>().trailing_zeros() as u8 } else { 2 };
        shift_constant(&mut self.asm, Shift::Left, true, index, log2);
        asm!(self.asm, addq_rm(index, at(SCRATCH, TABLE_BASE)));
    }

    /// Pops an index into a register of its own that has the element's address then.
    fn popped_element(&mut self, table: u32) -> Reg {
        let mut operand = self.pop();
        self.clean_reg(&mut operand);
        let index = self.writable(operand);
        self.element(table, index, TrapKind::TableOutOfBounds);
        index
    }

    /// `table.get`
    pub(in crate::baseline) fn table_get(&mut self, table: u32) {
        let element = self.popped_element(table);
        let ty = self.type_of(ValType::from(self.module.tables[table as usize].ty.element));
        let offset = if self.holds_funcs(table) { ENTRY_ORIGIN } else { 0 };
        moves::load(&mut self.asm, ty.repr, element, at(element, offset));
        self.push_reg(element, ty);
    }

    /// `table.set`. Entries of functions are copies, which a builtin makes.
    pub(in crate::baseline) fn table_set(&mut self, table: u32) {
        let mut value = self.pop();
        if self.holds_funcs(table) {
            let index = self.pop();
            let args = [Arg::Constant(u64::from(table)), Arg::Operand(index), Arg::Operand(value)];
            return self.builtin(Builtin::TableSet, &args);
        }
        let src = self.reg(&mut value);
        let element = self.popped_element(table);
        asm!(self.asm, movl_mr(at(element, 0), src));
        self.pool.release(element);
        self.release(value);
    }

    /// `table.size`
    pub(in crate::baseline) fn table_size(&mut self, table: u32) {
        let ty = self.index_type(table);
        let dst = self.take(Repr::Int64);
        let context = self.context();
        asm!(self.asm, movq_rm(dst, at(context, self.shape.table(table))));
        asm!(self.asm, movq_rm(dst, at(dst, TABLE_LEN)));
        self.push_reg(dst, ty);
    }
}
