//! The WebAssembly binary and text formats, both ways.
