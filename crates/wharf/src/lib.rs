//! Embed WebAssembly: engines, modules, stores, linkers and instances.
