//! The one list of the interface's functions: name, parameters, result, and how to call each.
//!
//! Whoever links the interface to a runtime walks [`functions`]; nothing else repeats the list.

use super::P1;
use super::halt::{Failure, Halt};
use super::memory::GuestMemory;
use super::types::Errno;

/// The two modules that programs import this interface from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// `wasi_snapshot_preview1`.
    Snapshot,
    /// `wasi_unstable`, its elder. Its `fd_seek` counts `whence` otherwise, its `filestat` has a shorter count of
    /// links, its `subscription` a longer clock, and there is no `sock_accept`.
    Unstable,
}

impl Version {
    /// The module's name.
    pub fn module(self) -> &'static str {
        match self {
            Version::Snapshot => "wasi_snapshot_preview1",
            Version::Unstable => "wasi_unstable",
        }
    }
}

/// The type of a parameter or result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValType {
    /// `i32`.
    I32,
    /// `i64`.
    I64,
}

/// A function of the interface.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// Its name in the module.
    pub name: &'static str,
    /// The types of its parameters.
    pub params: &'static [ValType],
    /// The type of its result: an [`Errno`], but for `proc_exit`, which does not return.
    pub result: Option<ValType>,
    /// Calls it. The arguments are as many as `params`, those of type `i32` in the low half.
    ///
    /// The result is the number of an [`Errno`].
    pub call: fn(&mut P1, &mut dyn GuestMemory, &[u64]) -> Result<i32, Halt>,
}

/// All functions of `version`.
pub fn functions(version: Version) -> impl Iterator<Item = &'static Function> {
    SNAPSHOT.iter().filter_map(move |function| match version {
        Version::Snapshot => Some(function),
        Version::Unstable if function.name == "sock_accept" => None,
        Version::Unstable => Some(UNSTABLE.iter().find(|other| other.name == function.name).unwrap_or(function)),
    })
}

/// What a call comes to for the guest.
fn conclude(result: super::Result) -> Result<i32, Halt> {
    match result {
        Ok(()) => Ok(Errno::Success as i32),
        Err(Failure::Errno(errno)) => Ok(errno as i32),
        Err(Failure::Halt(halt)) => Err(halt),
    }
}

macro_rules! table {
    ($($name:ident = $method:ident ( $($param:ident)* ) $($result:ident)?;)*) => {
        &[$(Function {
            name: stringify!($name),
            params: &[$(table!(@type $param)),*],
            result: table!(@result $($result)?),
            call: |p1, memory, args| {
                #[allow(unused_mut, unused_variables)] // Where there are no parameters.
                let mut args = args.iter().copied();
                conclude(p1.$method(memory $(, table!(@arg $param args))*))
            },
        },)*]
    };
    (@type u32) => { ValType::I32 };
    (@type u64) => { ValType::I64 };
    (@type i64) => { ValType::I64 };
    (@arg $type:ident $args:ident) => { $args.next().unwrap_or(0) as $type };
    (@result errno) => { Some(ValType::I32) };
    (@result) => { None };
}

static SNAPSHOT: &[Function] = table! {
    args_get = args_get(u32 u32) errno;
    args_sizes_get = args_sizes_get(u32 u32) errno;
    environ_get = environ_get(u32 u32) errno;
    environ_sizes_get = environ_sizes_get(u32 u32) errno;
    clock_res_get = clock_res_get(u32 u32) errno;
    clock_time_get = clock_time_get(u32 u64 u32) errno;
    fd_advise = fd_advise(u32 u64 u64 u32) errno;
    fd_allocate = fd_allocate(u32 u64 u64) errno;
    fd_close = fd_close(u32) errno;
    fd_datasync = fd_datasync(u32) errno;
    fd_fdstat_get = fd_fdstat_get(u32 u32) errno;
    fd_fdstat_set_flags = fd_fdstat_set_flags(u32 u32) errno;
    fd_fdstat_set_rights = fd_fdstat_set_rights(u32 u64 u64) errno;
    fd_filestat_get = fd_filestat_get(u32 u32) errno;
    fd_filestat_set_size = fd_filestat_set_size(u32 u64) errno;
    fd_filestat_set_times = fd_filestat_set_times(u32 u64 u64 u32) errno;
    fd_pread = fd_pread(u32 u32 u32 u64 u32) errno;
    fd_prestat_get = fd_prestat_get(u32 u32) errno;
    fd_prestat_dir_name = fd_prestat_dir_name(u32 u32 u32) errno;
    fd_pwrite = fd_pwrite(u32 u32 u32 u64 u32) errno;
    fd_read = fd_read(u32 u32 u32 u32) errno;
    fd_readdir = fd_readdir(u32 u32 u32 u64 u32) errno;
    fd_renumber = fd_renumber(u32 u32) errno;
    fd_seek = fd_seek(u32 i64 u32 u32) errno;
    fd_sync = fd_sync(u32) errno;
    fd_tell = fd_tell(u32 u32) errno;
    fd_write = fd_write(u32 u32 u32 u32) errno;
    path_create_directory = path_create_directory(u32 u32 u32) errno;
    path_filestat_get = path_filestat_get(u32 u32 u32 u32 u32) errno;
    path_filestat_set_times = path_filestat_set_times(u32 u32 u32 u32 u64 u64 u32) errno;
    path_link = path_link(u32 u32 u32 u32 u32 u32 u32) errno;
    path_open = path_open(u32 u32 u32 u32 u32 u64 u64 u32 u32) errno;
    path_readlink = path_readlink(u32 u32 u32 u32 u32 u32) errno;
    path_remove_directory = path_remove_directory(u32 u32 u32) errno;
    path_rename = path_rename(u32 u32 u32 u32 u32 u32) errno;
    path_symlink = path_symlink(u32 u32 u32 u32 u32) errno;
    path_unlink_file = path_unlink_file(u32 u32 u32) errno;
    poll_oneoff = poll_oneoff(u32 u32 u32 u32) errno;
    proc_exit = proc_exit(u32);
    proc_raise = proc_raise(u32) errno;
    sched_yield = sched_yield() errno;
    random_get = random_get(u32 u32) errno;
    sock_accept = sock_accept(u32 u32 u32) errno;
    sock_recv = sock_recv(u32 u32 u32 u32 u32 u32) errno;
    sock_send = sock_send(u32 u32 u32 u32 u32) errno;
    sock_shutdown = sock_shutdown(u32 u32) errno;
};

/// What is otherwise in [`Version::Unstable`].
static UNSTABLE: &[Function] = table! {
    fd_filestat_get = unstable_fd_filestat_get(u32 u32) errno;
    fd_seek = unstable_fd_seek(u32 i64 u32 u32) errno;
    path_filestat_get = unstable_path_filestat_get(u32 u32 u32 u32 u32) errno;
    poll_oneoff = unstable_poll_oneoff(u32 u32 u32 u32) errno;
};
