//! The reservation, the slow path of allocation, and when to collect.
//!
//! Two spaces of equal reservation take turns: objects are allocated in one by bumping; a collection moves the live ones
//! to the other and gives the pages of the first back, which zeroes them. The part of a space in use starts small and is
//! doubled when more than half of it survives a collection, so memory stays within a small multiple of what is live.
//!
//! Clients see only [`crate::layout::StoreContext`]'s `heap_next`/`heap_end`, [`super::RootVisitor`] and the card marks
//! of [`Heap::barrier`], which a generational collector will read.

use std::sync::Arc;

use wharf_core::canon::{Registry, TypeId};
use wharf_core::{Result, TrapKind};

use super::handles::Handles;
use super::host_value::HostValues;
use super::layout::ObjectLayout;
use crate::errors;
use crate::layout::{CARD_SHIFT, NULL_GUARD, ObjectHeader, StoreContext};
use crate::limits::StoreConfig;
use crate::mapping::{Mapping, page_size};
use crate::store::Inner;

/// The heap of a store.
pub(crate) struct Heap {
    space: Option<Reservation>,
    /// The most that one space may hold, in bytes.
    limit: u32,
    stress: bool,
    pub(super) layouts: Vec<Option<Arc<ObjectLayout>>>,
    pub(crate) handles: Handles,
    pub(crate) host_values: HostValues,
    pub(crate) stats: HeapStats,
}

/// What a heap has done so far.
#[derive(Copy, Clone, Default, Debug, PartialEq, Eq)]
pub struct HeapStats {
    /// How many collections ran.
    pub collections: u64,
    /// The bytes that survived the last one.
    pub live_bytes: u64,
    /// The bytes that all of them moved.
    pub moved_bytes: u64,
    /// The time that all of them took.
    pub pause_total: std::time::Duration,
    /// The time that the longest took.
    pub pause_max: std::time::Duration,
}

/// The address space of a heap.
pub(super) struct Reservation {
    pub(super) mapping: Mapping,
    cards: Mapping,
    /// Which of the two spaces objects are in.
    second: bool,
    /// The bytes of a space in use before a collection.
    threshold: u32,
    /// The bytes of each space that are accessible.
    committed: [u32; 2],
    /// The bytes reserved for each space.
    half: u32,
}

/// The bytes of a space to begin with.
const FIRST_THRESHOLD: u32 = 1 << 20;
/// What the whole reservation leaves free below 4 GiB, so that sums of a reference and a small size do not overflow.
const TOP_GUARD: u64 = 64 << 10;

impl Reservation {
    fn new(limit: u32) -> Result<Reservation> {
        let mapping = Mapping::reserve(1 << 32)?;
        let cards = Mapping::zeroed((1usize << 32) >> CARD_SHIFT)?;
        let half = ((1u64 << 32) - TOP_GUARD - u64::from(NULL_GUARD)) / 2;
        let half = half as u32 & !(page_size() as u32 - 1);
        let threshold = FIRST_THRESHOLD.min(limit.min(half));
        Ok(Reservation { mapping, cards, second: false, threshold, committed: [0; 2], half })
    }

    /// The first reference of a space.
    pub(super) fn start(&self, second: bool) -> u32 {
        NULL_GUARD + if second { self.half } else { 0 }
    }

    /// The first reference of the space that objects are in.
    pub(super) fn current(&self) -> u32 {
        self.start(self.second)
    }

    /// Makes the first `bytes` of a space accessible.
    fn commit(&mut self, second: bool, bytes: u32) -> Result<()> {
        let done = self.committed[second as usize];
        if bytes > done {
            let start = self.start(second) as usize;
            self.mapping.commit(start + done as usize, start + bytes as usize)?;
            self.committed[second as usize] = bytes.next_multiple_of(page_size() as u32).min(self.half);
        }
        Ok(())
    }
}

impl Heap {
    pub(crate) fn new(config: &StoreConfig) -> Heap {
        let most = ((1u64 << 32) - TOP_GUARD - u64::from(NULL_GUARD)) / 2 - (64 << 10);
        Heap {
            space: None,
            limit: config.heap_bytes.min(most) as u32 & !7,
            stress: config.gc_stress,
            layouts: Vec::new(),
            handles: Handles::default(),
            host_values: HostValues::default(),
            stats: HeapStats::default(),
        }
    }

    /// The layout of a type's objects, computed when first asked for.
    pub(crate) fn layout(&mut self, registry: &Registry, ty: TypeId) -> &Arc<ObjectLayout> {
        let index = ty.0 as usize;
        if self.layouts.len() <= index {
            self.layouts.resize(registry.len().max(index + 1), None);
        }
        self.layouts[index]
            .get_or_insert_with(|| Arc::new(ObjectLayout::of(&registry.get(ty).definition.composite, registry)))
    }

