//! Marking: which old objects are reachable. It is done in steps, one with each minor collection, so that no pause is as
//! long as the heap is large.
//!
//! Between the steps the program runs on and stores references; the write barrier marks the cards of the objects it
//! stores to. The next minor collection looks through these objects anyway, and marks what they refer to if they were
//! marked before. What a minor collection moves to the old space counts as marked, and so does what it refers to. So no
//! marked object that was looked through refers to one that is not marked, and when the roots have been looked at once
//! more and nothing is left to look through, everything reachable is marked.
//!
//! A compaction does all of it at once and moves objects out of blocks that are mostly empty.

use super::collect::{Ahead, MOVED, Phase, RootVisitor};
use super::shape::{Kind, Shape};
use crate::layout::ObjectHeader;
use crate::store::Inner;

/// A marking that may be going on.
#[derive(Default)]
pub(super) struct Marking {
    pub(super) active: bool,
    /// Marked objects of which nothing more was seen yet.
    ahead: Ahead,
    /// Marked objects that were not looked through yet.
    todo: Vec<u32>,
    /// An array that was looked through up to an element.
    array: Option<(u32, u32)>,
    /// By host value: whether its object was marked.
    hosts: Vec<bool>,
    /// The bytes of the marked objects.
    live: u64,
}

impl Marking {
    /// Counts a marked object.
    #[inline]
    pub(super) fn count(&mut self, header: ObjectHeader, shape: Shape) {
        self.live += u64::from(shape.bytes(header.length));
        if shape.kind == Kind::Host {
            self.host(header.length);
        }
    }

    /// Counts an object without looking at it.
    pub(super) fn count_bytes(&mut self, bytes: u32) {
        self.live += u64::from(bytes);
    }

    fn host(&mut self, id: u32) {
        let at = id as usize;
        if self.hosts.len() <= at {
            self.hosts.resize(at + 1, false);
        }
        self.hosts[at] = true;
    }
}

/// The most elements of an array that are looked at in one go.
const PART: u32 = 16 << 10;

impl RootVisitor<'_> {
    /// Marks an old object, which stays where it is.
    #[inline]
    pub(super) fn marked(&mut self, reference: u32) -> u32 {
        if reference & 1 == 0 && reference != 0 && self.old.mark(reference) {
            self.prefetch(reference);
            if let Some(object) = self.marking.ahead.exchange(reference) {
                self.mark_new(object);
            }
        }
        reference
    }

    /// An object was marked that was not before, some time ago.
    fn mark_new(&mut self, object: u32) {
        let header = self.header(object);
        let shape = self.shapes.of(header, self.tags);
        self.old.mark_lines(object, shape.bytes(header.length));
        self.marking.count(header, shape);
        if shape.has_refs() {
            self.marking.todo.push(object);
        }
    }

    /// Where an object is after a compaction: moves it if it is to leave its block, marks it otherwise.
    #[inline]
    pub(super) fn settled(&mut self, reference: u32) -> u32 {
        if reference & 1 == 1 || reference == 0 {
            return reference;
        }
        if self.old.is_leaving(reference) {
            return self.moved_out(reference);
        }
        self.marked(reference)
    }

    fn moved_out(&mut self, object: u32) -> u32 {
        let header = self.header(object);
        if header.type_id == MOVED {
            return header.length;
        }
        let shape = self.shapes.of(header, self.tags);
        let stays = self.old.is_marked(object);
        match self.old.allocate(shape.bytes(header.length)).filter(|_| !stays) {
            None => self.marked(object),
            Some(new) => {
                self.copy(object, header, shape, new);
                self.marked(new)
            }
        }
    }

    /// A marked object that was not looked through yet.
    fn next(&mut self) -> Option<u32> {
        loop {
            if let Some(object) = self.marking.todo.pop() {
                return Some(object);
            }
            let object = self.marking.ahead.pop()?;
            self.mark_new(object);
        }
    }

    /// Looks through marked objects until about so many references were looked at. Whether nothing is left.
    fn step(&mut self, mut budget: u32) -> bool {
        loop {
            let looked_at = match self.marking.array.take() {
                Some((array, from)) => self.elements_from(array, from),
                None => match self.next() {
                    Some(object) => self.look_through(object),
                    None => return true,
                },
            };
            match budget.checked_sub(looked_at + 1) {
                Some(left) => budget = left,
                None => return false,
            }
        }
    }

    #[inline]
    fn look_through(&mut self, object: u32) -> u32 {
        let header = self.header(object);
        let shape = self.shapes.of(header, self.tags);
        if header.length > PART && shape.kind == Kind::RefArray {
            return self.elements_from(object, 0);
        }
        self.each_slot(object, header, shape, Self::mark_slot)
    }

    #[inline]
    fn mark_slot(&mut self, slot: u32) {
        self.marked(self.read(slot));
    }

    /// A part of a long array, which goes on in the next step.
    fn elements_from(&mut self, array: u32, from: u32) -> u32 {
        let length = self.header(array).length;
        let end = length.min(from + PART);
        self.elements(array, from..end, Self::mark_slot);
        self.marking.array = (end < length).then_some((array, end));
        end - from
    }

    fn settle_all(&mut self) {
        while let Some(object) = self.next() {
            self.each_slot_of(object, |visitor, slot| visitor.change(slot, Self::settled));
        }
    }
}

impl Inner {
    /// Begins a marking, or goes on with the one that is going on, for about so many references. There are no young
    /// objects. Whether it is done.
    pub(super) fn mark(&mut self, budget: u32, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) -> bool {
        if !self.heap.marking.active {
            self.begin_marking();
        } else if !self.trace(Phase::Mark, None, |visitor| visitor.step(budget)) {
            return false;
        }
        // Nothing the program does comes between looking at the roots and being done.
        let done = self.trace(Phase::Mark, Some(extra), |visitor| visitor.step(budget));
        if done {
            self.end_marking();
        }
        done
    }

    /// Marks everything at once, and moves what stands in blocks that are mostly empty, or in any. There are no young
    /// objects.
    pub(super) fn compact(&mut self, all: bool, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) -> u64 {
        self.begin_marking();
        let old = self.heap.old();
        old.begin_leaving(all);
        let moved = self.trace(Phase::Compact, Some(extra), |visitor| {
            visitor.settle_all();
            visitor.moved
        });
        let old = self.heap.old();
        old.space.clear_cards(old.count());
        self.end_marking();
        moved
    }

    fn begin_marking(&mut self) {
        self.heap.old().begin_marking();
        let marking = &mut self.heap.marking;
        marking.active = true;
        marking.ahead = Ahead::default();
        marking.todo.clear();
        marking.array = None;
        marking.hosts.clear();
        marking.live = 0;
    }

    /// What was not marked goes.
    fn end_marking(&mut self) {
        let heap = &mut self.heap;
        heap.marking.active = false;
        heap.host_values.sweep(&heap.marking.hosts);
        let used = heap.old().sweep();
        heap.swept(used, heap.marking.live);
    }
}
