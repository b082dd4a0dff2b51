//! Do wharf and the crate `wast` accept the same texts as a module, and make the same bytes of them?

use wast::lexer::Lexer;
use wast::parser::ParseBuffer;
use wast::{Wat, parser};
use wharf_core::canon::Registry;
use wharf_core::features::Features;
use wharf_syntax::binary::{decode_module, encode_module};
use wharf_syntax::text;

use crate::{Answer, Finding};

/// What the oracle says of a text without a module and without fields.
const NO_FIELD: &str = "expected at least one module field";
const EMPTY: &[u8] = b"\0asm\x01\0\0\0";

/// Whether the text is a module.
///
/// # Errors
/// The verdicts differ, or the bytes.
pub fn check(input: &[u8]) -> Answer<bool> {
    let ours = text::parse_bytes(input).map(|compiled| compiled.bytes);
    let theirs = oracle(input);
    match (ours, theirs) {
        // The oracle takes `( @id`, and has rules of its own for what may follow an annotation's name.
        (Ok(_), Oracle::Refused(_)) | (Err(_), Oracle::Module(_)) if has_annotations(input) => Ok(false),
        (Ok(ours), Oracle::Module(theirs)) => {
            // A type use without an index means a final type; the oracle takes any function type with the parameters. And
            // of blocks in constant expressions, which are invalid, it forgets the end.
            let explained = has_subtypes(&ours) || !is_known(&ours) && !is_known(&theirs);
            if explained || comparable(&ours) == comparable(&theirs) {
                return Ok(true);
            }
            Err(Finding::new(format!("other bytes:\n  ours   {ours:02x?}\n  theirs {theirs:02x?}"), input))
        }
        // A text without fields is an empty module, which the oracle does not take.
        (Ok(ours), Oracle::Refused(message)) if message == NO_FIELD && ours == EMPTY => Ok(false),
        (Ok(_), Oracle::Refused(message)) => Err(Finding::new(format!("accepted; wast: {message}"), input)),
        (Err(error), Oracle::Module(theirs)) if is_known(&theirs) => {
            Err(Finding::new(format!("refused: {error}; wast accepts it"), input))
        }
        _ => Ok(false),
    }
}

enum Oracle {
    Module(Vec<u8>),
    Refused(String),
    /// A component, or something that is no text at all.
    Other,
}

fn oracle(input: &[u8]) -> Oracle {
    let Ok(text) = std::str::from_utf8(input) else { return Oracle::Other };
    let mut lexer = Lexer::new(text);
    lexer.allow_confusing_unicode(true);
    let buffer = match ParseBuffer::new_with_lexer(lexer) {
        Ok(buffer) => buffer,
        Err(error) => return Oracle::Refused(error.message()),
    };
    match parser::parse::<Wat<'_>>(&buffer) {
        Ok(Wat::Module(mut module)) => match module.encode() {
            Ok(bytes) => Oracle::Module(bytes),
            Err(error) => Oracle::Refused(error.message()),
        },
        Ok(Wat::Component(_)) => Oracle::Other,
        Err(error) => Oracle::Refused(error.message()),
    }
}

/// The module without its names, of which the oracle keeps others.
fn comparable(bytes: &[u8]) -> Vec<u8> {
    match decode_module(bytes.to_vec(), &Features::all()) {
        Ok(mut module) => {
            module.customs.retain(|custom| &*custom.name != "name");
            encode_module(&module)
        }
        Err(_) => bytes.to_vec(),
    }
}

/// Whether an `@` stands in a line that is no comment.
fn has_annotations(input: &[u8]) -> bool {
    let lines = input.split(|byte| *byte == b'\n').map(|line| line.trim_ascii_start());
    lines.filter(|line| !line.starts_with(b";;")).any(|line| line.contains(&b'@'))
}

fn has_subtypes(bytes: &[u8]) -> bool {
    let module = decode_module(bytes.to_vec(), &Features::all());
    module.is_ok_and(|module| module.types.iter().any(|ty| !ty.is_final || ty.supertype.is_some()))
}

/// Whether a module is one that wharf can read and finds valid: the oracle knows more proposals, and takes an `else` or
/// an `end` wherever it stands.
fn is_known(bytes: &[u8]) -> bool {
    let features = Features::all();
    let module = decode_module(bytes.to_vec(), &features);
    module.and_then(|module| wharf_validate::validate(module, &features, &Registry::new())).is_ok()
}
