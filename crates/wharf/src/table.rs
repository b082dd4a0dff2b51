//! Tables.

use wharf_core::Result;
use wharf_core::types::{RefType, TableType, ValType};
use wharf_vm as vm;

use crate::func::expect;
use crate::store::{AsContext, AsContextMut};
use crate::val::{self, Val};

/// A table of references.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, Func, RefType, Store, Table, TableType, Val};
///
/// let mut store = Store::new(&Engine::default(), ());
/// let table = Table::new(&mut store, TableType::new(RefType::FUNC, 2, None), Val::FuncRef(None))?;
/// let func = Func::wrap(&mut store, || 42);
/// table.set(&mut store, 1, func.into())?;
/// assert!(table.get(&mut store, 0).unwrap().is_null());
/// assert!(!table.get(&mut store, 1).unwrap().is_null());
/// assert!(table.get(&mut store, 2).is_none());
/// # Ok::<(), wharf::Error>(())
/// ```
///
/// Spec: [table instances](https://webassembly.github.io/spec/core/exec/runtime.html#table-instances).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Table(pub(crate) vm::Table);

impl Table {
    /// A table with every element `init`.
    ///
    /// # Errors
    /// A value of another type than the elements; a limit of the store.
    pub fn new(mut store: impl AsContextMut, ty: TableType, init: Val) -> Result<Table> {
        let store = store.as_context_mut().vm();
        let slot = slot(store, &init, ty.element)?;
        vm::Table::new(store, ty, slot).map(Table)
    }

    /// Its type, with the current length as the minimum. Concrete types in it are the engine's.
    pub fn ty(&self, store: impl AsContext) -> TableType {
        self.0.ty(store.as_context().vm())
    }

    /// How many elements it has.
    pub fn size(&self, store: impl AsContext) -> u64 {
        self.0.size(store.as_context().vm())
    }

    /// An element; `None` beyond the end.
    pub fn get(&self, mut store: impl AsContextMut, index: u64) -> Option<Val> {
        let store = store.as_context_mut().vm();
        let slot = self.0.get(store, index).ok()?;
        let ty = ValType::from(self.0.ty(store).element);
        Some(val::from_slots(store, ty, &[slot]))
    }

    /// Sets an element.
    ///
    /// # Errors
    /// A value of another type than the elements; the trap `out of bounds table access`.
    pub fn set(&self, mut store: impl AsContextMut, index: u64, val: Val) -> Result<()> {
        let store = store.as_context_mut().vm();
        let slot = slot(store, &val, self.0.ty(store).element)?;
        self.0.set(store, index, slot)
    }

    /// Sets `count` elements from `start` on.
    ///
    /// # Errors
    /// A value of another type than the elements; the trap `out of bounds table access`, when nothing is written.
    pub fn fill(&self, mut store: impl AsContextMut, start: u64, val: Val, count: u64) -> Result<()> {
        let store = store.as_context_mut().vm();
        let slot = slot(store, &val, self.0.ty(store).element)?;
        self.0.fill(store, start, slot, count)
    }

    /// Grows it by `delta` elements `init` and gives the length it had before.
    ///
    /// # Errors
    /// A value of another type than the elements; its maximum or a limit of the store is in the way.
    pub fn grow(&self, mut store: impl AsContextMut, delta: u64, init: Val) -> Result<u64> {
        let store = store.as_context_mut().vm();
        let slot = slot(store, &init, self.0.ty(store).element)?;
        self.0.grow(store, delta, slot).ok_or_else(|| crate::errors::cannot_grow("table", delta))
    }
}

/// The slot word of an element of this type.
fn slot(store: &vm::Store, val: &Val, ty: RefType) -> Result<u64> {
    expect(store, "an element", val, ty.into())?;
    let mut slots = [0; 2];
    val::to_slots(val, store, &mut slots);
    Ok(slots[0])
}
