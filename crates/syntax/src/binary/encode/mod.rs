//! Encoding: from instructions and the module model to bytes, with integers as short as they can be.
//!
//! Specification: [Binary format](https://webassembly.github.io/spec/core/binary/index.html).

mod instr;
pub mod primitives;

pub use instr::{immediates, instr, opcode};
