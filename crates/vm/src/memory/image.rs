//! Memory images: what a module's data segments make of a fresh memory, as a file that instances map copy-on-write.
//!
//! A page that a program only reads is shared by all instances, and one that it never touches costs nothing. Images are
//! made when a template is instantiated for the second time, so that a program run once does not pay for them, and only
//! where they are large enough to beat copying. One that lies in a file from an earlier run serves the first instance too.

use std::fs::{File, Permissions};
use std::io;
use std::ops::Range;
use std::os::fd::{AsFd, AsRawFd, FromRawFd};
use std::os::unix::fs::PermissionsExt;

use wharf_core::module::{ElementSegment, Mode, Module};
use wharf_core::types::{AddrType, ExternKind};

use crate::const_expr::number;
use crate::mapping::{Mapping, page_size};
use crate::view::FileView;

/// The least number of bytes that is worth mapping.
const SMALLEST: usize = 128 << 10;
/// The most address space that an image may take: segments far apart are better copied.
const LARGEST: usize = 256 << 20;

/// The contents of a range of a memory.
#[derive(Debug)]
pub struct Image {
    file: File,
    /// Where it begins in the file.
    at: u64,
    /// Its bytes, to be read.
    view: FileView,
    /// In bytes of the memory, whole pages of the system.
    range: Range<usize>,
    /// Whether all data segments of the module are in it, so that none is left once it is there.
    is_whole: bool,
}

impl Image {
    /// The image of a memory of a valid module, if all its segments are known beforehand and it is worth one.
    pub fn of(module: &Module, memory: u32) -> Option<Image> {
        let ty = module.memories.get(memory as usize)?;
        let plain = ty.addr == AddrType::I32 && ty.page_size_log2 == 16 && !ty.shared;
        if !plain || memory < module.imported(ExternKind::Memory) {
            return None;
        }
        // An instance that fails may have left its functions in somebody else's table, where they must not find what
        // the segments would have written.
        let leaks = |segment: &ElementSegment| match segment.mode {
            Mode::Active { target, .. } => target < module.imported(ExternKind::Table),
            _ => false,
        };
        if module.elements.iter().any(leaks) {
            return None;
        }
        let size = ty.limits.min.checked_mul(ty.page_size())?;
        let mut segments = Vec::new();
        for segment in &module.datas {
            let Mode::Active { target, offset } = segment.mode else { continue };
            if target != memory {
                continue;
            }
            let start = number(module, offset).ok()??;
            // What does not fit must trap in its turn.
            let end = start.checked_add(segment.data.len() as u64).filter(|end| *end <= size)?;
            segments.push((start as usize..end as usize, module.slice(segment.data)));
        }
        let is_whole = segments.len() == module.datas.len();
        let filled: usize = segments.iter().map(|(_, bytes)| bytes.len()).sum();
        let start = segments.iter().map(|(range, _)| range.start).min()? & !(page_size() - 1);
        let end = segments.iter().map(|(range, _)| range.end).max()?.next_multiple_of(page_size());
        if filled < SMALLEST || end - start > LARGEST || end as u64 > size {
            return None;
        }
        let file = file_of(end - start).ok()?;
        let contents = Mapping::shared(file.as_fd(), end - start).ok()?;
        for (range, bytes) in segments {
            // SAFETY: every segment lies between the first start and the last end, and nobody else has the file.
            unsafe {
                std::ptr::copy_nonoverlapping(bytes.as_ptr(), contents.base().add(range.start - start), bytes.len())
            };
        }
        Image::in_file(&file, 0, start..end, is_whole).ok()
    }

    /// The image that lies in a file from this place on, and makes this range of a memory; if it is whole, all data segments
    /// of the module are in it.
    ///
    /// # Errors
    /// Place or range are not whole pages of the system; those of [`FileView::new`].
    pub fn in_file(file: &File, at: u64, range: Range<usize>, is_whole: bool) -> io::Result<Image> {
        if !range.start.is_multiple_of(page_size()) || !range.end.is_multiple_of(page_size()) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let len = range.end.saturating_sub(range.start) as u64;
        let view = FileView::new(file, at..at.saturating_add(len))?;
        Ok(Image { file: file.try_clone()?, at, view, range, is_whole })
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        self.view.as_ref()
    }

    /// Which part of the memory it makes, in bytes.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Whether all data segments of the module are in it.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether it can be a memory's beginning: one of this module, by index.
    pub(crate) fn fits(&self, module: &Module, memory: u32) -> bool {
        let ty = module.memories.get(memory as usize);
        let size = ty.and_then(|ty| ty.limits.min.checked_mul(ty.page_size()));
        size.is_some_and(|size| self.range.end as u64 <= size)
    }

    /// Maps it at its place in the memory that begins at `base`, in place of what is there.
    ///
    /// # Safety
    /// The range of the memory is a mapping of its own, accessible, and nobody holds references into it.
    pub(crate) unsafe fn map(&self, base: *mut u8) -> io::Result<()> {
        let flags = libc::MAP_PRIVATE | libc::MAP_FIXED | libc::MAP_NORESERVE;
        // SAFETY: upheld by the caller.
        let mapped = unsafe {
            let at = base.add(self.range.start).cast();
            let protection = libc::PROT_READ | libc::PROT_WRITE;
            libc::mmap(at, self.range.len(), protection, flags, self.file.as_raw_fd(), self.at as libc::off_t)
        };
        if mapped == libc::MAP_FAILED { Err(io::Error::last_os_error()) } else { Ok(()) }
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        super::pool::forget_stale();
    }
}

/// A file without a name, of zeros, that nobody else may write to.
pub(super) fn file_of(len: usize) -> io::Result<File> {
    // SAFETY: a fresh file descriptor, which nobody else has.
    let file = unsafe {
        let file = libc::memfd_create(c"wharf-image".as_ptr(), libc::MFD_CLOEXEC);
        if file < 0 {
            return Err(io::Error::last_os_error());
        }
        File::from_raw_fd(file)
    };
    file.set_permissions(Permissions::from_mode(0o600))?;
    file.set_len(len as u64)?;
    Ok(file)
}
