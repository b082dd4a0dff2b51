//! Running compiled code: what the runtime asks of a tier, answered with machine code.
//!
//! A function is compiled at its first call: its code slot begins with a stub ([`stubs`]) that asks for it. What it is
//! compiled with, and when better code takes its place, is the [`Plan`]'s to say; this room only carries it out.
//! Compilers return inert functions; [`wharf_vm::code`] makes them executable.

mod adaptors;
mod module;
mod queue;
mod state;
mod stats;
mod stored;
mod stubs;

use std::sync::{Arc, OnceLock};

use wharf_core::Result;
use wharf_core::canon::TypeId;
use wharf_validate::Validated;
use wharf_vm::{Func, Instance, ModuleCode, Store, Template, Tier, TierState};

use crate::options::Options;
use adaptors::Adaptors;
pub use module::NativeModule;
use queue::Queue;
use state::NativeState;
pub use stats::{Stats, TierStats};
pub use stored::{Published, Stored};

/// A compiler of functions.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// One pass, at once.
    Baseline,
    /// Everything that Cranelift can do.
    Optimizing,
}

/// What is compiled with what, and when.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The compiler of functions that are called for the first time.
    pub first: Level,
    /// Whether functions that run hot are compiled again by the optimising compiler, in the background.
    pub tier_up: bool,
    /// How much code a function may execute before it counts as hot, from the bytes of its body. The unit is that of
    /// [`crate::baseline`]: bytes of wasm executed.
    pub budget: fn(body: usize) -> i32,
    /// What both compilers must heed.
    pub options: Options,
}

/// What guest code asks of the tier through the builtin of that name.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Request {
    /// `(defined function)`: compile it and point its slot at the code.
    Compile = 0,
    /// `(defined function)`: its budget is used up.
    Hot = 1,
    /// `(defined function, offset of a loop)`: the budget is used up in this loop. Returns the code that goes on there,
    /// or 0 while there is none.
    HotLoop = 2,
}

/// The tier that runs machine code.
pub struct Native {
    plan: Plan,
    adaptors: Adaptors,
    queue: OnceLock<Queue>,
    stats: Arc<Stats>,
}

impl Native {
    /// A tier that follows this plan.
    pub fn new(plan: Plan) -> Native {
        Native { plan, adaptors: Adaptors::default(), queue: OnceLock::new(), stats: Arc::default() }
    }

    /// Whether this machine has compiled tiers.
    pub const fn is_supported() -> bool {
        cfg!(all(target_arch = "x86_64", target_os = "linux"))
    }

    /// What the tier keeps for a module: nothing is compiled yet. `stored` is asked for code before a compiler is.
    ///
    /// # Errors
    /// This machine has no compiled tiers, or no memory for code.
    pub fn module(&self, validated: &Validated, stored: Option<Arc<dyn Stored>>) -> Result<Arc<NativeModule>> {
        Ok(Arc::new(NativeModule::new(validated.clone(), &self.plan, self.stats.clone(), stored)?))
    }

    /// The plan that it follows.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What it has done so far.
    pub fn stats(&self) -> &Stats {
        &self.stats
    }

    fn state<'s>(&self, store: &'s mut Store) -> Option<&'s mut NativeState> {
        let state: &mut dyn std::any::Any = store.tier_state();
        state.downcast_mut()
    }

    /// The adaptor through which the host calls functions of this type, from the store's own table.
    fn entry(&self, store: &mut Store, ty: TypeId) -> Result<*const u8> {
        if let Some(entry) = self.state(store).and_then(|state| state.entry(ty)) {
            return Ok(entry);
        }
        let adaptor = self.adaptors.of(store.registry(), ty)?;
        let entry = adaptor.entry.entry();
        if let Some(state) = self.state(store) {
            state.keep(ty, entry);
        }
        Ok(entry)
    }

    fn hot_loop(&self, module: &Arc<NativeModule>, func: u32, at: u32) -> u64 {
        let entry = module.loop_entry(func, at);
        if entry == 0 && self.plan.tier_up {
            self.queue().push(module, func, Some(at));
        }
        entry
    }

    fn queue(&self) -> &Queue {
        self.queue.get_or_init(Queue::start)
    }
}

impl Tier for Native {
    fn invoke(&self, store: &mut Store, func: Func, slots: &mut [u64]) -> Result<()> {
        let target = func.get(store);
        let (code, context, ty) = (target.code, target.ctx, TypeId(target.type_id));
        let adaptor = self.entry(store, ty)?;
        // SAFETY: `code` is the function's stub, which lives as long as the process and takes `context`; the adaptor is of
        // its type; `slots` is as long as a call needs and holds its arguments; upheld by `Func::call`.
        unsafe { store.enter(context, slots, code, adaptor) }
    }

    fn func_code(&self, template: &Template, index: u32) -> *const u8 {
        stubs::through_slot(index - template.module().imported_funcs())
    }

    fn host_code(&self, store: &mut Store, ty: TypeId) -> *const u8 {
        self.adaptors.of(store.registry(), ty).map_or(std::ptr::null(), |adaptor| adaptor.host.entry())
    }

    fn new_state(&self) -> Box<dyn TierState> {
        Box::new(NativeState::default())
    }

    fn builtin(&self, store: &mut Store, instance: Instance, what: u32, a: u64, b: u64) -> Result<u64> {
        let code: Arc<dyn std::any::Any + Send + Sync> = instance.template(store).code().clone();
        let Ok(module) = code.downcast::<NativeModule>() else { return Ok(0) };
        let func = a as u32;
        match what {
            what if what == Request::Hot as u32 && self.plan.tier_up => self.queue().push(&module, func, None),
            what if what == Request::HotLoop as u32 => return Ok(self.hot_loop(&module, func, b as u32)),
            what if what == Request::Compile as u32 => module.compile(func, self.plan.first)?,
            _ => {}
        }
        Ok(0)
    }
}

impl ModuleCode for NativeModule {
    fn code_slots(&self) -> *const wharf_vm::layout::CodeSlot {
        self.slots().as_ptr()
    }

    fn tier_data(&self) -> *mut u8 {
        self.budgets().as_ptr().cast_mut().cast()
    }
}
