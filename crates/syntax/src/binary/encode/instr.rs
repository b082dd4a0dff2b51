//! Encoding of instructions, one arm for each layout of immediates.
//!
//! Specification: [instructions](https://webassembly.github.io/spec/core/binary/instructions.html).

use wharf_core::ops::{Op, Shape};
use wharf_core::types::RefType;

use super::primitives::{heap_type, s64, u32, u64, val_type};
use crate::instr::{BlockType, Catches, Imm, Instr, LabelTable, MemArg, SelectTypes};

/// Appends an instruction.
///
/// [`Instr::at`] has no meaning here. The immediates must be those of the instruction's
/// [`Shape`](wharf_core::ops::Shape), as decoding gives them; debug builds check it.
///
/// ```
/// use wharf_core::ops::Op;
/// use wharf_syntax::binary::encode;
/// use wharf_syntax::instr::{Imm, Instr};
/// let mut out = Vec::new();
/// encode::instr(&mut out, &Instr { op: Op::I32Const, imm: Imm::I32(-1), at: 0 });
/// encode::instr(&mut out, &Instr { op: Op::End, imm: Imm::None, at: 0 });
/// assert_eq!(out, [0x41, 0x7f, 0x0b]);
/// ```
#[inline]
pub fn instr(out: &mut Vec<u8>, instr: &Instr<'_>) {
    opcode(out, instr.op);
    immediates(out, instr.op, &instr.imm);
}

/// Appends an opcode.
#[inline]
pub fn opcode(out: &mut Vec<u8>, op: Op) {
    match op.prefix() {
        0 => out.push(op.code() as u8),
        prefix => {
            out.push(prefix);
            u32(out, op.code());
        }
    }
}

/// Appends immediates.
pub fn immediates(out: &mut Vec<u8>, op: Op, imm: &Imm<'_>) {
    debug_assert_eq!(shape(imm), plain(op.shape()), "immediates of another shape than `{op}` has");
    match *imm {
        Imm::None if op.shape() == Shape::FenceOrder => out.push(0),
        Imm::None => {}
        Imm::Block(ty) => block_type(out, ty),
        Imm::Labels(table) => label_table(out, table),
        Imm::Label(x) | Imm::Func(x) | Imm::Type(x) | Imm::Local(x) | Imm::Global(x) => u32(out, x),
        Imm::Table(x) | Imm::Memory(x) | Imm::Data(x) | Imm::Elem(x) | Imm::Tag(x) => u32(out, x),
        Imm::CallIndirect { ty: x, table: y }
        | Imm::TableTable { dst: x, src: y }
        | Imm::MemoryMemory { dst: x, src: y }
        | Imm::DataMemory { data: x, memory: y }
        | Imm::ElemTable { elem: x, table: y }
        | Imm::TypeField { ty: x, field: y }
        | Imm::TypeN { ty: x, n: y }
        | Imm::TypeData { ty: x, data: y }
        | Imm::TypeElem { ty: x, elem: y }
        | Imm::TypeType { dst: x, src: y } => {
            u32(out, x);
            u32(out, y);
        }
        Imm::MemArg(arg) => mem_arg(out, arg),
        Imm::MemArgLane(arg, lane) => {
            mem_arg(out, arg);
            out.push(lane);
        }
        Imm::Lane(lane) => out.push(lane),
        Imm::Lanes(bytes) | Imm::V128(bytes) => out.extend_from_slice(&bytes),
        Imm::I32(value) => s64(out, value.into()),
        Imm::I64(value) => s64(out, value),
        Imm::F32(bits) => out.extend_from_slice(&bits.to_le_bytes()),
        Imm::F64(bits) => out.extend_from_slice(&bits.to_le_bytes()),
        Imm::HeapType(heap) => heap_type(out, heap),
        Imm::Cast(ty) => heap_type(out, ty.heap()),
        Imm::BrOnCast { label, from, to } => br_on_cast(out, label, from, to),
        Imm::SelectTypes(types) => select_types(out, types),
        Imm::TryTable(ty, catches) => try_table(out, ty, catches),
    }
}

