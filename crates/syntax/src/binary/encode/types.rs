//! Writing type definitions, and the types of tables, memories and globals.
//!
//! Specification: [types](https://webassembly.github.io/spec/core/binary/types.html).

use wharf_core::types::{
    AddrType, CompositeType, FieldType, GlobalType, Limits, MemoryType, StorageType, SubType, TableType,
};

use super::primitives::{ref_type, u32, u64, val_type, val_types};

/// A type definition, in its short form where it has one.
pub fn sub_type(out: &mut Vec<u8>, ty: &SubType) {
    if !ty.is_final || ty.supertype.is_some() {
        out.push(if ty.is_final { 0x4f } else { 0x50 });
        u32(out, ty.supertype.is_some().into());
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

fn field_type(out: &mut Vec<u8>, field: FieldType) {
    match field.storage {
        StorageType::I8 => out.push(0x78),
        StorageType::I16 => out.push(0x77),
        StorageType::Val(ty) => val_type(out, ty),
    }
    out.push(field.mutable.into());
}

fn limits(out: &mut Vec<u8>, limits: Limits, flags: u8) {
    out.push(flags | u8::from(limits.max.is_some()));
    u64(out, limits.min);
    limits.max.into_iter().for_each(|max| u64(out, max));
}

fn addr_flag(addr: AddrType) -> u8 {
    match addr {
        AddrType::I32 => 0,
        AddrType::I64 => 4,
    }
}

/// A memory type; the page size is written if it is not the usual one, or if `explicit_page_size` asks for it.
pub fn memory_type(out: &mut Vec<u8>, ty: MemoryType, explicit_page_size: bool) {
    let explicit = explicit_page_size || ty.page_size_log2 != 16;
    let flags = addr_flag(ty.addr) | u8::from(ty.shared) << 1 | u8::from(explicit) << 3;
    limits(out, ty.limits, flags);
    if explicit {
        u32(out, ty.page_size_log2.into());
    }
}

/// A table type.
pub fn table_type(out: &mut Vec<u8>, ty: TableType) {
    ref_type(out, ty.element);
    limits(out, ty.limits, addr_flag(ty.addr));
}

/// A global type.
pub fn global_type(out: &mut Vec<u8>, ty: GlobalType) {
    val_type(out, ty.val);
    out.push(ty.mutable.into());
}
