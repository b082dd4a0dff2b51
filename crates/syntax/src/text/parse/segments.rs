//! Element and data segments, with all their abbreviations.
//!
//! Specification: [Element segments](https://webassembly.github.io/spec/core/text/modules.html#element-segments) and
//! [data segments](https://webassembly.github.io/spec/core/text/modules.html#data-segments).

use wharf_core::Result;
use wharf_core::module::SectionId;
use wharf_core::ops::Op;
use wharf_core::types::{AddrType, RefType};

use super::code::Until;
use super::sections::Marked;
use super::{Parser, emit, number, vector};
use crate::text::errors::{self, Kind};
use crate::text::lex::TokenKind;

/// The bits of an element segment's leading number.
///
/// Spec: [element section](https://webassembly.github.io/spec/core/binary/modules.html#element-section).
mod flag {
    pub const PASSIVE_OR_DECLARED: u8 = 1;
    pub const EXPLICIT: u8 = 2;
    pub const EXPRESSIONS: u8 = 4;
}

/// A segment's items: their type when they are expressions, their number and their bytes.
#[derive(Default)]
struct Items {
    ty: Option<RefType>,
    count: u32,
    content: Marked,
}

impl<'a> Parser<'a> {
    /// `(elem …)`, after the keyword.
    pub(super) fn elem(&mut self, at: u32) -> Result<()> {
        let index = self.next_index(Kind::Elem);
        self.naming(Kind::Elem, index)?;
        if self.cur.eat("declare")? {
            let items = self.element_list(false)?;
            return self.element_segment(
                flag::PASSIVE_OR_DECLARED | flag::EXPLICIT,
                None,
                &Marked::default(),
                &items,
                at,
            );
        }
        let active = self.cur.at_index() || self.cur.tok.kind == TokenKind::LParen && !self.at_ref_type()?;
        if !active {
            let items = self.element_list(false)?;
            return self.element_segment(flag::PASSIVE_OR_DECLARED, None, &Marked::default(), &items, at);
        }
        // Once an index stood here without `(table …)`.
        let bare = if self.cur.at_index() { Some(self.index(Kind::Table)?) } else { None };
        let used = if self.cur.open("table")? {
            let table = self.index(Kind::Table)?;
            self.cur.close()?;
            Some(table)
        } else {
            None
        };
        let mut offset = Marked::default();
        self.offset("offset", &mut offset)?;
        let items = self.element_list(used.is_none())?;
        self.element_segment(0, used.or(bare), &offset, &items, at)
    }

    /// `(offset expr)`, `(item expr)`, or the one folded instruction that abbreviates it.
    fn offset(&mut self, word: &str, out: &mut Marked) -> Result<()> {
        if self.cur.open(word)? {
            self.const_expr(Until::Close, out)?;
            return self.cur.close();
        }
        match self.cur.tok.kind {
            TokenKind::LParen => self.const_expr(Until::OneFolded, out),
            _ => Err(self.cur.unexpected(&format!("`({word}` or a folded instruction"))),
        }
    }

    /// `func index*`, `reftype expr*`, or indices alone where these abbreviate `func`.
    fn element_list(&mut self, bare: bool) -> Result<Items> {
        if self.cur.eat("func")? {
            return self.element_indices(None);
        }
        if self.at_ref_type()? {
            let ty = self.ref_type()?;
            return self.element_exprs(ty);
        }
        match bare && (self.cur.at_index() || self.cur.at_close()) {
            true => self.element_indices(None),
            false => Err(self.cur.unexpected("`func` or a reference type")),
        }
    }

    /// Function indices; as expressions when `ty` is not the type that indices stand for.
    fn element_indices(&mut self, ty: Option<RefType>) -> Result<Items> {
        let ty = ty.filter(|ty| *ty != RefType::FUNC);
        let mut items = Items { ty, ..Items::default() };
        while self.cur.at_index() {
            items.content.marks.push((items.content.bytes.len() as u32, self.cur.at()));
            let func = self.index(Kind::Func)?;
            if ty.is_some() {
                emit::op(&mut items.content.bytes, Op::RefFunc);
                emit::u32(&mut items.content.bytes, func);
                emit::op(&mut items.content.bytes, Op::End);
            } else {
                emit::u32(&mut items.content.bytes, func);
            }
            items.count += 1;
        }
        Ok(items)
    }

    fn element_exprs(&mut self, ty: RefType) -> Result<Items> {
        let mut items = Items { ty: Some(ty), ..Items::default() };
        while self.cur.tok.kind == TokenKind::LParen {
            self.offset("item", &mut items.content)?;
            items.count += 1;
        }
        Ok(items)
    }

    /// The elements in a table's definition. Gives their number.
    pub(super) fn inline_elements(&mut self, table: u32, addr: AddrType, ty: RefType, at: u32) -> Result<u64> {
        self.next_index(Kind::Elem);
        let items = match self.cur.tok.kind {
            TokenKind::LParen => self.element_exprs(ty)?,
            _ => self.element_indices(Some(ty))?,
        };
        let offset = Parser::zero_offset(addr);
        self.element_segment(0, Some(table), &offset, &items, at)?;
        Ok(u64::from(items.count))
    }

