//! Many programs at once: on threads that share a memory, and on fibers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use wharf::{AddrType, Config, Engine, Limits, Linker, MemoryType, Module, SharedMemory, Store, Tier};
use wharf_vm::fiber::{Fiber, Step, suspend};

const TIERS: [Tier; 3] = [Tier::Interp, Tier::Baseline, Tier::Optimizing];

/// Word 0 counts who has come, word 4 says go, word 8 is the sum, word 12 counts who has left. Each thread has a memory
/// of its own too, and recurses.
const MEETING: &str = r#"(module
    (import "host" "shared" (memory $shared 1 10 shared))
    (memory $own 1)
    (func $deep (param i32) (result i32)
      (if (result i32) (i32.eqz (local.get 0))
        (then (i32.const 0))
        (else (i32.add (i32.const 1) (call $deep (i32.sub (local.get 0) (i32.const 1)))))))
    (func (export "meet") (param $count i32) (param $rounds i32) (result i32) (local $i i32)
      (i32.store $own (i32.const 64) (call $deep (i32.const 500)))
      (if (i32.eq (i32.atomic.rmw.add $shared (i32.const 0) (i32.const 1)) (i32.sub (local.get $count) (i32.const 1)))
        (then
          (i32.atomic.store $shared (i32.const 4) (i32.const 1))
          (drop (memory.atomic.notify $shared (i32.const 4) (i32.const -1))))
        (else
          (loop $wait
            (drop (memory.atomic.wait32 $shared (i32.const 4) (i32.const 0) (i64.const -1)))
            (br_if $wait (i32.eqz (i32.atomic.load $shared (i32.const 4)))))))
      (loop $round
        (drop (i32.atomic.rmw.add $shared (i32.const 8) (i32.const 1)))
        (br_if $round (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (local.get $rounds))))
      (drop (i32.atomic.rmw.add $shared (i32.const 12) (i32.const 1)))
      (i32.load $own (i32.const 64))))"#;

#[test]
fn a_thousand_threads_meet() {
    const THREADS: u32 = 1_000;
    const ROUNDS: u32 = 200;
    for tier in TIERS {
        let engine = Engine::new(Config::new().tier(tier)).unwrap();
        let module = Module::new(&engine, MEETING).unwrap();
        let limits = Limits { min: 1, max: Some(10) };
        let ty = MemoryType { addr: AddrType::I32, limits, shared: true, page_size_log2: 16 };
        let memory = SharedMemory::new(&engine, ty).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                let run = || {
                    let mut store = Store::new(&engine, ());
                    let mut linker = Linker::new(&engine);
                    linker.define(&store, "host", "shared", memory.clone()).unwrap();
                    let instance = linker.instantiate(&mut store, &module).unwrap();
                    let meet = instance.get_typed_func::<(u32, u32), u32>(&mut store, "meet").unwrap();
                    assert_eq!(meet.call(&mut store, (THREADS, ROUNDS)).unwrap(), 500);
                };
                std::thread::Builder::new().stack_size(256 << 10).spawn_scoped(scope, run).unwrap();
            }
        });
        let word = |at: usize| {
            let mut bytes = [0; 4];
            memory.read(at, &mut bytes).unwrap();
            u32::from_le_bytes(bytes)
        };
        assert_eq!((word(0), word(8), word(12)), (THREADS, THREADS * ROUNDS, THREADS), "{tier}");
    }
}

#[test]
fn a_thousand_fibers_take_turns() {
    const FIBERS: u32 = 1_000;
    const TURNS: u32 = 5;
    let text = r#"(module
        (import "host" "pause" (func $pause (param i32) (result i32)))
        (memory 1)
        (func (export "run") (param $id i32) (param $turns i32) (result i32) (local $sum i32)
          (loop $turn
            (i32.store (i32.const 16) (local.get $id))
            (local.set $sum (i32.add (local.get $sum) (call $pause (local.get $id))))
            (if (i32.ne (i32.load (i32.const 16)) (local.get $id)) (then (unreachable)))
            (br_if $turn (local.tee $turns (i32.sub (local.get $turns) (i32.const 1)))))
          (if (i32.and (local.get $id) (i32.const 1)) (then (unreachable)))
          (local.get $sum)))"#;
    for tier in TIERS {
        let engine = Engine::new(Config::new().tier(tier)).unwrap();
        let module = Module::new(&engine, text).unwrap();
        let mut linker = Linker::new(&engine);
        let paused = Arc::new(AtomicU32::new(0));
        let count = paused.clone();
        let pause = move |id: u32| {
            count.fetch_add(1, Ordering::Relaxed);
            suspend().map(|()| id).expect("no fiber of these is dropped before it is done")
        };
        linker.func_wrap("host", "pause", pause).unwrap();
        let linker = Arc::new(linker);
        let mut fibers: Vec<_> = (0..FIBERS)
            .map(|id| {
                let (linker, module) = (linker.clone(), module.clone());
                let body = move || {
                    let mut store = Store::new(linker.engine(), ());
                    let instance = linker.instantiate(&mut store, &module).unwrap();
                    let run = instance.get_typed_func::<(u32, u32), u32>(&mut store, "run").unwrap();
                    run.call(&mut store, (id, TURNS))
                };
                Fiber::new(1 << 20, body).unwrap()
            })
            .collect();
        for turn in 0..TURNS {
            for fiber in &mut fibers {
                assert!(matches!(fiber.resume(), Step::Suspended));
            }
            assert_eq!(paused.load(Ordering::Relaxed), (turn + 1) * FIBERS);
        }
        // They end on other threads than they began on, those of odd number by a trap.
        let check = |(id, mut fiber): (u32, Fiber<wharf::Result<u32>>)| match fiber.resume() {
            Step::Done(result) if id % 2 == 0 => assert_eq!(result.unwrap(), id * TURNS),
            Step::Done(result) => assert!(result.unwrap_err().trap_kind().is_some()),
            Step::Suspended => panic!("fiber {id} went on"),
        };
        let rest = fibers.split_off(FIBERS as usize / 2);
        let second = (FIBERS / 2..).zip(rest).collect::<Vec<_>>();
        let other = std::thread::spawn(move || second.into_iter().for_each(check));
        (0..).zip(fibers).for_each(check);
        other.join().unwrap();
    }
}
