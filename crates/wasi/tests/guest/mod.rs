//! A guest without a runtime: some memory, and calls by name with addresses chosen here.
#![allow(dead_code)] // Each test file uses some of it.

use std::collections::HashMap;
use wharf_wasi::p1::{Function, Halt, P1, SliceMemory, Version, functions};
use wharf_wasi::{DirPerms, FilePerms, WasiCtx, WasiCtxBuilder};

pub const BADF: i32 = 8;
pub const EXIST: i32 = 20;
pub const INVAL: i32 = 28;
pub const ISDIR: i32 = 31;
pub const LOOP: i32 = 32;
pub const NOENT: i32 = 44;
pub const NOTDIR: i32 = 54;
pub const NOTEMPTY: i32 = 55;
pub const NOTCAPABLE: i32 = 76;
pub const PERM: i32 = 63;
pub const SPIPE: i32 = 70;

pub const FOLLOW: u64 = 1;
pub const CREAT: u64 = 1;
pub const DIRECTORY: u64 = 2;
pub const EXCL: u64 = 4;
pub const TRUNC: u64 = 8;
pub const APPEND: u64 = 1;
pub const NONBLOCK: u64 = 4;
pub const READ: u64 = 1 << 1;
pub const WRITE: u64 = 1 << 6;

/// Where results, strings and data go.
const RESULT: u64 = 0;
const LIST: u64 = 64;
const FIRST_PATH: u64 = 4096;
const SECOND_PATH: u64 = 12288;
pub const DATA: u64 = 32768;

pub type Outcome<T = ()> = Result<T, i32>;

pub struct Guest {
    pub p1: P1,
    pub memory: Vec<u8>,
    functions: HashMap<&'static str, &'static Function>,
}

/// What `filestat` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filestat {
    pub device: u64,
    pub inode: u64,
    pub filetype: u8,
    pub links: u64,
    pub size: u64,
    pub atim: u64,
    pub mtim: u64,
}

/// What `fdstat` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fdstat {
    pub filetype: u8,
    pub flags: u16,
    pub base: u64,
    pub inheriting: u64,
}

/// What `dirent` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dirent {
    pub next: u64,
    pub inode: u64,
    pub filetype: u8,
    pub name: String,
}

impl Guest {
    pub fn new(builder: WasiCtxBuilder) -> Guest {
        Guest::of_version(builder, Version::Snapshot)
    }

    pub fn of_version(builder: WasiCtxBuilder, version: Version) -> Guest {
        let functions = functions(version).map(|function| (function.name, function)).collect();
        Guest { p1: P1::new(builder.build().unwrap()), memory: vec![0; 1 << 20], functions }
    }

    /// A guest with one directory, which it finds at descriptor 3.
    pub fn in_dir(dir: &tempfile::TempDir) -> Guest {
        Guest::new(WasiCtx::builder().preopen_dir(dir.path(), "/", DirPerms::all(), FilePerms::all()))
    }

    pub fn try_call(&mut self, name: &str, args: &[u64]) -> Result<Outcome, Halt> {
        let function = self.functions.get(name).unwrap_or_else(|| panic!("there is no {name}"));
        assert_eq!(function.params.len(), args.len(), "{name}");
        let errno = (function.call)(&mut self.p1, &mut SliceMemory::new(&mut self.memory), args)?;
        Ok(if errno == 0 { Ok(()) } else { Err(errno) })
    }

    pub fn call(&mut self, name: &str, args: &[u64]) -> Outcome {
        self.try_call(name, args).unwrap_or_else(|halt| panic!("{name} stopped the guest: {halt}"))
    }

    pub fn u32_at(&self, address: u64) -> u32 {
        u32::from_le_bytes(self.memory[address as usize..][..4].try_into().unwrap())
    }

    pub fn u64_at(&self, address: u64) -> u64 {
        u64::from_le_bytes(self.memory[address as usize..][..8].try_into().unwrap())
    }

    pub fn put(&mut self, address: u64, bytes: &[u8]) -> u64 {
        self.memory[address as usize..][..bytes.len()].copy_from_slice(bytes);
        bytes.len() as u64
    }

