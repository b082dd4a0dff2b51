//! The address space of a heap: a nursery that objects are allocated in, and two spaces for those that survived, of which
//! one is in use.
//!
//! ```text
//! 0          64 KiB                                                                        4 GiB − 64 KiB
//! | no access | nursery (up to 4 MiB) | old space 0              | old space 1              | no access |
//! ```
//!
//! Beside it stand two byte tables with an entry for every 512 bytes: the *cards*, which the write barrier sets, and the
//! *starts*, which say where the first object begins that begins in such a stretch of an old space.

use wharf_core::Result;

use crate::layout::{CARD_SHIFT, NULL_GUARD};
use crate::mapping::{Mapping, page_size, round_up};

/// The most that the nursery takes, in bytes: about what a core's own cache holds.
pub(super) const NURSERY: u32 = 4 << 20;
/// What the nursery begins with; it doubles at every collection, so that small programs touch little.
const FIRST_NURSERY: u32 = 256 << 10;
/// What the whole leaves free below 4 GiB, so that sums of a reference and a small size do not overflow.
const TOP_GUARD: u64 = 64 << 10;
/// Old spaces become accessible in steps of this many bytes.
const STEP: u32 = 1 << 20;
/// The bytes that an old space has at most.
pub(super) const OLD: u32 = (((1 << 32) - TOP_GUARD - NULL_GUARD as u64 - NURSERY as u64) / 2) as u32 & !(STEP - 1);

/// A heap's address space.
pub(super) struct Spaces {
    mapping: Mapping,
    cards: Mapping,
    starts: Mapping,
    /// Which of the old spaces is in use.
    second: bool,
    /// The bytes of each old space that are accessible.
    accessible: [u32; 2],
    /// The reference behind the last object of the old space in use.
    pub(super) old_next: u32,
    /// The bytes of the nursery in use.
    pub(super) nursery: u32,
}

impl Spaces {
    pub(super) fn new(limit: u32) -> Result<Spaces> {
        let mapping = Mapping::reserve(1 << 32)?;
        mapping.commit(NULL_GUARD as usize, (NULL_GUARD + NURSERY) as usize)?;
        let entries = (1usize << 32) >> CARD_SHIFT;
        let (cards, starts) = (Mapping::zeroed(entries)?, Mapping::zeroed(entries)?);
        let nursery = FIRST_NURSERY.min(limit);
        let mut spaces = Spaces { mapping, cards, starts, second: false, accessible: [0; 2], old_next: 0, nursery };
        spaces.old_next = spaces.old_start();
        Ok(spaces)
    }

    pub(super) fn base(&self) -> *mut u8 {
        self.mapping.base()
    }

    pub(super) fn cards(&self) -> *mut u8 {
        self.cards.base()
    }

    /// The first reference of the nursery.
    pub(super) const fn nursery_start(&self) -> u32 {
        NULL_GUARD
    }

    fn space_start(second: bool) -> u32 {
        NULL_GUARD + NURSERY + if second { OLD } else { 0 }
    }

    /// The first reference of the old space in use.
    pub(super) fn old_start(&self) -> u32 {
        Spaces::space_start(self.second)
    }

    /// The first reference of the other one.
    pub(super) fn spare_start(&self) -> u32 {
        Spaces::space_start(!self.second)
    }

    /// The bytes of objects in the old space in use.
    pub(super) fn old_used(&self) -> u32 {
        self.old_next - self.old_start()
    }

    /// Makes room for `more` bytes of objects behind those of the old space in use.
    pub(super) fn ensure_old(&mut self, more: u32) -> Result<()> {
        self.ensure(self.second, self.old_used() + more)
    }

    /// Makes room for `bytes` of objects in the spare space.
    pub(super) fn ensure_spare(&mut self, bytes: u32) -> Result<()> {
        self.ensure(!self.second, bytes)
    }

    fn ensure(&mut self, second: bool, bytes: u32) -> Result<()> {
        let done = self.accessible[second as usize];
        if bytes > done {
            let (start, end) = (Spaces::space_start(second) as usize, bytes.next_multiple_of(STEP).min(OLD));
            self.mapping.commit(start + done as usize, start + end as usize)?;
            self.accessible[second as usize] = end;
        }
        Ok(())
    }

    /// Notes that an object of an old space begins here. Objects are noted in ascending order.
    #[inline]
    pub(super) fn note_start(starts: *mut u8, object: u32) {
        // SAFETY: there is an entry for every 32-bit reference.
        unsafe {
            let entry = starts.add((object >> CARD_SHIFT) as usize);
            if *entry == 0 {
                *entry = ((object & ((1 << CARD_SHIFT) - 1)) >> 3) as u8 + 1;
            }
        }
    }

    /// The table that [`Spaces::note_start`] writes.
    pub(super) fn starts(&self) -> *mut u8 {
        self.starts.base()
    }

    /// Marks the card of an object.
    #[inline]
    pub(super) fn mark(&self, object: u32) {
        // SAFETY: there is a card for every 32-bit reference.
        unsafe { *self.cards.base().add((object >> CARD_SHIFT) as usize) = 1 };
    }

