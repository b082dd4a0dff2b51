//! What the interpreter does beside computing: calls and their depth, unwinding, fuel, deadlines, roots, backtraces.

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::{World, all_options};
use wharf_core::trap::TrapKind;
use wharf_core::types::ValType;
use wharf_interp::Options;
use wharf_vm::{Extern, StoreConfig};

const RECURSION: &str = r#"(module
    (func $down (export "down") (param i32) (result i32)
        (if (result i32) (local.get 0)
            (then (i32.add (i32.const 1) (call $down (i32.sub (local.get 0) (i32.const 1)))))
            (else (i32.const 0))))
    (func $forever (export "forever") (call $forever))
    (func $tail (export "tail") (param i64 i64) (result i64)
        (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
        (return_call $tail (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (local.get 0))))
    (func $big (export "big") (param i32) (result i32)
        (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 v128 v128 v128 v128)
        (if (result i32) (local.get 0)
            (then (call $big (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 7)))))"#;

#[test]
fn calls_nest_deeply_and_end_in_a_trap() {
    for options in all_options() {
        let mut world = World::new(options);
        let instance = world.instance(RECURSION, &[]);
        assert_eq!(world.call(instance, "down", &[10_000]).unwrap(), [10_000]);
        let error = world.call(instance, "forever", &[]).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::CallStackExhausted));
        assert!(!error.trace().is_empty());
        let error = world.call(instance, "big", &[10_000_000]).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::CallStackExhausted));
        assert_eq!(world.call(instance, "big", &[10_000]).unwrap(), [7]);
    }
}

#[test]
fn tail_calls_take_no_stack() {
    for options in all_options() {
        let mut world = World::new(options);
        let instance = world.instance(RECURSION, &[]);
        assert_eq!(world.call(instance, "tail", &[1_000_000, 0]).unwrap()[0], 500_000_500_000);
    }
}

/// Tail calls from one instance to another and back, through an import and through a table.
#[test]
fn tail_calls_across_instances_take_no_stack() {
    let first = r#"(module
        (type $t (func (param i32 i32) (result i32)))
        (table (export "table") 2 funcref)
        (func (export "even") (type $t)
            (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
            (return_call_indirect (type $t)
                (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 1)) (i32.const 1))))"#;
    let second = r#"(module
        (type $t (func (param i32 i32) (result i32)))
        (import "first" "even" (func $even (type $t)))
        (import "first" "table" (table 2 funcref))
        (elem (i32.const 0) $even $odd)
        (func $odd (export "odd") (type $t)
            (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
            (return_call $even (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 1))))
        (func (export "twice") (param i32) (result i32)
            (i32.add (call $even (local.get 0) (i32.const 0)) (call $even (local.get 0) (i32.const 0)))))"#;
    for options in all_options() {
        let mut world = World::new(options);
        let one = world.instance(first, &[]);
        let imports = ["even", "table"].map(|name| one.export(&world.store, name).unwrap());
        let two = world.instance(second, &imports);
        assert_eq!(world.call(two, "odd", &[1_000_001, 0]).unwrap()[0], 1_000_001);
        assert_eq!(world.call(two, "twice", &[1001]).unwrap()[0], 2002);
    }
}

