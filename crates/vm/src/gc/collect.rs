//! Minor collections: what is reachable in the nursery is moved to the old space.
//!
//! Roots are the host's handles, globals, tables, segments, frames, and the old objects that the write barrier marked.
//! Fields of copied objects are looked at last in, first out, so that what is linked comes to stand together; nearly: each
//! waits a little for the object it refers to, which is seldom in the cache.

use std::collections::HashSet;
use std::ops::Range;

use wharf_core::canon::TypeId;

use super::blocks::Old;
use super::mark::Marking;
use super::shape::{Kind, Shape, Shapes};
use super::space::{FIRST_CARD, NURSERY_START, OLD_START};
use crate::enter::Activation;
use crate::layout::{CARD_SHIFT, OBJECT_FIELDS, ObjectHeader};
use crate::segments::Elements;
use crate::store::Inner;
use crate::table::TableKind;

/// In the header of an object that has moved: its `length` is the new reference.
pub(super) const MOVED: u32 = u32::MAX;

/// Shown every root during a collection, and changes it to where its object has moved.
pub struct RootVisitor<'a> {
    pub(super) base: *mut u8,
    pub(super) old: &'a mut Old,
    pub(super) marking: &'a mut Marking,
    pub(super) shapes: &'a Shapes,
    pub(super) tags: &'a [TypeId],
    pub(super) phase: Phase,
    /// Fields of old objects that refer to young ones.
    slots: Vec<u32>,
    /// Objects that were checked, and those whose fields are still to be.
    pub(super) seen: HashSet<u32>,
    pub(super) unchecked: Vec<u32>,
    /// The bytes of objects moved.
    pub(super) moved: u64,
}

/// What happens to the objects that roots and fields refer to.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Phase {
    /// Young ones move to the old space.
    Minor,
    /// There are old ones only; they are marked.
    Mark,
    /// The same, and some of them move.
    Compact,
    /// Nothing: see [`super::check`].
    Check,
}

