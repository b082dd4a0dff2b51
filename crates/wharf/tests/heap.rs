//! The heap of objects, under compiled and interpreted code alike.

use wharf::{Config, Engine, Instance, Module, Store, Tier};

/// A list of `n` links, each with a number in a box in a box in a box, built and summed. Of the four types at most two
/// are ever asked of the runtime before it first collects: the one that finds no heap, and the one that finds it full.
const LIST: &str = r#"(module
    (type $number (struct (field i64)))
    (type $cell (struct (field (ref $number))))
    (type $box (struct (field i32) (field (ref $cell))))
    (type $link (struct (field (ref $box)) (field (ref null $link)) (field (mut i32))))
    (global $list (mut (ref null $link)) (ref.null $link))
    (func $box (param i32) (result (ref $box))
      (struct.new $box (i32.const 1) (struct.new $cell (struct.new $number (i64.extend_i32_u (local.get 0))))))
    (func (export "sum") (param $n i32) (result i64) (local $at (ref null $link)) (local $sum i64)
      (global.set $list (ref.null $link))
      (loop $more
        (global.set $list (struct.new $link (call $box (local.get $n)) (global.get $list) (i32.const 0)))
        (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
      (local.set $at (global.get $list))
      (loop $next
        (local.set $sum (i64.add (local.get $sum)
          (struct.get $number 0 (struct.get $cell 0 (struct.get $box 1 (struct.get $link 0 (local.get $at)))))))
        (br_if $next (i32.eqz (ref.is_null (local.tee $at (struct.get $link 1 (local.get $at)))))))
      (local.get $sum)))"#;

#[test]
fn what_only_compiled_code_allocates_survives() {
    for tier in [Tier::Interp, Tier::Baseline, Tier::Optimizing] {
        let engine = Engine::new(Config::new().tier(tier)).unwrap();
        let module = Module::new(&engine, LIST).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[]).unwrap();
        let sum = instance.get_typed_func::<i32, i64>(&mut store, "sum").unwrap();
        for n in [10, 100_000, 300_000] {
            let n = i64::from(n);
            assert_eq!(sum.call(&mut store, n as i32).unwrap(), n * (n + 1) / 2, "{tier}");
        }
    }
}

/// Old arrays that young boxes are put into, here and there, while garbage makes the collector come.
const SLOTS: &str = r#"(module
    (type $box (struct (field i32)))
    (type $boxes (array (mut (ref null $box))))
    (type $bytes (array (mut i8)))
    (global $boxes (mut (ref null $boxes)) (ref.null $boxes))
    (func (export "make") (param $length i32)
      (global.set $boxes (array.new_default $boxes (local.get $length))))
    (func (export "put") (param $from i32) (param $to i32) (local $at i32)
      (loop $more
        (local.set $at (i32.rem_u
          (i32.mul (local.get $from) (i32.const 7919))
          (array.len (global.get $boxes))))
        (array.set $boxes (global.get $boxes) (local.get $at) (struct.new $box (local.get $from)))
        (drop (array.new_default $bytes (i32.const 500)))
        (br_if $more (i32.lt_u
          (local.tee $from (i32.add (local.get $from) (i32.const 1)))
          (local.get $to)))))
    (func (export "get") (param $at i32) (result i32) (local $box (ref null $box))
      (local.set $box (array.get $boxes (global.get $boxes) (local.get $at)))
      (if (result i32) (ref.is_null (local.get $box))
        (then (i32.const -1))
        (else (struct.get $box 0 (local.get $box))))))"#;

#[test]
fn old_arrays_keep_what_is_put_into_them() {
    for tier in [Tier::Interp, Tier::Baseline, Tier::Optimizing] {
        let engine = Engine::new(Config::new().tier(tier)).unwrap();
        let module = Module::new(&engine, SLOTS).unwrap();
        for length in [3, 700, 4_000, 100_000] {
            let mut store = Store::new(&engine, ());
            let instance = Instance::new(&mut store, &module, &[]).unwrap();
            let make = instance.get_typed_func::<u32, ()>(&mut store, "make").unwrap();
            let put = instance.get_typed_func::<(u32, u32), ()>(&mut store, "put").unwrap();
            let get = instance.get_typed_func::<u32, i32>(&mut store, "get").unwrap();
            make.call(&mut store, length).unwrap();
            let mut model = vec![-1; length as usize];
            for step in 0..10u32 {
                put.call(&mut store, (step * 5_000, (step + 1) * 5_000)).unwrap();
                (step * 5_000..(step + 1) * 5_000).for_each(|n| model[(n * 7919 % length) as usize] = n as i32);
                for (at, expected) in (0..length).zip(&model) {
                    assert_eq!(get.call(&mut store, at).unwrap(), *expected, "{at} of {length}, {tier}");
                }
            }
            assert!(store.heap_stats().collections > 5, "{:?}", store.heap_stats());
        }
    }
}
