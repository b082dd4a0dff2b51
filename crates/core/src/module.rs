//! The module model: what a module's sections say, over the one buffer of bytes it came from.
//!
//! Payloads (function bodies, constant expressions, data) stay where they are in [`Module::bytes`] and are named by
//! [`Span`]s; nothing is copied out of a large file. Whoever changes a module appends to the buffer and points the span
//! at the new bytes ([`Module::append`]). Index spaces hold imports first, as the specification counts them.
//!
//! Specification: [Modules](https://webassembly.github.io/spec/core/syntax/modules.html).

use std::ops::Range;

use crate::bytes::Bytes;
use crate::late::Late;
use crate::types::{ExternKind, ExternType, FuncType, GlobalType, MemoryType, RefType, SubType, TableType};

/// A range of bytes in [`Module::bytes`].
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// From the first byte to one past the last.
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }

    /// As a range for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The number of bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A WebAssembly module.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// The bytes that every [`Span`] of this module points into: the file as it was read, then what was appended.
    pub bytes: Bytes,
    /// All defined types; concrete heap types are indices into this.
    pub types: Vec<SubType>,
    /// The recursion groups: ranges of `types` that cover it in order.
    pub rec_groups: Vec<Range<u32>>,
    /// What the module needs, in order.
    pub imports: Vec<Import>,
    /// The type index of every function, imported ones first.
    pub funcs: Vec<u32>,
    /// Every table, imported ones first.
    pub tables: Vec<Table>,
    /// Every memory, imported ones first.
    pub memories: Vec<MemoryType>,
    /// Every global, imported ones first.
    pub globals: Vec<Global>,
    /// The type index of every tag, imported ones first.
    pub tags: Vec<u32>,
    /// What the module offers, in order.
    pub exports: Vec<Export>,
    /// The start function.
    pub start: Option<Start>,
    /// The element segments.
    pub elements: Vec<ElementSegment>,
    /// What the DataCount section says, if there is one.
    pub data_count: Option<u32>,
    /// The bodies of the defined functions, in order.
    pub bodies: Vec<Body>,
    /// The data segments.
    pub datas: Late<DataSegment>,
    /// The custom sections, in order.
    pub customs: Vec<CustomSection>,
    /// Every section as it stood in the file, in order; empty for a module made by hand.
    pub sections: Vec<Section>,
    /// How many of each index space are imports, by [`ExternKind`] as a number.
    pub imported: [u32; 5],
}

/// Something a module needs from outside.
#[derive(Clone, PartialEq, Debug)]
pub struct Import {
    /// The first level of the name.
    pub module: Box<str>,
    /// The second level of the name.
    pub name: Box<str>,
    /// What it must be.
    pub ty: ExternType,
    /// Where it stands.
    pub at: u32,
}

/// Something a module offers.
#[derive(Clone, PartialEq, Debug)]
pub struct Export {
    /// Its name.
    pub name: Box<str>,
    /// Which index space `index` counts in.
    pub kind: ExternKind,
    /// Which one.
    pub index: u32,
    /// Where it stands.
    pub at: u32,
}

/// A constant expression with its final `end`, where it stands in the bytes.
pub type ConstExpr = Span;

/// A table, with the value of its elements to begin with.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// Its type.
    pub ty: TableType,
    /// The value of each element; null when absent. Never present for an import.
    pub init: Option<ConstExpr>,
    /// Where it stands.
    pub at: u32,
}

/// A global variable.
#[derive(Clone, PartialEq, Debug)]
pub struct Global {
    /// Its type.
    pub ty: GlobalType,
    /// Its first value; absent for an import only.
    pub init: Option<ConstExpr>,
    /// Where it stands.
    pub at: u32,
}

/// The function that runs when the module is instantiated.
#[derive(Copy, Clone, PartialEq, Debug)]
pub struct Start {
    /// Its index.
    pub func: u32,
    /// Where the section's payload stands.
    pub at: u32,
}

/// When a segment is copied.
#[derive(Copy, Clone, PartialEq, Debug)]
pub enum Mode {
    /// By `memory.init` or `table.init`.
    Passive,
    /// At instantiation, into this memory or table, from this offset on.
    Active {
        /// The index of the memory or table.
        target: u32,
        /// Where it begins there.
        offset: ConstExpr,
    },
    /// Never: it only declares functions for `ref.func`. Element segments only.
    Declarative,
}

/// A segment of references.
#[derive(Clone, PartialEq, Debug)]
pub struct ElementSegment {
    /// When it is copied.
    pub mode: Mode,
    /// The type of its items.
    pub ty: RefType,
    /// The items.
    pub items: ElementItems,
    /// Where it stands.
    pub at: u32,
}

