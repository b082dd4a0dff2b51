//! WASI preview 1: the module `wasi_snapshot_preview1`, and its elder `wasi_unstable`.
//!
//! [`P1`] holds one guest's descriptors; each function of the interface is a method of the same name. Beside the
//! integers a guest passes, a method takes a view of the guest's memory ([`GuestMemory`]), so this face needs no
//! runtime. [`functions`] lists them all for whoever links them to one.
//!
//! Specification: `WebAssembly/WASI`, `legacy/preview1/docs.md`; for the calling convention, `legacy/tools/witx-docs.md`.
//!
//! **Errors.** What goes wrong in a call is an [`Errno`] for the guest. Two things stop the guest instead
//! ([`Halt`]): `proc_exit`, and a pointer out of bounds or out of alignment, for which the specification demands a trap.
//! `errno::fault` is never given for a bad pointer, since a guest that passes one is broken already.
//!
//! **Rights.** A descriptor has the rights that make sense for what it refers to. Of those asked for in `path_open` only
//! `fd_read` and `fd_write` decide anything (with which access the file is opened); asking costs nothing, so leaving the
//! others out protects from nothing, and other engines do not look at them. Rights given up by `fd_fdstat_set_rights`
//! stay given up, for the descriptor and for what is opened through it. What a guest may do at all is not a matter of
//! rights but of the permissions of the grant, and gives `errno::perm`.

mod abi;
mod args;
mod buffers;
mod clock;
mod fd;
mod fd_io;
mod functions;
mod halt;
mod memory;
mod path;
mod poll;
mod proc;
mod readdir;
mod rights;
mod sock;
mod table;
mod types;

pub use functions::{Function, ValType, Version, functions};
pub use halt::{Failure, Halt};
pub use memory::{Fault, GuestMemory, SliceMemory};
pub use types::Errno;

use crate::core::clocks::Clocks;
use crate::core::limits::Limits;
use crate::core::random::Random;
use crate::ctx::{Preopen, WasiCtx};
use args::StringList;
use table::{Entry, Object, Table};

/// What a function of the interface returns.
pub type Result<T = ()> = std::result::Result<T, Failure>;

/// One guest's view of WASI preview 1.
///
/// ```
/// use wharf_wasi::p1::{P1, SliceMemory};
/// use wharf_wasi::{MemoryOutput, WasiCtx};
///
/// let stdout = MemoryOutput::new(1 << 20);
/// let mut p1 = P1::new(WasiCtx::builder().stdout(stdout.clone()).build()?);
///
/// // One buffer of five bytes at address 16, described at address 0; the count goes to address 8.
/// let mut bytes = [0; 64];
/// bytes[16..21].copy_from_slice(b"hello");
/// bytes[0..4].copy_from_slice(&16u32.to_le_bytes());
/// bytes[4..8].copy_from_slice(&5u32.to_le_bytes());
/// p1.fd_write(&mut SliceMemory::new(&mut bytes), 1, 0, 1, 8).unwrap();
/// assert_eq!(stdout.contents(), b"hello");
/// assert_eq!(bytes[8], 5);
/// # Ok::<(), wharf_wasi::BuildError>(())
/// ```
#[derive(Debug)]
pub struct P1 {
    table: Table,
    args: StringList,
    environ: StringList,
    clocks: Clocks,
    random: Random,
    limits: Limits,
}

impl P1 {
    /// Gives a guest what `ctx` holds: descriptors 0, 1 and 2 are the standard streams, then come the directories, then
    /// the sockets, each in the order of their granting.
    pub fn new(ctx: WasiCtx) -> P1 {
        let streams = [
            Object::Input { stream: ctx.stdin, nonblocking: false },
            Object::Output { stream: ctx.stdout, nonblocking: false },
            Object::Output { stream: ctx.stderr, nonblocking: false },
        ];
        let preopens =
            ctx.preopens.into_iter().map(|Preopen { dir, guest_path }| Object::Dir { dir, preopen: Some(guest_path) });
        let sockets = ctx.sockets.into_iter().map(Object::Socket);
        let entries: Vec<Entry> = streams.into_iter().chain(preopens).chain(sockets).map(Entry::granted).collect();
        P1 {
            table: Table::new(entries, ctx.limits.handles),
            args: StringList::new(ctx.args),
            environ: StringList::new(ctx.env.into_iter().map(|(key, value)| format!("{key}={value}"))),
            clocks: ctx.clocks,
            random: ctx.random,
            limits: ctx.limits,
        }
    }
}
