//! Instances of modules.

use wharf_core::Result;
use wharf_core::types::ExternKind;
use wharf_vm as vm;

use crate::r#extern::Extern;
use crate::func::{Func, TypedFunc, WasmParams, WasmResults};
use crate::global::Global;
use crate::memory::{Memory, SharedMemory};
use crate::module::Module;
use crate::store::AsContextMut;
use crate::table::Table;
use crate::tag::Tag;

/// An instance of a module.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, Instance, Module, Store};
///
/// let engine = Engine::default();
/// let module = Module::new(&engine, r#"(module (func (export "add") (param i32 i32) (result i32)
///     (i32.add (local.get 0) (local.get 1))))"#)?;
/// let mut store = Store::new(&engine, ());
/// let instance = Instance::new(&mut store, &module, &[])?;
/// let add = instance.get_typed_func::<(i32, i32), i32>(&mut store, "add")?;
/// assert_eq!(add.call(&mut store, (3, 4))?, 7);
/// # Ok::<(), wharf::Error>(())
/// ```
///
/// Spec: [module instances](https://webassembly.github.io/spec/core/exec/runtime.html#module-instances).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Instance(pub(crate) vm::Instance);

impl Instance {
    /// Makes an instance. `imports` answer the module's imports in order; with names it is easier by a
    /// [`crate::Linker`].
    ///
    /// # Errors
    /// An import of another type than the module wants; a limit; a trap of a segment or of the start function.
    pub fn new(mut store: impl AsContextMut, module: &Module, imports: &[Extern]) -> Result<Instance> {
        let mut store = store.as_context_mut();
        crate::engine::Engine::check_same(store.engine(), module.engine())?;
        let imports: Vec<vm::Extern> = {
            let store = store.as_context_mut().vm();
            imports.iter().map(|import| import.to_vm(store)).collect()
        };
        vm::Instance::new(store.vm(), module.template(), &imports).map(Instance)
    }

    /// What it exports under this name.
    pub fn get_export(&self, mut store: impl AsContextMut, name: &str) -> Option<Extern> {
        let store = &*store.as_context_mut().vm();
        Some(Extern::from_vm(store, self.0.export(store, name)?))
    }

    /// Everything it exports, in order.
    pub fn exports(&self, mut store: impl AsContextMut) -> std::vec::IntoIter<(String, Extern)> {
        let store = &*store.as_context_mut().vm();
        let all: Vec<_> = self.0.exports(store).map(|(name, item)| (name.to_owned(), item)).collect();
        let all: Vec<_> = all.into_iter().map(|(name, item)| (name, Extern::from_vm(store, item))).collect();
        all.into_iter()
    }

    /// What stands at an index of the module's index space of this kind, exported or not: for debuggers and other tools.
    ///
    /// ```
    /// # use wharf::{Engine, ExternKind, Instance, Module, Store};
    /// # let engine = Engine::default();
    /// let module = Module::new(&engine, "(module (func) (func (result i32) i32.const 7))")?;
    /// let mut store = Store::new(&engine, ());
    /// let instance = Instance::new(&mut store, &module, &[])?;
    /// let hidden = instance.item(&mut store, ExternKind::Func, 1).and_then(|item| item.into_func()).unwrap();
    /// assert_eq!(hidden.typed::<(), i32>(&store)?.call(&mut store, ())?, 7);
    /// assert_eq!(instance.index_of(&mut store, hidden), Some(1));
    /// assert!(instance.item(&mut store, ExternKind::Func, 2).is_none());
    /// # Ok::<(), wharf::Error>(())
    /// ```
    pub fn item(&self, mut store: impl AsContextMut, kind: ExternKind, index: u32) -> Option<Extern> {
        let store = &*store.as_context_mut().vm();
        self.0.template(store).module().extern_type(kind, index)?;
        Some(Extern::from_vm(store, self.0.item(store, kind, index)))
    }

    /// The index that its module knows a function by; `None` for one that the module neither defines nor imports.
    pub fn index_of(&self, mut store: impl AsContextMut, func: Func) -> Option<u32> {
        let store = &*store.as_context_mut().vm();
        match func.0.wasm(store) {
            Some((instance, index)) if instance == self.0 => Some(index),
            _ => (0..self.0.template(store).module().imported_funcs()).find(|i| self.0.func(store, *i) == func.0),
        }
    }

    /// The function that it exports under this name.
    pub fn get_func(&self, store: impl AsContextMut, name: &str) -> Option<Func> {
        self.get_export(store, name)?.into_func()
    }

    /// The function that it exports under this name, with its type checked once and for all.
    ///
    /// # Errors
    /// No such export; one that is no function; a function of another type.
    pub fn get_typed_func<Params: WasmParams, Results: WasmResults>(
        &self,
        mut store: impl AsContextMut,
        name: &str,
    ) -> Result<TypedFunc<Params, Results>> {
        let export = self.get_export(&mut store, name).ok_or_else(|| crate::errors::no_export(name))?;
        let func = export.into_func().ok_or_else(|| crate::errors::export_kind(name, "function"))?;
        func.typed(&store)
    }

    /// The memory that it exports under this name.
    pub fn get_memory(&self, store: impl AsContextMut, name: &str) -> Option<Memory> {
        self.get_export(store, name)?.into_memory()
    }

    /// The shared memory that it exports under this name.
    pub fn get_shared_memory(&self, store: impl AsContextMut, name: &str) -> Option<SharedMemory> {
        self.get_export(store, name)?.into_shared_memory()
    }

    /// The table that it exports under this name.
    pub fn get_table(&self, store: impl AsContextMut, name: &str) -> Option<Table> {
        self.get_export(store, name)?.into_table()
    }

    /// The global that it exports under this name.
    pub fn get_global(&self, store: impl AsContextMut, name: &str) -> Option<Global> {
        self.get_export(store, name)?.into_global()
    }

    /// The tag that it exports under this name.
    pub fn get_tag(&self, store: impl AsContextMut, name: &str) -> Option<Tag> {
        self.get_export(store, name)?.into_tag()
    }
}
