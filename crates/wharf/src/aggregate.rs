//! Structures, arrays and exceptions as the host sees them: made, looked into, written.

use wharf_core::canon::TypeId;
use wharf_core::types::{CompositeType, FieldType, HeapType, StorageType};
use wharf_core::{Error, Result};
use wharf_vm as vm;

use crate::errors;
use crate::func::expect;
use crate::refs::{AnyRef, ExnRef};
use crate::store::{AsContext, AsContextMut};
use crate::tag::Tag;
use crate::val::{self, Val};

/// A structure on the store's heap.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, FieldType, Store, StorageType, StructRef, Val, ValType};
///
/// let engine = Engine::default();
/// let point = engine.struct_type([ValType::F64, ValType::F64].map(|ty| FieldType {
///     storage: StorageType::Val(ty),
///     mutable: true,
/// }));
/// let mut store = Store::new(&engine, ());
/// let p = StructRef::new(&mut store, point, &[1.5f64.into(), 2.0f64.into()])?;
/// p.set_field(&mut store, 1, 3.0f64.into())?;
/// assert_eq!(p.field(&mut store, 1)?.f64(), Some(3.0));
/// # Ok::<(), wharf::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct StructRef(AnyRef);

/// An array on the store's heap.
///
/// # Examples
///
/// ```
/// use wharf::{ArrayRef, Engine, FieldType, StorageType, Store};
///
/// let engine = Engine::default();
/// let bytes = engine.array_type(FieldType { storage: StorageType::I8, mutable: true });
/// let mut store = Store::new(&engine, ());
/// let array = ArrayRef::new(&mut store, bytes, &[1.into(), 2.into(), 3.into()])?;
/// array.set(&mut store, 1, 0x1ff.into())?;
/// assert_eq!((array.len(&store), array.get(&mut store, 1)?.i32()), (3, Some(0xff)));
/// # Ok::<(), wharf::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ArrayRef(AnyRef);

/// The fields of the structure type, or the one element of the array type, that stands behind `heap`.
fn fields(store: &vm::Store, heap: HeapType) -> Option<(TypeId, Vec<FieldType>)> {
    let HeapType::Concrete(id) = heap else { return None };
    let entry = store.registry().get(TypeId(id));
    match &entry.definition.composite {
        CompositeType::Struct(fields) => Some((TypeId(id), fields.to_vec())),
        CompositeType::Array(element) => Some((TypeId(id), vec![*element])),
        CompositeType::Func(_) => None,
    }
}

/// The type of an object, and the fields of that type.
fn type_of(store: &vm::Store, any: &AnyRef) -> (TypeId, Vec<FieldType>) {
    let found = store.object_type(any.0.get(store)).and_then(|id| fields(store, HeapType::Concrete(id.0)));
    found.expect("structures and arrays have a type")
}

/// The slots of a value for a field of this type, after its check.
fn slots(store: &vm::Store, val: &Val, storage: StorageType) -> Result<[u64; 2]> {
    expect(store, "the value of a field", val, storage.unpacked())?;
    let mut slots = [0; 2];
    val::to_slots(val, store, &mut slots);
    Ok(slots)
}

/// A field's value; narrow ones are extended by zeros.
fn load(store: &mut vm::Store, storage: StorageType, slots: [u64; 2]) -> Val {
    val::from_slots(store, storage.unpacked(), &slots)
}

impl AnyRef {
    /// The structure, if it is one.
    pub fn as_struct(&self, store: impl AsContext) -> Option<StructRef> {
        self.matches(store, HeapType::Struct).then(|| StructRef(self.clone()))
    }

    /// The array, if it is one.
    pub fn as_array(&self, store: impl AsContext) -> Option<ArrayRef> {
        self.matches(store, HeapType::Array).then(|| ArrayRef(self.clone()))
    }
}

impl StructRef {
    /// A structure of this type with these fields.
    ///
    /// # Errors
    /// A type that is no structure's; values of other types than the fields; the heap is full.
    pub fn new(mut store: impl AsContextMut, ty: HeapType, values: &[Val]) -> Result<StructRef> {
        let store = store.as_context_mut().vm();
        let (id, fields) = fields(store, ty).ok_or_else(|| errors::not_a_type_of("structure", ty))?;
        if fields.len() != values.len() {
            return Err(errors::field_count(values.len(), fields.len()));
        }
        let mut all = Vec::with_capacity(fields.len());
        for (val, field) in values.iter().zip(&fields) {
            let slots = slots(store, val, field.storage)?;
            all.extend_from_slice(&slots[..val::width(field.storage.unpacked())]);
        }
        let object = store.struct_new(id, &mut all)?;
        Ok(StructRef(AnyRef(store.root(object))))
    }

    /// As a reference of the `any` hierarchy.
    pub fn to_any(&self) -> AnyRef {
        self.0.clone()
    }

    /// Its type.
    pub fn ty(&self, store: impl AsContext) -> HeapType {
        HeapType::Concrete(type_of(store.as_context().vm(), &self.0).0.0)
    }

    /// A field.
    ///
    /// # Errors
    /// There is no such field.
    pub fn field(&self, mut store: impl AsContextMut, index: usize) -> Result<Val> {
        let store = store.as_context_mut().vm();
        let (id, fields) = type_of(store, &self.0);
        let field = fields.get(index).ok_or_else(|| errors::no_field(index, fields.len()))?;
        let object = Some(self.0.0.get(store));
        let slots = store.struct_get(id, index as u32, object, vm::gc::Extension::Unsigned)?;
        Ok(load(store, field.storage, slots))
    }

