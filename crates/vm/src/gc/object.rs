//! What instructions do to structures and arrays. Values come and go as slots; a `v128` takes two.
//!
//! Everything here checks what it is given against the object, so that no misuse reads outside the heap. Compiled code
//! and the interpreter's hot paths do the same inline from [`super::layout`].
//!
//! Specification: [aggregate instructions](https://webassembly.github.io/spec/core/exec/instructions.html#aggregate-reference-instructions).

use std::sync::Arc;

use wharf_core::canon::TypeId;
use wharf_core::{Result, TrapKind};

use super::layout::{Field, FieldKind, ObjectLayout, array_size};
use super::{GcRef, RootVisitor};
use crate::errors;
use crate::layout::{ARRAY_LENGTH, FuncRef, OBJECT_FIELDS, ObjectHeader};
use crate::store::{Inner, Store};

/// How a field narrower than a value is widened.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Extension {
    /// `_s`
    Signed,
    /// `_u`, and fields that are whole values
    Unsigned,
}

fn null(reference: Option<GcRef>) -> Result<u32> {
    reference.map(GcRef::bits).ok_or_else(|| errors::trap(TrapKind::NullReference))
}

fn array_bounds() -> wharf_core::Error {
    errors::trap(TrapKind::ArrayOutOfBounds)
}

fn reference(object: u32) -> GcRef {
    GcRef::from_bits(object).expect("objects are not at null")
}

impl Inner {
    /// Where a field stands; traps when it is outside the heap, which only a reference that is none can cause.
    #[inline]
    fn place(&self, object: u32, field: Field) -> Result<*mut u8> {
        let place = self.heap.address(&self.context, object, u64::from(field.offset), u64::from(field.kind.width()));
        place.ok_or_else(|| errors::trap(TrapKind::NullReference))
    }

    /// Reads a field as slots.
    fn load(&self, object: u32, field: Field, extension: Extension) -> Result<[u64; 2]> {
        let place = self.place(object, field)?;
        let signed = extension == Extension::Signed;
        // SAFETY: `place` checked that the field is within the heap; reads need no alignment.
        unsafe {
            Ok(match field.kind {
                FieldKind::Bits8 if signed => [u64::from(place.cast::<i8>().read() as u32), 0],
                FieldKind::Bits8 => [u64::from(place.read()), 0],
                FieldKind::Bits16 if signed => [u64::from(place.cast::<i16>().read_unaligned() as u32), 0],
                FieldKind::Bits16 => [u64::from(place.cast::<u16>().read_unaligned()), 0],
                FieldKind::Bits32 | FieldKind::Ref => [u64::from(place.cast::<u32>().read_unaligned()), 0],
                FieldKind::Bits64 => [place.cast::<u64>().read_unaligned(), 0],
                FieldKind::Bits128 => place.cast::<[u64; 2]>().read_unaligned(),
                FieldKind::Func => {
                    let id = place.cast::<u32>().read_unaligned();
                    [self.func_table.get(id as usize).map_or(0, |func| *func as u64), 0]
                }
            })
        }
    }

    /// Writes slots to a field. References are noted by the barrier.
    fn put(&mut self, object: u32, field: Field, value: [u64; 2]) -> Result<()> {
        let place = self.place(object, field)?;
        // SAFETY: as in `load`.
        unsafe {
            match field.kind {
                FieldKind::Bits8 => place.write(value[0] as u8),
                FieldKind::Bits16 => place.cast::<u16>().write_unaligned(value[0] as u16),
                FieldKind::Bits32 => place.cast::<u32>().write_unaligned(value[0] as u32),
                FieldKind::Bits64 => place.cast::<u64>().write_unaligned(value[0]),
                FieldKind::Bits128 => place.cast::<[u64; 2]>().write_unaligned(value),
                FieldKind::Ref => {
                    place.cast::<u32>().write_unaligned(value[0] as u32);
                    self.heap.barrier(object + field.offset, 4);
                }
                FieldKind::Func => {
                    let func = value[0] as *const FuncRef;
                    // SAFETY: slots of the `func` hierarchy are null or live references.
                    let id = if func.is_null() { 0 } else { self.func_id(&*func) };
                    place.cast::<u32>().write_unaligned(id);
                }
            }
        }
        Ok(())
    }

    /// Makes a structure (or an exception) with these fields.
    pub(crate) fn new_fields(&mut self, header: ObjectHeader, layout: TypeId, slots: &mut [u64]) -> Result<u32> {
        let layout: *const ObjectLayout = Arc::as_ptr(self.layout(layout));
        // SAFETY: layouts are kept as long as the store.
        let layout = unsafe { &*layout };
        let object = self.allocate(header, layout.size(0), &mut |roots| visit_fields(layout, slots, roots))?;
        let mut at = 0;
        for field in layout.fields() {
            let value = [slots[at], if field.kind == FieldKind::Bits128 { slots[at + 1] } else { 0 }];
            at += field.kind.slots();
            self.put(object, *field, value)?;
        }
        Ok(object)
    }

