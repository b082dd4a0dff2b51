//! The WebAssembly binary and text formats, both ways.

#![forbid(unsafe_code)]

pub mod text;
