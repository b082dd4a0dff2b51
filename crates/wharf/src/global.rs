//! Global variables.

use wharf_core::Result;
use wharf_core::types::GlobalType;
use wharf_vm as vm;

use crate::func::expect;
use crate::store::{AsContext, AsContextMut};
use crate::val::{self, Val};

/// A global variable.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, Global, GlobalType, Store, Val, ValType};
///
/// let mut store = Store::new(&Engine::default(), ());
/// let counter = Global::new(&mut store, GlobalType::new(ValType::I64, true), Val::I64(1))?;
/// counter.set(&mut store, Val::I64(2))?;
/// assert_eq!(counter.get(&mut store).i64(), Some(2));
/// assert!(counter.set(&mut store, Val::I32(2)).is_err());
/// # Ok::<(), wharf::Error>(())
/// ```
///
/// Spec: [global instances](https://webassembly.github.io/spec/core/exec/runtime.html#global-instances).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Global(pub(crate) vm::Global);

impl Global {
    /// A global with this value.
    ///
    /// # Errors
    /// A value of another type.
    pub fn new(mut store: impl AsContextMut, ty: GlobalType, val: Val) -> Result<Global> {
        let store = store.as_context_mut().vm();
        expect(store, "the value of a global", &val, ty.val)?;
        let mut slots = [0; 2];
        val::to_slots(&val, store, &mut slots);
        Ok(Global(vm::Global::new(store, ty, slots)))
    }

    /// Its type. A concrete type in it is the engine's.
    pub fn ty(&self, store: impl AsContext) -> GlobalType {
        self.0.ty(store.as_context().vm())
    }

    /// Its value.
    pub fn get(&self, mut store: impl AsContextMut) -> Val {
        let store = store.as_context_mut().vm();
        let slots = self.0.get(store);
        let ty = self.0.ty(store).val;
        val::from_slots(store, ty, &slots)
    }

    /// Sets its value.
    ///
    /// # Errors
    /// A value of another type; a global that is constant.
    pub fn set(&self, mut store: impl AsContextMut, val: Val) -> Result<()> {
        let store = store.as_context_mut().vm();
        let ty = self.0.ty(store);
        if !ty.mutable {
            return Err(crate::errors::immutable("global"));
        }
        expect(store, "the value of a global", &val, ty.val)?;
        let mut slots = [0; 2];
        val::to_slots(&val, store, &mut slots);
        self.0.set(store, slots);
        Ok(())
    }
}
