//! The text format: lexing, parsing to bytes, printing from bytes, and specification scripts.
//!
//! Specification: [Text format](https://webassembly.github.io/spec/core/text/index.html).

use wharf_core::Result;

mod errors;
mod exact;

pub mod fmt;
mod hash;
pub mod lex;
mod parse;
pub mod print;
pub mod source_map;
mod strings;
pub mod suggest;
pub mod wast;

pub use exact::print_exact;
pub use print::print;
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
pub fn parse(text: &str) -> Result<Compiled> {
    parse::source(text)
}

/// As [`parse`], from bytes that need not be UTF-8.
///
/// # Errors
/// What is malformed, with its place in the text.
pub fn parse_bytes(text: &[u8]) -> Result<Compiled> {
    match std::str::from_utf8(text) {
        Ok(text) => parse(text),
        Err(error) => Err(errors::bad_utf8(error.valid_up_to())),
    }
}
