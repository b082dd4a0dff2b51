//! The compiled tiers of wharf: a single-pass baseline and an optimising compiler.
//!
//! Both ride on the validator's walk and return inert [`wharf_vm::compiled::CompiledFunc`]s; nothing here makes bytes
//! executable.

pub mod abi;
pub mod artefact;
pub mod baseline;
pub mod homes;
mod kinds;
pub mod listing;
pub mod optimizing;
pub mod options;
pub mod profile;
pub mod tier;
pub mod trampoline;
