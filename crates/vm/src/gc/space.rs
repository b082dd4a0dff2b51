//! The address space of a heap and the tables beside it.
//!
//! ```text
//! 0          64 KiB                                                                        4 GiB − 64 KiB
//! | no access | nursery (up to 4 MiB) | blocks of 32 KiB, made accessible as they are needed  | no access |
//! ```
//!
//! | table | an entry for | what |
//! |---|---|---|
//! | cards | 512 bytes | whether the write barrier was here |
//! | starts | 8 bytes, one bit | whether an old object begins here that was alive when last looked at |
//! | marks | 8 bytes, one bit | the same of the marking that is going on |
//! | lines | 128 bytes | when something of it was last found alive, as an epoch of [`super::blocks`] |
//!
//! A word of starts or marks belongs to one card, so that the objects of a card are the bits of a word.

use wharf_core::Result;

use crate::layout::{CARD_SHIFT, NULL_GUARD};
use crate::mapping::Mapping;

/// The most that the nursery takes, in bytes: about what a core's own cache holds.
pub(super) const NURSERY: u32 = 4 << 20;
/// What the nursery begins with, so that small programs touch little.
const FIRST_NURSERY: u32 = 256 << 10;
/// The least that it becomes again.
const SMALL_NURSERY: u32 = 512 << 10;
/// What should not survive one collection, in bytes.
const MUCH: u64 = 1 << 20;
/// What the whole leaves free below 4 GiB, so that sums of a reference and a small size do not overflow.
const TOP_GUARD: u64 = 64 << 10;
/// The old space becomes accessible in steps of this many bytes.
const STEP: u32 = 1 << 20;
/// The first reference of the nursery.
pub(super) const NURSERY_START: u32 = NULL_GUARD;
/// The first reference of the old space.
pub(super) const OLD_START: u32 = NULL_GUARD + NURSERY;
/// The base-two logarithm of a block's bytes.
pub(super) const BLOCK_SHIFT: u32 = 15;
/// The bytes of a block.
pub(super) const BLOCK: u32 = 1 << BLOCK_SHIFT;
/// How many blocks there can be.
pub(super) const BLOCKS: u32 = (((1 << 32) - TOP_GUARD - OLD_START as u64) >> BLOCK_SHIFT) as u32;
/// The base-two logarithm of a line's bytes.
pub(super) const LINE_SHIFT: u32 = 7;
/// The bytes of a line.
pub(super) const LINE: u32 = 1 << LINE_SHIFT;

/// The entries of the tables for so many blocks are cleared one by one, those for more given back to the system.
const FEW_BLOCKS: u32 = 64;

const CARD_ENTRIES: usize = (1 << 32) >> CARD_SHIFT;
const BITS_BYTES: usize = CARD_ENTRIES * 8;
const LINE_ENTRIES: usize = (1 << 32) >> LINE_SHIFT;

/// A heap's address space.
pub(super) struct Space {
    mapping: Mapping,
    /// Cards, two bit tables, lines.
    tables: Mapping,
    /// Which of the bit tables holds the marks.
    swapped: bool,
    /// The reference behind the accessible part of the old space.
    accessible: u32,
    /// The bytes of the nursery in use.
    pub(super) nursery: u32,
    /// The reference behind what of the nursery may hold anything but zeros.
    touched: u32,
}

impl Space {
    pub(super) fn new() -> Result<Space> {
        let mapping = Mapping::reserve(1 << 32)?;
        mapping.commit(NURSERY_START as usize, OLD_START as usize)?;
        let tables = Mapping::zeroed(CARD_ENTRIES + 2 * BITS_BYTES + LINE_ENTRIES)?;
        let nursery = FIRST_NURSERY;
        Ok(Space { mapping, tables, swapped: false, accessible: OLD_START, nursery, touched: NURSERY_START })
    }

    /// A store begins to use it: the nursery takes no more than so many bytes.
    pub(super) fn begin(&mut self, limit: u32) {
        self.nursery = FIRST_NURSERY.min(limit);
    }

    /// Makes the first `blocks` blocks, and what the tables say of them, as if they had never been used.
    pub(super) fn clear_blocks(&mut self, blocks: u32) {
        if blocks == 0 {
            return;
        }
        self.discard(0, blocks);
        if blocks > FEW_BLOCKS {
            // SAFETY: there are no objects that the tables could be about.
            unsafe { self.tables.discard(0, self.tables.len()) };
            return;
        }
        self.clear_cards(blocks);
        self.clear_marks(blocks);
        self.swap_bits();
        self.clear_marks(blocks);
        (0..blocks).for_each(|block| self.lines(block).fill(0));
    }

