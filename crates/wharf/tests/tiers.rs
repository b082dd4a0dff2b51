//! The same programs in every tier, and in one that changes tiers all the time: what they return, and how they trap.
//!
//! Each program is about something that a compiler must keep in mind across calls, loops, ways that meet or tiers.

use std::fmt::Write;

use wharf::{Config, Engine, Linker, Module, Store, Tier, TierUp};

/// Every tier, and some in which functions and loops are optimised as soon as they run, or when they have run a little.
fn engines() -> Vec<(String, Engine)> {
    let plain = Tier::ALL.map(|tier| (tier.to_string(), Engine::new(Config::new().tier(tier)).unwrap()));
    let eager = [0, 50, 600].map(|least| {
        let tier_up = TierUp { per_byte: 0, least, most: 1000, background: false };
        (format!("auto after {least}"), Engine::new(Config::new().tier(Tier::Auto).tier_up(tier_up)).unwrap())
    });
    plain.into_iter().chain(eager).collect()
}

/// Calls `run` of the module with each number in each tier, twice: the second call may run other code.
fn check(text: &str, inputs: &[i32]) {
    let mut expected: Option<Vec<String>> = None;
    for (name, engine) in engines() {
        let module = Module::new(&engine, text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut found = Vec::new();
        for input in inputs {
            for _ in 0..2 {
                let mut store = Store::new(&engine, ());
                let instance = Linker::new(&engine).instantiate(&mut store, &module).unwrap();
                let run = instance.get_typed_func::<i32, i64>(&mut store, "run").unwrap();
                found.push(match run.call(&mut store, *input) {
                    Ok(value) => value.to_string(),
                    Err(error) => format!("{:?}", error.trap_kind().expect("a trap")),
                });
            }
        }
        let expected = expected.get_or_insert(found.clone());
        assert_eq!(found, *expected, "{name}");
    }
}

/// Optimising takes time by the square of what is very long, so that goes through the other compiler in every tier.
#[test]
fn a_very_long_function_is_not_optimised() {
    let step = "(local.set $n (i32.add (i32.mul (local.get $n) (i32.const 1000003)) (i32.const 77777)))";
    let text = format!(
        r#"(module (func $short (param $n i32) (result i32) (i32.add (local.get $n) (i32.const 1)))
            (func (export "run") (param $n i32) (result i64) (local $turns i32)
                (loop $again {}
                    (br_if $again (i32.lt_u (local.tee $turns (i32.add (local.get $turns) (i32.const 1))) (i32.const 3))))
                (i64.extend_i32_s (call $short (local.get $n)))))"#,
        step.repeat(45_000)
    );
    check(&text, &[1, 8]);
    for tier in [Tier::Optimizing, Tier::Auto] {
        let tier_up = TierUp { per_byte: 0, least: 0, most: 0, background: false };
        let engine = Engine::new(Config::new().tier(tier).tier_up(tier_up)).unwrap();
        let module = Module::new(&engine, &text).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = Linker::new(&engine).instantiate(&mut store, &module).unwrap();
        let run = instance.get_typed_func::<i32, i64>(&mut store, "run").unwrap();
        let results = [5, 5, 5].map(|n| run.call(&mut store, n).unwrap());
        assert_eq!(results, [results[0]; 3], "{tier}");
        assert_eq!(engine.stats().optimizing.functions, 1, "{tier}: the short one");
    }
}

/// The count of a shift has a register of its own, which the operands of the `select` may be in: with some more below them,
/// each is at some time.
#[test]
fn a_shift_decides_between_operands_in_any_register() {
    let value = |by: i32| format!("(i32.mul (local.get $n) (i32.add (local.get $n) (i32.const {by})))");
    for shift in ["rotl", "rotr", "shl", "shr_s", "shr_u"] {
        for below in 0..14 {
            let dummies: String = (0..below).map(|index| value(100 + index)).collect();
            let condition = format!("(i32.{shift} {} {})", value(7), value(-5));
            let chosen = format!("(select {} {} {condition})", value(1), value(2));
            let sums = "i32.add ".repeat(below as usize);
            check(
                &format!(
                    "(module (func (export \"run\") (param $n i32) (result i64) {dummies} {chosen} {sums} i64.extend_i32_s))"
                ),
                &[0, 1, 5, 1000],
            );
        }
    }
}

