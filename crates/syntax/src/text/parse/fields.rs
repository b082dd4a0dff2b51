//! Functions, tables, memories, globals and tags.
//!
//! Specification: [Modules](https://webassembly.github.io/spec/core/text/modules.html).

use wharf_core::Result;
use wharf_core::module::SectionId;
use wharf_core::types::{AddrType, Limits, MemoryType, TableType};

use super::code::Until;
use super::sections::Marked;
use super::{Parser, emit};
use crate::text::errors::Kind;

impl<'a> Parser<'a> {
    /// `(func id? export* (import …)? typeuse local* instr*)`, after the keyword.
    pub(super) fn func(&mut self, at: u32) -> Result<()> {
        let index = self.next_index(Kind::Func);
        self.naming(Kind::Func, index)?;
        if self.inline(Kind::Func, index, "function")? {
            return Ok(());
        }
        let ty = self.func_type()?;
        emit::u32(self.sections.of(SectionId::Function).entry(at), ty);
        self.body(index, at)
    }

    /// `(table id? export* (import …)? tabletype init?)`, or with its elements.
    pub(super) fn table(&mut self, at: u32) -> Result<()> {
        let index = self.next_index(Kind::Table);
        self.naming(Kind::Table, index)?;
        if self.inline(Kind::Table, index, "table")? {
            return Ok(());
        }
        let peeked = self.cur;
        let addr = self.abbreviated_addr_type()?;
        if self.at_ref_type()? {
            let element = self.ref_type()?;
            self.cur.expect_open("elem")?;
            let len = self.inline_elements(index, addr, element, at)?;
            self.cur.close()?;
            let limits = Limits { min: len, max: Some(len) };
            let out = self.sections.of(SectionId::Table).entry(at);
            emit::table_type(out, TableType { addr, limits, element });
            return Ok(());
        }
        self.cur = peeked;
        let ty = self.table_type()?;
        let mut entry = Marked::default();
        if self.cur.at_close() {
            emit::table_type(&mut entry.bytes, ty);
        } else {
            entry.bytes.extend_from_slice(&[0x40, 0x00]);
            emit::table_type(&mut entry.bytes, ty);
            self.const_expr(Until::Close, &mut entry)?;
        }
        self.sections.of(SectionId::Table).push(at, &entry);
        Ok(())
    }

    /// `(memory id? export* (import …)? memtype)`, or with its data.
    pub(super) fn memory(&mut self, at: u32) -> Result<()> {
        let index = self.next_index(Kind::Memory);
        self.naming(Kind::Memory, index)?;
        if self.inline(Kind::Memory, index, "memory")? {
            return Ok(());
        }
        let peeked = self.cur;
        let addr = self.abbreviated_addr_type()?;
        let page_size = self.page_size()?;
        if self.cur.open("data")? {
            let len = self.inline_data(index, addr, at)?;
            self.cur.close()?;
            let page_size_log2 = page_size.unwrap_or(16);
            let pages = len.div_ceil(1 << page_size_log2);
            let limits = Limits { min: pages, max: Some(pages) };
            let ty = MemoryType { addr, limits, shared: false, page_size_log2 };
            emit::memory_type(self.sections.of(SectionId::Memory).entry(at), ty, page_size.is_some());
            return Ok(());
        }
        self.cur = peeked;
        let (ty, explicit_page_size) = self.memory_type()?;
        emit::memory_type(self.sections.of(SectionId::Memory).entry(at), ty, explicit_page_size);
        Ok(())
    }

    /// `(global id? export* (import …)? globaltype expr)`
    pub(super) fn global(&mut self, at: u32) -> Result<()> {
        let index = self.next_index(Kind::Global);
        self.naming(Kind::Global, index)?;
        if self.inline(Kind::Global, index, "global")? {
            return Ok(());
        }
        let ty = self.global_type()?;
        let mut entry = Marked::default();
        emit::global_type(&mut entry.bytes, ty);
        self.const_expr(Until::Close, &mut entry)?;
        self.sections.of(SectionId::Global).push(at, &entry);
        Ok(())
    }

    /// `(tag id? export* (import …)? typeuse)`
    pub(super) fn tag(&mut self, at: u32) -> Result<()> {
        let index = self.next_index(Kind::Tag);
        self.naming(Kind::Tag, index)?;
        if self.inline(Kind::Tag, index, "tag")? {
            return Ok(());
        }
        let ty = self.type_use(Some(&mut Vec::new()))?;
        let ty = self.resolve(ty)?;
        let out = self.sections.of(SectionId::Tag).entry(at);
        out.push(0);
        emit::u32(out, ty);
        Ok(())
    }

    /// The constant that places an inline segment at the beginning of its memory or table.
    pub(super) fn zero_offset(addr: AddrType) -> Marked {
        let opcode = match addr {
            AddrType::I32 => 0x41,
            AddrType::I64 => 0x42,
        };
        Marked { bytes: vec![opcode, 0, 0x0b], marks: Vec::new() }
    }
}
