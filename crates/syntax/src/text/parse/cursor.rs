//! A cursor over tokens: one token in hand, the rest looked at when asked for.
//!
//! Annotations that the parser does not know are white space and never seen; those it knows come as
//! [`TokenKind::Annotation`].

use std::borrow::Cow;

use wharf_core::{Error, Result};

use super::number::{self, Bad};
use crate::text::lex::{Lexer, Token, TokenKind};
use crate::text::{errors, exact, strings};

/// The annotations that mean something here.
const KNOWN: [&str; 6] = ["name", "custom", "metadata.code.branch_hint", "producers", "dylink.0", exact::NAME];

/// An identifier without its `$`, or the name that a `(@name "…")` gives.
#[derive(Clone, Debug)]
pub(crate) struct Ident<'a> {
    pub name: Cow<'a, str>,
    pub at: u32,
}

#[derive(Copy, Clone)]
pub(crate) struct Cursor<'a> {
    lex: Lexer<'a>,
    /// The token in hand.
    pub tok: Token,
}

impl<'a> Cursor<'a> {
    pub fn new(src: &'a str) -> Result<Cursor<'a>> {
        let mut lex = Lexer::new(src)?;
        let tok = significant(&mut lex)?;
        Ok(Cursor { lex, tok })
    }

    /// Goes on from another place in the text.
    pub fn seek(&mut self, pos: u32) -> Result<()> {
        self.lex.seek(pos as usize);
        self.bump().map(drop)
    }

    /// Takes the token in hand and reads the next.
    #[inline]
    pub fn bump(&mut self) -> Result<Token> {
        let taken = self.tok;
        let next = self.lex.next_token()?;
        self.tok = if next.kind == TokenKind::Annotation { known_or_next(&mut self.lex, next)? } else { next };
        Ok(taken)
    }

    /// The text of a token.
    #[inline]
    pub fn text(&self, token: Token) -> &'a str {
        self.lex.text(token)
    }

    /// Where the token in hand stands.
    #[inline]
    pub fn at(&self) -> u32 {
        self.tok.start
    }