impl RootVisitor<'_> {
    /// A root in a slot word of the `any`, `extern` or `exn` hierarchy. Seeing the same slot twice does no harm.
    #[inline]
    pub fn slot(&mut self, slot: &mut u64) {
        *slot = u64::from(self.root(*slot as u32));
    }

    /// A root of 32 bits.
    #[inline]
    pub fn word(&mut self, reference: &mut u32) {
        *reference = self.root(*reference);
    }

    #[inline]
    fn root(&mut self, reference: u32) -> u32 {
        match self.phase {
            Phase::Minor => self.promoted(reference),
            Phase::Mark => self.marked(reference),
            Phase::Compact => self.settled(reference),
            Phase::Check => self.checked(reference),
        }
    }

    /// Where a young object has moved; moves it if it has not yet. All other references stay as they are.
    #[inline]
    fn promoted(&mut self, reference: u32) -> u32 {
        if !is_young(reference) {
            return reference;
        }
        let header = self.header(reference);
        if header.type_id == MOVED {
            return header.length;
        }
        let shape = self.shapes.of(header, self.tags);
        // Room was made for everything that may be copied.
        let Some(new) = self.old.allocate(shape.bytes(header.length)) else { no_room() };
        self.copy(reference, header, shape, new);
        if self.marking.active {
            self.old.mark(new);
            self.marking.count(header, shape);
            self.each_slot(new, header, shape, Self::later_and_mark);
        } else {
            self.each_slot(new, header, shape, Self::later);
        }
        new
    }

    /// Copies an object to its new place, and leaves word of that at the old one.
    #[inline]
    pub(super) fn copy(&mut self, object: u32, header: ObjectHeader, shape: Shape, new: u32) {
        let size = shape.bytes(header.length);
        // SAFETY: both places are the object's alone and accessible for its size, a multiple of 8.
        unsafe {
            let (from, to) = (self.base.add(object as usize), self.base.add(new as usize));
            copy_words(from.cast(), to.cast(), size as usize / 8);
            from.cast::<ObjectHeader>().write(ObjectHeader { type_id: MOVED, length: new });
        }
        self.old.space.note_start(new);
        self.moved += u64::from(size);
    }

    #[inline]
    pub(super) fn header(&self, object: u32) -> ObjectHeader {
        // SAFETY: a reference that is no `i31` is an object's; upheld by precise roots and layouts.
        unsafe { self.base.add(object as usize).cast::<ObjectHeader>().read() }
    }

    /// A field that holds a reference.
    #[inline]
    pub(super) fn read(&self, slot: u32) -> u32 {
        // SAFETY: slots come from objects' shapes.
        unsafe { self.base.add(slot as usize).cast::<u32>().read() }
    }

    #[inline]
    pub(super) fn write(&mut self, slot: u32, reference: u32) {
        // SAFETY: as in `read`.
        unsafe { self.base.add(slot as usize).cast::<u32>().write(reference) };
    }

    /// Changes a field if `change` says so.
    #[inline]
    pub(super) fn change(&mut self, slot: u32, change: impl FnOnce(&mut Self, u32) -> u32) {
        let before = self.read(slot);
        let after = change(self, before);
        if after != before {
            self.write(slot, after);
        }
    }

    /// Shows every field of an object that holds a reference; how many there are.
    #[inline]
    pub(super) fn each_slot(
        &mut self,
        object: u32,
        header: ObjectHeader,
        shape: Shape,
        f: impl Fn(&mut Self, u32),
    ) -> u32 {
        match shape.kind {
            Kind::Words => {
                let mut refs = shape.refs;
                while refs != 0 {
                    f(self, object + OBJECT_FIELDS + 4 * refs.trailing_zeros());
                    refs &= refs - 1;
                }
                shape.refs.count_ones()
            }
            Kind::RefArray => {
                self.elements(object, 0..header.length, f);
                header.length
            }
            Kind::List => {
                let list = self.shapes.list(shape);
                list.iter().for_each(|offset| f(self, object + offset));
                list.len() as u32
            }
            Kind::Plain | Kind::PlainArray | Kind::Host | Kind::Exception => 0,
        }
    }

    /// The same of an object of which nothing is known.
    #[inline]
    pub(super) fn each_slot_of(&mut self, object: u32, f: impl Fn(&mut Self, u32)) -> u32 {
        let header = self.header(object);
        let shape = self.shapes.of(header, self.tags);
        self.each_slot(object, header, shape, f)
    }

    /// Shows these elements of an array of references.
    pub(super) fn elements(&mut self, array: u32, range: Range<u32>, f: impl Fn(&mut Self, u32)) {
        range.for_each(|index| f(self, array + OBJECT_FIELDS + 4 * index));
    }

    /// Notes an old object's field, if it refers to a young object.
    #[inline]
    fn later(&mut self, slot: u32) {
        let reference = self.read(slot);
        if is_young(reference) {
            self.prefetch(reference);
            self.slots.push(slot);
        }
    }

    /// The same; marks what is old already.
    #[inline]
    fn later_and_mark(&mut self, slot: u32) {
        let reference = self.read(slot);
        if is_young(reference) {
            self.slots.push(slot);
        } else {
            self.marked(reference);
        }
    }

    /// Moves what the noted fields refer to, until there are no more.
    fn drain(&mut self) {
        let mut ahead = Ahead::default();
        loop {
            let next = self.slots.pop();
            if let Some(slot) = next {
                self.prefetch(self.read(slot));
            }
            let slot = match next {
                Some(slot) => ahead.exchange(slot),
                None => ahead.pop(),
            };
            match slot {
                Some(slot) => self.change(slot, Self::promoted),
                None if next.is_none() => return,
                None => {}
            }
        }
    }

    /// Has an object's header brought in, which is asked for soon.
    #[inline]
    pub(super) fn prefetch(&self, object: u32) {
        crate::arch::prefetch(self.base.wrapping_add(object as usize));
    }

    /// Looks through what is in the cards that references were stored into: barriers mark the card of the field, or that
    /// of the header if it is a structure's field.
    fn visit_cards(&mut self) {
        let mut next = FIRST_CARD;
        while let Some(card) = self.old.space.next_marked(next, self.old.count()) {
            next = card + 1;
            if let Some(object) = self.old.before(card) {
                self.visit_part(object, card << CARD_SHIFT);
            }
            let mut starts = *self.old.space.starts(card);
            while starts != 0 {
                self.visit_part((card << CARD_SHIFT) + 8 * starts.trailing_zeros(), card << CARD_SHIFT);
                starts &= starts - 1;
            }
        }
    }

    /// Looks through the part of an object that is in the card from `first` on, or the whole of it if it is a structure.
    /// It begins in that card or before it.
    fn visit_part(&mut self, object: u32, first: u32) {
        let header = self.header(object);
        let shape = self.shapes.of(header, self.tags);
        if !shape.has_refs() || object + shape.bytes(header.length) <= first {
            return;
        }
        let marks = self.marking.active && self.old.is_marked(object);
        if shape.kind == Kind::RefArray {
            let element = |at: u32| at.saturating_sub(object + OBJECT_FIELDS) / 4;
            let range = element(first)..header.length.min(element(first + (1 << CARD_SHIFT)));
            match marks {
                true => self.elements(object, range, Self::later_and_mark),
                false => self.elements(object, range, Self::later),
            }
        } else if marks {
            self.each_slot(object, header, shape, Self::later_and_mark);
        } else {
            self.each_slot(object, header, shape, Self::later);
        }
    }
}

