//! Specification scripts (`.wast`): modules, actions and assertions.
//!
//! This room only reads them; who runs them decides what holds. The grammar is that of the reference interpreter's
//! `README.md`, section "Scripts", with the threads proposal's `thread` and `wait`.

pub mod ast;
mod parse;

pub use ast::*;
pub use parse::parse_script;
