//! Arrays.
//!
//! Specification: [aggregate](https://webassembly.github.io/spec/core/valid/instructions.html#aggregate-instructions).

use wharf_core::Result;
use wharf_core::matching::val_matches;
use wharf_core::ops::Op;
use wharf_core::types::{FieldType, HeapType, RefType, StorageType, ValType};

use super::structure::{defaultable, extended_if_packed, non_null, nullable};
use crate::errors;
use crate::state::State;

const I32: ValType = ValType::I32;
const ARRAYREF: ValType = ValType::reference(RefType::new(true, HeapType::Array));

impl State<'_> {
    fn array_type(&self, index: u32) -> Result<FieldType> {
        match self.module.types.get(index as usize) {
            Some(ty) => ty.as_array().ok_or_else(|| errors::not_an_array(index)),
            None => Err(errors::unknown_type(index)),
        }
    }

    fn mutable_array_type(&self, index: u32) -> Result<FieldType> {
        let element = self.array_type(index)?;
        if element.mutable { Ok(element) } else { Err(errors::immutable_array(index)) }
    }

    /// [`array.new`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-array-new)
    pub(crate) fn array_new(&mut self, index: u32) -> Result<()> {
        let element = self.array_type(index)?.storage.unpacked();
        self.pop_all(&[element, I32])?;
        self.push(non_null(index));
        Ok(())
    }

    /// [`array.new_default`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-array-new-default)
    pub(crate) fn array_new_default(&mut self, index: u32) -> Result<()> {
        defaultable(self.array_type(index)?)?;
        self.pop(I32)?;
        self.push(non_null(index));
        Ok(())
    }

    /// [`array.new_fixed`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-array-new-fixed)
    pub(crate) fn array_new_fixed(&mut self, index: u32, n: u32) -> Result<()> {
        let element = self.array_type(index)?.storage.unpacked();
        if n > MAX_FIXED {
            return Err(errors::too_many_elements(n, MAX_FIXED));
        }
        for _ in 0..n {
            if self.is_bottomless() {
                break;
            }
            self.pop(element)?;
        }
        self.push(non_null(index));
        Ok(())
    }

    /// [`array.new_data`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-array-new-data)
    pub(crate) fn array_new_data(&mut self, index: u32, data: u32) -> Result<()> {
        numeric(self.array_type(index)?)?;
        self.known_data(data)?;
        self.pop_all(&[I32, I32])?;
        self.push(non_null(index));
        Ok(())
    }

    /// [`array.new_elem`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-array-new-elem)
    pub(crate) fn array_new_elem(&mut self, index: u32, elem: u32) -> Result<()> {
        self.elem_fits(self.array_type(index)?, elem)?;
        self.pop_all(&[I32, I32])?;
        self.push(non_null(index));
        Ok(())
    }

    /// [`array.get`, `array.get_s`, `array.get_u`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-array-get)
    pub(crate) fn array_get(&mut self, op: Op, index: u32) -> Result<()> {
        let element = self.array_type(index)?;
        extended_if_packed(op, op != Op::ArrayGet, element)?;
        self.pop_all(&[nullable(index), I32])?;
        self.push(element.storage.unpacked());
        Ok(())
    }

    /// [`array.set`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-array-set)
    pub(crate) fn array_set(&mut self, index: u32) -> Result<()> {
        let element = self.mutable_array_type(index)?.storage.unpacked();
        self.pop_all(&[nullable(index), I32, element])
    }

    /// [`array.len`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-array-len)
    pub(crate) fn array_len(&mut self) -> Result<()> {
        self.pop(ARRAYREF)?;
        self.push(I32);
        Ok(())
    }

    /// [`array.fill`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-array-fill)
    pub(crate) fn array_fill(&mut self, index: u32) -> Result<()> {
        let element = self.mutable_array_type(index)?.storage.unpacked();
        self.pop_all(&[nullable(index), I32, element, I32])
    }

    /// [`array.copy`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-array-copy)
    pub(crate) fn array_copy(&mut self, dst: u32, src: u32) -> Result<()> {
        let to = self.mutable_array_type(dst)?.storage;
        let from = self.array_type(src)?.storage;
        let matches = match (from, to) {
            (StorageType::Val(from), StorageType::Val(to)) => val_matches(&self.defined(), from, to),
            (from, to) => from == to,
        };
        if !matches {
            return Err(errors::array_types_differ(to, from));
        }
        self.pop_all(&[nullable(dst), I32, nullable(src), I32, I32])
    }

    /// [`array.init_data`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-array-init-data)
    pub(crate) fn array_init_data(&mut self, index: u32, data: u32) -> Result<()> {
        numeric(self.mutable_array_type(index)?)?;
        self.known_data(data)?;
        self.pop_all(&[nullable(index), I32, I32, I32])
    }

    /// [`array.init_elem`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-array-init-elem)
    pub(crate) fn array_init_elem(&mut self, index: u32, elem: u32) -> Result<()> {
        self.elem_fits(self.mutable_array_type(index)?, elem)?;
        self.pop_all(&[nullable(index), I32, I32, I32])
    }

    /// The items of a segment must match the elements of the array.
    fn elem_fits(&self, element: FieldType, elem: u32) -> Result<()> {
        let found = self.elem_type(elem)?;
        match element.storage {
            StorageType::Val(want) if val_matches(&self.defined(), found.into(), want) => Ok(()),
            want => Err(errors::elem_of_other_type(want, found)),
        }
    }
}

/// How many elements `array.new_fixed` may take: as many as other engines allow.
const MAX_FIXED: u32 = 10_000;

/// Data segments hold numbers and vectors only.
fn numeric(element: FieldType) -> Result<()> {
    match element.storage {
        StorageType::Val(ty) if ty.is_ref() => Err(errors::array_not_numeric(ty)),
        _ => Ok(()),
    }
}
