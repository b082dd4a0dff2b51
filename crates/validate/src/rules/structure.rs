//! Structures.
//!
//! Specification: [aggregate](https://webassembly.github.io/spec/core/valid/instructions.html#aggregate-instructions).

use wharf_core::Result;
use wharf_core::ops::Op;
use wharf_core::types::{FieldType, HeapType, RefType, ValType};

use crate::errors;
use crate::state::State;

/// A reference to a defined type, as instructions take it.
pub(super) fn nullable(ty: u32) -> ValType {
    RefType::new(true, HeapType::Concrete(ty)).into()
}

/// A reference to a defined type, as instructions make it.
pub(super) fn non_null(ty: u32) -> ValType {
    RefType::new(false, HeapType::Concrete(ty)).into()
}

impl<'m> State<'m> {
    fn struct_type(&self, index: u32) -> Result<&'m [FieldType]> {
        match self.module.types.get(index as usize) {
            Some(ty) => ty.as_struct().ok_or_else(|| errors::not_a_struct(index)),
            None => Err(errors::unknown_type(index)),
        }
    }

    fn field_type(&self, index: u32, field: u32) -> Result<FieldType> {
        let fields = self.struct_type(index)?;
        fields.get(field as usize).copied().ok_or_else(|| errors::unknown_field(index, field, fields.len()))
    }

    /// [`struct.new`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-struct-new)
    pub(crate) fn struct_new(&mut self, index: u32) -> Result<()> {
        for field in self.struct_type(index)?.iter().rev() {
            if self.is_bottomless() {
                break;
            }
            self.pop(field.storage.unpacked())?;
        }
        self.push(non_null(index));
        Ok(())
    }

    /// [`struct.new_default`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-struct-new-default)
    pub(crate) fn struct_new_default(&mut self, index: u32) -> Result<()> {
        for field in self.struct_type(index)? {
            defaultable(*field)?;
        }
        self.push(non_null(index));
        Ok(())
    }

    /// [`struct.get`, `struct.get_s`, `struct.get_u`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-struct-get)
    pub(crate) fn struct_get(&mut self, op: Op, index: u32, field: u32) -> Result<()> {
        let ty = self.field_type(index, field)?;
        extended_if_packed(op, op != Op::StructGet, ty)?;
        self.pop(nullable(index))?;
        self.push(ty.storage.unpacked());
        Ok(())
    }

    /// [`struct.set`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-struct-set)
    pub(crate) fn struct_set(&mut self, index: u32, field: u32) -> Result<()> {
        let ty = self.field_type(index, field)?;
        if !ty.mutable {
            return Err(errors::immutable_field(index, field));
        }
        self.pop_all(&[nullable(index), ty.storage.unpacked()])
    }
}

/// A field that is made without a value must have a default one.
pub(super) fn defaultable(field: FieldType) -> Result<()> {
    if field.storage.unpacked().is_defaultable() { Ok(()) } else { Err(errors::no_default(field.storage)) }
}

/// Packed fields are read with a sign, others without.
pub(super) fn extended_if_packed(op: Op, extends: bool, field: FieldType) -> Result<()> {
    if extends == field.storage.is_packed() { Ok(()) } else { Err(errors::packing(op, field.storage)) }
}
