//! Identifiers: which `$name` stands for each index.
//!
//! A name is the identifier where it can be: names that are no words are quoted (`$"a b"`). Names that come twice in
//! their space, and empty ones, get an identifier of the form `$#func7` and keep what they are called in a
//! `(@name "…")` annotation, so that no name is lost on the way back.

use std::borrow::Cow;
use std::collections::HashSet;

use wharf_core::names::NameMap;

use super::out::Out;
use crate::text::hash::Keyed;
use crate::text::lex::is_id_char;
use crate::text::strings;

/// The identifiers of one space, by index.
#[derive(Default)]
pub(super) struct Idents {
    text: Vec<u8>,
    spans: Vec<Span>,
}

/// Where the identifier stands in the text; nothing when `start == end`.
#[derive(Copy, Clone, Default)]
struct Span {
    start: u32,
    end: u32,
    /// Whether the name is another than the identifier.
    annotated: bool,
}

impl Idents {
    /// The identifiers of `count` entries with these names; `word` is what made-up ones begin with, and `all` makes
    /// one up for every entry without a name.
    pub fn new(count: usize, word: &str, names: Option<&NameMap>, all: bool) -> Idents {
        let mut idents = Idents::default();
        idents.fill(count, word, names, all);
        idents
    }

    /// As [`Idents::new`], in place of what was here.
    pub fn fill<'n>(&mut self, count: usize, word: &str, names: Option<&'n NameMap>, all: bool) {
        self.text.clear();
        self.spans.clear();
        if names.is_none_or(NameMap::is_empty) && !all {
            return;
        }
        self.spans.resize(count, Span::default());
        let mut taken: HashSet<Cow<'n, str>, Keyed> = HashSet::default();
        let mut made_up = Vec::new();
        let entries = names.into_iter().flat_map(NameMap::iter);
        for (index, name) in entries.filter(|entry| (entry.0 as usize) < count) {
            match !name.is_empty() && taken.insert(Cow::Borrowed(name)) {
                true => self.set(index, name, false),
                false => made_up.push((index, true)),
            }
        }
        if all {
            let missing = self.spans.iter().enumerate().filter(|pair| pair.1.start == pair.1.end);
            let known: HashSet<u32> = made_up.iter().map(|pair| pair.0).collect();
            let missing: Vec<u32> = missing.map(|pair| pair.0 as u32).filter(|index| !known.contains(index)).collect();
            made_up.extend(missing.into_iter().map(|index| (index, false)));
        }
        for (index, annotated) in made_up {
            let mut ident = format!("#{word}{index}");
            while taken.contains(ident.as_str()) {
                ident.push('_');
            }
            self.set(index, &ident, annotated);
            taken.insert(Cow::Owned(ident));
        }
    }

    fn set(&mut self, index: u32, ident: &str, annotated: bool) {
        let start = self.text.len() as u32;
        write_id(ident, &mut self.text);
        self.spans[index as usize] = Span { start, end: self.text.len() as u32, annotated };
    }

    /// The identifier of an index, with its `$`.
    #[inline]
    pub fn get(&self, index: u32) -> Option<&[u8]> {
        let span = self.spans.get(index as usize)?;
        if span.start == span.end { None } else { Some(&self.text[span.start as usize..span.end as usize]) }
    }

    /// The identifier, or else the number.
    #[inline]
    pub fn reference(&self, index: u32, out: &mut Out<'_>) {
        match self.get(index) {
            Some(ident) => out.buf.extend_from_slice(ident),
            None => out.u64(index.into()),
        }
    }

    /// ` $ident (@name "…")`, as far as there is one; `name` is what the entry is called.
    pub fn definition(&self, index: u32, name: Option<&str>, out: &mut Out<'_>) {
        let Some(ident) = self.get(index) else { return };
        out.byte(b' ');
        out.buf.extend_from_slice(ident);
        if let (true, Some(name)) = (self.spans[index as usize].annotated, name) {
            annotate(name, out);
        }
    }
}

/// ` (@name "…")`
pub(super) fn annotate(name: &str, out: &mut Out<'_>) {
    out.str(" (@name ");
    out.name(name);
    out.byte(b')');
}

/// An identifier with its `$`, quoted if it must be.
pub(super) fn write_id(ident: &str, out: &mut Vec<u8>) {
    out.push(b'$');
    if !ident.is_empty() && ident.bytes().all(is_id_char) {
        out.extend_from_slice(ident.as_bytes());
    } else {
        out.push(b'"');
        strings::encode_name(ident, out);
        out.push(b'"');
    }
}
