//! Permissions of a granted directory, handed on to everything opened through it.

use crate::core::error::{Error, Result};
use bitflags::bitflags;

bitflags! {
    /// What may be done to the directories of a grant.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct DirPerms: u8 {
        /// Look up names, list entries, read links and attributes.
        const READ = 1;
        /// Create, rename, link and remove entries, and set the times of directories and links.
        const MUTATE = 2;
    }

    /// What may be done to the files of a grant.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct FilePerms: u8 {
        /// Read contents.
        const READ = 1;
        /// Change contents, size and times.
        const WRITE = 2;
    }
}

/// The permissions of one grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Perms {
    /// For directories.
    pub dir: DirPerms,
    /// For files.
    pub file: FilePerms,
}

impl Perms {
    /// Fails unless all of `needed` is granted for directories.
    pub(super) fn need_dir(self, needed: DirPerms) -> Result<()> {
        if self.dir.contains(needed) { Ok(()) } else { Err(Error::Perm) }
    }

    /// Fails unless all of `needed` is granted for files.
    pub(super) fn need_file(self, needed: FilePerms) -> Result<()> {
        if self.file.contains(needed) { Ok(()) } else { Err(Error::Perm) }
    }

    /// Fails if a thing granted with `self` would gain permissions by getting a name under `target`.
    ///
    /// A hard link or a rename from a read-only grant into a writable one would otherwise make the thing writable.
    pub(super) fn need_no_gain_in(self, target: Perms) -> Result<()> {
        if self.dir.contains(target.dir) && self.file.contains(target.file) { Ok(()) } else { Err(Error::Perm) }
    }
}
