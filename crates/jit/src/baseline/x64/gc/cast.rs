//! Whether a reference is of a type: `ref.test`, `ref.cast` and the branches on them, as jumps.
//!
//! Between the first jump and where ways meet, no register is taken: taking one may move operands, which would be moved
//! on one way only.
//!
//! Specification: [ref.test](https://webassembly.github.io/spec/core/exec/instructions.html#exec-ref-test) and its
//! neighbours.

use wharf_core::TrapKind;
use wharf_core::matching::heap_matches;
use wharf_core::types::{HeapType, RefType};
use wharf_validate::State;
use wharf_vm::builtins::{Builtin, pack_ref_type};
use wharf_vm::layout::{
    DISPLAY_ANCESTORS, DISPLAY_DEPTH, DISPLAY_KIND, FUNC_TYPE, STORE_DISPLAYS, STORE_HEAP_BASE, TYPE_HOST, TypeDisplay,
    TypeKind,
};

use super::super::asm::{Cc, Label, asm, at, indexed};
use super::super::int::{Alu, Shift, alu_constant, shift_constant, test};
use super::super::machine::SCRATCH;
use super::super::moves;
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::calls::Arg;
use crate::baseline::operand::Type;
use crate::baseline::reg::Reg;
use crate::kinds::Kinds;

