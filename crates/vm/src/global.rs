//! Global variables: 16-byte cells. An instance's own stand in its context, the host's in boxes.
//!
//! Specification: [global instances](https://webassembly.github.io/spec/core/exec/runtime.html#global-instances).

use std::ptr::NonNull;

use wharf_core::canon::Registry;
use wharf_core::types::{GlobalType, ValType};

use crate::handle::Global;
use crate::layout::GlobalCell;
use crate::store::Store;
use crate::table::is_func;

/// A global of a store.
pub(crate) struct GlobalInstance {
    pub(crate) cell: NonNull<GlobalCell>,
    /// Concrete types in it are canonical.
    pub(crate) ty: GlobalType,
    /// Whether the collector must look at it.
    pub(crate) holds_gc_ref: bool,
    /// The cell of a global that the host made.
    _own: Option<Box<GlobalCell>>,
}

impl GlobalInstance {
    /// A global whose cell stands in an instance's context.
    pub(crate) fn of_instance(ty: GlobalType, cell: NonNull<GlobalCell>, registry: &Registry) -> GlobalInstance {
        GlobalInstance { cell, ty, holds_gc_ref: holds_gc_ref(ty.val, registry), _own: None }
    }
}

/// Whether values of a type are references that the collector follows.
pub(crate) fn holds_gc_ref(ty: ValType, registry: &Registry) -> bool {
    ty.as_ref().is_some_and(|ty| !is_func(ty.heap(), registry))
}

impl Global {
    /// A global that the host makes; concrete types in `ty` are canonical ids. `value` is its slots; only `v128` has two.
    pub fn new(store: &mut Store, ty: GlobalType, value: [u64; 2]) -> Global {
        let mut own = Box::new(GlobalCell(value));
        let cell = NonNull::from(&mut *own);
        let inner = store.get_mut();
        let holds_gc_ref = holds_gc_ref(ty.val, &inner.registry);
        inner.globals.push(GlobalInstance { cell, ty, holds_gc_ref, _own: Some(own) });
        Global::last(inner)
    }

    /// Its type; concrete types in it are canonical ids.
    pub fn ty(self, store: &Store) -> GlobalType {
        self.of(store).ty
    }

    /// Its value's slots; the second is of meaning for `v128` alone.
    pub fn get(self, store: &Store) -> [u64; 2] {
        // SAFETY: the cell lives as long as the store, in an instance's context or a box; nobody writes it meanwhile.
        unsafe { self.of(store).cell.read().0 }
    }

    /// Sets its value's slots. The caller has checked type and mutability.
    pub fn set(self, store: &mut Store, value: [u64; 2]) {
        // SAFETY: as in `get`.
        unsafe { self.of(store).cell.write(GlobalCell(value)) };
    }
}
