//! Arrays.
//!
//! Specification: [array.new](https://webassembly.github.io/spec/core/exec/instructions.html#exec-array-new) and its
//! neighbours.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Value, types};
use wharf_core::TrapKind;
use wharf_core::ops::Op;
use wharf_core::types::{FieldType, ValType};
use wharf_syntax::instr::Imm;
use wharf_vm::builtins::Builtin;
use wharf_vm::gc::{FieldKind, ObjectLayout};
use wharf_vm::layout::{ARRAY_LENGTH, OBJECT_FIELDS};

use super::alloc::{self, INLINE};
use super::field::{self, Place};
use super::{may_be_null, object};
use crate::optimizing::cx::Cx;
use crate::optimizing::regions::Region;

/// Any array instruction.
pub(super) fn lower(cx: &mut Cx<'_>, op: Op, imm: &Imm<'_>, types: &[ValType], a: &[Value]) -> Option<Value> {
    let nullable = types.first().is_some_and(|ty| may_be_null(*ty));
    match (op, imm) {
        (Op::ArrayLen, _) => Some(length(cx, nullable, a[0])),
        (Op::ArrayNew, Imm::Type(ty)) => Some(new(cx, *ty, Some(a[0]), a[1])),
        (Op::ArrayNewDefault, Imm::Type(ty)) => Some(new(cx, *ty, None, a[0])),
        (Op::ArrayNewFixed, Imm::TypeN { ty, .. }) => Some(new_fixed(cx, *ty, a)),
        (Op::ArrayNewData, Imm::TypeData { ty, data }) => {
            Some(new_from_segment(cx, Builtin::ArrayNewData, *ty, *data, a))
        }
        (Op::ArrayNewElem, Imm::TypeElem { ty, elem }) => {
            Some(new_from_segment(cx, Builtin::ArrayNewElem, *ty, *elem, a))
        }
        (Op::ArrayGet | Op::ArrayGetS | Op::ArrayGetU, Imm::Type(ty)) => {
            let place = element(cx, *ty, nullable, a);
            Some(field::read(cx, &place, op == Op::ArrayGetS))
        }
        (Op::ArraySet, Imm::Type(ty)) => effect(|cx| set(cx, *ty, nullable, a), cx),
        (Op::ArrayFill, Imm::Type(ty)) => effect(|cx| fill(cx, *ty, a), cx),
        (Op::ArrayCopy, Imm::TypeType { dst, .. }) => effect(|cx| copy(cx, *dst, a), cx),
        (Op::ArrayInitData, Imm::TypeData { ty, data }) => {
            effect(|cx| init(cx, Builtin::ArrayInitData, *ty, *data, a), cx)
        }
        (Op::ArrayInitElem, Imm::TypeElem { ty, elem }) => {
            effect(|cx| init(cx, Builtin::ArrayInitElem, *ty, *elem, a), cx)
        }
        _ => unreachable!("{op} is no array instruction"),
    }
}

fn effect<'a>(body: impl FnOnce(&mut Cx<'a>), cx: &mut Cx<'a>) -> Option<Value> {
    body(cx);
    None
}

/// What an array type holds, and how.
fn element_type(cx: &mut Cx<'_>, ty: u32) -> (FieldType, FieldKind) {
    match (cx.module.types[ty as usize].as_array(), &*cx.layout(ty)) {
        (Some(field), ObjectLayout::Array { element }) => (field, *element),
        _ => unreachable!("validation has checked that type {ty} is an array's"),
    }
}

/// `array.len`; traps on null.
fn length(cx: &mut Cx<'_>, nullable: bool, array: Value) -> Value {
    let address = object(cx, array);
    let flags = match nullable {
        true => cx.faulting(Region::Header, TrapKind::NullReference),
        false => cx.flags(Region::Header),
    };
    cx.b.ins().load(types::I32, flags, address, ARRAY_LENGTH as i32)
}

/// The place of an element of an array that is not null: `index` is within it.
fn place(cx: &mut Cx<'_>, ty: u32, array: Value, index: Value) -> Place {
    let (field, kind) = element_type(cx, ty);
    let base = object(cx, array);
    let index = cx.wide(index);
    let log2 = cx.i32(kind.width().trailing_zeros() as i32);
    let offset = cx.b.ins().ishl(index, log2);
    let address = cx.b.ins().iadd(base, offset);
    let flags = cx.flags(Region::Elements(kind as u8));
    Place { address, offset: OBJECT_FIELDS as i32, flags, kind, storage: field.storage }
}

/// The place of `a[1]` in `a[0]`; traps on null and beyond the end.
fn element(cx: &mut Cx<'_>, ty: u32, nullable: bool, a: &[Value]) -> Place {
    check(cx, nullable, a);
    place(cx, ty, a[0], a[1])
}

fn check(cx: &mut Cx<'_>, nullable: bool, a: &[Value]) {
    let length = length(cx, nullable, a[0]);
    let outside = cx.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, a[1], length);
    cx.trap_if(outside, TrapKind::ArrayOutOfBounds);
}

/// `array.set`
fn set(cx: &mut Cx<'_>, ty: u32, nullable: bool, a: &[Value]) {
    let (_, kind) = element_type(cx, ty);
    check(cx, nullable, a);
    let value = field::stored(cx, kind, a[2]);
    let place = place(cx, ty, a[0], a[1]);
    field::write(cx, &place, value);
    if kind == FieldKind::Ref {
        let log2 = cx.i32(kind.width().trailing_zeros() as i32);
        let offset = cx.b.ins().ishl(a[1], log2);
        let element = cx.b.ins().iadd(a[0], offset);
        let element = cx.plus(element, i64::from(OBJECT_FIELDS));
        field::barrier(cx, element, place.storage.unpacked(), value);
    }
}

