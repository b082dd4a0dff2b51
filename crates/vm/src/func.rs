//! Functions as references, and calls of them from the host.
//!
//! A call passes 64-bit slots: arguments in, results out over the same words ([`crate::layout`] says how values stand in
//! them). Typed shims are built over that by the embedding API and compile to loads and stores.
//!
//! Specification: [function instances](https://webassembly.github.io/spec/core/exec/runtime.html#function-instances).

use std::sync::Arc;

use wharf_core::canon::TypeId;
use wharf_core::types::FuncType;
use wharf_core::{Result, TrapKind};

use crate::errors;
use crate::handle::Instance;
use crate::host::{Host, HostFn};
use crate::layout::{FuncEntry, FuncKind, FuncRef};
use crate::store::{Inner, Store, StoreId, call_slots};

/// A function.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Func {
    store: StoreId,
    ptr: *const FuncRef,
}

// SAFETY: the pointer is followed only together with the store it belongs to, which every method checks.
unsafe impl Send for Func {}
// SAFETY: as above.
unsafe impl Sync for Func {}

impl Func {
    /// A function of the host. `ty` is a function type of the store's registry.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use wharf_core::{canon::Registry, types::{CompositeType, FuncType, SubType, ValType}};
    /// # use wharf_vm::{Func, NoTier, Store, StoreConfig};
    /// let registry = Arc::new(Registry::new());
    /// let add = FuncType::new([ValType::I32, ValType::I32], [ValType::I32]);
    /// let ty = registry.intern(&[SubType::plain(CompositeType::Func(add))], &[0..1])[0];
    /// let mut store = Store::new(registry, Arc::new(NoTier), StoreConfig::default(), Box::new(()));
    /// let add = Func::new(&mut store, ty, Arc::new(|_, slots| {
    ///     slots[0] = u64::from((slots[0] as u32).wrapping_add(slots[1] as u32));
    ///     Ok(())
    /// }));
    /// let mut slots = [3, 4];
    /// add.call(&mut store, &mut slots)?;
    /// assert_eq!(slots[0], 7);
    /// # Ok::<(), wharf_core::Error>(())
    /// ```
    pub fn new(store: &mut Store, ty: TypeId, run: Arc<HostFn>) -> Func {
        let host = Host::new(&store.get().registry, ty, run);
        host.in_store(store)
    }

    /// Calls it. `slots` holds the arguments, then takes the results; it must be at least as long as the longer of both
    /// ([`Func::slots`]), and words of reference types must come from this store.
    pub fn call(self, store: &mut Store, slots: &mut [u64]) -> Result<()> {
        let func = self.get(store);
        match func.kind {
            FuncKind::Host => {
                let index = func.index;
                store.call_host(index, None::<Instance>, slots)
            }
            FuncKind::Wasm => {
                let outermost = store.get_mut().host_stack.begin()?;
                let tier: *const dyn crate::tier::Tier = &*store.get().tier;
                // SAFETY: a store never exchanges its tier, so it outlives this call, which borrows the store.
                let result = unsafe { (*tier).invoke(store, self, slots) };
                store.get_mut().host_stack.end(outermost);
                result
            }
        }
    }

    /// The function made ready for many calls, with everything that can be asked beforehand.
    pub fn prepare(self, store: &Store) -> Prepared {
        let (ty, slots) = (self.type_id(store), self.slots(store));
        let entry = match self.get(store).kind {
            FuncKind::Host => std::ptr::null(),
            FuncKind::Wasm => store.get().tier.entry(store, ty),
        };
        Prepared { func: self, entry, slots }
    }

    /// How many slots a call needs.
    pub fn slots(self, store: &Store) -> usize {
        call_slots(self.entry(store).definition.as_func().expect("functions have function types"))
    }

    /// Its canonical type.
    pub fn type_id(self, store: &Store) -> TypeId {
        TypeId(self.get(store).type_id)
    }

    /// Its type; concrete types in it are canonical.
    pub fn ty(self, store: &Store) -> FuncType {
        self.entry(store).definition.as_func().expect("functions have function types").clone()
    }

    fn entry(self, store: &Store) -> Arc<wharf_core::canon::Entry> {
        store.registry().get(self.type_id(store))
    }

    /// The reference that stands for it.
    #[inline]
    #[track_caller]
    pub fn get(self, store: &Store) -> &FuncRef {
        assert!(store.id() == self.store, "a Func was used with a store that is not its own");
        // SAFETY: function references live in contexts and boxes that only go with the store; upheld by `Func::new` and
        // `instance`, the only makers.
        unsafe { &*self.ptr }
    }

