//! Handles: small copyable names of what a store owns. Each knows its store and refuses to be used with another.

use wharf_core::types::ExternKind;

use crate::func::Func;
use crate::global::GlobalInstance;
use crate::instance::InstanceData;
use crate::memory::MemoryInstance;
use crate::store::{Inner, Store, StoreId};
use crate::table::TableInstance;

macro_rules! handles {
    ($($(#[$doc:meta])* $name:ident in $field:ident: $instance:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
        pub struct $name {
            store: StoreId,
            index: u32,
        }

        impl $name {
            #[allow(dead_code)]
            pub(crate) fn at(inner: &Inner, index: u32) -> $name {
                debug_assert!((index as usize) < inner.$field.len());
                $name { store: inner.id, index }
            }

            #[allow(dead_code)]
            pub(crate) fn last(inner: &Inner) -> $name {
                $name { store: inner.id, index: inner.$field.len() as u32 - 1 }
            }

            #[inline]
            #[track_caller]
            pub(crate) fn check(self, store: &Store) {
                assert!(store.id() == self.store, concat!("a ", stringify!($name), " was used with a store that is not its own"));
            }

            /// Its index in the store.
            pub(crate) fn index(self) -> usize {
                self.index as usize
            }

            #[inline]
            #[track_caller]
            #[allow(dead_code)]
            pub(crate) fn of(self, store: &Store) -> &$instance {
                self.check(store);
                &store.get().$field[self.index as usize]
            }

            #[inline]
            #[track_caller]
            #[allow(dead_code)]
            pub(crate) fn of_mut(self, store: &mut Store) -> &mut $instance {
                self.check(store);
                &mut store.get_mut().$field[self.index as usize]
            }
        }
    )*};
}

handles! {
    /// An instance of a module.
    ///
    /// Spec: [module instances](https://webassembly.github.io/spec/core/exec/runtime.html#module-instances).
    Instance in instances: InstanceData;
    /// A linear memory.
    ///
    /// Spec: [memory instances](https://webassembly.github.io/spec/core/exec/runtime.html#memory-instances).
    Memory in memories: MemoryInstance;
    /// A table.
    ///
    /// Spec: [table instances](https://webassembly.github.io/spec/core/exec/runtime.html#table-instances).
    Table in tables: TableInstance;
    /// A global variable.
    ///
    /// Spec: [global instances](https://webassembly.github.io/spec/core/exec/runtime.html#global-instances).
    Global in globals: GlobalInstance;
    /// A tag of exceptions; two are the same tag exactly if the handles are equal.
    ///
    /// Spec: [tag instances](https://webassembly.github.io/spec/core/exec/runtime.html#tag-instances).
    Tag in tags: wharf_core::canon::TypeId;
}

/// Anything that can be imported and exported.
///
/// Spec: [external values](https://webassembly.github.io/spec/core/exec/runtime.html#external-values).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Extern {
    Func(Func),
    Table(Table),
    Memory(Memory),
    Global(Global),
    Tag(Tag),
}

impl Extern {
    /// Its kind.
    pub fn kind(&self) -> ExternKind {
        match self {
            Extern::Func(_) => ExternKind::Func,
            Extern::Table(_) => ExternKind::Table,
            Extern::Memory(_) => ExternKind::Memory,
            Extern::Global(_) => ExternKind::Global,
            Extern::Tag(_) => ExternKind::Tag,
        }
    }
}

impl Tag {
    /// A tag of this function type, whose parameters its exceptions carry.
    pub fn new(store: &mut Store, ty: wharf_core::canon::TypeId) -> Tag {
        let inner = store.get_mut();
        inner.tags.push(ty);
        Tag::last(inner)
    }

    /// Its function type.
    pub fn ty(self, store: &Store) -> wharf_core::canon::TypeId {
        *self.of(store)
    }
}
