//! References: null, functions, equality, tests and casts, `i31`, conversions from and to the host.
//!
//! Specification: [reference](https://webassembly.github.io/spec/core/valid/instructions.html#reference-instructions).

use wharf_core::Result;
use wharf_core::matching::{Hierarchy, heap_matches};
use wharf_core::types::{HeapType, RefType, ValType};

use crate::errors;
use crate::state::State;

const EQREF: ValType = ValType::reference(RefType::new(true, HeapType::Eq));
const I31REF: ValType = ValType::reference(RefType::new(true, HeapType::I31));

impl State<'_> {
    /// [`ref.null`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-ref-null)
    pub(crate) fn ref_null(&mut self, heap: HeapType) -> Result<()> {
        self.known_heap(heap)?;
        self.push(RefType::new(true, heap).into());
        Ok(())
    }

    /// [`ref.func`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-ref-func)
    #[inline(never)]
    pub(crate) fn ref_func(&mut self, func: u32) -> Result<()> {
        let Some(ty) = self.module.funcs.get(func as usize) else {
            return Err(errors::unknown_function(func));
        };
        if !self.declares && !self.validated.is_declared(func) {
            return Err(errors::undeclared_reference(func));
        }
        self.push(RefType::new(false, HeapType::Concrete(*ty)).into());
        Ok(())
    }

    /// [`ref.is_null`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-ref-is-null)
    pub(crate) fn ref_is_null(&mut self) -> Result<()> {
        self.pop_ref()?;
        self.push(ValType::I32);
        Ok(())
    }

    /// [`ref.as_non_null`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-ref-as-non-null)
    pub(crate) fn ref_as_non_null(&mut self) -> Result<()> {
        let operand = self.pop_ref()?;
        self.push(operand.map_or(ValType::BOTTOM_REF, |ty| ty.non_null().into()));
        Ok(())
    }

    /// [`ref.eq`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-ref-eq)
    pub(crate) fn ref_eq(&mut self) -> Result<()> {
        self.pop_all(&[EQREF, EQREF])?;
        self.push(ValType::I32);
        Ok(())
    }

    /// Pops a reference of the hierarchy that the target of a cast is in.
    fn pop_castable(&mut self, target: RefType) -> Result<()> {
        self.known_heap(target.heap())?;
        let above = match target.heap() {
            HeapType::Concrete(index) => self.defined().kind(index),
            heap => heap,
        };
        let top = above.top_of_abstract().unwrap_or(above);
        self.pop(RefType::new(true, top).into())
    }

    /// [`ref.test`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-ref-test)
    pub(crate) fn ref_test(&mut self, target: RefType) -> Result<()> {
        self.pop_castable(target)?;
        self.push(ValType::I32);
        Ok(())
    }

    /// [`ref.cast`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-ref-cast)
    pub(crate) fn ref_cast(&mut self, target: RefType) -> Result<()> {
        self.pop_castable(target)?;
        self.push(target.into());
        Ok(())
    }

    /// [`ref.i31`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-ref-i31)
    pub(crate) fn ref_i31(&mut self) -> Result<()> {
        self.pop(ValType::I32)?;
        self.push(RefType::new(false, HeapType::I31).into());
        Ok(())
    }

    /// [`i31.get_s`, `i31.get_u`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-i31-get)
    pub(crate) fn i31_get(&mut self) -> Result<()> {
        self.pop(I31REF)?;
        self.push(ValType::I32);
        Ok(())
    }

    /// [`any.convert_extern`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-any-convert-extern)
    pub(crate) fn any_convert_extern(&mut self) -> Result<()> {
        self.convert(HeapType::Extern, HeapType::Any)
    }

    /// [`extern.convert_any`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-extern-convert-any)
    pub(crate) fn extern_convert_any(&mut self) -> Result<()> {
        self.convert(HeapType::Any, HeapType::Extern)
    }

    /// Null stays null, everything else stays non-null.
    fn convert(&mut self, from: HeapType, to: HeapType) -> Result<()> {
        let nullable = match self.pop_ref()? {
            Some(ty) if !heap_matches(&self.defined(), ty.heap(), from) => {
                return Err(errors::type_mismatch(RefType::new(true, from).into(), ty.into()));
            }
            Some(ty) => ty.nullable(),
            None => false,
        };
        self.push(RefType::new(nullable, to).into());
        Ok(())
    }
}
