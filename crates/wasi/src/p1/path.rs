//! `path_*`.
//!
//! Paths are bytes to the host and are taken as they come; whether they are UTF-8 is between the guest and its files.

use super::abi;
use super::functions::Version;
use super::memory::GuestMemory;
use super::rights::Rights;
use super::table::{Entry, Object};
use super::types::{Errno, FdFlags, LookupFlags, OFlags, flags, times};
use super::{P1, Result};
use crate::core::fs::{Dir, OpenOptions, Opened};
use crate::core::limits::PATH_BYTES;

/// The path of `len` bytes at `address`.
fn path(memory: &dyn GuestMemory, address: u32, len: u32) -> Result<Vec<u8>> {
    memory.check(address, len.into())?;
    if len as usize >= PATH_BYTES {
        return Err(Errno::NameTooLong.into());
    }
    let mut bytes = vec![0; len as usize];
    memory.read(address, &mut bytes)?;
    Ok(bytes)
}

/// Whether to follow a link at a path's end.
fn follows(lookup_flags: u32) -> std::result::Result<bool, Errno> {
    flags(lookup_flags).map(|flags: LookupFlags| flags.contains(LookupFlags::SYMLINK_FOLLOW))
}

impl P1 {
    /// The directory `fd`, if `rights` are there for it.
    fn dir(&self, fd: u32, rights: Rights) -> Result<&Dir> {
        let entry = self.table.get(fd)?;
        let dir = entry.object.dir()?;
        entry.need(rights)?;
        Ok(dir)
    }

    /// Creates a directory.
    pub fn path_create_directory(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        path_: u32,
        path_len: u32,
    ) -> Result {
        let dir = self.dir(fd, Rights::PATH_CREATE_DIRECTORY)?;
        Ok(dir.create_dir(&path(memory, path_, path_len)?)?)
    }

    /// Stores the attributes of what a path names.
    pub fn path_filestat_get(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        lookup_flags: u32,
        path: u32,
        path_len: u32,
        stat: u32,
    ) -> Result {
        self.filestat_at(memory, fd, lookup_flags, (path, path_len), stat, Version::Snapshot)
    }

    /// [`path_filestat_get`](P1::path_filestat_get) of `wasi_unstable`.
    pub fn unstable_path_filestat_get(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        lookup_flags: u32,
        path: u32,
        path_len: u32,
        stat: u32,
    ) -> Result {
        self.filestat_at(memory, fd, lookup_flags, (path, path_len), stat, Version::Unstable)
    }

    fn filestat_at(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        lookup_flags: u32,
        (path_, path_len): (u32, u32),
        stat: u32,
        version: Version,
    ) -> Result {
        let dir = self.dir(fd, Rights::PATH_FILESTAT_GET)?;
        let found = dir.stat_at(&path(memory, path_, path_len)?, follows(lookup_flags)?)?;
        Ok(memory.store(stat, 8, &abi::filestat(&found, version))?)
    }

    /// Sets the times of what a path names.
    #[allow(clippy::too_many_arguments)] // As many as the specification gives it.
    pub fn path_filestat_set_times(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        lookup_flags: u32,
        path_: u32,
        path_len: u32,
        atim: u64,
        mtim: u64,
        fst_flags: u32,
    ) -> Result {
        let dir = self.dir(fd, Rights::PATH_FILESTAT_SET_TIMES)?;
        let path = path(memory, path_, path_len)?;
        let (accessed, modified) = times(atim, mtim, fst_flags)?;
        Ok(dir.set_times_at(&path, follows(lookup_flags)?, accessed, modified)?)
    }

    /// Gives a file a second name.
    #[allow(clippy::too_many_arguments)] // As many as the specification gives it.
    pub fn path_link(
        &mut self,
        memory: &mut dyn GuestMemory,
        old_fd: u32,
        old_flags: u32,
        old_path: u32,
        old_path_len: u32,
        new_fd: u32,
        new_path: u32,
        new_path_len: u32,
    ) -> Result {
        let old_dir = self.dir(old_fd, Rights::PATH_LINK_SOURCE)?;
        let new_dir = self.dir(new_fd, Rights::PATH_LINK_TARGET)?;
        let old = path(memory, old_path, old_path_len)?;
        let new = path(memory, new_path, new_path_len)?;
        Ok(old_dir.link(&old, follows(old_flags)?, new_dir, &new)?)
    }

