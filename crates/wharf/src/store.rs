//! Stores, and the contexts through which everything in them is reached.

use std::marker::PhantomData;

use wharf_vm as vm;

use crate::engine::Engine;

/// Owns instances and all that belongs to them, and a value of the embedder's.
///
/// Everything is freed when the store is dropped. A store can be sent to another thread, but used by one at a time.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, Store};
///
/// let mut store = Store::new(&Engine::default(), vec!["hello"]);
/// store.data_mut().push("world");
/// assert_eq!(store.into_data(), ["hello", "world"]);
/// ```
pub struct Store<T: Send + 'static> {
    inner: vm::Store,
    data: PhantomData<T>,
}

/// What stands in the runtime's store for the embedder: its value, and the engine.
pub(crate) struct Payload<T> {
    pub(crate) engine: Engine,
    pub(crate) value: Option<T>,
}

impl<T: Send + 'static> Store<T> {
    /// A store of this engine with the embedder's value.
    pub fn new(engine: &Engine, data: T) -> Store<T> {
        let payload = Payload { engine: engine.clone(), value: Some(data) };
        Store { inner: engine.new_store(Box::new(payload)), data: PhantomData }
    }

    /// The embedder's value.
    pub fn data(&self) -> &T {
        self.as_context().data()
    }

    /// The embedder's value.
    pub fn data_mut(&mut self) -> &mut T {
        value_mut(&mut self.inner)
    }

    /// Frees everything but the embedder's value.
    pub fn into_data(mut self) -> T {
        let payload = self.inner.data_as_mut::<Payload<T>>();
        payload.and_then(|payload| payload.value.take()).expect("a store's value is taken once")
    }

    /// Its engine.
    pub fn engine(&self) -> &Engine {
        self.as_context().engine()
    }

    /// Sets the fuel that programs in this store may use from now on. It matters only with
    /// [`crate::Config::consume_fuel`]; when it is used up, the program traps with `out of fuel`.
    pub fn set_fuel(&mut self, fuel: u64) {
        self.inner.set_fuel(fuel.min(i64::MAX as u64) as i64);
    }

    /// Stops programs in this store with the trap `deadline exceeded` once this time has passed; `None` takes an earlier
    /// deadline back. Without [`crate::Config::interruptible`] a program stops only where it calls or waits for others.
    pub fn set_deadline(&mut self, after: Option<std::time::Duration>) {
        self.inner.set_deadline(after);
    }

    /// What stops the program of this store from any thread. It matters only with [`crate::Config::interruptible`].
    pub fn interrupt_handle(&self) -> vm::InterruptHandle {
        self.inner.interrupt_handle()
    }

    /// What the collector of garbage has done in this store so far.
    pub fn heap_stats(&self) -> vm::gc::HeapStats {
        self.inner.heap_stats()
    }

    /// The fuel that is left.
    pub fn fuel(&self) -> u64 {
        self.inner.fuel().max(0) as u64
    }
}

impl<T: Send + std::fmt::Debug + 'static> std::fmt::Debug for Store<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("data", self.data()).finish_non_exhaustive()
    }
}

fn payload<T: Send + 'static>(store: &vm::Store) -> &Payload<T> {
    store.data_as().expect("a store holds the payload it was made with")
}

fn value<T: Send + 'static>(store: &vm::Store) -> &T {
    payload(store).value.as_ref().expect("the value is there as long as the store")
}

pub(crate) fn value_mut<T: Send + 'static>(store: &mut vm::Store) -> &mut T {
    value_in(store.data_as_mut())
}

/// The embedder's value of what the runtime's store keeps.
pub(crate) fn value_of<T: Send + 'static>(data: &mut (dyn std::any::Any + Send)) -> &mut T {
    value_in(data.downcast_mut())
}

fn value_in<T>(payload: Option<&mut Payload<T>>) -> &mut T {
    let payload = payload.expect("a store holds the payload it was made with");
    payload.value.as_mut().expect("the value is there as long as the store")
}

/// A store that is borrowed.
pub struct StoreContext<'a, T> {
    inner: &'a vm::Store,
    data: PhantomData<&'a T>,
}

/// A store that is borrowed to be changed.
pub struct StoreContextMut<'a, T> {
    inner: &'a mut vm::Store,
    data: PhantomData<&'a mut T>,
}

impl<T> Copy for StoreContext<'_, T> {}

