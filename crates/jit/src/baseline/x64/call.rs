//! What is called: by name, through a table, through a reference.
//!
//! Specification: [call](https://webassembly.github.io/spec/core/exec/instructions.html#exec-call) and what follows it.

use wharf_core::TrapKind;
use wharf_core::matching::heap_matches;
use wharf_core::types::HeapType;
use wharf_validate::State;
use wharf_vm::builtins::Builtin;
use wharf_vm::layout::{CTX_TYPE_IDS, ENTRY_CODE, ENTRY_ORIGIN, ENTRY_TYPE};

use super::asm::{Cc, asm, at};
use super::int::{Alu, alu_constant, test};
use super::machine::{RAX, SCRATCH};
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::calls::{Arg, Target};
use crate::baseline::operand::{Loc, Operand, Type};
use crate::baseline::reg::Reg;
use crate::kinds::Kinds;

impl Compiler<'_> {
    fn direct(&self, func: u32) -> Target {
        if func < self.shape.imported_funcs { Target::Import(func) } else { Target::Defined(func) }
    }

    pub(in crate::baseline) fn call(&mut self, func: u32) {
        self.call_target(self.direct(func), self.module.funcs[func as usize]);
    }

    pub(in crate::baseline) fn return_call(&mut self, func: u32) {
        self.tail_call(self.direct(func), self.module.funcs[func as usize]);
        self.die();
    }

    pub(in crate::baseline) fn call_indirect(&mut self, ty: u32, table: u32) {
        let target = self.table_target(ty, table);
        self.call_target(target, ty);
    }

    pub(in crate::baseline) fn return_call_indirect(&mut self, ty: u32, table: u32) {
        let target = self.table_target(ty, table);
        self.tail_call(target, ty);
        self.die();
    }

    pub(in crate::baseline) fn call_ref(&mut self, ty: u32, state: &State<'_>) {
        let target = self.reference_target(state);
        self.call_target(target, ty);
    }

    pub(in crate::baseline) fn return_call_ref(&mut self, ty: u32, state: &State<'_>) {
        let target = self.reference_target(state);
        self.tail_call(target, ty);
        self.die();
    }

    fn reference_target(&mut self, state: &State<'_>) -> Target {
        let nullable = state.operand(0).as_ref().is_none_or(|ty| ty.nullable());
        let operand = self.pop();
        self.bring_to(operand, RAX);
        Target::Reference { nullable }
    }

    /// Pops an index; `rax` is held and has the address of the table's entry, which is checked to be of the type.
    fn table_target(&mut self, ty: u32, table: u32) -> Target {
        let mut operand = self.pop();
        self.clean_reg(&mut operand);
        self.bring_to(operand, RAX);
        self.element(table, RAX, TrapKind::UndefinedElement);
        let element = self.module.tables[table as usize].ty.element;
        if heap_matches(&Kinds(self.module), element.heap(), HeapType::Concrete(ty)) {
            if element.nullable() {
                alu_constant(&mut self.asm, Alu::Cmp, true, at(RAX, ENTRY_CODE), 0);
                self.trap_if(Cc::Equal, TrapKind::UninitializedElement);
            }
        } else {
            self.check_type(ty, RAX);
        }
        Target::Entry
    }

    /// Traps unless the function of an entry, whose register is held, is of the type. A null entry is of no type.
    fn check_type(&mut self, ty: u32, entry: Reg) {
        if self.is_deep(ty) {
            return self.ask_for_type(ty, entry);
        }
        let found = self.take(Repr::Int64);
        self.load_type_id(ty);
        asm!(self.asm, cmpl_rm(SCRATCH, at(entry, ENTRY_TYPE)));
        if self.module.types[ty as usize].is_final {
            self.pool.release(found);
            return self.trap_if_wrong_type(entry);
        }
        let right = self.asm.label();
        self.asm.jump_if(Cc::Equal, right);
        alu_constant(&mut self.asm, Alu::Cmp, true, at(entry, ENTRY_ORIGIN), 0);
        self.trap_if(Cc::Equal, TrapKind::UninitializedElement);
        asm!(self.asm, movl_rm(found, at(entry, ENTRY_TYPE)));
        self.branch_if_descends(found, ty, right);
        self.trap_always(TrapKind::IndirectCallTypeMismatch);
        self.asm.bind(right);
        self.pool.release(found);
    }

    /// The same by a builtin; the entry is back in its register afterwards.
    fn ask_for_type(&mut self, ty: u32, entry: Reg) {
        alu_constant(&mut self.asm, Alu::Cmp, true, at(entry, ENTRY_ORIGIN), 0);
        self.trap_if(Cc::Equal, TrapKind::UninitializedElement);
        let (found, want) = (self.take(Repr::Int32), self.take(Repr::Int32));
        asm!(self.asm, movl_rm(found, at(entry, ENTRY_TYPE)));
        self.load_type_id(ty);
        asm!(self.asm, movl_rm(want, SCRATCH));
        self.push_reg(entry, Type::I64);
        let args = [found, want].map(|reg| Arg::Operand(Operand { loc: Loc::Reg(reg), ty: Type::I32, home: 0 }));
        let answer = self.builtin_value(Builtin::IsSubtype, &args);
        test(&mut self.asm, false, answer, answer);
        self.trap_if(Cc::Equal, TrapKind::IndirectCallTypeMismatch);
        self.pool.release(answer);
        let operand = self.pop();
        self.bring_to(operand, entry);
    }

    /// Reads the canonical number of a type of the module into the scratch register.
    pub(in crate::baseline) fn load_type_id(&mut self, ty: u32) {
        let context = self.context();
        asm!(self.asm, movq_rm(SCRATCH, at(context, CTX_TYPE_IDS)));
        asm!(self.asm, movl_rm(SCRATCH, at(SCRATCH, ty as i32 * 4)));
    }
}
