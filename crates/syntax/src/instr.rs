//! One instruction with its immediates, as bytes and text share it.
//!
//! Owns [`Instr`], [`Imm`] (one variant per layout of immediates, see [`Shape`](wharf_core::ops::Shape)) and the lists
//! inside immediates, which are views over bytes that were checked while decoding: nothing here allocates. Refuses
//! judging types.
//!
//! Specification: [instructions](https://webassembly.github.io/spec/core/binary/instructions.html).

mod display;

use std::fmt;

use wharf_core::ops::Op;
use wharf_core::types::{HeapType, RefType, ValType};

use crate::binary::reader::Reader;

/// An instruction.
#[derive(Copy, Clone, PartialEq, Debug)]
pub struct Instr<'a> {
    /// Which instruction.
    pub op: Op,
    /// Its immediates; the variant is the one of [`Op::shape`].
    pub imm: Imm<'a>,
    /// The offset of its opcode in the module's bytes.
    pub at: u32,
}

/// The immediates of an instruction. Fields stand in the order of the binary format.
#[derive(Copy, Clone, PartialEq, Debug)]
pub enum Imm<'a> {
    /// Nothing (also `atomic.fence`, whose one byte is always zero).
    None,
    /// The type of a block.
    Block(BlockType),
    /// A label.
    Label(u32),
    /// The labels of `br_table`.
    Labels(LabelTable<'a>),
    /// A function.
    Func(u32),
    /// A defined type.
    Type(u32),
    /// The function type and the table of an indirect call.
    #[allow(missing_docs)]
    CallIndirect { ty: u32, table: u32 },
    /// A local.
    Local(u32),
    /// A global.
    Global(u32),
    /// A table.
    Table(u32),
    /// The tables of `table.copy`.
    #[allow(missing_docs)]
    TableTable { dst: u32, src: u32 },
    /// A memory.
    Memory(u32),
    /// The memories of `memory.copy`.
    #[allow(missing_docs)]
    MemoryMemory { dst: u32, src: u32 },
    /// The data segment and the memory of `memory.init`.
    #[allow(missing_docs)]
    DataMemory { data: u32, memory: u32 },
    /// A data segment.
    Data(u32),
    /// The element segment and the table of `table.init`.
    #[allow(missing_docs)]
    ElemTable { elem: u32, table: u32 },
    /// An element segment.
    Elem(u32),
    /// A memory access.
    MemArg(MemArg),
    /// A memory access and the lane it fills or stores.
    MemArgLane(MemArg, u8),
    /// A lane.
    Lane(u8),
    /// The lanes of `i8x16.shuffle`.
    Lanes([u8; 16]),
    /// `i32.const`
    I32(i32),
    /// `i64.const`
    I64(i64),
    /// `f32.const`, as its bits
    F32(u32),
    /// `f64.const`, as its bits
    F64(u64),
    /// `v128.const`, its bytes as they stand in memory
    V128([u8; 16]),
    /// A heap type.
    HeapType(HeapType),
    /// The target of `ref.test` and `ref.cast`; the opcode says if null is accepted.
    Cast(RefType),
    /// The label, the operand's type and the target type of `br_on_cast` and `br_on_cast_fail`.
    #[allow(missing_docs)]
    BrOnCast { label: u32, from: RefType, to: RefType },
    /// The types of `select`.
    SelectTypes(SelectTypes<'a>),
    /// A structure type and one of its fields.
    #[allow(missing_docs)]
    TypeField { ty: u32, field: u32 },
    /// An array type and a number of elements.
    #[allow(missing_docs)]
    TypeN { ty: u32, n: u32 },
    /// An array type and a data segment.
    #[allow(missing_docs)]
    TypeData { ty: u32, data: u32 },
    /// An array type and an element segment.
    #[allow(missing_docs)]
    TypeElem { ty: u32, elem: u32 },
    /// The array types of `array.copy`.
    #[allow(missing_docs)]
    TypeType { dst: u32, src: u32 },
    /// A tag.
    Tag(u32),
    /// The block type and the handlers of `try_table`.
    TryTable(BlockType, Catches<'a>),
}

/// What a block takes from the stack and leaves there.
///
/// Spec: [block types](https://webassembly.github.io/spec/core/binary/instructions.html#binary-blocktype).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum BlockType {
    /// `[] -> []`
    Empty,
    /// `[] -> [t]`
    Value(ValType),
    /// The function type of this index.
    Type(u32),
}

/// Where and how a memory access goes.
///
/// Spec: [memargs](https://webassembly.github.io/spec/core/binary/instructions.html#binary-memarg).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct MemArg {
    /// The promised alignment, as the base-two logarithm of bytes.
    pub align: u8,
    /// The index of the memory.
    pub memory: u32,
    /// What is added to the address, in bytes.
    pub offset: u64,
}

/// One handler of `try_table`.
///
/// Spec: [catch clauses](https://webassembly.github.io/spec/core/binary/instructions.html#binary-catch).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Catch {
    /// Which of the four forms.
    pub kind: CatchKind,
    /// The tag it waits for; `None` for the `catch_all` forms.
    pub tag: Option<u32>,
    /// Where it goes.
    pub label: u32,
}