    fn element_segment(&mut self, mode: u8, table: Option<u32>, offset: &Marked, items: &Items, at: u32) -> Result<()> {
        let active = mode & flag::PASSIVE_OR_DECLARED == 0;
        // The short forms mean table 0 and `funcref`.
        let explicit = active && (table.is_some() || items.ty.is_some_and(|ty| ty != RefType::FUNC));
        let mode = if explicit { mode | flag::EXPLICIT } else { mode };
        let expressions = if items.ty.is_some() { flag::EXPRESSIONS } else { 0 };
        let mut entry = Marked { bytes: vec![mode | expressions], marks: Vec::new() };
        if explicit {
            emit::u32(&mut entry.bytes, table.unwrap_or(0));
        }
        entry.append(offset);
        if explicit || !active {
            match items.ty {
                Some(ty) => emit::ref_type(&mut entry.bytes, ty),
                None => entry.bytes.push(0),
            }
        }
        emit::u32(&mut entry.bytes, items.count);
        entry.append(&items.content);
        self.sections.of(SectionId::Element).push(at, &entry);
        Ok(())
    }

    /// `(data …)`, after the keyword.
    pub(super) fn data(&mut self, at: u32) -> Result<()> {
        let index = self.next_index(Kind::Data);
        self.naming(Kind::Data, index)?;
        let mut memory = None;
        if self.cur.tok.kind == TokenKind::Number {
            // Once an index stood here without `(memory …)`.
            memory = Some(self.cur.u32()?);
        } else if self.cur.open("memory")? {
            memory = Some(self.index(Kind::Memory)?);
            self.cur.close()?;
        }
        let value = matches!(self.cur.form()?, Some("i8" | "i16" | "i32" | "i64" | "f32" | "f64" | "v128"));
        if memory.is_none() && (self.cur.tok.kind != TokenKind::LParen || value) {
            let bytes = self.data_bytes()?;
            let out = self.sections.of(SectionId::Data).entry(at);
            out.push(1);
            emit::bytes(out, &bytes);
            return Ok(());
        }
        let mut offset = Marked::default();
        self.offset("offset", &mut offset)?;
        let bytes = self.data_bytes()?;
        self.active_data(memory.unwrap_or(0), &offset, &bytes, at);
        Ok(())
    }

    fn active_data(&mut self, memory: u32, offset: &Marked, bytes: &[u8], at: u32) {
        let mut head = Marked::default();
        match memory {
            0 => head.bytes.push(0),
            memory => {
                head.bytes.push(2);
                emit::u32(&mut head.bytes, memory);
            }
        }
        head.append(offset);
        let section = self.sections.of(SectionId::Data);
        section.push(at, &head);
        emit::bytes(&mut section.bytes, bytes);
    }

    /// The data in a memory's definition. Gives its length.
    pub(super) fn inline_data(&mut self, memory: u32, addr: AddrType, at: u32) -> Result<u64> {
        self.next_index(Kind::Data);
        let bytes = self.data_bytes()?;
        let offset = Parser::zero_offset(addr);
        self.active_data(memory, &offset, &bytes, at);
        Ok(bytes.len() as u64)
    }

    /// Strings, and numbers by type: `(i16 1 2 3)`.
    fn data_bytes(&mut self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        loop {
            match self.cur.tok.kind {
                TokenKind::String => self.cur.strings(&mut bytes)?,
                TokenKind::LParen => self.data_values(&mut bytes)?,
                _ => return Ok(bytes),
            }
        }
    }

    fn data_values(&mut self, out: &mut Vec<u8>) -> Result<()> {
        self.cur.bump()?;
        let word = self.cur.keyword().unwrap_or_default();
        let bits = match word {
            "i8" => 8,
            "i16" => 16,
            "i32" | "f32" => 32,
            "i64" | "f64" => 64,
            "v128" => 128,
            _ => return Err(self.cur.unexpected("a string, or numbers by type as in `(i32 1 2)`")),
        };
        self.cur.bump()?;
        while !self.cur.at_close() {
            // A vector of zeros takes more bytes in the module than in the text.
            if out.len() >= u32::MAX as usize / 2 {
                return Err(errors::too_much_data(self.cur.at()));
            }
            match word {
                "f32" => out.extend_from_slice(&self.cur.number("f32", number::f32)?.to_le_bytes()),
                "f64" => out.extend_from_slice(&self.cur.number("f64", number::f64)?.to_le_bytes()),
                "v128" => out.extend_from_slice(&vector::constant(&mut self.cur)?),
                _ => {
                    let value = self.cur.number(word, |text| number::integer(text, bits))?;
                    out.extend_from_slice(&value.to_le_bytes()[..bits as usize / 8]);
                }
            }
        }
        self.cur.close()
    }
}
