//! Preview 1 for the runtime: its functions as names of a linker.

use wharf::{Caller, Error, Extern, FuncType, Linker, Module, Result, SharedMemory, Stage, TrapKind, ValType};

use crate::p1::{self, Fault, Function, GuestMemory, Halt, P1, SliceMemory, Version, functions};

/// Defines all functions of preview 1, under the names of both its versions. `guest` finds a store's descriptors in the
/// embedder's value.
///
/// A guest that ends itself returns the error that [`exit_code`] knows.
///
/// # Errors
/// A name is taken in the linker.
///
/// # Examples
///
/// ```no_run
/// use wharf::{Engine, Linker, Module, Store};
/// use wharf_wasi::{WasiCtx, p1::P1};
///
/// let engine = Engine::default();
/// let module = Module::from_file(&engine, "hello.wasm")?;
/// let mut linker = Linker::new(&engine);
/// wharf_wasi::add_to_linker(&mut linker, |p1: &mut P1| p1)?;
/// let ctx = WasiCtx::builder().arg("hello").inherit_stdio().build()?;
/// let mut store = Store::new(&engine, P1::new(ctx));
/// let instance = linker.instantiate(&mut store, &module)?;
/// let ended = instance.get_typed_func::<(), ()>(&mut store, "_start")?.call(&mut store, ());
/// let code = ended.map(|()| 0).or_else(|error| wharf_wasi::exit_code(&error).ok_or(error))?;
/// # let _ = code;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn add_to_linker<T: Send + 'static>(
    linker: &mut Linker<T>,
    guest: impl Fn(&mut T) -> &mut P1 + Copy + Send + Sync + 'static,
) -> Result<()> {
    for version in VERSIONS {
        for function in functions(version) {
            add(linker, version, function, guest)?;
        }
    }
    Ok(())
}

/// Defines the functions of preview 1 that `module` imports, for a linker that serves this module alone: making all of
/// them takes longer than a small program runs. When the module imports something else too, all of them are defined, so
/// that an error about it can name what there is.
///
/// # Errors
/// A name is taken in the linker.
pub fn add_imports_to_linker<T: Send + 'static>(
    linker: &mut Linker<T>,
    module: &Module,
    guest: impl Fn(&mut T) -> &mut P1 + Copy + Send + Sync + 'static,
) -> Result<()> {
    let mut imported: Vec<(Version, &Function)> = Vec::new();
    for import in module.imports() {
        let Some((version, function)) = find(import.module(), import.name()) else {
            return add_to_linker(linker, guest);
        };
        if !imported.iter().any(|(other, known)| *other == version && known.name == function.name) {
            imported.push((version, function));
        }
    }
    imported.into_iter().try_for_each(|(version, function)| add(linker, version, function, guest))
}

const VERSIONS: [Version; 2] = [Version::Snapshot, Version::Unstable];

fn find(module: &str, name: &str) -> Option<(Version, &'static Function)> {
    let version = VERSIONS.into_iter().find(|version| version.module() == module)?;
    functions(version).find(|function| function.name == name).map(|function| (version, function))
}

fn add<T: Send + 'static>(
    linker: &mut Linker<T>,
    version: Version,
    function: &'static Function,
    guest: impl Fn(&mut T) -> &mut P1 + Copy + Send + Sync + 'static,
) -> Result<()> {
    let run = move |caller: Caller<'_, T>, slots: &mut [u64]| call(caller, guest, function, slots);
    linker.func_raw(version.module(), function.name, signature(function), run).map(drop)
}

/// The code that a guest ended itself with, if that is what the error of a call says.
pub fn exit_code(error: &Error) -> Option<u32> {
    match error.downcast_ref::<Halt>()? {
        Halt::Exit(code) => Some(*code),
        Halt::Fault(_) => None,
    }
}

fn signature(function: &Function) -> FuncType {
    let ty = |ty: &p1::ValType| match ty {
        p1::ValType::I32 => ValType::I32,
        p1::ValType::I64 => ValType::I64,
    };
    FuncType::new(function.params.iter().map(ty), function.result.iter().map(ty))
}

/// Calls a function for a guest, over the memory that its instance exports as `memory`.
fn call<T: Send + 'static>(
    mut caller: Caller<'_, T>,
    guest: impl Fn(&mut T) -> &mut P1,
    function: &Function,
    slots: &mut [u64],
) -> Result<()> {
    let arguments = &slots[..function.params.len()];
    let result = match caller.get_export("memory") {
        Some(Extern::Memory(memory)) => {
            let (bytes, data) = memory.data_and_store_mut(&mut caller);
            (function.call)(guest(data), &mut SliceMemory::new(bytes), arguments)
        }
        Some(Extern::SharedMemory(memory)) => (function.call)(guest(caller.data_mut()), &mut Shared(memory), arguments),
        // Some calls need none; all others find that their pointers are out of bounds.
        _ => (function.call)(guest(caller.data_mut()), &mut SliceMemory::new(&mut []), arguments),
    };
    let errno = result.map_err(stopped)?;
    if function.result.is_some() {
        slots[0] = u64::from(errno as u32);
    }
    Ok(())
}

/// The error that ends a guest.
#[cold]
fn stopped(halt: Halt) -> Error {
    match halt {
        Halt::Exit(_) => Error::caused_by(halt),
        Halt::Fault(fault) => Error::new(Stage::Trap(TrapKind::MemoryOutOfBounds), fault.to_string()),
    }
}

/// A memory that other threads write too, so it cannot be lent as a slice.
struct Shared(SharedMemory);

impl GuestMemory for Shared {
    fn read(&self, address: u32, bytes: &mut [u8]) -> std::result::Result<(), Fault> {
        let len = bytes.len() as u64;
        self.0.read(address as usize, bytes).map_err(|_| Fault::OutOfBounds { address, len })
    }

    fn write(&mut self, address: u32, bytes: &[u8]) -> std::result::Result<(), Fault> {
        let len = bytes.len() as u64;
        self.0.write(address as usize, bytes).map_err(|_| Fault::OutOfBounds { address, len })
    }

    fn size(&self) -> u64 {
        self.0.data_size() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WasiCtx;
    use wharf::{Engine, Store};

    fn instantiate(text: &str) -> Result<()> {
        let engine = Engine::default();
        let module = Module::new(&engine, text)?;
        let mut linker = Linker::new(&engine);
        add_imports_to_linker(&mut linker, &module, |p1: &mut P1| p1)?;
        let mut store = Store::new(&engine, P1::new(WasiCtx::builder().build().expect("an empty context")));
        linker.instantiate(&mut store, &module).map(drop)
    }

    #[test]
    fn a_module_gets_what_it_imports() {
        instantiate(
            r#"(module
                (import "wasi_snapshot_preview1" "sched_yield" (func (result i32)))
                (import "wasi_unstable" "proc_exit" (func (param i32)))
                (import "wasi_snapshot_preview1" "sched_yield" (func (result i32))))"#,
        )
        .unwrap();
    }

    #[test]
    fn an_error_about_an_import_names_all_there_is() {
        let error = instantiate(r#"(module (import "wasi" "sched_yield" (func (result i32))))"#).unwrap_err();
        let notes = format!("{:?}", error.notes());
        assert!(VERSIONS.iter().all(|version| notes.contains(version.module())), "{notes}");
    }
}
