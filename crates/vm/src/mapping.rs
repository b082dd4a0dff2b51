//! Address space from the system: reserve, make accessible, give back. The only file that maps memory for guests' data.
//!
//! Everything mapped here is anonymous, private and zero when first touched.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::ptr::NonNull;

use wharf_core::Result;

use crate::errors;

/// A range of address space that this value owns. Reserved memory faults on access until it is committed.
#[derive(Debug)]
pub struct Mapping {
    base: NonNull<u8>,
    len: usize,
}

// SAFETY: a mapping is an address range without owner thread; access to its contents is its users' matter.
unsafe impl Send for Mapping {}
// SAFETY: as for `Send`; `&Mapping` gives out only addresses.
unsafe impl Sync for Mapping {}

/// Has the system bring in the pages of a range that is about to be written as a whole: one call in place of a fault for
/// each page. Only a hint.
pub(crate) fn populate(at: *mut u8, len: usize) {
    let first = (at as usize).next_multiple_of(page_size());
    let last = (at as usize + len) & !(page_size() - 1);
    if first < last {
        // SAFETY: it changes no contents; on a range that is not mapped it fails.
        unsafe { libc::madvise(first as *mut libc::c_void, last - first, libc::MADV_POPULATE_WRITE) };
    }
}

/// The size of the system's pages, in bytes.
pub fn page_size() -> usize {
    // SAFETY: sysconf has no preconditions.
    static SIZE: std::sync::LazyLock<usize> =
        std::sync::LazyLock::new(|| unsafe { libc::sysconf(libc::_SC_PAGESIZE) as usize });
    *SIZE
}

/// `len` rounded up to whole system pages; `None` when there is no such number.
pub fn round_up(len: usize) -> Option<usize> {
    let mask = page_size() - 1;
    Some(len.checked_add(mask)? & !mask)
}

impl Mapping {
    /// Reserves addresses; nothing is accessible yet. `len` is in bytes and rounded up to whole pages.
    pub fn reserve(len: usize) -> Result<Mapping> {
        Mapping::map(len, libc::PROT_NONE)
    }

    /// Maps memory that reads as zeros and may be written.
    pub fn zeroed(len: usize) -> Result<Mapping> {
        Mapping::map(len, libc::PROT_READ | libc::PROT_WRITE)
    }

    fn map(len: usize, protection: i32) -> Result<Mapping> {
        let out_of_range = || errors::system("address space", io::Error::from_raw_os_error(libc::ENOMEM));
        let len = round_up(len.max(1)).ok_or_else(out_of_range)?;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        // SAFETY: a fresh anonymous mapping touches no memory that exists.
        let base = unsafe { libc::mmap(std::ptr::null_mut(), len, protection, flags, -1, 0) };
        if base == libc::MAP_FAILED {
            return Err(errors::system("address space", io::Error::last_os_error()));
        }
        let base = NonNull::new(base.cast()).ok_or_else(out_of_range)?;
        Ok(Mapping { base, len })
    }

    /// Maps a file to be written through.
    pub(crate) fn shared(file: BorrowedFd<'_>, len: usize) -> Result<Mapping> {
        Mapping::of_file(file, len, libc::PROT_READ | libc::PROT_WRITE)
    }

    /// Maps the first page of a file as if it were code, which nobody runs: `perf` notes such mappings, and so finds the
    /// file.
    pub fn marker(file: BorrowedFd<'_>) -> Result<Mapping> {
        Mapping::of_file(file, page_size(), libc::PROT_READ | libc::PROT_EXEC)
    }

    fn of_file(file: BorrowedFd<'_>, len: usize, protection: i32) -> Result<Mapping> {
        let refused = || errors::system("address space", io::Error::last_os_error());
        // SAFETY: a fresh mapping touches no memory that exists.
        let base = unsafe { libc::mmap(std::ptr::null_mut(), len, protection, libc::MAP_SHARED, file.as_raw_fd(), 0) };
        let base = (base != libc::MAP_FAILED).then_some(base).and_then(|base| NonNull::new(base.cast()));
        Ok(Mapping { base: base.ok_or_else(refused)?, len: round_up(len).ok_or_else(refused)? })
    }

    /// The first address.
    pub fn base(&self) -> *mut u8 {
        self.base.as_ptr()
    }

    /// The size in bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it covers nothing; never so.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Makes bytes `start..end` readable and writable; both are rounded outwards to whole pages. What was committed
    /// before keeps its contents, the rest reads as zeros.
    pub fn commit(&self, start: usize, end: usize) -> Result<()> {
        let start = start & !(page_size() - 1);
        let end = round_up(end).filter(|end| *end <= self.len);
        let end = end.ok_or_else(|| errors::system("memory", io::Error::from_raw_os_error(libc::ENOMEM)))?;
        if start >= end {
            return Ok(());
        }
        // SAFETY: the range is within this mapping, and nobody relies on its being inaccessible but guest accesses that
        // the new size allows.
        let failed = unsafe {
            libc::mprotect(self.base().add(start).cast(), end - start, libc::PROT_READ | libc::PROT_WRITE) != 0
        };
        if failed { Err(errors::system("memory", io::Error::last_os_error())) } else { Ok(()) }
    }

