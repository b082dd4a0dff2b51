//! The old space: blocks of lines, in the manner of a mark-region collector.
//!
//! Objects are put one after the other into *holes*, runs of free lines in blocks that hold others already, or into free
//! blocks. Marking notes for each line when something of it was found alive; sweeping looks at lines, never at objects.
//! What is longer than a line and finds no room in the hole at hand goes to a block of its like, and what is longer than
//! half a block gets whole blocks for itself.
//!
//! A line's entry is an epoch: free is what has neither the epoch of the last marking nor that of the one going on.
//!
//! S. M. Blackburn, K. S. McKinley, "Immix: a mark-region garbage collector", 2008.

use std::collections::BTreeMap;

use wharf_core::Result;

use super::space::{BLOCK, BLOCK_SHIFT, BLOCKS, LINE, LINE_SHIFT, Space, bit, block_of, block_start};
use crate::layout::CARD_SHIFT;

/// The longest object that shares its block with others.
pub(super) const LARGE: u32 = BLOCK / 2;
/// The lines of a block.
const LINES: u32 = BLOCK >> LINE_SHIFT;
/// A block with fewer free lines than these is not looked through for holes.
const FEWEST: u32 = 8;
/// How many free blocks stay in memory, whatever is used.
const SPARE: u32 = (4 << 20) / BLOCK;

/// The old space.
pub(super) struct Old {
    pub(super) space: Space,
    /// Those that were ever used.
    blocks: Vec<Block>,
    /// The free ones among them: runs by first block.
    free: BTreeMap<u32, u32>,
    /// Blocks that have holes, the next one last.
    holes: Vec<u32>,
    /// The block that is looked through for holes, and from which line on.
    at: (u32, u32),
    /// The hole being filled.
    hole: Bump,
    /// The block being filled with objects that are longer than a line.
    wide: Bump,
    /// The epoch of lines that the last marking found alive, or that were filled since.
    epoch: u8,
    /// That of the marking going on; the same while there is none.
    next_epoch: u8,
    /// How many blocks objects share.
    shared: u32,
    /// The bytes of objects with blocks of their own.
    large_bytes: u64,
}

/// Room for objects.
#[derive(Copy, Clone, Default)]
struct Bump {
    next: u32,
    end: u32,
}

impl Bump {
    const fn room(self) -> u32 {
        self.end - self.next
    }

    fn take(&mut self, size: u32) -> u32 {
        self.next += size;
        self.next - size
    }
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Kind {
    Free,
    /// Objects share it.
    Shared,
    /// The first of a large object.
    Head,
    /// Another of a large object.
    Tail,
}

#[derive(Copy, Clone, Debug)]
struct Block {
    kind: Kind,
    /// Whether it may hold anything but zeros.
    dirty: bool,
    /// Whether its objects are being moved out.
    leaving: bool,
    /// Of a shared block: lines found alive by the last marking, all if it was filled since.
    live: u16,
    /// Of a head: how many blocks the object has. Of a tail: the head.
    extent: u32,
    /// Of a head: the object's bytes.
    bytes: u32,
}

impl Block {
    const NEW: Block = Block { kind: Kind::Free, dirty: false, leaving: false, live: 0, extent: 0, bytes: 0 };
}

impl Old {
    pub(super) fn new(space: Space) -> Old {
        Old {
            space,
            blocks: Vec::new(),
            free: BTreeMap::new(),
            holes: Vec::new(),
            at: (0, LINES),
            hole: Bump::default(),
            wide: Bump::default(),
            epoch: 1,
            next_epoch: 1,
            shared: 0,
            large_bytes: 0,
        }
    }

    /// The address space, with nothing of what was in it.
    pub(super) fn into_space(mut self) -> Space {
        let count = self.count();
        self.space.clear_blocks(count);
        self.space
    }

    /// How many blocks were ever used; all others are behind them.
    pub(super) fn count(&self) -> u32 {
        self.blocks.len() as u32
    }

