//! What a host function knows of who called it.

use wharf_vm as vm;

use crate::engine::Engine;
use crate::r#extern::Extern;
use crate::store::{AsContext, AsContextMut, StoreContext, StoreContextMut, value_mut};

/// The store of whoever called a host function, and the instance that did.
///
/// # Examples
///
/// ```
/// use wharf::{Caller, Engine, Error, Extern, Linker, Module, Store};
///
/// let engine = Engine::default();
/// let module = Module::new(&engine, r#"(module
///     (import "host" "log" (func $log (param i32 i32)))
///     (memory (export "memory") 1)
///     (data (i32.const 8) "ahoy")
///     (func (export "run") (call $log (i32.const 8) (i32.const 4))))"#)?;
/// let mut linker = Linker::<Vec<String>>::new(&engine);
/// linker.func_wrap("host", "log", |mut caller: Caller<'_, Vec<String>>, at: u32, len: u32| {
///     let Some(Extern::Memory(memory)) = caller.get_export("memory") else {
///         return Err(Error::host("the caller exports no memory"));
///     };
///     let mut text = vec![0; len as usize];
///     memory.read(&caller, at as usize, &mut text)?;
///     caller.data_mut().push(String::from_utf8_lossy(&text).into_owned());
///     Ok(())
/// })?;
/// let mut store = Store::new(&engine, Vec::new());
/// let instance = linker.instantiate(&mut store, &module)?;
/// instance.get_typed_func::<(), ()>(&mut store, "run")?.call(&mut store, ())?;
/// assert_eq!(store.data(), &["ahoy"]);
/// # Ok::<(), wharf::Error>(())
/// ```
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
