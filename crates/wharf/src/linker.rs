//! Linking by name.

use std::collections::HashMap;

use wharf_core::Result;
use wharf_core::types::FuncType;
use wharf_vm as vm;

use crate::caller::Caller;
use crate::engine::Engine;
use crate::errors;
use crate::r#extern::{Extern, ImportType};
use crate::func::{Func, HostFunc, IntoFunc};
use crate::instance::Instance;
use crate::module::Module;
use crate::store::{AsContext, AsContextMut};
use crate::val::Val;

/// Names of what modules can import, and instances made by looking them up.
///
/// Functions of the host that are defined here belong to no store, so one linker serves many.
///
/// # Examples
///
/// ```
/// use wharf::{Caller, Engine, Linker, Module, Store};
///
/// let engine = Engine::default();
/// let mut linker = Linker::new(&engine);
/// linker.func_wrap("host", "count", |mut caller: Caller<'_, u32>, by: u32| *caller.data_mut() += by)?;
///
/// let module = Module::new(&engine, r#"(module
///     (import "host" "count" (func $count (param i32)))
///     (func (export "run") (call $count (i32.const 3)) (call $count (i32.const 4))))"#)?;
/// let mut store = Store::new(&engine, 0);
/// let instance = linker.instantiate(&mut store, &module)?;
/// instance.get_typed_func::<(), ()>(&mut store, "run")?.call(&mut store, ())?;
/// assert_eq!(*store.data(), 7);
/// # Ok::<(), wharf::Error>(())
/// ```
#[derive(Clone)]
pub struct Linker<T> {
    engine: Engine,
    modules: HashMap<Box<str>, HashMap<Box<str>, Definition>>,
    allow_shadowing: bool,
    data: std::marker::PhantomData<fn(T)>,
}

/// What a name stands for.
#[derive(Clone)]
enum Definition {
    /// Something of one store.
    Extern(Extern),
    /// A function of the host, made anew in each store.
    Host(HostFunc),
}

