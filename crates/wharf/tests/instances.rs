//! Making instances, many of them.

use std::sync::{Mutex, PoisonError};

use wharf::{Config, Engine, Linker, Module, Store, Tier};

/// Held by each test, since one counts the pages of the process.
static ALONE: Mutex<()> = Mutex::new(());

/// The pages that the process has in memory, and those of its address space.
fn pages() -> (usize, usize) {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    let mut numbers = statm.split(' ').map(|number| number.parse().unwrap());
    let (size, resident) = (numbers.next().unwrap(), numbers.next().unwrap());
    (resident, size)
}

#[test]
fn a_hundred_thousand_instances_leave_nothing_behind() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let text = r#"(module
        (import "host" "log" (func $log (param i32)))
        (memory 2) (data (i32.const 70000) "some data")
        (table 100 funcref) (elem (i32.const 1) $main)
        (global $g (mut i32) (i32.const 7))
        (start $main)
        (func $main
          (if (i32.load (i32.const 1000)) (then (unreachable)))
          (if (i32.ne (i32.load8_u (i32.const 70000)) (i32.const 115)) (then (unreachable)))
          (i32.store (i32.const 1000) (global.get $g))
          (i32.store8 (i32.const 70000) (i32.const 0))
          (call $log (memory.grow (i32.const 1)))))"#;
    for tier in [Tier::Interp, Tier::Optimizing] {
        let engine = Engine::new(Config::new().tier(tier)).unwrap();
        let module = Module::new(&engine, text).unwrap();
        let mut linker = Linker::new(&engine);
        linker.func_wrap("host", "log", |old: i32| assert_eq!(old, 2)).unwrap();
        let run = |count: usize| {
            for _ in 0..count / 2 {
                // Two in each store, so that one is not always the last one's twin.
                let mut store = Store::new(&engine, ());
                linker.instantiate(&mut store, &module).unwrap();
                linker.instantiate(&mut store, &module).unwrap();
            }
        };
        run(1_000);
        let before = pages();
        run(100_000);
        let after = pages();
        let most = (4 << 20) / 4096;
        assert!(after.0 < before.0 + most, "{tier}: {} pages in memory became {}", before.0, after.0);
        assert!(after.1 < before.1 + most, "{tier}: {} pages of addresses became {}", before.1, after.1);
    }
}

#[test]
fn images_go_with_their_modules_and_do_not_show_in_others() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let engine = Engine::new(Config::new().tier(Tier::Optimizing)).unwrap();
    let data = |byte: char, at: usize| {
        let bytes = byte.to_string().repeat(200_000);
        format!(
            r#"(module (memory (export "memory") 8) (data (i32.const {at}) "{bytes}")
                 (func (export "change") (i32.store8 (i32.const {at}) (i32.const 0))))"#
        )
    };
    for round in 0..3 {
        for (byte, at) in [('a', 0), ('b', 100_000), ('c', 7)] {
            let module = Module::new(&engine, data(byte, at)).unwrap();
            for _ in 0..3 {
                let mut store = Store::new(&engine, ());
                let instances: Vec<_> =
                    (0..2).map(|_| wharf::Instance::new(&mut store, &module, &[]).unwrap()).collect();
                for instance in &instances {
                    let memory = instance.get_memory(&mut store, "memory").unwrap();
                    let bytes = memory.data(&store);
                    let expected = |index| if (at..at + 200_000).contains(&index) { byte as u8 } else { 0 };
                    assert!((0..).zip(bytes).all(|(index, is)| *is == expected(index)), "{byte} in round {round}");
                    instance.get_typed_func::<(), ()>(&mut store, "change").unwrap().call(&mut store, ()).unwrap();
                }
            }
        }
    }
}
