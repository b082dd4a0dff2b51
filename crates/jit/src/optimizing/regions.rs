//! What memory accesses may touch: `cranelift` moves a load across a store only when their regions differ.
//!
//! Each address belongs to one region for as long as a function runs. Entities that a module imports may be one and the
//! same, so all imports of a kind share a region.

use std::borrow::Cow;

use cranelift_codegen::ir::{AliasRegion, AliasRegionData, AliasRegionSet};

/// A part of memory that overlaps no other.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Region {
    /// The context's header and what else of it never changes.
    Context,
    /// Everything in the store's context, save what follows.
    Store,
    /// The mark in the context, by which other threads interrupt.
    Mark,
    /// Where the heap is.
    HeapBase,
    /// A linear memory, or all imported ones.
    Memory(Option<u32>),
    /// Where it is and how long.
    MemoryDef(Option<u32>),
    /// The elements of a table, or of all imported ones.
    Table(Option<u32>),
    /// Where they are and how many.
    TableDef(Option<u32>),
    /// A global, or all imported ones.
    Global(Option<u32>),
    /// The headers of objects, which never change while an object lives.
    Header,
    /// A field of structures: the type that declares it first, and its index.
    Field(u32, u32),
    /// The elements of arrays that hold a kind of value.
    Elements(u8),
    /// Card marks.
    Cards,
    /// Functions as references, and the table of them.
    Funcs,
    /// Type displays.
    Displays,
    /// The frame of the baseline function that an OSR entry comes from.
    Homes,
    /// Result areas and slots for builtins on this function's own frame, and the caller's result area.
    Frame,
}

impl Region {
    /// A number and a word for it; numbers of different regions differ.
    fn identify(self) -> (u32, &'static str) {
        let indexed = |kind: u32, index: Option<u32>| kind << 24 | index.map_or(0, |index| (index + 1).min(0xff_ffff));
        match self {
            Region::Context => (0, "context"),
            Region::Store => (1, "store"),
            Region::HeapBase => (2, "heap base"),
            Region::Header => (4, "headers"),
            Region::Cards => (5, "cards"),
            Region::Funcs => (6, "funcs"),
            Region::Displays => (7, "displays"),
            Region::Homes => (8, "homes"),
            Region::Frame => (9, "frame"),
            Region::Mark => (10, "mark"),
            Region::Memory(index) => (indexed(1, index), "memory"),
            Region::MemoryDef(index) => (indexed(2, index), "memory def"),
            Region::Table(index) => (indexed(3, index), "table"),
            Region::TableDef(index) => (indexed(4, index), "table def"),
            Region::Global(index) => (indexed(5, index), "global"),
            Region::Elements(kind) => (indexed(6, Some(u32::from(kind))), "elements"),
            // Fields beyond the 64th of one type share a region, and so do those of types beyond the 2²⁵th.
            Region::Field(ty, field) => (1 << 31 | (ty & 0x1ff_ffff) << 6 | field.min(63), "field"),
        }
    }

    /// The region in a function's set.
    pub(super) fn intern(self, set: &mut AliasRegionSet) -> AliasRegion {
        let (user_id, description) = self.identify();
        set.insert(AliasRegionData { user_id, description: Cow::Borrowed(description) })
    }
}
