//! The instruction table, types, the module model, numeric semantics and errors of wharf.
//!
//! Everything here is plain data and pure functions: no I/O, no unsafe, nothing that runs code.

#![forbid(unsafe_code)]

pub mod bytes;
pub mod canon;
pub mod error;
pub mod features;
pub mod generated;
pub mod late;
pub mod matching;
pub mod module;
pub mod names;
pub mod num;
pub mod ops;
pub mod trace;
pub mod trap;
pub mod types;

pub use bytes::Bytes;
pub use error::{Error, Place, Result, Space, Stage};
pub use features::{Features, Proposal};
pub use late::Late;
pub use module::Module;
pub use ops::Op;
pub use trace::Frame;
pub use trap::TrapKind;
