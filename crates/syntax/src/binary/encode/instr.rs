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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::binary::InstrReader;
    use wharf_core::features::Features;
    use wharf_core::module::Span;
    use wharf_core::types::{HeapType, ValType};

    /// Immediates of each shape with some value that takes more than one byte where it can.
    fn sample(op: Op) -> Imm<'static> {
        let ty = BlockType::Type(300);
        let arg = MemArg { align: op.align(), memory: 5, offset: 1 << 33 };
        let (from, to) = (RefType::ANY, RefType::new(false, HeapType::Concrete(70)));
        match op.shape() {
            Shape::None | Shape::FenceOrder => Imm::None,
            Shape::BlockType => Imm::Block(BlockType::Value(ValType::reference(to))),
            Shape::Label => Imm::Label(200),
            Shape::LabelTable => Imm::Labels(LabelTable::new(2, &[1, 0x80, 1, 3])),
            Shape::Func => Imm::Func(u32::MAX),
            Shape::TypeIdx => Imm::Type(200),
            Shape::CallIndirect => Imm::CallIndirect { ty: 200, table: 1 },
            Shape::Local => Imm::Local(127),
            Shape::Global => Imm::Global(128),
            Shape::Table => Imm::Table(9),
            Shape::TableTable => Imm::TableTable { dst: 1, src: 200 },
            Shape::Memory => Imm::Memory(2),
            Shape::MemoryMemory => Imm::MemoryMemory { dst: 1, src: 200 },
            Shape::DataMemory => Imm::DataMemory { data: 1, memory: 200 },
            Shape::Data => Imm::Data(3),
            Shape::ElemTable => Imm::ElemTable { elem: 1, table: 200 },
            Shape::Elem => Imm::Elem(4),
            Shape::MemArg => Imm::MemArg(arg),
            Shape::MemArgLane => Imm::MemArgLane(MemArg { memory: 0, ..arg }, 3),
            Shape::Lane => Imm::Lane(255),
            Shape::Lanes16 => Imm::Lanes([31; 16]),
            Shape::I32 => Imm::I32(i32::MIN),
            Shape::I64 => Imm::I64(i64::MIN),
            Shape::F32 => Imm::F32(0x7fa0_0001),
            Shape::F64 => Imm::F64(0x7ff4_0000_0000_0001),
            Shape::V128 => Imm::V128([7; 16]),
            Shape::HeapType => Imm::HeapType(HeapType::NoExn),
            Shape::CastType => Imm::Cast(RefType::new(matches!(op, Op::RefTestNull | Op::RefCastNull), to.heap())),
            Shape::BrOnCast => Imm::BrOnCast { label: 1, from, to },
            Shape::SelectTypes => Imm::SelectTypes(SelectTypes::new(2, &[0x7f, 0x63, 0x70])),
            Shape::TypeField => Imm::TypeField { ty: 1, field: 200 },
            Shape::TypeN => Imm::TypeN { ty: 1, n: 200 },
            Shape::TypeData => Imm::TypeData { ty: 1, data: 200 },
            Shape::TypeElem => Imm::TypeElem { ty: 1, elem: 200 },
            Shape::TypeType => Imm::TypeType { dst: 1, src: 200 },
            Shape::Tag => Imm::Tag(6),
            Shape::TryTable => Imm::TryTable(ty, Catches::new(2, &[1, 0x80, 1, 3, 2, 9])),
        }
    }

    #[test]
    fn every_instruction_survives() {
        for op in Op::ALL.iter().copied() {
            let (mut out, imm) = (Vec::new(), sample(op));
            instr(&mut out, &Instr { op, imm, at: 0 });
            let mut reader = InstrReader::new(&out, Span::new(0, out.len()), &Features::all(), true);
            assert_eq!(reader.next().unwrap(), Instr { op, imm, at: 0 });
            assert!(reader.is_at_end(), "{op}: bytes are left");
            for end in 0..out.len() {
                let mut cut = InstrReader::new(&out, Span::new(0, end), &Features::all(), true);
                assert!(cut.next().is_err(), "{op}: {end} bytes of {} are enough", out.len());
            }
        }
    }

    #[test]
    fn a_disabled_proposal_is_named() {
        let mut out = Vec::new();
        instr(&mut out, &Instr { op: Op::AtomicFence, imm: Imm::None, at: 0 });
        let features: Features = "-threads".parse().unwrap();
        let error = InstrReader::new(&out, Span::new(0, out.len()), &features, true).next().unwrap_err();
        assert!(error.to_string().contains("run with `--features threads`"), "{error}");
        assert!(error.message().starts_with("illegal opcode fe 03"), "{error}");
    }
}
