//! The type section, and the types of tables, memories, globals and tags.
//!
//! Specification: [types](https://webassembly.github.io/spec/core/binary/types.html).

use wharf_core::Result;
use wharf_core::features::Proposal;
use wharf_core::types::{
    AddrType, CompositeType, FieldType, FuncType, GlobalType, Limits, MemoryType, RefType, StorageType, SubType,
    TableType, ValType,
};

use super::Decoder;
use crate::binary::errors;
use crate::binary::gate::Gate;
use crate::binary::limits;
use crate::binary::reader::Reader;

const REC: u8 = 0x4e;
const SUB_FINAL: u8 = 0x4f;
const SUB: u8 = 0x50;
const ARRAY: u8 = 0x5e;
const STRUCT: u8 = 0x5f;
const FUNC: u8 = 0x60;

impl Decoder {
    /// The recursion groups of the type section.
    pub(super) fn types(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let groups = reader.count("recursion groups", limits::REC_GROUPS)?;
        self.module.types.reserve(reader.capacity(groups, 3));
        self.module.rec_groups.reserve(reader.capacity(groups, 2));
        for _ in 0..groups {
            let (at, first) = (reader.position(), self.module.types.len() as u32);
            if reader.peek() == Some(REC) {
                reader.byte()?;
                self.gate.proposal(Proposal::Gc, "malformed definition type: a recursion group", at)?;
                for _ in 0..reader.count("types of a recursion group", limits::TYPES)? {
                    self.module.types.push(sub_type(reader, self.gate)?);
                }
            } else {
                self.module.types.push(sub_type(reader, self.gate)?);
            }
            self.total("types", self.module.types.len(), limits::TYPES, at)?;
            self.module.rec_groups.push(first..self.module.types.len() as u32);
        }
        Ok(())
    }
}

fn sub_type(reader: &mut Reader<'_>, gate: Gate) -> Result<SubType> {
    let at = reader.position();
    let (is_final, supertype) = match reader.peek() {
        Some(byte @ (SUB | SUB_FINAL)) => {
            reader.byte()?;
            gate.proposal(Proposal::Gc, "malformed definition type: a sub type", at)?;
            let at = reader.position();
            let supertype = match reader.u32()? {
                0 => None,
                1 => Some(reader.u32()?),
                count => return Err(errors::several_supertypes(at, count)),
            };
            (byte == SUB_FINAL, supertype)
        }
        _ => (true, None),
    };
    Ok(SubType { is_final, supertype, composite: composite_type(reader, gate)? })
}

fn composite_type(reader: &mut Reader<'_>, gate: Gate) -> Result<CompositeType> {
    let at = reader.position();
    match reader.byte()? {
        FUNC => Ok(CompositeType::Func(func_type(reader, gate)?)),
        STRUCT => {
            gate.proposal(Proposal::Gc, "malformed definition type: a structure type", at)?;
            let count = reader.count("fields of a structure", limits::FIELDS)?;
            (0..count).map(|_| field_type(reader, gate)).collect::<Result<_>>().map(CompositeType::Struct)
        }
        ARRAY => {
            gate.proposal(Proposal::Gc, "malformed definition type: an array type", at)?;
            Ok(CompositeType::Array(field_type(reader, gate)?))
        }
        byte => Err(errors::malformed_kind(at, "definition type", byte.into())),
    }
}

fn func_type(reader: &mut Reader<'_>, gate: Gate) -> Result<FuncType> {
    let params = val_types(reader, gate, "parameters", limits::PARAMS)?;
    let at = reader.position();
    let results = val_types(reader, gate, "results", limits::RESULTS)?;
    if results.len() > 1 {
        gate.proposal(Proposal::MultiValue, "malformed function type: more than one result", at)?;
    }
    Ok(FuncType::new(params, results))
}

fn val_types(reader: &mut Reader<'_>, gate: Gate, what: &'static str, limit: u32) -> Result<Vec<ValType>> {
    let count = reader.count(what, limit)?;
    (0..count).map(|_| val_type(reader, gate)).collect()
}

