//! Encoding: from instructions and the module model to bytes, with integers as short as they can be.
//!
//! Specification: [Binary format](https://webassembly.github.io/spec/core/binary/index.html).

mod instr;
mod module;
pub mod primitives;
pub mod types;

pub use instr::{immediates, instr, opcode};
pub use module::encode_module;
