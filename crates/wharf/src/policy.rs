//! Which tier runs code: decided in one function, [`choose`].

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use wharf_core::Result;
use wharf_interp::{Interpreter, Options};
use wharf_validate::Validated;
use wharf_vm as vm;

use crate::config::Config;

/// How code is executed.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum Tier {
    /// What wharf thinks best.
    #[default]
    Auto,
    /// The interpreter: starts at once, runs everywhere.
    Interp,
}

impl Tier {
    /// All of them.
    pub const ALL: [Tier; 2] = [Tier::Auto, Tier::Interp];

    /// The word for it on a command line.
    pub const fn name(self) -> &'static str {
        match self {
            Tier::Auto => "auto",
            Tier::Interp => "interp",
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
}

/// Chooses the tier of an engine.
pub(crate) fn choose(config: &Config) -> Result<Compiler> {
    match config.tier {
        Tier::Auto | Tier::Interp => {
            let options = Options { fuel: config.fuel, interruptible: config.interruptible, ..Options::default() };
            let interp = Interpreter::new(options).with_stack_bytes(config.store.stack_bytes);
            Ok(Compiler::Interp(Arc::new(interp)))
        }
    }
}

impl Compiler {
    /// What the runtime is given to run functions with.
    pub(crate) fn tier(&self) -> Arc<dyn vm::Tier> {
        match self {
            Compiler::Interp(interp) => interp.clone(),
        }
    }

    /// What the tier keeps for a module.
    pub(crate) fn module(&self, module: &Validated) -> Arc<dyn vm::ModuleCode> {
        match self {
            Compiler::Interp(interp) => interp.prepare(module),
        }
    }
}