fn block_type(out: &mut Vec<u8>, ty: BlockType) {
    match ty {
        BlockType::Empty => out.push(0x40),
        BlockType::Value(ty) => val_type(out, ty),
        BlockType::Type(index) => s64(out, index.into()),
    }
}

fn mem_arg(out: &mut Vec<u8>, arg: MemArg) {
    match arg.memory {
        0 => u32(out, arg.align.into()),
        memory => {
            u32(out, u32::from(arg.align) | 0x40);
            u32(out, memory);
        }
    }
    u64(out, arg.offset);
}

fn label_table(out: &mut Vec<u8>, table: LabelTable<'_>) {
    u32(out, table.len() as u32);
    table.iter_with_default().for_each(|label| u32(out, label));
}

fn select_types(out: &mut Vec<u8>, types: SelectTypes<'_>) {
    u32(out, types.len() as u32);
    types.iter().for_each(|ty| val_type(out, ty));
}

fn br_on_cast(out: &mut Vec<u8>, label: u32, from: RefType, to: RefType) {
    out.push(u8::from(from.nullable()) | u8::from(to.nullable()) << 1);
    u32(out, label);
    heap_type(out, from.heap());
    heap_type(out, to.heap());
}

fn try_table(out: &mut Vec<u8>, ty: BlockType, catches: Catches<'_>) {
    block_type(out, ty);
    u32(out, catches.len() as u32);
    for catch in catches.iter() {
        out.push(catch.kind as u8);
        catch.tag.into_iter().for_each(|tag| u32(out, tag));
        u32(out, catch.label);
    }
}

/// The shape whose immediates [`Imm::None`] stands for is one.
fn plain(shape: Shape) -> Shape {
    match shape {
        Shape::FenceOrder => Shape::None,
        other => other,
    }
}

fn shape(imm: &Imm<'_>) -> Shape {
    match imm {
        Imm::None => Shape::None,
        Imm::Block(_) => Shape::BlockType,
        Imm::Label(_) => Shape::Label,
        Imm::Labels(_) => Shape::LabelTable,
        Imm::Func(_) => Shape::Func,
        Imm::Type(_) => Shape::TypeIdx,
        Imm::CallIndirect { .. } => Shape::CallIndirect,
        Imm::Local(_) => Shape::Local,
        Imm::Global(_) => Shape::Global,
        Imm::Table(_) => Shape::Table,
        Imm::TableTable { .. } => Shape::TableTable,
        Imm::Memory(_) => Shape::Memory,
        Imm::MemoryMemory { .. } => Shape::MemoryMemory,
        Imm::DataMemory { .. } => Shape::DataMemory,
        Imm::Data(_) => Shape::Data,
        Imm::ElemTable { .. } => Shape::ElemTable,
        Imm::Elem(_) => Shape::Elem,
        Imm::MemArg(_) => Shape::MemArg,
        Imm::MemArgLane(..) => Shape::MemArgLane,
        Imm::Lane(_) => Shape::Lane,
        Imm::Lanes(_) => Shape::Lanes16,
        Imm::I32(_) => Shape::I32,
        Imm::I64(_) => Shape::I64,
        Imm::F32(_) => Shape::F32,
        Imm::F64(_) => Shape::F64,
        Imm::V128(_) => Shape::V128,
        Imm::HeapType(_) => Shape::HeapType,
        Imm::Cast(_) => Shape::CastType,
        Imm::BrOnCast { .. } => Shape::BrOnCast,
        Imm::SelectTypes(_) => Shape::SelectTypes,
        Imm::TypeField { .. } => Shape::TypeField,
        Imm::TypeN { .. } => Shape::TypeN,
        Imm::TypeData { .. } => Shape::TypeData,
        Imm::TypeElem { .. } => Shape::TypeElem,
        Imm::TypeType { .. } => Shape::TypeType,
        Imm::Tag(_) => Shape::Tag,
        Imm::TryTable(..) => Shape::TryTable,
    }
}