#[test]
fn many_locals_begin_as_zero() {
    for (count, ty) in [(30, "i32"), (31, "f64"), (200, "i64"), (27, "v128"), (700, "f32")] {
        let mut body = String::new();
        for index in 1..=count {
            let value = match ty {
                "i32" => format!("(i64.extend_i32_u (local.get {index}))"),
                "i64" => format!("(local.get {index})"),
                "f32" => format!("(i64.trunc_f32_s (local.get {index}))"),
                "f64" => format!("(i64.trunc_f64_s (local.get {index}))"),
                _ => format!("(i64x2.extract_lane 1 (local.get {index}))"),
            };
            let _ = write!(body, "(local.set $sum (i64.add (i64.rotl (local.get $sum) (i64.const 3)) {value}))");
        }
        let locals = format!("(local {})", format!("{ty} ").repeat(count));
        check(
            &format!(
                "(module (func (export \"run\") (param i32) (result i64) {locals} (local $sum i64)
                    (local.set $sum (i64.extend_i32_s (local.get 0)))
                    (loop $again {body}
                        (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                    (local.get $sum)))"
            ),
            &[1, 7],
        );
    }
}

#[test]
fn a_hot_loop_takes_all_values_along() {
    check(
        "(module (func (export \"run\") (param $n i32) (result i64)
            (local $a i64) (local $b f64) (local $c i32) (local $d f32) (local $v v128)
            (i64.const 1000) (f64.const 0.5) (i32.add (local.get $n) (i32.const 3))
            (i64.const 7)
            (loop $outer (param i64) (result i64)
                (local.set $a)
                (loop $inner
                    (local.set $b (f64.add (local.get $b) (f64.const 1.25)))
                    (local.set $v (i32x4.add (local.get $v) (v128.const i32x4 1 2 3 4)))
                    (local.set $d (f32.add (local.get $d) (f32.convert_i32_s (local.get $c))))
                    (br_if $inner (i32.lt_s (local.tee $c (i32.add (local.get $c) (i32.const 1))) (local.get $n))))
                (local.set $c (i32.const 0))
                (i64.add (local.get $a) (i64.const 1))
                (br_if $outer (i64.lt_s (local.get $a) (i64.const 20))))
            (local.set $a) (local.set $c) (local.set $b (f64.mul (local.get $b)))
            (i64.add (i64.trunc_f64_s (local.get $b)))
            (i64.add (i64.extend_i32_s (local.get $c)))
            (i64.add (local.get $a))
            (i64.add (i64.trunc_f32_s (local.get $d)))
            (i64.add (i64x2.extract_lane 1 (local.get $v)))))",
        &[1, 2, 50],
    );
}

/// Behind the block around a hot loop, values below that block come from where the loop was entered, not from the start of
/// the function, which that code has never seen.
#[test]
fn what_lies_below_a_block_comes_from_the_loop_in_it() {
    let below =
        "(i32.mul (local.get $n) (i32.const 11)) (i64.extend_i32_s (local.get $n)) (f64.convert_i32_s (local.get $n))
        (ref.i31 (i32.add (local.get $n) (i32.const 3))) (v128.load (i32.const 0))";
    let turns =
        "(loop $again (call $nothing) (br_if $again (i32.lt_s (local.tee $c (i32.add (local.get $c) (i32.const 1)))
        (i32.const 50))))";
    let blocks = [
        format!("(if (local.get $n) (then {turns}) (else (local.set $c (i32.const 5))))"),
        format!("(if (local.get $n) (then {turns}))"),
        format!("(block $out (br_if $out (i32.eqz (local.get $n))) {turns})"),
        format!("(block $out (block $in (br_table $in $out (local.get $n))) {turns} (br $out))"),
        format!("(block $out (try_table (catch_all $out) {turns} (if (local.get $n) (then (throw $thrown)))))"),
    ];
    for block in blocks {
        check(
            &format!(
                "(module (memory 1) (data (i32.const 0) \"0123456789abcdef\") (tag $thrown) (func $nothing)
                    (func (export \"run\") (param $n i32) (result i64)
                        (local $c i32) (local $v v128) (local $r i31ref) (local $f f64)
                        {below} {block}
                        (local.set $v) (local.set $r) (local.set $f)
                        (i64.add (i64.trunc_f64_s (local.get $f)))
                        (i64.add (i64.extend_i32_s (i31.get_s (local.get $r))))
                        (i64.add (i64x2.extract_lane 1 (local.get $v)))
                        (i64.add (i64.extend_i32_s (local.get $c)))
                        (local.set $v (i64x2.splat)) (i64.extend_i32_s)
                        (i64.add (i64x2.extract_lane 1 (local.get $v)))))"
            ),
            &[0, 1, 2],
        );
    }
}

