//! The interpreter tier of wharf: functions are translated at their first call into compact code whose instructions name
//! the frame slots they read and write, and run by small handlers that jump to each other.
//!
//! | what | where |
//! |---|---|
//! | the code's encoding | `code`, `offsets` (back to wasm), `roots` (for the collector) |
//! | making it | `translate/` |
//! | running it | `run/` (handlers by family, two ways to dispatch) |
//! | raw pointers | `frame`: all of the crate's `unsafe` |
//! | a store's state, a module's code | `context`, `code_table` |
//! | the tier | `tier`, `unwind` (exceptions), `stats` |
//!
//! Semantics of numeric instructions come from [`wharf_core::num`], those of objects, tables and memories from
//! [`wharf_vm`]. It refuses to be fast at starting what runs once, and to make machine code.

mod code;
mod code_table;
mod context;
mod frame;
mod offsets;
mod roots;
mod run;
mod stats;
mod tier;
mod translate;
mod unwind;

pub use stats::Stats;
pub use tier::Interpreter;
pub use translate::Options;