/// A zeroed array.
fn allocate(cx: &mut Cx<'_>, ty: u32, length: Value) -> Value {
    let (_, kind) = element_type(cx, ty);
    let width = kind.width();
    let most = (INLINE - 16) / width;
    if let Some(count) = cx.constant(length) {
        let small = (count > u64::from(most)).then(|| cx.i32(0));
        let bytes = (u64::from(OBJECT_FIELDS) + count * u64::from(width)).next_multiple_of(8);
        let size = cx.i32(bytes as i32);
        return alloc::allocate(cx, ty, size, length, small);
    }
    let small = cx.compare(IntCC::UnsignedLessThanOrEqual, length, i64::from(most));
    let log2 = cx.i32(width.trailing_zeros() as i32);
    let bytes = cx.b.ins().ishl(length, log2);
    let padded = cx.plus(bytes, i64::from(OBJECT_FIELDS) + 7);
    let mask = cx.i32(!7);
    let size = cx.b.ins().band(padded, mask);
    alloc::allocate(cx, ty, size, length, Some(small))
}

/// `array.new`, and `array.new_default` without a value.
fn new(cx: &mut Cx<'_>, ty: u32, value: Option<Value>, length: Value) -> Value {
    let (_, kind) = element_type(cx, ty);
    let value = value.map(|value| field::stored(cx, kind, value)).filter(|value| cx.constant(*value) != Some(0));
    let array = allocate(cx, ty, length);
    if let Some(value) = value {
        fill_new(cx, ty, array, value, length);
    }
    array
}

/// Sets every element of a new array.
fn fill_new(cx: &mut Cx<'_>, ty: u32, array: Value, value: Value, length: Value) {
    let (head, body, done) = (cx.b.create_block(), cx.b.create_block(), cx.b.create_block());
    let index = cx.b.append_block_param(head, types::I32);
    let zero = cx.i32(0);
    cx.jump(head, &[zero]);
    cx.switch(head);
    let more = cx.b.ins().icmp(IntCC::UnsignedLessThan, index, length);
    cx.branch(more, body, done);
    cx.enter(body);
    let place = place(cx, ty, array, index);
    field::write(cx, &place, value);
    let next = cx.plus(index, 1);
    cx.jump(head, &[next]);
    cx.b.seal_block(head);
    cx.enter(done);
}

/// `array.new_fixed`
fn new_fixed(cx: &mut Cx<'_>, ty: u32, values: &[Value]) -> Value {
    let (_, kind) = element_type(cx, ty);
    let stored: Vec<Value> = values.iter().map(|value| field::stored(cx, kind, *value)).collect();
    let length = cx.i32(values.len() as i32);
    let array = allocate(cx, ty, length);
    for (index, value) in stored.into_iter().enumerate() {
        if cx.constant(value) != Some(0) {
            let index = cx.i32(index as i32);
            let place = place(cx, ty, array, index);
            field::write(cx, &place, value);
        }
    }
    array
}

fn new_from_segment(cx: &mut Cx<'_>, which: Builtin, ty: u32, segment: u32, a: &[Value]) -> Value {
    let args = [cx.i32(ty as i32), cx.i32(segment as i32), a[0], a[1]];
    let array = cx.builtin_value(which, &args, types::I32);
    cx.track_ref(array)
}

/// An array and a place in it as one word.
fn array_at(cx: &mut Cx<'_>, array: Value, at: Value) -> Value {
    let (array, at) = (cx.wide(array), cx.wide(at));
    let half = cx.i32(32);
    let high = cx.b.ins().ishl(at, half);
    cx.b.ins().bor(array, high)
}

/// `array.fill`: array, start, value, count.
fn fill(cx: &mut Cx<'_>, ty: u32, a: &[Value]) {
    let slot = cx.value_slots(16);
    let slots = cx.slot_address(slot);
    let value = cx.canonical(a[2]);
    match cx.type_of(value) {
        types::I8X16 => cx.store(Region::Frame, value, slots, 0),
        _ => {
            let zero = cx.i64(0);
            cx.store(Region::Frame, zero, slots, 0);
            cx.store(Region::Frame, zero, slots, 8);
            cx.store(Region::Frame, value, slots, 0);
        }
    }
    let args = [cx.i32(ty as i32), array_at(cx, a[0], a[1]), slots, a[3]];
    cx.builtin(Builtin::ArrayFill, &args);
}

/// `array.copy`: target, start, source, start, count.
fn copy(cx: &mut Cx<'_>, ty: u32, a: &[Value]) {
    let args = [cx.i32(ty as i32), array_at(cx, a[0], a[1]), array_at(cx, a[2], a[3]), a[4]];
    cx.builtin(Builtin::ArrayCopy, &args);
}

/// `array.init_data`, `array.init_elem`: array, start, start in the segment, count.
fn init(cx: &mut Cx<'_>, which: Builtin, ty: u32, segment: u32, a: &[Value]) {
    let what = cx.i64(i64::from(ty) | i64::from(segment) << 32);
    cx.builtin(which, &[what, a[0], a[1], a[2], a[3]]);
}
