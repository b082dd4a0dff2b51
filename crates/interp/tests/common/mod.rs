//! What the tests share: a store with an interpreter, and modules from text.

#![allow(dead_code, reason = "not every test file needs all of it")]

use std::sync::Arc;

use wharf_core::Features;
use wharf_core::canon::{Registry, TypeId};
use wharf_core::error::Result;
use wharf_core::names::Names;
use wharf_core::types::{CompositeType, FuncType, SubType, ValType};
use wharf_interp::{Interpreter, Options};
use wharf_syntax::binary::decode_module;
use wharf_vm::{Extern, Func, HostFn, Instance, Store, StoreConfig, Template};

/// A store and what its modules are made with.
pub struct World {
    pub store: Store,
    pub tier: Arc<Interpreter>,
    pub registry: Arc<Registry>,
}

impl World {
    pub fn new(options: Options) -> World {
        World::with_config(options, StoreConfig::default())
    }

    pub fn with_config(options: Options, config: StoreConfig) -> World {
        let registry = Arc::new(Registry::new());
        let tier = Arc::new(Interpreter::new(options));
        let store = Store::new(registry.clone(), tier.clone(), config, Box::new(()));
        World { store, tier, registry }
    }

    pub fn template(&self, bytes: Vec<u8>) -> Result<Arc<Template>> {
        let module = decode_module(bytes, &Features::all())?;
        let module = wharf_validate::validate(module, &Features::all(), &self.registry)?;
        let code = self.tier.prepare(&module);
        Ok(Template::new(&module, code, |_| Names::default()))
    }

    /// An instance of a module in text.
    pub fn instance(&mut self, text: &str, imports: &[Extern]) -> Instance {
        let bytes = wharf_syntax::text::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}")).bytes;
        let template = self.template(bytes).unwrap_or_else(|error| panic!("{error}\n{text}"));
        Instance::new(&mut self.store, &template, imports).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The function type's canonical id.
    pub fn ty(&self, params: &[ValType], results: &[ValType]) -> TypeId {
        let ty = FuncType::new(params.iter().copied(), results.iter().copied());
        self.registry.intern(&[SubType::plain(CompositeType::Func(ty))], &[0..1])[0]
    }

    pub fn host(&mut self, ty: TypeId, run: Arc<HostFn>) -> Extern {
        Extern::Func(Func::new(&mut self.store, ty, run))
    }

    /// Calls an exported function.
    pub fn call(&mut self, instance: Instance, name: &str, args: &[u64]) -> Result<Vec<u64>> {
        let Some(Extern::Func(func)) = instance.export(&self.store, name) else { panic!("no function {name}") };
        let mut slots = vec![0; func.slots(&self.store).max(args.len())];
        slots[..args.len()].copy_from_slice(args);
        func.call(&mut self.store, &mut slots)?;
        Ok(slots)
    }
}

/// All the ways code is made.
pub fn all_options() -> [Options; 3] {
    let fused = Options::default();
    [fused, Options { fuse: false, ..fused }, Options { fuel: true, interruptible: true, ..fused }]
}
