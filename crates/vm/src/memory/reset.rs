//! Making used memory fresh again. Giving its pages back to the system is one call, but the next user pays for each page
//! that he touches with a fault, which costs more than making it zero. So the system is asked which pages were written;
//! they are overwritten where they are, and what is more than a few is given back.
//!
//! Linux has `PAGEMAP_SCAN` for that (since 6.7); where it is missing, everything is given back.

use std::fs::File;
use std::os::fd::AsRawFd;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use super::Image;
use crate::mapping::{Mapping, page_size};

/// How many pages stay in memory.
const KEPT: u64 = 64;
/// In how many stretches they may lie.
const REGIONS: usize = 16;

/// Makes the first `len` bytes of a mapping what they were: zeros, and the image where it is mapped, if there is one.
///
/// # Safety
/// Nobody holds a reference into the mapping, and nobody needs its contents.
pub(super) unsafe fn reset(mapping: &Mapping, len: usize, image: Option<&Image>) {
    let base = mapping.base() as usize;
    let mut regions = [Region::default(); REGIONS];
    let (count, end) = match Pagemap::get() {
        Some(pagemap) => pagemap.written(base..base + len, &mut regions),
        None => (0, base),
    };
    for region in &regions[..count] {
        // SAFETY: the system found these pages in the mapping; the rest is upheld by the caller.
        unsafe { rewrite(region.start as usize - base..region.end as usize - base, mapping, image) };
    }
    // SAFETY: upheld by the caller.
    unsafe { mapping.discard(end - base, len) };
}

/// Overwrites a range with zeros or with what the image has there.
unsafe fn rewrite(range: std::ops::Range<usize>, mapping: &Mapping, image: Option<&Image>) {
    let shown = image.map_or(range.end..range.end, |image| {
        let shown = image.range();
        shown.start.clamp(range.start, range.end)..shown.end.clamp(range.start, range.end)
    });
    // SAFETY: the range is within the mapping, was written before, and is nobody's any more; an image's bytes are in a
    // mapping of their own.
    unsafe {
        let at = |offset: usize| mapping.base().add(offset);
        std::ptr::write_bytes(at(range.start), 0, shown.start - range.start);
        if let Some(image) = image.filter(|_| !shown.is_empty()) {
            let from = image.bytes().as_ptr().add(shown.start - image.range().start);
            std::ptr::copy_nonoverlapping(from, at(shown.start), shown.len());
        }
        std::ptr::write_bytes(at(shown.end), 0, range.end - shown.end);
    }
}

/// The system's view of this process's pages.
struct Pagemap {
    file: File,
    /// A page that holds 1, and zeros in a child of this process, for which the file is not.
    parent: Mapping,
}

/// A stretch of pages, as the system tells it.
#[derive(Copy, Clone, Default)]
#[repr(C)]
struct Region {
    start: u64,
    end: u64,
    categories: u64,
}

/// What the system is asked.
#[repr(C)]
struct Scan {
    size: u64,
    flags: u64,
    start: u64,
    end: u64,
    walk_end: u64,
    regions: u64,
    regions_len: u64,
    max_pages: u64,
    category_inverted: u64,
    category_mask: u64,
    category_anyof_mask: u64,
    return_mask: u64,
}

const PAGEMAP_SCAN: libc::c_ulong = 0xc000_0010 | 0x66 << 8 | (size_of::<Scan>() as libc::c_ulong) << 16;
const PAGE_IS_FILE: u64 = 1 << 2;
const PAGE_IS_PRESENT: u64 = 1 << 3;
const PAGE_IS_SWAPPED: u64 = 1 << 4;
const PAGE_IS_PFNZERO: u64 = 1 << 5;

