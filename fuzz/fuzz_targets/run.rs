//! Modules that `wasm-smith` makes of the bytes: they run alike in every tier and in wasmtime.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wharf_oracles::{generate, hunt};

fuzz_target!(|data: &[u8]| {
    if let Some(module) = generate::runnable(data) {
        hunt::differential(&module).unwrap();
    }
});
