//! The first pass: what a module declares, and under which identifiers.
//!
//! Bodies, initialisers and segments are passed over; the second pass reads them. So names can be used before they are
//! defined.

use wharf_core::Result;

use super::Parser;
use crate::text::errors::Kind;
use crate::text::lex::TokenKind;

impl<'a> Parser<'a> {
    /// Declares all fields up to the end of the module, and leaves the cursor there. Gives the places of the type
    /// definitions and recursion groups.
    pub(super) fn declare_fields(&mut self) -> Result<Vec<u32>> {
        let mut types = Vec::new();
        while matches!(self.cur.tok.kind, TokenKind::LParen | TokenKind::Annotation) {
            let at = self.cur.at();
            if self.cur.tok.kind == TokenKind::Annotation {
                self.cur.bump()?;
                self.cur.skip_form(at)?;
                continue;
            }
            self.cur.bump()?;
            match self.cur.keyword() {
                Some("func") => self.declare(Kind::Func)?,
                Some("global") => self.declare(Kind::Global)?,
                Some("tag") => self.declare(Kind::Tag)?,
                Some("elem") => self.declare(Kind::Elem)?,
                Some("data") => self.declare(Kind::Data)?,
                Some("table") => self.declare_with_segment(Kind::Table, "elem", Kind::Elem)?,
                Some("memory") => self.declare_with_segment(Kind::Memory, "data", Kind::Data)?,
                Some("import") => self.declare_import()?,
                Some("type") => {
                    types.push(at);
                    self.declare(Kind::Type)?;
                }
                Some("rec") => {
                    types.push(at);
                    self.declare_rec()?;
                }
                Some("export" | "start") => {}
                _ => return Err(self.cur.unexpected("a module field")),
            }
            self.cur.skip_form(at)?;
        }
        Ok(types)
    }

    /// The keyword in hand and an optional identifier.
    fn declare(&mut self, kind: Kind) -> Result<()> {
        self.cur.bump()?;
        let id = self.cur.id()?;
        self.spaces[kind as usize].declare(kind, id).map(drop)
    }

    /// A table or memory, and the segment that it abbreviates if there is one.
    fn declare_with_segment(&mut self, kind: Kind, word: &str, segment: Kind) -> Result<()> {
        self.declare(kind)?;
        loop {
            match self.cur.tok.kind {
                TokenKind::RParen | TokenKind::End => return Ok(()),
                TokenKind::LParen | TokenKind::Annotation => {
                    if self.cur.at_form(word)? {
                        return self.spaces[segment as usize].declare(segment, None).map(drop);
                    }
                    let at = self.cur.bump()?.start;
                    self.cur.skip_form(at)?;
                }
                _ => self.cur.bump().map(drop)?,
            }
        }
    }

    fn declare_rec(&mut self) -> Result<()> {
        self.cur.bump()?;
        while self.cur.at_form("type")? {
            let at = self.cur.bump()?.start;
            self.declare(Kind::Type)?;
            self.cur.skip_form(at)?;
        }
        Ok(())
    }

    /// `import`, its two names, and what is imported.
    fn declare_import(&mut self) -> Result<()> {
        self.cur.bump()?;
        self.cur.name()?;
        self.cur.name()?;
        self.declare_import_type()
    }

    /// `(func $id? …)` and its like.
    fn declare_import_type(&mut self) -> Result<()> {
        let kind = self.cur.form()?.and_then(extern_kind);
        let at = self.cur.bump()?.start;
        match kind {
            Some(kind) => self.declare(kind)?,
            None => return Err(self.cur.unexpected("`func`, `table`, `memory`, `global` or `tag`")),
        }
        self.cur.skip_form(at)
    }
}

/// The index space of an import or export.
pub(super) fn extern_kind(word: &str) -> Option<Kind> {
    Some(match word {
        "func" => Kind::Func,
        "table" => Kind::Table,
        "memory" => Kind::Memory,
        "global" => Kind::Global,
        "tag" => Kind::Tag,
        _ => return None,
    })
}
