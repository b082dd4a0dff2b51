//! Whatever a program does without end, its deadline stops it, in every tier and soon; and nothing else.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use wharf::{Config, Engine, Features, Func, Instance, Linker, Module, Store, Tier, TierUp, TrapKind};

/// How long after its deadline a program may go on, in the best of a few attempts: others use the machine too.
const SOON: Duration = Duration::from_millis(200);
const ATTEMPTS: usize = 4;
/// What never ends would stop the tests.
const NEVER: Duration = Duration::from_secs(60);
const DEADLINE: Duration = Duration::from_millis(30);

/// Every tier, and some in which functions and loops are optimised as soon as they run, or when they have run a little.
fn engines() -> Vec<(String, Engine)> {
    let engine = |tier: Tier, tier_up: Option<TierUp>| {
        let mut config = Config::new();
        config.tier(tier).interruptible(true).features(Features::all());
        if let Some(tier_up) = tier_up {
            config.tier_up(tier_up);
        }
        Engine::new(&config).unwrap()
    };
    let plain = Tier::ALL.map(|tier| (tier.to_string(), engine(tier, None)));
    let eager = [0, 600].map(|least| {
        let tier_up = TierUp { per_byte: 0, least, most: 1000, background: false };
        (format!("auto after {least}"), engine(Tier::Auto, Some(tier_up)))
    });
    plain.into_iter().chain(eager).collect()
}

