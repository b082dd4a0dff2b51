//! Allocation's slow path, and when to collect what.
//!
//! Objects begin in the nursery. A *minor* collection moves those that are reachable to the old space; objects too large
//! for that begin there. When the old space has grown by half, a *marking* begins that goes on in steps with the next
//! minor collections and ends with a sweep. Everything is done at once, and the old space *compacted*, only when the heap
//! is at its limit, when the old space takes far more memory than its objects, and on demand.
//!
//! Clients see only [`crate::layout::StoreContext`]'s `heap_next`/`heap_end` and cards, and [`super::RootVisitor`].

use std::sync::Arc;

use wharf_core::canon::TypeId;
use wharf_core::{Result, TrapKind};

use super::RootVisitor;
use super::blocks::{LARGE, Old};
use super::handles::Handles;
use super::host_value::HostValues;
use super::layout::ObjectLayout;
use super::mark::Marking;
use super::pool;
use super::shape::Shapes;
use super::space::{BLOCKS, NURSERY, NURSERY_START};
use crate::errors;
use crate::layout::{ObjectHeader, StoreContext};
use crate::limits::StoreConfig;
use crate::store::Inner;

/// The heap of a store.
pub(crate) struct Heap {
    pub(super) old: Option<Old>,
    pub(super) marking: Marking,
    pub(super) shapes: Shapes,
    /// The most that all objects may take, in bytes.
    limit: u64,
    /// How many bytes of objects the old space has, those of dead ones among them since the last sweep.
    used: u64,
    /// How many it may have before the next marking begins.
    trigger: u64,
    /// The bytes of large objects since the last collection.
    large: u64,
    stress: bool,
    layouts: Vec<Option<Arc<ObjectLayout>>>,
    pub(crate) handles: Handles,
    pub(crate) host_values: HostValues,
    pub(crate) stats: HeapStats,
}

/// What a heap has done so far.
#[derive(Copy, Clone, Default, Debug, PartialEq, Eq)]
pub struct HeapStats {
    /// How many collections ran.
    pub collections: u64,
    /// How many of them ended by sweeping the old space.
    pub major: u64,
    /// How many of those did everything at once.
    pub compactions: u64,
    /// The bytes of objects after the last one, as far as known: old objects count until the old space is swept.
    pub live_bytes: u64,
    /// The most memory that objects took after a collection, in bytes.
    pub peak_bytes: u64,
    /// The bytes that all of them moved.
    pub moved_bytes: u64,
    /// The time that all of them took.
    pub pause_total: std::time::Duration,
    /// The time that the longest took.
    pub pause_max: std::time::Duration,
}

/// The least that the old space may hold before a marking.
const FIRST_TRIGGER: u64 = 8 << 20;
/// The smallest limit: blocks are the grain of the old space.
const SMALLEST: u64 = 256 << 10;
/// The largest: what of the address space is sure to be usable when large objects round up to blocks.
const LARGEST: u64 = (BLOCKS as u64) << (super::space::BLOCK_SHIFT - 1);
/// What must be free after a compaction, unless the limit is small: with less, a program would do little but collect.
const CROWDED: u64 = 64 << 10;
/// The nursery becomes zero in steps of this many bytes, just before they are used, so that they are in the cache then.
/// What is longer finds no room, and so does not become young.
const AREA: u32 = LARGE;
/// How many references a step of marking looks at, and one more for so many bytes that became old.
const STEP: u32 = 64 << 10;
const STEP_BYTES: u64 = 4;

impl Heap {
    pub(crate) fn new(config: &StoreConfig) -> Heap {
        let limit = config.heap_bytes.clamp(SMALLEST, LARGEST) & !7;
        Heap {
            old: None,
            marking: Marking::default(),
            shapes: Shapes::default(),
            limit,
            used: 0,
            trigger: FIRST_TRIGGER.min(limit),
            large: 0,
            stress: config.gc_stress,
            layouts: Vec::new(),
            handles: Handles::default(),
            host_values: HostValues::default(),
            stats: HeapStats::default(),
        }
    }

    /// The address of an object's `width` bytes from `offset` on, if they are within what is allocated.
    #[inline]
    pub(crate) fn address(&self, context: &StoreContext, object: u32, offset: u64, width: u64) -> Option<*mut u8> {
        let space = &self.old.as_ref()?.space;
        let start = u64::from(object) + offset;
        let inside = space.contains(context.heap_next, start, start + width);
        // SAFETY: the range is within the accessible part of the mapping.
        inside.then(|| unsafe { space.base().add(start as usize) })
    }

