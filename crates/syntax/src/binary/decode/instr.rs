//! Decoding of instructions: byte → [`Op`] → [`Shape`] → [`Imm`], without allocation.
//!
//! [`InstrReader::next`] is the inner loop of the validator: it is inlined there, and everything that is rare (long
//! integers, lists, errors) is out of line. Refuses to follow nesting: the caller knows where the expression ends.
//!
//! Specification: [instructions](https://webassembly.github.io/spec/core/binary/instructions.html).

use wharf_core::Result;
use wharf_core::features::{Features, Proposal};
use wharf_core::module::{Module, Span};
use wharf_core::ops::{Op, Shape};
use wharf_core::types::{RefType, ValType};

use crate::binary::errors;
use crate::binary::gate::Gate;
use crate::binary::limits;
use crate::binary::reader::Reader;
use crate::instr::{BlockType, CatchKind, Catches, Imm, Instr, LabelTable, MemArg, SelectTypes};

/// A reader of the instructions of an expression.
#[derive(Copy, Clone, Debug)]
pub struct InstrReader<'a> {
    pub(super) reader: Reader<'a>,
    gate: Gate,
}

impl<'a> InstrReader<'a> {
    /// A reader of the instructions under `span`. `data_count` says if instructions may name data segments.
    pub fn new(bytes: &'a [u8], span: Span, features: &Features, data_count: bool) -> InstrReader<'a> {
        let end = (span.end as usize).min(bytes.len());
        InstrReader { reader: Reader::new(&bytes[..end], span.start as usize), gate: Gate::new(*features, data_count) }
    }

    pub(super) fn over(reader: Reader<'a>, gate: Gate) -> InstrReader<'a> {
        InstrReader { reader, gate }
    }

    /// Where the next instruction stands in the module.
    #[inline]
    pub fn position(&self) -> usize {
        self.reader.position()
    }

    /// Whether no bytes are left.
    #[inline]
    pub fn is_at_end(&self) -> bool {
        self.reader.is_at_end()
    }

    /// The next instruction.
    ///
    /// # Errors
    /// Bytes that are no instruction, or one of a proposal that is not enabled; also when no bytes are left.
    // It is no iterator: it never ends by itself.
    #[allow(clippy::should_implement_trait)]
    #[inline(always)]
    pub fn next(&mut self) -> Result<Instr<'a>> {
        let at = self.reader.position();
        let byte = self.reader.byte()?;
        let op = match Op::from_byte(byte) {
            Some(op) => op,
            None => self.prefixed(byte, at)?,
        };
        self.gate.op(op, at)?;
        let imm = self.immediates(op)?;
        Ok(Instr { op, imm, at: at as u32 })
    }

    /// That the expression ended where its bytes do: to be asked after the `end` that closes it.
    ///
    /// # Errors
    /// Bytes that are left.
    #[inline]
    pub fn finish(&self) -> Result<()> {
        if self.is_at_end() { Ok(()) } else { Err(errors::trailing_code(self.position())) }
    }

    #[inline]
    fn prefixed(&mut self, byte: u8, at: usize) -> Result<Op> {
        if !Op::is_prefix(byte) {
            return Err(errors::illegal_opcode(at, byte));
        }
        let code = self.reader.u32()?;
        Op::from_prefixed(byte, code).ok_or_else(|| errors::illegal_prefixed_opcode(at, byte, code))
    }

    #[inline(always)]
    fn immediates(&mut self, op: Op) -> Result<Imm<'a>> {
        Ok(match op.shape() {
            Shape::None => Imm::None,
            Shape::BlockType => Imm::Block(self.block_type()?),
            Shape::Label => Imm::Label(self.reader.u32()?),
            Shape::LabelTable => Imm::Labels(self.label_table()?),
            Shape::Func => Imm::Func(self.reader.u32()?),
            Shape::TypeIdx => Imm::Type(self.reader.u32()?),
            Shape::CallIndirect => Imm::CallIndirect { ty: self.reader.u32()?, table: self.table()? },
            Shape::Local => Imm::Local(self.reader.u32()?),
            Shape::Global => Imm::Global(self.reader.u32()?),
            Shape::Table => Imm::Table(self.reader.u32()?),
            Shape::TableTable => Imm::TableTable { dst: self.table()?, src: self.table()? },
            Shape::Memory => Imm::Memory(self.memory()?),
            Shape::MemoryMemory => Imm::MemoryMemory { dst: self.memory()?, src: self.memory()? },
            Shape::DataMemory => Imm::DataMemory { data: self.data()?, memory: self.memory()? },
            Shape::Data => Imm::Data(self.data()?),
            Shape::ElemTable => Imm::ElemTable { elem: self.reader.u32()?, table: self.table()? },
            Shape::Elem => Imm::Elem(self.reader.u32()?),
            Shape::MemArg => Imm::MemArg(self.mem_arg()?),
            Shape::MemArgLane => Imm::MemArgLane(self.mem_arg()?, self.reader.byte()?),
            Shape::Lane => Imm::Lane(self.reader.byte()?),
            Shape::Lanes16 => Imm::Lanes(self.reader.array()?),
            Shape::I32 => Imm::I32(self.reader.s32()?),
            Shape::I64 => Imm::I64(self.reader.s64()?),
            Shape::F32 => Imm::F32(u32::from_le_bytes(self.reader.array()?)),
            Shape::F64 => Imm::F64(u64::from_le_bytes(self.reader.array()?)),
            Shape::V128 => Imm::V128(self.reader.array()?),
            Shape::HeapType => Imm::HeapType(self.gated_ref(true)?.heap()),
            Shape::CastType => Imm::Cast(self.gated_ref(matches!(op, Op::RefTestNull | Op::RefCastNull))?),
            Shape::BrOnCast => self.br_on_cast()?,
            Shape::SelectTypes => Imm::SelectTypes(self.select_types()?),
            Shape::TypeField => Imm::TypeField { ty: self.reader.u32()?, field: self.reader.u32()? },
            Shape::TypeN => Imm::TypeN { ty: self.reader.u32()?, n: self.reader.u32()? },
            Shape::TypeData => Imm::TypeData { ty: self.reader.u32()?, data: self.data()? },
            Shape::TypeElem => Imm::TypeElem { ty: self.reader.u32()?, elem: self.reader.u32()? },
            Shape::TypeType => Imm::TypeType { dst: self.reader.u32()?, src: self.reader.u32()? },
            Shape::Tag => Imm::Tag(self.reader.u32()?),
            Shape::TryTable => self.try_table()?,
            Shape::FenceOrder => self.fence_order()?,
        })
    }

