//! Structures.
//!
//! Specification: [struct.new](https://webassembly.github.io/spec/core/exec/instructions.html#exec-struct-new) and its
//! neighbours.

use wharf_core::TrapKind;
use wharf_core::types::StorageType;
use wharf_vm::builtins::Builtin;
use wharf_vm::gc::FieldKind;
use wharf_vm::layout::{NULL_GUARD, STORE_HEAP_BASE};

use super::super::asm::{Cc, asm, at, indexed};
use super::super::int::test;
use super::super::machine::{RAX, RSP};
use super::super::moves;
use crate::baseline::Compiler;
use crate::baseline::calls::Arg;
use crate::baseline::operand::{Operand, Type};

impl Compiler<'_> {
    fn storage(&self, ty: u32, field: u32) -> StorageType {
        match self.module.types[ty as usize].as_struct() {
            Some(fields) => fields[field as usize].storage,
            None => unreachable!("validation has checked that type {ty} is a structure's"),
        }
    }

    /// `struct.new`, or `struct.new_default` without values.
    pub(super) fn struct_new(&mut self, ty: u32, values: bool) {
        let layout = self.layout(ty);
        let fields = layout.fields();
        if values && fields.iter().any(|field| field.kind == FieldKind::Func) {
            // Functions' numbers are given by calls, which is the builtin's to do.
            let bytes = self.push_slots(fields.len(), 0);
            let args = [Arg::Constant(u64::from(ty)), Arg::Address(at(RSP, 0))];
            self.call_builtin(Builtin::StructNew, &args, bytes);
            self.take_this(RAX);
            return self.push_reg(RAX, Type::OBJECT);
        }
        let reference = self.allocate(ty, layout.size(0) as u32, 0);
        if !values || fields.is_empty() {
            return self.push_reg(reference, Type::OBJECT);
        }
        let operands = self.pop_n(fields.len());
        let base = self.take(Type::I64.repr);
        let store = self.load_store_context();
        asm!(self.asm, movq_rm(base, at(store, STORE_HEAP_BASE)));
        for (field, mut operand) in fields.iter().zip(operands) {
            // Objects are zeroed; a new one is young or marked, so it needs no barrier.
            if operand.constant() != Some(0) {
                let src = self.reg(&mut operand);
                let place = indexed(base, reference, 0, field.offset as i32);
                self.write_field(place, field.kind, operand.ty.repr, src);
            }
            self.release(operand);
        }
        self.pool.release(base);
        self.push_reg(reference, Type::OBJECT);
    }

    /// Whether the field is so far up that an access through null would not fault. Then null is checked here.
    fn check_far(&mut self, offset: u32, nullable: bool, reference: &mut Operand) -> bool {
        let far = offset >= NULL_GUARD - 16;
        if nullable && far {
            self.check_null(reference);
        }
        nullable && !far
    }

    pub(super) fn check_null(&mut self, reference: &mut Operand) {
        let reg = self.reg(reference);
        test(&mut self.asm, false, reg, reg);
        self.trap_if(Cc::Equal, TrapKind::NullReference);
    }

    /// `struct.get`, `struct.get_s`, `struct.get_u`
    pub(super) fn struct_get(&mut self, ty: u32, field: u32, nullable: bool, signed: bool) {
        let (storage, layout) = (self.storage(ty, field), self.layout(ty));
        let place = layout.fields()[field as usize];
        let mut reference = self.pop();
        let faults = self.check_far(place.offset, nullable, &mut reference);
        let from = self.checked_place(&mut reference, place.offset as i32, faults);
        let value = self.read_field(from, place.kind, storage, signed);
        self.release(reference);
        let ty = self.type_of(storage.unpacked());
        self.push_reg(value, ty);
    }

    /// `struct.set`
    pub(super) fn struct_set(&mut self, ty: u32, field: u32, nullable: bool) {
        let (storage, layout) = (self.storage(ty, field), self.layout(ty));
        let place = layout.fields()[field as usize];
        if place.kind == FieldKind::Func {
            return self.struct_set_func(place.offset, nullable);
        }
        let mut value = self.pop();
        let mut reference = self.pop();
        let constant = value;
        let src = self.reg(&mut value);
        let faults = self.check_far(place.offset, nullable, &mut reference);
        let to = self.checked_place(&mut reference, place.offset as i32, faults);
        self.write_field(to, place.kind, value.ty.repr, src);
        self.barrier(&mut reference, |object| at(object, 0), storage.unpacked(), &constant);
        self.release(value);
        self.release(reference);
    }

    /// Of a field with a function: its number is asked for by a call, which must not happen before the trap.
    fn struct_set_func(&mut self, offset: u32, nullable: bool) {
        let value = self.pop();
        if nullable {
            let mut reference = self.pop();
            self.check_null(&mut reference);
            self.push_back(reference);
        }
        let mut id = self.stored(FieldKind::Func, value);
        let mut reference = self.pop();
        let src = self.reg(&mut id);
        let to = self.object_place(&mut reference, offset as i32);
        moves::store(&mut self.asm, Type::I32.repr, to, src);
        self.release(id);
        self.release(reference);
    }
}
