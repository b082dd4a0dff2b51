//! Modules that `wasm-smith` makes of the bytes: wharf and `wasmparser` accept the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wharf_oracles::{acceptance, generate};

fuzz_target!(|data: &[u8]| {
    if let Some(module) = generate::any(data) {
        acceptance::check(&module).unwrap();
    }
});