    /// The next marked card of the old space in use from `card` on, now unmarked, as the stretch of references in it that
    /// objects begin in; the first begins at the first of them.
    pub(super) fn next_marked(&self, card: &mut u32) -> Option<std::ops::Range<u32>> {
        let end = (self.old_next as usize).div_ceil(1 << CARD_SHIFT);
        // SAFETY: the cards of the old space are within the table, and nobody writes them meanwhile.
        let cards = unsafe { std::slice::from_raw_parts_mut(self.cards.base(), end) };
        while let Some(found) = first_nonzero(&cards[(*card as usize).min(end)..]) {
            let at = *card as usize + found;
            cards[at] = 0;
            *card = at as u32 + 1;
            // SAFETY: as for the cards.
            let start = unsafe { *self.starts.base().add(at) };
            if start != 0 {
                let first = ((at as u32) << CARD_SHIFT) + ((start as u32 - 1) << 3);
                return Some(first..(*card << CARD_SHIFT).min(self.old_next));
            }
        }
        None
    }

    /// The first card of the old space in use.
    pub(super) fn first_card(&self) -> u32 {
        self.old_start() >> CARD_SHIFT
    }

    /// Makes the nursery zero again up to `next`, where allocation has come.
    pub(super) fn clear_nursery(&mut self, next: u32) {
        let start = self.nursery_start();
        // SAFETY: the nursery is accessible; everything live has left it.
        unsafe { std::ptr::write_bytes(self.base().add(start as usize), 0, (next - start) as usize) };
    }

    /// Gives the old space in use back to the system and puts the other one, which has objects up to `next`, in use.
    pub(super) fn flip(&mut self, next: u32) {
        let (start, used) = (self.old_start() as usize, self.old_used() as usize);
        let used = round_up(used).unwrap_or(used).min(self.accessible[self.second as usize] as usize);
        let table = |at: usize| (at >> CARD_SHIFT) & !(page_size() - 1);
        let (first, last) = (start >> CARD_SHIFT, (start + used).div_ceil(1 << CARD_SHIFT));
        // SAFETY: everything live has left the space. Table entries on the same page that belong to the other space are
        // written one by one.
        unsafe {
            self.mapping.discard(start, start + used);
            for entries in [&self.cards, &self.starts] {
                let inner = round_up(first).unwrap_or(first).min(last)..table(last << CARD_SHIFT);
                if inner.start < inner.end {
                    std::ptr::write_bytes(entries.base().add(first), 0, inner.start - first);
                    entries.discard(inner.start, inner.end);
                    std::ptr::write_bytes(entries.base().add(inner.end), 0, last - inner.end);
                } else {
                    std::ptr::write_bytes(entries.base().add(first), 0, last - first);
                }
            }
        }
        self.second = !self.second;
        self.old_next = next;
    }

    /// Whether a range of the heap is within objects; `heap_next` is where allocation in the nursery has come.
    #[inline]
    pub(super) fn contains(&self, heap_next: u32, start: u64, end: u64) -> bool {
        start >= u64::from(NULL_GUARD) && end <= u64::from(heap_next)
            || start >= u64::from(self.old_start()) && end <= u64::from(self.old_next)
    }

    /// Lets the nursery grow to what it takes at most.
    pub(super) fn grow_nursery(&mut self, limit: u32) {
        self.nursery = self.nursery.saturating_mul(2).min(NURSERY).min(limit);
    }
}

/// The first byte that is not zero; eight at a time, as nearly all are.
fn first_nonzero(bytes: &[u8]) -> Option<usize> {
    let words = bytes.chunks_exact(8).take_while(|word| **word == [0; 8]).count();
    let rest = bytes[words * 8..].iter().position(|byte| *byte != 0)?;
    Some(words * 8 + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_cards_name_where_objects_begin() {
        let mut spaces = Spaces::new(1 << 30).unwrap();
        let start = spaces.old_start();
        spaces.ensure_old(10_000).unwrap();
        for object in [0, 24, 504, 2_000, 2_048] {
            Spaces::note_start(spaces.starts(), start + object);
        }
        spaces.old_next = start + 4_000;
        for object in [24, 504, 1_600, 2_000, 2_048] {
            spaces.mark(start + object);
        }
        let mut card = spaces.first_card();
        let mut found = Vec::new();
        while let Some(range) = spaces.next_marked(&mut card) {
            found.push((range.start - start, range.end - start));
        }
        assert_eq!(found, [(0, 512), (2_000, 2_048), (2_048, 2_560)]);
        assert_eq!(spaces.next_marked(&mut spaces.first_card()), None);
    }

    #[test]
    fn a_flip_leaves_nothing_behind() {
        let mut spaces = Spaces::new(1 << 30).unwrap();
        let start = spaces.old_start();
        spaces.ensure_old(5 << 20).unwrap();
        Spaces::note_start(spaces.starts(), start + (4 << 20));
        spaces.old_next = start + (5 << 20);
        spaces.mark(start + (4 << 20));
        let spare = spaces.spare_start();
        spaces.flip(spare);
        let spare = spaces.spare_start();
        assert_eq!(spare, start);
        spaces.flip(spare + (5 << 20));
        assert_eq!(spaces.next_marked(&mut spaces.first_card()), None);
    }
}