    #[inline(always)]
    fn block_type(&mut self) -> Result<BlockType> {
        match self.reader.peek() {
            Some(0x40) => {
                self.reader.byte()?;
                Ok(BlockType::Empty)
            }
            Some(0x7c..=0x7f) => Ok(BlockType::Value(self.reader.val_type()?)),
            _ => self.rare_block_type(),
        }
    }

    #[inline(never)]
    fn rare_block_type(&mut self) -> Result<BlockType> {
        let at = self.reader.position();
        // Bit 6 of a single byte is the sign: a type; anything else is a type index.
        if let Some(0x41..=0x7f) = self.reader.peek() {
            return Ok(BlockType::Value(self.val_type()?));
        }
        let index = self.reader.s33()?;
        self.gate.proposal(Proposal::MultiValue, "malformed block type: a type index", at)?;
        u32::try_from(index).map(BlockType::Type).map_err(|_| errors::malformed_block_type(at, index))
    }

    fn val_type(&mut self) -> Result<ValType> {
        let at = self.reader.position();
        let ty = self.reader.val_type()?;
        self.gate.val_type(ty, at)?;
        Ok(ty)
    }

    #[inline(never)]
    fn gated_ref(&mut self, nullable: bool) -> Result<RefType> {
        let at = self.reader.position();
        let heap = self.reader.heap_type()?;
        self.gate.heap_type(heap, at)?;
        Ok(RefType::new(nullable, heap))
    }

