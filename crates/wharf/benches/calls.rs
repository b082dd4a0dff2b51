//! What a call across the border costs, in nanoseconds: host to guest, guest to host, host to host.
//!
//!     cargo bench -p wharf --bench calls

use std::hint::black_box;
use std::time::Instant;

use wharf::{Caller, Config, Engine, Func, Linker, Module, Result, Store, Tier, Val};

const GUEST: &str = r#"(module
    (import "host" "add" (func $add (param i32 i32) (result i32)))
    (func (export "nothing"))
    (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
    (func (export "callbacks") (param $n i32) (result i32) (local $sum i32)
      (loop $again
        (local.set $sum (call $add (local.get $sum) (local.get $n)))
        (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
      (local.get $sum)))"#;

/// Nanoseconds a call, the best of some runs.
fn measure(what: &str, calls: u32, mut run: impl FnMut()) {
    let mut best = f64::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed().as_secs_f64() * 1e9 / f64::from(calls));
    }
    println!("{what:48} {best:8.1} ns");
}

fn main() -> Result<()> {
    const CALLS: u32 = 1_000_000;
    // What all else is to be compared with: a call through a pointer, of a processor that may be slow today.
    let add: fn(i32, i32) -> i32 = |a, b| a.wrapping_add(b);
    measure("a call through a pointer, add", CALLS, || {
        let sum = (0..CALLS as i32).fold(0, |sum, i| black_box(add)(sum, i));
        black_box(sum);
    });
    for tier in [Tier::Interp, Tier::Baseline, Tier::Optimizing] {
        println!("{tier}");
        if let Err(error) = calls(tier, CALLS) {
            println!("  {error}");
        }
    }
    Ok(())
}

fn calls(tier: Tier, calls: u32) -> Result<()> {
    let engine = Engine::new(Config::new().tier(tier))?;
    let module = Module::new(&engine, GUEST)?;
    let mut linker = Linker::new(&engine);
    linker.func_wrap("host", "add", |caller: Caller<'_, i32>, a: i32, b: i32| *caller.data() ^ a.wrapping_add(b))?;
    let mut store = Store::new(&engine, 0);
    let instance = linker.instantiate(&mut store, &module)?;

    let nothing = instance.get_typed_func::<(), ()>(&mut store, "nothing")?;
    let add = instance.get_typed_func::<(i32, i32), i32>(&mut store, "add")?;
    let callbacks = instance.get_typed_func::<u32, i32>(&mut store, "callbacks")?;
    let untyped = *add.func();
    // A tier that this build does not have says so at the first call.
    nothing.call(&mut store, ())?;
    let host = Func::wrap(&mut store, |a: i32, b: i32| a.wrapping_add(b)).typed::<(i32, i32), i32>(&store)?;

    measure("  host → guest, typed, nothing", calls, || {
        (0..calls).for_each(|_| nothing.call(&mut store, ()).expect("no trap"));
    });
    measure("  host → guest, typed, add", calls, || {
        (0..calls as i32).for_each(|i| {
            black_box(add.call(&mut store, (i, 1)).expect("no trap"));
        });
    });
    measure("  host → guest, untyped, add", calls, || {
        let mut results = [Val::I32(0)];
        (0..calls as i32).for_each(|i| {
            untyped.call(&mut store, &[Val::I32(i), Val::I32(1)], &mut results).expect("no trap");
        });
    });
    measure("  guest → host, add with the store's data", calls, || {
        black_box(callbacks.call(&mut store, calls).expect("no trap"));
    });
    measure("  host → host, typed, add", calls, || {
        (0..calls as i32).for_each(|i| {
            black_box(host.call(&mut store, (i, 1)).expect("no trap"));
        });
    });
    Ok(())
}
