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
use wharf_core::types::{HeapType, RefType, ValType};

use crate::binary::errors;
use crate::binary::gate::Gate;
use crate::binary::limits;
use crate::binary::reader::Reader;
use crate::instr::{BlockType, CatchKind, Catches, Imm, Instr, LabelTable, MemArg, SelectTypes};

/// What takes instructions from [`InstrReader::visit`].
pub trait Visit<'a> {
    /// What it makes of one.
    type Out;

    /// Takes one. To be marked `#[inline(always)]`.
    ///
    /// # Errors
    /// What is wrong with it.
    fn instr(&mut self, instr: Instr<'a>) -> Result<Self::Out>;
}

/// Hands the instruction on as it is.
struct Keep;

impl<'a> Visit<'a> for Keep {
    type Out = Instr<'a>;

    #[inline(always)]
    fn instr(&mut self, instr: Instr<'a>) -> Result<Instr<'a>> {
        Ok(instr)
    }
}

/// What decoding needs to know of an instruction, side by side.
#[derive(Copy, Clone)]
struct Entry {
    op: Op,
    shape: Shape,
    proposal: Proposal,
}

/// By the instruction's number.
static ENTRIES: [Entry; Op::COUNT] = {
    let mut entries = [Entry { op: Op::Unreachable, shape: Shape::None, proposal: Proposal::Mvp }; Op::COUNT];
    let mut i = 0;
    while i < Op::COUNT {
        let op = Op::ALL[i];
        entries[i] = Entry { op, shape: op.shape(), proposal: op.proposal() };
        i += 1;
    }
    entries
};

/// By the first byte; none for a prefix and for what is no opcode.
static FIRST: [Option<Entry>; 256] = {
    let mut first = [None; 256];
    let mut byte = 0;
    while byte < 256 {
        if let Some(op) = Op::from_byte(byte as u8) {
            first[byte] = Some(Entry { op, shape: op.shape(), proposal: op.proposal() });
        }
        byte += 1;
    }
    first
};

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
        self.visit(&mut Keep)
    }

    /// Reads the next instruction and hands it to `visitor`.
    ///
    /// The visitor is called from one place for each variant of [`Imm`]: when it is inlined, its `match` on the
    /// variant is decided by the compiler, and decoding and judging an instruction share one jump. Keep the reader in a
    /// local variable of the loop; then its position stays in a register.
    ///
    /// # Errors
    /// As [`InstrReader::next`], and what the visitor reports.
    #[inline(always)]
    pub fn visit<V: Visit<'a>>(&mut self, visitor: &mut V) -> Result<V::Out> {
        let at = self.reader.position();
        let entry = match &FIRST[self.reader.byte()? as usize] {
            Some(entry) => entry,
            None => self.apart(|this| this.prefixed(at))?,
        };
        let op = entry.op;
        self.gate.op(op, entry.proposal, at)?;
        let at = at as u32;
        macro_rules! hand {
            ($imm:expr) => {{
                let imm = $imm;
                visitor.instr(Instr { op, imm, at })
            }};
        }
        match entry.shape {
            Shape::None => hand!(Imm::None),
            Shape::BlockType => hand!(Imm::Block(self.block_type()?)),
            Shape::Label => hand!(Imm::Label(self.reader.u32()?)),
            Shape::LabelTable => hand!(Imm::Labels(self.apart(Self::label_table)?)),
            Shape::Func => hand!(Imm::Func(self.reader.u32()?)),
            Shape::TypeIdx => hand!(Imm::Type(self.reader.u32()?)),
            Shape::CallIndirect => hand!(Imm::CallIndirect { ty: self.reader.u32()?, table: self.table()? }),
            Shape::Local => hand!(Imm::Local(self.reader.u32()?)),
            Shape::Global => hand!(Imm::Global(self.reader.u32()?)),
            Shape::Table => hand!(Imm::Table(self.reader.u32()?)),
            Shape::TableTable => hand!(Imm::TableTable { dst: self.table()?, src: self.table()? }),
            Shape::Memory => hand!(Imm::Memory(self.memory()?)),
            Shape::MemoryMemory => hand!(Imm::MemoryMemory { dst: self.memory()?, src: self.memory()? }),
            Shape::DataMemory => hand!(Imm::DataMemory { data: self.apart(Self::data)?, memory: self.memory()? }),
            Shape::Data => hand!(Imm::Data(self.apart(Self::data)?)),
            Shape::ElemTable => hand!(Imm::ElemTable { elem: self.reader.u32()?, table: self.table()? }),
            Shape::Elem => hand!(Imm::Elem(self.reader.u32()?)),
            Shape::MemArg => hand!(Imm::MemArg(self.mem_arg()?)),
            Shape::MemArgLane => hand!(Imm::MemArgLane(self.mem_arg()?, self.reader.byte()?)),
            Shape::Lane => hand!(Imm::Lane(self.reader.byte()?)),
            Shape::Lanes16 => hand!(Imm::Lanes(self.reader.array()?)),
            Shape::I32 => hand!(Imm::I32(self.reader.s32()?)),
            Shape::I64 => hand!(Imm::I64(self.reader.s64()?)),
            Shape::F32 => hand!(Imm::F32(u32::from_le_bytes(self.reader.array()?))),
            Shape::F64 => hand!(Imm::F64(u64::from_le_bytes(self.reader.array()?))),
            Shape::V128 => hand!(Imm::V128(self.reader.array()?)),
            Shape::HeapType => hand!(Imm::HeapType(self.apart(Self::heap_type)?)),
            Shape::CastType => hand!(Imm::Cast(self.apart(|this| this.cast_type(op))?)),
            Shape::BrOnCast => hand!(self.apart(Self::br_on_cast)?),
            Shape::SelectTypes => hand!(Imm::SelectTypes(self.apart(Self::select_types)?)),
            Shape::TypeField => hand!(Imm::TypeField { ty: self.reader.u32()?, field: self.reader.u32()? }),
            Shape::TypeN => hand!(Imm::TypeN { ty: self.reader.u32()?, n: self.reader.u32()? }),
            Shape::TypeData => hand!(Imm::TypeData { ty: self.reader.u32()?, data: self.apart(Self::data)? }),
            Shape::TypeElem => hand!(Imm::TypeElem { ty: self.reader.u32()?, elem: self.reader.u32()? }),
            Shape::TypeType => hand!(Imm::TypeType { dst: self.reader.u32()?, src: self.reader.u32()? }),
            Shape::Tag => hand!(Imm::Tag(self.reader.u32()?)),
            Shape::TryTable => hand!(self.apart(Self::try_table)?),
            Shape::FenceOrder => hand!(self.apart(Self::fence_order)?),
        }
    }

    /// Reads something rare out of line, on a copy: the address of `self` is never taken, so it can live in registers.
    #[inline(always)]
    fn apart<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let mut copy = *self;
        let result = read(&mut copy);
        *self = copy;
        result
    }

    /// That the expression ended where its bytes do: to be asked after the `end` that closes it.
    ///
    /// # Errors
    /// Bytes that are left.
    #[inline]
    pub fn finish(&self) -> Result<()> {
        if self.is_at_end() { Ok(()) } else { Err(errors::trailing_code(self.position())) }
    }

    /// The instruction whose first byte was just read and is none by itself.
    #[inline(never)]
    fn prefixed(&mut self, at: usize) -> Result<&'static Entry> {
        let prefix = self.reader.since(at)[0];
        if !Op::is_prefix(prefix) {
            return Err(errors::illegal_opcode(at, prefix));
        }
        let code = self.reader.u32()?;
        match Op::from_prefixed(prefix, code) {
            Some(op) => Ok(&ENTRIES[op as usize]),
            None => Err(errors::illegal_prefixed_opcode(at, prefix, code)),
        }
    }

    #[inline(always)]
    fn block_type(&mut self) -> Result<BlockType> {
        match self.reader.peek() {
            Some(0x40) => self.reader.byte().map(|_| BlockType::Empty),
            Some(0x7f) => self.reader.byte().map(|_| BlockType::Value(ValType::I32)),
            _ => self.apart(Self::rare_block_type),
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

    fn heap_type(&mut self) -> Result<HeapType> {
        Ok(self.gated_ref(true)?.heap())
    }

    fn cast_type(&mut self, op: Op) -> Result<RefType> {
        self.gated_ref(matches!(op, Op::RefTestNull | Op::RefCastNull))
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
            flags => self.apart(|this| this.rare_mem_arg(flags, at)),
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

    #[inline(never)]
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
