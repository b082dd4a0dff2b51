//! References that the host holds. Each keeps its object alive until the last clone is dropped, and belongs to a store.

use std::any::Any;

use wharf_core::Result;
use wharf_core::types::HeapType;
use wharf_vm as vm;

use crate::store::{AsContext, AsContextMut, StoreContext};

/// A value of the host that a guest can hold but not look into: an `externref` that is not null.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, ExternRef, Store};
///
/// let mut store = Store::new(&Engine::default(), ());
/// let name = ExternRef::new(&mut store, "quay".to_owned())?;
/// assert_eq!(name.data(&store).and_then(|data| data.downcast_ref::<String>()).unwrap(), "quay");
/// # Ok::<(), wharf::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ExternRef(pub(crate) vm::Root);

/// A reference of the `any` hierarchy that is not null: a structure, an array, an `i31`, or a host value.
///
/// # Examples
///
/// ```
/// use wharf::{AnyRef, Engine, ExternRef, HeapType, Store};
///
/// let mut store = Store::new(&Engine::default(), ());
/// let seven = AnyRef::from_i31(&mut store, 7);
/// assert_eq!(seven.as_i31(&store), Some(7));
/// assert!(seven.matches(&store, HeapType::Eq) && !seven.matches(&store, HeapType::Struct));
/// let host = AnyRef::convert_extern(ExternRef::new(&mut store, "quay")?);
/// assert_eq!(host.host_data(&store).and_then(|data| data.downcast_ref()), Some(&"quay"));
/// # Ok::<(), wharf::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct AnyRef(pub(crate) vm::Root);

/// An exception.
#[derive(Clone, Debug)]
pub struct ExnRef(pub(crate) vm::Root);

impl ExternRef {
    /// Gives a value of the host to the store, which drops it when no reference to it is left.
    ///
    /// # Errors
    /// The store's heap is full.
    pub fn new(mut store: impl AsContextMut, value: impl Any + Send + Sync) -> Result<ExternRef> {
        let store = store.as_context_mut().vm();
        let reference = store.host_value(Box::new(value))?;
        Ok(ExternRef(store.root(reference)))
    }

    /// The value of the host; `None` for an internal reference that a guest converted to an external one.
    pub fn data<'a, T: Send + 'static>(
        &self,
        store: impl Into<StoreContext<'a, T>>,
    ) -> Option<&'a (dyn Any + Send + Sync)> {
        let store = store.into().vm();
        store.get_host_value(self.0.get(store))
    }

    /// What `extern.convert_any` makes of an internal reference.
    pub fn convert_any(any: AnyRef) -> ExternRef {
        ExternRef(any.0)
    }
}

impl AnyRef {
    /// What `any.convert_extern` makes of an external reference.
    pub fn convert_extern(external: ExternRef) -> AnyRef {
        AnyRef(external.0)
    }

    /// The unboxed integer of the low 31 bits of `value`.
    pub fn from_i31(mut store: impl AsContextMut, value: i32) -> AnyRef {
        AnyRef(store.as_context_mut().vm().root(vm::GcRef::i31(value as u32)))
    }

    /// The integer, if it is an `i31`.
    pub fn as_i31(&self, store: impl AsContext) -> Option<i32> {
        self.0.get(store.as_context().vm()).as_i31()
    }

    /// The value of the host, if it is one.
    pub fn host_data<'a, T: Send + 'static>(
        &self,
        store: impl Into<StoreContext<'a, T>>,
    ) -> Option<&'a (dyn Any + Send + Sync)> {
        let store = store.into().vm();
        store.get_host_value(self.0.get(store))
    }

    /// Whether it is of this heap type.
    pub fn matches(&self, store: impl AsContext, heap: HeapType) -> bool {
        let store = store.as_context().vm();
        store.object_matches(self.0.get(store), heap)
    }

    /// The most special of `i31`, `struct`, `array` and `any` that it is.
    pub fn kind(&self, store: impl AsContext) -> HeapType {
        let store = store.as_context();
        let kinds = [HeapType::I31, HeapType::Struct, HeapType::Array];
        kinds.into_iter().find(|kind| self.matches(store, *kind)).unwrap_or(HeapType::Any)
    }

    /// Whether both are the same object, as `ref.eq` has it.
    pub fn same(&self, store: impl AsContext, other: &AnyRef) -> bool {
        let store = store.as_context().vm();
        self.0.get(store) == other.0.get(store)
    }
}
