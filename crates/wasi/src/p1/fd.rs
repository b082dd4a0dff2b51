//! `fd_*` but for reading, writing and listing: attributes, position, lifetime.

use super::abi;
use super::functions::Version;
use super::memory::GuestMemory;
use super::rights::{self, Rights};
use super::table::{Entry, Object};
use super::types::{Errno, FdFlags, advice, flags, times};
use super::{P1, Result};
use crate::core::fs::SeekFrom;

impl P1 {
    /// Tells the host how a region of a file will be used.
    pub fn fd_advise(&mut self, _: &mut dyn GuestMemory, fd: u32, offset: u64, len: u64, advice_: u32) -> Result {
        let entry = self.table.get(fd)?;
        let advice = advice(advice_)?;
        match &entry.object {
            Object::File(file) => {
                entry.need(Rights::FD_ADVISE)?;
                Ok(file.advise(offset, len, advice)?)
            }
            Object::Dir { .. } => Err(Errno::BadF.into()),
            _ => Err(Errno::SPipe.into()),
        }
    }

    /// Makes sure that space for a region of a file is there.
    pub fn fd_allocate(&mut self, _: &mut dyn GuestMemory, fd: u32, offset: u64, len: u64) -> Result {
        let entry = self.table.get(fd)?;
        let file = entry.object.file()?;
        entry.need(Rights::FD_ALLOCATE)?;
        Ok(file.allocate(offset, len)?)
    }

    /// Closes a descriptor.
    pub fn fd_close(&mut self, _: &mut dyn GuestMemory, fd: u32) -> Result {
        drop(self.table.remove(fd)?);
        Ok(())
    }

    /// Puts a file's data on the disk.
    pub fn fd_datasync(&mut self, _: &mut dyn GuestMemory, fd: u32) -> Result {
        let entry = self.table.get(fd)?;
        match &entry.object {
            Object::File(file) => {
                entry.need(Rights::FD_DATASYNC)?;
                Ok(file.datasync()?)
            }
            Object::Dir { dir, .. } => {
                entry.need(Rights::FD_DATASYNC)?;
                Ok(dir.datasync()?)
            }
            _ => Err(Errno::Inval.into()),
        }
    }

    /// Puts a file's data and attributes on the disk.
    pub fn fd_sync(&mut self, _: &mut dyn GuestMemory, fd: u32) -> Result {
        let entry = self.table.get(fd)?;
        match &entry.object {
            Object::File(file) => {
                entry.need(Rights::FD_SYNC)?;
                Ok(file.sync()?)
            }
            Object::Dir { dir, .. } => {
                entry.need(Rights::FD_SYNC)?;
                Ok(dir.sync()?)
            }
            _ => Err(Errno::Inval.into()),
        }
    }

    /// Stores a descriptor's type, flags and rights.
    pub fn fd_fdstat_get(&mut self, memory: &mut dyn GuestMemory, fd: u32, stat: u32) -> Result {
        let Entry { object, rights, inheriting } = self.table.get(fd)?;
        let record = abi::fdstat(object.file_type(), object.flags()?, *rights, *inheriting);
        Ok(memory.store(stat, 8, &record)?)
    }

    /// Changes a descriptor's flags.
    pub fn fd_fdstat_set_flags(&mut self, _: &mut dyn GuestMemory, fd: u32, fdflags: u32) -> Result {
        let entry = self.table.get_mut(fd)?;
        let flags: FdFlags = flags(fdflags)?;
        entry.need(Rights::FD_FDSTAT_SET_FLAGS)?;
        Ok(entry.object.set_flags(flags)?)
    }

    /// Gives up rights: those not named. Rights can only be lost, so one that is not there is `errno::notcapable`.
    pub fn fd_fdstat_set_rights(&mut self, _: &mut dyn GuestMemory, fd: u32, base: u64, inheriting: u64) -> Result {
        let entry = self.table.get_mut(fd)?;
        if base & !entry.rights.bits() != 0 || inheriting & !entry.inheriting.bits() != 0 {
            return Err(Errno::NotCapable.into());
        }
        entry.rights = Rights::from_bits_truncate(base);
        entry.inheriting = Rights::from_bits_truncate(inheriting);
        Ok(())
    }

    /// Stores a file's attributes.
    pub fn fd_filestat_get(&mut self, memory: &mut dyn GuestMemory, fd: u32, stat: u32) -> Result {
        self.filestat(memory, fd, stat, Version::Snapshot)
    }

    /// [`fd_filestat_get`](P1::fd_filestat_get) of `wasi_unstable`.
    pub fn unstable_fd_filestat_get(&mut self, memory: &mut dyn GuestMemory, fd: u32, stat: u32) -> Result {
        self.filestat(memory, fd, stat, Version::Unstable)
    }

    fn filestat(&mut self, memory: &mut dyn GuestMemory, fd: u32, stat: u32, version: Version) -> Result {
        let entry = self.table.get(fd)?;
        entry.need(Rights::FD_FILESTAT_GET)?;
        let record = abi::filestat(&entry.object.stat()?, version);
        Ok(memory.store(stat, 8, &record)?)
    }