    /// Gives the memory of the nursery back to the system, save for its beginning.
    pub(super) fn trim_nursery(&mut self) {
        let kept = NURSERY_START + FIRST_NURSERY;
        if self.touched > kept {
            // SAFETY: nothing lives in the nursery.
            unsafe { self.mapping.discard(kept as usize, OLD_START as usize) };
            self.touched = kept;
        }
    }

    #[inline]
    pub(super) fn base(&self) -> *mut u8 {
        self.mapping.base()
    }

    #[inline]
    pub(super) fn cards(&self) -> *mut u8 {
        self.tables.base()
    }

    fn bits(&self, second: bool) -> *mut u64 {
        self.tables.base().wrapping_add(CARD_ENTRIES + if second { BITS_BYTES } else { 0 }).cast()
    }

    /// The word of starts of a card.
    #[inline]
    pub(super) fn starts(&mut self, card: u32) -> &mut u64 {
        // SAFETY: there is a word for every card of a 32-bit reference; the table is this space's own.
        unsafe { &mut *self.bits(self.swapped).add(card as usize) }
    }

    /// The word of marks of a card.
    #[inline]
    pub(super) fn marks(&mut self, card: u32) -> &mut u64 {
        // SAFETY: as for the starts.
        unsafe { &mut *self.bits(!self.swapped).add(card as usize) }
    }

    /// The entry of a line.
    #[inline]
    pub(super) fn line(&mut self, line: u32) -> &mut u8 {
        let table = self.tables.base().wrapping_add(CARD_ENTRIES + 2 * BITS_BYTES);
        // SAFETY: there is an entry for every line of a 32-bit reference; the table is this space's own.
        unsafe { &mut *table.add((line & (LINE_ENTRIES as u32 - 1)) as usize) }
    }

    /// The entries of the lines of a block.
    pub(super) fn lines(&mut self, block: u32) -> &mut [u8] {
        let first = block_start(block) >> LINE_SHIFT;
        // SAFETY: as for one line.
        unsafe { std::slice::from_raw_parts_mut(self.line(first), (BLOCK >> LINE_SHIFT) as usize) }
    }

    /// Notes that an old object begins here.
    #[inline]
    pub(super) fn note_start(&mut self, object: u32) {
        *self.starts(object >> CARD_SHIFT) |= bit(object);
    }

    /// Makes the marks the starts.
    pub(super) fn swap_bits(&mut self) {
        self.swapped = !self.swapped;
    }

    /// Clears the marks of the first `blocks` blocks.
    pub(super) fn clear_marks(&mut self, blocks: u32) {
        let cards = cards_of(blocks);
        // SAFETY: the words of these cards.
        unsafe { std::ptr::write_bytes(self.marks(cards.start), 0, cards.len()) };
    }

    /// Makes the first `blocks` blocks accessible.
    pub(super) fn ensure(&mut self, blocks: u32) -> Result<()> {
        let end = u64::from(OLD_START) + (u64::from(blocks) << BLOCK_SHIFT);
        if end > u64::from(self.accessible) {
            let most = block_start(BLOCKS);
            let end = (end.next_multiple_of(u64::from(STEP)) as u32).clamp(self.accessible, most);
            self.mapping.commit(self.accessible as usize, end as usize)?;
            self.accessible = end;
        }
        Ok(())
    }

    /// Gives the memory of a run of blocks back to the system; it reads as zeros then.
    pub(super) fn discard(&mut self, block: u32, count: u32) {
        let start = block_start(block) as usize;
        // SAFETY: nothing lives in these blocks.
        unsafe { self.mapping.discard(start, start + ((count as usize) << BLOCK_SHIFT)) };
    }

    /// Makes a range of the heap zero.
    pub(super) fn clear(&mut self, start: u32, bytes: u32) {
        // SAFETY: whoever calls this owns the range, which is accessible.
        unsafe { std::ptr::write_bytes(self.base().add(start as usize), 0, bytes as usize) };
    }

    /// Makes a range of the nursery zero, which nothing was allocated in since the last collection.
    pub(super) fn prepare(&mut self, start: u32, end: u32) {
        if start < self.touched {
            self.clear(start, end.min(self.touched) - start);
        }
        self.touched = self.touched.max(end);
    }

