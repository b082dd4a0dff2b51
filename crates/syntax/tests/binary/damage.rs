//! Damaged modules: an error or a module, never a panic; and what is still valid is accepted.

use wasmparser::{Validator, WasmFeatures};
use wharf_core::features::Features;
use wharf_core::module::{Module, Span};
use wharf_syntax::binary::{BodyReader, InstrReader, decode_module, encode_module};

use crate::suite::cases;

/// A generator of numbers that look random: xorshift64*.
pub struct Numbers(pub u64);

impl Numbers {
    /// One below the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }
}

/// One damage: a byte changed, inserted, removed or repeated, a run removed or copied elsewhere, the end cut off.
pub fn damage(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    let at = numbers.below(bytes.len());
    let other = [0, 1, 0x7f, 0x80, 0xff, numbers.below(256) as u8][numbers.below(6)];
    let end = (at + numbers.below(9)).min(bytes.len());
    match numbers.below(7) {
        _ if bytes.is_empty() => bytes.push(other),
        0 => bytes[at] = other,
        1 => bytes[at] ^= 1 << numbers.below(8),
        2 => bytes.insert(at, other),
        3 => drop(bytes.drain(at..end)),
        4 => bytes.truncate(at),
        5 => bytes.splice(at..at, [0xff, 0xff, 0xff, 0xff, 0x0f]).for_each(drop),
        _ => {
            let run: Vec<u8> = bytes[at..end].to_vec();
            let to = numbers.below(bytes.len());
            bytes.splice(to..to, run).for_each(drop);
        }
    }
}

/// Reads every body and segment as far as it goes.
fn read_all(module: &Module) {
    let features = Features::all();
    for body in &module.bodies {
        let Ok(mut reader) = BodyReader::new(module, *body, &features) else { continue };
        reader.locals().for_each(drop);
        while let Ok(instr) = reader.next() {
            let _ = format!("{instr:?}");
        }
    }
}

/// Whether another decoder and validator accepts it.
fn is_valid(bytes: &[u8]) -> bool {
    let features = WasmFeatures::WASM3
        | WasmFeatures::THREADS
        | WasmFeatures::WIDE_ARITHMETIC
        | WasmFeatures::CUSTOM_PAGE_SIZES
        | WasmFeatures::LEGACY_EXCEPTIONS;
    Validator::new_with_features(features).validate_all(bytes).is_ok()
}

#[test]
fn damaged_modules_never_panic() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let cases = cases();
    let (mut accepted, mut valid) = (0, 0);
    for case in cases.iter().filter(|case| case.bytes.len() < 20_000).step_by(7) {
        for _ in 0..40 {
            let mut bytes = case.bytes.clone();
            // The header is left alone: what is behind it is of interest.
            let mut rest = bytes.split_off(bytes.len().min(8));
            (0..=numbers.below(3)).for_each(|_| damage(&mut rest, &mut numbers));
            bytes.append(&mut rest);
            if is_valid(&bytes) {
                valid += 1;
                crate::decode(&bytes).unwrap_or_else(|error| panic!("{}: valid, but refused: {error}", case.name));
            }
            if let Ok(module) = decode_module(bytes, &Features::all()) {
                accepted += 1;
                read_all(&module);
                decode_module(encode_module(&module), &Features::all()).expect("what was encoded decodes");
            }
        }
    }
    assert!(accepted > 1000, "only {accepted} damaged modules were decoded: too much damage to test anything");
    assert!(valid > 500, "only {valid} damaged modules are valid: too much damage to test anything");
}

#[test]
fn bytes_without_sense_are_refused_quietly() {
    let mut numbers = Numbers(42);
    for _ in 0..20_000 {
        let bytes: Vec<u8> = (0..numbers.below(64)).map(|_| numbers.below(256) as u8).collect();
        let mut reader = InstrReader::new(&bytes, Span::new(0, bytes.len()), &Features::all(), true);
        while reader.next().is_ok() {}
    }
}
