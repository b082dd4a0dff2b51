//! A directory as a capability: everything that can be done beneath it, and nothing else.

use super::file::{Access, File, FileFlags};
use super::list::{self, DirEntry};
use super::path::{self, Last};
use super::perms::{DirPerms, FilePerms, Perms};
use super::resolve::{self, Entry, locate, open_beneath};
use super::stat::{FileType, SetTime, Stat, link_target, timestamps};
use crate::core::error::{Error, Result};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{
    AtFlags, Mode, OFlags, fdatasync, fsync, futimens, linkat, mkdirat, renameat, statat, symlinkat, unlinkat,
    utimensat,
};
use std::ops::ControlFlow;

/// How to open a file or a directory.
#[derive(Clone, Copy, Debug)]
pub struct OpenOptions {
    /// Follow a symbolic link at the path's end.
    pub follow: bool,
    /// Open for reading.
    pub read: bool,
    /// Open for writing.
    pub write: bool,
    /// Create a file that is not there.
    pub create: bool,
    /// Fail unless a directory.
    pub directory: bool,
    /// Fail if it is there.
    pub exclusive: bool,
    /// Cut the file to nothing.
    pub truncate: bool,
    /// How the open file behaves.
    pub flags: FileFlags,
}

/// What a path turned out to be.
#[derive(Debug)]
pub enum Opened {
    /// A directory.
    Dir(Dir),
    /// Anything else.
    File(File),
}

/// The right to what lies beneath one directory.
///
/// Paths are bytes, relative, and may hold `.` and `..` as long as they stay beneath.
#[derive(Debug)]
pub struct Dir {
    fd: OwnedFd,
    perms: Perms,
}

