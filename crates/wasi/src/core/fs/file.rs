//! An open file.

use super::perms::{FilePerms, Perms};
use super::stat::{FileType, SetTime, Stat, timestamps};
use crate::core::error::{Error, Result};
use crate::core::poll::Source;
use crate::core::transfer;
use bitflags::bitflags;
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{FallocateFlags, OFlags, fadvise, fallocate, fcntl_setfl, fdatasync, fsync, ftruncate, futimens};
use rustix::io::retry_on_intr;
use std::io::{IoSlice, IoSliceMut, IsTerminal};
use std::num::NonZeroU64;

pub use rustix::fs::{Advice, SeekFrom};

bitflags! {
    /// How an open file behaves, as `fcntl(F_GETFL)` tells.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct FileFlags: u8 {
        /// Every write goes to the end.
        const APPEND = 1;
        /// A write returns when the data is on the disk.
        const DSYNC = 2;
        /// Reading and writing never wait.
        const NONBLOCK = 4;
        /// Reads are synchronized as writes are.
        const RSYNC = 8;
        /// A write returns when data and attributes are on the disk.
        const SYNC = 16;
    }
}

impl FileFlags {
    /// The host's form, for opening.
    pub(super) fn host(self) -> OFlags {
        let pairs = [
            (FileFlags::APPEND, OFlags::APPEND),
            (FileFlags::DSYNC, OFlags::DSYNC),
            (FileFlags::NONBLOCK, OFlags::NONBLOCK),
            (FileFlags::RSYNC, OFlags::RSYNC),
            (FileFlags::SYNC, OFlags::SYNC),
        ];
        pairs.iter().filter(|(flag, _)| self.contains(*flag)).map(|(_, host)| *host).collect()
    }
}

/// An open file that is not a directory.
#[derive(Debug)]
pub struct File {
    fd: OwnedFd,
    file_type: FileType,
    perms: Perms,
    readable: bool,
    writable: bool,
    flags: FileFlags,
    /// Synchronization asked for after the file was opened, which the kernel leaves to us.
    sync_by_hand: FileFlags,
}

impl File {
    pub(super) fn new(fd: OwnedFd, file_type: FileType, perms: Perms, access: Access, flags: FileFlags) -> File {
        let Access { read: readable, write: writable } = access;
        File { fd, file_type, perms, readable, writable, flags, sync_by_hand: FileFlags::empty() }
    }

    /// What kind of file it is.
    pub fn file_type(&self) -> FileType {
        self.file_type
    }

    /// Whether it was opened for reading.
    pub fn readable(&self) -> bool {
        self.readable
    }

    /// Whether it was opened for writing.
    pub fn writable(&self) -> bool {
        self.writable
    }

    /// Whether it is a terminal.
    pub fn is_terminal(&self) -> bool {
        self.file_type == FileType::CharacterDevice && self.fd.is_terminal()
    }

    /// Reads into `buffers` from the file's position and moves it; 0 is the end.
    pub fn read(&self, buffers: &mut [IoSliceMut<'_>]) -> Result<usize> {
        self.need_readable()?;
        transfer::receive(&self.fd, buffers)
    }

    /// Reads into `buffers` from `offset`, leaving the position alone.
    pub fn read_at(&self, buffers: &mut [IoSliceMut<'_>], offset: u64) -> Result<usize> {
        self.need_readable()?;
        transfer::receive_at(&self.fd, buffers, offset)
    }

    /// Writes `buffers` at the file's position, or its end with [`FileFlags::APPEND`], and moves the position.
    pub fn write(&self, buffers: &[IoSlice<'_>]) -> Result<usize> {
        self.need_writable()?;
        let written = transfer::send(&self.fd, buffers)?;
        self.settle()?;
        Ok(written)
    }

    /// Writes `buffers` at `offset`, leaving the position alone. With [`FileFlags::APPEND`] Linux writes at the end.
    pub fn write_at(&self, buffers: &[IoSlice<'_>], offset: u64) -> Result<usize> {
        self.need_writable()?;
        let written = transfer::send_at(&self.fd, buffers, offset)?;
        self.settle()?;
        Ok(written)
    }

    /// Moves the position and gives it, in bytes from the start.
    pub fn seek(&self, to: SeekFrom) -> Result<u64> {
        Ok(rustix::fs::seek(&self.fd, to)?)
    }

    /// The attributes.
    pub fn stat(&self) -> Result<Stat> {
        Stat::of(self.fd.as_fd())
    }

    /// Cuts or lengthens (with zeros) the file to `size` bytes.
    pub fn set_size(&self, size: u64) -> Result<()> {
        self.need_writable()?;
        i64::try_from(size).map_err(|_| Error::FBig)?;
        Ok(retry_on_intr(|| ftruncate(&self.fd, size))?)
    }

    /// Sets the times. It needs the permission to write, not that the file was opened for it.
    pub fn set_times(&self, accessed: SetTime, modified: SetTime) -> Result<()> {
        self.perms.need_file(FilePerms::WRITE)?;
        Ok(futimens(&self.fd, &timestamps(accessed, modified))?)
    }

    /// Tells the host how a region will be used; a `len` of 0 reaches to the end.
    pub fn advise(&self, offset: u64, len: u64, advice: Advice) -> Result<()> {
        Ok(fadvise(&self.fd, offset, NonZeroU64::new(len), advice)?)
    }

    /// Makes sure that space for a region is there, lengthening the file to its end.
    pub fn allocate(&self, offset: u64, len: u64) -> Result<()> {
        self.need_writable()?;
        Ok(retry_on_intr(|| fallocate(&self.fd, FallocateFlags::empty(), offset, len))?)
    }

    /// Puts data and attributes on the disk.
    pub fn sync(&self) -> Result<()> {
        Ok(retry_on_intr(|| fsync(&self.fd))?)
    }

    /// Puts data on the disk.
    pub fn datasync(&self) -> Result<()> {
        Ok(retry_on_intr(|| fdatasync(&self.fd))?)
    }

    /// How the file behaves.
    pub fn flags(&self) -> FileFlags {
        self.flags
    }

    /// Changes how the file behaves.
    pub fn set_flags(&mut self, flags: FileFlags) -> Result<()> {
        let kernel = FileFlags::APPEND | FileFlags::NONBLOCK;
        fcntl_setfl(&self.fd, (flags & kernel).host())?;
        self.flags = flags;
        self.sync_by_hand = flags - kernel;
        Ok(())
    }

    /// What to wait for until the file can be read: regular files never wait.
    pub fn source(&self) -> Source<'_> {
        match self.file_type {
            FileType::RegularFile => Source::Ready { bytes: self.bytes_left() },
            _ => Source::Host(self.fd.as_fd()),
        }
    }

    fn bytes_left(&self) -> u64 {
        let position = self.seek(SeekFrom::Current(0)).unwrap_or(0);
        self.stat().map_or(0, |stat| stat.size).saturating_sub(position)
    }

    fn need_readable(&self) -> Result<()> {
        if self.readable { Ok(()) } else { Err(Error::BadF) }
    }

    fn need_writable(&self) -> Result<()> {
        if self.writable { Ok(()) } else { Err(Error::BadF) }
    }

    /// Keeps the promise of synchronization flags set since the file was opened.
    fn settle(&self) -> Result<()> {
        match self.sync_by_hand {
            flags if flags.contains(FileFlags::SYNC) => self.sync(),
            flags if flags.contains(FileFlags::DSYNC) => self.datasync(),
            _ => Ok(()),
        }
    }
}

/// What a file is opened for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Access {
    pub read: bool,
    pub write: bool,
}