/// Handlers jump to each other; one that called the next instead would use up this thread's small stack.
#[test]
fn long_loops_need_no_stack() {
    let text = r#"(module
        (type $f (func (param i32) (result i32)))
        (import "host" "id" (func $id (type $f)))
        (memory 1) (table 4 funcref) (global $g (mut i64) (i64.const 0)) (global $v (mut v128) (v128.const i64x2 0 0))
        (type $s (struct (field (mut i32)))) (type $a (array (mut i8)))
        (tag $e (param i32))
        (elem (i32.const 0) $inc $id)
        (func $inc (type $f) (i32.add (local.get 0) (i32.const 1)))
        (func $throws (param i32) (throw $e (local.get 0)))
        (func (export "run") (param $n i32) (result i32)
            (local $x i32) (local $y i64) (local $z f64) (local $v v128) (local $s (ref null $s))
            (loop $again
                (local.set $x (call $inc (local.get $x)))
                (local.set $x (call_indirect (type $f) (local.get $x) (i32.const 0)))
                (local.set $x (call_indirect (type $f) (local.get $x) (i32.const 1)))
                (local.set $x (call $id (local.get $x)))
                (local.set $x (call_ref $f (local.get $x) (ref.func $inc)))
                (block $caught (result i32)
                    (try_table (catch $e $caught) (call $throws (local.get $x)))
                    (unreachable))
                (local.set $x)
                (global.set $g (i64.add (global.get $g) (i64.const 1)))
                (global.set $v (i8x16.add (global.get $v) (v128.const i8x16 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1)))
                (local.set $z (f64.nearest (f64.sqrt (f64.add (local.get $z) (f64.const 2)))))
                (local.set $y (i64.div_s (i64.const 1000) (i64.add (i64.const 1) (i64.rem_u (global.get $g) (i64.const 7)))))
                (memory.fill (i32.const 0) (i32.const 1) (i32.const 100))
                (memory.copy (i32.const 50) (i32.const 0) (i32.const 60))
                (drop (memory.grow (i32.const 0)))
                (i32.store (i32.const 8) (local.get $x))
                (v128.store (i32.const 16) (i16x8.mul (v128.load (i32.const 16)) (v128.load8x8_s (i32.const 0))))
                (drop (i32.atomic.rmw.add (i32.const 64) (i32.const 1)))
                (table.set (i32.const 2) (table.get (i32.const 0)))
                (drop (table.grow (ref.null func) (i32.const 0)))
                (local.set $s (struct.new $s (local.get $x)))
                (struct.set $s 0 (ref.cast (ref $s) (local.get $s)) (i32.const 1))
                (drop (array.get_u $a (array.new $a (i32.const 1) (i32.const 9)) (i32.const 3)))
                (local.set $x (select (local.get $x) (i32.const 0) (ref.test (ref $s) (local.get $s))))
                (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $x)))"#;
    let run = move || {
        for options in all_options() {
            let mut world = World::new(options);
            let ty = world.ty(&[ValType::I32], &[ValType::I32]);
            let id = world.host(ty, Arc::new(|_, _| Ok(())));
            let instance = world.instance(text, &[id]);
            assert_eq!(world.call(instance, "run", &[20_000]).unwrap()[0], 60_000);
        }
    };
    std::thread::Builder::new().stack_size(256 << 10).spawn(run).unwrap().join().unwrap();
}

#[test]
fn fuel_is_what_the_bytes_say() {
    // entry: loop 1; body: get, const, sub, tee, br_if = 5 each; then end, end.
    let text = r#"(module (func (export "count") (param i32)
        (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))"#;
    for fuse in [true, false] {
        let mut world = World::new(Options { fuel: true, fuse, ..Options::default() });
        let instance = world.instance(text, &[]);
        world.store.set_fuel(1000);
        world.call(instance, "count", &[10]).unwrap();
        assert_eq!(world.store.fuel(), 1000 - (1 + 10 * 5 + 1 + 1));
        world.store.set_fuel(20);
        let error = world.call(instance, "count", &[10]).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::OutOfFuel));
    }
}

