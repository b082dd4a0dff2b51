//! A tier of wharf as a [`Runner`].

use wharf::{
    Caller, Config, Engine, Error, Extern, ExternType, Func, FuncType, Global, HeapType, Instance, Memory, Module,
    SharedMemory, Stage, Store, Table, Tag, Tier, Val, ValKind, ValType,
};

use super::seen::{Ending, Log, Runner, Seen, Step, argument, describe, hash};
use super::way::Way;

/// The fuel of one step, where the engine does the counting.
const FUEL: u64 = 20_000;

/// Whether this build has the tier.
pub(super) fn works(tier: Tier) -> bool {
    let run = || {
        let engine = Engine::new(Config::new().tier(tier))?;
        let module = Module::new(&engine, "(module (func (export \"f\")))")?;
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[])?;
        instance.get_typed_func::<(), ()>(&mut store, "f")?.call(&mut store, ())
    };
    match run() {
        Ok(()) => true,
        Err(error) if error.stage() == Stage::Limit => false,
        Err(error) => panic!("--tier {tier} exists and cannot run an empty function: {error}"),
    }
}

/// A tier that is set up in some way, for many modules.
pub(super) struct Machine {
    pub(super) tier: Tier,
    pub(super) way: Way,
    /// Whether it counts fuel.
    pub(super) fuel: bool,
    engine: Engine,
}

impl Machine {
    pub(super) fn new(tier: Tier, way: Way, fuel: bool) -> Machine {
        Machine { tier, way, fuel, engine: way.engine(tier, fuel) }
    }
}

pub(super) struct Ours<'a> {
    machine: &'a Machine,
    store: Store<Log>,
    instance: Option<Instance>,
}

impl Ours<'_> {
    pub(super) fn new(machine: &Machine) -> Ours<'_> {
        Ours { machine, store: Store::new(&machine.engine, Log::default()), instance: None }
    }

    fn engine(&self) -> &Engine {
        &self.machine.engine
    }

    fn step(&mut self, ending: wharf::Result<Vec<Seen>>) -> Step {
        let mut step = match ending {
            Ok(values) => Step::new(Ending::Returned(values)),
            Err(error) => failed(&error),
        };
        step.fuel = self.machine.fuel.then(|| self.store.fuel());
        step
    }

    fn seen(&mut self, value: &Val) -> Seen {
        seen(value, &self.store)
    }

    /// What the module imports, made of zeros; `None` if something cannot be made.
    fn imports(&mut self, module: &Module) -> Option<Vec<Extern>> {
        let types: Vec<ExternType> = module.imports().map(|import| import.ty().clone()).collect();
        let mut imports = Vec::new();
        for (index, ty) in types.into_iter().enumerate() {
            imports.push(match ty {
                ExternType::Func(ty) => Extern::Func(self.host(index, ty)),
                ExternType::Global(ty) => {
                    let value = Val::default_for(self.engine(), ty.val)?;
                    Extern::Global(Global::new(&mut self.store, ty, value).ok()?)
                }
                ExternType::Memory(ty) if ty.shared => Extern::SharedMemory(SharedMemory::new(self.engine(), ty).ok()?),
                ExternType::Memory(ty) => Extern::Memory(Memory::new(&mut self.store, ty).ok()?),
                ExternType::Table(ty) => {
                    let value = Val::null(self.engine(), ty.element)?;
                    Extern::Table(Table::new(&mut self.store, ty, value).ok()?)
                }
                ExternType::Tag(ty) => Extern::Tag(Tag::new(&mut self.store, ty)),
            });
        }
        Some(imports)
    }

    fn host(&mut self, index: usize, ty: FuncType) -> Func {
        let engine = self.engine().clone();
        let results: Vec<ValType> = ty.results().to_vec();
        Func::new(&mut self.store, ty, move |mut caller: Caller<'_, Log>, args: &[Val], out: &mut [Val]| {
            let args: Vec<Seen> = args.iter().map(|arg| seen(arg, &caller)).collect();
            let salt = caller.data_mut().called(index, args.into_iter());
            for (at, (slot, ty)) in out.iter_mut().zip(&results).enumerate() {
                *slot = make(&engine, *ty, argument(salt, at)).ok_or_else(|| Error::host("no such value"))?;
            }
            Ok(())
        })
    }
}

