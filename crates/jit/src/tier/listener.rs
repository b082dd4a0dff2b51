//! Who wants to know of code as it becomes executable: profilers. And what they are told: the names of code.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use wharf_core::module::Module;
use wharf_core::names::Names;
use wharf_core::types::ExternKind;
use wharf_syntax::binary::names::decode_names;
use wharf_vm::code::CodeBlock;

use super::Level;

/// Is told of all code that a tier publishes.
pub trait Listener: Send + Sync {
    /// Code is about to run for the first time. Called on whichever thread made it, which waits. Code that modules share
    /// may be told of again by another tier.
    fn published(&self, what: &What<'_>, block: &CodeBlock);
}

/// What code is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What<'a> {
    /// A function of a module.
    Func {
        /// The module's name, if it has one.
        module: Option<&'a str>,
        /// The function's name, else what it is first exported as, else `func[7]`.
        name: Cow<'a, str>,
        /// What made the code.
        level: Level,
        /// It goes on at the loop at this offset of the module.
        at: Option<u32>,
    },
    /// What stands between functions, or between functions and the host.
    Between(String),
}

/// Tells a listener of a module's code.
pub(super) struct Teller {
    listener: Arc<dyn Listener>,
    names: Names,
    /// The first export of functions.
    exported: HashMap<u32, Box<str>>,
}

impl Teller {
    pub(super) fn new(listener: Arc<dyn Listener>, module: &Module) -> Teller {
        let mut exported = HashMap::new();
        for export in module.exports.iter().filter(|export| export.kind == ExternKind::Func) {
            exported.entry(export.index).or_insert_with(|| export.name.clone());
        }
        Teller { listener, names: decode_names(module), exported }
    }

    /// Code of the function of this index.
    pub(super) fn func(&self, func: u32, level: Level, at: Option<u32>, block: &CodeBlock) {
        let name = self.names.funcs.get(func).or_else(|| self.exported.get(&func).map(|name| &**name));
        let name = name.map_or_else(|| format!("func[{func}]").into(), Cow::Borrowed);
        let module = self.names.module.as_deref();
        self.listener.published(&What::Func { module, name, level, at }, block);
    }

    /// The jumps to the functions' code.
    pub(super) fn jumps(&self, block: &CodeBlock) {
        let name = self.names.module.as_deref().map_or_else(String::new, |name| format!(" of {name}"));
        self.listener.published(&What::Between(format!("jumps to functions{name}")), block);
    }
}