    /// Sets a field.
    ///
    /// # Errors
    /// There is no such field, it is constant, or of another type.
    pub fn set_field(&self, mut store: impl AsContextMut, index: usize, val: Val) -> Result<()> {
        let store = store.as_context_mut().vm();
        let (id, fields) = type_of(store, &self.0);
        let field = fields.get(index).ok_or_else(|| errors::no_field(index, fields.len()))?;
        if !field.mutable {
            return Err(errors::immutable("field"));
        }
        let slots = slots(store, &val, field.storage)?;
        let object = Some(self.0.0.get(store));
        store.struct_set(id, index as u32, object, slots)
    }
}

impl ArrayRef {
    /// An array of this type with these elements.
    ///
    /// # Errors
    /// A type that is no array's; values of other types than the elements; the heap is full.
    pub fn new(mut store: impl AsContextMut, ty: HeapType, values: &[Val]) -> Result<ArrayRef> {
        let store = store.as_context_mut().vm();
        let (id, element) = fields(store, ty).ok_or_else(|| errors::not_a_type_of("array", ty))?;
        let storage = element.first().ok_or_else(|| errors::not_a_type_of("array", ty))?.storage;
        let mut all = Vec::with_capacity(values.len());
        for val in values {
            let slots = slots(store, val, storage)?;
            all.extend_from_slice(&slots[..val::width(storage.unpacked())]);
        }
        let array = store.array_new_fixed(id, &mut all)?;
        Ok(ArrayRef(AnyRef(store.root(array))))
    }

    /// As a reference of the `any` hierarchy.
    pub fn to_any(&self) -> AnyRef {
        self.0.clone()
    }

    /// Its type.
    pub fn ty(&self, store: impl AsContext) -> HeapType {
        HeapType::Concrete(type_of(store.as_context().vm(), &self.0).0.0)
    }

    /// How many elements it has.
    pub fn len(&self, store: impl AsContext) -> u32 {
        let store = store.as_context().vm();
        store.array_len(Some(self.0.0.get(store))).unwrap_or(0)
    }

    /// Whether it has none.
    pub fn is_empty(&self, store: impl AsContext) -> bool {
        self.len(store) == 0
    }

    /// An element.
    ///
    /// # Errors
    /// The trap `out of bounds array access`.
    pub fn get(&self, mut store: impl AsContextMut, index: u32) -> Result<Val> {
        let store = store.as_context_mut().vm();
        let (id, element) = type_of(store, &self.0);
        let array = Some(self.0.0.get(store));
        let slots = store.array_get(id, array, index, vm::gc::Extension::Unsigned)?;
        Ok(load(store, element[0].storage, slots))
    }

    /// Sets an element.
    ///
    /// # Errors
    /// The trap `out of bounds array access`; the elements are constant, or of another type.
    pub fn set(&self, mut store: impl AsContextMut, index: u32, val: Val) -> Result<()> {
        let store = store.as_context_mut().vm();
        let (id, element) = type_of(store, &self.0);
        if !element[0].mutable {
            return Err(errors::immutable("element"));
        }
        let slots = slots(store, &val, element[0].storage)?;
        let array = Some(self.0.0.get(store));
        store.array_set(id, array, index, slots)
    }
}

impl ExnRef {
    /// An exception of this tag with these arguments.
    ///
    /// # Errors
    /// Values of other types than the tag's parameters; the heap is full.
    pub fn new(mut store: impl AsContextMut, tag: Tag, values: &[Val]) -> Result<ExnRef> {
        let mut store = store.as_context_mut();
        let ty = tag.ty(store.as_context());
        let store = store.as_context_mut().vm();
        if values.len() != ty.params().len() {
            return Err(errors::argument_count(values.len(), &ty));
        }
        let mut all = Vec::with_capacity(values.len());
        for (val, ty) in values.iter().zip(ty.params()) {
            let slots = slots(store, val, StorageType::Val(*ty))?;
            all.extend_from_slice(&slots[..val::width(*ty)]);
        }
        let exception = store.exception_new(tag.0, &mut all)?;
        Ok(ExnRef(store.root(exception)))
    }

    /// Throws it: the error is for a host function to return, and the guest that called may catch the exception.
    pub fn throw(&self, mut store: impl AsContextMut) -> Error {
        let store = store.as_context_mut().vm();
        let exception = self.0.get(store);
        store.throw(exception)
    }

    /// The exception that nobody caught, if that is what the error of a call says. Asked once, right after the call.
    pub fn uncaught(mut store: impl AsContextMut, error: &Error) -> Option<ExnRef> {
        let store = store.as_context_mut().vm();
        let exception = store.take_exception(error)?;
        Some(ExnRef(store.root(exception)))
    }

    /// Its tag.
    pub fn tag(&self, store: impl AsContext) -> Tag {
        let store = store.as_context().vm();
        Tag(store.exception_tag(self.0.get(store)).expect("an exception has a tag"))
    }

    /// Its arguments.
    ///
    /// # Errors
    /// None at present.
    pub fn args(&self, mut store: impl AsContextMut) -> Result<Vec<Val>> {
        let mut store = store.as_context_mut();
        let ty = self.tag(store.as_context()).ty(store.as_context());
        let store = store.as_context_mut().vm();
        let mut slots = Vec::new();
        let exception = self.0.get(store);
        store.exception_args(exception, &mut slots)?;
        Ok(crate::func::values(store, ty.params(), &slots))
    }
}