    /// The bytes in use: whole blocks, and large objects.
    pub(super) fn footprint(&self) -> u64 {
        (u64::from(self.shared) << BLOCK_SHIFT) + self.large_bytes
    }

    /// Makes sure that objects of so many bytes, none above [`LARGE`], can be put here. A block is left when an object
    /// finds no room in it, so all are at least half full.
    ///
    /// # Errors
    /// The system refuses the memory.
    pub(super) fn prepare(&mut self, bytes: u32) -> Result<bool> {
        let wanted = bytes / LARGE + 2;
        let free = self.free.values().sum::<u32>();
        if wanted > free {
            let more = wanted - free;
            if more > BLOCKS - self.count() {
                return Ok(false);
            }
            self.space.ensure(self.count() + more)?;
        }
        Ok(true)
    }

    /// Room for an object of `size` bytes, at most [`LARGE`], which are not zero. `None` if there are no blocks left, or
    /// the system refuses the memory.
    #[inline]
    pub(super) fn allocate(&mut self, size: u32) -> Option<u32> {
        if size <= self.hole.room() { Some(self.hole.take(size)) } else { self.allocate_elsewhere(size) }
    }

    #[cold]
    fn allocate_elsewhere(&mut self, size: u32) -> Option<u32> {
        debug_assert!(size <= LARGE);
        if size > LINE {
            if size > self.wide.room()
                && let Some(block) = self.take_shared()
            {
                self.leave(self.wide);
                self.wide = block;
            }
            if size <= self.wide.room() {
                return Some(self.wide.take(size));
            }
        }
        while size > self.hole.room() {
            self.leave(self.hole);
            self.hole = self.next_hole()?;
        }
        Some(self.hole.take(size))
    }

    /// Room for an object with blocks of its own, of zeros.
    pub(super) fn allocate_large(&mut self, size: u32) -> Option<u32> {
        let count = size.div_ceil(BLOCK);
        let head = self.take_run(count)?;
        for block in head..head + count {
            if self.blocks[block as usize].dirty {
                self.space.clear(block_start(block), BLOCK);
            }
            self.blocks[block as usize] = Block { kind: Kind::Tail, dirty: true, extent: head, ..Block::NEW };
        }
        let first = &mut self.blocks[head as usize];
        (first.kind, first.extent, first.bytes) = (Kind::Head, count, size);
        self.large_bytes += u64::from(size);
        Some(block_start(head))
    }

    /// Gives up room: lines that nothing was put in are found again by the next sweep.
    fn leave(&mut self, bump: Bump) {
        for line in bump.next.div_ceil(LINE)..bump.end >> LINE_SHIFT {
            *self.space.line(line) = 0;
        }
    }

    /// A run of free lines, or a free block.
    fn next_hole(&mut self) -> Option<Bump> {
        loop {
            let (block, line) = self.at;
            if line < LINES
                && let Some(hole) = self.hole_from(block, line)
            {
                return Some(hole);
            }
            match self.holes.pop() {
                Some(block) => {
                    self.at = (block, 0);
                    self.blocks[block as usize].live = LINES as u16;
                }
                None => return self.take_shared(),
            }
        }
    }

    /// The next run of free lines of a block, now taken.
    fn hole_from(&mut self, block: u32, line: u32) -> Option<Bump> {
        let (epoch, next) = (self.epoch, self.next_epoch);
        let is_free = |line: &u8| *line != epoch && *line != next;
        let lines = &mut self.space.lines(block)[line as usize..];
        let first = lines.iter().position(is_free).unwrap_or(lines.len());
        let count = lines[first..].iter().take_while(|line| is_free(line)).count();
        lines[first..first + count].fill(next);
        self.at = (block, line + (first + count) as u32);
        let start = block_start(block) + ((line + first as u32) << LINE_SHIFT);
        (count != 0).then_some(Bump { next: start, end: start + ((count as u32) << LINE_SHIFT) })
    }