    /// Marks the cards of a stretch of objects.
    #[inline]
    pub(super) fn mark_cards(&self, at: u32, bytes: u32) {
        for card in at >> CARD_SHIFT..=(at + bytes.saturating_sub(1)) >> CARD_SHIFT {
            // SAFETY: there is a card for every 32-bit reference.
            unsafe { *self.cards().add(card as usize) = 1 };
        }
    }

    /// The next marked card among those of the first `blocks` blocks from `card` on, now unmarked.
    pub(super) fn next_marked(&mut self, card: u32, blocks: u32) -> Option<u32> {
        let range = card..cards_of(blocks).end;
        if range.is_empty() {
            return None;
        }
        // SAFETY: the cards of these blocks; nobody writes them meanwhile.
        let cards = unsafe { std::slice::from_raw_parts_mut(self.cards().add(card as usize), range.len()) };
        let found = first_nonzero(cards)?;
        cards[found] = 0;
        Some(card + found as u32)
    }

    /// Unmarks all cards of the first `blocks` blocks.
    pub(super) fn clear_cards(&mut self, blocks: u32) {
        let cards = cards_of(blocks);
        // SAFETY: the cards of these blocks.
        unsafe { std::ptr::write_bytes(self.cards().add(cards.start as usize), 0, cards.len()) };
    }

    /// Whether a range of the heap is accessible; `heap_next` is where allocation in the nursery has come.
    #[inline]
    pub(super) fn contains(&self, heap_next: u32, start: u64, end: u64) -> bool {
        start >= u64::from(NURSERY_START) && end <= u64::from(heap_next)
            || start >= u64::from(OLD_START) && end <= u64::from(self.accessible)
    }

    /// Gives the nursery another size after a collection that found so many bytes alive in it: a small one where much
    /// survives, since that is what pauses are long by, a large one where little does, since it dies while it is there.
    pub(super) fn resize_nursery(&mut self, survived: u64, limit: u32) {
        if survived > MUCH {
            self.nursery = (self.nursery / 2).max(SMALL_NURSERY);
        } else if survived < MUCH / 2 {
            self.nursery = self.nursery.saturating_mul(2).min(NURSERY).min(limit);
        }
    }
}

/// The bit of an object in the words of its card.
#[inline]
pub(super) fn bit(object: u32) -> u64 {
    1 << (object >> 3 & 63)
}

/// The first reference of a block.
#[inline]
pub(super) const fn block_start(block: u32) -> u32 {
    OLD_START + (block << BLOCK_SHIFT)
}

/// The block of an old reference.
#[inline]
pub(super) const fn block_of(reference: u32) -> u32 {
    (reference - OLD_START) >> BLOCK_SHIFT
}

/// The first card of the old space.
pub(super) const FIRST_CARD: u32 = OLD_START >> CARD_SHIFT;

fn cards_of(blocks: u32) -> std::ops::Range<u32> {
    FIRST_CARD..FIRST_CARD + (blocks << (BLOCK_SHIFT - CARD_SHIFT))
}

/// The first byte that is not zero; many at a time, as nearly all are.
fn first_nonzero(bytes: &[u8]) -> Option<usize> {
    let words = bytes.chunks_exact(32).take_while(|word| **word == [0; 32]).count();
    let rest = bytes[words * 32..].iter().position(|byte| *byte != 0)?;
    Some(words * 32 + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_cards_are_found_once_and_in_order() {
        let mut space = Space::new().unwrap();
        for object in [0, 24, 504, 2_000, 2_048, 32_767, 32_768] {
            space.mark_cards(OLD_START + object, 1);
        }
        let mut found = Vec::new();
        let mut card = FIRST_CARD;
        while let Some(next) = space.next_marked(card, 1) {
            found.push(next - FIRST_CARD);
            card = next + 1;
        }
        assert_eq!(found, [0, 3, 4, 63]);
        assert_eq!(space.next_marked(FIRST_CARD, 1), None);
        assert_eq!(space.next_marked(FIRST_CARD, 2), Some(FIRST_CARD + 64));
        assert_eq!(space.next_marked(FIRST_CARD, 0), None);
    }

    #[test]
    fn what_of_the_nursery_was_used_becomes_zero() {
        let mut space = Space::new().unwrap();
        let at = |space: &Space, offset: usize| space.base().wrapping_add(NURSERY_START as usize + offset);
        for _ in 0..2 {
            space.prepare(NURSERY_START, NURSERY_START + 4096);
            // SAFETY: the nursery is accessible.
            unsafe {
                assert_eq!(*at(&space, 100), 0);
                *at(&space, 100) = 1;
            }
        }
    }
}