/// The items of an element segment, in the form the bytes give them.
#[derive(Clone, PartialEq, Debug)]
pub enum ElementItems {
    /// Function indices.
    Funcs(Vec<u32>),
    /// Constant expressions.
    Exprs(Vec<ConstExpr>),
}

impl ElementItems {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            ElementItems::Funcs(items) => items.len(),
            ElementItems::Exprs(items) => items.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A segment of bytes.
#[derive(Copy, Clone, PartialEq, Debug)]
pub struct DataSegment {
    /// When it is copied; never [`Mode::Declarative`].
    pub mode: Mode,
    /// Its bytes.
    pub data: Span,
    /// Where it stands.
    pub at: u32,
}

/// A function body: the local declarations and the expression with its final `end`; not touched until validated.
#[derive(Copy, Clone, PartialEq, Debug)]
pub struct Body {
    /// Where it stands, without the size that precedes it.
    pub span: Span,
}

/// A custom section.
#[derive(Clone, PartialEq, Debug)]
pub struct CustomSection {
    /// Its name.
    pub name: Box<str>,
    /// What follows the name.
    pub data: Span,
    /// How many non-custom sections stand before it.
    pub after: u32,
    /// Where the section begins.
    pub at: u32,
}

/// The sections by their number in the binary format.
///
/// Spec: [sections](https://webassembly.github.io/spec/core/binary/modules.html#sections).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum SectionId {
    Custom = 0,
    Type = 1,
    Import = 2,
    Function = 3,
    Table = 4,
    Memory = 5,
    Global = 6,
    Export = 7,
    Start = 8,
    Element = 9,
    Code = 10,
    Data = 11,
    DataCount = 12,
    Tag = 13,
}

/// A section as it stood in the file.
#[derive(Copy, Clone, PartialEq, Debug)]
pub struct Section {
    /// Which one.
    pub id: SectionId,
    /// Where its id byte stands.
    pub at: u32,
    /// Its payload, after id and size.
    pub payload: Span,
}

impl Module {
    /// The bytes under a span.
    #[inline]
    pub fn slice(&self, span: Span) -> &[u8] {
        &self.bytes[span.range()]
    }

    /// Puts new bytes behind the buffer and says where. Copies the buffer once if others hold it.
    pub fn append(&mut self, new: &[u8]) -> Span {
        let bytes = self.bytes.to_mut();
        let start = bytes.len();
        bytes.extend_from_slice(new);
        Span::new(start, bytes.len())
    }

    /// How many entries of this index space are imports.
    #[inline]
    pub fn imported(&self, kind: ExternKind) -> u32 {
        self.imported[kind as usize]
    }

    /// How many functions are imports; the first body belongs to the function of this index.
    #[inline]
    pub fn imported_funcs(&self) -> u32 {
        self.imported(ExternKind::Func)
    }

    /// The body of a function; `None` for an import or an index out of range.
    pub fn body(&self, func: u32) -> Option<Body> {
        let defined = func.checked_sub(self.imported_funcs())?;
        self.bodies.get(defined as usize).copied()
    }

    /// The function type of the definition at this index, if it is one.
    #[inline]
    pub fn func_type_at(&self, ty: u32) -> Option<&FuncType> {
        self.types.get(ty as usize)?.as_func()
    }

    /// The type of a function.
    #[inline]
    pub fn func_type(&self, func: u32) -> Option<&FuncType> {
        self.func_type_at(*self.funcs.get(func as usize)?)
    }

    /// The function type of a tag.
    pub fn tag_type(&self, tag: u32) -> Option<&FuncType> {
        self.func_type_at(*self.tags.get(tag as usize)?)
    }

    /// The type of an entry of an index space.
    pub fn extern_type(&self, kind: ExternKind, index: u32) -> Option<ExternType> {
        let index = index as usize;
        match kind {
            ExternKind::Func => self.funcs.get(index).map(|ty| ExternType::Func(*ty)),
            ExternKind::Table => self.tables.get(index).map(|table| ExternType::Table(table.ty)),
            ExternKind::Memory => self.memories.get(index).map(|ty| ExternType::Memory(*ty)),
            ExternKind::Global => self.globals.get(index).map(|global| ExternType::Global(global.ty)),
            ExternKind::Tag => self.tags.get(index).map(|ty| ExternType::Tag(*ty)),
        }
    }

    /// The export of this name.
    pub fn export(&self, name: &str) -> Option<&Export> {
        self.exports.iter().find(|export| &*export.name == name)
    }

    /// The first custom section of this name.
    pub fn custom(&self, name: &str) -> Option<&CustomSection> {
        self.customs.iter().find(|section| &*section.name == name)
    }
}
