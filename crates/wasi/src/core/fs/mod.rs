//! Files and directories as capabilities.
//!
//! A [`Dir`] is the right to what lies beneath one directory and to nothing else; a [`File`] is one open file. There is
//! no current directory and no absolute path. Each carries the permissions of the grant it came from ([`DirPerms`],
//! [`FilePerms`]), and hands them on to what is opened through it.
//!
//! Confinement is the kernel's: a path is never taken apart and walked here. `resolve` opens it in one call that cannot
//! leave the directory, and what works on a name (rename, unlink…) opens the name's parent that way first.

mod dir;
mod file;
mod list;
mod path;
mod perms;
mod resolve;
mod stat;

pub use dir::{Dir, OpenOptions, Opened};
pub use file::{Advice, File, FileFlags, SeekFrom};
pub use list::DirEntry;
pub use perms::{DirPerms, FilePerms, Perms};
pub use stat::{FileType, SetTime, Stat};
