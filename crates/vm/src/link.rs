//! Import matching: whether what is given may stand for what a module wants.
//!
//! Specification: [external types](https://webassembly.github.io/spec/core/valid/matching.html#match-externtype) in
//! [instantiation](https://webassembly.github.io/spec/core/exec/modules.html#instantiation).

use wharf_core::canon::{Registry, TypeId};
use wharf_core::matching::{global_matches, memory_matches, table_matches};
use wharf_core::module::Import;
use wharf_core::types::{ExternType, GlobalType, TableType};
use wharf_core::{Place, Result};

use crate::errors;
use crate::handle::Extern;
use crate::store::Store;
use crate::template::Template;

/// Checks that `imports` answer the imports of the module, in order.
pub(crate) fn check(store: &Store, template: &Template, imports: &[Extern]) -> Result<()> {
    let wanted = &template.module().imports;
    if wanted.len() != imports.len() {
        return Err(errors::import_count(imports.len(), wanted.len()));
    }
    for (want, give) in wanted.iter().zip(imports) {
        check_one(store, template, want, give).map_err(|error| error.at(Place::binary(want.at as usize)))?;
    }
    Ok(())
}

fn check_one(store: &Store, template: &Template, want: &Import, give: &Extern) -> Result<()> {
    if want.ty.kind() != give.kind() {
        return Err(errors::import_kind(&want.module, &want.name, give.kind(), want.ty.kind()));
    }
    let (want_ty, give_ty) = (canonical(template, want.ty), give.ty(store));
    if !matches(store, &give_ty, &want_ty) {
        let registry = store.registry();
        let (given, wanted) = (errors::describe(&give_ty, registry), errors::describe(&want_ty, registry));
        return Err(errors::import_type(&want.module, &want.name, given, wanted));
    }
    match give {
        Extern::Memory(memory) if !memory.of(store).suits(store.config().memory_style) => {
            Err(errors::memory_style(&want.module, &want.name))
        }
        _ => Ok(()),
    }
}

impl Extern {
    /// Its type, with canonical ids for types and current sizes as minima.
    pub fn ty(&self, store: &Store) -> ExternType {
        match self {
            Extern::Func(func) => ExternType::Func(func.type_id(store).0),
            Extern::Table(table) => ExternType::Table(table.ty(store)),
            Extern::Memory(memory) => ExternType::Memory(memory.ty(store)),
            Extern::Global(global) => ExternType::Global(global.ty(store)),
            Extern::Tag(tag) => ExternType::Tag(tag.ty(store).0),
        }
    }
}

/// The type of an import with canonical ids in place of type indices.
fn canonical(template: &Template, ty: ExternType) -> ExternType {
    let id = |index: u32| template.type_ids()[index as usize].0;
    match ty {
        ExternType::Func(index) => ExternType::Func(id(index)),
        ExternType::Tag(index) => ExternType::Tag(id(index)),
        ExternType::Memory(ty) => ExternType::Memory(ty),
        ExternType::Table(ty) => ExternType::Table(TableType { element: template.canonical_ref(ty.element), ..ty }),
        ExternType::Global(ty) => ExternType::Global(GlobalType { val: template.canonical(ty.val), ..ty }),
    }
}

/// Whether a thing of canonical type `give` may be imported as `want`.
fn matches(store: &Store, give: &ExternType, want: &ExternType) -> bool {
    let registry: &Registry = store.registry();
    match (give, want) {
        (ExternType::Func(give), ExternType::Func(want)) => store.is_subtype(TypeId(*give), TypeId(*want)),
        (ExternType::Table(give), ExternType::Table(want)) => table_matches(registry, give, want),
        (ExternType::Memory(give), ExternType::Memory(want)) => memory_matches(give, want),
        (ExternType::Global(give), ExternType::Global(want)) => global_matches(registry, give, want),
        (ExternType::Tag(give), ExternType::Tag(want)) => give == want,
        _ => false,
    }
}
