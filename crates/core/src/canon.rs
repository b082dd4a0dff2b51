//! Canonical types: recursion groups that are equal up to their place become one, across all modules of an engine.
//!
//! A [`TypeId`] stands for a defined type wherever it comes from, so type equality at run time is equality of two
//! numbers, and subtyping one comparison in the supertype's display.
//!
//! Specification: [defined types](https://webassembly.github.io/spec/core/valid/conventions.html#defined-types),
//! [equivalence by rolling](https://webassembly.github.io/spec/core/valid/matching.html).

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::types::{CompositeType, FuncType, RefType, SubType, ValType};

/// A defined type, the same for every module of an engine.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
#[repr(transparent)]
pub struct TypeId(pub u32);

/// The canonical types of an engine. Grows only; what it holds is bounded by the types of the modules given to it.
pub struct Registry(RwLock<Types>);

#[derive(Default)]
struct Types {
    /// Recursion groups by structure, to the id of their first type. Indices within the group carry `IN_GROUP`.
    groups: HashMap<Box<[SubType]>, u32>,
    entries: Vec<Arc<Entry>>,
}

/// A canonical type.
#[derive(Debug)]
pub struct Entry {
    /// The definition; its concrete indices are [`TypeId`]s.
    pub definition: SubType,
    /// Its supertypes from the root of the hierarchy down to itself: `display[d]` is the ancestor of depth `d`.
    pub display: Box<[TypeId]>,
}

/// Marks an index that counts from the start of its own recursion group.
const IN_GROUP: u32 = 1 << 26;

impl Default for Registry {
    fn default() -> Registry {
        Registry::new()
    }
}

impl Registry {
    /// The ids below this name no type of any module: the runtime gives them to what is not of a defined type (0 to
    /// nothing at all, so that a zeroed id matches no type).
    pub const RESERVED: u32 = 4;

    /// A registry without types, save the reserved ones.
    pub fn new() -> Registry {
        let registry = Registry(RwLock::default());
        for id in 0..Registry::RESERVED {
            // No module can hold the bottom type, so none of its types can become one of these.
            let params = std::iter::repeat_n(ValType::BOTTOM, id as usize + 1);
            let unnameable = SubType::plain(CompositeType::Func(FuncType::new(params, [])));
            registry.write().group([unnameable].into());
        }
        registry
    }

    /// The canonical types of a module's type section, in its order.
    ///
    /// Every index must be below the end of the group it stands in, as the validator has checked.
    pub fn intern(&self, types: &[SubType], groups: &[Range<u32>]) -> Vec<TypeId> {
        let mut ids = Vec::with_capacity(types.len());
        let mut table = self.write();
        for group in groups {
            let key = rolled(types, group.clone(), &ids);
            let first = table.group(key);
            ids.extend((0..group.len() as u32).map(|i| TypeId(first + i)));
        }
        ids
    }

    /// The canonical type of a function type whose concrete indices are canonical already.
    pub fn func(&self, ty: FuncType) -> TypeId {
        self.define(SubType::plain(CompositeType::Func(ty)))
    }

    /// The canonical type of a definition that does not name itself, whose concrete indices are canonical already.
    pub fn define(&self, ty: SubType) -> TypeId {
        TypeId(self.write().group([ty].into()))
    }

    /// What a canonical type is.
    pub fn get(&self, id: TypeId) -> Arc<Entry> {
        self.read().entries[id.0 as usize].clone()
    }

    /// Shows every canonical type from this id on.
    pub fn for_each_from(&self, first: TypeId, mut f: impl FnMut(TypeId, &Entry)) {
        let types = self.read();
        for (id, entry) in (0..).zip(&types.entries).skip(first.0 as usize) {
            f(TypeId(id), entry);
        }
    }

    /// Whether `sub` is `sup` or declares it among its ancestors.
    pub fn is_subtype(&self, sub: TypeId, sup: TypeId) -> bool {
        sub == sup || self.read().entries[sub.0 as usize].display.contains(&sup)
    }

    /// How many canonical types there are, the reserved ones included: one more than the largest id.
    pub fn len(&self) -> usize {
        self.read().entries.len()
    }

    /// Whether there are none besides the reserved ones.
    pub fn is_empty(&self) -> bool {
        self.len() == Registry::RESERVED as usize
    }

    fn read(&self) -> RwLockReadGuard<'_, Types> {
        self.0.read().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn write(&self) -> RwLockWriteGuard<'_, Types> {
        self.0.write().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// A recursion group with its own types counted from its start and all others canonical.
fn rolled(types: &[SubType], group: Range<u32>, ids: &[TypeId]) -> Box<[SubType]> {
    let roll = |index: u32| if index >= group.start { (index - group.start) | IN_GROUP } else { ids[index as usize].0 };
    types[group.start as usize..group.end as usize].iter().map(|ty| ty.map_index(roll)).collect()
}

impl Types {
    /// The id of the first type of a rolled group.
    fn group(&mut self, key: Box<[SubType]>) -> u32 {
        if let Some(first) = self.groups.get(&key) {
            return *first;
        }
        let first = self.entries.len() as u32;
        assert!(first as usize + key.len() < IN_GROUP.min(RefType::MAX_INDEX) as usize, "too many types in one engine");
        for (i, ty) in key.iter().enumerate() {
            let definition =
                ty.map_index(|index| if index & IN_GROUP != 0 { first + (index ^ IN_GROUP) } else { index });
            let above = definition.supertype.map_or(&[][..], |sup| &self.entries[sup as usize].display);
            let display = above.iter().copied().chain([TypeId(first + i as u32)]).collect();
            self.entries.push(Arc::new(Entry { definition, display }));
        }
        self.groups.insert(key, first);
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::HeapType;

    fn func_of(index: u32) -> SubType {
        let ty = ValType::from(RefType::new(true, HeapType::Concrete(index)));
        SubType::plain(CompositeType::Func(FuncType::new([ty], [])))
    }

    #[test]
    fn equal_groups_become_one_wherever_they_stand() {
        let registry = Registry::new();
        let own = func_of(0);
        let ids = registry.intern(&[own.clone(), func_of(1)], &[0..1, 1..2]);
        assert_eq!(ids[0], ids[1]);
        let pair = registry.intern(&[func_of(1), func_of(0)], &[0..2]);
        assert_ne!(pair[0], ids[0]);
        assert_eq!(registry.intern(&[own], &[0..1]), [ids[0]]);
        assert_eq!(registry.len(), Registry::RESERVED as usize + 3);
    }

    #[test]
    fn the_display_lists_the_ancestors() {
        let registry = Registry::new();
        let open = |supertype| SubType { is_final: false, supertype, composite: CompositeType::Struct([].into()) };
        let ids = registry.intern(&[open(None), open(Some(0)), open(Some(1))], &[0..1, 1..2, 2..3]);
        assert_eq!(&*registry.get(ids[2]).display, &ids[..]);
        assert!(registry.is_subtype(ids[2], ids[0]) && !registry.is_subtype(ids[0], ids[2]));
    }
}
