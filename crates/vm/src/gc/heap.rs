//! Allocation's slow path, and when to collect what.
//!
//! Objects begin in the nursery. A *minor* collection moves those that are reachable to the old space, following roots
//! and the old objects that the write barrier marked; a *major* one moves everything to the other old space. Objects too
//! large for the nursery begin in the old space, marked. The next major collection comes when the old space has doubled,
//! so memory stays within a small multiple of what is live.
//!
//! Clients see only [`crate::layout::StoreContext`]'s `heap_next`/`heap_end` and cards, and [`super::RootVisitor`].

use std::sync::Arc;

use wharf_core::canon::TypeId;
use wharf_core::{Result, TrapKind};

use super::RootVisitor;
use super::handles::Handles;
use super::host_value::HostValues;
use super::layout::ObjectLayout;
use super::space::{OLD, Spaces};
use crate::errors;
use crate::layout::{ObjectHeader, StoreContext};
use crate::limits::StoreConfig;
use crate::store::Inner;

/// The heap of a store.
pub(crate) struct Heap {
    pub(super) spaces: Option<Spaces>,
    /// The most that all objects may take, in bytes.
    limit: u32,
    /// How much the old space may hold before the next major collection.
    trigger: u32,
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
    /// How many of them were major.
    pub major: u64,
    /// The bytes of objects after the last one.
    pub live_bytes: u64,
    /// The bytes that all of them moved.
    pub moved_bytes: u64,
    /// The time that all of them took.
    pub pause_total: std::time::Duration,
    /// The time that the longest took.
    pub pause_max: std::time::Duration,
}

/// The least that the old space may hold before a major collection.
const FIRST_TRIGGER: u32 = 8 << 20;
/// What must be free after a major collection, unless the limit is small: with less, a program would do little but
/// collect.
const CROWDED: u32 = 64 << 10;