impl<T: Send + 'static> Linker<T> {
    /// A linker without names.
    pub fn new(engine: &Engine) -> Linker<T> {
        let modules = HashMap::new();
        Linker { engine: engine.clone(), modules, allow_shadowing: false, data: std::marker::PhantomData }
    }

    /// Its engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Whether a name may be defined again. An error at first.
    pub fn allow_shadowing(&mut self, allow: bool) -> &mut Linker<T> {
        self.allow_shadowing = allow;
        self
    }

    /// Defines a name as something of `store`.
    ///
    /// # Errors
    /// The name is taken.
    pub fn define(
        &mut self,
        store: impl AsContext<Data = T>,
        module: &str,
        name: &str,
        item: impl Into<Extern>,
    ) -> Result<&mut Linker<T>> {
        Engine::check_same(store.as_context().engine(), &self.engine)?;
        self.insert(module, name, Definition::Extern(item.into()))
    }

    /// Defines a name as a function of the host from a closure, as [`Func::wrap`] takes them.
    ///
    /// # Errors
    /// The name is taken.
    pub fn func_wrap<Params, Results>(
        &mut self,
        module: &str,
        name: &str,
        func: impl IntoFunc<T, Params, Results>,
    ) -> Result<&mut Linker<T>> {
        let func = func.into_func(&self.engine);
        self.insert(module, name, Definition::Host(func))
    }

    /// Defines a name as a function of the host from a closure over values, as [`Func::new`] takes them.
    ///
    /// # Errors
    /// The name is taken.
    pub fn func_new(
        &mut self,
        module: &str,
        name: &str,
        ty: FuncType,
        func: impl Fn(Caller<'_, T>, &[Val], &mut [Val]) -> Result<()> + Send + Sync + 'static,
    ) -> Result<&mut Linker<T>> {
        let func = HostFunc::dynamic(&self.engine, ty, func);
        self.insert(module, name, Definition::Host(func))
    }

    /// Defines a name as a function of the host over 64-bit slots: the arguments, then in their place the results. An
    /// `i32` or `f32` stands in the low half with zeros above, a `v128` in two slots. There are as many slots as the
    /// longer of both lists takes. For functions made in a loop, whose types no closure can have.
    ///
    /// # Errors
    /// The name is taken; the type has a reference in it, which is no matter of slots.
    pub fn func_raw(
        &mut self,
        module: &str,
        name: &str,
        ty: FuncType,
        func: impl Fn(Caller<'_, T>, &mut [u64]) -> Result<()> + Send + Sync + 'static,
    ) -> Result<&mut Linker<T>> {
        if ty.params().iter().chain(ty.results()).any(|ty| ty.is_ref()) {
            return Err(errors::reference_in_slots(&ty));
        }
        let func = HostFunc::raw(&self.engine, ty, func);
        self.insert(module, name, Definition::Host(func))
    }

    /// Defines every export of an instance under this first-level name.
    ///
    /// # Errors
    /// A name is taken.
    pub fn instance(
        &mut self,
        store: impl AsContextMut<Data = T>,
        module: &str,
        instance: Instance,
    ) -> Result<&mut Linker<T>> {
        for (name, item) in instance.exports(store) {
            self.insert(module, &name, Definition::Extern(item))?;
        }
        Ok(self)
    }

    /// Defines a name as what another one stands for.
    ///
    /// # Errors
    /// The other name is not defined, or the new one is taken.
    pub fn alias(&mut self, module: &str, name: &str, as_module: &str, as_name: &str) -> Result<&mut Linker<T>> {
        let found = self.find(module, name).cloned().ok_or_else(|| errors::not_defined(module, name))?;
        self.insert(as_module, as_name, found)
    }

    /// Defines every function that the module imports and nothing answers: calling it is an error.
    ///
    /// # Errors
    /// None at present.
    pub fn define_unknown_imports_as_traps(&mut self, module: &Module) -> Result<()> {
        for import in module.imports() {
            let (Some(ty), None) = (import.ty().func(), self.find(import.module(), import.name())) else { continue };
            let (first, second) = (import.module().to_owned(), import.name().to_owned());
            let trap =
                move |_: Caller<'_, T>, _: &[Val], _: &mut [Val]| Err(errors::called_unknown_import(&first, &second));
            self.func_new(import.module(), import.name(), ty.clone(), trap)?;
        }
        Ok(())
    }

    /// What a name stands for, in this store.
    pub fn get(&self, mut store: impl AsContextMut<Data = T>, module: &str, name: &str) -> Option<Extern> {
        Some(match self.find(module, name)? {
            Definition::Extern(item) => item.clone(),
            Definition::Host(func) => Extern::Func(Func(func.in_store(store.as_context_mut().vm()))),
        })
    }

    /// Makes an instance of a module, whose imports are looked up by name.
    ///
    /// # Errors
    /// Imports that nothing answers, or that are of another type; a limit; a trap of a segment or the start function.
    pub fn instantiate(&self, mut store: impl AsContextMut<Data = T>, module: &Module) -> Result<Instance> {
        let mut store = store.as_context_mut();
        Engine::check_same(store.engine(), module.engine())?;
        let imports = self.imports(store.as_context_mut().vm(), module)?;
        vm::Instance::new(store.vm(), module.template(), &imports).map(Instance)
    }

    fn imports(&self, store: &mut vm::Store, module: &Module) -> Result<Vec<vm::Extern>> {
        let wanted = &module.model().imports;
        let mut imports = Vec::with_capacity(wanted.len());
        for import in wanted {
            match self.find(&import.module, &import.name) {
                Some(Definition::Extern(item)) => imports.push(item.to_vm(store)),
                Some(Definition::Host(func)) => imports.push(vm::Extern::Func(func.in_store(store))),
                None => return Err(self.missing(module)),
            }
        }
        Ok(imports)
    }

    #[cold]
    fn missing(&self, module: &Module) -> wharf_core::Error {
        let unanswered = |import: &ImportType<'_>| self.find(import.module(), import.name()).is_none();
        let missing: Vec<ImportType<'_>> = module.imports().filter(unanswered).collect();
        let first = module.model().imports.iter().find(|import| self.find(&import.module, &import.name).is_none());
        let error = errors::unknown_imports(&missing, self.modules.keys().map(|name| &**name));
        match first {
            Some(import) => error.at(wharf_core::Place::binary(import.at as usize)),
            None => error,
        }
    }

    fn find(&self, module: &str, name: &str) -> Option<&Definition> {
        self.modules.get(module)?.get(name)
    }

    fn insert(&mut self, module: &str, name: &str, definition: Definition) -> Result<&mut Linker<T>> {
        if !self.allow_shadowing && self.find(module, name).is_some() {
            return Err(errors::duplicate(module, name));
        }
        let names = match self.modules.get_mut(module) {
            Some(names) => names,
            None => self.modules.entry(module.into()).or_default(),
        };
        names.insert(name.into(), definition);
        Ok(self)
    }
}

impl<T> std::fmt::Debug for Linker<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.modules.iter().flat_map(|(module, names)| names.keys().map(move |name| (module, name)));
        f.debug_set().entries(names).finish()
    }
}
