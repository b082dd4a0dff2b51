//! Which function of one module is which of another, and whether two bodies say the same.
//!
//! Functions are paired by what is surest first: imports and names, then exports, then bodies that are alike up to the
//! numbers of what they refer to, then bodies of the same instructions, and last by their place between others that are
//! paired. Everything is done in one pass over each module and sorting, so large modules are no trouble.

mod fingerprint;
mod order;
mod same;

pub use same::{Sameness, runs};

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use wharf_core::Result;
use wharf_core::canon::{Registry, TypeId};
use wharf_core::module::Module;
use wharf_core::types::{ExternKind, ExternType};

use super::labels::Labels;

/// A module and what is compared of it.
pub struct Side<'m> {
    /// The module.
    pub module: &'m Module,
    /// The names of its functions.
    pub labels: &'m Labels,
    /// Its types; equal in both modules for equal types.
    types: Vec<TypeId>,
}

impl<'m> Side<'m> {
    /// Both modules of a comparison. Types that the specification does not allow are compared as if they were absent.
    pub fn both(old: (&'m Module, &'m Labels), new: (&'m Module, &'m Labels)) -> (Side<'m>, Side<'m>) {
        let registry = Registry::new();
        let side =
            |(module, labels): (&'m Module, &'m Labels)| Side { module, labels, types: types(module, &registry) };
        (side(old), side(new))
    }

    /// Whether its functions have names, rather than a few of them by their exports.
    fn has_names(&self) -> bool {
        let named = (0..self.module.funcs.len() as u32).filter(|func| self.labels.raw(*func).is_some()).count();
        named * 2 > self.module.funcs.len()
    }

    /// The type at an index, the same number for the same type in both modules.
    pub fn type_at(&self, index: u32) -> Option<TypeId> {
        self.types.get(index as usize).copied()
    }

    /// The type of a function.
    pub fn func_type(&self, func: u32) -> Option<TypeId> {
        self.type_at(*self.module.funcs.get(func as usize)?)
    }
}

/// The canonical types of a module, if every index points backwards or into its own group, as a valid module has it.
fn types(module: &Module, registry: &Registry) -> Vec<TypeId> {
    for group in &module.rec_groups {
        for ty in &module.types[group.start as usize..group.end as usize] {
            let mut sound = true;
            let _ = ty.map_index(|index| {
                sound &= index < group.end;
                index
            });
            if !sound || ty.supertype.is_some_and(|above| above >= group.end) {
                return Vec::new();
            }
        }
    }
    registry.intern(&module.types, &module.rec_groups)
}

/// A shorter body under another name is another function.
const RENAMED: usize = 32;

/// Which function is which.
pub struct Pairs {
    /// The new function of each old one.
    pub new_of: Vec<Option<u32>>,
    /// The old function of each new one.
    pub old_of: Vec<Option<u32>>,
}

impl Pairs {
    /// Pairs the functions of two modules.
    ///
    /// # Errors
    /// What is malformed in a function body.
    pub fn of(old: &Side<'_>, new: &Side<'_>) -> Result<Pairs> {
        let mut pairs =
            Pairs { new_of: vec![None; old.module.funcs.len()], old_of: vec![None; new.module.funcs.len()] };
        pairs.imports(old.module, new.module);
        pairs.by_key(old, new, Once, |side, func| side.labels.raw(func).map(str::to_owned));
        pairs.by_key(old, new, Once, |side, func| side.labels.func(func).map(|name| name.into_owned()));
        pairs.exports(old.module, new.module);
        let prints = (fingerprint::of(old)?, fingerprint::of(new)?);
        let side = |side: &Side<'_>| if std::ptr::eq(side.module, old.module) { &prints.0 } else { &prints.1 };
        // Among functions of the same name, the same body tells which is which.
        pairs.by_key(old, new, InOrder, |one, func| {
            let name = one.labels.func(func)?.into_owned();
            Some((name, side(one).get(func)?.exact))
        });
        pairs.by_key(old, new, InOrder, |one, func| one.labels.func(func).map(|name| name.into_owned()));
        // Whoever has a name is the one of that name, unless the other module has none; but a body of some length that is
        // found whole under another name was renamed.
        let names = (old.has_names(), new.has_names());
        let open = |one: &Side<'_>, func: u32| {
            let others = if std::ptr::eq(one.module, old.module) { names.1 } else { names.0 };
            !others || one.labels.raw(func).is_none()
        };
        let long = |one: &Side<'_>, func: u32| one.module.body(func).is_some_and(|body| body.span.len() >= RENAMED);
        pairs.by_key(old, new, InOrder, |one, func| side(one).get(func).filter(|_| open(one, func)).map(|p| p.exact));
        pairs.by_key(old, new, Once, |one, func| side(one).get(func).filter(|_| long(one, func)).map(|p| p.exact));
        pairs.by_key(old, new, InOrder, |one, func| side(one).get(func).filter(|_| open(one, func)).map(|p| p.shape));
        order::fill(&mut pairs, old, new, open);
        Ok(pairs)
    }

    fn pair(&mut self, old: u32, new: u32) {
        if let (Some(there @ None), Some(back @ None)) =
            (self.new_of.get_mut(old as usize), self.old_of.get_mut(new as usize))
        {
            (*there, *back) = (Some(new), Some(old));
        }
    }

    /// Imports of the same names are the same in their order.
    fn imports(&mut self, old: &Module, new: &Module) {
        let mut of_new: HashMap<(&str, &str), VecDeque<u32>> = HashMap::new();
        for (func, name) in imported(new) {
            of_new.entry(name).or_default().push_back(func);
        }
        for (func, name) in imported(old) {
            if let Some(other) = of_new.get_mut(&name).and_then(VecDeque::pop_front) {
                self.pair(func, other);
            }
        }
    }

    fn exports(&mut self, old: &Module, new: &Module) {
        let mut of_new: HashMap<&str, u32> = HashMap::new();
        of_new.extend(exported(new));
        for (name, func) in exported(old) {
            if let Some(other) = of_new.get(name) {
                self.pair(func, *other);
            }
        }
        if let (Some(old), Some(new)) = (old.start, new.start) {
            self.pair(old.func, new.func);
        }
    }

    /// Pairs the defined functions that are left and have the same key.
    fn by_key<K: Hash + Eq>(
        &mut self,
        old: &Side<'_>,
        new: &Side<'_>,
        rule: impl Rule,
        key: impl Fn(&Side<'_>, u32) -> Option<K>,
    ) {
        let mut keys: HashMap<K, [Vec<u32>; 2]> = HashMap::new();
        for (at, (side, paired)) in [(old, &self.new_of), (new, &self.old_of)].into_iter().enumerate() {
            for func in side.module.imported_funcs()..side.module.funcs.len() as u32 {
                if paired[func as usize].is_none()
                    && let Some(key) = key(side, func)
                {
                    keys.entry(key).or_default()[at].push(func);
                }
            }
        }
        // In whatever order the keys come, they share no function.
        for [olds, news] in keys.into_values().filter(|[olds, news]| rule.holds(olds.len(), news.len())) {
            olds.into_iter().zip(news).for_each(|(old, new)| self.pair(old, new));
        }
    }
}