/// The form of a [`Catch`], numbered as in the binary format.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum CatchKind {
    /// `catch x l`: the exception's values go to the label.
    Catch = 0,
    /// `catch_ref x l`: the values, then the exception itself.
    CatchRef = 1,
    /// `catch_all l`: nothing.
    CatchAll = 2,
    /// `catch_all_ref l`: the exception itself.
    CatchAllRef = 3,
}

impl CatchKind {
    /// The form of this number.
    #[inline]
    pub const fn from_byte(byte: u8) -> Option<CatchKind> {
        match byte {
            0 => Some(CatchKind::Catch),
            1 => Some(CatchKind::CatchRef),
            2 => Some(CatchKind::CatchAll),
            3 => Some(CatchKind::CatchAllRef),
            _ => None,
        }
    }

    /// Its keyword in the text format.
    pub const fn keyword(self) -> &'static str {
        ["catch", "catch_ref", "catch_all", "catch_all_ref"][self as usize]
    }

    /// Whether it names a tag.
    #[inline]
    pub const fn has_tag(self) -> bool {
        matches!(self, CatchKind::Catch | CatchKind::CatchRef)
    }
}

/// The labels of `br_table`: a view over checked bytes.
#[derive(Copy, Clone)]
pub struct LabelTable<'a> {
    len: u32,
    /// The labels, the default one last, without the count.
    bytes: &'a [u8],
}

impl<'a> LabelTable<'a> {
    /// A view over labels in the binary format: `len` of them, then the default one. Bytes that hold fewer read as zero.
    #[inline]
    pub const fn new(len: u32, bytes: &'a [u8]) -> LabelTable<'a> {
        LabelTable { len, bytes }
    }

    /// How many there are, without the default one.
    #[inline]
    pub const fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there is only the default one.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The labels in order, without the default one.
    #[inline]
    pub fn iter(&self) -> Labels<'a> {
        Labels { reader: Reader::new(self.bytes, 0), left: self.len }
    }

    /// The labels in order, the default one last.
    #[inline]
    pub fn iter_with_default(&self) -> impl Iterator<Item = u32> + Clone + 'a {
        let mut reader = Reader::new(self.bytes, 0);
        (0..=self.len).map(move |_| reader.u32().unwrap_or(0))
    }

    /// The label of an index that is out of range. Takes time proportional to the length.
    pub fn default(&self) -> u32 {
        self.iter_with_default().last().unwrap_or(0)
    }

    /// The bytes: labels, then the default one, without the count.
    #[inline]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }
}

/// The iterator of [`LabelTable::iter`].
#[derive(Clone)]
pub struct Labels<'a> {
    reader: Reader<'a>,
    left: u32,
}

impl Iterator for Labels<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        self.left = self.left.checked_sub(1)?;
        Some(self.reader.u32().unwrap_or(0))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Labels<'_> {}

impl PartialEq for LabelTable<'_> {
    fn eq(&self, other: &LabelTable<'_>) -> bool {
        self.len == other.len && self.iter_with_default().eq(other.iter_with_default())
    }
}

impl fmt::Debug for LabelTable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter_with_default()).finish()
    }
}

/// The handlers of `try_table`: a view over checked bytes.
#[derive(Copy, Clone)]
pub struct Catches<'a> {
    len: u32,
    /// The handlers, without the count.
    bytes: &'a [u8],
}

impl<'a> Catches<'a> {
    /// A view over `len` handlers in the binary format. Bytes that hold fewer end early.
    #[inline]
    pub const fn new(len: u32, bytes: &'a [u8]) -> Catches<'a> {
        Catches { len, bytes }
    }

    /// How many there are.
    #[inline]
    pub const fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The handlers in order.
    pub fn iter(&self) -> impl Iterator<Item = Catch> + Clone + 'a {
        let mut reader = Reader::new(self.bytes, 0);
        (0..self.len).map_while(move |_| {
            let kind = CatchKind::from_byte(reader.byte().ok()?)?;
            let tag = if kind.has_tag() { Some(reader.u32().ok()?) } else { None };
            Some(Catch { kind, tag, label: reader.u32().ok()? })
        })
    }

    /// The bytes, without the count.
    #[inline]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }
}

impl PartialEq for Catches<'_> {
    fn eq(&self, other: &Catches<'_>) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Catches<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// The types of a `select` with types: a view over checked bytes.
#[derive(Copy, Clone)]
pub struct SelectTypes<'a> {
    len: u32,
    /// The types, without the count.
    bytes: &'a [u8],
}

impl<'a> SelectTypes<'a> {
    /// A view over `len` value types in the binary format. Bytes that hold fewer end early.
    #[inline]
    pub const fn new(len: u32, bytes: &'a [u8]) -> SelectTypes<'a> {
        SelectTypes { len, bytes }
    }

    /// How many there are; a valid module has one.
    #[inline]
    pub const fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The types in order.
    pub fn iter(&self) -> impl Iterator<Item = ValType> + Clone + 'a {
        let mut reader = Reader::new(self.bytes, 0);
        (0..self.len).map_while(move |_| reader.val_type().ok())
    }

    /// The bytes, without the count.
    #[inline]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }
}

impl PartialEq for SelectTypes<'_> {
    fn eq(&self, other: &SelectTypes<'_>) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for SelectTypes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
