//! The binary format against the official test suite.

mod suite;

use suite::{Case, Verdict, cases};
use wharf_core::features::Features;
use wharf_core::{Module, Result, Stage};
use wharf_syntax::binary::{BodyReader, decode::nesting, decode_module};

/// Decodes a module with all of its bodies.
fn decode(bytes: &[u8]) -> Result<Module> {
    let features = Features::all();
    let module = decode_module(bytes.to_vec(), &features)?;
    for body in &module.bodies {
        let mut reader = BodyReader::new(&module, *body, &features)?;
        let mut depth = 1;
        while depth > 0 {
            depth += nesting(reader.next()?.op);
        }
        reader.finish()?;
    }
    Ok(module)
}

/// Scripts of finished proposals that state a rule which WebAssembly 3.0 changed: script, message, what replaced it.
const OLDER_RULES: [(&str, &str, &str); 5] = [
    ("function-references/binary.wast", "zero byte expected", "multi-memory made the byte a memory index"),
    ("multi-value/binary.wast", "zero flag expected", "reference-types made the byte a table index"),
    ("reference-types/binary-leb128.wast", "integer representation too long", "memory64 widened offsets and limits"),
    ("reference-types/binary-leb128.wast", "integer too large", "memory64 widened offsets and limits"),
    ("reference-types/binary.wast", "illegal opcode", "gc gave the opcode d3 to ref.eq"),
];

fn states_an_older_rule(case: &Case) -> bool {
    OLDER_RULES.iter().any(|(script, message, _)| case.name.starts_with(script) && case.message == *message)
}

#[test]
fn decides_as_the_suite() {
    let mut wrong = Vec::new();
    let (mut good, mut bad) = (0, 0);
    for case in cases() {
        match (case.verdict, decode(&case.bytes)) {
            (Verdict::WellFormed, Ok(_)) => good += 1,
            (Verdict::Malformed, Err(error)) if matches!(error.stage(), Stage::Malformed | Stage::Limit) => bad += 1,
            (Verdict::WellFormed, Err(error)) => wrong.push(format!("{}: refused: {error}", case.name)),
            (Verdict::Malformed, Err(error)) => wrong.push(format!("{}: another stage: {error}", case.name)),
            (Verdict::Malformed, Ok(_)) if states_an_older_rule(&case) => {}
            (Verdict::Malformed, Ok(_)) => wrong.push(format!("{}: accepted: `{}`", case.name, case.message)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(good > 2000 && bad > 500, "{good} good modules and {bad} bad ones: the suite is larger");
}
