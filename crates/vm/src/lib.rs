//! The runtime floor of wharf: store, instances, memories, tables, GC heap, traps, guest stacks.
//!
//! It is where `unsafe` lives, under a surface that is safe. It knows no tier: what runs functions is a tier that
//! the store is given.

pub mod compiled;
pub mod layout;