impl Pagemap {
    /// Not the first time it is asked for: a process that ends with its only memory has no use for it.
    fn get() -> Option<&'static Pagemap> {
        static PAGEMAP: OnceLock<Option<Pagemap>> = OnceLock::new();
        static ASKED: AtomicBool = AtomicBool::new(false);
        if !ASKED.swap(true, Ordering::Relaxed) {
            return None;
        }
        PAGEMAP.get_or_init(Pagemap::open).as_ref().filter(|pagemap| pagemap.flag().load(Ordering::Relaxed) == 1)
    }

    fn open() -> Option<Pagemap> {
        let file = File::open("/proc/self/pagemap").ok()?;
        let parent = Mapping::zeroed(page_size()).ok()?;
        // SAFETY: it changes no contents in this process.
        let marked = unsafe { libc::madvise(parent.base().cast(), parent.len(), libc::MADV_WIPEONFORK) };
        let pagemap = Pagemap { file, parent };
        pagemap.flag().store(1, Ordering::Relaxed);
        // Ask once, whether it can be asked.
        let page = pagemap.parent.base() as usize;
        let mut regions = [Region::default()];
        let known = pagemap.written(page..page + page_size(), &mut regions) == (1, page + page_size());
        (marked == 0 && known).then_some(pagemap)
    }

    fn flag(&self) -> &AtomicU32 {
        // SAFETY: the mapping is readable and writable, and aligned.
        unsafe { &*self.parent.base().cast::<AtomicU32>() }
    }

    /// The pages of a range that were written, as far as `regions` and [`KEPT`] reach: how many stretches, and up to which
    /// address there are no others.
    fn written(&self, range: std::ops::Range<usize>, regions: &mut [Region]) -> (usize, usize) {
        let unwritten = PAGE_IS_FILE | PAGE_IS_PFNZERO;
        let mut scan = Scan {
            size: size_of::<Scan>() as u64,
            flags: 0,
            start: range.start as u64,
            end: range.end as u64,
            walk_end: 0,
            regions: regions.as_mut_ptr() as u64,
            regions_len: regions.len() as u64,
            max_pages: KEPT,
            category_inverted: unwritten,
            category_mask: unwritten,
            category_anyof_mask: PAGE_IS_PRESENT | PAGE_IS_SWAPPED,
            return_mask: PAGE_IS_PRESENT,
        };
        // SAFETY: the structure is what this call takes, and says how many regions there is room for.
        let count = unsafe { libc::ioctl(self.file.as_raw_fd(), PAGEMAP_SCAN, &raw mut scan) };
        match usize::try_from(count) {
            Ok(count) if count <= regions.len() => (count, (scan.walk_end as usize).clamp(range.start, range.end)),
            _ => (0, range.start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes to some pages, resets, and looks whether everything is zero.
    #[test]
    fn whatever_was_written_is_zero_again() {
        let pages = 300;
        let mapping = Mapping::zeroed(pages * page_size()).unwrap();
        for every in [1, 2, 3, 7, 50, 200] {
            // SAFETY: the mapping is this test's own.
            unsafe {
                let bytes = std::slice::from_raw_parts_mut(mapping.base(), mapping.len());
                bytes.iter_mut().skip(5).step_by(every * page_size()).for_each(|byte| *byte = 1);
                reset(&mapping, mapping.len(), None);
                assert!(std::slice::from_raw_parts(mapping.base(), mapping.len()).iter().all(|byte| *byte == 0));
            }
        }
    }

    #[test]
    fn a_few_pages_stay() {
        let Some(pagemap) = Pagemap::get().or_else(Pagemap::get) else { return };
        let mapping = Mapping::zeroed(10 * page_size()).unwrap();
        let range = mapping.base() as usize..mapping.base() as usize + mapping.len();
        let mut regions = [Region::default(); REGIONS];
        // SAFETY: the mapping is this test's own.
        unsafe {
            *mapping.base().add(3 * page_size()) = 1;
            reset(&mapping, mapping.len(), None);
        }
        assert_eq!(pagemap.written(range.clone(), &mut regions), (1, range.end));
        assert_eq!(regions[0].start as usize, range.start + 3 * page_size());
    }
}
