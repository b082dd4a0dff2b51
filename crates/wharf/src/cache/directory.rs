//! The directory of a cache: whose it is, files that appear whole or not at all, and what goes when it is full.
//!
//! Everything is done relative to the opened directory, so it stays the one that was checked. Readers take no locks and
//! wait for nobody: a file is written under another name and renamed, and one that is removed while somebody reads it goes
//! on being there for him.

use std::fs::{DirBuilder, File};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::fs::{Access, AtFlags, Dir, Mode, OFlags, Timespec, Timestamps, UTIME_NOW};

use super::name::{PAST, SEEN, SUFFIX};

/// What names of files that are being written begin with.
const UNFINISHED: &str = ".new-";
/// When an unfinished file belongs to nobody any more.
const ABANDONED: Duration = Duration::from_secs(3600);
/// How exact the times of last use are: they are not written more often.
const USED_AGAIN: Duration = Duration::from_secs(600);

/// The directory of a cache, open.
#[derive(Debug)]
pub(crate) struct Directory(OwnedFd);

impl Directory {
    /// Opens a directory, if it belongs to the user and nobody else may write to it.
    pub(super) fn open_checked(path: &Path) -> Option<Directory> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let directory = rustix::fs::open(path, flags, Mode::empty()).ok()?;
        let stat = rustix::fs::fstat(&directory).ok()?;
        let private = Mode::from_raw_mode(stat.st_mode) & (Mode::WGRP | Mode::WOTH) == Mode::empty();
        let own = stat.st_uid == rustix::process::geteuid().as_raw();
        (own && private).then_some(Directory(directory))
    }

    /// The same; makes the directory if it is not there, for its owner alone.
    pub(super) fn open_or_make(path: &Path) -> Option<Directory> {
        if let Some(directory) = Directory::open_checked(path) {
            return Some(directory);
        }
        DirBuilder::new().recursive(true).mode(0o700).create(path).ok()?;
        Directory::open_checked(path)
    }

    /// Whether files can be made in it, as far as can be said beforehand.
    pub(super) fn is_writable(&self) -> bool {
        rustix::fs::accessat(&self.0, c".", Access::WRITE_OK, AtFlags::empty()).is_ok()
    }

    /// A file of it to be read, if it is there and the user's own.
    pub(super) fn open(&self, name: &str) -> Option<File> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::openat(&self.0, name, flags, Mode::empty()).ok()?);
        let own = file.metadata().ok()?.uid() == rustix::process::geteuid().as_raw();
        own.then_some(file)
    }

    /// Notes that a file was used, unless that was noted a short while ago.
    pub(super) fn used(&self, file: &File) {
        let before = file.metadata().and_then(|metadata| metadata.modified());
        if before.is_ok_and(|before| before.elapsed().is_ok_and(|elapsed| elapsed < USED_AGAIN)) {
            return;
        }
        let now = Timespec { tv_sec: 0, tv_nsec: UTIME_NOW };
        // A file system that cannot do it has entries that leave in the order in which they came.
        let _ = rustix::fs::futimens(file, &Timestamps { last_access: now, last_modification: now });
    }

    /// Has a file written, and gives it its name when it is whole. Without `replace`, one that is there stays.
    pub(super) fn write(
        &self,
        name: &str,
        replace: bool,
        write: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> io::Result<()> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let unfinished = format!("{UNFINISHED}{}-{number}", std::process::id());
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        // One of this name was left by a process of the same number that did not get to its end.
        let _ = rustix::fs::unlinkat(&self.0, &unfinished, AtFlags::empty());
        let mut file = File::from(rustix::fs::openat(&self.0, &unfinished, flags, Mode::RUSR | Mode::WUSR)?);
        let written = write(&mut file).and_then(|()| match replace {
            true => Ok(rustix::fs::renameat(&self.0, &unfinished, &self.0, name)?),
            false => Ok(rustix::fs::linkat(&self.0, &unfinished, &self.0, name, AtFlags::empty())?),
        });
        if written.is_err() || !replace {
            let _ = rustix::fs::unlinkat(&self.0, &unfinished, AtFlags::empty());
        }
        written
    }

    /// Removes entries until no more than this many bytes are left, those first that were not used for longest.
    pub(super) fn evict(&self, max_bytes: u64) {
        let mut entries = self.entries();
        let mut total: u64 = entries.iter().map(|entry| entry.bytes).sum();
        entries.sort_by_key(|entry| entry.used);
        for entry in entries {
            if total <= max_bytes {
                return;
            }
            if rustix::fs::unlinkat(&self.0, &entry.name, AtFlags::empty()).is_ok() {
                total -= entry.bytes;
            }
        }
    }

    /// What can be evicted; removes what other processes have left unfinished.
    fn entries(&self) -> Vec<Listed> {
        let mut entries = Vec::new();
        for name in Dir::read_from(&self.0).into_iter().flatten().flatten() {
            let Ok(name) = name.file_name().to_str() else { continue };
            let unfinished = name.starts_with(UNFINISHED);
            if !unfinished && ![SUFFIX, SEEN, PAST].iter().any(|suffix| name.ends_with(suffix)) {
                continue;
            }
            let Ok(stat) = rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW) else { continue };
            let used = UNIX_EPOCH + Duration::from_secs(u64::try_from(stat.st_mtime).unwrap_or(0));
            let age = SystemTime::now().duration_since(used).unwrap_or_default();
            if unfinished && age > ABANDONED {
                let _ = rustix::fs::unlinkat(&self.0, name, AtFlags::empty());
            } else if !unfinished {
                // Blocks of 512 bytes, whatever the file system's own are.
                let bytes = u64::try_from(stat.st_blocks).unwrap_or(0) * 512;
                entries.push(Listed { name: name.to_owned(), bytes, used });
            }
        }
        entries
    }
}

