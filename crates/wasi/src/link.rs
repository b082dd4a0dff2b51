//! Preview 1 for the runtime: its functions as names of a linker.

use wharf::{Caller, Error, Extern, FuncType, Linker, Result, SharedMemory, Stage, TrapKind, ValType};

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
    for version in [Version::Snapshot, Version::Unstable] {
        for function in functions(version) {
            linker.func_raw(version.module(), function.name, signature(function), move |caller, slots| {
                call(caller, guest, function, slots)
            })?;
        }
    }
    Ok(())
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