    /// A free block, for objects to share.
    fn take_shared(&mut self) -> Option<Bump> {
        let block = self.take_run(1)?;
        self.blocks[block as usize] = Block { kind: Kind::Shared, dirty: true, live: LINES as u16, ..Block::NEW };
        self.shared += 1;
        let epoch = self.next_epoch;
        self.space.lines(block).fill(epoch);
        Some(Bump { next: block_start(block), end: block_start(block) + BLOCK })
    }

    /// Free blocks that follow each other.
    fn take_run(&mut self, count: u32) -> Option<u32> {
        let fits = self.free.iter().find(|(_, len)| **len >= count).map(|(first, len)| (*first, *len));
        if let Some((first, len)) = fits {
            self.free.remove(&first);
            if len > count {
                self.free.insert(first + count, len - count);
            }
            return Some(first);
        }
        let first = self.count();
        if count > BLOCKS - first || self.space.ensure(first + count).is_err() {
            return None;
        }
        self.blocks.resize((first + count) as usize, Block::NEW);
        Some(first)
    }

    fn give_run(&mut self, mut first: u32, mut count: u32) {
        for block in &mut self.blocks[first as usize..(first + count) as usize] {
            *block = Block { dirty: true, ..Block::NEW };
        }
        if let Some((&before, &len)) = self.free.range(..first).next_back()
            && before + len == first
        {
            self.free.remove(&before);
            (first, count) = (before, len + count);
        }
        if let Some(len) = self.free.remove(&(first + count)) {
            count += len;
        }
        self.free.insert(first, count);
    }

    /// The last object that begins before a card and may reach into it.
    pub(super) fn before(&mut self, card: u32) -> Option<u32> {
        let block = block_of(card << CARD_SHIFT);
        let first = match self.blocks[block as usize] {
            Block { kind: Kind::Tail, extent, .. } => {
                let head = block_start(extent);
                let lives = *self.space.starts(head >> CARD_SHIFT) & bit(head) != 0;
                return lives.then_some(head);
            }
            Block { kind: Kind::Head, .. } => block_start(block) >> CARD_SHIFT,
            _ => (block_start(block) >> CARD_SHIFT).max(card.saturating_sub(LARGE >> CARD_SHIFT)),
        };
        (first..card).rev().find_map(|card| {
            let starts = *self.space.starts(card);
            (starts != 0).then(|| (card << CARD_SHIFT) + 8 * starts.ilog2())
        })
    }
}

/// Marking and sweeping.
impl Old {
    /// A marking begins: what is put here from now on counts as marked.
    pub(super) fn begin_marking(&mut self) {
        self.leave_all();
        self.space.clear_marks(self.count());
        self.next_epoch = if self.epoch == u8::MAX { 1 } else { self.epoch + 1 };
    }

    fn leave_all(&mut self) {
        if self.hole.room() >= FEWEST * LINE {
            self.holes.push(block_of(self.hole.next));
        }
        for bump in [std::mem::take(&mut self.hole), std::mem::take(&mut self.wide)] {
            self.leave(bump);
        }
    }

    /// Marks an object; false if it was marked already.
    #[inline]
    pub(super) fn mark(&mut self, object: u32) -> bool {
        let word = self.space.marks(object >> CARD_SHIFT);
        let fresh = *word & bit(object) == 0;
        *word |= bit(object);
        fresh
    }

    /// Whether it is marked.
    #[inline]
    pub(super) fn is_marked(&mut self, object: u32) -> bool {
        *self.space.marks(object >> CARD_SHIFT) & bit(object) != 0
    }

    /// Notes that the lines of an object are alive.
    #[inline]
    pub(super) fn mark_lines(&mut self, object: u32, size: u32) {
        if size <= LARGE {
            let epoch = self.next_epoch;
            for line in object >> LINE_SHIFT..=(object + size - 1) >> LINE_SHIFT {
                *self.space.line(line) = epoch;
            }
        }
    }

