//! Runs a WASI program that only prints and exits, by the interpreter alone: `kernel [--plain] FILE [ARG…]`.
//!
//! For measuring the interpreter before or without the layers above it; `wharf run` is for everything else.

use std::io::Write;
use std::sync::Arc;

use wharf_core::canon::Registry;
use wharf_core::error::{Error, Result};
use wharf_core::names::Names;
use wharf_core::{Features, TrapKind};
use wharf_interp::{Interpreter, Options};
use wharf_syntax::binary::decode_module;
use wharf_vm::{Extern, Func, HostCall, HostFn, Instance, Memory, Store, StoreConfig, Template};

fn main() -> Result<()> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let plain = args.first().is_some_and(|arg| arg == "--plain");
    if plain {
        args.remove(0);
    }
    let Some(file) = args.first() else { return Err(Error::host("usage: kernel [--plain] FILE [ARG…]")) };
    let bytes = std::fs::read(file).map_err(Error::caused_by)?;
    let registry = Arc::new(Registry::new());
    let module = decode_module(bytes, &Features::all())?;
    let module = wharf_validate::validate(module, &Features::all(), &registry)?;
    let tier = Interpreter::new(Options { fuse: !plain, ..Options::default() });
    let code = tier.prepare(&module);
    let template = Template::new(&module, code, |_| Names::default());
    let mut store = Store::new(registry, Arc::new(tier), StoreConfig::default(), Box::new(args));
    let imports = &template.module().imports.clone();
    let imports: Vec<Extern> = imports
        .iter()
        .map(|import| {
            let ty = match import.ty {
                wharf_core::types::ExternType::Func(ty) => template.type_ids()[ty as usize],
                _ => panic!("only functions can be imported"),
            };
            Extern::Func(Func::new(&mut store, ty, host(&import.name)))
        })
        .collect();
    let instance = Instance::new(&mut store, &template, &imports)?;
    let Some(Extern::Func(start)) = instance.export(&store, "_start") else {
        return Err(Error::host("no function is exported as _start"));
    };
    start.call(&mut store, &mut [])
}

fn memory(call: &HostCall<'_>) -> Memory {
    let instance = call.caller().expect("guests call");
    instance.memory(call.store, 0)
}

fn word(call: &HostCall<'_>, at: u64) -> Result<u64> {
    let mut bytes = [0; 4];
    memory(call).read(call.store, at, &mut bytes)?;
    Ok(u64::from(u32::from_le_bytes(bytes)))
}

fn set(call: &mut HostCall<'_>, at: u64, value: u32) -> Result<()> {
    memory(call).write(call.store, at, &value.to_le_bytes())
}

/// The few functions that printing programs need; the rest answer `nosys`.
fn host(name: &str) -> Arc<HostFn> {
    match name {
        "fd_write" => Arc::new(|call, slots| {
            let mut written = 0;
            for i in 0..slots[2] {
                let (at, len) = (word(call, slots[1] + i * 8)?, word(call, slots[1] + i * 8 + 4)?);
                let mut bytes = vec![0; len as usize];
                memory(call).read(call.store, at, &mut bytes)?;
                std::io::stdout().write_all(&bytes).map_err(Error::caused_by)?;
                written += len as u32;
            }
            set(call, slots[3], written)?;
            slots[0] = 0;
            Ok(())
        }),
        "args_sizes_get" => Arc::new(|call, slots| {
            let args = call.store.data().downcast_ref::<Vec<String>>().cloned().unwrap_or_default();
            set(call, slots[0], args.len() as u32)?;
            set(call, slots[1], args.iter().map(|arg| arg.len() as u32 + 1).sum())?;
            slots[0] = 0;
            Ok(())
        }),
        "args_get" => Arc::new(|call, slots| {
            let args = call.store.data().downcast_ref::<Vec<String>>().cloned().unwrap_or_default();
            let mut at = slots[1];
            for (i, arg) in args.iter().enumerate() {
                set(call, slots[0] + i as u64 * 4, at as u32)?;
                memory(call).write(call.store, at, arg.as_bytes())?;
                at += arg.len() as u64 + 1;
            }
            slots[0] = 0;
            Ok(())
        }),
        "proc_exit" => Arc::new(|_, slots| match slots[0] {
            0 => std::process::exit(0),
            _ => Err(Error::trap(TrapKind::Unreachable)),
        }),
        "environ_sizes_get" => Arc::new(|call, slots| {
            set(call, slots[0], 0)?;
            set(call, slots[1], 0)?;
            slots[0] = 0;
            Ok(())
        }),
        "environ_get" | "fd_close" => Arc::new(|_, slots| {
            slots[0] = 0;
            Ok(())
        }),
        "fd_fdstat_get" => Arc::new(|call, slots| {
            memory(call).write(call.store, slots[1], &[2; 24])?;
            slots[0] = 0;
            Ok(())
        }),
        _ => Arc::new(|_, slots| {
            if let Some(errno) = slots.first_mut() {
                *errno = 52;
            }
            Ok(())
        }),
    }
}
