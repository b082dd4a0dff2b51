//! Functions of the host: closures over slots, and what they are told of their callers.
//!
//! Specification: [host functions](https://webassembly.github.io/spec/core/exec/runtime.html#function-instances).

use std::cell::Cell;
use std::sync::{Arc, OnceLock, Weak};

use wharf_core::Result;
use wharf_core::canon::{Registry, TypeId};

use crate::func::Func;
use crate::handle::Instance;
use crate::layout::{FuncKind, FuncRef, HostContext};
use crate::store::{Store, call_slots};
use crate::tier::Tier;
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

/// A function of the host that belongs to no store: made once, it can be put into many.
pub struct Host {
    ty: TypeId,
    slots: usize,
    run: Arc<HostFn>,
    /// The code of the tier that asked first.
    code: OnceLock<Code>,
}

/// What a tier runs a host function by.
struct Code {
    /// Held so that no other tier can come to the same address.
    tier: Weak<dyn Tier>,
    code: *const u8,
}

// SAFETY: the code is only ever executed, and by stores of a tier that is still there.
unsafe impl Send for Code {}
// SAFETY: as above.
unsafe impl Sync for Code {}

impl Host {
    /// Of this function type of the registry.
    ///
    /// # Panics
    /// When it is the id of another kind of type.
    pub fn new(registry: &Registry, ty: TypeId, run: Arc<HostFn>) -> Arc<Host> {
        let entry = registry.get(ty);
        let slots = call_slots(entry.definition.as_func().expect("a host function has a function type"));
        Arc::new(Host { ty, slots, run, code: OnceLock::new() })
    }

    /// As a function of a store of the same registry.
    pub fn in_store(self: &Arc<Host>, store: &mut Store) -> Func {
        store.get_mut().sync_type(self.ty);
        let code = self.code(store);
        let context = store.context();
        let inner = store.get_mut();
        let index = inner.host_funcs.len() as u32;
        let mut func = Box::new(HostFunc {
            func_ref: FuncRef {
                code,
                ctx: std::ptr::null_mut(),
                type_id: self.ty.0,
                kind: FuncKind::Host,
                index,
                id: Cell::new(0),
            },
            context: HostContext { store: context, index, func: std::ptr::null() },
            slots: self.slots,
            run: Arc::as_ptr(&self.run),
            _host: self.clone(),
        });
        func.func_ref.ctx = (&raw mut func.context).cast();
        func.context.func = (&raw const *func).cast();
        let ptr = &raw const func.func_ref;
        inner.host_funcs.push(func);
        inner.func_ranges.insert(ptr as usize, ptr as usize + size_of::<FuncRef>());
        Func::from_ref(inner, ptr)
    }

    fn code(&self, store: &mut Store) -> *const u8 {
        let tier = store.get().tier.clone();
        let known =
            self.code.get_or_init(|| Code { tier: Arc::downgrade(&tier), code: tier.host_code(store, self.ty) });
        match std::ptr::addr_eq(known.tier.as_ptr(), Arc::as_ptr(&tier)) {
            true => known.code,
            false => tier.host_code(store, self.ty),
        }
    }
}

/// A host function of a store.
pub(crate) struct HostFunc {
    func_ref: FuncRef,
    context: HostContext,
    slots: usize,
    /// The closure, which `_host` keeps.
    run: *const HostFn,
    _host: Arc<Host>,
}

impl HostFunc {
    #[inline]
    pub(crate) fn slots(&self) -> usize {
        self.slots
    }

    pub(crate) fn func(&self, store: &Store) -> Func {
        Func::from_ref(store.get(), &self.func_ref)
    }

    /// Runs the closure.
    #[inline]
    pub(crate) fn call(&self, store: &mut Store, caller: Caller, slots: &mut [u64]) -> Result<()> {
        assert!(slots.len() >= self.slots, "too few slots for a call");
        let before = store.context();
        // SAFETY: `_host` holds what it points to.
        let run = unsafe { &*self.run };
        let result = run(&mut HostCall { store, caller }, slots);
        store.check_same(before);
        result
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
