//! Running compiled code: what the runtime asks of a tier, answered with machine code.
//!
//! A function is compiled at its first call: calls go through a jump (`jumps`), in whose place something stands at first that
//! asks for it (`ask`). What it is
//! compiled with, and when better code takes its place, is the [`Plan`]'s to say; this room only carries it out.
//! Compilers return inert functions; [`wharf_vm::code`] makes them executable.

mod adaptors;
mod ask;
mod at_hand;
mod counted;
pub(crate) mod jumps;
mod listener;
mod module;
mod queue;
mod state;
mod stats;
mod stored;

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use wharf_core::Result;
use wharf_core::canon::TypeId;
use wharf_validate::Validated;
use wharf_vm::{Func, Instance, ModuleCode, Store, Template, Tier, TierState};

use crate::options::Options;
use adaptors::{Adaptor, Adaptors};
pub use counted::{Ran, Spent};
use listener::Teller;
pub use listener::{Listener, What};
pub use module::NativeModule;
use queue::Queue;
use state::NativeState;
pub use stats::{Stats, TierStats};
pub use stored::{Published, Stored, StoredCode, TextFile, Unpublished};

/// A compiler of functions.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// One pass, at once.
    Baseline,
    /// Everything that Cranelift can do.
    Optimizing,
}

impl Level {
    /// The word for it on a command line and in listings.
    pub const fn name(self) -> &'static str {
        match self {
            Level::Baseline => "baseline",
            Level::Optimizing => "optimizing",
        }
    }
}

/// When a function that runs in baseline code counts as hot, and who compiles it then.
///
/// The coin is bytes of wasm executed; compiling a byte costs as much as executing some thousand.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct TierUp {
    /// How much a function may execute for each byte of its body.
    pub per_byte: u32,
    /// It may always execute so much: a tiny function must still run for a while.
    pub least: u32,
    /// And never more than this: a huge one must not run forever.
    pub most: u32,
    /// Whether a thread of its own compiles hot functions while they go on running. Otherwise whoever finds that a function
    /// is hot compiles it on the spot: slower, and the same in every run.
    pub background: bool,
}

/// Bytes of wasm that take some times ten microseconds, so asking takes no time in comparison, and no more than one
/// millisecond.
const AGAIN: Range<i32> = 1 << 16..1 << 20;

impl Default for TierUp {
    fn default() -> TierUp {
        TierUp { per_byte: 12_000, least: 2_000_000, most: 1_000_000_000, background: true }
    }
}

impl TierUp {
    /// What a function with a body of so many bytes may execute.
    fn budget(&self, body: usize) -> i32 {
        let budget = (body as u64).saturating_mul(u64::from(self.per_byte));
        let most = u64::from(self.most).min(i32::MAX as u64);
        budget.clamp(u64::from(self.least).min(most), most) as i32
    }

    /// What it may execute when it was found hot, before it asks whether there is better code by now.
    fn again(&self, body: usize) -> i32 {
        let budget = self.budget(body);
        (budget / 16).clamp(AGAIN.start, AGAIN.end).min(budget)
    }
}

/// What is compiled with what, and when.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The compiler of functions that are called for the first time.
    pub first: Level,
    /// When functions are compiled again by the optimising compiler, if ever.
    pub tier_up: Option<TierUp>,
    /// What both compilers must heed.
    pub options: Options,
}

/// What guest code asks of the tier through the builtin of that name.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Request {
    /// `(address of a function's jump)`: compile it and point its jump at the code. Returns the code.
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
    listener: Option<Arc<dyn Listener>>,
    /// Whether the listener was told of the code that asks.
    told: AtomicBool,
}

impl Native {
    /// A tier that follows this plan.
    pub fn new(plan: Plan) -> Native {
        let (adaptors, queue, stats) = (Adaptors::default(), OnceLock::new(), Arc::default());
        Native { plan, adaptors, queue, stats, listener: None, told: AtomicBool::new(false) }
    }

    /// The same tier; somebody is told of all code.
    pub fn with_listener(self, listener: Option<Arc<dyn Listener>>) -> Native {
        Native { listener, ..self }
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
        let teller = self.listener.as_ref().map(|listener| Teller::new(listener.clone(), validated.module()));
        if let Some(listener) = &self.listener
            && !self.told.swap(true, Ordering::Relaxed)
        {
            listener.published(&What::Between("asking for a function's code".to_owned()), ask::code()?);
        }
        NativeModule::new(validated.clone(), &self.plan, self.stats.clone(), stored, teller).map(Arc::new)
    }

