//! A host of strangers' plugins: each gets so much memory and so much fuel, and what it does wrong stays its own.
//!
//!     cargo run --example plugin_host

use wharf::{Config, Engine, Linker, Module, Result, Store, TrapKind};

/// What a plugin may use.
const FUEL: u64 = 1_000_000;
const MEMORY: u64 = 1 << 20;

const PLUGINS: [(&str, &str); 4] = [
    (
        "squares",
        r#"(module (func (export "run") (param i64) (result i64)
             (i64.mul (local.get 0) (local.get 0))))"#,
    ),
    (
        "forever",
        r#"(module (func (export "run") (param i64) (result i64)
             (loop $again (br $again)) (unreachable)))"#,
    ),
    (
        "hungry",
        r#"(module (memory 1) (func (export "run") (param i64) (result i64)
             (i64.extend_i32_s (memory.grow (i32.const 1000)))))"#,
    ),
    (
        "broken",
        r#"(module $broken (func $divide (param i64 i64) (result i64) (i64.div_s (local.get 0) (local.get 1)))
             (func $run (export "run") (param i64) (result i64) (call $divide (local.get 0) (i64.const 0))))"#,
    ),
];

fn main() -> Result<()> {
    let mut config = Config::new();
    config.consume_fuel(true).max_memory(MEMORY);
    let engine = Engine::new(&config)?;
    let linker = Linker::new(&engine);
    for (name, text) in PLUGINS {
        let module = Module::new(&engine, text)?;
        match run(&engine, &linker, &module, 12) {
            Ok((result, fuel)) => println!("{name}: {result}, for {fuel} units of fuel"),
            Err(error) if error.trap_kind() == Some(TrapKind::OutOfFuel) => println!("{name}: stopped, out of fuel"),
            Err(error) => println!("{name}: {error}"),
        }
    }
    Ok(())
}

/// Runs a plugin in a store of its own, which goes with all that the plugin had.
fn run(engine: &Engine, linker: &Linker<()>, module: &Module, input: i64) -> Result<(i64, u64)> {
    let mut store = Store::new(engine, ());
    store.set_fuel(FUEL);
    let instance = linker.instantiate(&mut store, module)?;
    let run = instance.get_typed_func::<i64, i64>(&mut store, "run")?;
    let result = run.call(&mut store, input)?;
    Ok((result, FUEL - store.fuel()))
}
