//! Single-pass WebAssembly validation, with a typed walk that compilers ride on.
