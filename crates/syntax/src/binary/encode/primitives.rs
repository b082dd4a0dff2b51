//! Writing the primitives of the binary format: LEB128 integers, names, types.
//!
//! Specification: [values](https://webassembly.github.io/spec/core/binary/values.html),
//! [types](https://webassembly.github.io/spec/core/binary/types.html).

use wharf_core::types::{HeapType, RefType, ValKind, ValType};

/// An unsigned integer of 32 bits.
#[inline]
pub fn u32(out: &mut Vec<u8>, value: u32) {
    u64(out, value.into());
}

/// An unsigned integer of 64 bits.
#[inline]
pub fn u64(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A signed integer of 32, 33 or 64 bits.
#[inline]
pub fn s64(out: &mut Vec<u8>, mut value: i64) {
    while !(-0x40..0x40).contains(&value) {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8 & 0x7f);
}

/// A length, then the bytes: also the form of a name.
pub fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    u32(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

/// A heap type.
pub fn heap_type(out: &mut Vec<u8>, ty: HeapType) {
    match (ty, ty.byte()) {
        (HeapType::Concrete(index), _) => s64(out, index.into()),
        (_, byte) => out.extend(byte),
    }
}

/// A reference type, in its short form where it has one.
pub fn ref_type(out: &mut Vec<u8>, ty: RefType) {
    match (ty.nullable(), ty.heap()) {
        (true, HeapType::Concrete(_)) => out.push(0x63),
        (true, _) => {}
        (false, _) => out.push(0x64),
    }
    heap_type(out, ty.heap());
}

/// A value type.
pub fn val_type(out: &mut Vec<u8>, ty: ValType) {
    match ty.unpack() {
        ValKind::I32 => out.push(0x7f),
        ValKind::I64 => out.push(0x7e),
        ValKind::F32 => out.push(0x7d),
        ValKind::F64 => out.push(0x7c),
        ValKind::V128 => out.push(0x7b),
        ValKind::Ref(ty) => ref_type(out, ty),
    }
}

/// A list of value types.
pub fn val_types(out: &mut Vec<u8>, types: &[ValType]) {
    u32(out, types.len() as u32);
    types.iter().for_each(|ty| val_type(out, *ty));
}
