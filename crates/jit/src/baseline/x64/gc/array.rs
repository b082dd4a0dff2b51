//! Arrays.
//!
//! Specification: [array.new](https://webassembly.github.io/spec/core/exec/instructions.html#exec-array-new) and its
//! neighbours.

use wharf_core::TrapKind;
use wharf_core::ops::Op;
use wharf_core::types::FieldType;
use wharf_syntax::instr::{Imm, Instr};
use wharf_validate::State;
use wharf_vm::builtins::Builtin;
use wharf_vm::gc::{FieldKind, ObjectLayout};
use wharf_vm::layout::{ARRAY_LENGTH, OBJECT_FIELDS, STORE_HEAP_BASE};

use super::super::asm::{Cc, Mem, asm, at, indexed};
use super::super::int::{Shift, shift_constant};
use super::super::machine::{RAX, RSP, SCRATCH};
use super::super::moves;
use super::may_be_null;
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::calls::Arg;
use crate::baseline::operand::{Loc, Operand, Type};

/// Arrays of so many elements at most are filled one by one.
const FEW: u32 = 16;

impl Compiler<'_> {
    /// Any array instruction.
    pub(super) fn array(&mut self, instr: &Instr<'_>, state: &State<'_>) {
        match (instr.op, &instr.imm) {
            (Op::ArrayLen, _) => self.array_len(may_be_null(state.operand(0))),
            (Op::ArrayNew, Imm::Type(ty)) => self.array_new(*ty),
            (Op::ArrayNewDefault, Imm::Type(ty)) => self.array_new_default(*ty),
            (Op::ArrayNewFixed, Imm::TypeN { ty, n }) => self.array_new_fixed(*ty, *n),
            (Op::ArrayNewData, Imm::TypeData { ty, data }) => self.array_from(Builtin::ArrayNewData, *ty, *data),
            (Op::ArrayNewElem, Imm::TypeElem { ty, elem }) => self.array_from(Builtin::ArrayNewElem, *ty, *elem),
            (Op::ArrayGet | Op::ArrayGetS | Op::ArrayGetU, Imm::Type(ty)) => {
                self.array_get(*ty, may_be_null(state.operand(1)), instr.op == Op::ArrayGetS);
            }
            (Op::ArraySet, Imm::Type(ty)) => self.array_set(*ty, may_be_null(state.operand(2))),
            (Op::ArrayFill, Imm::Type(ty)) => self.array_fill(*ty),
            (Op::ArrayCopy, Imm::TypeType { dst, .. }) => self.array_copy(*dst),
            (Op::ArrayInitData, Imm::TypeData { ty, data }) => self.array_init(Builtin::ArrayInitData, *ty, *data),
            (Op::ArrayInitElem, Imm::TypeElem { ty, elem }) => self.array_init(Builtin::ArrayInitElem, *ty, *elem),
            (op, _) => unreachable!("{op} is no array instruction"),
        }
    }

    /// What an array type holds, and how.
    fn element_type(&mut self, ty: u32) -> (FieldType, FieldKind) {
        match (self.module.types[ty as usize].as_array(), &*self.layout(ty)) {
            (Some(field), ObjectLayout::Array { element }) => (field, *element),
            _ => unreachable!("validation has checked that type {ty} is an array's"),
        }
    }

    /// `array.len`; traps on null.
    fn array_len(&mut self, nullable: bool) {
        let mut reference = self.pop();
        let place = self.checked_place(&mut reference, ARRAY_LENGTH as i32, nullable);
        let dst = self.take(Repr::Int32);
        asm!(self.asm, movl_rm(dst, place));
        self.release(reference);
        self.push_reg(dst, Type::I32);
    }

    /// The place of an element; traps on null and beyond the end. The index becomes a register of its own.
    fn element_place(&mut self, kind: FieldKind, nullable: bool, array: &mut Operand, index: &mut Operand) -> Mem {
        self.clean_reg(index);
        let own = self.writable(*index);
        *index = Operand { loc: Loc::Reg(own), ty: Type::I32, home: 0 };
        let length = self.checked_place(array, ARRAY_LENGTH as i32, nullable);
        asm!(self.asm, cmpl_rm(own, length));
        self.trap_if(Cc::AboveOrEqual, TrapKind::ArrayOutOfBounds);
        let log2 = kind.width().trailing_zeros() as u8;
        if log2 > 3 {
            shift_constant(&mut self.asm, Shift::Left, true, own, log2 - 3);
        }
        let array = self.clean_reg(array);
        // The scratch register holds the heap's base.
        asm!(self.asm, addq_rm(SCRATCH, array));
        indexed(SCRATCH, own, log2.min(3), OBJECT_FIELDS as i32)
    }

    /// `array.get`, `array.get_s`, `array.get_u`
    fn array_get(&mut self, ty: u32, nullable: bool, signed: bool) {
        let (field, kind) = self.element_type(ty);
        let (mut index, mut array) = (self.pop(), self.pop());
        let place = self.element_place(kind, nullable, &mut array, &mut index);
        let value = self.read_field(place, kind, field.storage, signed);
        self.release(index);
        self.release(array);
        let ty = self.type_of(field.storage.unpacked());
        self.push_reg(value, ty);
    }

    /// `array.set`
    fn array_set(&mut self, ty: u32, nullable: bool) {
        let (field, kind) = self.element_type(ty);
        if kind == FieldKind::Func {
            return self.array_set_func(nullable);
        }
        let mut value = self.pop();
        let (mut index, mut array) = (self.pop(), self.pop());
        let constant = value;
        let src = self.reg(&mut value);
        let place = self.element_place(kind, nullable, &mut array, &mut index);
        self.write_field(place, kind, value.ty.repr, src);
        // Elements that are references have their index in this register as it was.
        let reg = self.clean_reg(&mut index);
        let element = |array| indexed(array, reg, 2, OBJECT_FIELDS as i32);
        self.barrier(&mut array, element, field.storage.unpacked(), &constant);
        for operand in [index, value, array] {
            self.release(operand);
        }
    }

    /// Of functions: the number is asked for by a call, which must not happen before a trap.
    fn array_set_func(&mut self, nullable: bool) {
        let value = self.pop();
        let (mut index, mut array) = (self.pop(), self.pop());
        self.element_place(FieldKind::Func, nullable, &mut array, &mut index);
        self.push_back(array);
        self.push_back(index);
        let mut id = self.stored(FieldKind::Func, value);
        let src = self.reg(&mut id);
        let (mut index, mut array) = (self.pop(), self.pop());
        let place = self.element_place(FieldKind::Func, false, &mut array, &mut index);
        moves::store(&mut self.asm, Repr::Int32, place, src);
        for operand in [id, index, array] {
            self.release(operand);
        }
    }

    fn push_object(&mut self) {
        self.take_this(RAX);
        self.push_reg(RAX, Type::OBJECT);
    }

    /// `array.new`: value, length.
    fn array_new(&mut self, ty: u32) {
        let length = self.pop();
        let bytes = self.push_value();
        let args = [Arg::Constant(u64::from(ty)), Arg::Address(at(RSP, 0)), Arg::Operand(length)];
        self.call_builtin(Builtin::ArrayNew, &args, bytes);
        self.push_object();
    }

    /// Pops a value into two words on the machine's stack.
    fn push_value(&mut self) -> i32 {
        if self.stack.last().is_some_and(|top| top.ty.repr != Repr::Vector) {
            let bytes = self.push_slots(1, 16);
            asm!(self.asm, movq_mi_sxl(at(RSP, 8), 0));
            return bytes;
        }
        self.push_slots(1, 16)
    }

    /// `array.new_default`
    fn array_new_default(&mut self, ty: u32) {
        let length = self.pop();
        self.builtin(Builtin::Allocate, &[Arg::Constant(u64::from(ty)), Arg::Operand(length)]);
        self.push_object();
    }

    /// `array.new_fixed`
    fn array_new_fixed(&mut self, ty: u32, count: u32) {
        let (_, kind) = self.element_type(ty);
        if count > FEW || kind == FieldKind::Func {
            let bytes = self.push_slots(count as usize, 0);
            let args = [Arg::Constant(u64::from(ty)), Arg::Address(at(RSP, 0)), Arg::Constant(u64::from(count))];
            self.call_builtin(Builtin::ArrayNewFixed, &args, bytes);
            return self.push_object();
        }
        let size = (OBJECT_FIELDS + count * kind.width()).next_multiple_of(8);
        let reference = self.allocate(ty, size, count);
        let operands = self.pop_n(count as usize);
        let base = self.take(Repr::Int64);
        let store = self.load_store_context();
        asm!(self.asm, movq_rm(base, at(store, STORE_HEAP_BASE)));
        for (number, mut operand) in (0..).zip(operands) {
            if operand.constant() != Some(0) {
                let src = self.reg(&mut operand);
                let offset = (OBJECT_FIELDS + number * kind.width()) as i32;
                self.write_field(indexed(base, reference, 0, offset), kind, operand.ty.repr, src);
            }
            self.release(operand);
        }
        self.pool.release(base);
        self.push_reg(reference, Type::OBJECT);
    }

    /// `array.new_data`, `array.new_elem`: start in the segment, length.
    fn array_from(&mut self, which: Builtin, ty: u32, segment: u32) {
        let (length, start) = (self.pop(), self.pop());
        let args = [
            Arg::Constant(u64::from(ty)),
            Arg::Constant(u64::from(segment)),
            Arg::Operand(start),
            Arg::Operand(length),
        ];
        self.builtin(which, &args);
        self.push_object();
    }

    /// An array and a place in it as one word; the operands are released.
    fn array_at(&mut self, array: Operand, mut start: Operand) -> Operand {
        self.clean_reg(&mut start);
        let word = self.writable(start);
        shift_constant(&mut self.asm, Shift::Left, true, word, 32);
        let mut array = array;
        let reg = self.clean_reg(&mut array);
        asm!(self.asm, orq_rm(word, reg));
        self.release(array);
        Operand { loc: Loc::Reg(word), ty: Type::I64, home: 0 }
    }

    /// `array.fill`: array, start, value, count.
    fn array_fill(&mut self, ty: u32) {
        let count = self.pop();
        let bytes = self.push_value();
        let (start, array) = (self.pop(), self.pop());
        let place = self.array_at(array, start);
        let args = [Arg::Constant(u64::from(ty)), Arg::Operand(place), Arg::Address(at(RSP, 0)), Arg::Operand(count)];
        self.call_builtin(Builtin::ArrayFill, &args, bytes);
    }

    /// `array.copy`: target, start, source, start, count.
    fn array_copy(&mut self, ty: u32) {
        let count = self.pop();
        let (from_start, from) = (self.pop(), self.pop());
        let from = self.array_at(from, from_start);
        let (to_start, to) = (self.pop(), self.pop());
        let to = self.array_at(to, to_start);
        let args = [Arg::Constant(u64::from(ty)), Arg::Operand(to), Arg::Operand(from), Arg::Operand(count)];
        self.builtin(Builtin::ArrayCopy, &args);
    }

    /// `array.init_data`, `array.init_elem`: array, start, start in the segment, count.
    fn array_init(&mut self, which: Builtin, ty: u32, segment: u32) {
        let operands = self.pop_n(4);
        let mut args = vec![Arg::Constant(u64::from(ty) | u64::from(segment) << 32)];
        args.extend(operands.into_iter().map(Arg::Operand));
        self.builtin(which, &args);
    }
}
