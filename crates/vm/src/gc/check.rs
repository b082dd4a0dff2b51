//! The collector's own oracle: after a collection everything reachable must be an old object, whole and known as one.
//! Asked for in debug builds of stores that collect all the time.

use super::collect::{Phase, RootVisitor};
use super::space::{OLD_START, bit};
use crate::layout::CARD_SHIFT;
use crate::store::Inner;

impl RootVisitor<'_> {
    /// Checks a reference, and all that it leads to later.
    pub(super) fn checked(&mut self, reference: u32) -> u32 {
        if reference & 1 == 0 && reference != 0 && self.seen.insert(reference) {
            assert!(reference >= OLD_START, "{reference:#x} is still young");
            let starts = *self.old.space.starts(reference >> CARD_SHIFT);
            assert!(starts & bit(reference) != 0, "no object begins at {reference:#x}");
            let header = self.header(reference);
            assert!(self.shapes.knows(header), "{reference:#x} begins with {header:?}");
            let size = self.shapes.of(header, self.tags).bytes(header.length);
            assert!(self.old.is_taken(reference, size), "{reference:#x} is where others may be put");
            self.unchecked.push(reference);
        }
        reference
    }
}

impl Inner {
    /// Checks everything reachable.
    pub(super) fn check_heap(&mut self, extra: &mut dyn FnMut(&mut RootVisitor<'_>)) {
        self.trace(Phase::Check, Some(extra), |visitor| {
            while let Some(object) = visitor.unchecked.pop() {
                visitor.each_slot_of(object, |visitor, slot| visitor.change(slot, RootVisitor::checked));
            }
        });
    }
}