    /// The adaptors of a canonical function type.
    fn adaptor(&self, store: &Store, ty: TypeId) -> Result<Arc<Adaptor>> {
        self.adaptors.of(store.registry(), ty, self.listener.as_deref())
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
    fn kept_entry(&self, store: &mut Store, ty: TypeId) -> Result<*const u8> {
        if let Some(entry) = self.state(store).and_then(|state| state.entry(ty)) {
            return Ok(entry);
        }
        let adaptor = self.adaptor(store, ty)?;
        let entry = adaptor.entry.entry();
        if let Some(state) = self.state(store) {
            state.keep(ty, entry);
        }
        Ok(entry)
    }

    /// The function is hot: it is compiled for its next call.
    fn hot(&self, module: &Arc<NativeModule>, func: u32) {
        module.grant(func);
        match &self.plan.tier_up {
            Some(tier_up) if tier_up.background => self.queue().push(module, func, None),
            Some(_) if module.ask(func, None) => module.optimize(func),
            _ => {}
        }
    }

    /// A loop of the function is hot: it is compiled to go on there, and then for its next call.
    fn hot_loop(&self, module: &Arc<NativeModule>, func: u32, at: u32) -> u64 {
        module.install_stored_loop(func, at);
        match &self.plan.tier_up {
            Some(tier_up) if tier_up.background => {
                self.queue().push(module, func, Some(at));
                self.queue().push(module, func, None);
            }
            Some(_) if module.ask(func, Some(at)) => module.optimize_loop(func, at),
            _ => {}
        }
        module.loop_entry(func, at)
    }

    fn queue(&self) -> &Queue {
        self.queue.get_or_init(Queue::start)
    }
}

impl Tier for Native {
    fn invoke(&self, store: &mut Store, func: Func, slots: &mut [u64]) -> Result<()> {
        let target = func.get(store);
        let (code, context, ty) = (target.code, target.ctx, TypeId(target.type_id));
        let adaptor = self.kept_entry(store, ty)?;
        // SAFETY: `code` is the function's jump, which lives as long as the module and takes `context`; the adaptor is of
        // its type; `slots` is as long as a call needs and holds its arguments; upheld by `Func::call`.
        unsafe { store.enter(context, slots, code, adaptor) }
    }

    fn entry(&self, store: &Store, ty: TypeId) -> *const u8 {
        // Without memory for one, each call asks again and says so.
        self.adaptor(store, ty).map_or(std::ptr::null(), |adaptor| adaptor.entry.entry())
    }

    fn func_code(&self, template: &Template, index: u32) -> *const u8 {
        let code: &(dyn std::any::Any + Send + Sync) = &**template.code();
        let module = code.downcast_ref::<NativeModule>();
        module.map_or(std::ptr::null(), |module| module.address(index - template.module().imported_funcs()))
    }

    fn host_code(&self, store: &mut Store, ty: TypeId) -> *const u8 {
        self.adaptor(store, ty).map_or(std::ptr::null(), |adaptor| adaptor.host.entry())
    }

    fn new_state(&self) -> Box<dyn TierState> {
        Box::new(NativeState::default())
    }

    fn builtin(&self, store: &mut Store, instance: Instance, what: u32, a: u64, b: u64) -> Result<u64> {
        let code: Arc<dyn std::any::Any + Send + Sync> = instance.template(store).code().clone();
        let Ok(module) = code.downcast::<NativeModule>() else { return Ok(0) };
        let func = a as u32;
        match what {
            what if what == Request::Hot as u32 => self.hot(&module, func),
            what if what == Request::HotLoop as u32 => return Ok(self.hot_loop(&module, func, b as u32)),
            what if what == Request::Compile as u32 => return module.code_for(a, self.plan.first),
            _ => {}
        }
        Ok(0)
    }
}

impl ModuleCode for NativeModule {
    fn ask(&self) -> *const u8 {
        ask::code().map_or(std::ptr::null(), |code| code.entry())
    }

    fn tier_data(&self) -> *mut u8 {
        self.counters().as_ptr().cast_mut().cast()
    }
}
