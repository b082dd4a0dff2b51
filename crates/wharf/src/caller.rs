//! What a host function knows of who called it.

use wharf_vm as vm;

use crate::engine::Engine;
use crate::r#extern::Extern;
use crate::store::{AsContext, AsContextMut, StoreContext, StoreContextMut, value_mut};

/// The store of whoever called a host function, and the instance that did.
pub struct Caller<'a, T: Send + 'static> {
    store: StoreContextMut<'a, T>,
    caller: vm::Caller,
}

impl<'a, T: Send + 'static> Caller<'a, T> {
    #[inline]
    pub(crate) fn new(store: &'a mut vm::Store, caller: vm::Caller) -> Caller<'a, T> {
        Caller { store: StoreContextMut::new(store), caller }
    }

    pub(crate) fn vm(&self) -> &vm::Store {
        self.store.as_context().vm()
    }

    pub(crate) fn vm_mut(&mut self) -> &mut vm::Store {
        self.store.as_context_mut().vm()
    }

    /// The embedder's value.
    pub fn data(&self) -> &T {
        self.store.data()
    }

    /// The embedder's value.
    pub fn data_mut(&mut self) -> &mut T {
        value_mut(self.store.as_context_mut().vm())
    }

    /// What the calling instance exports under this name; `None` too when the host itself called.
    pub fn get_export(&mut self, name: &str) -> Option<Extern> {
        let store = self.store.as_context().vm();
        let instance = self.caller.instance(store)?;
        Some(Extern::from_vm(store, instance.export(store, name)?))
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        self.store.engine()
    }
}

impl<T: Send + 'static> AsContext for Caller<'_, T> {
    type Data = T;

    fn as_context(&self) -> StoreContext<'_, T> {
        self.store.as_context()
    }
}

impl<T: Send + 'static> AsContextMut for Caller<'_, T> {
    fn as_context_mut(&mut self) -> StoreContextMut<'_, T> {
        self.store.as_context_mut()
    }
}