impl Dir {
    /// Opens a directory of the host by the host's own rules. This is how a grant is made; no guest gets here.
    ///
    /// # Errors
    /// What `open` gives, and [`Error::NotSup`] where the host cannot confine paths.
    pub fn open_host(path: &std::path::Path, perms: Perms) -> Result<Dir> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let fd = rustix::fs::open(path, flags, Mode::empty())?;
        // Ask now whether paths can be confined, so that a grant that cannot be used fails where it is made.
        locate(fd.as_fd(), b".", false)?;
        Ok(Dir { fd, perms })
    }

    /// The permissions it carries.
    pub fn perms(&self) -> Perms {
        self.perms
    }

    /// Opens `path`.
    ///
    /// # Errors
    /// [`Error::Perm`] when the path leads outside or the grant does not permit what is asked.
    pub fn open(&self, path: &[u8], options: OpenOptions) -> Result<Opened> {
        self.perms.need_dir(DirPerms::READ)?;
        if options.create {
            self.perms.need_dir(DirPerms::MUTATE)?;
        }
        if options.write || options.truncate {
            self.perms.need_file(FilePerms::WRITE)?;
        }
        // Otherwise the path may be a directory's, for which reading is judged by the other half of the permissions.
        if options.read && (options.create || options.truncate) {
            self.perms.need_file(FilePerms::READ)?;
        }
        let mode = if options.create { Mode::from_raw_mode(0o666) } else { Mode::empty() };
        let fd = open_beneath(self.fd.as_fd(), path, host_flags(options), mode)?;
        let file_type = Stat::of(fd.as_fd())?.file_type;
        if file_type == FileType::Directory {
            return Ok(Opened::Dir(Dir { fd, perms: self.perms }));
        }
        if options.read {
            self.perms.need_file(FilePerms::READ)?;
        }
        let access = Access { read: options.read, write: options.write };
        Ok(Opened::File(File::new(fd, file_type, self.perms, access, options.flags)))
    }

    /// Creates a directory.
    pub fn create_dir(&self, path: &[u8]) -> Result<()> {
        self.perms.need_dir(DirPerms::MUTATE)?;
        let Entry { parent, name, .. } = resolve::entry(self.fd.as_fd(), path, |_| Error::Exist)?;
        Ok(mkdirat(parent, name, Mode::from_raw_mode(0o777))?)
    }

    /// The attributes of what `path` names; of a link at its end, unless `follow`.
    pub fn stat_at(&self, path: &[u8], follow: bool) -> Result<Stat> {
        self.perms.need_dir(DirPerms::READ)?;
        Stat::of(locate(self.fd.as_fd(), path, follow)?.as_fd())
    }

    /// Sets the times of what `path` names; of a link at its end, unless `follow`.
    pub fn set_times_at(&self, path: &[u8], follow: bool, accessed: SetTime, modified: SetTime) -> Result<()> {
        let fd = locate(self.fd.as_fd(), path, follow)?;
        match Stat::of(fd.as_fd())?.file_type {
            FileType::Directory | FileType::SymbolicLink => self.perms.need_dir(DirPerms::MUTATE)?,
            _ => self.perms.need_file(FilePerms::WRITE)?,
        }
        Ok(utimensat(&fd, "", &timestamps(accessed, modified), AtFlags::EMPTY_PATH)?)
    }

    /// Gives the file at `path` a second name, `new_path` beneath `new_dir`. A link at the end of `path` gets the name
    /// itself, unless `follow`.
    ///
    /// # Errors
    /// [`Error::Perm`] for a directory, and when the file would be open to more under its new name.
    pub fn link(&self, path: &[u8], follow: bool, new_dir: &Dir, new_path: &[u8]) -> Result<()> {
        self.perms.need_dir(DirPerms::MUTATE)?;
        new_dir.perms.need_dir(DirPerms::MUTATE)?;
        self.perms.need_no_gain_in(new_dir.perms)?;
        let followed;
        let path = if follow {
            followed = resolve::follow_last(self.fd.as_fd(), path)?;
            &followed
        } else {
            path
        };
        let old = resolve::entry(self.fd.as_fd(), path, |_| Error::Perm)?;
        if old.trailing_slash {
            old.need_directory()?;
        }
        let new = resolve::entry(new_dir.fd.as_fd(), new_path, |_| Error::Exist)?;
        new.refuse_trailing_slash_to_create()?;
        Ok(linkat(old.parent, old.name, new.parent, new.name, AtFlags::empty())?)
    }

    /// Renames `path` to `new_path` beneath `new_dir`, replacing what was there.
    ///
    /// # Errors
    /// [`Error::Perm`] also when the file would be open to more under its new name.
    pub fn rename(&self, path: &[u8], new_dir: &Dir, new_path: &[u8]) -> Result<()> {
        self.perms.need_dir(DirPerms::MUTATE)?;
        new_dir.perms.need_dir(DirPerms::MUTATE)?;
        self.perms.need_no_gain_in(new_dir.perms)?;
        let old = resolve::entry(self.fd.as_fd(), path, |_| Error::Busy)?;
        let new = resolve::entry(new_dir.fd.as_fd(), new_path, |_| Error::Busy)?;
        if old.trailing_slash || new.trailing_slash {
            old.need_directory()?;
        }
        Ok(renameat(old.parent, old.name, new.parent, new.name)?)
    }

    /// Creates a symbolic link at `path` that says `target`.
    ///
    /// # Errors
    /// [`Error::Perm`] for an absolute target: it would mean one thing to the guest and another to the host.
    pub fn symlink(&self, target: &[u8], path: &[u8]) -> Result<()> {
        self.perms.need_dir(DirPerms::MUTATE)?;
        path::check(target)?;
        let new = resolve::entry(self.fd.as_fd(), path, |_| Error::Exist)?;
        new.refuse_trailing_slash_to_create()?;
        Ok(symlinkat(target, new.parent, new.name)?)
    }

    /// The target of the symbolic link at `path`.
    ///
    /// # Errors
    /// [`Error::Inval`] if there is something else.
    pub fn read_link(&self, path: &[u8]) -> Result<Vec<u8>> {
        self.perms.need_dir(DirPerms::READ)?;
        link_target(locate(self.fd.as_fd(), path, false)?.as_fd())?.ok_or(Error::Inval)
    }

    /// Removes a name that is not a directory's.
    pub fn unlink_file(&self, path: &[u8]) -> Result<()> {
        self.perms.need_dir(DirPerms::MUTATE)?;
        let entry = resolve::entry(self.fd.as_fd(), path, |_| Error::IsDir)?;
        if entry.trailing_slash {
            entry.need_directory()?;
            return Err(Error::IsDir);
        }
        Ok(unlinkat(entry.parent, entry.name, AtFlags::empty())?)
    }

    /// Removes an empty directory.
    pub fn remove_dir(&self, path: &[u8]) -> Result<()> {
        self.perms.need_dir(DirPerms::MUTATE)?;
        let on_dots = |last: Last<'_>| if last == Last::Dot { Error::Inval } else { Error::NotEmpty };
        let entry = resolve::entry(self.fd.as_fd(), path, on_dots)?;
        Ok(unlinkat(entry.parent, entry.name, AtFlags::REMOVEDIR)?)
    }

    /// Shows `visit` the entries from `cookie` (0 is the start) on, until it breaks or none are left.
    ///
    /// `buffer` is how much host memory the listing may use, in bytes.
    pub fn list(&self, cookie: u64, buffer: usize, visit: impl FnMut(DirEntry<'_>) -> ControlFlow<()>) -> Result<()> {
        self.perms.need_dir(DirPerms::READ)?;
        list::list(self.fd.as_fd(), cookie, buffer, visit)
    }

    /// The directory's own attributes.
    pub fn stat(&self) -> Result<Stat> {
        Stat::of(self.fd.as_fd())
    }

    /// Sets the directory's own times.
    pub fn set_times(&self, accessed: SetTime, modified: SetTime) -> Result<()> {
        self.perms.need_dir(DirPerms::MUTATE)?;
        Ok(futimens(&self.fd, &timestamps(accessed, modified))?)
    }

    /// Puts the directory's entries on the disk.
    pub fn sync(&self) -> Result<()> {
        Ok(fsync(&self.fd)?)
    }

    /// Puts the directory's entries on the disk.
    pub fn datasync(&self) -> Result<()> {
        Ok(fdatasync(&self.fd)?)
    }
}

