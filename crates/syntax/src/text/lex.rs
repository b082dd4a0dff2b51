//! The lexer: a text into tokens, zero-copy.
//!
//! A token is a kind and a range of the text; strings are checked here and decoded by `strings` when asked
//! for. White space and comments are passed over (the formatter asks for them with [`Lexer::trivia`]). What an
//! annotation or a number means is the parser's matter. Nothing here recurses, so no nesting exhausts the stack.
//!
//! Specification: [Lexical format](https://webassembly.github.io/spec/core/text/lexical.html).

use wharf_core::Result;

use super::{errors, strings};

/// What a token is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum TokenKind {
    /// `(`
    LParen,
    /// `)`
    RParen,
    /// `(@id` or `(@"id"`; the identifier may be empty, which is an error outside annotations.
    Annotation,
    /// A word that begins with a lower-case letter.
    Keyword,
    /// What begins with a digit or a sign; the parser knows which forms are numbers.
    Number,
    /// `"…"`
    String,
    /// `$id`; just `$` is an error outside annotations.
    Id,
    /// `$"…"`
    QuotedId,
    /// Any other run of characters, which no construct uses.
    Reserved,
    /// The end of the text.
    End,
}

/// A token and where it stands.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first byte in the text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

/// What a byte can be part of.
#[derive(Copy, Clone, PartialEq, Eq)]
#[repr(u8)]
enum Class {
    /// Not allowed outside strings and comments.
    Illegal,
    /// Space, tab, line feed, carriage return.
    Space,
    LParen,
    RParen,
    Quote,
    Semicolon,
    /// `,` `[` `]` `{` `}`: reserved tokens only.
    Bracket,
    /// Characters of words, by what a token that begins with them is.
    Letter,
    DigitOrSign,
    Dollar,
    OtherId,
}

const CLASS: [Class; 256] = {
    let mut table = [Class::Illegal; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' => Class::Space,
            b'(' => Class::LParen,
            b')' => Class::RParen,
            b'"' => Class::Quote,
            b';' => Class::Semicolon,
            b',' | b'[' | b']' | b'{' | b'}' => Class::Bracket,
            b'a'..=b'z' => Class::Letter,
            b'0'..=b'9' | b'+' | b'-' => Class::DigitOrSign,
            b'$' => Class::Dollar,
            0x21..=0x7e => Class::OtherId,
            _ => Class::Illegal,
        };
        byte += 1;
    }
    table
};

const IS_ID: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(CLASS[byte], Class::Letter | Class::DigitOrSign | Class::Dollar | Class::OtherId);
        byte += 1;
    }
    table
};

/// Whether the byte may stand in an identifier without quotes.
pub fn is_id_char(byte: u8) -> bool {
    IS_ID[byte as usize]
}

/// The position of the next parenthesis, quote or semicolon from `pos` on; the end when there is none.
///
/// Looks at eight bytes at a time: a byte of `word ^ pattern` is zero where the pattern's byte stands, and subtracting
/// one from each byte borrows into its top bit there. A borrow may run on into the next byte, so a found word is looked
/// through again.
fn next_structural(bytes: &[u8], mut pos: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let zero_in = |word: u64| word.wrapping_sub(ONES) & !word & (ONES << 7);
    while let Some(chunk) = bytes.get(pos..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*chunk);
        // Both parentheses differ in the lowest bit alone.
        let parens = zero_in((word & !ONES) ^ (u64::from(b'(') * ONES));
        let others = zero_in(word ^ (u64::from(b'"') * ONES)) | zero_in(word ^ (u64::from(b';') * ONES));
        if parens | others != 0
            && let Some(found) = chunk.iter().position(|byte| matches!(byte, b'(' | b')' | b'"' | b';'))
        {
            return pos + found;
        }
        pos += 8;
    }
    let rest = &bytes[pos.min(bytes.len())..];
    pos + rest.iter().position(|byte| matches!(byte, b'(' | b')' | b'"' | b';')).unwrap_or(rest.len())
}

/// Reads tokens one after the other. Cheap to copy: a copy looks ahead.
#[derive(Copy, Clone, Debug)]
pub struct Lexer<'a> {
    src: &'a str,
    pos: usize,
}

impl<'a> Lexer<'a> {
    /// A lexer at the beginning of the text.
    ///
    /// # Errors
    /// Texts of 4 GiB and more are refused.
    pub fn new(src: &'a str) -> Result<Lexer<'a>> {
        match u32::try_from(src.len()) {
            Ok(_) => Ok(Lexer { src, pos: 0 }),
            Err(_) => Err(errors::too_large(0)),
        }
    }

    /// The whole text.
    pub fn source(&self) -> &'a str {
        self.src
    }

    /// Where the next token is looked for.
    pub fn position(&self) -> usize {
        self.pos
    }

    /// Goes on from another place, which must be the boundary of a token.
    pub fn seek(&mut self, pos: usize) {
        self.pos = pos;
    }

