//! Structures.
//!
//! Specification: [struct.new](https://webassembly.github.io/spec/core/exec/instructions.html#exec-struct-new) and its
//! neighbours.

use cranelift_codegen::ir::Value;
use wharf_core::TrapKind;
use wharf_core::types::FieldType;
use wharf_vm::gc::FieldKind;
use wharf_vm::layout::NULL_GUARD;

use super::alloc::{self, INLINE};
use super::field::{self, Place};
use super::object;
use crate::kinds::Kinds;
use crate::optimizing::cx::Cx;
use crate::optimizing::regions::Region;

/// The field of a type of the module.
fn field_type(cx: &Cx<'_>, ty: u32, field: u32) -> FieldType {
    match cx.module.types[ty as usize].as_struct() {
        Some(fields) => fields[field as usize],
        None => unreachable!("validation has checked that type {ty} is a structure's"),
    }
}

/// What accesses to a field may touch: the same field of the type that declares it first.
fn region(cx: &Cx<'_>, ty: u32, field: u32) -> Region {
    let declares = |ty: &u32| cx.module.types[*ty as usize].as_struct().is_some_and(|all| all.len() > field as usize);
    let first = Kinds(cx.module).ancestors(ty).take_while(declares).last();
    Region::Field(first.unwrap_or(ty), field)
}

/// A field of the object at an address; `faults` says whether the access is the null check.
fn place(cx: &mut Cx<'_>, (ty, field): (u32, u32), address: Value, faults: bool) -> Place {
    let layout = cx.layout(ty);
    let found = layout.fields()[field as usize];
    let region = region(cx, ty, field);
    let storage = field_type(cx, ty, field).storage;
    let flags = if faults { cx.faulting(region, TrapKind::NullReference) } else { cx.flags(region) };
    Place { address, offset: found.offset as i32, flags, kind: found.kind, storage }
}

/// `struct.new`; without values `struct.new_default`.
pub(super) fn new(cx: &mut Cx<'_>, ty: u32, values: &[Value]) -> Value {
    let layout = cx.layout(ty);
    let mut stored = Vec::with_capacity(values.len());
    for (field, value) in layout.fields().iter().zip(values) {
        stored.push(field::stored(cx, field.kind, *value));
    }
    let bytes = layout.size(0) as u32;
    let (size, length) = (cx.i32(bytes as i32), cx.i32(0));
    let small = (bytes >= INLINE).then(|| cx.i32(0));
    let reference = alloc::allocate(cx, ty, size, length, small);
    if stored.is_empty() {
        return reference;
    }
    let address = object(cx, reference);
    for (index, value) in stored.into_iter().enumerate() {
        // Objects are zeroed; a new one is young or marked, so it needs no barrier.
        if cx.constant(value) == Some(0) {
            continue;
        }
        let place = place(cx, (ty, index as u32), address, false);
        field::write(cx, &place, value);
    }
    reference
}

/// Where a field of a reference is. Through null it faults, or is checked before when it is too far up for that.
fn place_of(cx: &mut Cx<'_>, field: (u32, u32), nullable: bool, reference: Value) -> Place {
    let far = cx.layout(field.0).fields()[field.1 as usize].offset >= NULL_GUARD - 16;
    if nullable && far {
        cx.trap_unless(reference, TrapKind::NullReference);
    }
    let address = object(cx, reference);
    place(cx, field, address, nullable && !far)
}

/// `struct.get`, `struct.get_s`, `struct.get_u`
pub(super) fn get(cx: &mut Cx<'_>, field: (u32, u32), nullable: bool, reference: Value, signed: bool) -> Value {
    let place = place_of(cx, field, nullable, reference);
    field::read(cx, &place, signed)
}

/// `struct.set`
pub(super) fn set(cx: &mut Cx<'_>, field: (u32, u32), nullable: bool, a: &[Value]) {
    let kind = cx.layout(field.0).fields()[field.1 as usize].kind;
    if kind == FieldKind::Func && nullable {
        // A function's number is asked for by a call, which must not happen before the trap.
        cx.trap_unless(a[0], TrapKind::NullReference);
    }
    let value = field::stored(cx, kind, a[1]);
    let place = place_of(cx, field, nullable, a[0]);
    field::write(cx, &place, value);
    if kind == FieldKind::Ref {
        field::barrier(cx, a[0], place.storage.unpacked(), value);
    }
}
