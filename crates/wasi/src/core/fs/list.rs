//! Listing a directory from any place in it, in bounded memory.
//!
//! The place is the kernel's own cookie, which stays good across calls and while other entries come and go. Nothing of
//! a listing is kept between calls, so a guest cannot make the host hold a directory in memory.

use super::stat::{FileType, Stat};
use crate::core::error::{Error, Result};
use rustix::fd::{AsFd, BorrowedFd};
use rustix::fs::{AtFlags, Mode, OFlags, RawDir, SeekFrom, openat, seek, statat};
use std::ops::ControlFlow;

/// The least buffer with which one entry of the longest name can be read.
const LEAST_BUFFER: usize = 512;

/// One entry of a directory; `.` and `..` are among them.
#[derive(Clone, Copy, Debug)]
pub struct DirEntry<'a> {
    /// Where the listing goes on after this entry; 0 is the start.
    pub next: u64,
    /// The file's number; for `..` that of the directory itself, whose parent is no business of its holder.
    pub inode: u64,
    /// The file's type.
    pub file_type: FileType,
    /// The entry's name.
    pub name: &'a [u8],
}

/// Shows `visit` the entries of `dir` from `cookie` on until it breaks or none are left.
pub(super) fn list(
    dir: BorrowedFd<'_>,
    cookie: u64,
    buffer: usize,
    mut visit: impl FnMut(DirEntry<'_>) -> ControlFlow<()>,
) -> Result<()> {
    // A descriptor of its own: the position in a directory belongs to the open file, which others may share.
    let fd = openat(dir, ".", OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    if cookie != 0 {
        let cookie = i64::try_from(cookie).map_err(|_| Error::Inval)?;
        seek(&fd, SeekFrom::Start(cookie as u64))?;
    }
    let mut buffer = Vec::with_capacity(buffer.max(LEAST_BUFFER));
    let mut entries = RawDir::new(&fd, buffer.spare_capacity_mut());
    while let Some(entry) = entries.next() {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        let (inode, file_type) = match name {
            b".." => (Stat::of(fd.as_fd())?.inode, FileType::Directory),
            _ => (entry.ino(), entry.file_type().into()),
        };
        let file_type = match file_type {
            FileType::Unknown => look_up_type(fd.as_fd(), name),
            known => known,
        };
        if visit(DirEntry { next: entry.next_entry_cookie(), inode, file_type, name }).is_break() {
            break;
        }
    }
    Ok(())
}

/// Some file systems do not store types beside names. An entry that has gone since is of unknown type.
fn look_up_type(dir: BorrowedFd<'_>, name: &[u8]) -> FileType {
    match statat(dir, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => rustix::fs::FileType::from_raw_mode(stat.st_mode).into(),
        Err(_) => FileType::Unknown,
    }
}
