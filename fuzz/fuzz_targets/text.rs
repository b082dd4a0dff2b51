//! Any bytes as text: wharf and `wast` accept the same and make the same module of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wharf_oracles::text;

fuzz_target!(|data: &[u8]| {
    text::check(data).unwrap();
});
