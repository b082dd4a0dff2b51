//! wasmtime as a [`Runner`].

use wasmtime::{
    Caller, Collector, Config, Engine, Error, Extern, ExternType, Func, FuncType, GcHeapOutOfMemory, Global, Instance,
    Memory, Module, OptLevel, Ref, RefType, SharedMemory, Store, StoreLimits, StoreLimitsBuilder, Table, Tag,
    ThrownException, Trap, Val, ValType, WasmBacktrace,
};
use wharf_core::trap::TrapKind;

use super::seen::{Ending, Log, Runner, Seen, Step, argument, describe, hash};
use crate::generate::{MEMORY_BYTES, TABLE_ELEMENTS};

/// The fuel of one step, a unit for each instruction: more than the interpreter's, which ends the comparison.
const FUEL: u64 = 2_000_000;

/// An engine for all modules.
pub(super) fn engine() -> Engine {
    let mut config = Config::new();
    config.wasm_tail_call(true).wasm_custom_page_sizes(true).wasm_threads(true).wasm_function_references(true);
    config.wasm_gc(true).wasm_wide_arithmetic(true).wasm_relaxed_simd(true).wasm_multi_memory(true);
    config.wasm_memory64(true).wasm_extended_const(true).wasm_exceptions(true).shared_memory(true);
    config.consume_fuel(true).collector(Collector::Copying).cranelift_opt_level(OptLevel::None);
    Engine::new(&config).expect("what this version of wasmtime knows")
}

/// What a store carries.
struct State {
    log: Log,
    limits: StoreLimits,
}

pub(super) struct Theirs {
    store: Store<State>,
    instance: Option<Instance>,
}

impl Theirs {
    pub(super) fn new(engine: &Engine) -> Theirs {
        let limits = StoreLimitsBuilder::new().table_elements(TABLE_ELEMENTS as usize);
        // The heap for objects counts as a memory, of 16 MiB as with us; memories are limited by how modules are made.
        let limits = limits.memory_size(16 << 20).build();
        let mut store = Store::new(engine, State { log: Log::default(), limits });
        store.limiter(|state| &mut state.limits);
        Theirs { store, instance: None }
    }

    fn step(&mut self, outcome: wasmtime::Result<Vec<Seen>>) -> Step {
        match outcome {
            Ok(values) => Step::new(Ending::Returned(values)),
            Err(error) => {
                if error.is::<ThrownException>() {
                    self.store.take_pending_exception();
                }
                failed(&error)
            }
        }
    }

    fn imports(&mut self, module: &Module) -> Option<Vec<Extern>> {
        let types: Vec<ExternType> = module.imports().map(|import| import.ty()).collect();
        let mut imports = Vec::new();
        for (index, ty) in types.into_iter().enumerate() {
            imports.push(match ty {
                ExternType::Func(ty) => Extern::Func(self.host(index, ty)),
                ExternType::Global(ty) => {
                    let value = Val::default_for_ty(ty.content())?;
                    Extern::Global(Global::new(&mut self.store, ty, value).ok()?)
                }
                ExternType::Memory(ty) if ty.is_shared() => {
                    Extern::SharedMemory(SharedMemory::new(module.engine(), ty).ok()?)
                }
                ExternType::Memory(ty) => Extern::Memory(Memory::new(&mut self.store, ty).ok()?),
                ExternType::Table(ty) => {
                    let value = null(ty.element())?;
                    Extern::Table(Table::new(&mut self.store, ty, value).ok()?)
                }
                ExternType::Tag(ty) => Extern::Tag(Tag::new(&mut self.store, &ty).ok()?),
            });
        }
        Some(imports)
    }

