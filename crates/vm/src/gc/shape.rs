//! How the collector sees objects: for each type one small entry that says how long its objects are and where their
//! references stand. What fields mean is [`super::layout`]'s matter.

use wharf_core::canon::{Registry, TypeId};

use super::layout::{FieldKind, ObjectLayout};
use crate::layout::{OBJECT_FIELDS, ObjectHeader, TYPE_EXN, TYPE_HOST};

/// The shape of a type's objects.
#[derive(Copy, Clone, Debug)]
pub(super) struct Shape {
    pub(super) kind: Kind,
    /// Bytes of a structure; of an array the base-two logarithm of an element's bytes.
    size: u32,
    /// For [`Kind::Words`], by bit: whether the 32-bit word is a reference, from the first field on. For [`Kind::List`],
    /// which list has the offsets.
    pub(super) refs: u64,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A structure without references.
    Plain,
    /// A structure with references among its first 64 words.
    Words,
    /// A structure with references further on.
    List,
    /// An array of anything but references.
    PlainArray,
    /// An array of references.
    RefArray,
    /// A host value.
    Host,
    /// An exception: its tag says what its shape is.
    Exception,
}

impl Shape {
    /// Bytes of an object with this `length` in its header.
    #[inline]
    pub(super) fn bytes(self, length: u32) -> u32 {
        match self.kind {
            Kind::PlainArray | Kind::RefArray => ((length << self.size) + OBJECT_FIELDS + 7) & !7,
            _ => self.size,
        }
    }

    #[inline]
    pub(super) fn has_refs(self) -> bool {
        matches!(self.kind, Kind::Words | Kind::List | Kind::RefArray)
    }

    fn of(layout: &ObjectLayout, lists: &mut Vec<Box<[u32]>>) -> Shape {
        match layout {
            ObjectLayout::Array { element } => {
                let kind = if *element == FieldKind::Ref { Kind::RefArray } else { Kind::PlainArray };
                Shape { kind, size: element.width().trailing_zeros(), refs: 0 }
            }
            ObjectLayout::Struct { size, refs, .. } if refs.is_empty() => {
                Shape { kind: Kind::Plain, size: *size, refs: 0 }
            }
            ObjectLayout::Struct { size, refs, .. } => {
                let bit = |offset: &u32| (offset - OBJECT_FIELDS) / 4;
                if refs.iter().all(|offset| bit(offset) < 64) {
                    let refs = refs.iter().fold(0, |bits, offset| bits | 1 << bit(offset));
                    return Shape { kind: Kind::Words, size: *size, refs };
                }
                lists.push(refs.clone());
                Shape { kind: Kind::List, size: *size, refs: lists.len() as u64 - 1 }
            }
        }
    }
}

/// The shapes of all types of a registry.
#[derive(Default)]
pub(super) struct Shapes {
    of_type: Vec<Shape>,
    lists: Vec<Box<[u32]>>,
}

impl Shapes {
    /// Takes up the types that have come since: compiled code makes objects without asking.
    pub(super) fn sync(&mut self, registry: &Registry) {
        for id in self.of_type.len() as u32..registry.len() as u32 {
            let shape = match id {
                TYPE_HOST => Shape { kind: Kind::Host, size: OBJECT_FIELDS, refs: 0 },
                TYPE_EXN => Shape { kind: Kind::Exception, size: OBJECT_FIELDS, refs: 0 },
                _ if id < Registry::RESERVED => Shape { kind: Kind::Plain, size: OBJECT_FIELDS, refs: 0 },
                _ => {
                    let layout = ObjectLayout::of(&registry.get(TypeId(id)).definition.composite, registry);
                    Shape::of(&layout, &mut self.lists)
                }
            };
            self.of_type.push(shape);
        }
    }

    /// The shape of an object; `tags` are the types of the store's tags.
    #[inline]
    pub(super) fn of(&self, header: ObjectHeader, tags: &[TypeId]) -> Shape {
        let shape = self.of_type[header.type_id as usize];
        match shape.kind {
            Kind::Exception => self.of_type[tags[header.length as usize].0 as usize],
            _ => shape,
        }
    }

    /// Whether a header is of a type that there is.
    pub(super) fn knows(&self, header: ObjectHeader) -> bool {
        header.type_id != 0 && (header.type_id as usize) < self.of_type.len()
    }

    /// The offsets of the references of a [`Kind::List`].
    pub(super) fn list(&self, shape: Shape) -> &[u32] {
        &self.lists[shape.refs as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wharf_core::types::{CompositeType, FieldType, StorageType, ValType};

    fn shape(fields: &[ValType]) -> (Shape, Vec<Box<[u32]>>) {
        let field = |ty: &ValType| FieldType { storage: StorageType::Val(*ty), mutable: true };
        let composite = CompositeType::Struct(fields.iter().map(field).collect());
        let mut lists = Vec::new();
        (Shape::of(&ObjectLayout::of(&composite, &Registry::new()), &mut lists), lists)
    }

    #[test]
    fn references_near_and_far() {
        let (near, _) = shape(&[ValType::ANYREF, ValType::I64, ValType::EXTERNREF]);
        assert_eq!((near.kind, near.refs, near.bytes(0)), (Kind::Words, 1 | 1 << 4, 32));
        let mut fields = vec![ValType::V128; 20];
        fields.push(ValType::ANYREF);
        let (far, lists) = shape(&fields);
        assert_eq!((far.kind, far.refs, far.bytes(0)), (Kind::List, 0, 8 + 320 + 8));
        assert_eq!(*lists[0], [328]);
        assert_eq!(shape(&[ValType::FUNCREF]).0.kind, Kind::Plain);
    }

    #[test]
    fn arrays_have_the_bytes_that_their_layout_says() {
        for element in [FieldKind::Bits8, FieldKind::Bits16, FieldKind::Ref, FieldKind::Bits64, FieldKind::Bits128] {
            let layout = ObjectLayout::Array { element };
            let shape = Shape::of(&layout, &mut Vec::new());
            for length in [0, 1, 7, 1000] {
                assert_eq!(u64::from(shape.bytes(length)), layout.size(length));
            }
            assert_eq!(shape.has_refs(), element == FieldKind::Ref);
        }
    }
}