    /// The instance and function index of a function that a module defines; `None` for a host function.
    pub fn wasm(self, store: &Store) -> Option<(Instance, u32)> {
        let func = self.get(store);
        match func.kind {
            FuncKind::Host => None,
            // SAFETY: the context of a wasm function is a live `VmContext` of this store.
            FuncKind::Wasm => Some((Instance::at(store.get(), unsafe { (*func.ctx).instance }), func.index)),
        }
    }

    /// The slot word that stands for it.
    pub fn to_slot(self) -> u64 {
        self.ptr as u64
    }

    /// The function of a slot word; `None` for null, and for what is no function of this store.
    pub fn from_slot(store: &Store, slot: u64) -> Option<Func> {
        let at = slot as usize;
        let (start, end) = store.get().func_ranges.range(..=at).next_back()?;
        let fits = at < *end && (at - start).is_multiple_of(size_of::<FuncRef>());
        fits.then_some(Func { store: store.id(), ptr: at as *const FuncRef })
    }

    /// The function of a slot word, unchecked: for tiers.
    ///
    /// # Safety
    /// `slot` is not null and is a function reference of this store.
    #[inline]
    pub unsafe fn from_slot_unchecked(store: &Store, slot: u64) -> Func {
        Func { store: store.id(), ptr: slot as *const FuncRef }
    }

    #[inline]
    pub(crate) fn from_ref(inner: &Inner, ptr: *const FuncRef) -> Func {
        Func { store: inner.id, ptr }
    }
}

/// How much of the host's stack calls between host and guest have taken.
#[derive(Default)]
pub(crate) struct HostStack {
    /// Where the outermost call began; 0 outside of calls, and after a panic has passed one.
    start: usize,
}

/// How much they may take, in bytes: threads have 2 MiB by default.
const HOST_STACK: usize = 1 << 20;

impl HostStack {
    /// Before a call of the guest: whether it is the outermost. Traps when too many are nested.
    #[inline]
    pub(crate) fn begin(&mut self) -> Result<bool> {
        let here = (&raw const self).addr();
        // Another thread's stack, or what a panic has left: both begin anew.
        let outermost = self.start.wrapping_sub(here) > 2 * HOST_STACK;
        if outermost {
            self.start = here;
        } else if self.start - here > HOST_STACK {
            return Err(errors::trap(TrapKind::CallStackExhausted));
        }
        Ok(outermost)
    }

    #[inline]
    pub(crate) fn end(&mut self, outermost: bool) {
        if outermost {
            self.start = 0;
        }
    }
}

/// A function made ready for many calls by [`Func::prepare`].
#[derive(Copy, Clone, Debug)]
pub struct Prepared {
    func: Func,
    /// The tier's adaptor for its type; null if it has none or the function is the host's.
    entry: *const u8,
    /// How many slots a call needs.
    slots: usize,
}

// SAFETY: the adaptor is code, which lives as long as the tier, which lives as long as the store that `func` knows.
unsafe impl Send for Prepared {}
// SAFETY: as above.
unsafe impl Sync for Prepared {}

impl Prepared {
    /// The function.
    pub fn func(self) -> Func {
        self.func
    }

    /// As [`Func::call`].
    ///
    /// # Panics
    /// When there are fewer slots than a call needs.
    #[inline]
    pub fn call(self, store: &mut Store, slots: &mut [u64]) -> Result<()> {
        assert!(slots.len() >= self.slots, "too few slots for a call");
        let func = self.func.get(store);
        if self.entry.is_null() {
            return self.func.call(store, slots);
        }
        let (context, code) = (func.ctx, func.code);
        let outermost = store.get_mut().host_stack.begin()?;
        // SAFETY: `code` and `context` are the function's own, `entry` is the adaptor of its type, and there are slots
        // enough; upheld by `Func::prepare` and the tier.
        let result = unsafe { store.enter(context, slots, code, self.entry) };
        store.get_mut().host_stack.end(outermost);
        result
    }
}

impl FuncRef {
    /// As a table element.
    pub fn entry(&self) -> FuncEntry {
        FuncEntry { code: self.code, ctx: self.ctx, type_id: self.type_id, kind: self.kind, origin: self }
    }
}

impl FuncEntry {
    /// The null element.
    pub const NULL: FuncEntry = FuncEntry {
        code: std::ptr::null(),
        ctx: std::ptr::null_mut(),
        type_id: 0,
        kind: FuncKind::Wasm,
        origin: std::ptr::null(),
    };

    /// The slot word of the reference.
    pub fn to_slot(&self) -> u64 {
        self.origin as u64
    }
}