#[test]
fn arguments_and_results_beyond_registers() {
    check(
        "(module
            (type $many (func (param i64 f64 i32 i64 i64 i64 i64 f32 i64 v128 i64) (result i64 i64 i64 f64 i64 i64 i64 i64 i64 i64)))
            (table funcref (elem $many $other))
            (func $many (type $many)
                (i64.add (local.get 0) (local.get 3)) (local.get 4) (local.get 5) (local.get 1)
                (i64.extend_i32_s (local.get 2)) (local.get 6) (local.get 8)
                (i64x2.extract_lane 0 (local.get 9)) (local.get 10) (i64.trunc_f32_s (local.get 7)))
            (func $other (type $many)
                (return_call $many (local.get 10) (local.get 1) (local.get 2) (local.get 8) (local.get 6) (local.get 5)
                    (local.get 4) (local.get 7) (local.get 3) (local.get 9) (local.get 0)))
            (func $sum (param i64 i64 i64 f64 i64 i64 i64 i64 i64 i64) (result i64)
                (i64.add (local.get 0) (i64.mul (local.get 1) (i64.const 3)))
                (i64.add (i64.mul (local.get 2) (i64.const 5)))
                (i64.add (i64.trunc_f64_s (local.get 3)))
                (i64.xor (local.get 4)) (i64.rotl (local.get 5)) (i64.sub (local.get 6)) (i64.add (local.get 7))
                (i64.mul (local.get 8)) (i64.add (local.get 9)))
            (func (export \"run\") (param $n i32) (result i64) (local $kept i64)
                (local.set $kept (i64.const 77))
                (i64.const 1) (f64.const 2.5) (i32.const 3) (i64.const 4) (i64.const 5) (i64.const 6)
                (i64.extend_i32_s (local.get $n)) (f32.const 8) (i64.const 9) (v128.const i64x2 10 11) (i64.const 12)
                (call_indirect (type $many) (i32.and (local.get $n) (i32.const 3)))
                (call $sum)
                (i64.add (local.get $kept))))",
        &[0, 1, 2, 3, 5],
    );
}

#[test]
fn tail_calls_between_frames_of_all_sizes() {
    check(
        "(module
            (func $few (param i32 i64) (result i64)
                (if (result i64) (i32.eqz (local.get 0)) (then (local.get 1))
                    (else (return_call $lots (i32.sub (local.get 0) (i32.const 1)) (i64.const 1) (i64.const 2) (i64.const 3)
                        (i64.const 4) (i64.const 5) (i64.const 6) (i64.const 7) (i64.const 8) (local.get 1)))))
            (func $lots (param i32 i64 i64 i64 i64 i64 i64 i64 i64 i64) (result i64)
                (return_call $few (local.get 0)
                    (i64.add (local.get 9) (i64.add (local.get 8) (i64.mul (local.get 7) (local.get 6))))))
            (func (export \"run\") (param i32) (result i64) (local $kept i64)
                (local.set $kept (i64.const 1))
                (i64.add (call $few (local.get 0) (i64.const 100)) (local.get $kept))))",
        &[0, 1, 10, 100_000],
    );
}

#[test]
fn exceptions_find_locals_as_they_were() {
    check(
        "(module (tag $e (param i64 f64))
            (func $throw (param i32) (local i64 i64 i64 i64 i64)
                ;; Uses many registers, none of which it restores when it throws.
                (local.set 1 (i64.const 1)) (local.set 2 (i64.const 2)) (local.set 3 (i64.const 3))
                (loop $l
                    (local.set 1 (i64.add (local.get 1) (local.get 2))) (local.set 2 (i64.mul (local.get 2) (local.get 3)))
                    (local.set 4 (i64.xor (local.get 1) (local.get 2))) (local.set 5 (i64.add (local.get 4) (local.get 1)))
                    (br_if $l (i64.lt_u (local.get 1) (i64.const 1000))))
                (if (local.get 0) (then (throw $e (local.get 5) (f64.const 2)))))
            (func $catch (param i32) (result i64) (local $k i64) (local $f f64)
                (local.set $k (i64.const 40)) (local.set $f (f64.const 1.5))
                (block $out (result i64 f64)
                    (try_table (catch $e $out)
                        (local.set $k (i64.const 41)) (local.set $f (f64.add (local.get $f) (f64.const 1)))
                        (call $throw (local.get 0)))
                    (i64.const 5) (f64.const 6))
                (i64.trunc_f64_s (f64.mul (local.get $f)))
                (i64.add) (i64.add (local.get $k)))
            (func (export \"run\") (param i32) (result i64) (local $a i64) (local $i i32) (local $b i64)
                (local.set $a (i64.const 9)) (local.set $b (i64.const 3))
                (loop $l
                    (local.set $a (i64.add (local.get $a) (i64.mul (local.get $b) (call $catch (i32.and (local.get $i) (local.get 0))))))
                    (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 30))))
                (local.get $a)))",
        &[0, 1, 3],
    );
}

