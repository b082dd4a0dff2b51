//! The WebAssembly binary and text formats, both ways.
//!
//! [`instr`] is what both formats share; [`binary`] reads and writes bytes, [`text`] reads and writes text.

#![forbid(unsafe_code)]

pub mod binary;
pub mod instr;
pub mod text;