    fn path(&mut self, path: &str) -> (u64, u64) {
        (FIRST_PATH, self.put(FIRST_PATH, path.as_bytes()))
    }

    fn second_path(&mut self, path: &str) -> (u64, u64) {
        (SECOND_PATH, self.put(SECOND_PATH, path.as_bytes()))
    }

    /// Describes one buffer of `len` bytes at [`DATA`].
    fn buffer(&mut self, len: usize) {
        self.put(LIST, &(DATA as u32).to_le_bytes());
        self.put(LIST + 4, &(len as u32).to_le_bytes());
    }

    pub fn open(&mut self, dir: u64, path: &str, oflags: u64, rights: u64) -> Outcome<u64> {
        self.open_with(dir, 0, path, oflags, rights, 0)
    }

    pub fn open_with(
        &mut self,
        dir: u64,
        lookup: u64,
        path: &str,
        oflags: u64,
        rights: u64,
        fdflags: u64,
    ) -> Outcome<u64> {
        let (address, len) = self.path(path);
        self.call("path_open", &[dir, lookup, address, len, oflags, rights, u64::MAX, fdflags, RESULT])?;
        Ok(self.u32_at(RESULT).into())
    }

    pub fn create(&mut self, dir: u64, path: &str) {
        let fd = self.open(dir, path, CREAT, 0).unwrap();
        self.close(fd).unwrap();
    }

    pub fn close(&mut self, fd: u64) -> Outcome {
        self.call("fd_close", &[fd])
    }

    pub fn read(&mut self, fd: u64, len: usize) -> Outcome<Vec<u8>> {
        self.buffer(len);
        self.call("fd_read", &[fd, LIST, 1, RESULT])?;
        Ok(self.memory[DATA as usize..][..self.u32_at(RESULT) as usize].to_vec())
    }

    pub fn write(&mut self, fd: u64, bytes: &[u8]) -> Outcome<u32> {
        self.put(DATA, bytes);
        self.buffer(bytes.len());
        self.call("fd_write", &[fd, LIST, 1, RESULT])?;
        Ok(self.u32_at(RESULT))
    }

    pub fn pread(&mut self, fd: u64, len: usize, offset: u64) -> Outcome<Vec<u8>> {
        self.buffer(len);
        self.call("fd_pread", &[fd, LIST, 1, offset, RESULT])?;
        Ok(self.memory[DATA as usize..][..self.u32_at(RESULT) as usize].to_vec())
    }

    pub fn pwrite(&mut self, fd: u64, bytes: &[u8], offset: u64) -> Outcome<u32> {
        self.put(DATA, bytes);
        self.buffer(bytes.len());
        self.call("fd_pwrite", &[fd, LIST, 1, offset, RESULT])?;
        Ok(self.u32_at(RESULT))
    }

    pub fn seek(&mut self, fd: u64, offset: i64, whence: u64) -> Outcome<u64> {
        self.call("fd_seek", &[fd, offset as u64, whence, RESULT])?;
        Ok(self.u64_at(RESULT))
    }

    pub fn tell(&mut self, fd: u64) -> Outcome<u64> {
        self.call("fd_tell", &[fd, RESULT])?;
        Ok(self.u64_at(RESULT))
    }

    pub fn fdstat(&mut self, fd: u64) -> Outcome<Fdstat> {
        self.call("fd_fdstat_get", &[fd, RESULT])?;
        Ok(Fdstat {
            filetype: self.memory[0],
            flags: self.u32_at(0).to_le_bytes()[2].into(),
            base: self.u64_at(8),
            inheriting: self.u64_at(16),
        })
    }

    pub fn filestat(&mut self, fd: u64) -> Outcome<Filestat> {
        self.call("fd_filestat_get", &[fd, RESULT])?;
        Ok(self.decode_filestat())
    }

    pub fn filestat_at(&mut self, dir: u64, lookup: u64, path: &str) -> Outcome<Filestat> {
        let (address, len) = self.path(path);
        self.call("path_filestat_get", &[dir, lookup, address, len, RESULT])?;
        Ok(self.decode_filestat())
    }

