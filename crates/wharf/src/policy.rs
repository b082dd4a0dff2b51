//! Which tier runs code: decided in one function, [`choose`].

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use wharf_core::Result;
use wharf_interp::Interpreter;
use wharf_jit::options::Options;
use wharf_jit::tier::{Level, Native, NativeModule, Plan, Stored};
use wharf_validate::Validated;
use wharf_vm as vm;

use crate::cache::{Cache, Keeper};
use crate::config::{Config, workers};
use crate::{errors, profiler};

/// How code is executed.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum Tier {
    /// Functions start in baseline code, compiled at their first call; hot ones are optimised while they run. On machines
    /// without compilers: the interpreter.
    #[default]
    Auto,
    /// The interpreter: starts at once, runs everywhere.
    Interp,
    /// The single-pass compiler: a function is compiled at its first call.
    Baseline,
    /// The optimising compiler: the whole module is compiled before it runs. Bodies beyond half a megabyte go through the
    /// single-pass compiler.
    Optimizing,
}

impl Tier {
    /// All of them.
    pub const ALL: [Tier; 4] = [Tier::Auto, Tier::Interp, Tier::Baseline, Tier::Optimizing];

    /// The word for it on a command line.
    pub const fn name(self) -> &'static str {
        match self {
            Tier::Auto => "auto",
            Tier::Interp => "interp",
            Tier::Baseline => Level::Baseline.name(),
            Tier::Optimizing => Level::Optimizing.name(),
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Tier {
    type Err = String;

    fn from_str(name: &str) -> std::result::Result<Tier, String> {
        let known = || Tier::ALL.map(Tier::name).join(", ");
        Tier::ALL.into_iter().find(|tier| tier.name() == name).ok_or_else(|| format!("the tiers are {}", known()))
    }
}

/// The tier of an engine.
pub(crate) enum Compiler {
    Interp(Arc<Interpreter>),
    Native(Arc<Native>),
}

/// Chooses the tier of an engine.
pub(crate) fn choose(config: &Config) -> Result<Compiler> {
    let native = |first, tier_up| {
        let plan = Plan { first, tier_up, options: options(config) };
        let listener = config.profiler.map(|profiler| profiler::listener(profiler, config.readable)).transpose()?;
        Ok(Compiler::Native(Arc::new(Native::new(plan).with_listener(listener))))
    };
    match config.tier {
        Tier::Auto if Native::is_supported() => native(Level::Baseline, Some(config.tier_up)),
        Tier::Auto | Tier::Interp if config.profiler.is_some() => Err(errors::nothing_to_profile()),
        Tier::Auto | Tier::Interp => Ok(interpreter(config)),
        Tier::Baseline => native(Level::Baseline, None),
        Tier::Optimizing => native(Level::Optimizing, None),
    }
}

/// What compiled code must heed in an engine that is set up like this.
pub(crate) fn options(config: &Config) -> Options {
    let dense_memories = config.store.memory_style == vm::MemoryStyle::Dense;
    let Config { fuel, interruptible: interrupt, canonical_nans, cpu, .. } = *config;
    Options { fuel, interrupt, dense_memories, canonical_nans, cpu }
}

fn interpreter(config: &Config) -> Compiler {
    let (fuel, interruptible) = (config.fuel, config.interruptible);
    let options = wharf_interp::Options { fuel, interruptible, ..wharf_interp::Options::default() };
    let interpreter = Interpreter::new(options).with_stack_bytes(config.store.stack_bytes);
    Compiler::Interp(Arc::new(interpreter))
}

impl Compiler {
    /// What the runtime is given to run functions with.
    pub(crate) fn tier(&self) -> Arc<dyn vm::Tier> {
        match self {
            Compiler::Interp(interpreter) => interpreter.clone(),
            Compiler::Native(native) => native.clone(),
        }
    }

    /// Whether it runs machine code at all.
    pub(crate) fn runs_machine_code(&self) -> bool {
        matches!(self, Compiler::Native(_))
    }

    /// What uses a cache for this tier, if the tier makes anything that is worth keeping.
    pub(crate) fn keeper(&self, cache: &Cache, config: &Config) -> Option<Keeper> {
        match self {
            Compiler::Interp(_) => None,
            Compiler::Native(native) => Keeper::new(cache, native, config),
        }
    }

    /// What the tier keeps for a module; `had` is code that need not be made.
    ///
    /// # Errors
    /// A function that the compiler cannot compile, where the whole module is compiled first.
    pub(crate) fn module(&self, module: &Validated, config: &Config, had: Option<Had>) -> Result<Code> {
        match self {
            Compiler::Interp(interpreter) => Ok(Code::Interp(interpreter.prepare(module))),
            Compiler::Native(native) => {
                // Code that is all there comes function by function, as they are called.
                let complete = had.as_ref().is_some_and(|had| had.complete);
                let code = native.module(module, had.map(|had| had.code))?;
                if config.tier == Tier::Optimizing && !complete {
                    code.compile_all(Level::Optimizing, workers(config.threads))?;
                }
                Ok(Code::Native(code))
            }
        }
    }
}

/// Code that need not be made.
pub(crate) struct Had {
    pub(crate) code: Arc<dyn Stored>,
    /// Whether it is optimised code of every function.
    pub(crate) complete: bool,
}

/// What a tier keeps for a module.
pub(crate) enum Code {
    Interp(Arc<dyn vm::ModuleCode>),
    Native(Arc<NativeModule>),
}

impl Code {
    /// As the runtime takes it.
    pub(crate) fn shared(&self) -> Arc<dyn vm::ModuleCode> {
        match self {
            Code::Interp(code) => code.clone(),
            Code::Native(code) => code.clone(),
        }
    }
}
