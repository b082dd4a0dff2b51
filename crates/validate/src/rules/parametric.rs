//! `unreachable`, `drop`, `select`.
//!
//! Specification: [parametric](https://webassembly.github.io/spec/core/valid/instructions.html#parametric-instructions).

use wharf_core::Result;
use wharf_core::types::ValType;
use wharf_syntax::instr::SelectTypes;

use crate::errors;
use crate::state::State;

impl State<'_> {
    /// [`unreachable`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-unreachable)
    pub(crate) fn unreachable(&mut self) -> Result<()> {
        self.diverge();
        Ok(())
    }

    /// [`drop`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-drop)
    #[inline(always)]
    pub(crate) fn drop_any(&mut self) -> Result<()> {
        self.pop_any()?;
        Ok(())
    }

    /// [`select`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-select) without a type: of
    /// numbers and vectors only.
    pub(crate) fn select(&mut self) -> Result<()> {
        self.pop(ValType::I32)?;
        let second = self.pop_any()?;
        let first = self.pop_any()?;
        let selectable = |ty: ValType| ty.is_num() || ty == ValType::V128 || ty == ValType::BOTTOM;
        for ty in [first, second] {
            if !selectable(ty) {
                return Err(errors::select_of_reference(ty));
            }
        }
        if first != second && first != ValType::BOTTOM && second != ValType::BOTTOM {
            return Err(errors::select_arms_differ(first, second));
        }
        self.push(if first == ValType::BOTTOM { second } else { first });
        Ok(())
    }

    /// [`select t`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-select)
    pub(crate) fn select_typed(&mut self, types: SelectTypes<'_>) -> Result<()> {
        let mut types = types.iter();
        let (Some(ty), None) = (types.next(), types.next()) else {
            return Err(errors::select_arity());
        };
        self.known_type(ty)?;
        self.pop(ValType::I32)?;
        self.pop(ty)?;
        self.pop(ty)?;
        self.push(ty);
        Ok(())
    }
}
