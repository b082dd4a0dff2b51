//! Memory images: what a module's data segments make of a fresh memory, as a file that instances map copy-on-write.
//!
//! A page that a program only reads is shared by all instances, and one that it never touches costs nothing. Images are
//! made when a template is instantiated for the second time, so that a program run once does not pay for them, and only
//! where they are large enough to beat copying.

use std::io;
use std::ops::Range;
use std::os::fd::{AsFd, AsRawFd, FromRawFd, OwnedFd};

use wharf_core::Op;
use wharf_core::module::{ConstExpr, ElementSegment, Mode, Module};
use wharf_core::types::{AddrType, ExternKind};
use wharf_syntax::instr::Imm;

use crate::mapping::{Mapping, page_size};

/// The least number of bytes that is worth mapping.
const SMALLEST: usize = 128 << 10;
/// The most address space that an image may take: segments far apart are better copied.
const LARGEST: usize = 256 << 20;

/// The contents of a range of a memory.
#[derive(Debug)]
pub(crate) struct Image {
    file: OwnedFd,
    /// Its bytes, to be read.
    view: Mapping,
    /// In bytes of the memory, whole pages of the system.
    range: Range<usize>,
}

impl Image {
    /// The image of a memory of a module, if all its segments are known beforehand and it is worth one.
    pub(crate) fn of(module: &Module, memory: u32) -> Option<Image> {
        let ty = module.memories[memory as usize];
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
            let start = u64::from(constant(module, offset)?);
            // What does not fit must trap in its turn.
            let end = start.checked_add(segment.data.len() as u64).filter(|end| *end <= size)?;
            segments.push((start as usize..end as usize, module.slice(segment.data)));
        }
        let filled: usize = segments.iter().map(|(_, bytes)| bytes.len()).sum();
        let start = segments.iter().map(|(range, _)| range.start).min()? & !(page_size() - 1);
        let end = segments.iter().map(|(range, _)| range.end).max()?.next_multiple_of(page_size());
        if filled < SMALLEST || end - start > LARGEST || end as u64 > size {
            return None;
        }
        let file = file_of(end - start).ok()?;
        for (range, bytes) in segments {
            write_at(&file, bytes, range.start - start).ok()?;
        }
        let view = Mapping::of_file(file.as_fd(), end - start).ok()?;
        Some(Image { file, view, range: start..end })
    }

    /// The address of its bytes.
    pub(super) fn bytes(&self) -> *const u8 {
        self.view.base()
    }

    pub(crate) fn range(&self) -> Range<usize> {
        self.range.clone()
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
            libc::mmap(at, self.range.len(), protection, flags, self.file.as_raw_fd(), 0)
        };
        if mapped == libc::MAP_FAILED { Err(io::Error::last_os_error()) } else { Ok(()) }
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        super::pool::forget_stale();
    }
}

/// The value of an expression that is nothing but `i32.const`.
fn constant(module: &Module, expr: ConstExpr) -> Option<u32> {
    let mut instrs = wharf_syntax::binary::const_expr(module, expr);
    let (value, end) = (instrs.next().ok()?, instrs.next().ok()?);
    match value.imm {
        Imm::I32(value) if end.op == Op::End => Some(value as u32),
        _ => None,
    }
}

/// A file without a name, of zeros.
fn file_of(len: usize) -> io::Result<OwnedFd> {
    // SAFETY: a fresh file descriptor, which nobody else has.
    unsafe {
        let file = libc::memfd_create(c"wharf-image".as_ptr(), libc::MFD_CLOEXEC);
        if file < 0 {
            return Err(io::Error::last_os_error());
        }
        let file = OwnedFd::from_raw_fd(file);
        match libc::ftruncate(file.as_raw_fd(), len as libc::off_t) {
            0 => Ok(file),
            _ => Err(io::Error::last_os_error()),
        }
    }
}

fn write_at(file: &OwnedFd, mut bytes: &[u8], mut at: usize) -> io::Result<()> {
    while !bytes.is_empty() {
        // SAFETY: the bytes are readable for their length.
        let written = unsafe { libc::pwrite(file.as_raw_fd(), bytes.as_ptr().cast(), bytes.len(), at as libc::off_t) };
        match usize::try_from(written) {
            Ok(written) if written > 0 => (bytes, at) = (&bytes[written..], at + written),
            _ => return Err(io::Error::last_os_error()),
        }
    }
    Ok(())
}
