//! The capability core: what a guest can hold, and how each thing behaves.
//!
//! It is neutral to the previews of WASI (no numbers, layouts or names of theirs appear here) and to any async runtime
//! (every call either finishes, blocks, or says which host descriptor to wait for). It holds no table of handles: each
//! face has its own.
//!
//! Linux is the host this is written for. What differs between hosts is kept in `fs` (path resolution) so that another
//! host is another module, never a condition inside a function.

pub mod clocks;
pub mod error;
pub mod fs;
pub mod limits;
pub mod poll;
pub mod random;
pub mod sockets;
pub mod stdio;
mod transfer;

pub use error::{Error, Result};