/// How long after the deadline `run` of a program stops. `host.call` is there for it.
fn late(engine: &Engine, text: &str) -> Duration {
    let module = Module::new(engine, text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut store = Store::new(engine, ());
    let mut linker = Linker::new(engine);
    linker.func_wrap("host", "call", || ()).unwrap();
    let instance = linker.instantiate(&mut store, &module).unwrap();
    let run = instance.get_typed_func::<(), ()>(&mut store, "run").unwrap();
    let start = Instant::now();
    store.set_deadline(Some(DEADLINE));
    let error = run.call(&mut store, ()).unwrap_err();
    let late = start.elapsed().saturating_sub(DEADLINE);
    assert_eq!(error.trap_kind(), Some(TrapKind::DeadlineExceeded), "{error}");
    assert!(start.elapsed() >= DEADLINE, "it stopped before its deadline");
    // Once stopped, the store is as good as ever.
    let fine = instance.get_typed_func::<(), i32>(&mut store, "fine").unwrap();
    assert_eq!(fine.call(&mut store, ()).unwrap(), 42);
    late
}

/// Asserts that the program stops soon after its deadline, in every tier.
fn stops(items: &str) {
    let text = format!("(module {items} (func (export \"fine\") (result i32) (i32.const 42)))");
    in_every_tier(items, move |name, engine| {
        let soon = (0..ATTEMPTS).any(|_| late(engine, &text) < SOON);
        assert!(soon, "{name}: it goes on long after its deadline");
    });
}

/// Checks something with each engine, and that it comes to an end.
fn in_every_tier(what: &str, check: impl Fn(&str, &Engine) + Clone + Send + 'static) {
    for (name, engine) in engines() {
        let (sender, receiver) = mpsc::channel();
        let (named, check) = (name.clone(), check.clone());
        std::thread::spawn(move || {
            check(&named, &engine);
            let _ = sender.send(());
        });
        match receiver.recv_timeout(NEVER) {
            Ok(()) => {}
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("{name}: it never stops: {what}"),
            Err(mpsc::RecvTimeoutError::Disconnected) => panic!("{name}: it failed: {what}"),
        }
    }
}

#[test]
fn loops_that_do_nothing_else() {
    stops(r#"(func (export "run") (loop $l (br $l)))"#);
    stops(r#"(func (export "run") (loop $l (br_if $l (i32.const 1))))"#);
    stops(r#"(func (export "run") (loop $l (br_table $l $l (i32.const 7))))"#);
    stops(r#"(func (export "run") (loop $l (result i32) (br_on_null $l (ref.null func)) drop (i32.const 1)) drop)"#);
    stops(
        r#"(func (export "run") (local i64)
            (loop $l (local.set 0 (i64.add (local.get 0) (i64.const 3))) (br_if $l (i64.ne (local.get 0) (i64.const -1)))))"#,
    );
}

#[test]
fn loops_in_loops() {
    stops(
        r#"(func (export "run") (local i32)
            (loop $outer
                (local.set 0 (i32.const 0))
                (loop $inner
                    (br_if $inner (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 3))))
                (br $outer)))"#,
    );
    // The outer one goes on from within the inner one.
    stops(
        r#"(func (export "run") (local i32)
            (loop $outer (loop $inner
                (local.set 0 (i32.add (local.get 0) (i32.const 1)))
                (br_if $outer (i32.and (local.get 0) (i32.const 1)))
                (br $inner))))"#,
    );
    // So much is in it that no register is left for the context.
    let many = |form: &dyn Fn(usize) -> String| (0..40).map(form).collect::<String>();
    let locals = "i64 ".repeat(40);
    let body = many(&|n| format!("(local.set {n} (i64.add (local.get {n}) (local.get {})))", (n + 7) % 40));
    stops(&format!(r#"(func (export "run") (local {locals}) (loop $l {body} (br $l)))"#));
}

#[test]
fn loops_that_call_what_calls_nothing() {
    let leaf = "(func $leaf (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))";
    stops(&format!(r#"{leaf} (func (export "run") (loop $l (drop (call $leaf (i32.const 1))) (br $l)))"#));
    let table = format!(
        r#"{leaf} (type $t (func (param i32) (result i32))) (table $table 1 1 funcref) (elem (i32.const 0) $leaf)
           (global $zero (mut i32) (i32.const 0))"#
    );
    let indirect = "(drop (call_indirect $table (type $t) (i32.const 1) (i32.const 0)))";
    stops(&format!(r#"{table} (func (export "run") (loop $l {indirect} (br $l)))"#));
    stops(&format!(
        r#"{table} (func (export "run") (loop $l (drop (call_ref $t (i32.const 1) (ref.func $leaf))) (br $l)))"#
    ));
    // One that is too large to be put in the call's place, exported or not.
    let steps = "(local.set 0 (i32.rotl (i32.xor (local.get 0) (i32.const 77777)) (i32.const 3)))".repeat(40);
    for export in ["", "(export \"large\")"] {
        let large = format!("(func $large {export} (param i32) (result i32) {steps} (local.get 0))");
        stops(&format!(r#"{large} (func (export "run") (loop $l (drop (call $large (i32.const 1))) (br $l)))"#));
    }
    // The call is passed by, in each of the ways in which that can be done.
    stops(&format!(
        r#"{table} (func (export "run") (loop $l (br_if $l (i32.eqz (global.get $zero))) {indirect} (br $l)))"#
    ));
    stops(&format!(
        r#"{table} (func (export "run") (loop $l (block $b (br_if $b (i32.eqz (global.get $zero))) {indirect}) (br $l)))"#
    ));
    stops(&format!(
        r#"{table} (func (export "run") (loop $l (if (global.get $zero) (then {indirect} (br $l)) (else (br $l)))))"#
    ));
    stops(&format!(r#"{table} (func (export "run") (loop $l (if (global.get $zero) (then {indirect})) (br $l)))"#));
    stops(&format!(
        r#"{table} (func (export "run")
            (loop $l (block $b (block $c (br_table $c $b (i32.const 1))) {indirect} (br $l)) (br $l)))"#
    ));
    // The inner loop always calls, the outer one goes round without coming to it.
    stops(&format!(
        r#"{table} (func (export "run")
            (loop $outer
                (br_if $outer (i32.eqz (global.get $zero)))
                (loop $inner {indirect} (br_if $inner (global.get $zero)))
                (br $outer)))"#
    ));
    stops(&format!(
        r#"{table} (func (export "run")
            (loop $outer (loop $inner (br_if $outer (i32.eqz (global.get $zero))) {indirect} (br $inner))))"#
    ));
}

#[test]
fn loops_that_call_the_host() {
    stops(r#"(import "host" "call" (func $host)) (func (export "run") (loop $l (call $host) (br $l)))"#);
    stops(
        r#"(import "host" "call" (func $host)) (type $t (func)) (table $table 1 1 funcref) (elem (i32.const 0) $host)
           (func (export "run") (loop $l (call_indirect $table (type $t) (i32.const 0)) (br $l)))"#,
    );
    stops(
        r#"(import "host" "call" (func $host)) (type $t (func)) (elem declare func $host)
           (func (export "run") (loop $l (call_ref $t (ref.func $host)) (br $l)))"#,
    );
}

#[test]
fn recursion_without_end_in_bounded_depth() {
    stops(
        r#"(func $tree (param i32)
            (if (local.get 0) (then
                (call $tree (i32.sub (local.get 0) (i32.const 1)))
                (call $tree (i32.sub (local.get 0) (i32.const 1))))))
           (func (export "run") (call $tree (i32.const 200)))"#,
    );
    stops(
        r#"(func $even (param i32) (result i32)
            (if (result i32) (local.get 0)
                (then (i32.add (call $odd (i32.sub (local.get 0) (i32.const 1)))
                               (call $odd (i32.sub (local.get 0) (i32.const 1)))))
                (else (i32.const 1))))
           (func $odd (param i32) (result i32)
            (if (result i32) (local.get 0)
                (then (i32.add (call $even (i32.sub (local.get 0) (i32.const 1)))
                               (call $even (i32.sub (local.get 0) (i32.const 1)))))
                (else (i32.const 0))))
           (func (export "run") (drop (call $even (i32.const 200))))"#,
    );
    // A loop around the recursion, which mostly does not turn.
    stops(
        r#"(func $tree (param i32) (result i32) (local i32)
            (if (i32.lt_s (local.get 0) (i32.const 2)) (then (return (local.get 0))))
            (loop $l
                (local.set 1 (i32.add (local.get 1) (call $tree (i32.sub (local.get 0) (i32.const 1)))))
                (br_if $l (i32.gt_s (local.tee 0 (i32.sub (local.get 0) (i32.const 2))) (i32.const 1))))
            (i32.add (local.get 0) (local.get 1)))
           (func (export "run") (drop (call $tree (i32.const 300))))"#,
    );
    // A loop around calls of its own function, which return at once.
    stops(
        r#"(func $own (param i32)
            (if (i32.eqz (local.get 0)) (then (return)))
            (loop $l (call $own (i32.const 0)) (br $l)))
           (func (export "run") (call $own (i32.const 1)))"#,
    );
    // No recursion at all: each calls the next twice.
    let mut items = String::from(r#"(func $f0 (param i32) (result i32) (i32.xor (local.get 0) (i32.const 5)))"#);
    for n in 1..100 {
        let below = n - 1;
        items += &format!("(func $f{n} (param i32) (result i32) (call $f{below} (call $f{below} (local.get 0))))");
    }
    stops(&format!(r#"{items} (func (export "run") (drop (call $f99 (i32.const 1))))"#));
}

#[test]
fn tail_calls_without_end() {
    stops(r#"(func $f (export "run") (return_call $f))"#);
    stops(
        r#"(func $f (param i64) (return_call $f (i64.add (local.get 0) (i64.const 1)))) (func (export "run") (call $f (i64.const 0)))"#,
    );
    stops(r#"(func $f (export "run") (return_call $g)) (func $g (return_call $f))"#);
    stops(
        r#"(type $t (func)) (table $table 1 1 funcref) (elem (i32.const 0) $f)
           (func $f (export "run") (return_call_indirect $table (type $t) (i32.const 0)))"#,
    );
    stops(r#"(type $t (func)) (elem declare func $f) (func $f (export "run") (return_call_ref $t (ref.func $f)))"#);
}

#[test]
fn exceptions_without_end() {
    let tag =
        r#"(tag $e) (func $throw (throw $e)) (type $t (func)) (table $table 1 1 funcref) (elem (i32.const 0) $throw)"#;
    stops(&format!(r#"{tag} (func (export "run") (loop $l (try_table (catch_all $l) (throw $e))))"#));
    stops(&format!(r#"{tag} (func (export "run") (loop $l (try_table (catch_all $l) (call $throw))))"#));
    let indirect = "(call_indirect $table (type $t) (i32.const 0))";
    stops(&format!(r#"{tag} (func (export "run") (loop $l (try_table (catch $e $l) {indirect})))"#));
    // What is thrown passes the call by.
    stops(&format!(
        r#"{tag} (func (export "run") (loop $l (block $b (try_table (catch_all $b) (throw $e) ) {indirect}) (br $l)))"#
    ));
    stops(&format!(
        r#"{tag} (func (export "run") (loop $l (try_table (catch_all $l) (throw $e) {indirect}) (br $l)))"#
    ));
}

/// Two instances call each other through a table, without end.
#[test]
fn instances_that_call_each_other() {
    in_every_tier("instances that call each other", |name, engine| {
        let mut store = Store::new(engine, ());
        let first = r#"(module (type $t (func (param i32))) (table (export "table") 1 funcref)
            (func (export "call") (param i32) (call_indirect (type $t) (local.get 0) (i32.const 0))))"#;
        let second = r#"(module (import "first" "table" (table 1 funcref)) (import "first" "call" (func $call (param i32)))
            (elem (i32.const 0) $tree)
            (func $tree (param i32)
                (if (local.get 0) (then
                    (call $call (i32.sub (local.get 0) (i32.const 1)))
                    (call $call (i32.sub (local.get 0) (i32.const 1))))))
            (func (export "run") (call $tree (i32.const 200))))"#;
        let first = Module::new(engine, first).unwrap();
        let second = Module::new(engine, second).unwrap();
        let mut linker = Linker::new(engine);
        let first = linker.instantiate(&mut store, &first).unwrap();
        linker.instance(&mut store, "first", first).unwrap();
        let second = linker.instantiate(&mut store, &second).unwrap();
        let run = second.get_typed_func::<(), ()>(&mut store, "run").unwrap();
        store.set_deadline(Some(DEADLINE));
        let error = run.call(&mut store, ()).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::DeadlineExceeded), "{name}: {error}");

        // A loop that calls a function of another instance which calls nothing.
        let leaf = Module::new(engine, "(module (func (export \"leaf\")))").unwrap();
        let leaf = linker.instantiate(&mut store, &leaf).unwrap();
        linker.instance(&mut store, "other", leaf).unwrap();
        let again =
            r#"(module (import "other" "leaf" (func $leaf)) (func (export "run") (loop $l (call $leaf) (br $l))))"#;
        let again = linker.instantiate(&mut store, &Module::new(engine, again).unwrap()).unwrap();
        let run = again.get_typed_func::<(), ()>(&mut store, "run").unwrap();
        store.set_deadline(Some(DEADLINE));
        let error = run.call(&mut store, ()).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::DeadlineExceeded), "{name}: {error}");
    });
}

const COUNT: &str = r#"(module
    (func (export "count") (param i32) (result i32) (local i32)
        (loop $l
            (local.set 1 (i32.add (local.get 1) (i32.const 1)))
            (br_if $l (i32.ne (local.get 1) (local.get 0))))
        (local.get 1))
    (func (export "forever") (loop $l (br $l))))"#;

/// Stores of one module, which share its code, on threads of their own: each stops at its own deadline.
#[test]
fn others_go_on() {
    in_every_tier("others go on", |name, engine| {
        let module = Module::new(engine, COUNT).unwrap();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let (engine, module, name) = (engine, &module, &name);
                scope.spawn(move || {
                    for _ in 0..3 {
                        let mut store = Store::new(engine, ());
                        let instance = Instance::new(&mut store, module, &[]).unwrap();
                        if thread % 2 == 0 {
                            let count = instance.get_typed_func::<u32, u32>(&mut store, "count").unwrap();
                            assert_eq!(count.call(&mut store, 3_000_000).unwrap(), 3_000_000, "{name}");
                        } else {
                            let forever = instance.get_typed_func::<(), ()>(&mut store, "forever").unwrap();
                            store.set_deadline(Some(Duration::from_millis(5)));
                            let error = forever.call(&mut store, ()).unwrap_err();
                            assert_eq!(error.trap_kind(), Some(TrapKind::DeadlineExceeded), "{name}");
                        }
                    }
                });
            }
        });
    });
}

/// An interrupt that comes before an instance is made is for that instance too; one that is taken back is for none.
#[test]
fn an_interrupt_waits_for_the_next_look() {
    in_every_tier("an interrupt waits for the next look", |name, engine| {
        let module = Module::new(engine, COUNT).unwrap();
        let mut store = Store::new(engine, ());
        store.interrupt_handle().interrupt();
        let instance = Instance::new(&mut store, &module, &[]).unwrap();
        let forever = instance.get_typed_func::<(), ()>(&mut store, "forever").unwrap();
        let count = instance.get_typed_func::<u32, u32>(&mut store, "count").unwrap();
        let error = forever.call(&mut store, ()).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::DeadlineExceeded), "{name}");
        assert_eq!(count.call(&mut store, 10).unwrap(), 10, "{name}: it has stopped once");
        store.interrupt_handle().interrupt();
        store.set_deadline(None);
        assert_eq!(count.call(&mut store, 10).unwrap(), 10, "{name}: it was taken back");
    });
}

/// Code that was not made to be stopped goes on, and takes no harm.
#[test]
fn what_does_not_look_goes_on() {
    const FIB: &str = r#"(module
        (func $fib (param i32) (result i32)
            (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
                (then (local.get 0))
                (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1)))
                               (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
        (func (export "run") (param i32) (result i32) (call $fib (local.get 0))))"#;
    for tier in [Tier::Baseline, Tier::Optimizing, Tier::Auto] {
        let engine = Engine::new(Config::new().tier(tier)).unwrap();
        let module = Module::new(&engine, FIB).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[]).unwrap();
        let run = instance.get_typed_func::<u32, u32>(&mut store, "run").unwrap();
        store.set_deadline(Some(Duration::from_millis(1)));
        assert_eq!(run.call(&mut store, 30).unwrap(), 832_040, "{tier}");
    }
}

/// The deadline passes while the host works for the guest.
#[test]
fn a_host_function_that_takes_too_long() {
    in_every_tier("a host function that takes too long", |name, engine| {
        let mut store = Store::new(engine, ());
        let slow = Func::wrap(&mut store, || std::thread::sleep(DEADLINE * 2));
        let module = r#"(module (import "" "" (func $slow)) (func (export "run") (call $slow) (loop $l (br $l))))"#;
        let module = Module::new(engine, module).unwrap();
        let instance = Instance::new(&mut store, &module, &[slow.into()]).unwrap();
        let run = instance.get_typed_func::<(), ()>(&mut store, "run").unwrap();
        store.set_deadline(Some(DEADLINE));
        let error = run.call(&mut store, ()).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::DeadlineExceeded), "{name}: {error}");
    });
}
