//! What the functions of a module are called: by its name section, else by its debug information, else by its exports.

use std::borrow::Cow;
use std::collections::HashMap;

use wharf_core::module::Module;
use wharf_core::names::Names;
use wharf_core::types::{ExternKind, ExternType};
use wharf_syntax::binary::names::decode_names;

use super::demangle::{demangle, readable};
use super::dwarf;

/// The names of a module's functions and of its other parts.
pub struct Labels {
    /// What the name section says.
    pub names: Names,
    /// What else gives a name to a function that the name section does not.
    found: HashMap<u32, String>,
}

impl Labels {
    /// Finds the names of a module.
    pub fn of(module: &Module) -> Labels {
        let names = decode_names(module);
        let mut found = HashMap::new();
        if module.bodies.len() > names.funcs.len() {
            found = dwarf::function_names(module);
            found.retain(|func, _| names.funcs.get(*func).is_none());
        }
        for export in module.exports.iter().filter(|export| export.kind == ExternKind::Func) {
            if names.funcs.get(export.index).is_none() {
                found.entry(export.index).or_insert_with(|| export.name.to_string());
            }
        }
        let imports = module.imports.iter().filter(|import| matches!(import.ty, ExternType::Func(_)));
        for (func, import) in (0..).zip(imports) {
            if names.funcs.get(func).is_none() {
                found.insert(func, format!("{}.{}", import.module, import.name));
            }
        }
        Labels { names, found }
    }

    /// The name of a function as it stands in the module.
    pub fn raw(&self, func: u32) -> Option<&str> {
        self.names.funcs.get(func).or_else(|| self.found.get(&func).map(String::as_str))
    }

    /// The name of a function as people read it.
    pub fn func(&self, func: u32) -> Option<Cow<'_, str>> {
        self.raw(func).map(readable)
    }

    /// The name of a function if it is another than [`Labels::raw`].
    pub fn demangled(&self, func: u32) -> Option<String> {
        self.raw(func).and_then(demangle).map(|demangled| demangled.text)
    }

    /// What a function is called in a list: its readable name, or `func[3]`.
    pub fn shown(&self, func: u32) -> String {
        self.func(func).map_or_else(|| format!("func[{func}]"), Cow::into_owned)
    }
}
