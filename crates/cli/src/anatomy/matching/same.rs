//! Whether two bodies say the same: the same instructions, with what they refer to being the same thing in both modules.

use wharf_core::types::{HeapType, RefType, ValType};
use wharf_core::{Features, Result};
use wharf_syntax::binary::BodyReader;
use wharf_syntax::instr::{BlockType, Imm};

use super::{Pairs, Side};

/// The locals of a body, however they were declared: how many in a row are of which type.
pub fn runs(locals: impl Iterator<Item = (u32, ValType)>) -> Vec<(u64, ValType)> {
    let mut runs: Vec<(u64, ValType)> = Vec::new();
    for (count, ty) in locals.filter(|(count, _)| *count > 0) {
        match runs.last_mut() {
            Some(last) if last.1 == ty => last.0 += u64::from(count),
            _ => runs.push((count.into(), ty)),
        }
    }
    runs
}

/// Compares bodies of two modules whose functions are paired.
pub struct Sameness<'a, 'm> {
    old: &'a Side<'m>,
    new: &'a Side<'m>,
    pairs: &'a Pairs,
}

impl<'a, 'm> Sameness<'a, 'm> {
    /// A comparison of the bodies of these modules.
    pub fn new(old: &'a Side<'m>, new: &'a Side<'m>, pairs: &'a Pairs) -> Sameness<'a, 'm> {
        Sameness { old, new, pairs }
    }

    /// Whether the bodies of an old and a new function say the same. Imports have none, which is the same.
    ///
    /// # Errors
    /// What is malformed in a body.
    pub fn bodies(&self, old: u32, new: u32) -> Result<bool> {
        let (Some(a), Some(b)) = (self.old.module.body(old), self.new.module.body(new)) else {
            return Ok(self.old.module.body(old).is_none() == self.new.module.body(new).is_none());
        };
        let a = BodyReader::new(self.old.module, a, &Features::all())?;
        let b = BodyReader::new(self.new.module, b, &Features::all())?;
        let (ours, theirs) = (runs(a.locals()), runs(b.locals()));
        let alike = |(a, b): (&(u64, ValType), &(u64, ValType))| a.0 == b.0 && self.value(a.1, b.1);
        if ours.len() != theirs.len() || !ours.iter().zip(&theirs).all(alike) {
            return Ok(false);
        }
        let (mut a, mut b) = (a.instrs(), b.instrs());
        while !a.is_at_end() && !b.is_at_end() {
            let (ours, theirs) = (a.next()?, b.next()?);
            if ours.op != theirs.op || !self.immediates(ours.imm, theirs.imm) {
                return Ok(false);
            }
        }
        Ok(a.is_at_end() && b.is_at_end())
    }

    fn immediates(&self, a: Imm<'_>, b: Imm<'_>) -> bool {
        match (a, b) {
            (Imm::Func(a), Imm::Func(b)) => self.func(a, b),
            (Imm::Type(a), Imm::Type(b)) => self.ty(a, b),
            (Imm::CallIndirect { ty: a, table: x }, Imm::CallIndirect { ty: b, table: y })
            | (Imm::TypeField { ty: a, field: x }, Imm::TypeField { ty: b, field: y })
            | (Imm::TypeN { ty: a, n: x }, Imm::TypeN { ty: b, n: y })
            | (Imm::TypeData { ty: a, data: x }, Imm::TypeData { ty: b, data: y })
            | (Imm::TypeElem { ty: a, elem: x }, Imm::TypeElem { ty: b, elem: y }) => self.ty(a, b) && x == y,
            (Imm::TypeType { dst: a, src: x }, Imm::TypeType { dst: b, src: y }) => self.ty(a, b) && self.ty(x, y),
            (Imm::Block(a), Imm::Block(b)) => self.block(a, b),
            (Imm::TryTable(a, x), Imm::TryTable(b, y)) => self.block(a, b) && x == y,
            (Imm::HeapType(a), Imm::HeapType(b)) => self.heap(a, b),
            (Imm::Cast(a), Imm::Cast(b)) => self.reference(a, b),
            (Imm::BrOnCast { label: a, from, to }, Imm::BrOnCast { label: b, from: from2, to: to2 }) => {
                a == b && self.reference(from, from2) && self.reference(to, to2)
            }
            (Imm::SelectTypes(a), Imm::SelectTypes(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| self.value(a, b))
            }
            (a, b) => a == b,
        }
    }

    fn func(&self, a: u32, b: u32) -> bool {
        self.pairs.new_of.get(a as usize).copied().flatten() == Some(b)
    }

    fn ty(&self, a: u32, b: u32) -> bool {
        self.old.type_at(a) == self.new.type_at(b)
    }

    fn block(&self, a: BlockType, b: BlockType) -> bool {
        match (a, b) {
            (BlockType::Type(a), BlockType::Type(b)) => self.ty(a, b),
            (BlockType::Value(a), BlockType::Value(b)) => self.value(a, b),
            (a, b) => a == b,
        }
    }

    fn value(&self, a: ValType, b: ValType) -> bool {
        match (a.as_ref(), b.as_ref()) {
            (Some(a), Some(b)) => self.reference(a, b),
            _ => a == b,
        }
    }

    fn reference(&self, a: RefType, b: RefType) -> bool {
        a.nullable() == b.nullable() && self.heap(a.heap(), b.heap())
    }

    fn heap(&self, a: HeapType, b: HeapType) -> bool {
        match (a, b) {
            (HeapType::Concrete(a), HeapType::Concrete(b)) => self.ty(a, b),
            (a, b) => a == b,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_locals_are_declared_does_not_matter() {
        let (a, b) = (ValType::I32, ValType::I64);
        assert_eq!(runs([(1, a), (0, b), (2, a), (u32::MAX, b)].into_iter()), [(3, a), (u64::from(u32::MAX), b)]);
    }
}