    /// Whether nothing will be put where this object is.
    pub(super) fn is_taken(&mut self, object: u32, size: u32) -> bool {
        let epochs = [self.epoch, self.next_epoch];
        let mut lines = object >> LINE_SHIFT..=(object + size - 1) >> LINE_SHIFT;
        size > LARGE || lines.all(|line| epochs.contains(self.space.line(line)))
    }

    /// Ends a marking: what was not marked is free. The bytes that are not.
    pub(super) fn sweep(&mut self) -> u64 {
        self.leave_all();
        self.epoch = self.next_epoch;
        self.space.swap_bits();
        self.holes.clear();
        self.at = (0, LINES);
        let mut used = 0;
        for block in (0..self.count()).rev() {
            used += match self.blocks[block as usize].kind {
                Kind::Shared => self.sweep_shared(block),
                Kind::Head => self.sweep_large(block),
                Kind::Free | Kind::Tail => 0,
            };
        }
        self.trim(used);
        used
    }

    fn sweep_shared(&mut self, block: u32) -> u64 {
        let epoch = self.epoch;
        let live = self.space.lines(block).iter().filter(|line| **line == epoch).count() as u32;
        let entry = &mut self.blocks[block as usize];
        (entry.live, entry.leaving) = (live as u16, false);
        if live == 0 {
            self.shared -= 1;
            self.give_run(block, 1);
        } else if LINES - live >= FEWEST {
            self.holes.push(block);
        }
        u64::from(live) << LINE_SHIFT
    }

    fn sweep_large(&mut self, block: u32) -> u64 {
        let start = block_start(block);
        let Block { extent, bytes, .. } = self.blocks[block as usize];
        if *self.space.starts(start >> CARD_SHIFT) & bit(start) != 0 {
            return u64::from(bytes);
        }
        self.large_bytes -= u64::from(bytes);
        self.give_run(block, extent);
        0
    }

    /// Gives the memory of free blocks back to the system, save for what is about to be used again.
    fn trim(&mut self, used: u64) {
        let mut keep = SPARE.max((used >> (BLOCK_SHIFT + 1)) as u32);
        for (first, count) in &self.free {
            let mut dirty = None;
            for block in *first..=first + count {
                let is_dirty = block < first + count && self.blocks[block as usize].dirty;
                if is_dirty && keep > 0 {
                    keep -= 1;
                } else if is_dirty {
                    self.blocks[block as usize].dirty = false;
                    dirty.get_or_insert(block);
                } else if let Some(start) = dirty.take() {
                    self.space.discard(start, block - start);
                }
            }
        }
    }
}

/// Moving objects out of blocks that are mostly empty.
impl Old {
    /// Chooses the blocks that objects are to leave: those at most half full, or all. Room is made in free blocks only
    /// until the next sweep.
    pub(super) fn begin_leaving(&mut self, all: bool) {
        self.holes.clear();
        self.at = (0, LINES);
        for block in self.blocks.iter_mut().filter(|block| block.kind == Kind::Shared) {
            block.leaving = all || u32::from(block.live) <= LINES / 2;
        }
    }

    /// Whether an object is to leave its block.
    #[inline]
    pub(super) fn is_leaving(&self, object: u32) -> bool {
        self.blocks[block_of(object) as usize].leaving
    }

