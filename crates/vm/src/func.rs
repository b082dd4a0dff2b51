//! Functions: references to what modules define, and closures of the host.
//!
//! A call passes 64-bit slots: arguments in, results out over the same words ([`crate::layout`] says how values stand in
//! them). Host functions see the slots directly; typed shims are built over that by the embedding API and compile to
//! loads and stores.
//!
//! Specification: [function instances](https://webassembly.github.io/spec/core/exec/runtime.html#function-instances).

use std::cell::Cell;
use std::sync::Arc;

use wharf_core::canon::TypeId;
use wharf_core::types::FuncType;
use wharf_core::{Result, TrapKind};

use crate::errors;
use crate::handle::Instance;
use crate::layout::{FuncEntry, FuncKind, FuncRef, HostContext};
use crate::store::{Inner, Store, StoreId, call_slots};
use crate::unwind;

/// What a host function runs: arguments in the slots, results into the same slots from the first on.
pub type HostFn = dyn Fn(&mut HostCall<'_>, &mut [u64]) -> Result<()> + Send + Sync;

/// What a host function is given besides its slots.
pub struct HostCall<'a> {
    /// The store of the caller. It is lent: exchanging it for another store stops the process.
    pub store: &'a mut Store,
    /// Who made the call; found out when asked for.
    pub caller: Caller,
}

/// Who called a host function.
#[derive(Copy, Clone, Debug)]
pub struct Caller(CalledBy);

#[derive(Copy, Clone, Debug)]
enum CalledBy {
    Known(Option<Instance>),
    /// The guest frame below the running builtin.
    Frame,
}

impl Caller {
    /// The guest frame below the running builtin.
    pub(crate) const FRAME: Caller = Caller(CalledBy::Frame);

    /// The instance whose code made the call; `None` when the host called. To be asked while the call lasts.
    pub fn instance(self, store: &Store) -> Option<Instance> {
        match self.0 {
            CalledBy::Known(instance) => instance,
            CalledBy::Frame => unwind::caller(store),
        }
    }
}

impl From<Option<Instance>> for Caller {
    fn from(instance: Option<Instance>) -> Caller {
        Caller(CalledBy::Known(instance))
    }
}

impl HostCall<'_> {
    /// The instance whose code made the call; `None` when the host called.
    pub fn caller(&self) -> Option<Instance> {
        self.caller.instance(self.store)
    }
}

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

/// A host function of a store.
pub(crate) struct HostFunc {
    func_ref: FuncRef,
    context: HostContext,
    run: Arc<HostFn>,
    slots: usize,
}

impl HostFunc {
    pub(crate) fn slots(&self) -> usize {
        self.slots
    }

    pub(crate) fn func(&self, store: &Store) -> Func {
        Func { store: store.id(), ptr: &self.func_ref }
    }

    /// Runs the closure.
    #[inline]
    pub(crate) fn call(&self, store: &mut Store, caller: Caller, slots: &mut [u64]) -> Result<()> {
        assert!(slots.len() >= self.slots, "too few slots for a call");
        let before = store.context();
        let result = (self.run)(&mut HostCall { store, caller }, slots);
        store.check_same(before);
        result
    }
}

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
        store.get_mut().sync_types();
        let tier = store.get().tier.clone();
        let code = tier.host_code(store, ty);
        let context = store.context();
        let inner = store.get_mut();
        let entry = inner.registry.get(ty);
        let slots = call_slots(entry.definition.as_func().expect("a host function has a function type"));
        let index = inner.host_funcs.len() as u32;
        let mut host = Box::new(HostFunc {
            func_ref: FuncRef {
                code,
                ctx: std::ptr::null_mut(),
                type_id: ty.0,
                kind: FuncKind::Host,
                index,
                id: Cell::new(0),
            },
            context: HostContext { store: context, index, func: std::ptr::null() },
            run,
            slots,
        });
        host.func_ref.ctx = (&raw mut host.context).cast();
        host.context.func = (&raw const *host).cast();
        inner.host_funcs.push(host);
        let ptr = &raw const inner.host_funcs[index as usize].func_ref;
        inner.func_ranges.insert(ptr as usize, ptr as usize + size_of::<FuncRef>());
        Func { store: inner.id, ptr }
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
    fn begin(&mut self) -> Result<bool> {
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
    fn end(&mut self, outermost: bool) {
        if outermost {
            self.start = 0;
        }
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

impl Store {
    /// Calls a host function by its index ([`FuncRef::index`]) for `caller`. For tiers.
    pub fn call_host(&mut self, index: u32, caller: impl Into<Caller>, slots: &mut [u64]) -> Result<()> {
        let host: *const HostFunc = &*self.get().host_funcs[index as usize];
        // SAFETY: host functions go only with the store, which is borrowed for the whole call.
        unsafe { (*host).call(self, caller.into(), slots) }
    }
}
