//! Any bytes: wharf and `wasmparser` accept the same, and what is accepted can be written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wharf_oracles::acceptance;

fuzz_target!(|data: &[u8]| {
    acceptance::check(data).unwrap();
});
