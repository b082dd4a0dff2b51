//! The text format: lexing, parsing to bytes, printing from bytes, and specification scripts.
//!
//! Specification: [Text format](https://webassembly.github.io/spec/core/text/index.html).

use wharf_core::{Error, Place, Result};

pub mod source_map;
pub mod wast;

pub use source_map::SourceMap;

/// A text module compiled to the binary format.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The module in the binary format.
    pub bytes: Vec<u8>,
    /// Where in the text each part of the bytes came from.
    pub map: SourceMap,
}

/// Compiles a module in the text format.
///
/// # Errors
/// What is malformed, with its place in the text.
pub fn parse(_text: &str) -> Result<Compiled> {
    Err(Error::limit("the text parser is not here yet"))
}

/// As [`parse`], from bytes that need not be UTF-8.
///
/// # Errors
/// What is malformed, with its place in the text.
pub fn parse_bytes(text: &[u8]) -> Result<Compiled> {
    match std::str::from_utf8(text) {
        Ok(text) => parse(text),
        Err(error) => Err(Error::malformed(Place::text(error.valid_up_to()), "malformed UTF-8 encoding")),
    }
}