    #[inline(always)]
    fn mem_arg(&mut self) -> Result<MemArg> {
        let at = self.reader.position();
        match self.reader.u32()? {
            align @ 0..0x40 => Ok(MemArg { align: align as u8, memory: 0, offset: self.reader.u64()? }),
            flags => self.rare_mem_arg(flags, at),
        }
    }

    #[inline(never)]
    fn rare_mem_arg(&mut self, flags: u32, at: usize) -> Result<MemArg> {
        if flags >= 0x80 {
            return Err(errors::malformed_memop_flags(at, flags));
        }
        self.gate.proposal(Proposal::MultiMemory, "malformed memop flags: a memory index", at)?;
        let memory = self.reader.u32()?;
        Ok(MemArg { align: flags as u8 & 0x3f, memory, offset: self.reader.u64()? })
    }

    #[inline]
    fn table(&mut self) -> Result<u32> {
        let at = self.reader.position();
        let index = self.reader.u32()?;
        self.gate.table(index, at)?;
        Ok(index)
    }

    #[inline]
    fn memory(&mut self) -> Result<u32> {
        let at = self.reader.position();
        let index = self.reader.u32()?;
        self.gate.memory(index, at)?;
        Ok(index)
    }

    fn data(&mut self) -> Result<u32> {
        let at = self.reader.position();
        let index = self.reader.u32()?;
        self.gate.data_segment(at)?;
        Ok(index)
    }

    #[inline(never)]
    fn label_table(&mut self) -> Result<LabelTable<'a>> {
        let len = self.reader.count("targets of a br_table", limits::BR_TABLE_TARGETS)?;
        let start = self.reader.position();
        for _ in 0..=len {
            self.reader.u32()?;
        }
        Ok(LabelTable::new(len, self.reader.since(start)))
    }

    #[inline(never)]
    fn select_types(&mut self) -> Result<SelectTypes<'a>> {
        let len = self.reader.count("types of a select", limits::RESULTS)?;
        let start = self.reader.position();
        for _ in 0..len {
            self.val_type()?;
        }
        Ok(SelectTypes::new(len, self.reader.since(start)))
    }

    #[inline(never)]
    fn br_on_cast(&mut self) -> Result<Imm<'a>> {
        let at = self.reader.position();
        let flags = self.reader.byte()?;
        if flags > 3 {
            return Err(errors::malformed_cast_flags(at, flags));
        }
        let label = self.reader.u32()?;
        let from = self.gated_ref(flags & 1 != 0)?;
        Ok(Imm::BrOnCast { label, from, to: self.gated_ref(flags & 2 != 0)? })
    }

    #[inline(never)]
    fn try_table(&mut self) -> Result<Imm<'a>> {
        let block = self.block_type()?;
        let len = self.reader.count("handlers of a try_table", limits::CATCHES)?;
        let start = self.reader.position();
        for _ in 0..len {
            let at = self.reader.position();
            let byte = self.reader.byte()?;
            let kind = CatchKind::from_byte(byte).ok_or_else(|| errors::malformed_catch(at, byte))?;
            if kind.has_tag() {
                self.reader.u32()?;
            }
            self.reader.u32()?;
        }
        Ok(Imm::TryTable(block, Catches::new(len, self.reader.since(start))))
    }

    fn fence_order(&mut self) -> Result<Imm<'a>> {
        let at = self.reader.position();
        match self.reader.byte()? {
            0 => Ok(Imm::None),
            other => Err(errors::zero_byte_expected(at, other)),
        }
    }
}

/// The instructions of a constant expression of a decoded module, its final `end` included.
///
/// The bytes were read once while decoding, so this asks for no features; it fails only on a span that is not one of
/// the module's constant expressions.
pub fn const_expr(module: &Module, span: Span) -> InstrReader<'_> {
    InstrReader::new(&module.bytes, span, &Features::all(), true)
}

/// How an instruction changes the nesting of an expression: 1 opens a block, -1 closes one.
#[inline]
pub const fn nesting(op: Op) -> i32 {
    match op {
        Op::Block | Op::Loop | Op::If | Op::Try | Op::TryTable => 1,
        Op::End | Op::Delegate => -1,
        _ => 0,
    }
}