    /// Makes bytes `start..end` inaccessible, rounded to whole pages; used for guards.
    pub fn protect(&self, start: usize, end: usize) -> Result<()> {
        assert!(start <= end && end <= self.len && start.is_multiple_of(page_size()));
        // SAFETY: the range is within this mapping; whoever calls this gives up access to it.
        let failed = unsafe { libc::mprotect(self.base().add(start).cast(), end - start, libc::PROT_NONE) != 0 };
        if failed { Err(errors::system("memory", io::Error::last_os_error())) } else { Ok(()) }
    }

    /// Gives the pages of `start..end` back: they read as zeros again. Both must be multiples of the page size.
    ///
    /// # Safety
    /// Nobody holds a reference into the range, and nobody needs its contents.
    pub unsafe fn discard(&self, start: usize, end: usize) {
        assert!(start <= end && end <= self.len && start.is_multiple_of(page_size()));
        if start == end {
            return;
        }
        // SAFETY: the range is within this mapping; upheld by the assertion above and the caller.
        unsafe { libc::madvise(self.base().add(start).cast(), end - start, libc::MADV_DONTNEED) };
    }

    /// Puts fresh memory of zeros, accessible, in place of what is mapped from `start` to `end`.
    pub(crate) fn renew(&self, start: usize, end: usize) -> Result<()> {
        assert!(start <= end && end <= self.len && start.is_multiple_of(page_size()));
        if start == end {
            return Ok(());
        }
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED;
        // SAFETY: the range is within this mapping, and whoever calls this gives up its contents.
        let mapped = unsafe {
            let at = self.base().add(start).cast();
            libc::mmap(at, end - start, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0)
        };
        if mapped == libc::MAP_FAILED { Err(errors::system("memory", io::Error::last_os_error())) } else { Ok(()) }
    }

    /// Changes the size; contents up to the smaller size stay, the rest reads as zeros. The mapping may move.
    pub fn resize(&mut self, len: usize) -> Result<()> {
        let refused = || errors::system("memory", io::Error::from_raw_os_error(libc::ENOMEM));
        let len = round_up(len.max(1)).ok_or_else(refused)?;
        if len == self.len {
            return Ok(());
        }
        // SAFETY: old address and size are this mapping's; `&mut self` shows that nobody relies on the old place.
        let base = unsafe { libc::mremap(self.base().cast(), self.len, len, libc::MREMAP_MAYMOVE) };
        if base == libc::MAP_FAILED {
            return Err(errors::system("memory", io::Error::last_os_error()));
        }
        self.base = NonNull::new(base.cast()).ok_or_else(refused)?;
        self.len = len;
        Ok(())
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the range is this mapping's, and it is going away.
        unsafe { libc::munmap(self.base().cast(), self.len) };
    }
}

/// Asks the system to back memory that is about to be filled with large pages, of which it must make fewer. It may refuse;
/// of less than a megabyte it is not asked.
///
/// ```
/// let mut bytes = vec![0; 8 << 20];
/// wharf_vm::mapping::prefer_large_pages(&mut bytes);
/// ```
pub fn prefer_large_pages<T>(memory: &mut [T]) {
    const LEAST: usize = 1 << 20;
    if size_of_val(memory) < LEAST {
        return;
    }
    // Outwards: an allocator's mapping begins with some bytes of its own, and the page that holds them is part of a large one.
    let start = memory.as_ptr() as usize & !(page_size() - 1);
    let end = (memory.as_ptr() as usize + size_of_val(memory)).next_multiple_of(page_size());
    // SAFETY: the advice changes no contents, whoever they belong to.
    unsafe { libc::madvise(start as *mut libc::c_void, end - start, libc::MADV_HUGEPAGE) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn committed_memory_is_zero_and_keeps_what_is_written() {
        let mapping = Mapping::reserve(1 << 20).unwrap();
        mapping.commit(0, 1).unwrap();
        // SAFETY: the first page was committed.
        unsafe {
            assert_eq!(*mapping.base(), 0);
            *mapping.base() = 7;
            mapping.commit(0, 100_000).unwrap();
            assert_eq!(*mapping.base(), 7);
            mapping.discard(0, page_size());
            assert_eq!(*mapping.base(), 0);
        }
    }

    #[test]
    fn resizing_keeps_the_contents() {
        let mut mapping = Mapping::zeroed(1).unwrap();
        // SAFETY: mapped readable and writable.
        unsafe { *mapping.base() = 9 };
        mapping.resize(1 << 22).unwrap();
        // SAFETY: as above.
        unsafe { assert_eq!((*mapping.base(), *mapping.base().add((1 << 22) - 1)), (9, 0)) };
    }

    #[test]
    fn absurd_sizes_are_errors() {
        assert!(Mapping::reserve(usize::MAX).is_err());
        assert!(Mapping::reserve(1 << 60).is_err());
    }
}
