//! The wharf command: reads, checks, writes, runs and explains WebAssembly.