    /// The text of a token.
    #[inline]
    pub fn text(&self, token: Token) -> &'a str {
        &self.src[token.start as usize..token.end as usize]
    }

    #[inline]
    fn byte(&self, pos: usize) -> Option<u8> {
        self.src.as_bytes().get(pos).copied()
    }

    /// The next token; [`TokenKind::End`] for ever at the end.
    ///
    /// # Errors
    /// Characters that no token holds, strings and comments without end, broken escapes.
    #[inline]
    pub fn next_token(&mut self) -> Result<Token> {
        let bytes = self.src.as_bytes();
        loop {
            let start = self.pos;
            let Some(&byte) = bytes.get(start) else {
                return Ok(self.token(TokenKind::End, start));
            };
            match CLASS[byte as usize] {
                Class::Space => {
                    self.pos += 1;
                    while self.pos < bytes.len() && bytes[self.pos] == b' ' {
                        self.pos += 1;
                    }
                }
                Class::Letter => {
                    self.pos += 1;
                    return self.word(TokenKind::Keyword, start);
                }
                Class::LParen if self.byte(start + 1) == Some(b';') => self.block_comment()?,
                Class::LParen if self.byte(start + 1) == Some(b'@') => return self.annotation(),
                Class::LParen => {
                    self.pos += 1;
                    return Ok(self.token(TokenKind::LParen, start));
                }
                Class::RParen => {
                    self.pos += 1;
                    return Ok(self.token(TokenKind::RParen, start));
                }
                Class::DigitOrSign => return self.word(TokenKind::Number, start),
                Class::Dollar => return self.identifier(),
                Class::Quote => {
                    self.string()?;
                    return self.word_end(TokenKind::String, start);
                }
                Class::Semicolon if self.byte(start + 1) == Some(b';') => self.line_comment(),
                Class::Semicolon | Class::Bracket | Class::OtherId => return self.word(TokenKind::Reserved, start),
                Class::Illegal => return Err(self.illegal(start)),
            }
        }
    }

    #[inline]
    fn token(&self, kind: TokenKind, start: usize) -> Token {
        Token { kind, start: start as u32, end: self.pos as u32 }
    }

    #[cold]
    fn illegal(&self, at: usize) -> wharf_core::Error {
        let character = self.src[at..].chars().next().unwrap_or('\0');
        errors::illegal_character(at as u32, character)
    }

    /// A run of identifier characters from `pos` on, and what makes it a reserved token.
    #[inline]
    fn word(&mut self, kind: TokenKind, start: usize) -> Result<Token> {
        let bytes = self.src.as_bytes();
        while self.pos < bytes.len() && IS_ID[bytes[self.pos] as usize] {
            self.pos += 1;
        }
        self.word_end(kind, start)
    }

    /// Ends a token where a delimiter follows; else it is a longer, reserved one.
    #[inline]
    fn word_end(&mut self, kind: TokenKind, start: usize) -> Result<Token> {
        match self.byte(self.pos).map(|byte| CLASS[byte as usize]) {
            None | Some(Class::Space | Class::LParen | Class::RParen | Class::Illegal) => Ok(self.token(kind, start)),
            Some(Class::Semicolon) if self.byte(self.pos + 1) == Some(b';') => Ok(self.token(kind, start)),
            Some(_) => self.reserved(start),
        }
    }

    /// A reserved token: the longest run of what reserved tokens are made of.
    #[cold]
    fn reserved(&mut self, start: usize) -> Result<Token> {
        while let Some(byte) = self.byte(self.pos) {
            match CLASS[byte as usize] {
                Class::Space | Class::LParen | Class::RParen | Class::Illegal => break,
                Class::Semicolon if self.byte(self.pos + 1) == Some(b';') => break,
                Class::Quote => self.string()?,
                _ => self.pos += 1,
            }
        }
        Ok(self.token(TokenKind::Reserved, start))
    }

    fn identifier(&mut self) -> Result<Token> {
        let start = self.pos;
        self.pos += 1;
        if self.byte(self.pos) == Some(b'"') {
            self.string()?;
            return self.word_end(TokenKind::QuotedId, start);
        }
        self.word(TokenKind::Id, start)
    }

    fn annotation(&mut self) -> Result<Token> {
        let start = self.pos;
        self.pos += 2;
        if self.byte(self.pos) == Some(b'"') {
            self.string()?;
        } else {
            let bytes = self.src.as_bytes();
            while self.pos < bytes.len() && IS_ID[bytes[self.pos] as usize] {
                self.pos += 1;
            }
        }
        Ok(self.token(TokenKind::Annotation, start))
    }

    /// Passes over a string, from its opening quote on, and checks its characters and escapes.
    fn string(&mut self) -> Result<()> {
        let (bytes, start) = (self.src.as_bytes(), self.pos);
        let mut pos = start + 1;
        loop {
            match bytes.get(pos) {
                Some(b'"') => break,
                Some(b'\\') => match bytes.get(pos + 1..pos + 3) {
                    Some(&[high, low]) if strings::HEX[high as usize] | strings::HEX[low as usize] < 16 => pos += 3,
                    _ => pos += strings::escape_len(&bytes[pos..], pos)?,
                },
                Some(0..0x20 | 0x7f) => return Err(self.illegal(pos)),
                Some(_) => pos += 1,
                None => return Err(errors::unclosed(start as u32, "string")),
            }
        }
        self.pos = pos + 1;
        Ok(())
    }

    fn line_comment(&mut self) {
        let rest = &self.src.as_bytes()[self.pos..];
        self.pos += rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
    }

    fn block_comment(&mut self) -> Result<()> {
        let (bytes, start) = (self.src.as_bytes(), self.pos);
        let mut depth = 0usize;
        loop {
            match bytes.get(self.pos..self.pos + 2) {
                Some(b"(;") => (self.pos, depth) = (self.pos + 2, depth + 1),
                Some(b";)") => (self.pos, depth) = (self.pos + 2, depth - 1),
                Some(_) => self.pos += 1,
                None => return Err(errors::unclosed(start as u32, "comment")),
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// Passes over the rest of a form whose opening parenthesis was read, its closing one included. Tokens inside are
    /// not checked: whoever reads the form later will do so.
    ///
    /// # Errors
    /// When the text ends inside the form, which begins at `start`.
    pub fn skip_form(&mut self, start: u32) -> Result<()> {
        let mut depth = 1usize;
        loop {
            self.pos = next_structural(self.src.as_bytes(), self.pos);
            match self.byte(self.pos) {
                Some(b'(') if self.byte(self.pos + 1) == Some(b';') => {
                    self.block_comment()?;
                    continue;
                }
                Some(b'(') => depth += 1,
                Some(b')') => depth -= 1,
                Some(b'"') => self.skip_string()?,
                Some(b';') if self.byte(self.pos + 1) == Some(b';') => self.line_comment(),
                Some(_) => {}
                None => return Err(errors::unclosed_form(start)),
            }
            self.pos += 1;
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// From the opening quote of a string to its closing one.
    fn skip_string(&mut self) -> Result<()> {
        let (bytes, start) = (self.src.as_bytes(), self.pos);
        self.pos += 1;
        while let Some(rest) = bytes.get(self.pos..) {
            match rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) {
                Some(found) if rest[found] == b'"' => {
                    self.pos += found;
                    return Ok(());
                }
                Some(found) => self.pos += found + 2,
                None => break,
            }
        }
        Err(errors::unclosed(start as u32, "string"))
    }

    /// The white space and comments before the next token, as they stand.
    ///
    /// # Errors
    /// A comment without end.
    pub fn trivia(&mut self) -> Result<&'a str> {
        let start = self.pos;
        while let Some(byte) = self.byte(self.pos) {
            match CLASS[byte as usize] {
                Class::Space => self.pos += 1,
                Class::LParen if self.byte(self.pos + 1) == Some(b';') => self.block_comment()?,
                Class::Semicolon if self.byte(self.pos + 1) == Some(b';') => self.line_comment(),
                _ => break,
            }
        }
        Ok(&self.src[start..self.pos])
    }
}

#[cfg(test)]
mod tests {
    use super::TokenKind::*;
    use super::*;

    fn kinds(src: &str) -> Result<Vec<(TokenKind, &str)>> {
        let mut lexer = Lexer::new(src)?;
        let mut found = Vec::new();
        loop {
            let token = lexer.next_token()?;
            match token.kind {
                End => return Ok(found),
                kind => found.push((kind, lexer.text(token))),
            }
        }
    }

    #[test]
    fn tokens() {
        let found = kinds("(func $a $\"b c\" -0x1p-3 \"s\\u{41}\" i32.add;;c\n(;a(;b;)c;)nop)(@x").unwrap();
        let want = [
            (LParen, "("),
            (Keyword, "func"),
            (Id, "$a"),
            (QuotedId, "$\"b c\""),
            (Number, "-0x1p-3"),
            (String, "\"s\\u{41}\""),
            (Keyword, "i32.add"),
            (Keyword, "nop"),
            (RParen, ")"),
            (Annotation, "(@x"),
        ];
        assert_eq!(found, want);
    }

    #[test]
    fn tokens_without_space_between_are_reserved() {
        for src in ["\"a\"x", "\"a\"\"b\"", "$\"l\"0", "a,b", "x\")\"y"] {
            assert_eq!(kinds(src).unwrap(), [(Reserved, src)], "{src}");
        }
    }

    #[test]
    fn what_is_no_token() {
        for src in
            ["\u{1}", "é", "\"a", "\"\\q\"", "\"\n\"", "(; (; ;)", "\"\\u{d800}\"", "\"\\u{110000}\"", "\"\\u{}\""]
        {
            assert!(kinds(src).is_err(), "{src:?}");
        }
    }

    #[test]
    fn skips_forms() {
        let mut lexer = Lexer::new("a (b \")\" ;; )\n (; ) ;) c)) tail").unwrap();
        lexer.skip_form(0).unwrap();
        assert_eq!(&lexer.source()[lexer.position()..], " tail");
    }
}
