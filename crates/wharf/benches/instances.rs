//! What an instance of a compiled module costs, in microseconds: made in a store of its own that is dropped with it, and
//! made in a store that has others. And what it costs to touch its memory, which a first touch may map.
//!
//!     cargo bench -p wharf --bench instances

use std::time::Instant;

use wharf::{Config, Engine, Linker, Module, Result, Store, Tier};

/// One function.
const LEAST: &str = r#"(module (func (export "run")))"#;

/// What a small program has: imports, a memory with a little data, a table, globals, a start function.
const SMALL: &str = r#"(module
    (import "host" "log" (func $log (param i32)))
    (import "host" "now" (func (result i64)))
    (memory (export "memory") 2)
    (data (i32.const 1024) "some static data of a program that greets the world")
    (data (i32.const 4096) "\01\02\03\04\05\06\07\08")
    (global $sp (mut i32) (i32.const 65536))
    (global (export "base") i32 (i32.const 1024))
    (table 8 funcref)
    (elem (i32.const 1) $a $b $c $log)
    (func $a) (func $b) (func $c)
    (start $init)
    (func $init (i32.store (i32.const 2048) (i32.const 1)))
    (func (export "run")
      (global.set $sp (i32.sub (global.get $sp) (i32.const 16)))
      (i32.store (global.get $sp) (i32.load (i32.const 2048)))
      (call_indirect (i32.const 2))
      (global.set $sp (i32.add (global.get $sp) (i32.const 16)))))"#;

/// An object on the heap.
const OBJECT: &str = r#"(module
    (type $pair (struct (field i32) (field (ref null $pair))))
    (func (export "run") (drop (struct.new $pair (i32.const 1) (struct.new_default $pair)))))"#;

/// A memory whose data make an image: 1 MiB of it, of which a run touches two pages.
fn large() -> String {
    let data = "0123456789abcdef".repeat(1 << 16);
    format!(
        r#"(module (memory 32) (data (i32.const 65536) "{data}")
             (func (export "run") (i32.store (i32.const 70000) (i32.load (i32.const 500000)))))"#
    )
}

/// Microseconds for each, the best of some runs.
fn measure(what: &str, each: u32, mut run: impl FnMut()) {
    let mut best = f64::MAX;
    for _ in 0..10 {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed().as_secs_f64() * 1e6 / f64::from(each));
    }
    println!("  {what:46} {best:8.2} µs");
}

fn main() -> Result<()> {
    for tier in [Tier::Interp, Tier::Optimizing] {
        println!("{tier}");
        let engine = Engine::new(Config::new().tier(tier))?;
        let mut linker = Linker::new(&engine);
        linker.func_wrap("host", "log", |_: i32| ())?;
        linker.func_wrap("host", "now", || 0i64)?;
        for (name, text) in [("least", LEAST), ("small", SMALL), ("object", OBJECT), ("1 MiB of data", &large())] {
            instances(&linker, name, &Module::new(&engine, text)?)?;
        }
    }
    Ok(())
}

fn instances(linker: &Linker<()>, name: &str, module: &Module) -> Result<()> {
    const EACH: u32 = 1000;
    let alone = |run: bool| -> Result<()> {
        let mut store = Store::new(linker.engine(), ());
        let instance = linker.instantiate(&mut store, module)?;
        if run {
            instance.get_typed_func::<(), ()>(&mut store, "run")?.call(&mut store, ())?;
        }
        Ok(())
    };
    (0..2).try_for_each(|_| alone(true))?;
    let stores = || (0..EACH).for_each(|_| drop(Store::new(linker.engine(), ())));
    if name == "least" {
        measure("a store without instances", EACH, stores);
    }
    measure(&format!("{name}: store and instance"), EACH, || {
        (0..EACH).for_each(|_| alone(false).expect("it can be instantiated"));
    });
    measure(&format!("{name}: store, instance and a call"), EACH, || {
        (0..EACH).for_each(|_| alone(true).expect("it can be instantiated"));
    });
    measure(&format!("{name}: one of many in a store"), 100, || {
        let mut store = Store::new(linker.engine(), ());
        (0..100).for_each(|_| assert!(linker.instantiate(&mut store, module).is_ok()));
    });
    Ok(())
}
