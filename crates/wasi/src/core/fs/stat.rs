//! Attributes of files: type, size, times; and the target of a link.

use crate::core::error::{Error, Result};
use crate::core::limits::PATH_BYTES;
use rustix::fd::BorrowedFd;
use rustix::fs::{Timespec, Timestamps, UTIME_NOW, UTIME_OMIT, fstat, readlinkat_raw};
use std::mem::MaybeUninit;

/// What kind of thing a descriptor or a directory's entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileType {
    /// None of the others.
    Unknown,
    /// A block device.
    BlockDevice,
    /// A character device.
    CharacterDevice,
    /// A directory.
    Directory,
    /// A pipe.
    Fifo,
    /// A regular file.
    RegularFile,
    /// A socket that carries datagrams.
    SocketDgram,
    /// A socket that carries a stream of bytes.
    SocketStream,
    /// A symbolic link.
    SymbolicLink,
}

impl From<rustix::fs::FileType> for FileType {
    fn from(file_type: rustix::fs::FileType) -> FileType {
        use rustix::fs::FileType as Host;
        match file_type {
            Host::RegularFile => FileType::RegularFile,
            Host::Directory => FileType::Directory,
            Host::Symlink => FileType::SymbolicLink,
            Host::Fifo => FileType::Fifo,
            Host::Socket => FileType::SocketStream,
            Host::CharacterDevice => FileType::CharacterDevice,
            Host::BlockDevice => FileType::BlockDevice,
            _ => FileType::Unknown,
        }
    }
}

/// Attributes of a file, as `stat` gives them. Times are nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// The device the file lies on.
    pub device: u64,
    /// Its number on that device.
    pub inode: u64,
    /// Its type.
    pub file_type: FileType,
    /// How many names it has.
    pub links: u64,
    /// Bytes of a regular file, or of a link's target.
    pub size: u64,
    /// When it was last read.
    pub accessed: u64,
    /// When its contents last changed.
    pub modified: u64,
    /// When its attributes last changed.
    pub changed: u64,
}

impl Stat {
    /// The attributes of something that has a type and nothing else, as a stream made of memory.
    pub fn of_type(file_type: FileType) -> Stat {
        Stat { device: 0, inode: 0, file_type, links: 1, size: 0, accessed: 0, modified: 0, changed: 0 }
    }

    /// The attributes of what `fd` refers to.
    pub(in crate::core) fn of(fd: BorrowedFd<'_>) -> Result<Stat> {
        let stat = fstat(fd)?;
        Ok(Stat {
            device: stat.st_dev as u64,
            inode: stat.st_ino as u64,
            file_type: rustix::fs::FileType::from_raw_mode(stat.st_mode).into(),
            links: stat.st_nlink as u64,
            size: u64::try_from(stat.st_size).unwrap_or(0),
            accessed: nanos(stat.st_atime as i64, stat.st_atime_nsec as u64),
            modified: nanos(stat.st_mtime as i64, stat.st_mtime_nsec as u64),
            changed: nanos(stat.st_ctime as i64, stat.st_ctime_nsec as u64),
        })
    }
}

/// Times before 1970 have no place in an unsigned count and show as 1970.
fn nanos(seconds: i64, nanos: u64) -> u64 {
    u64::try_from(seconds).unwrap_or(0).saturating_mul(1_000_000_000).saturating_add(nanos)
}

/// What to set a time to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetTime {
    /// Leave it as it is.
    Keep,
    /// The host's time now.
    Now,
    /// Nanoseconds since 1970.
    To(u64),
}

impl SetTime {
    fn timespec(self) -> Timespec {
        match self {
            SetTime::Keep => Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT as _ },
            SetTime::Now => Timespec { tv_sec: 0, tv_nsec: UTIME_NOW as _ },
            // u64::MAX nanoseconds are 18 446 744 073 seconds, which an i64 holds.
            SetTime::To(nanos) => {
                Timespec { tv_sec: (nanos / 1_000_000_000) as i64, tv_nsec: (nanos % 1_000_000_000) as _ }
            }
        }
    }
}

/// The host's form of two times to set.
pub(super) fn timestamps(accessed: SetTime, modified: SetTime) -> Timestamps {
    Timestamps { last_access: accessed.timespec(), last_modification: modified.timespec() }
}

/// The target of the symbolic link that `fd` was opened on with `O_PATH | O_NOFOLLOW`; `None` if it is no link.
pub(super) fn link_target(fd: BorrowedFd<'_>) -> Result<Option<Vec<u8>>> {
    if Stat::of(fd)?.file_type != FileType::SymbolicLink {
        return Ok(None);
    }
    let mut buffer = [MaybeUninit::uninit(); PATH_BYTES];
    let (target, _) = readlinkat_raw(fd, "", &mut buffer)?;
    if target.len() == PATH_BYTES {
        return Err(Error::NameTooLong);
    }
    Ok(Some(target.to_vec()))
}