fn val_type(reader: &mut Reader<'_>, gate: Gate) -> Result<ValType> {
    let at = reader.position();
    let ty = reader.val_type()?;
    gate.val_type(ty, at)?;
    Ok(ty)
}

fn field_type(reader: &mut Reader<'_>, gate: Gate) -> Result<FieldType> {
    let storage = match reader.peek() {
        Some(0x78) => reader.byte().map(|_| StorageType::I8)?,
        Some(0x77) => reader.byte().map(|_| StorageType::I16)?,
        _ => StorageType::Val(val_type(reader, gate)?),
    };
    Ok(FieldType { storage, mutable: mutability(reader)? })
}

fn mutability(reader: &mut Reader<'_>) -> Result<bool> {
    let at = reader.position();
    match reader.byte()? {
        0 => Ok(false),
        1 => Ok(true),
        byte => Err(errors::malformed_kind(at, "mutability", byte.into())),
    }
}

pub(super) fn ref_type(reader: &mut Reader<'_>, gate: Gate) -> Result<RefType> {
    let at = reader.position();
    let ty = reader.ref_type()?;
    gate.ref_type(ty, at)?;
    Ok(ty)
}

pub(super) fn global_type(reader: &mut Reader<'_>, gate: Gate) -> Result<GlobalType> {
    Ok(GlobalType { val: val_type(reader, gate)?, mutable: mutability(reader)? })
}

pub(super) fn table_type(reader: &mut Reader<'_>, gate: Gate) -> Result<TableType> {
    let element = ref_type(reader, gate)?;
    let at = reader.position();
    let flags = reader.byte()?;
    if flags & !(HAS_MAX | ADDR_64) != 0 {
        return Err(errors::malformed_limits(at, flags, "table"));
    }
    let addr = addr_type(flags, gate, at)?;
    Ok(TableType { addr, limits: size_range(reader, flags)?, element })
}

pub(super) fn memory_type(reader: &mut Reader<'_>, gate: Gate) -> Result<MemoryType> {
    let at = reader.position();
    let flags = reader.byte()?;
    if flags & !(HAS_MAX | SHARED | ADDR_64 | PAGE_SIZE) != 0 {
        return Err(errors::malformed_limits(at, flags, "memory"));
    }
    if flags & SHARED != 0 {
        gate.proposal(Proposal::Threads, "malformed limits flags: a shared memory", at)?;
    }
    let addr = addr_type(flags, gate, at)?;
    let limits = size_range(reader, flags)?;
    let page_size_log2 = if flags & PAGE_SIZE != 0 { page_size(reader, gate)? } else { 16 };
    Ok(MemoryType { addr, limits, shared: flags & SHARED != 0, page_size_log2 })
}

const HAS_MAX: u8 = 1;
const SHARED: u8 = 2;
const ADDR_64: u8 = 4;
const PAGE_SIZE: u8 = 8;

fn addr_type(flags: u8, gate: Gate, at: usize) -> Result<AddrType> {
    if flags & ADDR_64 == 0 {
        return Ok(AddrType::I32);
    }
    gate.proposal(Proposal::Memory64, "malformed limits flags: 64-bit addresses", at)?;
    Ok(AddrType::I64)
}

fn size_range(reader: &mut Reader<'_>, flags: u8) -> Result<Limits> {
    let min = reader.u64()?;
    let max = if flags & HAS_MAX != 0 { Some(reader.u64()?) } else { None };
    Ok(Limits { min, max })
}

/// The logarithm of the page size; which ones are valid is the validator's to say.
fn page_size(reader: &mut Reader<'_>, gate: Gate) -> Result<u8> {
    let at = reader.position();
    gate.proposal(Proposal::CustomPageSizes, "malformed limits flags: a page size", at)?;
    match reader.u32()? {
        log2 @ 0..=63 => Ok(log2 as u8),
        log2 => Err(errors::invalid_page_size(at, log2)),
    }
}