    fn decode_filestat(&self) -> Filestat {
        Filestat {
            device: self.u64_at(0),
            inode: self.u64_at(8),
            filetype: self.memory[16],
            links: self.u64_at(24),
            size: self.u64_at(32),
            atim: self.u64_at(40),
            mtim: self.u64_at(48),
        }
    }

    /// Calls a function of a descriptor and one path.
    pub fn on_path(&mut self, name: &str, dir: u64, path: &str) -> Outcome {
        let (address, len) = self.path(path);
        self.call(name, &[dir, address, len])
    }

    pub fn mkdir(&mut self, dir: u64, path: &str) -> Outcome {
        self.on_path("path_create_directory", dir, path)
    }

    pub fn rmdir(&mut self, dir: u64, path: &str) -> Outcome {
        self.on_path("path_remove_directory", dir, path)
    }

    pub fn unlink(&mut self, dir: u64, path: &str) -> Outcome {
        self.on_path("path_unlink_file", dir, path)
    }

    pub fn rename(&mut self, old_dir: u64, old: &str, new_dir: u64, new: &str) -> Outcome {
        let ((old, old_len), (new, new_len)) = (self.path(old), self.second_path(new));
        self.call("path_rename", &[old_dir, old, old_len, new_dir, new, new_len])
    }

    pub fn link(&mut self, old_dir: u64, lookup: u64, old: &str, new_dir: u64, new: &str) -> Outcome {
        let ((old, old_len), (new, new_len)) = (self.path(old), self.second_path(new));
        self.call("path_link", &[old_dir, lookup, old, old_len, new_dir, new, new_len])
    }

    pub fn symlink(&mut self, target: &str, dir: u64, path: &str) -> Outcome {
        let ((old, old_len), (new, new_len)) = (self.path(target), self.second_path(path));
        self.call("path_symlink", &[old, old_len, dir, new, new_len])
    }

    pub fn readlink(&mut self, dir: u64, path: &str, len: u64) -> Outcome<Vec<u8>> {
        let (address, path_len) = self.path(path);
        self.call("path_readlink", &[dir, address, path_len, DATA, len, RESULT])?;
        Ok(self.memory[DATA as usize..][..self.u32_at(RESULT) as usize].to_vec())
    }

    pub fn set_times_at(&mut self, dir: u64, lookup: u64, path: &str, mtim: u64, flags: u64) -> Outcome {
        let (address, len) = self.path(path);
        self.call("path_filestat_set_times", &[dir, lookup, address, len, 0, mtim, flags])
    }

    /// The entries one call gives, and whether the end was reached.
    pub fn readdir(&mut self, fd: u64, len: u64, cookie: u64) -> Outcome<(Vec<Dirent>, bool)> {
        self.call("fd_readdir", &[fd, DATA, len, cookie, RESULT])?;
        let used = u64::from(self.u32_at(RESULT));
        let (mut at, mut entries) = (DATA, Vec::new());
        while at + 24 <= DATA + used {
            let name_len = u64::from(self.u32_at(at + 16));
            if at + 24 + name_len > DATA + used {
                break;
            }
            entries.push(Dirent {
                next: self.u64_at(at),
                inode: self.u64_at(at + 8),
                filetype: self.memory[at as usize + 20],
                name: String::from_utf8(self.memory[at as usize + 24..][..name_len as usize].to_vec()).unwrap(),
            });
            at += 24 + name_len;
        }
        Ok((entries, used < len))
    }

    pub fn list(&mut self, fd: u64, len: u64) -> Vec<Dirent> {
        let (mut all, mut cookie) = (Vec::new(), 0);
        loop {
            let (entries, end) = self.readdir(fd, len, cookie).unwrap();
            assert!(end || !entries.is_empty(), "a buffer of {len} bytes makes no progress");
            cookie = entries.last().map_or(cookie, |entry| entry.next);
            all.extend(entries);
            if end {
                return all;
            }
        }
    }
}
