//! Bytes of the binary format, as the text's constructs need them.

use wharf_core::types::{
    AddrType, CompositeType, FieldType, GlobalType, Limits, MemoryType, StorageType, SubType, TableType,
};

pub(super) use crate::binary::encode::opcode as op;
pub(super) use crate::binary::encode::primitives::{bytes, heap_type, ref_type, s64, u32, u64, val_type, val_types};

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
