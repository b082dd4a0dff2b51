//! Fuel is deterministic: every tier counts alike, runs out at the same instruction, and leaves the same memory behind.

use wharf::{Config, Engine, Instance, Module, Store, Tier, TrapKind, Val};

/// Branches, loops, calls of every kind, a store after each step so that what ran can be seen.
const PROGRAM: &str = r#"(module
    (memory (export "memory") 1)
    (type $step (func (param i32) (result i32)))
    (table 2 funcref)
    (elem (i32.const 0) $odd $even)
    (func $note (param i32) (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (local.get 0))))
    (func $odd (type $step) (call $note (i32.const 3)) (i32.add (i32.mul (local.get 0) (i32.const 3)) (i32.const 1)))
    (func $even (type $step) (call $note (i32.const 1)) (i32.shr_u (local.get 0) (i32.const 1)))
    (func $collatz (param i32 i32) (result i32)
        (if (i32.eq (local.get 0) (i32.const 1)) (then (return (local.get 1))))
        (return_call $collatz
            (call_indirect (type $step) (local.get 0) (i32.eqz (i32.and (local.get 0) (i32.const 1))))
            (i32.add (local.get 1) (i32.const 1))))
    (func (export "run") (param $n i32) (result i32) (local $sum i32)
        (block $done
            (loop $next
                (br_if $done (i32.eqz (local.get $n)))
                (local.set $sum (i32.add (local.get $sum) (call $collatz (local.get $n) (i32.const 0))))
                (block $c (block $b (block $a
                    (br_table $a $b $c (i32.rem_u (local.get $n) (i32.const 4))))
                    (call $note (i32.const 100)))
                    (call $note (i32.const 200)))
                (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                (br $next)))
        (local.get $sum)))"#;

/// How a run ended: with its result, or with a trap and where.
type Outcome = Result<i32, (TrapKind, Option<u32>)>;

/// What can be seen of a run with this much fuel: how it ended, what it left in memory, the fuel that is left.
fn run(tier: Tier, fuel: u64) -> (Outcome, Vec<u8>, u64) {
    let engine = Engine::new(Config::new().tier(tier).consume_fuel(true)).unwrap();
    let module = Module::new(&engine, PROGRAM).unwrap();
    let mut store = Store::new(&engine, ());
    store.set_fuel(fuel);
    let instance = Instance::new(&mut store, &module, &[]).unwrap();
    let mut results = [Val::I32(0)];
    let run = instance.get_func(&mut store, "run").unwrap();
    let outcome = run.call(&mut store, &[Val::I32(9)], &mut results);
    let outcome = match (outcome, &results[0]) {
        (Ok(()), Val::I32(sum)) => Ok(*sum),
        (Ok(()), other) => panic!("{other:?}"),
        (Err(error), _) => Err((error.trap_kind().expect("a trap"), error.trace()[0].at)),
    };
    let memory = instance.get_memory(&mut store, "memory").unwrap();
    let bytes = memory.data(&store)[..16].to_vec();
    (outcome, bytes, store.fuel())
}

#[test]
fn every_tier_counts_alike() {
    let plenty = 1_000_000;
    let (outcome, _, left) = run(Tier::Interp, plenty);
    assert!(outcome.is_ok());
    let used = plenty - left;
    let amounts: Vec<u64> = (0..used + 2).step_by(used as usize / 60 + 1).chain([used - 1, used, plenty]).collect();
    for tier in [Tier::Auto, Tier::Baseline, Tier::Optimizing] {
        for fuel in &amounts {
            assert_eq!(run(tier, *fuel), run(Tier::Interp, *fuel), "{tier} with {fuel} of {used} units");
        }
    }
    assert_eq!(run(Tier::Interp, used).0, outcome);
    assert_eq!(run(Tier::Interp, used - 1).0.unwrap_err().0, TrapKind::OutOfFuel);
}
