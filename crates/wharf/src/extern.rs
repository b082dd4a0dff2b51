//! What modules import and export, and the types of it.

use std::fmt;

use wharf_core::Module as Model;
use wharf_core::canon::{Registry, TypeId};
use wharf_core::types::{ExternKind, ExternType as IndexedType, FuncType, GlobalType, MemoryType, TableType};
use wharf_vm as vm;

use crate::func::Func;
use crate::global::Global;
use crate::memory::{Memory, SharedMemory};
use crate::store::AsContext;
use crate::table::Table;
use crate::tag::Tag;

/// Anything that can be imported and exported.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, Extern, ExternKind, Instance, Module, Store};
///
/// let engine = Engine::default();
/// let module = Module::new(&engine, r#"(module (memory (export "m") 1) (func (export "f")))"#)?;
/// let mut store = Store::new(&engine, ());
/// let instance = Instance::new(&mut store, &module, &[])?;
/// for (name, item) in instance.exports(&mut store) {
///     match item {
///         Extern::Memory(memory) => assert_eq!((&*name, memory.size(&store)), ("m", 1)),
///         other => assert_eq!((&*name, other.ty(&store).kind()), ("f", ExternKind::Func)),
///     }
/// }
/// # Ok::<(), wharf::Error>(())
/// ```
#[derive(Clone, Debug)]
pub enum Extern {
    /// A function.
    Func(Func),
    /// A table.
    Table(Table),
    /// A memory of this store alone.
    Memory(Memory),
    /// A memory that several stores may hold.
    SharedMemory(SharedMemory),
    /// A global variable.
    Global(Global),
    /// A tag of exceptions.
    Tag(Tag),
}

macro_rules! into {
    ($($doc:literal $into:ident $variant:ident($ty:ty);)*) => {
        impl Extern {
            $(#[doc = $doc]
            pub fn $into(self) -> Option<$ty> {
                match self {
                    Extern::$variant(item) => Some(item),
                    _ => None,
                }
            })*
        }

        $(impl From<$ty> for Extern {
            fn from(item: $ty) -> Extern {
                Extern::$variant(item)
            }
        })*
    };
}

into! {
    "The function, if it is one." into_func Func(Func);
    "The table, if it is one." into_table Table(Table);
    "The memory, if it is one of this store alone." into_memory Memory(Memory);
    "The memory, if it is a shared one." into_shared_memory SharedMemory(SharedMemory);
    "The global, if it is one." into_global Global(Global);
    "The tag, if it is one." into_tag Tag(Tag);
}

impl Extern {
    /// Its type.
    pub fn ty(&self, store: impl AsContext) -> ExternType {
        let store = store.as_context();
        match self {
            Extern::Func(item) => ExternType::Func(item.ty(store)),
            Extern::Table(item) => ExternType::Table(item.ty(store)),
            Extern::Memory(item) => ExternType::Memory(item.ty(store)),
            Extern::SharedMemory(item) => ExternType::Memory(item.ty()),
            Extern::Global(item) => ExternType::Global(item.ty(store)),
            Extern::Tag(item) => ExternType::Tag(item.ty(store)),
        }
    }

    pub(crate) fn from_vm(store: &vm::Store, item: vm::Extern) -> Extern {
        match item {
            vm::Extern::Func(item) => Extern::Func(Func(item)),
            vm::Extern::Table(item) => Extern::Table(Table(item)),
            vm::Extern::Memory(item) => match item.shared(store) {
                Some(shared) => Extern::SharedMemory(SharedMemory(shared)),
                None => Extern::Memory(Memory(item)),
            },
            vm::Extern::Global(item) => Extern::Global(Global(item)),
            vm::Extern::Tag(item) => Extern::Tag(Tag(item)),
        }
    }

    pub(crate) fn to_vm(&self, store: &mut vm::Store) -> vm::Extern {
        match self {
            Extern::Func(item) => vm::Extern::Func(item.0),
            Extern::Table(item) => vm::Extern::Table(item.0),
            Extern::Memory(item) => vm::Extern::Memory(item.0),
            Extern::SharedMemory(item) => vm::Extern::Memory(vm::Memory::from_shared(store, item.0.clone())),
            Extern::Global(item) => vm::Extern::Global(item.0),
            Extern::Tag(item) => vm::Extern::Tag(item.0),
        }
    }
}

