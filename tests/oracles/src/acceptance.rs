//! Do wharf and `wasmparser` accept the same bytes as a module? What wharf accepts it must also write again.

use wasmparser::{Validator, WasmFeatures};
use wharf_core::canon::Registry;
use wharf_core::features::{Features, Proposal};
use wharf_core::{Error, Stage};
use wharf_syntax::binary::{decode_module, encode_module};

use crate::{Answer, Finding};

/// Whether the bytes are a valid module.
///
/// # Errors
/// The verdicts differ, or what was written again is not what was read.
pub fn check(bytes: &[u8]) -> Answer<bool> {
    let valid = verdict(bytes, false)?;
    let legacy = verdict(bytes, true)?;
    if legacy {
        written_again(bytes)?;
    }
    if valid && !legacy {
        return Err(Finding::new("valid without legacy exceptions and not with them", bytes));
    }
    Ok(valid)
}

fn verdict(bytes: &[u8], legacy: bool) -> Answer<bool> {
    let features = if legacy { Features::all() } else { Features::all().without(Proposal::LegacyExceptions) };
    let ours = wharf(bytes, &features);
    let theirs = wasmparser(bytes, legacy);
    match (&ours, &theirs) {
        (Ok(()), Ok(())) => Ok(true),
        (Err(_), Err(_)) => Ok(false),
        _ if explained(&ours, &theirs) => Ok(false),
        _ => Err(Finding::new(format!("wharf: {ours:?}\n  wasmparser: {theirs:?}"), bytes)),
    }
}

fn wharf(bytes: &[u8], features: &Features) -> Result<(), Error> {
    let module = decode_module(bytes.to_vec(), features)?;
    wharf_validate::validate(module, features, &Registry::new()).map(drop)
}

fn wasmparser(bytes: &[u8], legacy: bool) -> Result<(), String> {
    let mut features =
        WasmFeatures::WASM3 | WasmFeatures::THREADS | WasmFeatures::WIDE_ARITHMETIC | WasmFeatures::CUSTOM_PAGE_SIZES;
    features.set(WasmFeatures::LEGACY_EXCEPTIONS, legacy);
    Validator::new_with_features(features).validate_all(bytes).map(drop).map_err(|error| error.to_string())
}

/// Why verdicts may differ.
fn explained(ours: &Result<(), Error>, theirs: &Result<(), String>) -> bool {
    match (ours, theirs) {
        // The limits of an implementation are its own.
        (Err(error), Ok(())) => error.stage() == Stage::Limit,
        _ => false,
    }
}

fn written_again(bytes: &[u8]) -> Answer<()> {
    let features = Features::all();
    let decode = |bytes: &[u8]| decode_module(bytes.to_vec(), &features);
    let refuse = |error: Error| Finding::new(format!("what was written again is refused: {error}"), bytes);
    let module = decode(bytes).map_err(refuse)?;
    let written = encode_module(&module);
    let module = decode(&written).map_err(refuse)?;
    if encode_module(&module) != written {
        return Err(Finding::new("writing, reading and writing gives other bytes", bytes));
    }
    Ok(())
}
