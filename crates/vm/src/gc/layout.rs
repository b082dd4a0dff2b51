//! Where fields stand in objects: a pure function of a type, so that every tier computes the same.
//!
//! Fields follow the 8-byte header in order, each at the next multiple of its width (8 at most). A subtype's fields
//! begin with its supertype's, so a field has one offset in all subtypes. The whole is rounded up to 8.

use wharf_core::matching::Hierarchy;
use wharf_core::types::{CompositeType, FieldType, StorageType, ValKind};

use crate::layout::OBJECT_FIELDS;
use crate::table::is_func;

/// How a field is kept.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// `i8`
    Bits8,
    /// `i16`
    Bits16,
    /// `i32`, `f32`
    Bits32,
    /// `i64`, `f64`
    Bits64,
    /// `v128`
    Bits128,
    /// A 32-bit reference that the collector follows.
    Ref,
    /// The 32-bit id of a function reference ([`crate::layout::FuncRef::id`]).
    Func,
}

impl FieldKind {
    /// How a field of this type is kept; concrete types by `hierarchy`.
    pub fn of(storage: StorageType, hierarchy: &impl Hierarchy) -> FieldKind {
        let ty = match storage {
            StorageType::I8 => return FieldKind::Bits8,
            StorageType::I16 => return FieldKind::Bits16,
            StorageType::Val(ty) => ty,
        };
        match ty.unpack() {
            ValKind::I32 | ValKind::F32 => FieldKind::Bits32,
            ValKind::I64 | ValKind::F64 => FieldKind::Bits64,
            ValKind::V128 => FieldKind::Bits128,
            ValKind::Ref(ty) if is_func(ty.heap(), hierarchy) => FieldKind::Func,
            ValKind::Ref(_) => FieldKind::Ref,
        }
    }

    /// Its width in bytes.
    pub const fn width(self) -> u32 {
        match self {
            FieldKind::Bits8 => 1,
            FieldKind::Bits16 => 2,
            FieldKind::Bits32 | FieldKind::Ref | FieldKind::Func => 4,
            FieldKind::Bits64 => 8,
            FieldKind::Bits128 => 16,
        }
    }

    /// How many slots its value takes.
    pub const fn slots(self) -> usize {
        if matches!(self, FieldKind::Bits128) { 2 } else { 1 }
    }
}

/// A field of a structure.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Bytes from the start of the object.
    pub offset: u32,
    /// How it is kept.
    pub kind: FieldKind,
}

/// How objects of a type are laid out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ObjectLayout {
    /// A structure, or an exception's arguments.
    Struct {
        /// Bytes of the whole object.
        size: u32,
        /// Its fields.
        fields: Box<[Field]>,
        /// The offsets of the references among them.
        refs: Box<[u32]>,
    },
    /// An array; elements begin at [`OBJECT_FIELDS`].
    Array {
        /// How an element is kept.
        element: FieldKind,
    },
}

impl ObjectLayout {
    /// The layout of objects of a type; concrete types by `hierarchy`. Of a function type: the layout of exceptions that
    /// carry its parameters.
    pub fn of(composite: &CompositeType, hierarchy: &impl Hierarchy) -> ObjectLayout {
        let field = |ty: &FieldType| FieldKind::of(ty.storage, hierarchy);
        match composite {
            CompositeType::Struct(fields) => ObjectLayout::of_fields(fields.iter().map(field)),
            CompositeType::Array(element) => ObjectLayout::Array { element: field(element) },
            CompositeType::Func(ty) => {
                let params = ty.params().iter().map(|ty| FieldKind::of(StorageType::Val(*ty), hierarchy));
                ObjectLayout::of_fields(params)
            }
        }
    }

    fn of_fields(kinds: impl Iterator<Item = FieldKind>) -> ObjectLayout {
        let mut at = OBJECT_FIELDS;
        let fields = kinds.map(|kind| {
            let offset = at.next_multiple_of(kind.width().min(8));
            at = offset + kind.width();
            Field { offset, kind }
        });
        let fields: Box<[Field]> = fields.collect();
        let refs = fields.iter().filter(|field| field.kind == FieldKind::Ref).map(|field| field.offset).collect();
        ObjectLayout::Struct { size: at.next_multiple_of(8), fields, refs }
    }

    /// Bytes of an object; `length` is of meaning for arrays. At most 2³² · 16 and a little.
    pub fn size(&self, length: u32) -> u64 {
        match self {
            ObjectLayout::Struct { size, .. } => u64::from(*size),
            ObjectLayout::Array { element } => array_size(*element, length),
        }
    }

    /// A field of a structure.
    pub fn field(&self, index: u32) -> Option<Field> {
        match self {
            ObjectLayout::Struct { fields, .. } => fields.get(index as usize).copied(),
            ObjectLayout::Array { .. } => None,
        }
    }

    /// The fields of a structure, none of an array.
    pub fn fields(&self) -> &[Field] {
        match self {
            ObjectLayout::Struct { fields, .. } => fields,
            ObjectLayout::Array { .. } => &[],
        }
    }

    /// How an array's elements are kept.
    pub fn element(&self) -> Option<FieldKind> {
        match self {
            ObjectLayout::Struct { .. } => None,
            ObjectLayout::Array { element } => Some(*element),
        }
    }
}

/// Bytes of an array.
pub fn array_size(element: FieldKind, length: u32) -> u64 {
    (u64::from(OBJECT_FIELDS) + u64::from(length) * u64::from(element.width())).next_multiple_of(8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wharf_core::canon::Registry;
    use wharf_core::types::ValType;

    fn fields(storage: &[StorageType]) -> ObjectLayout {
        let fields = storage.iter().map(|storage| FieldType { storage: *storage, mutable: true });
        ObjectLayout::of(&CompositeType::Struct(fields.collect()), &Registry::new())
    }

    #[test]
    fn a_subtype_begins_with_its_supertype() {
        let all = [
            StorageType::I8,
            StorageType::Val(ValType::I64),
            StorageType::I16,
            StorageType::Val(ValType::ANYREF),
            StorageType::Val(ValType::V128),
            StorageType::Val(ValType::FUNCREF),
        ];
        let whole = fields(&all);
        for count in 0..all.len() {
            assert_eq!(fields(&all[..count]).fields(), &whole.fields()[..count]);
        }
        assert_eq!(whole.fields().iter().map(|field| field.offset).collect::<Vec<_>>(), [8, 16, 24, 28, 32, 48]);
        assert_eq!(whole.size(0), 56);
        assert!(matches!(whole, ObjectLayout::Struct { refs, .. } if *refs == [28]));
    }

    #[test]
    fn arrays_grow_with_their_length() {
        assert_eq!(array_size(FieldKind::Bits8, 0), 8);
        assert_eq!(array_size(FieldKind::Bits8, 9), 24);
        assert_eq!(array_size(FieldKind::Bits128, u32::MAX), 8 + 16 * 0xffff_ffff);
    }
}