    /// Reads the fields of a structure or an exception into slots.
    pub(crate) fn read_fields(&mut self, object: u32, layout: TypeId, slots: &mut Vec<u64>) -> Result<()> {
        let layout = self.layout(layout).clone();
        for field in layout.fields() {
            let value = self.load(object, *field, Extension::Unsigned)?;
            slots.extend_from_slice(&value[..field.kind.slots()]);
        }
        Ok(())
    }

    fn struct_field(&mut self, ty: TypeId, field: u32) -> Field {
        self.layout(ty).field(field).expect("validation has checked the field's index")
    }

    pub(crate) fn element_kind(&mut self, ty: TypeId) -> FieldKind {
        self.layout(ty).element().expect("validation has checked that it is an array type")
    }

    /// Makes an array of zeroed elements.
    pub(crate) fn new_array(
        &mut self,
        ty: TypeId,
        length: u32,
        extra: &mut dyn FnMut(&mut RootVisitor<'_>),
    ) -> Result<(u32, FieldKind)> {
        let kind = self.element_kind(ty);
        let object = self.allocate(ObjectHeader { type_id: ty.0, length }, array_size(kind, length), extra)?;
        Ok((object, kind))
    }

    pub(crate) fn array_length(&self, array: u32) -> Result<u32> {
        let place = self.heap.address(&self.context, array, u64::from(ARRAY_LENGTH), 4);
        // SAFETY: within the heap.
        place.map(|place| unsafe { place.cast::<u32>().read() }).ok_or_else(|| errors::trap(TrapKind::NullReference))
    }

    /// The address of `count` elements from `at` on.
    pub(crate) fn elements(&self, array: u32, kind: FieldKind, at: u64, count: u64) -> Result<*mut u8> {
        let length = u64::from(self.array_length(array)?);
        if at.checked_add(count).is_none_or(|end| end > length) {
            return Err(array_bounds());
        }
        let width = u64::from(kind.width());
        let place = self.heap.address(&self.context, array, u64::from(OBJECT_FIELDS) + at * width, count * width);
        place.ok_or_else(array_bounds)
    }

    /// Sets `count` elements to one value.
    pub(crate) fn fill_elements(
        &mut self,
        array: u32,
        kind: FieldKind,
        at: u32,
        value: [u64; 2],
        count: u32,
    ) -> Result<()> {
        self.elements(array, kind, u64::from(at), u64::from(count))?;
        if kind == FieldKind::Bits8 {
            let place = self.elements(array, kind, u64::from(at), u64::from(count))?;
            // SAFETY: `elements` checked the range.
            unsafe { std::ptr::write_bytes(place, value[0] as u8, count as usize) };
            return Ok(());
        }
        (at..at + count).try_for_each(|index| self.put(array, element(kind, index), value))
    }
}

/// An element as a field of its array.
fn element(kind: FieldKind, index: u32) -> Field {
    Field { offset: OBJECT_FIELDS + index * kind.width(), kind }
}

/// Shows the references among the slots of fields.
fn visit_fields(layout: &ObjectLayout, slots: &mut [u64], roots: &mut RootVisitor<'_>) {
    let mut at = 0;
    for field in layout.fields() {
        if field.kind == FieldKind::Ref {
            roots.slot(&mut slots[at]);
        }
        at += field.kind.slots();
    }
}

/// Shows an element's value if it is a reference.
fn visit_element(kind: FieldKind, value: &mut [u64], roots: &mut RootVisitor<'_>) {
    if kind == FieldKind::Ref {
        value.iter_mut().for_each(|slot| roots.slot(slot));
    }
}

impl Store {
    /// `struct.new`: `fields` holds the fields' slots in order. They may change: it is where they are kept if this
    /// collects.
    pub fn struct_new(&mut self, ty: TypeId, fields: &mut [u64]) -> Result<GcRef> {
        let header = ObjectHeader { type_id: ty.0, length: 0 };
        self.get_mut().new_fields(header, ty, fields).map(reference)
    }

    /// `struct.new_default`
    pub fn struct_new_default(&mut self, ty: TypeId) -> Result<GcRef> {
        let inner = self.get_mut();
        let size = inner.layout(ty).size(0);
        inner.allocate(ObjectHeader { type_id: ty.0, length: 0 }, size, &mut |_| ()).map(reference)
    }

    /// `struct.get`, `struct.get_s`, `struct.get_u`; traps on null.
    pub fn struct_get(
        &mut self,
        ty: TypeId,
        field: u32,
        object: Option<GcRef>,
        extension: Extension,
    ) -> Result<[u64; 2]> {
        let inner = self.get_mut();
        let field = inner.struct_field(ty, field);
        inner.load(null(object)?, field, extension)
    }

    /// `struct.set`; traps on null.
    pub fn struct_set(&mut self, ty: TypeId, field: u32, object: Option<GcRef>, value: [u64; 2]) -> Result<()> {
        let inner = self.get_mut();
        let field = inner.struct_field(ty, field);
        inner.put(null(object)?, field, value)
    }

