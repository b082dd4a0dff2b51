//! Tracing and moving, breadth first: the copied objects that were not looked through yet are the queue.
//!
//! C. J. Cheney, "A nonrecursive list compacting algorithm", 1970.

use std::sync::Arc;

use wharf_core::canon::TypeId;

use super::layout::{FieldKind, ObjectLayout, array_size};
use super::space::{NURSERY, OLD, Spaces};
use crate::enter::Activation;
use crate::layout::{OBJECT_FIELDS, ObjectHeader, TYPE_EXN, TYPE_HOST};
use crate::segments::Elements;
use crate::store::Inner;
use crate::table::TableKind;

/// In the header of an object that has moved: its `length` is the new reference.
const MOVED: u32 = u32::MAX;

/// Shown every root during a collection, and changes it to where its object has moved.
pub struct RootVisitor<'a> {
    base: *mut u8,
    /// What moves, or what does not if `inverse`.
    range: std::ops::Range<u32>,
    inverse: bool,
    /// Where the next object goes.
    next: u32,
    starts: *mut u8,
    layouts: &'a [Option<Arc<ObjectLayout>>],
    tags: &'a [TypeId],
    /// By host value: whether its object was reached. Not asked for by minor collections, which see few of them.
    host_marks: &'a mut [bool],
}

impl RootVisitor<'_> {
    /// A root in a slot word of the `any`, `extern` or `exn` hierarchy. Seeing the same slot twice does no harm.
    #[inline]
    pub fn slot(&mut self, slot: &mut u64) {
        *slot = u64::from(self.moved(*slot as u32));
    }

    /// A root of 32 bits.
    #[inline]
    pub fn word(&mut self, reference: &mut u32) {
        *reference = self.moved(*reference);
    }

    /// Where an object has moved; moves it if it has not yet.
    #[inline]
    fn moved(&mut self, reference: u32) -> u32 {
        if reference & 1 == 1 || reference == 0 || self.range.contains(&reference) == self.inverse {
            return reference;
        }
        let at = self.header(reference);
        // SAFETY: a reference into the space being left is an object's; upheld by precise roots and layouts.
        let header = unsafe { at.read() };
        if header.type_id == MOVED {
            return header.length;
        }
        let size = self.size(header);
        let new = self.next;
        self.next += size;
        // SAFETY: both spaces are accessible for what was allocated in the first, and do not overlap.
        unsafe {
            std::ptr::copy_nonoverlapping(at.cast::<u8>(), self.base.add(new as usize), size as usize);
            at.write(ObjectHeader { type_id: MOVED, length: new });
        }
        Spaces::note_start(self.starts, new);
        new
    }

    fn header(&self, reference: u32) -> *mut ObjectHeader {
        // SAFETY: references are below the size of the mapping.
        unsafe { self.base.add(reference as usize).cast() }
    }

    fn layout(&self, header: ObjectHeader) -> Option<&ObjectLayout> {
        let ty = match header.type_id {
            TYPE_HOST => return None,
            TYPE_EXN => self.tags[header.length as usize].0,
            ty => ty,
        };
        self.layouts[ty as usize].as_deref()
    }

    fn size(&mut self, header: ObjectHeader) -> u32 {
        match self.layout(header) {
            Some(layout) => layout.size(header.length) as u32,
            None => {
                if let Some(mark) = self.host_marks.get_mut(header.length as usize) {
                    *mark = true;
                }
                OBJECT_FIELDS
            }
        }
    }

    /// Looks through the objects that were moved from `scan` on until no new ones come.
    fn drain(&mut self, mut scan: u32) {
        while scan < self.next {
            scan += self.scan(scan);
        }
    }

    /// Looks through the old objects that a reference was stored into.
    fn scan_marked(&mut self, spaces: &Spaces) {
        let mut card = spaces.first_card();
        while let Some(objects) = spaces.next_marked(&mut card) {
            let mut object = objects.start;
            while object < objects.end {
                object += self.scan(object);
            }
        }
    }

    /// Looks through an object; its size.
    fn scan(&mut self, object: u32) -> u32 {
        // SAFETY: objects stand back to back.
        let header = unsafe { self.header(object).read() };
        match self.layout(header) {
            None => OBJECT_FIELDS,
            Some(ObjectLayout::Array { element }) => {
                let element = *element;
                if element == FieldKind::Ref {
                    (0..header.length).for_each(|index| self.field(object, OBJECT_FIELDS + 4 * index));
                }
                array_size(element, header.length) as u32
            }
            Some(ObjectLayout::Struct { size, refs, .. }) => {
                let (size, refs): (u32, *const [u32]) = (*size, &**refs);
                // SAFETY: layouts do not change during a collection.
                unsafe { &*refs }.iter().for_each(|offset| self.field(object, *offset));
                size
            }
        }
    }

    fn field(&mut self, object: u32, offset: u32) {
        // SAFETY: the offset comes from the object's layout and is a reference's.
        let field = unsafe { &mut *self.base.add((object + offset) as usize).cast::<u32>() };
        *field = self.moved(*field);
    }
}

impl Inner {
    /// Moves everything reachable to the spare space: where objects begin there, and where the next one can go.
    pub(super) fn trace_major(&mut self, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) -> (u32, u32) {
        let mut host_marks = vec![false; self.heap.host_values.len()];
        let Some(spaces) = &self.heap.spaces else { return (0, 0) };
        let start = spaces.spare_start();
        let end = self.trace(start, start..start + OLD, true, &mut host_marks, extra);
        self.heap.host_values.sweep(&host_marks);
        (start, end)
    }

    /// Moves what is reachable in the nursery behind the old objects: where the next one can go.
    pub(super) fn trace_minor(&mut self, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) -> u32 {
        let Some(spaces) = &self.heap.spaces else { return 0 };
        let (to, nursery) = (spaces.old_next, spaces.nursery_start()..spaces.nursery_start() + NURSERY);
        self.trace(to, nursery, false, &mut [], extra)
    }

    /// Moves everything reachable in `range` (or outside of it, if `inverse`) to the places from `to` on.
    fn trace(
        &mut self,
        to: u32,
        range: std::ops::Range<u32>,
        inverse: bool,
        host_marks: &mut [bool],
        extra: &mut dyn FnMut(&mut RootVisitor<'_>),
    ) -> u32 {
        let Some(spaces) = &self.heap.spaces else { return to };
        let mut visitor = RootVisitor {
            base: spaces.base(),
            range,
            inverse,
            next: to,
            starts: spaces.starts(),
            layouts: &self.heap.layouts,
            tags: &self.tags,
            host_marks,
        };
        if !inverse {
            visitor.scan_marked(spaces);
        }
        self.heap.handles.visit(&mut visitor);
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
        visitor.drain(to);
        visitor.next
    }
}