#[test]
fn a_deadline_ends_a_loop() {
    let mut world = World::new(Options { interruptible: true, ..Options::default() });
    let instance = world.instance(r#"(module (func (export "spin") (loop (br 0))))"#, &[]);
    world.store.set_deadline(Some(Duration::from_millis(20)));
    let error = world.call(instance, "spin", &[]).unwrap_err();
    assert_eq!(error.trap_kind(), Some(TrapKind::DeadlineExceeded));
}

#[test]
fn the_host_may_call_back_and_sees_exceptions_pass() {
    let text = r#"(module
        (import "host" "again" (func $again (param i32) (result i32)))
        (tag $e (param i32))
        (func (export "down") (param i32) (result i32)
            (local $kept i32)
            (local.set $kept (i32.mul (local.get 0) (i32.const 3)))
            (if (i32.eqz (local.get 0)) (then (throw $e (i32.const 5))))
            (i32.add (local.get $kept) (call $again (i32.sub (local.get 0) (i32.const 1)))))
        (func (export "run") (param i32) (result i32)
            (block $h (result i32)
                (try_table (result i32) (catch $e $h) (call $again (local.get 0)))
                (i32.add (i32.const 100)))))"#;
    for options in all_options() {
        let mut world = World::new(options);
        let ty = world.ty(&[ValType::I32], &[ValType::I32]);
        let again = world.host(
            ty,
            Arc::new(|call, slots| {
                let instance = call.caller().unwrap();
                let Some(Extern::Func(down)) = instance.export(call.store, "down") else { panic!() };
                down.call(call.store, slots)
            }),
        );
        let instance = world.instance(text, &[again]);
        assert_eq!(world.call(instance, "run", &[50]).unwrap()[0], 5);
        let error = world.call(instance, "down", &[3]).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::UncaughtException));
        let error = world.call(instance, "run", &[100_000]).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::CallStackExhausted));
    }
}

/// Every allocation collects, and what only frames hold must survive and move with its object.
#[test]
fn frames_are_roots() {
    let text = r#"(module
        (type $p (struct (field $head i32) (field $tail (ref null $p))))
        (func $list (param $n i32) (result (ref null $p))
            (if (result (ref null $p)) (local.get $n)
                (then (struct.new $p (local.get $n) (call $list (i32.sub (local.get $n) (i32.const 1)))))
                (else (ref.null $p))))
        (func (export "sum") (param $n i32) (result i32) (local $l (ref null $p)) (local $s i32)
            (local.set $l (call $list (local.get $n)))
            ;; An operand of each kind is live over the calls: a local's value, and a fresh object.
            (local.get $l)
            (struct.new $p (i32.const 1000) (ref.null $p))
            (local.set $l (call $list (local.get $n)))
            (drop (struct.new $p (i32.const 0) (local.get $l)))
            (struct.get $p $head)
            (local.set $s)
            (local.set $l)
            (loop $next
                (if (ref.is_null (local.get $l)) (then (return (local.get $s))))
                (local.set $s (i32.add (local.get $s) (struct.get $p $head (local.get $l))))
                (local.set $l (struct.get $p $tail (local.get $l)))
                (br $next))
            (unreachable)))"#;
    for options in all_options() {
        let mut world = World::with_config(options, StoreConfig { gc_stress: true, ..StoreConfig::default() });
        let instance = world.instance(text, &[]);
        assert_eq!(world.call(instance, "sum", &[40]).unwrap()[0], 1000 + 820);
    }
}

#[test]
fn a_backtrace_names_the_instructions() {
    let text = r#"(module
        (func $inner (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0)))
        (func (export "outer") (param i32) (result i32) (i32.add (i32.const 1) (call $inner (local.get 0)))))"#;
    let mut seen = Vec::new();
    for options in all_options() {
        let mut world = World::new(options);
        let instance = world.instance(text, &[]);
        let error = world.call(instance, "outer", &[0]).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::IntegerDivideByZero));
        seen.push(error.trace().iter().map(|frame| (frame.func, frame.at)).collect::<Vec<_>>());
    }
    assert_eq!(seen[0].len(), 2);
    assert!(seen[0].iter().all(|frame| frame.1.is_some()));
    assert!(seen.iter().all(|trace| *trace == seen[0]), "{seen:?}");
}

#[test]
fn slots_beyond_sixteen_bits_are_refused() {
    let locals = "v128 ".repeat(40_000);
    let text = format!("(module (func (export \"f\") (local {locals})))");
    let mut world = World::new(Options::default());
    let instance = world.instance(&text, &[]);
    let error = world.call(instance, "f", &[]).unwrap_err();
    assert!(error.to_string().contains("slots"), "{error}");
}
