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
    for tier in [Tier::Interp, Tier::Optimizing] {
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
