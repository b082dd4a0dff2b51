//! The store: it owns every instance, memory, table, global, tag and host function, and the GC heap.
//!
//! Everything in it is named by small handles ([`crate::Memory`], …) that carry the store's id; using one with another
//! store panics. [`Store`] is one pointer; what it points to never moves, since machine code holds its address.
//!
//! Specification: [store](https://webassembly.github.io/spec/core/exec/runtime.html#store).

use std::any::{self, Any};
use std::collections::BTreeMap;
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use wharf_core::canon::{Registry, TypeId};
use wharf_core::types::{CompositeType, FuncType};
use wharf_core::{Error, TrapKind};

use crate::builtins;
use crate::enter::Machine;
use crate::func::HostStack;
use crate::gc::{GcRef, Heap};
use crate::global::GlobalInstance;
use crate::host::HostFunc;
use crate::instance::InstanceData;
use crate::interrupt::InterruptHandle;
use crate::layout::{DISPLAY_DEPTH, FuncRef, StoreContext, TypeDisplay, TypeKind};
use crate::limits::StoreConfig;
use crate::memory::MemoryInstance;
use crate::table::TableInstance;
use crate::tier::{Tier, TierState};

/// Which store a handle belongs to; no two stores of a process have the same.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct StoreId(u64);

/// A store.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use wharf_core::canon::Registry;
/// use wharf_vm::{NoTier, Store, StoreConfig};
///
/// let store = Store::new(Arc::new(Registry::new()), Arc::new(NoTier), StoreConfig::default(), Box::new(42u32));
/// assert_eq!(store.data().downcast_ref::<u32>(), Some(&42));
/// ```
pub struct Store {
    inner: NonNull<Inner>,
}

// SAFETY: a store owns all it points to: boxes, mappings, and objects of types that are `Send`; upheld by `Inner`, which
// shares nothing with other threads but shared memories, whose contents are accessed as atomics or raw bytes.
unsafe impl Send for Store {}

pub(crate) struct Inner {
    pub(crate) context: StoreContext,
    pub(crate) id: StoreId,
    pub(crate) registry: Arc<Registry>,
    pub(crate) tier: Arc<dyn Tier>,
    pub(crate) tier_state: Box<dyn TierState>,
    pub(crate) config: StoreConfig,
    pub(crate) data: Box<dyn Any + Send>,
    /// What type that is of: to ask the value itself takes a call.
    data_type: any::TypeId,
    pub(crate) instances: Vec<InstanceData>,
    pub(crate) memories: Vec<MemoryInstance>,
    pub(crate) tables: Vec<TableInstance>,
    pub(crate) globals: Vec<GlobalInstance>,
    pub(crate) tags: Vec<TypeId>,
    /// Boxed, since machine code and handles hold their addresses.
    #[expect(clippy::vec_box)]
    pub(crate) host_funcs: Vec<Box<HostFunc>>,
    /// Function references by id; entry 0 is null.
    pub(crate) func_table: Vec<*const FuncRef>,
    /// Where function references live: start address to end address.
    pub(crate) func_ranges: BTreeMap<usize, usize>,
    pub(crate) displays: Vec<TypeDisplay>,
    pub(crate) heap: Heap,
    pub(crate) machine: Machine,
    pub(crate) host_stack: HostStack,
    pub(crate) interrupt: InterruptHandle,
}

impl Store {
    /// A store for modules of one registry, run by one tier. `data` is the embedder's.
    pub fn new(registry: Arc<Registry>, tier: Arc<dyn Tier>, config: StoreConfig, data: Box<dyn Any + Send>) -> Store {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let id = StoreId(NEXT.fetch_add(1, Ordering::Relaxed));
        let tier_state = tier.new_state();
        let inner = Box::new(Inner {
            context: StoreContext::new(config.fuel),
            id,
            registry,
            tier,
            tier_state,
            heap: Heap::new(&config),
            config,
            data_type: (*data).type_id(),
            data,
            instances: Vec::new(),
            memories: Vec::new(),
            tables: Vec::new(),
            globals: Vec::new(),
            tags: Vec::new(),
            host_funcs: Vec::new(),
            func_table: vec![std::ptr::null()],
            func_ranges: BTreeMap::new(),
            displays: Vec::new(),
            machine: Machine::default(),
            host_stack: HostStack::default(),
            interrupt: InterruptHandle::default(),
        });
        let mut store = Store { inner: NonNull::from(Box::leak(inner)) };
        let this = store.inner.as_ptr();
        let inner = store.get_mut();
        inner.context.store = this.cast();
        inner.context.builtins = builtins::table();
        inner.interrupt.begin(&raw const inner.context.interrupt);
        inner.context.func_table = inner.func_table.as_ptr();
        inner.sync_types();
        store
    }