    fn host(&mut self, index: usize, ty: FuncType) -> Func {
        let results: Vec<ValType> = ty.results().collect();
        Func::new(&mut self.store, ty, move |mut caller: Caller<'_, State>, args: &[Val], out: &mut [Val]| {
            let args: Vec<Seen> = args.iter().map(|arg| seen(arg, &caller)).collect();
            let salt = caller.data_mut().log.called(index, args.into_iter());
            for (at, (slot, ty)) in out.iter_mut().zip(&results).enumerate() {
                *slot = make(ty, argument(salt, at)).ok_or_else(|| Error::msg("no such value"))?;
            }
            Ok(())
        })
    }

    /// Memories grow as far as ours do.
    fn keep_memories_small(&mut self) {
        self.store.data_mut().limits = StoreLimitsBuilder::new()
            .table_elements(TABLE_ELEMENTS as usize)
            .memory_size(MEMORY_BYTES as usize)
            .build();
    }
}

impl Runner for Theirs {
    fn name(&self) -> String {
        "wasmtime".to_owned()
    }

    fn is_ours(&self) -> bool {
        false
    }

    fn instantiate(&mut self, wasm: &[u8]) -> Step {
        self.keep_memories_small();
        self.store.set_fuel(FUEL).expect("it counts fuel");
        let engine = self.store.engine().clone();
        let module = match Module::new(&engine, wasm) {
            Ok(module) => module,
            Err(error) => return Step::new(Ending::Limit(format!("{error:?}"))),
        };
        let Some(imports) = self.imports(&module) else { return Step::new(Ending::Skipped) };
        let made = Instance::new(&mut self.store, &module, &imports);
        let made = made.map(|instance| self.instance = Some(instance));
        self.step(made.map(|()| Vec::new()))
    }

    fn functions(&mut self) -> Vec<String> {
        let Some(instance) = self.instance else { return Vec::new() };
        let exports = instance.exports(&mut self.store);
        exports.filter(|export| export.name() != "").map(|export| export.name().to_owned()).collect()
    }

    fn call(&mut self, name: &str, salt: u64) -> Step {
        let func = self.instance.and_then(|instance| instance.get_func(&mut self.store, name));
        let Some(func) = func else { return Step::new(Ending::Failed(format!("no function {name}"))) };
        let ty = func.ty(&self.store);
        let args = ty.params().enumerate();
        let args: Option<Vec<Val>> = args.map(|(at, ty)| make(&ty, argument(salt, at))).collect();
        let Some(args) = args else { return Step::new(Ending::Skipped) };
        let mut results = vec![Val::I32(0); ty.results().len()];
        self.store.set_fuel(FUEL).expect("it counts fuel");
        let outcome = func.call(&mut self.store, &args, &mut results);
        let values = results.iter().map(|value| seen(value, &self.store)).collect();
        self.step(outcome.map(|()| values))
    }

    fn state(&mut self) -> Vec<(String, String)> {
        let mut state = vec![("the host's log".to_owned(), self.store.data().log.to_string())];
        let Some(instance) = self.instance else { return state };
        let exports: Vec<(String, Extern)> =
            instance.exports(&mut self.store).map(|export| (export.name().to_owned(), export.into_extern())).collect();
        for (name, item) in exports {
            let value = match item {
                Extern::Memory(memory) => {
                    let bytes = memory.data(&self.store);
                    format!("{} bytes, {:#x}", bytes.len(), hash(bytes))
                }
                Extern::SharedMemory(memory) => format!("{} shared bytes", memory.data_size()),
                Extern::Global(global) => {
                    let value = global.get(&mut self.store);
                    format!("{:x?}", seen(&value, &self.store))
                }
                Extern::Table(table) => self.table(table),
                _ => continue,
            };
            state.push((name, value));
        }
        state
    }
}

impl Theirs {
    fn table(&mut self, table: Table) -> String {
        let size = table.size(&self.store);
        let mut values = Vec::new();
        for index in 0..size {
            let value = table.get(&mut self.store, index);
            values.extend(value.map(|value| seen(&Val::from(value), &self.store)));
        }
        describe(&values)
    }
}

