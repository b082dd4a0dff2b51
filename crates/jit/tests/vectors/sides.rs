//! One module twice: in the interpreter and in compiled code.

use std::sync::Arc;

use wharf_core::canon::Registry;
use wharf_core::names::Names;
use wharf_core::{Error, Features, Result};
use wharf_interp::Interpreter;
use wharf_jit::options::Options;
use wharf_jit::tier::{Level, Native, Plan};
use wharf_syntax::binary::decode::decode_module;
use wharf_validate::validate;
use wharf_vm::{Extern, Instance, MemoryStyle, ModuleCode, Store, StoreConfig, Template, Tier};

struct Side {
    store: Store,
    instance: Instance,
}

impl Side {
    fn call(&mut self, name: &str, args: &[u64]) -> Result<Vec<u64>> {
        let Some(Extern::Func(func)) = self.instance.export(&self.store, name) else { panic!("no function {name}") };
        let mut slots = vec![0; func.slots(&self.store).max(args.len())];
        slots[..args.len()].copy_from_slice(args);
        func.call(&mut self.store, &mut slots)?;
        Ok(slots)
    }

    fn memory(&mut self) -> &mut [u8] {
        let Some(Extern::Memory(memory)) = self.instance.export(&self.store, "memory") else { panic!("no memory") };
        memory.data_mut(&mut self.store).expect("no shared memory")
    }
}

/// The interpreter first.
pub struct Sides([Side; 2]);

impl Sides {
    pub fn new(text: &str, level: Level, options: Options) -> Sides {
        let compiled = wharf_syntax::text::parse(text).unwrap_or_else(|error| panic!("{error}"));
        let features = Features::all();
        let registry = Arc::new(Registry::new());
        let module = decode_module(compiled.bytes, &features).expect("it decodes");
        let validated = validate(module, &features, &registry).unwrap_or_else(|error| panic!("{error}"));
        let side = |tier: Arc<dyn Tier>, code: Arc<dyn ModuleCode>| {
            let memory_style = if options.dense_memories { MemoryStyle::Dense } else { MemoryStyle::Reserved };
            let config = StoreConfig { memory_style, ..StoreConfig::default() };
            let mut store = Store::new(registry.clone(), tier, config, Box::new(()));
            let template = Template::new(&validated, code, |_| Names::default());
            let instance = Instance::new(&mut store, &template, &[]).expect("it instantiates");
            Side { store, instance }
        };
        let interpreter = Arc::new(Interpreter::new(wharf_interp::Options::default()));
        let code = interpreter.prepare(&validated);
        let interpreted = side(interpreter, code);
        let native = Arc::new(Native::new(Plan { first: level, tier_up: None, options }));
        let code = native.module(&validated, None).expect("a machine with compiled tiers");
        Sides([interpreted, side(native, code)])
    }

    pub fn call(&mut self, name: &str, args: &[u64]) -> [Result<Vec<u64>>; 2] {
        self.0.each_mut().map(|side| side.call(name, args))
    }

    /// The same bytes in both memories.
    pub fn fill(&mut self, bytes: &[u8]) {
        for side in &mut self.0 {
            side.memory()[..bytes.len()].copy_from_slice(bytes);
        }
    }

    pub fn memories(&mut self) -> [&mut [u8]; 2] {
        self.0.each_mut().map(Side::memory)
    }
}

/// What a trap is, and where.
pub fn trap(error: &Error) -> (Option<wharf_core::TrapKind>, Vec<Option<u32>>) {
    (error.trap_kind(), error.trace().iter().map(|frame| frame.at).collect())
}
