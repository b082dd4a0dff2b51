//! Index spaces of a module: from identifiers to indices.
//!
//! Specification: [Indices](https://webassembly.github.io/spec/core/text/modules.html#indices) and
//! [contexts](https://webassembly.github.io/spec/core/text/conventions.html#contexts).

use wharf_core::Result;

use super::cursor::Ident;
use crate::text::errors::{self, Kind};
use crate::text::hash::NameTable;

/// One index space.
#[derive(Default)]
pub(super) struct Space<'a> {
    names: NameTable<'a>,
    /// How many entries there are.
    pub count: u32,
}

impl<'a> Space<'a> {
    /// Adds an entry, which may have an identifier; gives its index.
    pub fn declare(&mut self, kind: Kind, id: Option<Ident<'a>>) -> Result<u32> {
        let index = self.count;
        self.count += 1;
        if let Some(id) = id {
            self.name(kind, id, index)?;
        }
        Ok(index)
    }

    /// Gives an index an identifier, which must be new.
    pub fn name(&mut self, kind: Kind, id: Ident<'a>, index: u32) -> Result<()> {
        if let Some(first) = self.names.get(&id.name) {
            return Err(errors::duplicate_name(id.at, kind, &id.name, Some(*first)));
        }
        self.names.insert(id.name, index);
        Ok(())
    }

    /// The index of this identifier.
    #[inline]
    pub fn find(&self, kind: Kind, name: &str, at: u32) -> Result<u32> {
        match self.names.get(name) {
            Some(index) => Ok(*index),
            None => Err(errors::unknown_name(at, kind, name, self.names.keys().map(|name| &**name))),
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        // Clearing takes time in proportion to the capacity, so a large one is not kept.
        if self.names.capacity() > 1024 {
            self.names = NameTable::default();
        }
        self.names.clear();
        self.count = 0;
    }
}