    /// The address of an object's `width` bytes from `offset` on, if they are within what is allocated.
    #[inline]
    pub(crate) fn address(&self, context: &StoreContext, object: u32, offset: u64, width: u64) -> Option<*mut u8> {
        let space = self.space.as_ref()?;
        let start = u64::from(object) + offset;
        let inside = object >= space.current() && start + width <= u64::from(context.heap_next);
        // SAFETY: the sum is within the accessible part of the mapping.
        inside.then(|| unsafe { space.mapping.base().add(start as usize) })
    }

    /// Remembers that a reference was stored into this object. Everyone who stores one calls it, after the store.
    #[inline]
    pub(crate) fn barrier(&self, object: u32) {
        if let Some(space) = &self.space {
            // SAFETY: there is a card for every 32-bit reference.
            unsafe { *space.cards.base().add((object >> CARD_SHIFT) as usize) = 1 };
        }
    }

    /// As [`Heap::barrier`], for `len` bytes of an array that begin at `start` in the heap.
    pub(crate) fn barrier_range(&self, array: u32, start: usize, len: usize) {
        let Some(space) = &self.space else { return };
        self.barrier(array);
        let cards = start >> CARD_SHIFT..(start + len).div_ceil(1 << CARD_SHIFT);
        // SAFETY: there is a card for every 32-bit reference, and the range is within the heap.
        unsafe { std::ptr::write_bytes(space.cards.base().add(cards.start), 1, cards.len()) };
    }
}

impl Inner {
    /// Allocates a zeroed object. When it has to collect, `extra` is shown as further roots.
    #[inline]
    pub(crate) fn allocate(
        &mut self,
        header: ObjectHeader,
        size: u64,
        extra: &mut dyn FnMut(&mut super::RootVisitor<'_>),
    ) -> Result<u32> {
        let next = u64::from(self.context.heap_next);
        if next + size > u64::from(self.context.heap_end) || self.heap.stress {
            self.make_room(size, extra)?;
        }
        let object = self.context.heap_next;
        self.context.heap_next += size as u32;
        // SAFETY: `object .. object + size` is within the accessible part of the current space, at a multiple of 8.
        unsafe { self.context.heap_base.add(object as usize).cast::<ObjectHeader>().write(header) };
        Ok(object)
    }

    /// Sees to it that `size` bytes can be bumped: at first by reserving the heap, then by collecting.
    #[cold]
    fn make_room(&mut self, size: u64, extra: &mut dyn FnMut(&mut super::RootVisitor<'_>)) -> Result<()> {
        if size > u64::from(self.heap.limit) {
            return Err(errors::trap(TrapKind::AllocationTooLarge));
        }
        if self.heap.space.is_none() {
            let space = Reservation::new(self.heap.limit)?;
            self.context.heap_base = space.mapping.base();
            self.context.cards = space.cards.base();
            self.context.heap_next = space.current();
            self.heap.space = Some(space);
        } else {
            self.collect_with(extra)?;
        }
        self.open(size as u32)
    }

    /// Makes the current space usable up to its threshold, which is raised if `size` does not fit.
    fn open(&mut self, size: u32) -> Result<()> {
        let limit = self.heap.limit;
        let Some(space) = &mut self.heap.space else { return Ok(()) };
        let used = self.context.heap_next - space.current();
        if u64::from(used) + u64::from(size) > u64::from(limit) {
            return Err(errors::trap(TrapKind::HeapExhausted));
        }
        while space.threshold < used + size || space.threshold / 2 < used && space.threshold < limit {
            space.threshold = space.threshold.saturating_mul(2).min(limit);
        }
        space.commit(space.second, space.threshold)?;
        self.context.heap_end = space.current() + space.threshold;
        if self.heap.stress {
            self.context.heap_end = self.context.heap_next + size;
        }
        Ok(())
    }

    /// Collects now.
    pub(crate) fn collect(&mut self) -> Result<()> {
        self.collect_with(&mut |_| ())?;
        self.open(0)
    }

    /// Moves what is live to the other space; further roots are shown by `extra`.
    fn collect_with(&mut self, extra: &mut dyn FnMut(&mut super::RootVisitor<'_>)) -> Result<()> {
        let Some(space) = &mut self.heap.space else { return Ok(()) };
        let started = std::time::Instant::now();
        let (from, to) = (space.current(), space.start(!space.second));
        let used = self.context.heap_next - from;
        space.commit(!space.second, used)?;
        let end = self.trace(from, to, extra);
        let Some(space) = &mut self.heap.space else { return Ok(()) };
        let (start, committed) = (from as usize, space.committed[space.second as usize] as usize);
        // SAFETY: everything live has left the space; upheld by `trace`.
        unsafe { space.mapping.discard(start, start + (used as usize).next_multiple_of(page_size()).min(committed)) };
        space.second = !space.second;
        self.context.heap_next = end;
        self.context.heap_end = end;
        let stats = &mut self.heap.stats;
        stats.collections += 1;
        stats.live_bytes = u64::from(end - to);
        stats.moved_bytes += u64::from(end - to);
        let pause = started.elapsed();
        stats.pause_total += pause;
        stats.pause_max = stats.pause_max.max(pause);
        Ok(())
    }
}
