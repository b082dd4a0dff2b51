//! Reading and writing one field, element or argument of an object, however it is kept.
//!
//! Functions are kept in objects by number: a store's table gives the reference back.

use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Value, types};
use wharf_core::types::{StorageType, ValType};
use wharf_vm::builtins::Builtin;
use wharf_vm::gc::FieldKind;
use wharf_vm::layout::{CARD_SHIFT, FUNC_ID, STORE_CARDS, STORE_FUNC_TABLE};

use super::object;
use crate::optimizing::cx::Cx;
use crate::optimizing::regions::Region;

/// Where a field is and what it holds.
pub(super) struct Place {
    pub(super) address: Value,
    pub(super) offset: i32,
    pub(super) flags: MemFlagsData,
    pub(super) kind: FieldKind,
    pub(super) storage: StorageType,
}

/// Its value.
pub(super) fn read(cx: &mut Cx<'_>, place: &Place, signed: bool) -> Value {
    let Place { address, offset, flags, .. } = *place;
    let ty = place.storage.unpacked();
    let ins = cx.b.ins();
    match place.kind {
        FieldKind::Bits8 if signed => ins.sload8(types::I32, flags, address, offset),
        FieldKind::Bits8 => ins.uload8(types::I32, flags, address, offset),
        FieldKind::Bits16 if signed => ins.sload16(types::I32, flags, address, offset),
        FieldKind::Bits16 => ins.uload16(types::I32, flags, address, offset),
        FieldKind::Func => {
            let id = ins.load(types::I32, flags, address, offset);
            func_of(cx, id)
        }
        _ => {
            let clif = cx.clif_type(ty);
            let value = cx.b.ins().load(clif, flags, address, offset);
            cx.track(value, ty)
        }
    }
}

/// Writes it; a reference is not told to the collector.
pub(super) fn write(cx: &mut Cx<'_>, place: &Place, value: Value) {
    let Place { address, offset, flags, .. } = *place;
    let value = cx.canonical(value);
    let ins = cx.b.ins();
    match place.kind {
        FieldKind::Bits8 => ins.istore8(flags, value, address, offset),
        FieldKind::Bits16 => ins.istore16(flags, value, address, offset),
        _ => ins.store(flags, value, address, offset),
    };
}

/// What is stored for a value: a function's number instead of its reference. May call.
pub(super) fn stored(cx: &mut Cx<'_>, kind: FieldKind, value: Value) -> Value {
    if kind == FieldKind::Func { id_of(cx, value) } else { value }
}

/// The reference of a function's number.
fn func_of(cx: &mut Cx<'_>, id: Value) -> Value {
    let store = cx.store_context();
    let table = cx.load(types::I64, Region::Funcs, store, STORE_FUNC_TABLE);
    let id = cx.b.ins().uextend(types::I64, id);
    let three = cx.i32(3);
    let offset = cx.b.ins().ishl(id, three);
    let address = cx.b.ins().iadd(table, offset);
    cx.load(types::I64, Region::Funcs, address, 0)
}

/// The number of a function, given to it now if it has none: 0 for null.
fn id_of(cx: &mut Cx<'_>, func: Value) -> Value {
    let (there, new, done) = (cx.b.create_block(), cx.cold_block(), cx.b.create_block());
    let id = cx.b.append_block_param(done, types::I32);
    let zero = cx.i32(0);
    cx.b.ins().brif(func, there, &[], done, &[zero.into()]);
    cx.enter(there);
    let known = cx.load(types::I32, Region::Funcs, func, FUNC_ID);
    cx.b.ins().brif(known, done, &[known.into()], new, &[]);
    cx.enter(new);
    let given = cx.seldom_builtin_value(Builtin::FuncId, &[func], types::I32);
    cx.jump(done, &[given]);
    cx.enter(done);
    id
}

/// Marks the card of a structure, or of an array's element, that a reference was stored into, unless the reference is null
/// or an `i31`.
pub(super) fn barrier(cx: &mut Cx<'_>, at: Value, ty: ValType, value: Value) {
    if !cx.is_traced(ty) || cx.constant(value).is_some() {
        return;
    }
    let store = cx.store_context();
    let cards = cx.load(types::I64, Region::HeapBase, store, STORE_CARDS);
    let shift = cx.i32(CARD_SHIFT as i32);
    let card = cx.b.ins().ushr(at, shift);
    let card = cx.b.ins().uextend(types::I64, card);
    let address = cx.b.ins().iadd(cards, card);
    let mark = cx.b.ins().iconst(types::I8, 1);
    cx.store(Region::Cards, mark, address, 0);
}

/// The arguments of an exception of a tag, which never change.
pub(in crate::optimizing) fn exception_args(cx: &mut Cx<'_>, tag: u32, exception: Value) -> Vec<Value> {
    let ty = cx.module.tags[tag as usize];
    let layout = cx.layout(ty);
    let params: Vec<ValType> = cx.params(ty).to_vec();
    if params.is_empty() {
        return Vec::new();
    }
    let address = object(cx, exception);
    let flags = cx.flags(Region::Elements(u8::MAX));
    let mut values = Vec::with_capacity(params.len());
    for (field, ty) in layout.fields().iter().zip(params) {
        let storage = StorageType::Val(ty);
        let place = Place { address, offset: field.offset as i32, flags, kind: field.kind, storage };
        values.push(read(cx, &place, false));
    }
    values
}