    /// Cuts or lengthens a file.
    pub fn fd_filestat_set_size(&mut self, _: &mut dyn GuestMemory, fd: u32, size: u64) -> Result {
        let entry = self.table.get(fd)?;
        let file = entry.object.file()?;
        entry.need(Rights::FD_FILESTAT_SET_SIZE)?;
        Ok(file.set_size(size)?)
    }

    /// Sets a file's times.
    pub fn fd_filestat_set_times(
        &mut self,
        _: &mut dyn GuestMemory,
        fd: u32,
        atim: u64,
        mtim: u64,
        fst_flags: u32,
    ) -> Result {
        let entry = self.table.get(fd)?;
        let (accessed, modified) = times(atim, mtim, fst_flags)?;
        match &entry.object {
            Object::File(file) => {
                entry.need(Rights::FD_FILESTAT_SET_TIMES)?;
                Ok(file.set_times(accessed, modified)?)
            }
            Object::Dir { dir, .. } => {
                entry.need(Rights::FD_FILESTAT_SET_TIMES)?;
                Ok(dir.set_times(accessed, modified)?)
            }
            _ => Err(Errno::Inval.into()),
        }
    }

    /// Stores how a granted directory is described: the length of its name.
    ///
    /// What is no granted directory is `errno::badf`: that is how libc finds the end of them.
    pub fn fd_prestat_get(&mut self, memory: &mut dyn GuestMemory, fd: u32, prestat: u32) -> Result {
        let name_len = u32::try_from(self.preopen(fd)?.len()).map_err(|_| Errno::Overflow)?;
        Ok(memory.store(prestat, 4, &abi::prestat_dir(name_len))?)
    }

    /// Stores the name of a granted directory, without a NUL.
    pub fn fd_prestat_dir_name(&mut self, memory: &mut dyn GuestMemory, fd: u32, path: u32, path_len: u32) -> Result {
        let name = self.preopen(fd)?;
        if name.len() > path_len as usize {
            return Err(Errno::NameTooLong.into());
        }
        Ok(memory.write(path, name.as_bytes())?)
    }

    fn preopen(&self, fd: u32) -> std::result::Result<&str, Errno> {
        match &self.table.get(fd)?.object {
            Object::Dir { preopen: Some(name), .. } => Ok(name),
            _ => Err(Errno::BadF),
        }
    }

    /// Makes `to`, which must be open and is closed by this, what `fd` is; `fd` is closed afterwards.
    pub fn fd_renumber(&mut self, _: &mut dyn GuestMemory, fd: u32, to: u32) -> Result {
        Ok(self.table.renumber(fd, to)?)
    }

    /// Moves a position and stores it.
    pub fn fd_seek(&mut self, memory: &mut dyn GuestMemory, fd: u32, offset: i64, whence: u32, to: u32) -> Result {
        let from = match whence {
            0 => seek_from_start(offset)?,
            1 => SeekFrom::Current(offset),
            2 => SeekFrom::End(offset),
            _ => return Err(Errno::Inval.into()),
        };
        self.seek(memory, fd, from, to)
    }

    /// [`fd_seek`](P1::fd_seek) of `wasi_unstable`, which counted the origins from the current position on.
    pub fn unstable_fd_seek(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        offset: i64,
        whence: u32,
        to: u32,
    ) -> Result {
        let from = match whence {
            0 => SeekFrom::Current(offset),
            1 => SeekFrom::End(offset),
            2 => seek_from_start(offset)?,
            _ => return Err(Errno::Inval.into()),
        };
        self.seek(memory, fd, from, to)
    }

    /// Stores a position.
    pub fn fd_tell(&mut self, memory: &mut dyn GuestMemory, fd: u32, to: u32) -> Result {
        self.seek(memory, fd, SeekFrom::Current(0), to)
    }

    fn seek(&mut self, memory: &mut dyn GuestMemory, fd: u32, from: SeekFrom, to: u32) -> Result {
        let entry = self.table.get_mut(fd)?;
        let needed = if from == SeekFrom::Current(0) { Rights::FD_TELL } else { Rights::FD_SEEK };
        if let Object::Dir { .. } = entry.object {
            return Err(Errno::IsDir.into());
        }
        if !rights::applicable(&entry.object).contains(needed) {
            return Err(Errno::SPipe.into());
        }
        entry.need(needed)?;
        let position = match &mut entry.object {
            Object::Input { stream, .. } => stream.seek(from)?,
            Object::Output { stream, .. } => stream.seek(from)?,
            other => other.file()?.seek(from)?,
        };
        Ok(memory.store_u64(to, position)?)
    }
}

/// A place before the start is no place.
fn seek_from_start(offset: i64) -> std::result::Result<SeekFrom, Errno> {
    u64::try_from(offset).map(SeekFrom::Start).map_err(|_| Errno::Inval)
}
