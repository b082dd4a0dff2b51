//! What stops a program: fuel, deadlines, sizes. And that stores give back what they took.

use std::time::{Duration, Instant};

use wharf::{Config, Engine, Error, Instance, Module, Stage, Store, TrapKind};

const LOOP: &str = r#"(module
    (func (export "forever") (loop $again (br $again)))
    (func (export "count") (param i32)
      (loop $again (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))"#;

fn engine(setup: impl FnOnce(&mut Config)) -> Engine {
    let mut config = Config::new();
    setup(&mut config);
    Engine::new(&config).unwrap()
}

fn call(store: &mut Store<()>, text: &str, name: &str) -> Result<(), Error> {
    let module = Module::new(store.engine(), text)?;
    let instance = Instance::new(&mut *store, &module, &[])?;
    instance.get_typed_func::<(), ()>(&mut *store, name)?.call(store, ())
}

#[test]
fn fuel_runs_out_at_the_same_place_each_time() {
    let engine = engine(|config| {
        config.consume_fuel(true);
    });
    let module = Module::new(&engine, LOOP).unwrap();
    let used = |turns: i32| {
        let mut store = Store::new(&engine, ());
        store.set_fuel(1_000_000);
        let instance = Instance::new(&mut store, &module, &[]).unwrap();
        let count = instance.get_typed_func::<i32, ()>(&mut store, "count").unwrap();
        count.call(&mut store, turns).unwrap();
        1_000_000 - store.fuel()
    };
    assert_eq!(used(100), used(100));
    let turn = used(101) - used(100);
    assert!((1..=8).contains(&turn), "{turn} units for a turn of four instructions");

    let mut store = Store::new(&engine, ());
    store.set_fuel(10_000);
    let error = call(&mut store, LOOP, "forever").unwrap_err();
    assert_eq!(error.trap_kind(), Some(TrapKind::OutOfFuel));
    assert_eq!(store.fuel(), 0);
}

#[test]
fn a_deadline_and_an_interrupt_stop_a_loop() {
    let engine = engine(|config| {
        config.interruptible(true);
    });
    let mut store = Store::new(&engine, ());
    store.set_deadline(Some(Duration::from_millis(20)));
    let start = Instant::now();
    let error = call(&mut store, LOOP, "forever").unwrap_err();
    assert_eq!(error.trap_kind(), Some(TrapKind::DeadlineExceeded));
    assert!(start.elapsed() < Duration::from_secs(20));

    store.set_deadline(None);
    let handle = store.interrupt_handle();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(20));
        handle.interrupt();
    });
    assert_eq!(call(&mut store, LOOP, "forever").unwrap_err().trap_kind(), Some(TrapKind::DeadlineExceeded));
    thread.join().unwrap();
}

#[test]
fn sizes_are_limited_and_the_program_can_see_it() {
    let engine = engine(|config| {
        config.max_memory(1 << 20).max_table(100).max_instances(2);
    });
    let mut store = Store::new(&engine, ());
    let grow = r#"(module (memory 1) (table 1 funcref)
        (func (export "memory") (if (i32.ne (memory.grow (i32.const 16)) (i32.const -1)) (then (unreachable)))
                                (if (i32.ne (memory.grow (i32.const 15)) (i32.const 1)) (then (unreachable))))
        (func (export "table") (if (i32.ne (table.grow (ref.null func) (i32.const 100)) (i32.const -1)) (then (unreachable)))))"#;
    call(&mut store, grow, "memory").unwrap();
    call(&mut store, grow, "table").unwrap();
    assert_eq!(call(&mut store, grow, "table").unwrap_err().stage(), Stage::Limit, "a third instance");
    let mut store = Store::new(&engine, ());
    assert_eq!(call(&mut store, "(module (memory 17))", "").unwrap_err().stage(), Stage::Limit);
}

#[test]
fn a_program_that_allocates_for_ever_runs_in_bounded_memory() {
    let engine = engine(|config| {
        config.max_heap(4 << 20);
    });
    let mut store = Store::new(&engine, ());
    let text = r#"(module (type $t (struct (field i64) (field i64) (field (ref null $t))))
        (func (export "run") (local $i i32)
          (loop $again
            (drop (struct.new $t (i64.const 1) (i64.const 2) (ref.null $t)))
            (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 500000)))))
        (func (export "keep") (local $list (ref null $t))
          (loop $again
            (local.set $list (struct.new $t (i64.const 1) (i64.const 2) (local.get $list)))
            (br $again))))"#;
    call(&mut store, text, "run").unwrap();
    let error = call(&mut store, text, "keep").unwrap_err();
    assert_eq!(error.trap_kind(), Some(TrapKind::HeapExhausted));
}

/// The address space that the process uses, in bytes.
fn address_space() -> u64 {
    let status = std::fs::read_to_string("/proc/self/statm").expect("Linux");
    let pages: u64 = status.split(' ').next().and_then(|pages| pages.parse().ok()).expect("a number of pages");
    pages * 4096
}

#[test]
fn stores_give_back_their_memories() {
    const STORES: u64 = 300;
    let engine = Engine::default();
    let module = Module::new(&engine, "(module (memory 1) (table 1000 funcref))").unwrap();
    let before = address_space();
    for _ in 0..STORES {
        let mut store = Store::new(&engine, ());
        Instance::new(&mut store, &module, &[]).unwrap();
    }
    // Each reserves 4 GiB at the least; some reservations may be kept for the next store.
    let kept = address_space().saturating_sub(before);
    assert!(kept < STORES / 3 * (4 << 30), "{kept} bytes of address space are kept by {STORES} stores that are gone");
}