    /// Opens a file or directory and stores its descriptor.
    #[allow(clippy::too_many_arguments)] // As many as the specification gives it.
    pub fn path_open(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        dirflags: u32,
        path_: u32,
        path_len: u32,
        oflags: u32,
        rights_base: u64,
        rights_inheriting: u64,
        fdflags: u32,
        opened: u32,
    ) -> Result {
        // Which rights matter, and that these do not, is told at the top of `p1`.
        let _ = rights_inheriting;
        let oflags: OFlags = flags(oflags)?;
        let fdflags: FdFlags = flags(fdflags)?;
        let create = if oflags.contains(OFlags::CREAT) { Rights::PATH_CREATE_FILE } else { Rights::empty() };
        let truncate = if oflags.contains(OFlags::TRUNC) { Rights::PATH_FILESTAT_SET_SIZE } else { Rights::empty() };
        let dir = self.dir(fd, Rights::PATH_OPEN | create | truncate)?;
        let inheriting = self.table.get(fd)?.inheriting;
        let wanted = Rights::from_bits_truncate(rights_base) & inheriting;
        let options = OpenOptions {
            follow: follows(dirflags)?,
            read: wanted.contains(Rights::FD_READ),
            write: wanted.contains(Rights::FD_WRITE),
            create: oflags.contains(OFlags::CREAT),
            directory: oflags.contains(OFlags::DIRECTORY),
            exclusive: oflags.contains(OFlags::EXCL),
            truncate: oflags.contains(OFlags::TRUNC),
            flags: fdflags.into(),
        };
        let path = path(memory, path_, path_len)?;
        memory.check_aligned(opened, 4, 4)?;
        self.table.need_room()?;
        let object = match dir.open(&path, options)? {
            Opened::Dir(dir) => Object::Dir { dir, preopen: None },
            Opened::File(file) => Object::File(file),
        };
        let number = self.table.push(Entry::opened(object, inheriting))?;
        Ok(memory.store_u32(opened, number)?)
    }

    /// Stores the target of a symbolic link, cut off where the buffer ends, and how many bytes that were.
    #[allow(clippy::too_many_arguments)] // As many as the specification gives it.
    pub fn path_readlink(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        path_: u32,
        path_len: u32,
        buf: u32,
        buf_len: u32,
        bufused: u32,
    ) -> Result {
        let dir = self.dir(fd, Rights::PATH_READLINK)?;
        memory.check(buf, buf_len.into())?;
        let target = dir.read_link(&path(memory, path_, path_len)?)?;
        let target = &target[..target.len().min(buf_len as usize)];
        memory.write(buf, target)?;
        Ok(memory.store_u32(bufused, target.len() as u32)?)
    }

    /// Removes an empty directory.
    pub fn path_remove_directory(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        path_: u32,
        path_len: u32,
    ) -> Result {
        let dir = self.dir(fd, Rights::PATH_REMOVE_DIRECTORY)?;
        Ok(dir.remove_dir(&path(memory, path_, path_len)?)?)
    }

    /// Renames a file or directory.
    #[allow(clippy::too_many_arguments)] // As many as the specification gives it.
    pub fn path_rename(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        old_path: u32,
        old_path_len: u32,
        new_fd: u32,
        new_path: u32,
        new_path_len: u32,
    ) -> Result {
        let old_dir = self.dir(fd, Rights::PATH_RENAME_SOURCE)?;
        let new_dir = self.dir(new_fd, Rights::PATH_RENAME_TARGET)?;
        let old = path(memory, old_path, old_path_len)?;
        let new = path(memory, new_path, new_path_len)?;
        Ok(old_dir.rename(&old, new_dir, &new)?)
    }

    /// Creates a symbolic link at `new_path` that says `old_path`.
    pub fn path_symlink(
        &mut self,
        memory: &mut dyn GuestMemory,
        old_path: u32,
        old_path_len: u32,
        fd: u32,
        new_path: u32,
        new_path_len: u32,
    ) -> Result {
        let dir = self.dir(fd, Rights::PATH_SYMLINK)?;
        let target = path(memory, old_path, old_path_len)?;
        Ok(dir.symlink(&target, &path(memory, new_path, new_path_len)?)?)
    }

    /// Removes a name that is not a directory's.
    pub fn path_unlink_file(&mut self, memory: &mut dyn GuestMemory, fd: u32, path_: u32, path_len: u32) -> Result {
        let dir = self.dir(fd, Rights::PATH_UNLINK_FILE)?;
        Ok(dir.unlink_file(&path(memory, path_, path_len)?)?)
    }
}