/// References that are waiting for what was prefetched for them: a few, first in, first out.
#[derive(Default)]
pub(super) struct Ahead {
    waiting: [u32; AHEAD],
    next: usize,
    count: usize,
}

/// How many references wait: about as many cache lines as a core can ask for at once.
const AHEAD: usize = 8;

impl Ahead {
    /// Puts one in; the one that has waited longest, if there is no room for both.
    #[inline]
    pub(super) fn exchange(&mut self, reference: u32) -> Option<u32> {
        let at = self.next;
        self.next = (at + 1) % AHEAD;
        let before = std::mem::replace(&mut self.waiting[at], reference);
        if self.count == AHEAD {
            return Some(before);
        }
        self.count += 1;
        None
    }

    /// Takes the one that has waited longest.
    #[inline]
    pub(super) fn pop(&mut self) -> Option<u32> {
        self.count = self.count.checked_sub(1)?;
        Some(self.waiting[(self.next + AHEAD - 1 - self.count) % AHEAD])
    }
}

/// Whether a reference is to an object of the nursery.
#[inline]
fn is_young(reference: u32) -> bool {
    reference & 1 == 0 && reference.wrapping_sub(NURSERY_START) < OLD_START - NURSERY_START
}

#[cold]
fn no_room() -> ! {
    eprintln!("wharf: the collector has no room for what it made room for; it cannot go on");
    std::process::abort()
}

/// Copies words; most objects have few, for which a call costs more than the copy.
///
/// # Safety
/// Both are valid for so many words and do not overlap.
#[inline]
unsafe fn copy_words(from: *const u64, to: *mut u64, count: usize) {
    // SAFETY: upheld by the caller.
    unsafe {
        if count > 16 {
            std::ptr::copy_nonoverlapping(from, to, count);
        } else {
            (0..count).for_each(|at| to.add(at).write(from.add(at).read()));
        }
    }
}

impl Inner {
    /// Moves what is reachable in the nursery to the old space. The bytes moved.
    pub(super) fn trace_minor(&mut self, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) -> u64 {
        self.trace(Phase::Minor, Some(extra), |visitor| {
            visitor.visit_cards();
            visitor.drain();
            visitor.moved
        })
    }

    /// Shows the roots, `extra` ones included, unless there is no `extra`; then has `then` do the rest.
    pub(super) fn trace<T>(
        &mut self,
        phase: Phase,
        extra: Option<&mut dyn FnMut(&mut RootVisitor<'_>)>,
        then: impl FnOnce(&mut RootVisitor<'_>) -> T,
    ) -> T {
        let heap = &mut self.heap;
        let old = heap.old.as_mut().expect("nothing is collected before it is reserved");
        let mut visitor = RootVisitor {
            base: old.space.base(),
            old,
            marking: &mut heap.marking,
            shapes: &heap.shapes,
            tags: &self.tags,
            phase,
            slots: Vec::new(),
            seen: HashSet::new(),
            unchecked: Vec::new(),
            moved: 0,
        };
        let Some(extra) = extra else { return then(&mut visitor) };
        heap.handles.visit(&mut visitor);
        visitor.word(&mut self.context.pending_exception);
        for global in self.globals.iter().filter(|global| global.holds_gc_ref) {
            // SAFETY: cells live as long as the store; nobody runs meanwhile.
            visitor.slot(unsafe { &mut (*global.cell.as_ptr()).0[0] });
        }
        for table in self.tables.iter_mut().filter(|table| table.kind() == TableKind::Gc) {
            table.refs().iter_mut().for_each(|element| visitor.word(element));
        }
        for instance in &mut self.instances {
            for elements in &mut instance.elements {
                if let Elements::Refs(values) = elements {
                    values.iter_mut().for_each(|value| visitor.word(value));
                }
            }
        }
        self.tier_state.visit_roots(&mut visitor);
        let running = Activation::running(&self.context);
        Inner::visit_frames(&self.machine, &running, &mut visitor);
        extra(&mut visitor);
        then(&mut visitor)
    }
}