    /// `array.new`
    pub fn array_new(&mut self, ty: TypeId, mut value: [u64; 2], length: u32) -> Result<GcRef> {
        let inner = self.get_mut();
        let kind = inner.element_kind(ty);
        let (array, kind) = inner.new_array(ty, length, &mut |roots| visit_element(kind, &mut value[..1], roots))?;
        if value != [0, 0] {
            inner.fill_elements(array, kind, 0, value, length)?;
        }
        Ok(reference(array))
    }

    /// `array.new_default`
    pub fn array_new_default(&mut self, ty: TypeId, length: u32) -> Result<GcRef> {
        self.get_mut().new_array(ty, length, &mut |_| ()).map(|(array, _)| reference(array))
    }

    /// `array.new_fixed`: `values` holds the elements' slots in order.
    pub fn array_new_fixed(&mut self, ty: TypeId, values: &mut [u64]) -> Result<GcRef> {
        let inner = self.get_mut();
        let kind = inner.element_kind(ty);
        let length = (values.len() / kind.slots()) as u32;
        let (array, kind) = inner.new_array(ty, length, &mut |roots| visit_element(kind, values, roots))?;
        for (index, value) in values.chunks_exact(kind.slots()).enumerate() {
            inner.put(array, element(kind, index as u32), [value[0], *value.last().unwrap_or(&0)])?;
        }
        Ok(reference(array))
    }

    /// `array.get`, `array.get_s`, `array.get_u`; traps on null and beyond the end.
    pub fn array_get(
        &mut self,
        ty: TypeId,
        array: Option<GcRef>,
        index: u32,
        extension: Extension,
    ) -> Result<[u64; 2]> {
        let inner = self.get_mut();
        let (kind, array) = (inner.element_kind(ty), null(array)?);
        inner.elements(array, kind, u64::from(index), 1)?;
        inner.load(array, element(kind, index), extension)
    }

    /// `array.set`; traps on null and beyond the end.
    pub fn array_set(&mut self, ty: TypeId, array: Option<GcRef>, index: u32, value: [u64; 2]) -> Result<()> {
        let inner = self.get_mut();
        let (kind, array) = (inner.element_kind(ty), null(array)?);
        inner.elements(array, kind, u64::from(index), 1)?;
        inner.put(array, element(kind, index), value)
    }

    /// `array.len`; traps on null.
    pub fn array_len(&self, array: Option<GcRef>) -> Result<u32> {
        self.get().array_length(null(array)?)
    }

    /// `array.fill`; traps on null and, without writing anything, beyond the end.
    pub fn array_fill(&mut self, ty: TypeId, array: Option<GcRef>, at: u32, value: [u64; 2], count: u32) -> Result<()> {
        let inner = self.get_mut();
        let kind = inner.element_kind(ty);
        inner.fill_elements(null(array)?, kind, at, value, count)
    }

    /// `array.copy` between arrays whose elements are kept alike; they may overlap. Traps on null and, without writing
    /// anything, beyond an end.
    pub fn array_copy(
        &mut self,
        ty: TypeId,
        (dst, dst_at): (Option<GcRef>, u32),
        (src, src_at): (Option<GcRef>, u32),
        count: u32,
    ) -> Result<()> {
        let inner = self.get_mut();
        let kind = inner.element_kind(ty);
        let (dst, src) = (null(dst)?, null(src)?);
        let to = inner.elements(dst, kind, u64::from(dst_at), u64::from(count))?;
        let from = inner.elements(src, kind, u64::from(src_at), u64::from(count))?;
        // SAFETY: `elements` checked both ranges; `copy` allows them to overlap.
        unsafe { std::ptr::copy(from, to, count as usize * kind.width() as usize) };
        if kind == FieldKind::Ref && count > 0 {
            inner.heap.barrier(dst + element(kind, dst_at).offset, 4 * count);
        }
        Ok(())
    }

    /// The header of an object; `None` for an `i31`.
    pub(crate) fn header(&self, reference: GcRef) -> Option<ObjectHeader> {
        if reference.as_i31().is_some() {
            return None;
        }
        let inner = self.get();
        let place = inner.heap.address(&inner.context, reference.bits(), 0, u64::from(OBJECT_FIELDS))?;
        // SAFETY: within the heap.
        Some(unsafe { place.cast::<ObjectHeader>().read_unaligned() })
    }

    /// The type of a structure or array; `None` for an `i31`, a host value or an exception.
    pub fn object_type(&self, reference: GcRef) -> Option<TypeId> {
        let header = self.header(reference)?;
        (header.type_id >= wharf_core::canon::Registry::RESERVED).then_some(TypeId(header.type_id))
    }

    /// How objects of a type are laid out.
    pub fn object_layout(&mut self, ty: TypeId) -> Arc<ObjectLayout> {
        let inner = self.get_mut();
        inner.layout(ty).clone()
    }

    /// Collects now. Every [`GcRef`] that the host holds outside of a [`super::Root`] is void afterwards.
    pub fn collect(&mut self) -> Result<()> {
        self.get_mut().collect()
    }

    /// What the heap has done so far.
    pub fn heap_stats(&self) -> super::HeapStats {
        self.get().heap.stats
    }
}