    /// The keyword in hand.
    #[inline]
    pub fn keyword(&self) -> Option<&'a str> {
        if self.tok.kind == TokenKind::Keyword { Some(self.text(self.tok)) } else { None }
    }

    /// The keyword behind the parenthesis in hand.
    pub fn form(&self) -> Result<Option<&'a str>> {
        if self.tok.kind != TokenKind::LParen {
            return Ok(None);
        }
        let mut ahead = *self;
        ahead.bump()?;
        Ok(ahead.keyword())
    }

    /// The token behind the one in hand.
    pub fn peek(&self) -> Result<Token> {
        let mut ahead = *self;
        ahead.bump()?;
        Ok(ahead.tok)
    }

    /// Whether the form in hand is `(word`.
    pub fn at_form(&self, word: &str) -> Result<bool> {
        Ok(self.form()? == Some(word))
    }

    /// Takes `(word` if it is in hand.
    pub fn open(&mut self, word: &str) -> Result<bool> {
        let found = self.at_form(word)?;
        if found {
            self.bump()?;
            self.bump()?;
        }
        Ok(found)
    }

    /// Takes `(word`.
    pub fn expect_open(&mut self, word: &str) -> Result<()> {
        match self.open(word)? {
            true => Ok(()),
            false => Err(self.unexpected(&format!("`({word}`"))),
        }
    }

    /// Takes the keyword if it is in hand.
    pub fn eat(&mut self, word: &str) -> Result<bool> {
        let found = self.keyword() == Some(word);
        if found {
            self.bump()?;
        }
        Ok(found)
    }

    pub fn at_close(&self) -> bool {
        self.tok.kind == TokenKind::RParen
    }

    /// Takes `)`.
    #[inline]
    pub fn close(&mut self) -> Result<()> {
        match self.tok.kind {
            TokenKind::RParen => self.bump().map(drop),
            _ => Err(self.unexpected("`)`")),
        }
    }

    /// Passes over the rest of a form, which begins at `start`, from the token in hand on.
    pub fn skip_form(&mut self, start: u32) -> Result<()> {
        match self.tok.kind {
            TokenKind::RParen => return self.bump().map(drop),
            TokenKind::End => return Err(errors::unclosed_form(start)),
            // Goes back to before the token, so that its parenthesis is counted.
            TokenKind::LParen | TokenKind::Annotation => self.lex.seek(self.tok.start as usize),
            _ => {}
        }
        self.lex.skip_form(start)?;
        self.bump().map(drop)
    }

    /// Whether an index is in hand, by number or by name.
    #[inline]
    pub fn at_index(&self) -> bool {
        matches!(self.tok.kind, TokenKind::Number | TokenKind::Id | TokenKind::QuotedId)
    }

    /// Takes an identifier if one is in hand.
    pub fn id(&mut self) -> Result<Option<Ident<'a>>> {
        match self.tok.kind {
            TokenKind::Id | TokenKind::QuotedId => {
                let at = self.at();
                let name = self.id_name()?;
                self.bump()?;
                Ok(Some(Ident { name, at }))
            }
            _ => Ok(None),
        }
    }

    /// The name of the identifier in hand.
    #[inline]
    pub fn id_name(&self) -> Result<Cow<'a, str>> {
        let word = &self.text(self.tok)[1..];
        let name = match self.tok.kind {
            TokenKind::QuotedId => strings::decode_name(word, self.at())?,
            _ => Cow::Borrowed(word),
        };
        if name.is_empty() { Err(errors::empty_identifier(self.at())) } else { Ok(name) }
    }

    /// Takes a string.
    pub fn string(&mut self) -> Result<Cow<'a, [u8]>> {
        match self.tok.kind {
            TokenKind::String => {
                let token = self.bump()?;
                Ok(strings::decode(self.lex.text(token)))
            }
            _ => Err(self.unexpected("a string")),
        }
    }

    /// Takes a string whose bytes are UTF-8.
    pub fn name(&mut self) -> Result<Cow<'a, str>> {
        match self.tok.kind {
            TokenKind::String => {
                let token = self.bump()?;
                strings::decode_name(self.lex.text(token), token.start)
            }
            _ => Err(self.unexpected("a string")),
        }
    }

    /// Takes all strings that follow and joins them.
    pub fn strings(&mut self, out: &mut Vec<u8>) -> Result<()> {
        while self.tok.kind == TokenKind::String {
            strings::decode_into(self.text(self.tok), out);
            self.bump()?;
        }
        Ok(())
    }

    /// Takes a constant that `parse` reads; `what` is its type in messages.
    #[inline]
    pub fn number<T>(&mut self, what: &str, parse: impl Fn(&str) -> Result<T, Bad>) -> Result<T> {
        let word = match self.tok.kind {
            TokenKind::Number | TokenKind::Keyword => self.text(self.tok),
            _ => return Err(self.unexpected("a number")),
        };
        match parse(word) {
            Ok(value) => {
                self.bump()?;
                Ok(value)
            }
            Err(Bad::Range) => Err(errors::constant_out_of_range(self.at(), what)),
            Err(Bad::Form) => Err(self.unexpected("a number")),
        }
    }

    /// Takes an unsigned number of the syntax, such as an index; `what` is its type in messages.
    #[inline]
    fn unsigned<T>(&mut self, what: &str, parse: impl Fn(&str) -> Result<T, Bad>) -> Result<T> {
        match self.tok.kind {
            TokenKind::Number => match parse(self.text(self.tok)) {
                Ok(value) => {
                    self.bump()?;
                    Ok(value)
                }
                Err(Bad::Range) => Err(errors::number_out_of_range(self.at(), what)),
                Err(Bad::Form) => Err(self.unexpected("an unsigned number")),
            },
            _ => Err(self.unexpected("a number")),
        }
    }

    /// Takes a `u8`.
    pub fn u8(&mut self) -> Result<u8> {
        self.unsigned("i8", |word| number::unsigned(word, 8).map(|value| value as u8))
    }

    /// Takes a `u32`.
    pub fn u32(&mut self) -> Result<u32> {
        self.unsigned("i32", number::u32)
    }

    /// Takes a `u64`.
    pub fn u64(&mut self) -> Result<u64> {
        self.unsigned("i64", |word| number::unsigned(word, 64))
    }

    /// Takes the `)` behind the one type that belongs to a name; `form` is `param`, `local` or `field`.
    pub fn close_named(&mut self, form: &str) -> Result<()> {
        match self.tok.kind {
            TokenKind::Keyword | TokenKind::LParen => {
                let ahead = if self.tok.kind == TokenKind::LParen { "(" } else { self.text(self.tok) };
                Err(errors::one_type_per_name(self.at(), ahead, form))
            }
            _ => self.close(),
        }
    }

    /// The identifier of the annotation in hand.
    pub fn annotation(&self) -> Option<Cow<'a, str>> {
        match self.tok.kind {
            TokenKind::Annotation => annotation_id(self.text(self.tok), self.at()).ok(),
            _ => None,
        }
    }

    /// That the token in hand does not fit; `expected` says what would.
    #[cold]
    pub fn unexpected(&self, expected: &str) -> Error {
        let found = self.text(self.tok);
        match self.tok.kind {
            TokenKind::End => errors::unexpected_end(self.at(), expected),
            TokenKind::Reserved if found == "$" => errors::empty_identifier(self.at()),
            TokenKind::Reserved => errors::unknown_operator(self.at(), found, expected),
            TokenKind::Id if found == "$" => errors::empty_identifier(self.at()),
            TokenKind::Number if !is_number(found) => errors::unknown_operator(self.at(), found, expected),
            TokenKind::Keyword if !super::keywords::is_known(found) => {
                errors::unknown_operator(self.at(), found, expected)
            }
            _ => errors::unexpected(self.at(), found, expected),
        }
    }
}

