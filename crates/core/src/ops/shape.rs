//! What follows an opcode in the binary format. Owns the names of the immediates' layouts; reading them is `syntax`'s.
//!
//! Specification: <https://webassembly.github.io/spec/core/binary/instructions.html>.

/// The immediates of an instruction, in the order of the binary format.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Shape {
    /// Nothing.
    None,
    /// A block type: empty, one value type, or a type index as s33.
    BlockType,
    /// A label index.
    Label,
    /// A vector of label indices, then the default label (`br_table`).
    LabelTable,
    /// A function index.
    Func,
    /// A type index.
    TypeIdx,
    /// A type index, then a table index (`call_indirect`).
    CallIndirect,
    /// A local index.
    Local,
    /// A global index.
    Global,
    /// A table index.
    Table,
    /// Destination table index, then source table index (`table.copy`).
    TableTable,
    /// A memory index.
    Memory,
    /// Destination memory index, then source memory index (`memory.copy`).
    MemoryMemory,
    /// A data segment index, then a memory index (`memory.init`; the text format has them the other way round).
    DataMemory,
    /// A data segment index.
    Data,
    /// An element segment index, then a table index (`table.init`; the text format has them the other way round).
    ElemTable,
    /// An element segment index.
    Elem,
    /// Alignment with the multi-memory flag, optional memory index, offset.
    MemArg,
    /// A memarg, then a lane index byte.
    MemArgLane,
    /// A lane index byte.
    Lane,
    /// Sixteen lane index bytes (`i8x16.shuffle`).
    Lanes16,
    /// An s32.
    I32,
    /// An s64.
    I64,
    /// Four bytes, little endian.
    F32,
    /// Eight bytes, little endian.
    F64,
    /// Sixteen bytes, little endian.
    V128,
    /// A heap type.
    HeapType,
    /// A heap type; whether null is accepted is in the opcode (`ref.test`, `ref.cast`).
    CastType,
    /// A flag byte (bit 0: source nullable, bit 1: target nullable), a label index, two heap types.
    BrOnCast,
    /// A vector of value types (`select` with a type).
    SelectTypes,
    /// A type index, then a field index.
    TypeField,
    /// A type index, then a number of elements (`array.new_fixed`).
    TypeN,
    /// A type index, then a data segment index.
    TypeData,
    /// A type index, then an element segment index.
    TypeElem,
    /// Destination type index, then source type index (`array.copy`).
    TypeType,
    /// A tag index.
    Tag,
    /// A block type, then a vector of catch clauses.
    TryTable,
    /// One reserved byte, zero (`atomic.fence`).
    FenceOrder,
}
