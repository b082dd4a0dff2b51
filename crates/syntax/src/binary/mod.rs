//! The binary format: decoding to the module model, encoding from it, and what custom sections hold.
//!
//! Refuses judging types: what is reported here is *malformed*, what `validate` reports is *invalid*.
//!
//! Specification: [Binary format](https://webassembly.github.io/spec/core/binary/index.html).

pub mod decode;
pub mod encode;
mod errors;
mod gate;
pub mod limits;
pub mod reader;

pub use decode::{BodyReader, InstrReader, const_expr, decode_module};
pub use encode::encode_module;
pub use reader::Reader;
