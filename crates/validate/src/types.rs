//! The type section: what types may name, what they may refine, and their canonical ids.
//!
//! Specification: [types](https://webassembly.github.io/spec/core/valid/types.html).

use std::ops::Range;

use wharf_core::canon::{Registry, TypeId};
use wharf_core::matching::composite_matches;
use wharf_core::module::SectionId;
use wharf_core::types::{CompositeType, FieldType, HeapType, SubType, ValType};
use wharf_core::{Module, Result};

use crate::defined::Defined;
use crate::errors;

/// How many ancestors a type may have: the limit that browsers agreed on. It bounds what a display takes.
const MAX_SUPERTYPES: usize = 63;

/// Checks the type section and gives the canonical ids of its types.
pub(crate) fn check(module: &Module, registry: &Registry) -> Result<Vec<TypeId>> {
    let at = section_start(module);
    let mut depths = vec![0; module.types.len()];
    for group in &module.rec_groups {
        for index in group.clone() {
            let ty = &module.types[index as usize];
            known_indices(ty, index, group, at)?;
            depths[index as usize] = depth(module, &depths, index, at)?;
        }
    }
    let ids = registry.intern(&module.types, &module.rec_groups);
    let defined = Defined { types: &module.types, ids: &ids };
    for (index, ty) in module.types.iter().enumerate() {
        refines(defined, index as u32, ty, at)?;
    }
    Ok(ids)
}

/// Types have no places of their own: errors point to their section.
fn section_start(module: &Module) -> u32 {
    module.sections.iter().find(|section| section.id == SectionId::Type).map_or(0, |section| section.payload.start)
}

/// [Recursive types](https://webassembly.github.io/spec/core/valid/types.html#recursive-types): a type sees those of
/// its own group and of the groups before.
fn known_indices(ty: &SubType, user: u32, group: &Range<u32>, at: u32) -> Result<()> {
    let mut unknown = None;
    let mut check = |ty: ValType| match ty.as_ref().map(|ty| ty.heap()) {
        Some(HeapType::Concrete(index)) if index >= group.end => unknown = Some(index),
        _ => {}
    };
    let mut field = |field: &FieldType| check(field.storage.unpacked());
    match &ty.composite {
        CompositeType::Func(func) => func.params().iter().chain(func.results()).for_each(|ty| check(*ty)),
        CompositeType::Struct(fields) => fields.iter().for_each(&mut field),
        CompositeType::Array(element) => field(element),
    }
    unknown.map_or(Ok(()), |index| Err(errors::type_out_of_reach(at, user, index, group.end)))
}

/// The number of ancestors of a type, whose supertype must stand before it.
fn depth(module: &Module, depths: &[usize], user: u32, at: u32) -> Result<usize> {
    match module.types[user as usize].supertype {
        None => Ok(0),
        Some(above) if above >= user => Err(errors::supertype_not_before(at, user, above)),
        Some(above) if depths[above as usize] == MAX_SUPERTYPES => {
            Err(errors::subtypes_too_deep(at, user, MAX_SUPERTYPES))
        }
        Some(above) => Ok(depths[above as usize] + 1),
    }
}

/// [Sub types](https://webassembly.github.io/spec/core/valid/types.html#sub-types): a supertype is not final, and is
/// matched.
fn refines(defined: Defined<'_>, user: u32, ty: &SubType, at: u32) -> Result<()> {
    let Some(index) = ty.supertype else { return Ok(()) };
    let above = &defined.types[index as usize];
    if above.is_final {
        return Err(errors::supertype_is_final(at, user, index));
    }
    if !composite_matches(&defined, &ty.composite, &above.composite) {
        return Err(errors::not_a_subtype(at, user, index));
    }
    Ok(())
}