/// When functions of the same key are paired.
trait Rule {
    fn holds(&self, olds: usize, news: usize) -> bool;
}

/// If there is one on either side.
struct Once;

/// If there are equally many; they are paired in order.
struct InOrder;

impl Rule for Once {
    fn holds(&self, olds: usize, news: usize) -> bool {
        (olds, news) == (1, 1)
    }
}

impl Rule for InOrder {
    fn holds(&self, olds: usize, news: usize) -> bool {
        olds == news
    }
}

fn imported(module: &Module) -> impl Iterator<Item = (u32, (&str, &str))> {
    let funcs = module.imports.iter().filter(|import| matches!(import.ty, ExternType::Func(_)));
    (0..).zip(funcs.map(|import| (&*import.module, &*import.name)))
}

fn exported(module: &Module) -> impl Iterator<Item = (&str, u32)> {
    let funcs = module.exports.iter().filter(|export| export.kind == ExternKind::Func);
    funcs.map(|export| (&*export.name, export.index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wharf_core::Features;

    fn module(text: &str) -> Module {
        let bytes = wharf_syntax::text::parse(text).unwrap_or_else(|error| panic!("{error}: {text}")).bytes;
        wharf_syntax::binary::decode_module(bytes, &Features::all()).unwrap()
    }

    fn paired(old: &str, new: &str) -> Vec<Option<u32>> {
        let (old, new) = (module(old), module(new));
        let labels = (Labels::of(&old), Labels::of(&new));
        let (old, new) = Side::both((&old, &labels.0), (&new, &labels.1));
        Pairs::of(&old, &new).unwrap().new_of
    }

    #[test]
    fn names_tell_first() {
        let old = "(module (func $a (nop)) (func $b (nop) (nop)))";
        let new = "(module (func $c) (func $b (nop)) (func $a (nop) (nop)))";
        assert_eq!(paired(old, new), [Some(2), Some(1)]);
    }

    #[test]
    fn without_names_bodies_tell() {
        let old = r#"(module (import "e" "f" (func)) (func (call 2)) (func (drop (i32.const 7))) (func (drop (i64.const 8))))"#;
        let new = r#"(module (import "e" "g" (func)) (import "e" "f" (func)) (func) (func (drop (i32.const 7)))
            (func (call 3)) (func (drop (i64.const 9))))"#;
        // The import moved; the second body is found whole, the third by its instructions.
        assert_eq!(paired(old, new), [Some(1), Some(4), Some(3), Some(5)]);
    }

    #[test]
    fn what_is_imported_twice_is_told_apart_by_order() {
        let text = r#"(module (import "e" "f" (func)) (import "e" "f" (func)) (func (call 1)))"#;
        assert_eq!(paired(text, text), [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn what_stands_between_pairs_is_paired() {
        let old = "(module (func $a) (func (param i32) (drop (i32.const 1))) (func $b))";
        let new = "(module (func $a) (func (param i32) (nop) (drop (i32.const 1))) (func (param i64)) (func $b))";
        assert_eq!(paired(old, new), [Some(0), Some(1), Some(3)]);
        let other = "(module (func $a) (func (param i64) (nop)) (func $b))";
        assert_eq!(paired(old, other), [Some(0), None, Some(2)]);
    }
}