    /// Whether the space takes much more memory than its objects do, and it is worth moving some.
    pub(super) fn is_sparse(&self, live: u64) -> bool {
        self.footprint() > 3 * live + (16 << 20)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn old() -> Old {
        Old::new(Space::new().unwrap())
    }

    fn put(old: &mut Old, size: u32) -> u32 {
        let object = old.allocate(size).unwrap();
        old.space.note_start(object);
        object
    }

    /// Marks these and sweeps.
    fn keep(old: &mut Old, objects: &[(u32, u32)]) -> u64 {
        old.begin_marking();
        for (object, size) in objects {
            assert!(old.mark(*object) && !old.mark(*object));
            old.mark_lines(*object, *size);
        }
        old.sweep()
    }

    #[test]
    fn holes_between_what_lives_are_filled_again() {
        let mut old = old();
        let objects: Vec<u32> = (0..2 * BLOCK / 64).map(|_| put(&mut old, 64)).collect();
        assert_eq!(old.footprint(), 2 * u64::from(BLOCK));
        let kept = [(objects[0], 64), (objects[100], 64), (objects[101], 64)];
        assert_eq!(keep(&mut old, &kept), 2 * u64::from(LINE), "two of them share a line");
        assert_eq!((old.footprint(), old.count()), (u64::from(BLOCK), 2));
        let mut again: Vec<u32> = (0..(LINES - 2) * 2).map(|_| put(&mut old, 64)).collect();
        assert_eq!(old.footprint(), u64::from(BLOCK), "all of them fit into the holes");
        again.extend(kept.map(|kept| kept.0));
        again.sort_unstable();
        again.dedup();
        assert_eq!(again.len() as u32, (LINES - 2) * 2 + 3);
        put(&mut old, 64);
        assert_eq!((old.footprint(), old.count()), (2 * u64::from(BLOCK), 2), "the free block is used again");
    }

    #[test]
    fn what_is_put_down_during_a_marking_stays() {
        let mut old = old();
        let before = put(&mut old, 64);
        old.begin_marking();
        let during = put(&mut old, 64);
        assert!(during >> LINE_SHIFT != before >> LINE_SHIFT);
        old.mark(during);
        assert_eq!(old.sweep(), u64::from(LINE));
        assert!(*old.space.starts(during >> CARD_SHIFT) & bit(during) != 0);
        assert!(*old.space.starts(before >> CARD_SHIFT) & bit(before) == 0);
        assert_eq!(put(&mut old, 64), before & !(LINE - 1));
    }

    #[test]
    fn long_objects_do_not_waste_holes_and_large_ones_have_blocks() {
        let mut old = old();
        let put_large = |old: &mut Old, size| {
            let object = old.allocate_large(size).unwrap();
            old.space.note_start(object);
            object
        };
        let (small, long) = (put(&mut old, 64), put_large(&mut old, BLOCK - 32));
        let large = put_large(&mut old, 3 * BLOCK + 8);
        let card = |reference: u32| reference >> CARD_SHIFT;
        assert_eq!(old.before(card(small)), None);
        assert_eq!(old.before(card(small) + 1), Some(small));
        assert_eq!(old.before(card(small) + LARGE / 512 + 1), None, "no object there is so long");
        assert_eq!(old.before(card(long)), None);
        assert_eq!(old.before(card(long) + 63), Some(long));
        assert_eq!(old.before(card(large + 3 * BLOCK)), Some(large));
        assert_eq!(put(&mut old, LARGE), small + 64, "it fits where the last one ended");
        let wide = put(&mut old, LARGE);
        assert_eq!(put(&mut old, 64), small + 64 + LARGE);
        assert_eq!(put(&mut old, LARGE), wide + LARGE);
        assert_eq!(keep(&mut old, &[(large, 3 * BLOCK + 8)]), u64::from(3 * BLOCK + 8));
        assert_eq!(old.footprint(), u64::from(3 * BLOCK + 8));
        assert_eq!(keep(&mut old, &[]), 0);
        assert_eq!((old.footprint(), old.free.len()), (0, 1));
        // SAFETY: within the heap.
        unsafe { *old.space.base().add(small as usize) = 1 };
        let zeroed = put_large(&mut old, BLOCK);
        assert_eq!(zeroed, small);
        // SAFETY: within the heap.
        assert_eq!(unsafe { *old.space.base().add(small as usize) }, 0);
    }
}