impl Compiler<'_> {
    /// Whether a type's ancestors are not all in its display.
    pub(in crate::baseline) fn is_deep(&self, ty: u32) -> bool {
        Kinds(self.module).depth(ty) >= DISPLAY_DEPTH
    }

    /// Goes to `yes` if the topmost operand, of type `from`, is of type `to`, else to `no`. The operand stays.
    fn branch_on_cast(&mut self, from: RefType, to: RefType, yes: Label, no: Label) {
        if matches!(to.heap(), HeapType::Concrete(ty) if self.is_deep(ty)) {
            return self.ask_on_cast(to, yes, no);
        }
        let mut operand = self.pop();
        let reg = self.clean_reg(&mut operand);
        let found = self.take(Repr::Int64);
        self.context();
        if from.nullable() {
            test(&mut self.asm, operand.ty.is_wide(), reg, reg);
            self.asm.jump_if(Cc::Equal, if to.nullable() { yes } else { no });
        }
        if heap_matches(&Kinds(self.module), from.heap(), to.heap()) {
            self.asm.jump(yes);
        } else if self.is_func_ref(to) {
            match to.heap() {
                HeapType::Concrete(ty) => {
                    asm!(self.asm, movl_rm(found, at(reg, FUNC_TYPE)));
                    self.branch_on_type(found, ty, yes, no);
                }
                _ => self.asm.jump(no),
            }
        } else {
            self.branch_on_object(reg, found, (from, to), yes, no);
        }
        self.pool.release(found);
        self.push_back(operand);
    }

    /// The same by a builtin.
    fn ask_on_cast(&mut self, to: RefType, yes: Label, no: Label) {
        let mut operand = self.pop();
        self.clean_reg(&mut operand);
        self.push_back(operand);
        self.spill_all();
        let Some(copy) = self.stack.last().copied() else { unreachable!("it was just pushed") };
        let args = [Arg::Operand(copy), Arg::Constant(u64::from(pack_ref_type(to)))];
        let answer = self.builtin_value(Builtin::RefTest, &args);
        test(&mut self.asm, false, answer, answer);
        self.pool.release(answer);
        self.asm.jump_if(Cc::NotEqual, yes);
        self.asm.jump(no);
    }

    /// For references that are not null and not of functions.
    fn branch_on_object(&mut self, reg: Reg, found: Reg, (from, to): (RefType, RefType), yes: Label, no: Label) {
        if matches!(from.heap(), HeapType::Any | HeapType::Eq) {
            asm!(self.asm, testb_mi(reg, 1u8));
            if to.heap() == HeapType::I31 {
                self.asm.jump_if(Cc::NotEqual, yes);
                return self.asm.jump(no);
            }
            self.asm.jump_if(Cc::NotEqual, if to.heap() == HeapType::Eq { yes } else { no });
        }
        if !matches!(to.heap(), HeapType::Concrete(_) | HeapType::Eq | HeapType::Struct | HeapType::Array) {
            return self.asm.jump(no);
        }
        let store = self.load_store_context();
        asm!(self.asm, movq_rm(SCRATCH, at(store, STORE_HEAP_BASE)));
        asm!(self.asm, movl_rm(found, indexed(SCRATCH, reg, 0, 0)));
        match to.heap() {
            HeapType::Concrete(ty) => self.branch_on_type(found, ty, yes, no),
            HeapType::Eq => {
                alu_constant(&mut self.asm, Alu::Cmp, false, found, TYPE_HOST as i32);
                self.asm.jump_if(Cc::Equal, no);
                self.asm.jump(yes);
            }
            _ => {
                let kind = if to.heap() == HeapType::Struct { TypeKind::Struct } else { TypeKind::Array };
                self.display(found);
                alu_constant(&mut self.asm, Alu::Cmp, false, at(found, DISPLAY_KIND), kind as i32);
                self.asm.jump_if(Cc::Equal, yes);
                self.asm.jump(no);
            }
        }
    }

    /// Goes by whether a canonical type is a type of the module or descends from it.
    fn branch_on_type(&mut self, found: Reg, ty: u32, yes: Label, no: Label) {
        self.load_type_id(ty);
        asm!(self.asm, cmpl_rm(found, SCRATCH));
        self.asm.jump_if(Cc::Equal, yes);
        if !self.module.types[ty as usize].is_final {
            self.branch_if_descends(found, ty, yes);
        }
        self.asm.jump(no);
    }

    /// Turns a canonical type into the address of its display.
    fn display(&mut self, found: Reg) {
        shift_constant(&mut self.asm, Shift::Left, true, found, size_of::<TypeDisplay>().trailing_zeros() as u8);
        let store = self.load_store_context();
        asm!(self.asm, addq_rm(found, at(store, STORE_DISPLAYS)));
    }

    /// Goes to a label if the canonical type `found`, which changes, has type `ty` of the module, which is not deep, among
    /// its ancestors. The context is a register's copy.
    pub(in crate::baseline) fn branch_if_descends(&mut self, found: Reg, ty: u32, yes: Label) {
        let depth = Kinds(self.module).depth(ty) as i32;
        self.display(found);
        asm!(self.asm, movl_rm(found, at(found, DISPLAY_ANCESTORS + 4 * depth)));
        self.load_type_id(ty);
        asm!(self.asm, cmpl_rm(found, SCRATCH));
        self.asm.jump_if(Cc::Equal, yes);
    }

    fn operand_type(state: &State<'_>, to: RefType) -> RefType {
        state.operand(0).as_ref().unwrap_or(to.or_null())
    }

    /// `ref.test`
    pub(super) fn ref_test(&mut self, to: RefType, state: &State<'_>) {
        let [yes, no, done] = [self.asm.label(), self.asm.label(), self.asm.label()];
        self.branch_on_cast(Self::operand_type(state, to), to, yes, no);
        self.drop_one();
        let dst = self.take(Repr::Int32);
        self.asm.bind(yes);
        moves::int_constant(&mut self.asm, dst, 1);
        self.asm.jump(done);
        self.asm.bind(no);
        moves::int_constant(&mut self.asm, dst, 0);
        self.asm.bind(done);
        self.push_reg(dst, Type::I32);
    }

    /// `ref.cast`
    pub(super) fn ref_cast(&mut self, to: RefType, state: &State<'_>) {
        let [yes, no] = [self.asm.label(), self.asm.label()];
        self.branch_on_cast(Self::operand_type(state, to), to, yes, no);
        self.asm.bind(no);
        self.trap_always(TrapKind::CastFailure);
        self.asm.bind(yes);
        self.retype(to);
    }

    /// The topmost operand is known to be of this type.
    fn retype(&mut self, to: RefType) {
        let ty = self.type_of(to.into());
        if let Some(top) = self.stack.last_mut() {
            top.ty = Type { traced: top.ty.traced || ty.traced, ..ty };
        }
    }

    /// `br_on_cast` if `when`, else `br_on_cast_fail`; the operand goes along and stays.
    pub(super) fn br_on_cast(&mut self, label: u32, types: (RefType, RefType), when: bool, state: &State<'_>) {
        let carried = self.types(state.frame(label).label_types());
        let target = self.target(label);
        let [taken, next] = [self.asm.label(), self.asm.label()];
        let (yes, no) = if when { (taken, next) } else { (next, taken) };
        // What is known of the operand may be more than the instruction says.
        let known = state.operand(0).as_ref().filter(|known| !known.nullable()).map(|_| types.0.non_null());
        self.branch_on_cast(known.unwrap_or(types.0), types.1, yes, no);
        self.asm.bind(taken);
        self.carry(&carried, &target);
        self.asm.jump(target.label);
        self.asm.bind(next);
    }
}
