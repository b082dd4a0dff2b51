//! The type hierarchy of one module, as far as the layout of objects asks.

use wharf_core::Module;
use wharf_core::matching::{Hierarchy, kind_of};
use wharf_core::types::HeapType;

/// Answers by the module's own type section.
pub(crate) struct Kinds<'a>(pub(crate) &'a Module);

impl Kinds<'_> {
    /// The types above one, itself first.
    pub(crate) fn ancestors(&self, ty: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(ty), |ty| self.0.types[*ty as usize].supertype)
    }

    /// How many types are above one.
    pub(crate) fn depth(&self, ty: u32) -> usize {
        self.ancestors(ty).count() - 1
    }
}

impl Hierarchy for Kinds<'_> {
    fn same(&self, a: u32, b: u32) -> bool {
        a == b
    }

    fn descends(&self, sub: u32, sup: u32) -> bool {
        self.ancestors(sub).any(|ty| ty == sup)
    }

    fn kind(&self, index: u32) -> HeapType {
        kind_of(&self.0.types[index as usize].composite)
    }
}
