//! Subtyping between the types a module defines, by their indices in it.
//!
//! Specification: [matching](https://webassembly.github.io/spec/core/valid/matching.html).

use wharf_core::canon::TypeId;
use wharf_core::matching::{Hierarchy, kind_of};
use wharf_core::types::{HeapType, SubType};

/// The types of a module with their canonical ids. Ancestors are declared in the module, so no registry is asked.
#[derive(Copy, Clone)]
pub(crate) struct Defined<'m> {
    pub(crate) types: &'m [SubType],
    pub(crate) ids: &'m [TypeId],
}

impl Hierarchy for Defined<'_> {
    fn same(&self, a: u32, b: u32) -> bool {
        a == b || self.ids[a as usize] == self.ids[b as usize]
    }

    fn descends(&self, sub: u32, sup: u32) -> bool {
        let mut at = sub;
        while let Some(above) = self.types[at as usize].supertype {
            if self.same(above, sup) {
                return true;
            }
            at = above;
        }
        false
    }

    fn kind(&self, index: u32) -> HeapType {
        kind_of(&self.types[index as usize].composite)
    }
}
