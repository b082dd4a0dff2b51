//! Tags of exceptions.

use wharf_core::types::FuncType;
use wharf_vm as vm;

use crate::store::{AsContext, AsContextMut};

/// A tag: what tells one kind of exception from another.
///
/// Spec: [tag instances](https://webassembly.github.io/spec/core/exec/runtime.html#tag-instances).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Tag(pub(crate) vm::Tag);

impl Tag {
    /// A new tag, whose exceptions carry the parameters of `ty`.
    pub fn new(mut store: impl AsContextMut, ty: FuncType) -> Tag {
        let store = store.as_context_mut().vm();
        let id = store.registry().func(ty);
        Tag(vm::Tag::new(store, id))
    }

    /// Its function type. Concrete types in it are the engine's.
    pub fn ty(&self, store: impl AsContext) -> FuncType {
        let store = store.as_context().vm();
        let entry = store.registry().get(self.0.ty(store));
        entry.definition.as_func().cloned().unwrap_or_else(|| FuncType::new([], []))
    }
}
