//! Opening a guest's path beneath a directory: the one place where a path meets the host's file system.
//!
//! Linux: `openat2` with `RESOLVE_BENEATH`, under which no `..`, absolute path or symbolic link leads outside, and
//! `RESOLVE_NO_MAGICLINKS`, under which the links of `/proc` that jump anywhere are refused. There is no second way:
//! where the kernel lacks the call (before 5.6) every path is refused. A walk of our own would be a race with whoever
//! else changes the tree, and such walks are where sandboxes leaked.

use super::path::{self, Last, Parts};
use crate::core::error::{Error, Result};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
use rustix::io::Errno;

/// How often a path is tried again when a rename elsewhere in the tree kept the kernel from judging a `..` in it.
const ATTEMPTS: usize = 64;

/// How many links in a row [`follow_last`] goes along (the kernel's own bound).
const LINKS: usize = 40;

/// Opens `path` beneath `dir`. `mode` counts when `flags` create.
///
/// # Errors
/// [`Error::Perm`] when the path leads outside of `dir`; otherwise what `open` gives.
pub(super) fn open_beneath(dir: BorrowedFd<'_>, path: &[u8], flags: OFlags, mode: Mode) -> Result<OwnedFd> {
    path::check(path)?;
    let flags = flags | OFlags::CLOEXEC;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
    let mut attempts = 0;
    loop {
        match openat2(dir, path, flags, mode, resolve) {
            Ok(fd) => return Ok(fd),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) if attempts < ATTEMPTS => attempts += 1,
            Err(Errno::XDEV) => return Err(Error::Perm),
            Err(Errno::NOSYS) => return Err(Error::NotSup),
            Err(errno) => return Err(errno.into()),
        }
    }
}

/// Opens `path` beneath `dir` only to name it, not to read or write it. A link at its end is opened itself unless
/// `follow`.
pub(super) fn locate(dir: BorrowedFd<'_>, path: &[u8], follow: bool) -> Result<OwnedFd> {
    let nofollow = if follow { OFlags::empty() } else { OFlags::NOFOLLOW };
    open_beneath(dir, path, OFlags::PATH | nofollow, Mode::empty())
}

/// A directory that lies beneath another, opened or borrowed.
pub(super) enum Parent<'a> {
    /// The directory the path starts from.
    Start(BorrowedFd<'a>),
    /// Another one.
    Opened(OwnedFd),
}

impl AsFd for Parent<'_> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Parent::Start(fd) => *fd,
            Parent::Opened(fd) => fd.as_fd(),
        }
    }
}

/// An entry of a directory, which may not exist yet.
pub(super) struct Entry<'a> {
    /// The directory.
    pub parent: Parent<'a>,
    /// The entry's name, without any slash; with it, `*at` calls that do not follow links stay in `parent`.
    pub name: &'a [u8],
    /// Whether slashes followed the name in the path.
    pub trailing_slash: bool,
}

/// Finds the entry that `path` names. `on_dots` is what a path that ends in `.` or `..` gives.
pub(super) fn entry<'a>(dir: BorrowedFd<'a>, path: &'a [u8], on_dots: fn(Last<'_>) -> Error) -> Result<Entry<'a>> {
    let Parts { parent, last, trailing_slash } = path::split(path)?;
    let parent = match parent {
        None => Parent::Start(dir),
        Some(path) => Parent::Opened(open_beneath(dir, path, OFlags::PATH | OFlags::DIRECTORY, Mode::empty())?),
    };
    match last {
        Last::Name(name) => Ok(Entry { parent, name, trailing_slash }),
        Last::Dot | Last::DotDot => Err(on_dots(last)),
    }
}

/// The path, beneath `dir`, of what `path` names once every link at its end is followed.
pub(super) fn follow_last(dir: BorrowedFd<'_>, path: &[u8]) -> Result<Vec<u8>> {
    let mut path = path.to_vec();
    for _ in 0..=LINKS {
        let Parts { parent, trailing_slash, .. } = path::split(&path)?;
        let fd = locate(dir, &path, trailing_slash)?;
        let Some(target) = super::stat::link_target(fd.as_fd())? else { return Ok(path) };
        path::check(&target)?;
        path = match parent {
            None => target,
            Some(parent) => [parent, b"/", &target].concat(),
        };
    }
    Err(Error::Loop)
}
