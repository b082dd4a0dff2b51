//! Calls and tail calls.
//!
//! Specification: [control](https://webassembly.github.io/spec/core/valid/instructions.html#control-instructions).

use wharf_core::Result;
use wharf_core::types::{FuncType, HeapType, RefType};

use crate::errors;
use crate::state::State;

impl<'m> State<'m> {
    /// The function type of this index.
    #[inline(always)]
    pub(crate) fn func_type_at(&self, index: u32) -> Result<&'m FuncType> {
        match self.module.func_type_at(index) {
            Some(ty) => Ok(ty),
            None => Err(errors::no_func_type(index, self.module.types.len())),
        }
    }

    #[inline(always)]
    fn callee(&self, func: u32) -> Result<&'m FuncType> {
        match self.module.func_type(func) {
            Some(ty) => Ok(ty),
            None => Err(errors::unknown_function(func)),
        }
    }

    #[inline(always)]
    fn apply(&mut self, ty: &FuncType) -> Result<()> {
        self.pop_all(ty.params())?;
        self.push_all(ty.results())
    }

    /// Takes the arguments; the results must be those of this function.
    fn apply_tail(&mut self, ty: &FuncType) -> Result<()> {
        self.pop_all(ty.params())?;
        if !self.all_match(ty.results(), self.func_type.results()) {
            return Err(errors::tail_call_results(ty.results(), self.func_type.results()));
        }
        self.diverge();
        Ok(())
    }

    /// [`call`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-call)
    #[inline(always)]
    pub(crate) fn call(&mut self, func: u32) -> Result<()> {
        let ty = self.callee(func)?;
        self.apply(ty)
    }

    /// [`call_ref`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-call-ref)
    pub(crate) fn call_ref(&mut self, index: u32) -> Result<()> {
        let ty = self.referred(index)?;
        self.apply(ty)
    }

    fn referred(&mut self, index: u32) -> Result<&'m FuncType> {
        let ty = self.func_type_at(index)?;
        self.pop(RefType::new(true, HeapType::Concrete(index)).into())?;
        Ok(ty)
    }

    /// [`call_indirect`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-call-indirect)
    #[inline(always)]
    pub(crate) fn call_indirect(&mut self, index: u32, table: u32) -> Result<()> {
        let ty = self.looked_up(index, table)?;
        self.apply(ty)
    }

    #[inline(always)]
    fn looked_up(&mut self, index: u32, table: u32) -> Result<&'m FuncType> {
        let table = self.table_type(table)?;
        if table.element != RefType::FUNC && !self.ref_matches(table.element, RefType::FUNC) {
            return Err(errors::table_not_of_functions(table.element));
        }
        let ty = self.func_type_at(index)?;
        self.pop(table.addr.val())?;
        Ok(ty)
    }

    /// [`return_call`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-return-call)
    pub(crate) fn return_call(&mut self, func: u32) -> Result<()> {
        let ty = self.callee(func)?;
        self.apply_tail(ty)
    }

    /// [`return_call_ref`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-return-call-ref)
    pub(crate) fn return_call_ref(&mut self, index: u32) -> Result<()> {
        let ty = self.referred(index)?;
        self.apply_tail(ty)
    }

    /// [`return_call_indirect`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-return-call-indirect)
    pub(crate) fn return_call_indirect(&mut self, index: u32, table: u32) -> Result<()> {
        let ty = self.looked_up(index, table)?;
        self.apply_tail(ty)
    }
}