/// An entry, for eviction.
struct Listed {
    name: String,
    bytes: u64,
    used: SystemTime,
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;

    use super::*;

    /// A directory for one test.
    fn scratch(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("wharf-cache-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        path
    }

    #[test]
    fn it_is_made_private_and_refused_if_others_may_write() {
        let path = scratch("private");
        assert!(Directory::open_checked(&path).is_none());
        assert!(Directory::open_or_make(&path.join("a/b")).is_some());
        assert_eq!(std::fs::metadata(path.join("a/b")).unwrap().mode() & 0o777, 0o700);
        std::fs::set_permissions(path.join("a/b"), PermissionsExt::from_mode(0o770)).unwrap();
        assert!(Directory::open_or_make(&path.join("a/b")).is_none());
        std::fs::set_permissions(path.join("a/b"), PermissionsExt::from_mode(0o755)).unwrap();
        assert!(Directory::open_or_make(&path.join("a/b")).is_some());
        std::fs::remove_dir_all(&path).unwrap();
    }

    #[test]
    fn files_appear_whole_or_not_at_all() {
        let path = scratch("whole");
        let directory = Directory::open_or_make(&path).unwrap();
        let failed = directory.write("a", true, |file| {
            file.write_all(b"half")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        });
        assert!(failed.is_err() && directory.open("a").is_none());
        directory.write("a", true, |file| file.write_all(b"one")).unwrap();
        directory.write("a", true, |file| file.write_all(b"two")).unwrap();
        assert!(directory.write("a", false, |file| file.write_all(b"three")).is_err());
        assert_eq!(std::fs::read(path.join("a")).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(&path).unwrap().count(), 1);
        std::os::unix::fs::symlink("a", path.join("link")).unwrap();
        assert!(directory.open("link").is_none());
        std::fs::remove_dir_all(&path).unwrap();
    }

    #[test]
    fn what_was_used_last_stays() {
        let path = scratch("evict");
        let directory = Directory::open_or_make(&path).unwrap();
        for (age, name) in ["a.cwharf", "b.cwharf", "c.cwharf", "key", ".new-1-1"].into_iter().enumerate() {
            directory.write(name, true, |file| file.write_all(&[0; 8000])).unwrap();
            let file = File::options().write(true).open(path.join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(100_000 - age as u64)).unwrap();
        }
        directory.used(&directory.open("a.cwharf").unwrap());
        directory.evict(20_000);
        let mut left: Vec<_> = std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["a.cwharf", "c.cwharf", "key"]);
        std::fs::remove_dir_all(&path).unwrap();
    }
}