    /// Remembers that references were stored into these bytes of the heap. Everyone who stores some calls it, after the
    /// store.
    #[inline]
    pub(crate) fn barrier(&self, at: u32, bytes: u32) {
        if let Some(old) = &self.old {
            old.space.mark_cards(at, bytes);
        }
    }

    pub(super) fn old(&mut self) -> &mut Old {
        self.old.as_mut().expect("it is reserved before anything is collected")
    }

    /// The old space was swept: what is used, and what of that are objects.
    pub(super) fn swept(&mut self, used: u64, live: u64) {
        self.used = used;
        self.trigger = (used + used / 2).max(FIRST_TRIGGER).min(self.limit);
        self.stats.major += 1;
        self.stats.live_bytes = live;
    }

    /// What the objects may still take, young ones included.
    fn room(&mut self) -> u64 {
        self.limit.saturating_sub(self.old().footprint())
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        if let Some(old) = self.old.take() {
            pool::give(old);
        }
    }
}

impl Inner {
    /// The layout of a type's objects, computed when first asked for.
    #[inline]
    pub(crate) fn layout(&mut self, ty: TypeId) -> &Arc<ObjectLayout> {
        let index = ty.0 as usize;
        if self.heap.layouts.get(index).is_none_or(Option::is_none) {
            self.lay_out(ty);
        }
        self.heap.layouts[index].as_ref().expect("it was just computed")
    }

    #[cold]
    fn lay_out(&mut self, ty: TypeId) {
        // The host may make objects of types that no instance here has.
        self.sync_types();
        let layouts = &mut self.heap.layouts;
        layouts.resize(layouts.len().max(self.displays.len()), None);
        let composite = &self.registry.get(ty).definition.composite;
        layouts[ty.0 as usize] = Some(Arc::new(ObjectLayout::of(composite, &*self.registry)));
    }

    /// Allocates a zeroed object. When it has to collect, `extra` is shown as further roots.
    #[inline]
    pub(crate) fn allocate(
        &mut self,
        header: ObjectHeader,
        size: u64,
        extra: &mut dyn FnMut(&mut RootVisitor<'_>),
    ) -> Result<u32> {
        let next = u64::from(self.context.heap_next);
        let object = if next + size > u64::from(self.context.heap_end) || self.heap.stress {
            self.allocate_slowly(size, extra)?
        } else {
            self.context.heap_next += size as u32;
            next as u32
        };
        // SAFETY: `object .. object + size` is accessible and nobody else's, at a multiple of 8.
        unsafe { self.context.heap_base.add(object as usize).cast::<ObjectHeader>().write(header) };
        Ok(object)
    }

    /// Allocates where there is no room in the allocation area, or never will be.
    #[cold]
    fn allocate_slowly(&mut self, size: u64, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) -> Result<u32> {
        if size > self.heap.limit {
            return Err(errors::trap(TrapKind::AllocationTooLarge));
        }
        let size = size as u32;
        if self.heap.old.is_none() {
            self.reserve_heap()?;
        }
        if size > LARGE {
            return self.allocate_large(size, extra);
        }
        if self.heap.stress || !self.extend_area(size) {
            self.collect_for(0, extra)?;
            let enough = u64::from(size).max((self.heap.limit / 64).min(CROWDED));
            if self.heap.room() < enough {
                self.collect_once(Extent::All, extra)?;
            }
            if self.heap.room() < enough || !self.extend_area(size) {
                return Err(errors::trap(TrapKind::HeapExhausted));
            }
        }
        let object = self.context.heap_next;
        self.context.heap_next += size;
        if self.heap.stress {
            self.context.heap_end = self.context.heap_next;
        }
        Ok(object)
    }

    fn reserve_heap(&mut self) -> Result<()> {
        let old = pool::take(self.heap.limit.min(u64::from(NURSERY)) as u32)?;
        self.context.heap_base = old.space.base();
        self.context.cards = old.space.cards();
        self.context.heap_next = NURSERY_START;
        self.context.heap_end = NURSERY_START;
        self.heap.old = Some(old);
        Ok(())
    }

    /// Makes more of the nursery the allocation area, so that there is room for `size` bytes. False when that is more than
    /// there is.
    fn extend_area(&mut self, size: u32) -> bool {
        let room = self.heap.room();
        let (next, end) = (self.context.heap_next, self.context.heap_end);
        let space = &mut self.heap.old().space;
        let last = NURSERY_START + u64::from(space.nursery).min(room) as u32;
        if next + size > last {
            return false;
        }
        let new = last.min(end + AREA);
        space.prepare(end, new);
        self.context.heap_end = new;
        true
    }

    fn young(&self) -> u32 {
        self.context.heap_next - NURSERY_START
    }

    fn allocate_large(&mut self, size: u32, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) -> Result<u32> {
        if self.heap.stress || self.heap.large > u64::from(NURSERY) || self.is_above_limit(size) {
            self.collect_for(size, extra)?;
        }
        if self.is_above_limit(size) {
            return Err(errors::trap(TrapKind::HeapExhausted));
        }
        let exhausted = || errors::trap(TrapKind::HeapExhausted);
        let object = self.heap.old().allocate_large(size).ok_or_else(exhausted)?;
        let heap = &mut self.heap;
        heap.used += u64::from(size);
        heap.large += u64::from(size);
        let marking = heap.marking.active;
        let old = heap.old();
        old.space.note_start(object);
        // Its first fields may be written without a barrier.
        old.space.mark_cards(object, size);
        if marking {
            old.mark(object);
            heap.marking.count_bytes(size);
        }
        // The young ones may not come to more than what is left.
        let (next, room) = (self.context.heap_next, self.heap.room());
        let last = NURSERY_START + room.min(u64::from(NURSERY)) as u32;
        self.context.heap_end = self.context.heap_end.min(last.max(next));
        Ok(object)
    }

    /// Whether `more` bytes in the old space would make the heap larger than it may be.
    fn is_above_limit(&mut self, more: u32) -> bool {
        u64::from(self.young()) + u64::from(more) > self.heap.room()
    }
}

/// What a collection does besides emptying the nursery.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Extent {
    /// A step of marking, if it is time for that.
    Step,
    /// Everything at once.
    All,
}

