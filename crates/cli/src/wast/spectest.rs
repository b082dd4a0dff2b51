//! The host module `spectest` that the official scripts import.

use std::fmt::Display;

use wharf::{
    AddrType, Extern, Global, GlobalType, Limits, Linker, Memory, MemoryType, RefType, Result, SharedMemory, Store,
    Table, TableType, Val, ValType,
};

use crate::output::line;

/// Defines all of it. With `print`, the functions print their arguments as the reference interpreter does.
pub(super) fn define(store: &mut Store<()>, linker: &mut Linker<()>, print: bool) -> Result<()> {
    functions(linker, print)?;
    let globals = [
        ("global_i32", ValType::I32, Val::I32(666)),
        ("global_i64", ValType::I64, Val::I64(666)),
        ("global_f32", ValType::F32, Val::F32(666.6f32.to_bits())),
        ("global_f64", ValType::F64, Val::F64(666.6f64.to_bits())),
    ];
    for (name, val, value) in globals {
        let global = Global::new(&mut *store, GlobalType { val, mutable: false }, value)?;
        linker.define(&*store, "spectest", name, Extern::Global(global))?;
    }
    let limits = Limits { min: 10, max: Some(20) };
    for (name, addr) in [("table", AddrType::I32), ("table64", AddrType::I64)] {
        let table = Table::new(&mut *store, TableType { addr, limits, element: RefType::FUNC }, Val::FuncRef(None))?;
        linker.define(&*store, "spectest", name, Extern::Table(table))?;
    }
    let limits = Limits { min: 1, max: Some(2) };
    let ty = MemoryType { addr: AddrType::I32, limits, shared: false, page_size_log2: 16 };
    let memory = Memory::new(&mut *store, ty)?;
    linker.define(&*store, "spectest", "memory", Extern::Memory(memory))?;
    let shared = SharedMemory::new(linker.engine(), MemoryType { shared: true, ..ty })?;
    linker.define(&*store, "spectest", "shared_memory", Extern::SharedMemory(shared))?;
    Ok(())
}

fn functions(linker: &mut Linker<()>, print: bool) -> Result<()> {
    let say = move |parts: &[(&str, &dyn Display)]| {
        if print {
            parts.iter().for_each(|(ty, value)| line(format_args!("{value} : {ty}")));
        }
    };
    linker.func_wrap("spectest", "print", || {})?;
    linker.func_wrap("spectest", "print_i32", move |a: i32| say(&[("i32", &a)]))?;
    linker.func_wrap("spectest", "print_i64", move |a: i64| say(&[("i64", &a)]))?;
    linker.func_wrap("spectest", "print_f32", move |a: f32| say(&[("f32", &a)]))?;
    linker.func_wrap("spectest", "print_f64", move |a: f64| say(&[("f64", &a)]))?;
    linker.func_wrap("spectest", "print_i32_f32", move |a: i32, b: f32| say(&[("i32", &a), ("f32", &b)]))?;
    linker.func_wrap("spectest", "print_f64_f64", move |a: f64, b: f64| say(&[("f64", &a), ("f64", &b)]))?;
    Ok(())
}
