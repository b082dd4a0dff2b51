//! The locals of a body: their types, and which of those without a default have been initialised.
//!
//! Nearly no function has a local without a default, so tracking costs one comparison with the index of the first.
//!
//! Specification: [local types](https://webassembly.github.io/spec/core/valid/conventions.html#local-types),
//! [control stack](https://webassembly.github.io/spec/core/appendix/algorithm.html#data-structures).

use wharf_core::types::ValType;

/// The locals of a body.
#[derive(Default)]
pub(crate) struct Locals {
    types: Vec<ValType>,
    /// The first local that is not initialised to begin with; the number of locals if there is none.
    first_unset: usize,
    /// By local from `first_unset` on, whether it is initialised.
    set: Vec<bool>,
    /// The locals that were initialised, in order: taken back where the block they were set in ends.
    trail: Vec<u32>,
}

impl Locals {
    pub(crate) fn clear(&mut self) {
        self.types.clear();
        self.set.clear();
        self.trail.clear();
        self.first_unset = 0;
    }

    /// Adds the parameters of the function, which are initialised.
    pub(crate) fn params(&mut self, types: &[ValType]) {
        self.types.extend_from_slice(types);
        self.first_unset = self.types.len();
    }

    /// Adds declared locals.
    pub(crate) fn declare(&mut self, count: u32, ty: ValType) {
        let defaultable = ty.is_defaultable();
        self.types.resize(self.types.len() + count as usize, ty);
        if defaultable && self.set.is_empty() {
            self.first_unset = self.types.len();
        } else {
            self.set.resize(self.types.len() - self.first_unset, defaultable);
        }
    }

    #[inline(always)]
    pub(crate) fn types(&self) -> &[ValType] {
        &self.types
    }

    /// Whether the local, which exists, has a value.
    #[inline(always)]
    pub(crate) fn is_set(&self, index: u32) -> bool {
        (index as usize) < self.first_unset || self.set[index as usize - self.first_unset]
    }

    /// Notes that the local, which exists, has a value from here to the end of the block.
    #[inline(always)]
    pub(crate) fn set(&mut self, index: u32) {
        if !self.is_set(index) {
            self.set[index as usize - self.first_unset] = true;
            self.trail.push(index);
        }
    }

    /// How many locals have been initialised so far.
    #[inline(always)]
    pub(crate) fn inits(&self) -> u32 {
        self.trail.len() as u32
    }

    /// Takes back all initialisations but the first `inits`.
    #[inline(always)]
    pub(crate) fn rewind(&mut self, inits: u32) {
        while self.trail.len() > inits as usize {
            if let Some(index) = self.trail.pop() {
                self.set[index as usize - self.first_unset] = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wharf_core::types::{HeapType, RefType};

    #[test]
    fn only_locals_without_default_are_tracked() {
        let func = ValType::from(RefType::new(false, HeapType::Func));
        let mut locals = Locals::default();
        locals.params(&[func]);
        locals.declare(2, ValType::I32);
        locals.declare(1, func);
        locals.declare(1, ValType::I64);
        let set = |locals: &Locals| (0..5).map(|i| locals.is_set(i)).collect::<Vec<_>>();
        assert_eq!(set(&locals), [true, true, true, false, true]);
        locals.set(3);
        locals.set(1);
        assert_eq!((locals.inits(), locals.is_set(3)), (1, true));
        locals.rewind(0);
        assert_eq!(set(&locals), [true, true, true, false, true]);
    }
}
