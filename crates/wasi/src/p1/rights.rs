//! Rights of descriptors (`rights`): which there are, and which make sense for what.

use super::table::Object;
use crate::core::fs::{File, FileType};
use bitflags::bitflags;

bitflags! {
    /// What may be done with a descriptor. See the [module](super) for how far they matter.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) struct Rights: u64 {
        const FD_DATASYNC = 1 << 0;
        const FD_READ = 1 << 1;
        const FD_SEEK = 1 << 2;
        const FD_FDSTAT_SET_FLAGS = 1 << 3;
        const FD_SYNC = 1 << 4;
        const FD_TELL = 1 << 5;
        const FD_WRITE = 1 << 6;
        const FD_ADVISE = 1 << 7;
        const FD_ALLOCATE = 1 << 8;
        const PATH_CREATE_DIRECTORY = 1 << 9;
        const PATH_CREATE_FILE = 1 << 10;
        const PATH_LINK_SOURCE = 1 << 11;
        const PATH_LINK_TARGET = 1 << 12;
        const PATH_OPEN = 1 << 13;
        const FD_READDIR = 1 << 14;
        const PATH_READLINK = 1 << 15;
        const PATH_RENAME_SOURCE = 1 << 16;
        const PATH_RENAME_TARGET = 1 << 17;
        const PATH_FILESTAT_GET = 1 << 18;
        const PATH_FILESTAT_SET_SIZE = 1 << 19;
        const PATH_FILESTAT_SET_TIMES = 1 << 20;
        const FD_FILESTAT_GET = 1 << 21;
        const FD_FILESTAT_SET_SIZE = 1 << 22;
        const FD_FILESTAT_SET_TIMES = 1 << 23;
        const PATH_SYMLINK = 1 << 24;
        const PATH_REMOVE_DIRECTORY = 1 << 25;
        const PATH_UNLINK_FILE = 1 << 26;
        const POLL_FD_READWRITE = 1 << 27;
        const SOCK_SHUTDOWN = 1 << 28;
        const SOCK_ACCEPT = 1 << 29;

        /// What any descriptor may do.
        const ANY = Self::FD_FDSTAT_SET_FLAGS.bits() | Self::FD_FILESTAT_GET.bits() | Self::POLL_FD_READWRITE.bits();
        /// Moving and telling the position.
        const POSITION = Self::FD_SEEK.bits() | Self::FD_TELL.bits();
        /// What needs a file to be open for writing.
        const WRITING = Self::FD_WRITE.bits() | Self::FD_ALLOCATE.bits() | Self::FD_FILESTAT_SET_SIZE.bits();
        /// What any file may do.
        const FILE = Self::ANY.bits() | Self::FD_SYNC.bits() | Self::FD_DATASYNC.bits() | Self::FD_ADVISE.bits()
            | Self::FD_FILESTAT_SET_TIMES.bits();
        /// What a directory may do.
        const DIRECTORY = Self::ANY.bits() | Self::FD_SYNC.bits() | Self::FD_DATASYNC.bits()
            | Self::FD_FILESTAT_SET_TIMES.bits() | Self::FD_READDIR.bits() | Self::PATH_CREATE_DIRECTORY.bits()
            | Self::PATH_CREATE_FILE.bits() | Self::PATH_LINK_SOURCE.bits() | Self::PATH_LINK_TARGET.bits()
            | Self::PATH_OPEN.bits() | Self::PATH_READLINK.bits() | Self::PATH_RENAME_SOURCE.bits()
            | Self::PATH_RENAME_TARGET.bits() | Self::PATH_FILESTAT_GET.bits() | Self::PATH_FILESTAT_SET_SIZE.bits()
            | Self::PATH_FILESTAT_SET_TIMES.bits() | Self::PATH_SYMLINK.bits() | Self::PATH_REMOVE_DIRECTORY.bits()
            | Self::PATH_UNLINK_FILE.bits();
        /// What may be opened through a directory.
        const INHERITABLE = Self::DIRECTORY.bits() | Self::FILE.bits() | Self::POSITION.bits() | Self::FD_READ.bits()
            | Self::WRITING.bits();
    }
}

/// The rights that make sense for `object`.
pub(super) fn applicable(object: &Object) -> Rights {
    match object {
        Object::Input { stream, .. } => Rights::ANY | Rights::FD_READ | position_of_stream(stream.stat().ok()),
        Object::Output { stream, .. } => Rights::ANY | Rights::FD_WRITE | position_of_stream(stream.stat().ok()),
        Object::File(file) => of_file(file),
        Object::Dir { .. } => Rights::DIRECTORY,
        Object::Socket(socket) if socket.is_listening() => Rights::ANY | Rights::FD_READ | Rights::SOCK_ACCEPT,
        Object::Socket(_) => Rights::ANY | Rights::FD_READ | Rights::FD_WRITE | Rights::SOCK_SHUTDOWN,
    }
}

/// What may be opened through `object`.
pub(super) fn inheritable(object: &Object) -> Rights {
    match object {
        Object::Dir { .. } => Rights::INHERITABLE,
        Object::Socket(socket) if socket.is_listening() => {
            Rights::ANY | Rights::FD_READ | Rights::FD_WRITE | Rights::SOCK_SHUTDOWN
        }
        _ => Rights::empty(),
    }
}

/// libc takes a character device without a position for a terminal, so a terminal has none and other devices do.
fn of_file(file: &File) -> Rights {
    let reading = if file.readable() { Rights::FD_READ } else { Rights::empty() };
    let writing = if file.writable() { Rights::WRITING } else { Rights::empty() };
    let position = match file.file_type() {
        FileType::Fifo => Rights::empty(),
        _ if file.is_terminal() => Rights::empty(),
        _ => Rights::POSITION,
    };
    Rights::FILE | reading | writing | position
}

/// A standard stream has a position where it was redirected to a file.
fn position_of_stream(stat: Option<crate::core::fs::Stat>) -> Rights {
    match stat.map(|stat| stat.file_type) {
        Some(FileType::RegularFile) => Rights::POSITION,
        _ => Rights::empty(),
    }
}
