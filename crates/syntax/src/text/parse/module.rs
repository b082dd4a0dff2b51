//! Modules: the forms of a source, and the fields of a module in the order of the text.
//!
//! Specification: [Modules](https://webassembly.github.io/spec/core/text/modules.html#text-module).

use wharf_core::Result;
use wharf_core::module::SectionId;

use super::cursor::{Cursor, Ident};
use super::declare::extern_kind;
use super::{Parser, emit};
use crate::text::Compiled;
use crate::text::errors::{self, Kind};
use crate::text::lex::TokenKind;

/// A whole source: `(module …)`, or the fields of one without the word.
pub(crate) fn source(text: &str) -> Result<Compiled> {
    let mut cur = Cursor::new(text)?;
    let compiled = if cur.open("module")? {
        let id = cur.id()?;
        match cur.keyword() {
            Some("binary") => {
                cur.bump()?;
                let mut bytes = Vec::new();
                cur.strings(&mut bytes)?;
                cur.close()?;
                Compiled { bytes, ..Compiled::default() }
            }
            _ => {
                let compiled = module(&mut cur, id)?;
                cur.close()?;
                compiled
            }
        }
    } else if cur.at_form("component")? {
        return Err(errors::component(cur.at() + 1));
    } else {
        module(&mut cur, None)?
    };
    match cur.tok.kind {
        TokenKind::End => Ok(compiled),
        _ => Err(cur.unexpected("the end of the text")),
    }
}

/// The fields of a module, from its optional `(@name …)` on; leaves the cursor behind the last of them.
pub(crate) fn module<'a>(cur: &mut Cursor<'a>, id: Option<Ident<'a>>) -> Result<Compiled> {
    let mut parser = Parser::new(*cur);
    let shown = parser.name_annotation()?;
    parser.names.module = shown.or(id.map(|id| id.name)).map(|name| name.into());
    let first = parser.cur;
    let types = parser.declare_fields()?;
    *cur = parser.cur;
    parser.type_section(&types)?;
    parser.cur = first;
    parser.fields()?;
    let data_count = parser.spaces[Kind::Data as usize].count;
    parser.sections.assemble(&parser.types, parser.names, data_count)
}

impl<'a> Parser<'a> {
    /// All fields, in the order of the text.
    fn fields(&mut self) -> Result<()> {
        loop {
            let at = self.cur.at();
            match self.cur.tok.kind {
                TokenKind::LParen => self.cur.bump().map(drop)?,
                TokenKind::Annotation => {
                    self.module_annotation()?;
                    continue;
                }
                TokenKind::RParen | TokenKind::End => return Ok(()),
                _ => return Err(self.cur.unexpected("a module field")),
            }
            let word = self.cur.keyword().unwrap_or_default();
            self.cur.bump()?;
            match word {
                "type" | "rec" => {
                    // Read before, so that everything else may name them.
                    self.cur.skip_form(at)?;
                    continue;
                }
                "func" => self.func(at)?,
                "table" => self.table(at)?,
                "memory" => self.memory(at)?,
                "global" => self.global(at)?,
                "tag" => self.tag(at)?,
                "import" => self.import(at)?,
                "export" => self.export(at)?,
                "start" => self.start(at)?,
                "elem" => self.elem(at)?,
                "data" => self.data(at)?,
                _ => return Err(self.cur.unexpected("a module field")),
            }
            self.cur.close()?;
        }
    }

    /// `(import "…" "…" (…))`
    fn import(&mut self, at: u32) -> Result<()> {
        let module = self.cur.name()?;
        let name = self.cur.name()?;
        let Some(kind) = self.cur.form()?.and_then(extern_kind) else {
            return Err(self.cur.unexpected("`(func`, `(table`, `(memory`, `(global` or `(tag`"));
        };
        self.cur.bump()?;
        self.cur.bump()?;
        let index = self.next_index(kind);
        self.naming(kind, index)?;
        self.imported(kind, index, (&module, &name), at)?;
        self.cur.close()
    }

    /// The type of an import, and its entry in the import section.
    pub(super) fn imported(&mut self, kind: Kind, index: u32, names: (&str, &str), at: u32) -> Result<()> {
        if let Some(what) = self.first_defined {
            return Err(errors::import_after(at, what));
        }
        let mut entry = Vec::with_capacity(names.0.len() + names.1.len() + 16);
        emit::bytes(&mut entry, names.0.as_bytes());
        emit::bytes(&mut entry, names.1.as_bytes());
        entry.push(extern_byte(kind));
        match kind {
            Kind::Func => {
                let ty = self.func_type()?;
                emit::u32(&mut entry, ty);
                let names = std::mem::take(&mut self.function.local_names);
                self.names.locals.push_map(index, &names);
            }
            Kind::Table => emit::table_type(&mut entry, self.table_type()?),
            Kind::Memory => {
                let (ty, explicit_page_size) = self.memory_type()?;
                emit::memory_type(&mut entry, ty, explicit_page_size);
            }
            Kind::Global => emit::global_type(&mut entry, self.global_type()?),
            _ => {
                entry.push(0);
                let ty = self.type_use(Some(&mut Vec::new()))?;
                emit::u32(&mut entry, self.resolve(ty)?);
            }
        }
        self.sections.of(SectionId::Import).entry(at).extend_from_slice(&entry);
        Ok(())
    }

    /// `(export "…" (… index))`
    fn export(&mut self, at: u32) -> Result<()> {
        let name = self.cur.name()?;
        let Some(kind) = self.cur.form()?.and_then(extern_kind) else {
            return Err(self.cur.unexpected("`(func`, `(table`, `(memory`, `(global` or `(tag`"));
        };
        self.cur.bump()?;
        self.cur.bump()?;
        let index = self.index(kind)?;
        self.cur.close()?;
        self.exported(&name, kind, index, at);
        Ok(())
    }

    fn exported(&mut self, name: &str, kind: Kind, index: u32, at: u32) {
        let out = self.sections.of(SectionId::Export).entry(at);
        emit::bytes(out, name.as_bytes());
        out.push(extern_byte(kind));
        emit::u32(out, index);
    }

    /// `(export "…")*` and `(import "…" "…")?` inside a definition. Gives whether it is an import.
    pub(super) fn inline(&mut self, kind: Kind, index: u32, what: &'static str) -> Result<bool> {
        loop {
            let at = self.cur.at();
            if !self.cur.open("export")? {
                break;
            }
            let name = self.cur.name()?;
            self.exported(&name, kind, index, at);
            self.cur.close()?;
        }
        let at = self.cur.at();
        if self.cur.open("import")? {
            let module = self.cur.name()?;
            let name = self.cur.name()?;
            self.cur.close()?;
            self.imported(kind, index, (&module, &name), at)?;
            return Ok(true);
        }
        self.first_defined.get_or_insert(what);
        Ok(false)
    }

    /// `(start index)`
    fn start(&mut self, at: u32) -> Result<()> {
        let func = self.index(Kind::Func)?;
        match self.sections.start.replace((func, at)) {
            Some(_) => Err(errors::multiple_starts(at)),
            None => Ok(()),
        }
    }
}

/// The byte of an import's or export's index space.
fn extern_byte(kind: Kind) -> u8 {
    match kind {
        Kind::Func => 0,
        Kind::Table => 1,
        Kind::Memory => 2,
        Kind::Global => 3,
        _ => 4,
    }
}
