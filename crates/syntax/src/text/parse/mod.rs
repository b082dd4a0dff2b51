//! From text to bytes.
//!
//! Two passes over the tokens. The first ([`declare`]) counts the index spaces and learns their identifiers, passing
//! over bodies without reading them. The second reads each field in the order of the text and writes it to its section
//! at once; there is no syntax tree, so memory holds the text, the bytes and little else. What nests without bound
//! (folded instructions, comments, annotations) is kept on explicit stacks.
//!
//! Specification: [Text format](https://webassembly.github.io/spec/core/text/index.html).

mod annotations;
mod code;
mod cursor;
mod declare;
mod dylink;
mod emit;
mod expr;
mod fields;
mod immediates;
mod keywords;
mod module;
mod names;
pub(crate) mod number;
mod sections;
mod segments;
mod space;
mod types;
pub(crate) mod vector;

use std::borrow::Cow;
use std::collections::HashMap;

use wharf_core::Result;

pub(crate) use self::cursor::Cursor;
pub(crate) use self::keywords::structure;
pub(crate) use self::module::{module, source};

use self::code::Function;
use self::names::{GivenName, Names};
use self::sections::Sections;
use self::space::Space;
use self::types::TypeTable;
use super::errors::{self, Kind};
use super::lex::TokenKind;

/// The state of one module's compilation.
pub(super) struct Parser<'a> {
    cur: Cursor<'a>,
    /// By [`Kind`].
    spaces: [Space<'a>; 8],
    /// The field names of each structure type that has some.
    fields: HashMap<u32, Space<'a>>,
    types: TypeTable,
    names: Names,
    sections: Sections,
    /// The expression in work.
    function: Function<'a>,
    /// How many entries of each space the second pass has met.
    defined: [u32; 8],
    /// What was defined first that is not an import.
    first_defined: Option<&'static str>,
}

impl<'a> Parser<'a> {
    fn new(cur: Cursor<'a>) -> Parser<'a> {
        Parser {
            cur,
            spaces: Default::default(),
            fields: HashMap::new(),
            types: TypeTable::default(),
            names: Names::default(),
            sections: Sections::default(),
            function: Function::default(),
            defined: [0; 8],
            first_defined: None,
        }
    }

    /// The index in hand, by number or by name.
    #[inline]
    fn index(&mut self, kind: Kind) -> Result<u32> {
        match self.cur.tok.kind {
            TokenKind::Number => self.cur.u32(),
            TokenKind::Id | TokenKind::QuotedId => {
                let index = self.spaces[kind as usize].find(kind, &self.cur.id_name()?, self.cur.at())?;
                self.cur.bump()?;
                Ok(index)
            }
            _ => Err(self.cur.unexpected("an index")),
        }
    }

    /// The index in hand, or 0 when there is none.
    fn index_or_zero(&mut self, kind: Kind) -> Result<u32> {
        if self.cur.at_index() { self.index(kind) } else { Ok(0) }
    }

    /// The next index of a space, in the order of the text.
    fn next_index(&mut self, kind: Kind) -> u32 {
        let index = self.defined[kind as usize];
        self.defined[kind as usize] += 1;
        index
    }

    /// An optional identifier, which the first pass knows already, and what the name section will say.
    fn naming(&mut self, kind: Kind, index: u32) -> Result<()> {
        let id = self.cur.id()?;
        let shown = self.name_annotation()?;
        if let Some(name) = shown.or(id.map(|id| id.name)) {
            self.names.of(kind).push(index, &name);
        }
        Ok(())
    }

    /// What names one parameter, local or field: an identifier, a `(@name "…")`, or both; nothing if neither is there.
    fn one_name(&mut self) -> Result<Option<GivenName<'a>>> {
        let id = self.cur.id()?;
        let shown = self.name_annotation()?;
        Ok((id.is_some() || shown.is_some()).then_some(GivenName { id, shown }))
    }

    /// `(@name "…")`, if it is in hand.
    fn name_annotation(&mut self) -> Result<Option<Cow<'a, str>>> {
        if self.cur.annotation().as_deref() != Some("name") {
            return Ok(None);
        }
        self.cur.bump()?;
        let name = self.cur.name()?;
        self.cur.close()?;
        if self.cur.annotation().as_deref() == Some("name") {
            return Err(errors::annotation(self.cur.at(), "name", "multiple names for one definition"));
        }
        Ok(Some(name))
    }
}