#[test]
fn references_survive_calls_that_collect() {
    check(
        "(module (type $node (struct (field (mut (ref null $node))) (field i64)))
            (func $make (param i32) (result (ref null $node)) (local $list (ref null $node))
                (loop $l
                    (local.set $list (struct.new $node (local.get $list) (i64.extend_i32_u (local.get 0))))
                    (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
                (local.get $list))
            (func (export \"run\") (param $n i32) (result i64)
                (local $kept (ref null $node)) (local $i i32) (local $sum i64) (local $at (ref null $node))
                (local.set $kept (call $make (i32.const 10)))
                (loop $l
                    (struct.set $node 0 (local.get $kept) (call $make (i32.const 50)))
                    (local.set $at (local.get $kept))
                    (loop $walk
                        (local.set $sum (i64.add (local.get $sum) (struct.get $node 1 (local.get $at))))
                        (br_if $walk (i32.eqz (ref.is_null (local.tee $at (struct.get $node 0 (local.get $at)))))))
                    (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
                (local.get $sum)))",
        &[1, 30_000],
    );
}

#[test]
fn unbounded_recursion_is_a_trap_whatever_the_frame() {
    for locals in [0, 10, 2000] {
        let locals = "i64 ".repeat(locals);
        check(
            &format!(
                "(module (func $down (export \"run\") (param i32) (result i64) (local {locals})
                    (i64.add (i64.const 1) (call $down (i32.add (local.get 0) (i32.const 1))))))"
            ),
            &[0],
        );
    }
}

#[test]
fn choices_by_flags() {
    check(
        "(module (func (export \"run\") (param $n i32) (result i64) (local $x f64) (local $y f32) (local $sum i64) (local $i i32)
            (local.set $x (f64.div (f64.convert_i32_s (local.get $n)) (f64.const 4)))
            (local.set $y (f32.sqrt (f32.convert_i32_s (local.get $n))))
            (loop $l
                (local.set $sum (i64.add (i64.mul (local.get $sum) (i64.const 3))
                    (select (i64.const 5) (i64.const 9) (f64.eq (local.get $x) (f64.const 0.5)))))
                (local.set $sum (i64.add (local.get $sum)
                    (select (i64.const 2) (i64.extend_i32_u (local.get $i)) (f32.ne (local.get $y) (local.get $y)))))
                (if (i32.eqz (f64.lt (local.get $x) (f64.const 1))) (then (local.set $sum (i64.xor (local.get $sum) (i64.const 11)))))
                (if (i32.and (local.get $i) (i32.const 2)) (then (local.set $sum (i64.add (local.get $sum) (i64.const 13)))))
                (local.set $x (select (local.get $x) (f64.neg (local.get $x)) (i32.ge_u (local.get $i) (local.get $n))))
                (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 9))))
            (i64.add (local.get $sum) (i64.extend_i32_u (i32.eqz (f32.ge (local.get $y) (f32.const 1)))))))",
        &[-3, 0, 2, 4, 100],
    );
}

#[test]
fn tables_of_labels() {
    let labels: String = (0..300).map(|index| format!("{} ", index % 4)).collect();
    check(
        &format!(
            "(module (func (export \"run\") (param $n i32) (result i64) (local $i i32) (local $sum i64)
                (loop $again
                    (block $d (block $c (block $b (block $a
                        (br_table {labels} 3 (i32.mul (local.get $i) (local.get $n))))
                        (local.set $sum (i64.add (local.get $sum) (i64.const 1))))
                        (local.set $sum (i64.mul (local.get $sum) (i64.const 3))))
                        (local.set $sum (i64.xor (local.get $sum) (i64.const 77))))
                    (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 100))))
                (i64.add (local.get $sum)
                    (block $v (result i64) (br_table $v $v $v $v $v (i64.const 3) (local.get $n))))))"
        ),
        &[0, 1, 3, 7],
    );
}

