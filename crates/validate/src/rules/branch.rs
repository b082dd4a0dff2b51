//! Branches: `br`, `br_if`, `br_table`, `br_on_null`, `br_on_non_null`, `br_on_cast`, `br_on_cast_fail`, `return`.
//!
//! Specification: [control](https://webassembly.github.io/spec/core/valid/instructions.html#control-instructions).

use wharf_core::Result;
use wharf_core::matching::vals_match;
use wharf_core::ops::Op;
use wharf_core::types::{RefType, ValType};
use wharf_syntax::instr::LabelTable;

use crate::errors;
use crate::state::State;

impl State<'_> {
    /// [Result types](https://webassembly.github.io/spec/core/valid/matching.html#match-resulttype)
    pub(crate) fn all_match(&self, sub: &[ValType], sup: &[ValType]) -> bool {
        vals_match(&self.defined(), sub, sup)
    }

    /// [`br`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-br)
    #[inline(always)]
    pub(crate) fn br(&mut self, label: u32) -> Result<()> {
        let target = self.label(label)?;
        self.pop_all(target.label_types())?;
        self.diverge();
        Ok(())
    }

    /// [`br_if`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-br-if)
    #[inline(always)]
    pub(crate) fn br_if(&mut self, label: u32) -> Result<()> {
        self.pop(ValType::I32)?;
        let target = self.label(label)?;
        self.retype(target.label_types())
    }

    /// Checks the operands against `types` and leaves them with exactly these types.
    #[inline(always)]
    fn retype(&mut self, types: &[ValType]) -> Result<()> {
        if types.is_empty() {
            return Ok(());
        }
        self.pop_all(types)?;
        self.push_all(types)
    }

    /// [`br_table`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-br-table)
    pub(crate) fn br_table(&mut self, labels: LabelTable<'_>) -> Result<()> {
        self.pop(ValType::I32)?;
        let arity = self.label(labels.default())?.label_types().len();
        let mut checked = None;
        for label in labels.iter_with_default() {
            if checked.replace(label) == Some(label) {
                continue;
            }
            let target = self.label(label)?;
            let types = target.label_types();
            if types.len() != arity {
                return Err(errors::br_table_arity(label, types.len(), arity));
            }
            self.check_all(types)?;
        }
        self.diverge();
        Ok(())
    }

    /// [`br_on_null`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-br-on-null)
    pub(crate) fn br_on_null(&mut self, label: u32) -> Result<()> {
        let operand = self.pop_ref()?;
        let target = self.label(label)?;
        self.retype(target.label_types())?;
        self.push(operand.map_or(ValType::BOTTOM_REF, |ty| ty.non_null().into()));
        Ok(())
    }

    /// [`br_on_non_null`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-br-on-non-null)
    pub(crate) fn br_on_non_null(&mut self, label: u32) -> Result<()> {
        let operand = self.pop_ref()?;
        let target = self.label(label)?;
        let (taken, rest) = last_ref(target.label_types())?;
        if let Some(operand) = operand
            && !self.ref_matches(operand.non_null(), taken)
        {
            return Err(errors::type_mismatch(taken.into(), operand.non_null().into()));
        }
        self.retype(rest)
    }

    /// [`br_on_cast`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-br-on-cast),
    /// [`br_on_cast_fail`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-br-on-cast-fail)
    pub(crate) fn br_on_cast(&mut self, op: Op, label: u32, from: RefType, to: RefType) -> Result<()> {
        self.known_heap(from.heap())?;
        self.known_heap(to.heap())?;
        if !self.ref_matches(to, from) {
            return Err(errors::cast_to_other_hierarchy(from, to));
        }
        // What is left when the cast fails: without null, if null would have passed it.
        let failed = if to.nullable() { from.non_null() } else { from };
        let (branches, stays) = if op == Op::BrOnCast { (to, failed) } else { (failed, to) };
        let target = self.label(label)?;
        let (taken, rest) = last_ref(target.label_types())?;
        if !self.ref_matches(branches, taken) {
            return Err(errors::type_mismatch(taken.into(), branches.into()));
        }
        self.pop(from.into())?;
        self.retype(rest)?;
        self.push(stays.into());
        Ok(())
    }

    /// [`return`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-return)
    #[inline(always)]
    pub(crate) fn return_(&mut self) -> Result<()> {
        self.pop_all(self.func_type.results())?;
        self.diverge();
        Ok(())
    }
}

/// The reference that a label takes on top, and what it takes below.
fn last_ref(types: &[ValType]) -> Result<(RefType, &[ValType])> {
    match types.split_last() {
        Some((last, rest)) => match last.as_ref() {
            Some(ty) => Ok((ty, rest)),
            None => Err(errors::label_without_reference(types)),
        },
        None => Err(errors::label_without_reference(types)),
    }
}
