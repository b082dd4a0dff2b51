//! The binary format against the official test suite: which modules are malformed, that encoding and decoding are each
//! other's inverse, that damage never does harm.

mod annotated;
mod damage;
mod same;
mod suite;

use same::difference;
use suite::{Case, Verdict, cases};
use wharf_core::features::Features;
use wharf_core::module::Span;
use wharf_core::ops::Op;
use wharf_core::{Module, Result, Stage};
use wharf_syntax::binary::{BodyReader, InstrReader, decode::nesting, decode_module, encode, encode_module};
use wharf_syntax::instr::Imm;

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
            (Verdict::Malformed, Ok(_)) if states_an_older_rule(case) => {}
            (Verdict::Malformed, Ok(_)) => wrong.push(format!("{}: accepted: `{}`", case.name, case.message)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(good > 2000 && bad > 500, "{good} good modules and {bad} bad ones: the suite is larger");
}

#[test]
fn encoding_a_decoded_module_keeps_what_it_says() {
    for case in cases().iter().filter(|case| case.verdict == Verdict::WellFormed) {
        let Ok(module) = decode_module(case.bytes.clone(), &Features::all()) else { continue };
        let bytes = encode_module(&module);
        let again = decode_module(bytes.clone(), &Features::all())
            .unwrap_or_else(|error| panic!("{}: what was encoded does not decode: {error}", case.name));
        assert_eq!(difference(&module, &again), None, "{}", case.name);
        assert_eq!(encode_module(&again), bytes, "{}: encoding again gives other bytes", case.name);
        assert!(bytes.len() <= case.bytes.len(), "{}: the encoding is longer", case.name);
    }
}

#[test]
fn encoding_a_decoded_instruction_gives_it_back() {
    let features = Features::all();
    let mut seen = [false; Op::COUNT];
    for case in cases().iter().filter(|case| case.verdict == Verdict::WellFormed) {
        let Ok(module) = decode_module(case.bytes.clone(), &features) else { continue };
        for body in &module.bodies {
            let mut reader = BodyReader::new(&module, *body, &features).unwrap();
            while !reader.is_at_end() {
                let instr = reader.next().unwrap();
                seen[instr.op as usize] = true;
                let mut out = Vec::new();
                encode::instr(&mut out, &instr);
                let span = Span::new(0, out.len());
                let mut again = InstrReader::new(&out, span, &features, true);
                let found = again.next().unwrap();
                assert_eq!((found.op, found.imm), (instr.op, instr.imm), "{}", case.name);
                assert!(again.is_at_end(), "{}: {instr:?}", case.name);
                let length = reader.position() - instr.at as usize;
                assert!(out.len() <= length, "{}: {instr:?} became longer", case.name);
            }
        }
    }
    let unseen: Vec<_> = Op::ALL.iter().filter(|op| !seen[**op as usize]).collect();
    let known = [Op::Try, Op::Catch, Op::Rethrow, Op::Delegate, Op::CatchAll, Op::AtomicFence];
    assert!(unseen.iter().all(|op| known.contains(op)), "the suite shows none of {unseen:?}");
}

/// A module of one function whose body is `code`, with a size that is padded as linkers do.
fn function(code: &[u8]) -> Vec<u8> {
    let padded = |out: &mut Vec<u8>, value: usize| {
        (0..4).for_each(|i| out.push((value >> (7 * i)) as u8 & 0x7f | 0x80));
        out.push((value >> 28) as u8);
    };
    let mut out = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a".to_vec();
    padded(&mut out, code.len() + 1 + 6);
    out.push(1);
    padded(&mut out, code.len() + 1);
    out.push(0);
    out.extend_from_slice(code);
    out
}

#[test]
fn large_functions_and_tables_of_labels_are_taken() {
    let mut code = vec![0x01; 8_000_000];
    code.push(0x0b);
    assert_eq!(decode(&function(&code)).unwrap().bodies.len(), 1);
    let mut code = vec![0x41, 0x00, 0x0e, 0xc0, 0x84, 0x3d];
    code.extend(std::iter::repeat_n(0, 1_000_001));
    code.push(0x0b);
    let module = decode(&function(&code)).unwrap();
    let mut reader = BodyReader::new(&module, module.bodies[0], &Features::all()).unwrap();
    reader.next().unwrap();
    let Imm::Labels(labels) = reader.next().unwrap().imm else { panic!("it is a br_table") };
    assert_eq!((labels.len(), labels.iter().count(), labels.default()), (1_000_000, 1_000_000, 0));
}

#[test]
fn deep_nesting_takes_no_stack() {
    let depth = 1_000_000;
    let mut code: Vec<u8> = std::iter::repeat_n([0x02, 0x40], depth).flatten().collect();
    code.extend(std::iter::repeat_n(0x0b, depth + 1));
    let bytes = function(&code);
    decode(&bytes).unwrap();
    let mut parts = annotated::Total::default();
    wharf_syntax::binary::annotate::annotate(&bytes, &Default::default(), &mut parts).unwrap();
    assert_eq!(parts.bytes, bytes.len());
    assert!(parts.depth <= 5, "{} groups inside each other", parts.depth);
}