/// The type of something imported or exported. Concrete reference types in it are the engine's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExternType {
    /// A function of this type.
    Func(FuncType),
    /// A table.
    Table(TableType),
    /// A memory.
    Memory(MemoryType),
    /// A global variable.
    Global(GlobalType),
    /// A tag whose exceptions carry the parameters of this type.
    Tag(FuncType),
}

impl ExternType {
    /// Its kind.
    pub fn kind(&self) -> ExternKind {
        match self {
            ExternType::Func(_) => ExternKind::Func,
            ExternType::Table(_) => ExternKind::Table,
            ExternType::Memory(_) => ExternKind::Memory,
            ExternType::Global(_) => ExternKind::Global,
            ExternType::Tag(_) => ExternKind::Tag,
        }
    }

    /// The function type, if it is a function's.
    pub fn func(&self) -> Option<&FuncType> {
        match self {
            ExternType::Func(ty) => Some(ty),
            _ => None,
        }
    }

    /// A type of a module, by the canonical ids of its types.
    pub(crate) fn of_module(registry: &Registry, ids: &[TypeId], ty: &IndexedType) -> ExternType {
        let canonical = |index: u32| ids[index as usize].0;
        let func = |index: u32| {
            let entry = registry.get(ids[index as usize]);
            entry.definition.as_func().cloned().unwrap_or_else(|| FuncType::new([], []))
        };
        match *ty {
            IndexedType::Func(index) => ExternType::Func(func(index)),
            IndexedType::Tag(index) => ExternType::Tag(func(index)),
            IndexedType::Table(ty) => {
                ExternType::Table(TableType { element: ty.element.map_index(&mut { canonical }), ..ty })
            }
            IndexedType::Memory(ty) => ExternType::Memory(ty),
            IndexedType::Global(ty) => {
                ExternType::Global(GlobalType { val: ty.val.map_index(&mut { canonical }), ..ty })
            }
        }
    }
}

impl fmt::Display for ExternType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExternType::Func(ty) => write!(f, "func {ty}"),
            ExternType::Table(ty) => write!(f, "table {}", ty.element),
            ExternType::Memory(ty) => write!(f, "memory {}", ty.limits.min),
            ExternType::Global(ty) => write!(f, "global {}{}", if ty.mutable { "mut " } else { "" }, ty.val),
            ExternType::Tag(ty) => write!(f, "tag {ty}"),
        }
    }
}

/// Something a module needs from outside.
#[derive(Clone, PartialEq, Debug)]
pub struct ImportType<'m> {
    pub(crate) module: &'m str,
    pub(crate) name: &'m str,
    pub(crate) ty: ExternType,
}

impl<'m> ImportType<'m> {
    /// The first level of its name.
    pub fn module(&self) -> &'m str {
        self.module
    }

    /// The second level of its name.
    pub fn name(&self) -> &'m str {
        self.name
    }

    /// What it must be.
    pub fn ty(&self) -> &ExternType {
        &self.ty
    }
}

/// Something a module offers.
#[derive(Clone, PartialEq, Debug)]
pub struct ExportType<'m> {
    pub(crate) name: &'m str,
    pub(crate) ty: ExternType,
}

impl<'m> ExportType<'m> {
    /// Its name.
    pub fn name(&self) -> &'m str {
        self.name
    }

    /// What it is.
    pub fn ty(&self) -> &ExternType {
        &self.ty
    }
}

/// The imports of a module in order.
pub(crate) fn imports<'m>(model: &'m Model, registry: &Registry, ids: &[TypeId]) -> Vec<ImportType<'m>> {
    let import = |import: &'m wharf_core::module::Import| ImportType {
        module: &import.module,
        name: &import.name,
        ty: ExternType::of_module(registry, ids, &import.ty),
    };
    model.imports.iter().map(import).collect()
}

/// The exports of a module in order.
pub(crate) fn exports<'m>(model: &'m Model, registry: &Registry, ids: &[TypeId]) -> Vec<ExportType<'m>> {
    let export = |export: &'m wharf_core::module::Export| {
        let ty = model.extern_type(export.kind, export.index)?;
        Some(ExportType { name: &export.name, ty: ExternType::of_module(registry, ids, &ty) })
    };
    model.exports.iter().filter_map(export).collect()
}
