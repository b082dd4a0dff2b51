//! Bytes of the binary format, as the text's constructs need them.

use wharf_core::ops::Op;
use wharf_core::types::{
    AddrType, CompositeType, FieldType, GlobalType, HeapType, Limits, MemoryType, RefType, StorageType, SubType,
    TableType, ValKind, ValType,
};

/// An unsigned LEB128 number.
#[inline]
pub(super) fn u32(out: &mut Vec<u8>, value: u32) {
    u64(out, u64::from(value));
}

/// An unsigned LEB128 number.
#[inline]
pub(super) fn u64(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A signed LEB128 number.
#[inline]
pub(super) fn s64(out: &mut Vec<u8>, mut value: i64) {
    while !(-64..64).contains(&value) {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8 & 0x7f);
}

/// A length and bytes.
pub(super) fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    u64(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// An opcode.
#[inline]
pub(super) fn op(out: &mut Vec<u8>, op: Op) {
    match op.prefix() {
        0 => out.push(op.code() as u8),
        prefix => {
            out.push(prefix);
            u32(out, op.code());
        }
    }
}

pub(super) fn heap_type(out: &mut Vec<u8>, ty: HeapType) {
    match (ty, ty.byte()) {
        (HeapType::Concrete(index), _) => s64(out, i64::from(index)),
        (_, byte) => out.extend(byte),
    }
}

pub(super) fn ref_type(out: &mut Vec<u8>, ty: RefType) {
    match (ty.nullable(), ty.heap()) {
        (true, HeapType::Concrete(_)) => out.push(0x63),
        (true, _) => {}
        (false, _) => out.push(0x64),
    }
    heap_type(out, ty.heap());
}

pub(super) fn val_type(out: &mut Vec<u8>, ty: ValType) {
    match ty.unpack() {
        ValKind::I32 => out.push(0x7f),
        ValKind::I64 => out.push(0x7e),
        ValKind::F32 => out.push(0x7d),
        ValKind::F64 => out.push(0x7c),
        ValKind::V128 => out.push(0x7b),
        ValKind::Ref(ty) => ref_type(out, ty),
    }
}

pub(super) fn val_types(out: &mut Vec<u8>, types: &[ValType]) {
    u32(out, types.len() as u32);
    types.iter().for_each(|ty| val_type(out, *ty));
}

fn limits(out: &mut Vec<u8>, limits: Limits, flags: u8) {
    out.push(flags | u8::from(limits.max.is_some()));
    u64(out, limits.min);
    if let Some(max) = limits.max {
        u64(out, max);
    }
}

fn addr_flag(addr: AddrType) -> u8 {
    match addr {
        AddrType::I32 => 0,
        AddrType::I64 => 4,
    }
}

pub(super) fn memory_type(out: &mut Vec<u8>, ty: MemoryType, explicit_page_size: bool) {
    let flags = addr_flag(ty.addr) | u8::from(ty.shared) << 1 | u8::from(explicit_page_size) << 3;
    limits(out, ty.limits, flags);
    if explicit_page_size {
        u32(out, u32::from(ty.page_size_log2));
    }
}

pub(super) fn table_type(out: &mut Vec<u8>, ty: TableType) {
    ref_type(out, ty.element);
    limits(out, ty.limits, addr_flag(ty.addr));
}

pub(super) fn global_type(out: &mut Vec<u8>, ty: GlobalType) {
    val_type(out, ty.val);
    out.push(u8::from(ty.mutable));
}

fn field_type(out: &mut Vec<u8>, field: FieldType) {
    match field.storage {
        StorageType::I8 => out.push(0x78),
        StorageType::I16 => out.push(0x77),
        StorageType::Val(ty) => val_type(out, ty),
    }
    out.push(u8::from(field.mutable));
}

pub(super) fn sub_type(out: &mut Vec<u8>, ty: &SubType) {
    if !ty.is_final || ty.supertype.is_some() {
        out.push(if ty.is_final { 0x4f } else { 0x50 });
        u32(out, u32::from(ty.supertype.is_some()));
        ty.supertype.into_iter().for_each(|index| u32(out, index));
    }
    match &ty.composite {
        CompositeType::Func(func) => {
            out.push(0x60);
            val_types(out, func.params());
            val_types(out, func.results());
        }
        CompositeType::Struct(fields) => {
            out.push(0x5f);
            u32(out, fields.len() as u32);
            fields.iter().for_each(|field| field_type(out, *field));
        }
        CompositeType::Array(element) => {
            out.push(0x5e);
            field_type(out, *element);
        }
    }
}