/// What was called a hundred times is expected; then come others, null, and functions of another type.
#[test]
fn an_indirect_call_is_foreseen_and_then_calls_another() {
    let text = r#"(module
        (type $f (func (param i32 i64) (result i64)))
        (table $t 8 funcref) (elem (i32.const 0) $add $mul $narrow $deep)
        (elem declare func $add $mul)
        (global $calls (mut i64) (i64.const 0))
        (func $add (type $f)
            (local $n i32)
            (local.set $n (i32.and (local.get 0) (i32.const 3)))
            (loop $again
                (local.set 1 (i64.add (local.get 1) (i64.const 3)))
                (br_if $again (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const 0))))
            (global.set $calls (i64.add (global.get $calls) (i64.const 1)))
            (if (i32.eq (local.get 0) (i32.const 77)) (then (return (i64.div_u (i64.const 1) (i64.const 0)))))
            (local.get 1))
        (func $mul (type $f) (i64.mul (local.get 1) (i64.const 5)))
        (func $narrow (param i32) (result i32) (local.get 0))
        (func $deep (type $f) (i64.add (i64.const 1) (call $through (i32.const 0) (local.get 0) (local.get 1))))
        (func $through (param $which i32) (param $n i32) (param $x i64) (result i64)
            (i64.xor (i64.const 1)
                (call_indirect $t (type $f) (local.get $n) (local.get $x) (local.get $which))))
        (func $refer (param $f (ref null $f)) (param $n i32) (param $x i64) (result i64)
            (i64.xor (i64.const 2) (call_ref $f (local.get $n) (local.get $x) (local.get $f))))
        (func (export "run") (param $which i32) (result i64)
            (local $i i32) (local $x i64)
            (loop $again
                (local.set $x (call $through (i32.const 0) (local.get $i) (local.get $x)))
                (local.set $x (call $refer (ref.func $add) (local.get $i) (local.get $x)))
                (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 70))))
            (local.set $x (call $refer (ref.func $mul) (i32.const 1) (local.get $x)))
            (if (i32.eq (local.get $which) (i32.const 5)) (then
                (return (call $refer (ref.null $f) (i32.const 1) (local.get $x)))))
            (if (i32.eq (local.get $which) (i32.const 6)) (then
                (return (call $refer (ref.func $add) (i32.const 77) (local.get $x)))))
            (i64.add (global.get $calls)
                (call $through (local.get $which) (i32.const 1) (local.get $x)))))"#;
    check(text, &[0, 1, 2, 3, 4, 5, 6, 9]);
}

/// A function of another instance of the same module has the same code, and other globals.
#[test]
fn a_foreseen_function_of_another_instance_is_another_one() {
    let text = r#"(module
        (type $f (func (result i64)))
        (import "host" "table" (table $t 2 funcref))
        (global $own (mut i64) (i64.const 0))
        (elem declare func $get)
        (func $get (type $f) (global.set $own (i64.add (global.get $own) (i64.const 1))) (global.get $own))
        (func (export "place") (param i32) (table.set $t (local.get 0) (ref.func $get)))
        (func (export "call") (param i32) (result i64) (call_indirect $t (type $f) (local.get 0))))"#;
    for (name, engine) in engines() {
        let module = Module::new(&engine, text).unwrap();
        let mut store = Store::new(&engine, ());
        let host = Module::new(&engine, r#"(module (table (export "table") 2 funcref))"#).unwrap();
        let host = Linker::new(&engine).instantiate(&mut store, &host).unwrap();
        let mut linker = Linker::new(&engine);
        let table = host.get_export(&mut store, "table").unwrap();
        linker.define(&store, "host", "table", table).unwrap();
        let both = [0, 1].map(|index| {
            let instance = linker.instantiate(&mut store, &module).unwrap();
            instance.get_typed_func::<i32, ()>(&mut store, "place").unwrap().call(&mut store, index).unwrap();
            instance.get_typed_func::<i32, i64>(&mut store, "call").unwrap()
        });
        let mut call = |who: usize, which| both[who].call(&mut store, which).unwrap();
        for turn in 1..=100 {
            assert_eq!(call(0, 0), turn, "{name}: its own");
        }
        assert_eq!(call(0, 1), 1, "{name}: the other's");
        assert_eq!(call(1, 0), 101, "{name}: the first one's, by the other");
        assert_eq!(call(1, 1), 2, "{name}: the other's, by itself");
        assert_eq!(call(0, 0), 102, "{name}");
    }
}