    /// Its id.
    #[inline]
    pub fn id(&self) -> StoreId {
        self.get().id
    }

    /// What the embedder keeps in it.
    #[inline]
    pub fn data(&self) -> &(dyn Any + Send) {
        &*self.get().data
    }

    /// What the embedder keeps in it.
    #[inline]
    pub fn data_mut(&mut self) -> &mut (dyn Any + Send) {
        &mut *self.get_mut().data
    }

    /// The same if it is of this type: as a downcast, at less cost.
    #[inline]
    pub fn data_as<T: Any + Send>(&self) -> Option<&T> {
        let inner = self.get();
        // SAFETY: the box holds a value of that type from `new` on: it is never exchanged.
        (inner.data_type == any::TypeId::of::<T>()).then(|| unsafe { &*(&raw const *inner.data).cast() })
    }

    /// The same if it is of this type.
    #[inline]
    pub fn data_as_mut<T: Any + Send>(&mut self) -> Option<&mut T> {
        let inner = self.get_mut();
        // SAFETY: as in `data_as`.
        (inner.data_type == any::TypeId::of::<T>()).then(|| unsafe { &mut *(&raw mut *inner.data).cast() })
    }

    /// The canonical types of its engine.
    pub fn registry(&self) -> &Arc<Registry> {
        &self.get().registry
    }

    /// Its limits.
    #[inline]
    pub fn config(&self) -> &StoreConfig {
        &self.get().config
    }

    /// What the tier keeps for this store.
    #[inline]
    pub fn tier_state(&mut self) -> &mut dyn TierState {
        &mut *self.get_mut().tier_state
    }

    /// The address of what the tier keeps for this store, which stays the same as long as the store lives. For tiers
    /// that touch their state while they also hold the store.
    pub fn tier_state_ptr(&mut self) -> *mut dyn TierState {
        &mut *self.get_mut().tier_state
    }

    /// The part that machine code sees. Its address stays the same as long as the store lives.
    #[inline]
    pub fn context(&self) -> *mut StoreContext {
        // SAFETY: the pointer is to a live `Inner`; only the address of its field is taken.
        unsafe { &raw mut (*self.inner.as_ptr()).context }
    }

    /// Fuel left.
    pub fn fuel(&self) -> i64 {
        self.get().context.fuel
    }

    /// Sets the fuel left.
    pub fn set_fuel(&mut self, fuel: i64) {
        self.get_mut().context.fuel = fuel;
    }

    /// Makes an exception the one being thrown. The error is for whoever called: a host function returns it to its
    /// guest, where handlers see the exception; at the outermost call it is the trap `uncaught exception`.
    ///
    /// Spec: [throw_ref](https://webassembly.github.io/spec/core/exec/instructions.html#exec-throw-ref).
    pub fn throw(&mut self, exception: GcRef) -> Error {
        self.get_mut().context.pending_exception = exception.bits();
        Error::trap(TrapKind::UncaughtException)
    }

    /// The exception being thrown, if `error` stands for one; it is no longer being thrown then.
    pub fn take_exception(&mut self, error: &Error) -> Option<GcRef> {
        if error.trap_kind() != Some(TrapKind::UncaughtException) {
            return None;
        }
        GcRef::from_bits(std::mem::take(&mut self.get_mut().context.pending_exception))
    }

    /// The exception being thrown, which stays so.
    pub fn pending_exception(&self) -> Option<GcRef> {
        GcRef::from_bits(self.get().context.pending_exception)
    }

    /// What a canonical type is.
    pub fn type_entry(&self, id: TypeId) -> Arc<wharf_core::canon::Entry> {
        self.get().registry.get(id)
    }

    /// Whether a value of type `sub` may stand where `sup` is asked for, by the displays: no lock is taken.
    #[inline]
    pub fn is_subtype(&self, sub: TypeId, sup: TypeId) -> bool {
        self.get().is_subtype(sub, sup)
    }

