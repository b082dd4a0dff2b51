//! The binary format: decoding to the module model, encoding from it, and what custom sections hold.
//!
//! Refuses judging types: what is reported here is *malformed*, what `validate` reports is *invalid*.
//!
//! Specification: [Binary format](https://webassembly.github.io/spec/core/binary/index.html).

pub mod annotate;
pub mod branch_hints;
pub mod custom;
pub mod decode;
pub mod dylink;
pub mod encode;
mod errors;
mod gate;
pub mod limits;
pub mod linking;
pub mod names;
pub mod producers;
pub mod reader;
pub mod relocs;
pub mod target_features;

pub use decode::{BodyReader, InstrReader, Outline, const_expr, decode_module, decode_outlined, i32_const_expr};
pub use encode::encode_module;
pub use names::{decode_names, encode_names};
pub use reader::Reader;
