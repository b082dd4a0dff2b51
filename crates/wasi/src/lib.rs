//! WASI for wharf: one capability core, thin faces for each preview.
//!
//! [`core`] holds what a guest can be given (files, clocks, random bytes, sockets, standard streams) and the limits on
//! what it may take. It knows neither WebAssembly nor any preview of WASI. [`p1`] is the face that programs built for
//! `wasm32-wasip1` see, and needs no more of a runtime than a view of the guest's memory.
//!
//! Nothing is granted unless asked for: a context built from nothing has no arguments, no environment, an empty
//! standard input, outputs that are thrown away, and no directory.
//!
//! ```
//! use wharf_wasi::p1::{P1, SliceMemory};
//! use wharf_wasi::{MemoryOutput, WasiCtx};
//!
//! let stdout = MemoryOutput::new(1 << 20);
//! let ctx = WasiCtx::builder().args(["hello", "world"]).env("LANG", "C").stdout(stdout.clone()).build()?;
//! let mut p1 = P1::new(ctx);
//! p1.args_sizes_get(&mut SliceMemory::new(&mut [0; 8]), 0, 4).unwrap();
//! assert!(stdout.contents().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![forbid(unsafe_code)]

#[cfg(not(target_os = "linux"))]
compile_error!("WASI needs a host that opens paths beneath a directory in one call; so far only Linux's is used");

pub mod core;
mod ctx;
mod link;
pub mod p1;

pub use crate::core::clocks::{Clock, Clocks, VirtualClock};
pub use crate::core::error::Error;
pub use crate::core::fs::{DirPerms, FilePerms};
pub use crate::core::limits::Limits;
pub use crate::core::random::Random;
pub use crate::core::stdio::{HostStream, InputStream, MemoryInput, MemoryOutput, OutputStream};
pub use ctx::{BuildError, WasiCtx, WasiCtxBuilder};
pub use link::{add_imports_to_linker, add_to_linker, exit_code};
