//! What is generated from the instruction table: the [`Op`] enum and its tables.
//!
//! Refuses anything written by hand; questions about an [`Op`] are asked through its methods, in `ops/access.rs`.

// Written by `cargo xtask gen` from `crates/core/src/ops.rs`. Do not edit.

pub(crate) mod eval;
mod op;
pub(crate) mod tables;

pub use op::Op;