impl<T> Clone for StoreContext<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<'a, T: Send + 'static> StoreContext<'a, T> {
    /// The embedder's value.
    pub fn data(&self) -> &'a T {
        value(self.inner)
    }

    /// Its engine.
    pub fn engine(&self) -> &'a Engine {
        &payload::<T>(self.inner).engine
    }

    pub(crate) fn vm(self) -> &'a vm::Store {
        self.inner
    }
}

impl<'a, T: Send + 'static> StoreContextMut<'a, T> {
    /// The embedder's value.
    pub fn data(&self) -> &T {
        value(self.inner)
    }

    /// The embedder's value.
    pub fn data_mut(&mut self) -> &mut T {
        value_mut(self.inner)
    }

    /// Its engine.
    pub fn engine(&self) -> &Engine {
        &payload::<T>(self.inner).engine
    }

    pub(crate) fn new(inner: &'a mut vm::Store) -> StoreContextMut<'a, T> {
        StoreContextMut { inner, data: PhantomData }
    }

    pub(crate) fn vm(self) -> &'a mut vm::Store {
        self.inner
    }
}

/// Whatever lends a store: [`Store`], [`crate::Caller`], a context, or a reference to one of them.
pub trait AsContext {
    /// The embedder's value in the store.
    type Data: Send + 'static;

    /// Lends the store.
    fn as_context(&self) -> StoreContext<'_, Self::Data>;
}

/// Whatever lends a store to be changed.
pub trait AsContextMut: AsContext {
    /// Lends the store.
    fn as_context_mut(&mut self) -> StoreContextMut<'_, Self::Data>;
}

impl<T: Send + 'static> AsContext for Store<T> {
    type Data = T;

    fn as_context(&self) -> StoreContext<'_, T> {
        StoreContext { inner: &self.inner, data: PhantomData }
    }
}

impl<T: Send + 'static> AsContextMut for Store<T> {
    fn as_context_mut(&mut self) -> StoreContextMut<'_, T> {
        StoreContextMut { inner: &mut self.inner, data: PhantomData }
    }
}

impl<T: Send + 'static> AsContext for StoreContext<'_, T> {
    type Data = T;

    fn as_context(&self) -> StoreContext<'_, T> {
        *self
    }
}

impl<T: Send + 'static> AsContext for StoreContextMut<'_, T> {
    type Data = T;

    fn as_context(&self) -> StoreContext<'_, T> {
        StoreContext { inner: self.inner, data: PhantomData }
    }
}

impl<T: Send + 'static> AsContextMut for StoreContextMut<'_, T> {
    fn as_context_mut(&mut self) -> StoreContextMut<'_, T> {
        StoreContextMut { inner: self.inner, data: PhantomData }
    }
}

impl<C: AsContext> AsContext for &C {
    type Data = C::Data;

    fn as_context(&self) -> StoreContext<'_, C::Data> {
        C::as_context(self)
    }
}

impl<C: AsContext> AsContext for &mut C {
    type Data = C::Data;

    fn as_context(&self) -> StoreContext<'_, C::Data> {
        C::as_context(self)
    }
}

impl<C: AsContextMut> AsContextMut for &mut C {
    fn as_context_mut(&mut self) -> StoreContextMut<'_, C::Data> {
        C::as_context_mut(self)
    }
}

/// What borrows a store for as long as something in it is looked at, such as [`crate::Memory::data`].
macro_rules! lends {
    ($($lender:ty: $this:ident => $shared:expr, $exclusive:expr;)*) => {$(
        impl<'a, T: Send + 'static> From<&'a $lender> for StoreContext<'a, T> {
            fn from($this: &'a $lender) -> Self {
                StoreContext { inner: $shared, data: PhantomData }
            }
        }

        impl<'a, T: Send + 'static> From<&'a mut $lender> for StoreContext<'a, T> {
            fn from($this: &'a mut $lender) -> Self {
                StoreContext { inner: $shared, data: PhantomData }
            }
        }

        impl<'a, T: Send + 'static> From<&'a mut $lender> for StoreContextMut<'a, T> {
            fn from($this: &'a mut $lender) -> Self {
                StoreContextMut { inner: $exclusive, data: PhantomData }
            }
        }
    )*};
}

lends! {
    Store<T>: it => &it.inner, &mut it.inner;
    StoreContextMut<'_, T>: it => it.inner, it.inner;
    crate::Caller<'_, T>: it => it.vm(), it.vm_mut();
}
