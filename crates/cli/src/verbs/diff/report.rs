//! What changed, as lists.

use std::collections::BTreeMap;

use serde::Serialize;
use wharf_core::Result;
use wharf_core::module::Module;

use super::others;
use crate::anatomy::matching::{Pairs, Sameness, Side};
use crate::verbs::objdump::words;

/// Something that is on one side only, or of another type there.
#[derive(Serialize, Debug)]
pub struct Entry {
    /// What it is called.
    pub name: String,
    /// Kind and type before; `null` if it is new.
    pub old: Option<String>,
    /// Kind and type after; `null` if it is gone.
    pub new: Option<String>,
}

/// A function.
#[derive(Serialize, Debug)]
pub struct Function {
    /// What it is called after, or before if it is gone.
    pub name: String,
    /// Before; `null` if it is new.
    pub old: Option<Version>,
    /// After; `null` if it is gone.
    pub new: Option<Version>,
}

/// One version of a function.
#[derive(Serialize, Debug, Clone, PartialEq)]
pub struct Version {
    /// Its index.
    pub index: u32,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: String,
    /// The bytes of its body.
    pub bytes: usize,
}

/// What changed. Everything is empty if nothing did.
#[derive(Serialize, Debug)]
pub struct Report {
    /// Imports, by both of their names.
    pub imports: Vec<Entry>,
    /// Exports.
    pub exports: Vec<Entry>,
    /// Functions with another type.
    pub signatures: Vec<Function>,
    /// Functions with another body and the same type.
    pub bodies: Vec<Function>,
    /// Functions of the same code under another name.
    pub renamed: Vec<Entry>,
    /// Functions that are new.
    pub added: Vec<Function>,
    /// Functions that are gone.
    pub removed: Vec<Function>,
    /// Memories, tables, globals, tags, segments, custom sections and the start function.
    pub others: Vec<Entry>,
    /// How many functions are the same.
    pub unchanged: usize,
}

impl Report {
    /// Compares two modules; without pairs of functions, only their imports and exports.
    ///
    /// # Errors
    /// What is malformed in a function body.
    pub fn of(old: &Side<'_>, new: &Side<'_>, pairs: Option<&Pairs>) -> Result<Report> {
        let mut report = Report {
            imports: entries(imports(old.module), imports(new.module)),
            exports: entries(exports(old.module), exports(new.module)),
            signatures: Vec::new(),
            bodies: Vec::new(),
            renamed: Vec::new(),
            added: Vec::new(),
            removed: Vec::new(),
            others: Vec::new(),
            unchanged: 0,
        };
        if let Some(pairs) = pairs {
            report.functions(old, new, pairs)?;
            // Functions are told by what they are after, whatever their numbers.
            let shown = |func: u32| new.labels.shown(func);
            let before = |func: u32| match pairs.new_of.get(func as usize).copied().flatten() {
                Some(other) => shown(other),
                None => format!("{}, which is gone", old.labels.shown(func)),
            };
            report.others = entries(others::of(old, new, &before), others::of(new, old, &shown));
        }
        Ok(report)
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        let entries = [&self.imports, &self.exports, &self.renamed, &self.others];
        let functions = [&self.signatures, &self.bodies, &self.added, &self.removed];
        entries.iter().all(|list| list.is_empty()) && functions.iter().all(|list| list.is_empty())
    }

    fn functions(&mut self, old: &Side<'_>, new: &Side<'_>, pairs: &Pairs) -> Result<()> {
        let same = Sameness::new(old, new, pairs);
        for func in old.module.imported_funcs()..old.module.funcs.len() as u32 {
            let before = version(old, func);
            let Some(other) = pairs.new_of[func as usize] else {
                self.removed.push(Function { name: old.labels.shown(func), old: Some(before), new: None });
                continue;
            };
            let after = version(new, other);
            if let (Some(a), Some(b)) = (old.labels.func(func), new.labels.func(other))
                && a != b
            {
                self.renamed.push(Entry {
                    name: after.ty.clone(),
                    old: Some(a.into_owned()),
                    new: Some(b.into_owned()),
                });
            }
            let retyped = old.func_type(func) != new.func_type(other) || before.ty != after.ty;
            let list = match () {
                () if retyped => &mut self.signatures,
                () if !same.bodies(func, other)? => &mut self.bodies,
                () => {
                    self.unchanged += 1;
                    continue;
                }
            };
            list.push(Function { name: new.labels.shown(other), old: Some(before), new: Some(after) });
        }
        for func in new.module.imported_funcs()..new.module.funcs.len() as u32 {
            if pairs.old_of[func as usize].is_none() {
                self.added.push(Function { name: new.labels.shown(func), old: None, new: Some(version(new, func)) });
            }
        }
        Ok(())
    }
}

fn version(side: &Side<'_>, func: u32) -> Version {
    let ty = side.module.func_type(func).map_or_else(String::new, words::func_type);
    Version { index: func, ty, bytes: side.module.body(func).map_or(0, |body| body.span.len()) }
}

/// Entries by name with their words; those of the same name are numbered.
pub type Named = Vec<(String, String)>;

/// What is on one side only or differs.
fn entries(old: Named, new: Named) -> Vec<Entry> {
    let mut all: BTreeMap<(String, usize), (Option<String>, Option<String>)> = BTreeMap::new();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (name, ty) in old {
        let count = &mut counts.entry(name.clone()).or_default().0;
        all.entry((name, *count)).or_default().0 = Some(ty);
        *count += 1;
    }
    for (name, ty) in new {
        let count = &mut counts.entry(name.clone()).or_default().1;
        all.entry((name, *count)).or_default().1 = Some(ty);
        *count += 1;
    }
    let differs = all.into_iter().filter(|(_, (old, new))| old != new);
    differs.map(|((name, _), (old, new))| Entry { name, old, new }).collect()
}

fn imports(module: &Module) -> Named {
    let one = |import: &wharf_core::module::Import| {
        (format!("{:?} {:?}", import.module, import.name), words::extern_type(module, &import.ty))
    };
    module.imports.iter().map(one).collect()
}

fn exports(module: &Module) -> Named {
    let one = |export: &wharf_core::module::Export| {
        let ty = module.extern_type(export.kind, export.index).map(|ty| words::extern_type(module, &ty));
        (format!("{:?}", export.name), ty.unwrap_or_default())
    };
    module.exports.iter().map(one).collect()
}
