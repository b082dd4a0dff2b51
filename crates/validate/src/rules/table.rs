//! Tables and element segments.
//!
//! Specification: [table](https://webassembly.github.io/spec/core/valid/instructions.html#table-instructions).

use wharf_core::Result;
use wharf_core::types::{AddrType, RefType, TableType, ValType};

use crate::errors;
use crate::state::State;

/// The narrower of two address types, which a length shared by both must fit in.
pub(super) fn min_addr(a: AddrType, b: AddrType) -> AddrType {
    if a == AddrType::I64 { b } else { a }
}

impl<'m> State<'m> {
    #[inline(always)]
    pub(crate) fn table_type(&self, table: u32) -> Result<&'m TableType> {
        match self.module.tables.get(table as usize) {
            Some(table) => Ok(&table.ty),
            None => Err(errors::unknown_table(table)),
        }
    }

    pub(crate) fn elem_type(&self, elem: u32) -> Result<RefType> {
        match self.module.elements.get(elem as usize) {
            Some(elem) => Ok(elem.ty),
            None => Err(errors::unknown_elem(elem)),
        }
    }

    /// [`table.get`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-table-get)
    pub(crate) fn table_get(&mut self, table: u32) -> Result<()> {
        let ty = self.table_type(table)?;
        self.pop(ty.addr.val())?;
        self.push(ty.element.into());
        Ok(())
    }

    /// [`table.set`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-table-set)
    pub(crate) fn table_set(&mut self, table: u32) -> Result<()> {
        let ty = self.table_type(table)?;
        self.pop(ty.element.into())?;
        self.pop(ty.addr.val())
    }

    /// [`table.size`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-table-size)
    pub(crate) fn table_size(&mut self, table: u32) -> Result<()> {
        let ty = self.table_type(table)?;
        self.push(ty.addr.val());
        Ok(())
    }

    /// [`table.grow`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-table-grow)
    pub(crate) fn table_grow(&mut self, table: u32) -> Result<()> {
        let ty = self.table_type(table)?;
        self.pop(ty.addr.val())?;
        self.pop(ty.element.into())?;
        self.push(ty.addr.val());
        Ok(())
    }

    /// [`table.fill`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-table-fill)
    pub(crate) fn table_fill(&mut self, table: u32) -> Result<()> {
        let ty = self.table_type(table)?;
        self.pop_all(&[ty.addr.val(), ty.element.into(), ty.addr.val()])
    }

    /// [`table.copy`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-table-copy)
    pub(crate) fn table_copy(&mut self, dst: u32, src: u32) -> Result<()> {
        let (dst, src) = (self.table_type(dst)?, self.table_type(src)?);
        if !self.ref_matches(src.element, dst.element) {
            return Err(errors::type_mismatch(dst.element.into(), src.element.into()));
        }
        self.pop_all(&[dst.addr.val(), src.addr.val(), min_addr(dst.addr, src.addr).val()])
    }

    /// [`table.init`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-table-init)
    pub(crate) fn table_init(&mut self, elem: u32, table: u32) -> Result<()> {
        let ty = self.table_type(table)?;
        let elem = self.elem_type(elem)?;
        if !self.ref_matches(elem, ty.element) {
            return Err(errors::type_mismatch(ty.element.into(), elem.into()));
        }
        self.pop_all(&[ty.addr.val(), ValType::I32, ValType::I32])
    }

    /// [`elem.drop`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-elem-drop)
    pub(crate) fn elem_drop(&mut self, elem: u32) -> Result<()> {
        self.elem_type(elem)?;
        Ok(())
    }
}