/// Collections.
impl Inner {
    /// Collects everything now.
    pub(crate) fn collect(&mut self) -> Result<()> {
        if self.heap.old.is_none() {
            return Ok(());
        }
        self.collect_once(Extent::All, &mut |_| ())
    }

    /// Collects what needs to be, so that `more` bytes may go to the old space.
    fn collect_for(&mut self, more: u32, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) -> Result<()> {
        let stressed = self.heap.stress && self.heap.stats.collections.is_multiple_of(61);
        let live = self.heap.stats.live_bytes;
        let sparse = !self.heap.marking.active && self.heap.old().is_sparse(live);
        let all = stressed || sparse || self.is_above_limit(more);
        self.collect_once(if all { Extent::All } else { Extent::Step }, extra)
    }

    fn collect_once(&mut self, extent: Extent, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) -> Result<()> {
        let started = std::time::Instant::now();
        self.heap.shapes.sync(&self.registry);
        let young = self.young();
        if !self.heap.old().prepare(young)? {
            return Err(errors::trap(TrapKind::HeapExhausted));
        }
        let promoted = self.trace_minor(extra);
        let heap = &mut self.heap;
        heap.used += promoted;
        heap.stats.live_bytes += promoted + std::mem::take(&mut heap.large);
        let moved = match extent {
            Extent::All => self.compact(self.heap.stress, extra),
            Extent::Step => {
                self.step(promoted, extra);
                0
            }
        };
        if cfg!(debug_assertions) && self.heap.stress {
            self.check_heap(extra);
        }
        let (limit, old) = (self.heap.limit, self.heap.old());
        old.space.resize_nursery(promoted, limit.min(u64::from(NURSERY)) as u32);
        let footprint = old.footprint();
        self.context.heap_next = NURSERY_START;
        self.context.heap_end = NURSERY_START;
        let stats = &mut self.heap.stats;
        stats.collections += 1;
        stats.compactions += u64::from(extent == Extent::All);
        stats.moved_bytes += promoted + moved;
        stats.peak_bytes = stats.peak_bytes.max(footprint + u64::from(young));
        let pause = started.elapsed();
        stats.pause_total += pause;
        stats.pause_max = stats.pause_max.max(pause);
        Ok(())
    }

    /// A step of marking, if one is going on or it is time for one.
    fn step(&mut self, promoted: u64, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) {
        let heap = &mut self.heap;
        let due = heap.used > heap.trigger || heap.host_values.are_many() || heap.stress;
        if heap.marking.active || due {
            let budget = if heap.stress { 16 } else { STEP + (promoted / STEP_BYTES) as u32 };
            self.mark(budget, extra);
        }
    }
}