    #[inline]
    pub(crate) fn get(&self) -> &Inner {
        // SAFETY: `inner` points to a live `Inner` that only this handle reaches while it is borrowed; upheld by `new`,
        // `drop` and `from_context`.
        unsafe { self.inner.as_ref() }
    }

    #[inline]
    pub(crate) fn get_mut(&mut self) -> &mut Inner {
        // SAFETY: as in `get`.
        unsafe { self.inner.as_mut() }
    }

    /// The store of a context, for code that machine code calls. It must not be dropped, hence the wrapping.
    ///
    /// # Safety
    /// `context` belongs to a live store, and whoever holds that store's own handle is suspended in a call into the
    /// guest until this one is gone.
    pub unsafe fn from_context(context: *mut StoreContext) -> std::mem::ManuallyDrop<Store> {
        // SAFETY: the context is live; upheld by the caller. The word is the one that `new` stored.
        let inner = unsafe { (*context).store.cast::<Inner>() };
        // SAFETY: never null, see `new`.
        std::mem::ManuallyDrop::new(Store { inner: unsafe { NonNull::new_unchecked(inner) } })
    }

    /// Stops the process if this handle was exchanged for another while a host function had it.
    pub(crate) fn check_same(&self, before: *mut StoreContext) {
        if self.context() != before {
            eprintln!("wharf: a host function exchanged the store it was lent; it cannot go on");
            std::process::abort();
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.get().interrupt.forget();
        // SAFETY: the handle owns what `new` leaked; handles made by `from_context` are never dropped.
        drop(unsafe { Box::from_raw(self.inner.as_ptr()) });
    }
}

impl Inner {
    /// Extends the displays to all types the registry knows by now.
    pub(crate) fn sync_types(&mut self) {
        let displays = &mut self.displays;
        self.registry.for_each_from(TypeId(displays.len() as u32), |id, entry| {
            let mut ancestors = [0; DISPLAY_DEPTH];
            for (to, from) in ancestors.iter_mut().zip(&entry.display) {
                *to = from.0;
            }
            let kind = match (id.0, &entry.definition.composite) {
                (crate::layout::TYPE_HOST, _) => TypeKind::Host,
                (crate::layout::TYPE_EXN, _) => TypeKind::Exn,
                (_, CompositeType::Func(_)) => TypeKind::Func,
                (_, CompositeType::Struct(_)) => TypeKind::Struct,
                (_, CompositeType::Array(_)) => TypeKind::Array,
            };
            displays.push(TypeDisplay { ancestors, kind });
        });
        self.context.displays = self.displays.as_ptr();
    }

    /// The same if this type is not among them yet.
    pub(crate) fn sync_type(&mut self, ty: TypeId) {
        if self.displays.len() <= ty.0 as usize {
            self.sync_types();
        }
    }

    #[inline]
    pub(crate) fn is_subtype(&self, sub: TypeId, sup: TypeId) -> bool {
        sub == sup || self.displays[sub.0 as usize].ancestors.contains(&sup.0) || self.is_deep_subtype(sub, sup)
    }

    /// For types deeper than the displays show.
    #[cold]
    fn is_deep_subtype(&self, sub: TypeId, sup: TypeId) -> bool {
        self.displays[sub.0 as usize].ancestors[DISPLAY_DEPTH - 1] != 0 && self.registry.is_subtype(sub, sup)
    }

    /// The number that stands for a function inside objects.
    pub(crate) fn func_id(&mut self, func: &FuncRef) -> u32 {
        if func.id.get() == 0 {
            func.id.set(self.func_table.len() as u32);
            self.func_table.push(func);
            self.context.func_table = self.func_table.as_ptr();
        }
        func.id.get()
    }
}

/// How many slots values of these types take: `v128` two, all others one.
pub fn slot_count(types: &[wharf_core::types::ValType]) -> usize {
    types.iter().map(|ty| 1 + (*ty == wharf_core::types::ValType::V128) as usize).sum()
}

/// How many slots a call of a function of this type needs: for its parameters or its results, whichever take more.
pub fn call_slots(ty: &FuncType) -> usize {
    slot_count(ty.params()).max(slot_count(ty.results()))
}
