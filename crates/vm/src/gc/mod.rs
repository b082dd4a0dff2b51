//! The heap of garbage-collected objects: structures, arrays, exceptions and host values.
//!
//! References are 32-bit offsets into one reservation, made when the store's first object is. Allocation is a bump
//! ([`crate::layout::StoreContext::heap_next`]) that compiled code does inline; the slow path is here. Roots are
//! precise: host handles, globals, tables, element segments, the exception being thrown and the frames of tiers.
//!
//! | file | owns |
//! |---|---|
//! | `layout` | where fields stand in objects |
//! | `shape` | what the collector sees of that |
//! | `space` | the reservation, and the tables beside it |
//! | `blocks` | the old space: blocks, lines, holes, sweeping |
//! | `heap` | allocation, when to collect |
//! | `pool` | heaps that no store uses |
//! | `collect` | minor collections |
//! | `mark` | marking in steps, and compaction |
//! | `check` | what must hold after a collection |
//! | `object` | what instructions do to structures and arrays |
//! | `cast` | `ref.test` and `ref.cast` |
//! | `handles` | references that the host holds |
//! | `host_value` | what an `externref` stands for |
//!
//! Specification: [aggregate instances](https://webassembly.github.io/spec/core/exec/runtime.html#aggregate-instances).

mod blocks;
mod cast;
mod check;
mod collect;
mod handles;
mod heap;
mod host_value;
pub mod layout;
mod mark;
mod object;
mod pool;
mod shape;
mod space;

pub use collect::RootVisitor;
pub use handles::Root;
pub(crate) use heap::Heap;
pub use heap::HeapStats;
pub use layout::{FieldKind, ObjectLayout};
pub use object::Extension;

use std::num::NonZeroU32;

/// A reference of the `any`, `extern` or `exn` hierarchy that is not null: an object or an `i31`.
///
/// It is good until the next allocation in its store, which may move objects; [`Root`] holds one for longer.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[repr(transparent)]
pub struct GcRef(NonZeroU32);

impl GcRef {
    /// The reference of these bits; `None` is null.
    #[inline]
    pub const fn from_bits(bits: u32) -> Option<GcRef> {
        match NonZeroU32::new(bits) {
            Some(bits) => Some(GcRef(bits)),
            None => None,
        }
    }

    /// The reference of a slot word; `None` is null.
    #[inline]
    pub const fn from_slot(slot: u64) -> Option<GcRef> {
        GcRef::from_bits(slot as u32)
    }

    /// Its bits.
    #[inline]
    pub const fn bits(self) -> u32 {
        self.0.get()
    }

    /// As a slot word.
    #[inline]
    pub const fn to_slot(self) -> u64 {
        self.0.get() as u64
    }

    /// The unboxed integer of these low 31 bits.
    ///
    /// Spec: [ref.i31](https://webassembly.github.io/spec/core/exec/instructions.html#exec-ref-i31).
    #[inline]
    pub const fn i31(value: u32) -> GcRef {
        match NonZeroU32::new(value << 1 | 1) {
            Some(bits) => GcRef(bits),
            None => unreachable!(),
        }
    }

    /// The unboxed integer, sign-extended, if it is one.
    #[inline]
    pub const fn as_i31(self) -> Option<i32> {
        if self.0.get() & 1 == 1 { Some(self.0.get() as i32 >> 1) } else { None }
    }
}