impl Entry<'_> {
    /// Fails unless the entry is a directory and no link to one.
    fn need_directory(&self) -> Result<()> {
        match self.file_type()? {
            FileType::Directory => Ok(()),
            _ => Err(Error::NotDir),
        }
    }

    /// A name with a slash after it can be created only as a directory.
    fn refuse_trailing_slash_to_create(&self) -> Result<()> {
        if self.trailing_slash {
            self.file_type()?;
            return Err(Error::Exist);
        }
        Ok(())
    }

    fn file_type(&self) -> Result<FileType> {
        let stat = statat(&self.parent, self.name, AtFlags::SYMLINK_NOFOLLOW)?;
        Ok(rustix::fs::FileType::from_raw_mode(stat.st_mode).into())
    }
}

/// The host's flags for opening.
///
/// Linux truncates a file that is opened for reading alone, POSIX leaves it open; write access is asked for so that
/// the host's permissions are judged the same way everywhere.
fn host_flags(options: OpenOptions) -> OFlags {
    let write = options.write || options.truncate;
    let access = match (options.read, write) {
        (true, true) => OFlags::RDWR,
        (false, true) => OFlags::WRONLY,
        (_, false) => OFlags::RDONLY,
    };
    let pairs = [
        (!options.follow, OFlags::NOFOLLOW),
        (options.create, OFlags::CREATE),
        (options.directory, OFlags::DIRECTORY),
        (options.exclusive, OFlags::EXCL),
        (options.truncate, OFlags::TRUNC),
    ];
    let chosen: OFlags = pairs.iter().filter(|(on, _)| *on).map(|(_, flag)| *flag).collect();
    access | chosen | options.flags.host() | OFlags::NOCTTY
}
