//! Any bytes, and modules that `wasm-smith` makes of them: what is printed reads back as the same module.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wharf_oracles::{generate, roundtrip};

fuzz_target!(|data: &[u8]| {
    if data.starts_with(b"\0asm") {
        roundtrip::check(data).unwrap();
    } else if let Some(module) = generate::any(data) {
        roundtrip::check(&module).unwrap();
    }
});