fn failed(error: &Error) -> Step {
    let ending = if let Some(trap) = error.downcast_ref::<Trap>() {
        kind(*trap).map_or_else(|| Ending::Failed(trap.to_string()), Ending::Trapped)
    } else if error.is::<ThrownException>() {
        Ending::Trapped(TrapKind::UncaughtException)
    } else if error.is::<GcHeapOutOfMemory<()>>() {
        Ending::Trapped(TrapKind::HeapExhausted)
    } else if error.root_cause().to_string() == "no such value" {
        Ending::Host
    } else {
        Ending::Limit(format!("{error:?}"))
    };
    let mut step = Step::new(ending);
    if let Some(trace) = error.downcast_ref::<WasmBacktrace>() {
        let at = |offset: Option<usize>| offset.and_then(|offset| u32::try_from(offset).ok());
        step.trace = trace.frames().iter().map(|frame| (frame.func_index(), at(frame.module_offset()))).collect();
    }
    step
}

fn kind(trap: Trap) -> Option<TrapKind> {
    Some(match trap {
        Trap::StackOverflow => TrapKind::CallStackExhausted,
        Trap::MemoryOutOfBounds => TrapKind::MemoryOutOfBounds,
        Trap::HeapMisaligned => TrapKind::UnalignedAtomic,
        Trap::TableOutOfBounds => TrapKind::TableOutOfBounds,
        Trap::IndirectCallToNull => TrapKind::UninitializedElement,
        Trap::BadSignature => TrapKind::IndirectCallTypeMismatch,
        Trap::IntegerOverflow => TrapKind::IntegerOverflow,
        Trap::IntegerDivisionByZero => TrapKind::IntegerDivideByZero,
        Trap::BadConversionToInteger => TrapKind::InvalidConversionToInteger,
        Trap::UnreachableCodeReached => TrapKind::Unreachable,
        Trap::OutOfFuel => TrapKind::OutOfFuel,
        Trap::AtomicWaitNonSharedMemory => TrapKind::ExpectedSharedMemory,
        Trap::NullReference => TrapKind::NullReference,
        Trap::ArrayOutOfBounds => TrapKind::ArrayOutOfBounds,
        Trap::AllocationTooLarge => TrapKind::AllocationTooLarge,
        Trap::CastFailure => TrapKind::CastFailure,
        _ => return None,
    })
}

fn seen(value: &Val, store: impl wasmtime::AsContext) -> Seen {
    match value {
        Val::I32(value) => Seen::Bits(u128::from(*value as u32)),
        Val::I64(value) => Seen::Bits(u128::from(*value as u64)),
        Val::F32(bits) => Seen::Bits(u128::from(*bits)),
        Val::F64(bits) => Seen::Bits(u128::from(*bits)),
        Val::V128(bits) => Seen::Bits(bits.as_u128()),
        Val::AnyRef(Some(any)) => {
            let is = |answer: wasmtime::Result<bool>| answer.unwrap_or(false);
            match any.as_i31(&store) {
                Ok(Some(value)) => Seen::I31(value.get_i32()),
                _ if is(any.is_struct(&store)) => Seen::Reference("struct"),
                _ if is(any.is_array(&store)) => Seen::Reference("array"),
                _ => Seen::Reference("any"),
            }
        }
        Val::FuncRef(Some(_)) => Seen::Reference("func"),
        Val::ExternRef(Some(_)) => Seen::Reference("extern"),
        Val::ExnRef(Some(_)) => Seen::Reference("exn"),
        _ => Seen::Null,
    }
}

/// A value of this type with these bits, or null.
fn make(ty: &ValType, bits: u128) -> Option<Val> {
    Some(match ty {
        ValType::I32 => Val::I32(bits as i32),
        ValType::I64 => Val::I64(bits as i64),
        ValType::F32 => Val::F32(bits as u32),
        ValType::F64 => Val::F64(bits as u64),
        ValType::V128 => Val::V128(bits.into()),
        ValType::Ref(ty) => return null(ty).map(Val::from),
    })
}

fn null(ty: &RefType) -> Option<Ref> {
    ty.is_nullable().then(|| Ref::null(ty.heap_type()))
}
