//! Rust source with comments and literals blanked out, so that rules do not trip over prose.

/// The text with every comment, string and character literal replaced by spaces; lines stay where they are.
pub fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    let mut after_word = false;
    while let Some(first) = rest.chars().next() {
        let skipped = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => string(rest),
            '\'' => character(rest),
            'r' | 'b' | 'c' if !after_word => prefixed_string(rest),
            _ => 0,
        };
        if skipped == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.extend(rest[..skipped].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[skipped..];
        }
        after_word = skipped == 0 && (first.is_alphanumeric() || first == '_');
    }
    code
}

/// Bytes of a block comment, which may hold others.
fn block_comment(text: &str) -> usize {
    let (mut at, mut depth) = (2, 1);
    while depth > 0 {
        let Some(next) = text[at..].find(['/', '*']).map(|i| at + i) else { return text.len() };
        (at, depth) = match &text[next..] {
            t if t.starts_with("/*") => (next + 2, depth + 1),
            t if t.starts_with("*/") => (next + 2, depth - 1),
            _ => (next + 1, depth),
        };
    }
    at
}

/// Bytes of a string literal that starts here.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return i + 1,
            _ => {}
        }
    }
    text.len()
}

/// Bytes of a character literal, or 0 when the quote starts a lifetime or label.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            chars.next();
            text.get(3..).unwrap_or("").find('\'').map_or(text.len(), |i| i + 4)
        }
        Some((_, _)) => match chars.next() {
            Some((i, '\'')) => i + 1,
            _ => 0,
        },
        None => 0,
    }
}

/// Bytes of a literal with a prefix (`r"…"`, `br#"…"#`, `b'…'`, `c"…"`), or 0 when these letters start a word.
fn prefixed_string(text: &str) -> usize {
    let prefix = text.bytes().take_while(|b| matches!(b, b'r' | b'b' | b'c')).take(2).count();
    let after = &text[prefix..];
    let hashes = after.bytes().take_while(|b| *b == b'#').count();
    let raw = text[..prefix].contains('r');
    match after.as_bytes().get(hashes) {
        Some(b'"') if raw => {
            let end = format!("\"{}", "#".repeat(hashes));
            let body = prefix + hashes + 1;
            text[body..].find(&end).map_or(text.len(), |i| body + i + end.len())
        }
        Some(b'"') if hashes == 0 => prefix + string(after),
        Some(b'\'') if hashes == 0 && &text[..prefix] == "b" => prefix + character(after),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::code_only;

    #[test]
    fn prose_is_blanked_and_code_stays() {
        let cases = [
            ("a // unsafe\nb", "a          \nb"),
            ("a /* x /* y */ z */ b", "a                   b"),
            (r#"f("a \" b")"#, "f(        )"),
            (r##"f(r#"a " b"#, x)"##, "f(          , x)"),
            ("b'\"' + '\\'' + 'x'", "     +      +    "),
            ("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"),
            ("for_each(bar, \"x\")", "for_each(bar,    )"),
            ("'outer: loop {}", "'outer: loop {}"),
        ];
        for (text, want) in cases {
            assert_eq!(code_only(text), want, "{text}");
        }
        assert_eq!(code_only("\"never closed"), " ".repeat(13));
        assert_eq!(code_only("/* never closed"), " ".repeat(15));
    }

    #[test]
    fn lines_stay_where_they_are() {
        assert_eq!(code_only("\"a\nb\"\nc").lines().nth(2), Some("c"));
    }
}
