//! Which of code memory is free.

use std::collections::{BTreeMap, BTreeSet};

/// Free ranges; adjacent ones are merged. Sizes and offsets are multiples of [`GRAIN`], so no hole is too small for code.
#[derive(Default)]
pub(super) struct FreeList {
    /// Ends by start.
    ranges: BTreeMap<usize, usize>,
    /// The same by size: length and start.
    sizes: BTreeSet<(usize, usize)>,
}

/// What places of code are a multiple of.
const GRAIN: usize = 16;
/// How many holes are looked at that fit only if they begin well.
const LOOKS: usize = 32;

impl FreeList {
    /// Best fit, in time that hardly grows with the number of holes: a large module asks a hundred thousand times.
    pub(super) fn take(&mut self, len: usize, align: usize) -> Option<usize> {
        let (len, align) = (len.next_multiple_of(GRAIN), align.max(GRAIN));
        let mut tight = self.sizes.range((len, 0)..(len + align, 0)).take(LOOKS);
        let found = tight.find(|(size, start)| fits(*start, *size, len, align));
        // A range as long as this fits wherever it starts.
        let (size, start) = *found.or_else(|| self.sizes.range((len + align, 0)..).next())?;
        let at = start.next_multiple_of(align);
        self.remove(start, start + size);
        self.insert(start, at);
        self.insert(at + len, start + size);
        Some(at)
    }

    /// From the end of the last range that is large enough. What is asked for here stays away from what grows.
    pub(super) fn take_last(&mut self, len: usize, align: usize) -> Option<usize> {
        let (len, align) = (len.next_multiple_of(GRAIN), align.max(GRAIN));
        let place = |(start, end): (&usize, &usize)| Some((*start, *end, end.checked_sub(len)? / align * align));
        let (start, end, at) = self.ranges.iter().rev().filter_map(place).find(|(start, _, at)| at >= start)?;
        self.remove(start, end);
        self.insert(start, at);
        self.insert(at + len, end);
        Some(at)
    }

    /// Gives back what [`FreeList::take`] gave for this length.
    pub(super) fn give(&mut self, start: usize, len: usize) {
        self.merge(start, start + len.next_multiple_of(GRAIN));
    }

    fn merge(&mut self, mut start: usize, mut end: usize) {
        if let Some((&before, &before_end)) = self.ranges.range(..start).next_back()
            && before_end == start
        {
            self.remove(before, before_end);
            start = before;
        }
        if let Some(&after_end) = self.ranges.get(&end) {
            self.remove(end, after_end);
            end = after_end;
        }
        self.insert(start, end);
    }

    fn insert(&mut self, start: usize, end: usize) {
        if start != end {
            self.ranges.insert(start, end);
            self.sizes.insert((end - start, start));
        }
    }

    fn remove(&mut self, start: usize, end: usize) {
        self.ranges.remove(&start);
        self.sizes.remove(&(end - start, start));
    }
}

/// Whether `len` bytes at a multiple of `align` fit in `size` bytes from `start` on.
fn fits(start: usize, size: usize, len: usize, align: usize) -> bool {
    start.next_multiple_of(align) + len <= start + size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn freed_ranges_merge() {
        let mut free = FreeList::default();
        free.give(0, 112);
        let (a, b) = (free.take(10, 16), free.take(10, 1));
        assert_eq!((a, b), (Some(0), Some(16)));
        free.give(0, 10);
        free.give(16, 10);
        assert_eq!(free.ranges, BTreeMap::from([(0, 112)]));
        assert_eq!(free.sizes, BTreeSet::from([(112, 0)]));
        assert_eq!(free.take(113, 1), None);
    }

    #[test]
    fn alignment_is_kept_and_the_smallest_hole_that_fits_is_taken() {
        let mut free = FreeList::default();
        free.give(16, 48);
        free.give(128, 1024);
        assert_eq!(free.take(32, 64), Some(128));
        assert_eq!(free.take(32, 32), Some(32));
        assert_eq!(free.take(16, 16), Some(16));
        assert_eq!(free.take(16, 64), Some(192));
    }

    #[test]
    fn the_last_range_is_taken_from_its_end() {
        let mut free = FreeList::default();
        free.give(0, 4096 * 4 - 32);
        free.give(4096 * 5, 64);
        assert_eq!(free.take_last(4096, 4096), Some(4096 * 2));
        assert_eq!(free.take_last(4096 * 3, 16), None);
        free.give(4096 * 2, 4096);
        assert_eq!(free.ranges, BTreeMap::from([(0, 4096 * 4 - 32), (4096 * 5, 4096 * 5 + 64)]));
    }

    #[test]
    fn a_hundred_thousand_functions_are_placed_and_their_places_come_back() {
        let mut free = FreeList::default();
        free.give(0, 1 << 30);
        // Every other one is aligned further, which leaves holes: looking through them all would take minutes.
        let places: Vec<usize> = (0..100_000).filter_map(|n| free.take(100, 16 << (n % 2 * 3))).collect();
        assert_eq!(places.len(), 100_000);
        places.iter().for_each(|place| free.give(*place, 100));
        assert_eq!(free.ranges.len(), 1);
    }
}