/// Whether the word is a number of any type.
fn is_number(word: &str) -> bool {
    let bare = word.strip_prefix(['+', '-']).unwrap_or(word);
    number::unsigned(bare, 64) != Err(Bad::Form) || number::f64(word) != Err(Bad::Form)
}

/// The next token that is not an unknown annotation.
fn significant<'a>(lex: &mut Lexer<'a>) -> Result<Token> {
    let token = lex.next_token()?;
    if token.kind == TokenKind::Annotation { known_or_next(lex, token) } else { Ok(token) }
}

/// The annotation if it is a known one, else the next token that is not an unknown annotation.
#[cold]
fn known_or_next<'a>(lex: &mut Lexer<'a>, mut token: Token) -> Result<Token> {
    while token.kind == TokenKind::Annotation {
        let id = annotation_id(lex.text(token), token.start)?;
        if KNOWN.contains(&&*id) {
            break;
        }
        skip_annotation(lex, token.start)?;
        token = lex.next_token()?;
    }
    Ok(token)
}

fn annotation_id(text: &str, at: u32) -> Result<Cow<'_, str>> {
    let id = &text[2..];
    let id = if id.starts_with('"') { strings::decode_name(id, at)? } else { Cow::Borrowed(id) };
    if id.is_empty() { Err(errors::empty_annotation_id(at)) } else { Ok(id) }
}

/// Passes over an annotation's tokens and its closing parenthesis.
fn skip_annotation(lex: &mut Lexer<'_>, start: u32) -> Result<()> {
    let mut depth = 1usize;
    while depth > 0 {
        match lex.next_token()?.kind {
            TokenKind::LParen | TokenKind::Annotation => depth += 1,
            TokenKind::RParen => depth -= 1,
            TokenKind::End => return Err(errors::unclosed(start, "annotation")),
            _ => {}
        }
    }
    Ok(())
}