impl Runner for Ours<'_> {
    fn name(&self) -> String {
        format!("--tier {} ({:?})", self.machine.tier, self.machine.way)
    }

    fn is_ours(&self) -> bool {
        true
    }

    fn instantiate(&mut self, wasm: &[u8]) -> Step {
        self.store.set_fuel(FUEL);
        let Machine { tier, way, engine, .. } = self.machine;
        let module = match way.module(engine, *tier, wasm) {
            Ok(module) => module,
            Err(error) => return Step::new(Ending::Failed(error.to_string())),
        };
        let Some(imports) = self.imports(&module) else { return Step::new(Ending::Skipped) };
        let made = Instance::new(&mut self.store, &module, &imports);
        let made = made.map(|instance| self.instance = Some(instance));
        self.step(made.map(|()| Vec::new()))
    }

    fn functions(&mut self) -> Vec<String> {
        let Some(instance) = self.instance else { return Vec::new() };
        let exports = instance.exports(&mut self.store);
        exports.filter(|(_, item)| matches!(item, Extern::Func(_))).map(|(name, _)| name).collect()
    }

    fn call(&mut self, name: &str, salt: u64) -> Step {
        let func = self.instance.and_then(|instance| instance.get_func(&mut self.store, name));
        let Some(func) = func else { return Step::new(Ending::Failed(format!("no function {name}"))) };
        let ty = func.ty(&self.store);
        let args = ty.params().iter().enumerate();
        let args: Option<Vec<Val>> = args.map(|(at, ty)| make(self.engine(), *ty, argument(salt, at))).collect();
        let Some(args) = args else { return Step::new(Ending::Skipped) };
        let mut results = vec![Val::I32(0); ty.results().len()];
        self.store.set_fuel(FUEL);
        let outcome = func.call(&mut self.store, &args, &mut results);
        let values = results.iter().map(|value| self.seen(value)).collect();
        self.step(outcome.map(|()| values))
    }

    fn state(&mut self) -> Vec<(String, String)> {
        let mut state = vec![("the host's log".to_owned(), self.store.data().to_string())];
        let Some(instance) = self.instance else { return state };
        for (name, item) in instance.exports(&mut self.store) {
            let value = match item {
                Extern::Memory(memory) => {
                    let bytes = memory.data(&self.store);
                    format!("{} bytes, {:#x}", bytes.len(), hash(bytes))
                }
                Extern::SharedMemory(memory) => format!("{} shared bytes", memory.data_size()),
                Extern::Global(global) => {
                    let value = global.get(&mut self.store);
                    format!("{:x?}", self.seen(&value))
                }
                Extern::Table(table) => self.table(table),
                Extern::Func(_) | Extern::Tag(_) => continue,
            };
            state.push((name, value));
        }
        state
    }
}

impl Ours<'_> {
    fn table(&mut self, table: Table) -> String {
        let size = table.size(&self.store);
        let mut values = Vec::new();
        for index in 0..size {
            let value = table.get(&mut self.store, index);
            values.extend(value.map(|value| seen(&value, &self.store)));
        }
        describe(&values)
    }
}

fn failed(error: &Error) -> Step {
    let ending = match error.stage() {
        Stage::Trap(kind) => Ending::Trapped(kind),
        Stage::Host => Ending::Host,
        Stage::Limit => Ending::Limit(error.to_string()),
        // A function whose type belongs to a recursion group cannot be made by a host that knows parameters only.
        Stage::Unlinkable => Ending::Skipped,
        _ => Ending::Failed(error.to_string()),
    };
    let trace = error.trace().iter().map(|frame| (frame.func, frame.at)).collect();
    Step { ending, trace, fuel: None }
}

fn seen(value: &Val, store: impl wharf::AsContext) -> Seen {
    match value {
        Val::I32(value) => Seen::Bits(u128::from(*value as u32)),
        Val::I64(value) => Seen::Bits(u128::from(*value as u64)),
        Val::F32(bits) => Seen::Bits(u128::from(*bits)),
        Val::F64(bits) => Seen::Bits(u128::from(*bits)),
        Val::V128(bits) => Seen::Bits(*bits),
        value if value.is_null() => Seen::Null,
        Val::AnyRef(Some(any)) => match any.as_i31(&store) {
            Some(value) => Seen::I31(value),
            None => Seen::Reference(kind(any.kind(&store))),
        },
        Val::FuncRef(_) => Seen::Reference("func"),
        Val::ExternRef(_) => Seen::Reference("extern"),
        _ => Seen::Reference("exn"),
    }
}

fn kind(heap: HeapType) -> &'static str {
    match heap {
        HeapType::Any => "any",
        HeapType::I31 => "i31",
        HeapType::Struct => "struct",
        HeapType::Array => "array",
        HeapType::Concrete(_) => "object",
        _ => "other",
    }
}

/// A value of this type with these bits, or null.
fn make(engine: &Engine, ty: ValType, bits: u128) -> Option<Val> {
    Some(match ty.unpack() {
        ValKind::I32 => Val::I32(bits as i32),
        ValKind::I64 => Val::I64(bits as i64),
        ValKind::F32 => Val::F32(bits as u32),
        ValKind::F64 => Val::F64(bits as u64),
        ValKind::V128 => Val::V128(bits),
        ValKind::Ref(ty) => return Val::null(engine, ty),
    })
}