impl Heap {
    pub(crate) fn new(config: &StoreConfig) -> Heap {
        let limit = config.heap_bytes.min(u64::from(OLD)) as u32 & !7;
        Heap {
            spaces: None,
            limit,
            trigger: FIRST_TRIGGER.min(limit),
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
        let spaces = self.spaces.as_ref()?;
        let start = u64::from(object) + offset;
        let inside = spaces.contains(context.heap_next, start, start + width);
        // SAFETY: the range is within the accessible part of the mapping.
        inside.then(|| unsafe { spaces.base().add(start as usize) })
    }

    /// Remembers that a reference was stored into this object. Everyone who stores one calls it, after the store.
    #[inline]
    pub(crate) fn barrier(&self, object: u32) {
        if let Some(spaces) = &self.spaces {
            spaces.mark(object);
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

    /// Lays out every type there may be objects of: compiled code allocates without asking for a layout.
    fn lay_out_all(&mut self) {
        for id in wharf_core::canon::Registry::RESERVED as usize..self.displays.len() {
            self.layout(TypeId(id as u32));
        }
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

    /// Allocates where there is no room in the nursery, or never will be.
    #[cold]
    fn allocate_slowly(&mut self, size: u64, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) -> Result<u32> {
        if size > u64::from(self.heap.limit) {
            return Err(errors::trap(TrapKind::AllocationTooLarge));
        }
        let size = size as u32;
        if self.heap.spaces.is_none() {
            self.reserve_heap()?;
        }
        if self.is_large(size) {
            if self.heap.stress || self.is_old_full(size) {
                self.collect_for(size, extra)?;
            }
            return self.allocate_old(size);
        }
        if self.heap.stress || self.young_room() < size {
            self.collect_for(0, extra)?;
            let enough = size.max((self.heap.limit / 64).min(CROWDED));
            if self.young_room() < enough {
                self.collect_once(true, extra)?;
            }
            if self.young_room() < enough {
                return Err(errors::trap(TrapKind::HeapExhausted));
            }
        }
        if self.heap.stress {
            self.context.heap_end = self.context.heap_next + size;
        }
        let object = self.context.heap_next;
        self.context.heap_next += size;
        Ok(object)
    }

    fn reserve_heap(&mut self) -> Result<()> {
        let spaces = Spaces::new(self.heap.limit)?;
        self.context.heap_base = spaces.base();
        self.context.cards = spaces.cards();
        self.context.heap_next = spaces.nursery_start();
        self.context.heap_end = self.context.heap_next;
        self.heap.spaces = Some(spaces);
        self.limit_nursery();
        Ok(())
    }

    fn spaces(&mut self) -> &mut Spaces {
        self.heap.spaces.as_mut().expect("it is reserved before anything is collected")
    }

    /// Whether an object goes straight to the old space.
    fn is_large(&mut self, size: u32) -> bool {
        size > self.spaces().nursery / 8
    }

    /// Whether `more` bytes in the old space would be more than it may hold for now.
    fn is_old_full(&mut self, more: u32) -> bool {
        let young = self.young_used();
        let used = u64::from(self.spaces().old_used()) + u64::from(young) + u64::from(more);
        used > u64::from(self.heap.trigger)
    }

    fn young_used(&mut self) -> u32 {
        self.context.heap_next - self.spaces().nursery_start()
    }

    fn young_room(&self) -> u32 {
        self.context.heap_end - self.context.heap_next
    }

    fn allocate_old(&mut self, size: u32) -> Result<u32> {
        let (limit, young) = (self.heap.limit, self.young_used());
        let spaces = self.spaces();
        if u64::from(spaces.old_used()) + u64::from(young) + u64::from(size) > u64::from(limit) {
            return Err(errors::trap(TrapKind::HeapExhausted));
        }
        spaces.ensure_old(size)?;
        let object = spaces.old_next;
        spaces.old_next += size;
        Spaces::note_start(spaces.starts(), object);
        // Its first fields may be written without a barrier.
        spaces.mark(object);
        self.limit_nursery();
        Ok(object)
    }

    /// Sets the end of the nursery so that all objects together stay within the limit.
    fn limit_nursery(&mut self) {
        let limit = self.heap.limit;
        let spaces = self.spaces();
        let room = spaces.nursery.min(limit - spaces.old_used());
        let end = spaces.nursery_start() + room;
        self.context.heap_end = end.max(self.context.heap_next);
    }

    /// Collects everything now.
    pub(crate) fn collect(&mut self) -> Result<()> {
        if self.heap.spaces.is_none() {
            return Ok(());
        }
        self.collect_once(true, &mut |_| ())
    }

    /// Collects what needs to be, so that `more` bytes may go to the old space.
    fn collect_for(&mut self, more: u32, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) -> Result<()> {
        let stressed = self.heap.stress && self.heap.stats.collections.is_multiple_of(2);
        let major = stressed || self.is_old_full(more) || self.heap.host_values.are_many();
        self.collect_once(major, extra)
    }

    fn collect_once(&mut self, major: bool, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) -> Result<()> {
        let started = std::time::Instant::now();
        self.lay_out_all();
        let (young, next) = (self.young_used(), self.context.heap_next);
        let limit = self.heap.limit;
        let moved = if major {
            let spaces = self.spaces();
            spaces.ensure_spare(spaces.old_used() + young)?;
            let (start, end) = self.trace_major(extra);
            self.spaces().flip(end);
            let live = end - start;
            self.heap.trigger = FIRST_TRIGGER.max(live.saturating_mul(2)).min(limit);
            self.heap.stats.major += 1;
            live
        } else {
            let spaces = self.spaces();
            spaces.ensure_old(young)?;
            let before = spaces.old_next;
            let end = self.trace_minor(extra);
            self.spaces().old_next = end;
            end - before
        };
        let spaces = self.spaces();
        spaces.clear_nursery(next);
        spaces.grow_nursery(limit);
        let live = spaces.old_used();
        self.context.heap_next = spaces.nursery_start();
        self.limit_nursery();
        let stats = &mut self.heap.stats;
        stats.collections += 1;
        stats.live_bytes = u64::from(live);
        stats.moved_bytes += u64::from(moved);
        let pause = started.elapsed();
        stats.pause_total += pause;
        stats.pause_max = stats.pause_max.max(pause);
        Ok(())
    }
}
