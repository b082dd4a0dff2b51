//! Locals and globals.
//!
//! Specification: [variable](https://webassembly.github.io/spec/core/valid/instructions.html#variable-instructions).

use wharf_core::Result;
use wharf_core::types::{GlobalType, ValType};

use crate::errors;
use crate::state::State;

impl State<'_> {
    #[inline(always)]
    fn local_type(&self, local: u32) -> Result<ValType> {
        match self.locals.types().get(local as usize) {
            Some(ty) => Ok(*ty),
            None => Err(errors::unknown_local(local, self.locals.types().len())),
        }
    }

    /// [`local.get`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-local-get)
    #[inline(always)]
    pub(crate) fn local_get(&mut self, local: u32) -> Result<()> {
        let ty = self.local_type(local)?;
        if !self.locals.is_set(local) {
            return Err(errors::uninitialized_local(local, ty));
        }
        self.push(ty);
        Ok(())
    }

    /// [`local.set`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-local-set)
    #[inline(always)]
    pub(crate) fn local_set(&mut self, local: u32) -> Result<()> {
        let ty = self.local_type(local)?;
        self.pop(ty)?;
        self.locals.set(local);
        Ok(())
    }

    /// [`local.tee`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-local-tee)
    #[inline(always)]
    pub(crate) fn local_tee(&mut self, local: u32) -> Result<()> {
        let ty = self.local_type(local)?;
        self.pop(ty)?;
        self.locals.set(local);
        self.push(ty);
        Ok(())
    }

    #[inline(always)]
    fn global_type(&self, global: u32) -> Result<GlobalType> {
        match self.module.globals.get(global as usize) {
            Some(global) => Ok(global.ty),
            None => Err(errors::unknown_global(global)),
        }
    }

    /// [`global.get`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-global-get)
    #[inline(always)]
    pub(crate) fn global_get(&mut self, global: u32) -> Result<()> {
        let ty = self.global_type(global)?;
        self.push(ty.val);
        Ok(())
    }

    /// [`global.set`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-global-set)
    #[inline(always)]
    pub(crate) fn global_set(&mut self, global: u32) -> Result<()> {
        let ty = self.global_type(global)?;
        if !ty.mutable {
            return Err(errors::immutable_global(global));
        }
        self.pop(ty.val)
    }
}
