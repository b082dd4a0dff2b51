;; The exception instructions that browsers shipped first: try, catch, catch_all, delegate, rethrow. They are behind the
;; feature `legacy-exceptions`. Rules: https://webassembly.github.io/exception-handling/legacy/exceptions/core/

(module $thrower
  (tag $plain (export "plain"))
  (tag (export "i32") (param i32))
  (func (export "throw-plain") (throw $plain)))
(register "thrower" $thrower)

(module
  (tag $plain (import "thrower" "plain"))
  (tag $number (import "thrower" "i32") (param i32))
  (func $throw-plain (import "thrower" "throw-plain"))
  (tag $own)
  (tag $mixed (param i64 f32 v128 externref))
  (table funcref (elem $throw-plain $throw-number))

  (func $throw-number (throw $number (i32.const 77)))
  (func $select (param $n i32)
    (block $c (block $b (block $a (br_table $a $b $c (local.get $n))) (throw $plain)) (throw $own)))

  ;; What is not thrown is not caught, and a try without clauses is a block.
  (func (export "nothing") (result i32) (try (result i32) (do (i32.const 1)) (catch_all (i32.const 2))))
  (func (export "bare") (param i32) (result i32)
    (try (result i32)
      (do (try (result i32) (do (call $select (local.get 0)) (i32.const 5))))
      (catch $plain (i32.const 6))))

  ;; The first clause that fits is taken; operands below the try are gone, locals stay as they were set.
  (func (export "clauses") (param i32) (result i32) (local $seen i32)
    (i32.add
      (local.tee $seen (i32.const 10))
      (try (result i32)
        (do (local.set $seen (i32.const 100)) (call $select (local.get 0)) (i32.const 1))
        (catch $plain (i32.add (local.get $seen) (i32.const 2)))
        (catch $own (i32.add (local.get $seen) (i32.const 3)))
        (catch_all (i32.const 4)))))

  ;; The exception's values are the clause's operands.
  (func (export "values") (param i64 f32) (result i64 f32 i32 i32)
    (local $v v128) (local $e externref)
    (try (result i64 f32 v128 externref)
      (do (throw $mixed (local.get 0) (local.get 1) (v128.const i32x4 1 2 3 4) (ref.null extern)))
      (catch $mixed))
    (local.set $e) (local.set $v)
    (i32x4.extract_lane 2 (local.get $v))
    (ref.is_null (local.get $e)))

  ;; Calls of all kinds are inside the try that they stand in; tail calls are not.
  (func (export "indirect") (param i32) (result i32)
    (try (result i32)
      (do (call_indirect (local.get 0)) (i32.const 0))
      (catch $number)
      (catch $plain (i32.const 1))))
  (func (export "tail") (try (do (return_call $throw-plain)) (catch_all)))
  (func (export "tail-indirect") (try (do (return_call_indirect (i32.const 1))) (catch_all)))

  ;; A trap is no exception.
  (func (export "trap") (param i32) (result i32)
    (try (result i32) (do (i32.div_u (i32.const 1) (local.get 0))) (catch_all (i32.const 9))))

  ;; Leaving a try leaves its clauses behind.
  (func (export "leave") (param i32) (result i32)
    (try (result i32)
      (do
        (block $out
          (loop $again
            (try
              (do (br_if $out (i32.eqz (local.get 0)))
                (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                (br $again))
              (catch_all (return (i32.const 1))))))
        (call $throw-plain)
        (i32.const 2))
      (catch_all (i32.const 3))))

  ;; rethrow goes on with the exception of the clause that its label names, past the try that it stands in.
  (func (export "rethrow") (param i32) (result i32)
    (try (result i32)
      (do
        (try (result i32)
          (do (throw $number (local.get 0)))
          (catch $number
            (if (i32.eqz) (then (rethrow 1)))
            (i32.const 20))))
      (catch $number (i32.add (i32.const 30)))))
  (func (export "rethrow-outer") (result i32)
    (try (result i32)
      (do
        (try (result i32)
          (do (throw $number (i32.const 5)))
          (catch_all
            (try (result i32)
              (do (throw $own))
              (catch_all (rethrow 1))))))
      (catch $own (i32.const 1))
      (catch $number)))
  (func (export "rethrow-all") (try (do (throw $own)) (catch_all (rethrow 0))))

  ;; delegate hands on to the try that its label names, and to the caller if that is the function.
  (func (export "delegate") (param i32) (result i32)
    (try $outer (result i32)
      (do
        (try (result i32)
          (do
            (try (result i32)
              (do (call $select (local.get 0)) (i32.const 0))
              (delegate $outer)))
          (catch_all (i32.const 1))))
      (catch $plain (i32.const 2))
      (catch $own (i32.const 3))))
  (func (export "delegate-to-block") (result i32)
    (try (result i32)
      (do (block (try (do (throw $own)) (delegate 0))) (i32.const 0))
      (catch_all (i32.const 4))))
  (func (export "delegate-to-caller") (result i32)
    (try (result i32)
      (do (try (do (throw $own)) (delegate 1)) (i32.const 0))
      (catch_all (i32.const 1))))
  (func (export "delegate-from-clause") (result i32)
    (try (result i32)
      (do
        (try
          (do (throw $own))
          (catch $own (try (do (rethrow 1)) (delegate 0))))
        (i32.const 0))
      (catch $own (i32.const 5))))
  (func (export "delegate-of-tail") (try $l (do (try (do (return_call $throw-plain)) (delegate $l))) (catch_all)))
  (func (export "delegate-left") (result i32)
    (try $outer (result i32)
      (do
        (try (result i32)
          (do (block $a (try (do (br $a)) (delegate $outer))) (throw $own))
          (catch $own (i32.const 1))))
      (catch_all (i32.const 2))))

  ;; Through many frames.
  (func $deep (param i32)
    (if (i32.eqz (local.get 0)) (then (throw $number (i32.const 123))))
    (call $deep (i32.sub (local.get 0) (i32.const 1))))
  (func (export "deep") (param i32) (result i32)
    (try (result i32) (do (call $deep (local.get 0)) (i32.const 0)) (catch $number)))

  ;; Many times over.
  (func (export "often") (param $n i32) (result i32) (local $sum i32)
    (loop $again
      (try
        (do (throw $number (local.get $n)))
        (catch $number (local.set $sum (i32.add (local.get $sum)))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))

(assert_return (invoke "nothing") (i32.const 1))
(assert_return (invoke "bare" (i32.const 2)) (i32.const 5))
(assert_return (invoke "bare" (i32.const 0)) (i32.const 6))
(assert_exception (invoke "bare" (i32.const 1)))
(assert_return (invoke "clauses" (i32.const 0)) (i32.const 112))
(assert_return (invoke "clauses" (i32.const 1)) (i32.const 113))
(assert_return (invoke "clauses" (i32.const 2)) (i32.const 11))
(assert_return (invoke "values" (i64.const -1) (f32.const 0.5)) (i64.const -1) (f32.const 0.5) (i32.const 3) (i32.const 1))
(assert_return (invoke "indirect" (i32.const 0)) (i32.const 1))
(assert_return (invoke "indirect" (i32.const 1)) (i32.const 77))
(assert_trap (invoke "indirect" (i32.const 2)) "undefined element")
(assert_exception (invoke "tail"))
(assert_exception (invoke "tail-indirect"))
(assert_return (invoke "trap" (i32.const 1)) (i32.const 1))
(assert_trap (invoke "trap" (i32.const 0)) "integer divide by zero")
(assert_return (invoke "leave" (i32.const 0)) (i32.const 3))
(assert_return (invoke "leave" (i32.const 9)) (i32.const 3))
(assert_return (invoke "rethrow" (i32.const 0)) (i32.const 30))
(assert_return (invoke "rethrow" (i32.const 1)) (i32.const 20))
(assert_return (invoke "rethrow-outer") (i32.const 5))
(assert_exception (invoke "rethrow-all"))
(assert_return (invoke "delegate" (i32.const 0)) (i32.const 2))
(assert_return (invoke "delegate" (i32.const 1)) (i32.const 3))
(assert_return (invoke "delegate" (i32.const 2)) (i32.const 0))
(assert_return (invoke "delegate-to-block") (i32.const 4))
(assert_exception (invoke "delegate-to-caller"))
(assert_return (invoke "delegate-from-clause") (i32.const 5))
(assert_exception (invoke "delegate-of-tail"))
(assert_return (invoke "delegate-left") (i32.const 1))
(assert_return (invoke "deep" (i32.const 1000)) (i32.const 123))
(assert_return (invoke "often" (i32.const 1000)) (i32.const 500500))

;; Both kinds of exception instructions in one function throw and catch the same exceptions.
(module
  (tag $e (param i32))
  (func (export "old-catches-new") (result i32)
    (try (result i32)
      (do (block $h (result exnref) (try_table (catch_all_ref $h) (throw $e (i32.const 8))) (unreachable)) (throw_ref))
      (catch $e)))
  (func (export "new-catches-old") (result i32)
    (block $h (result i32)
      (try_table (catch $e $h) (try (do (throw $e (i32.const 9))) (catch $e (drop) (rethrow 0))))
      (i32.const 0))))
(assert_return (invoke "old-catches-new") (i32.const 8))
(assert_return (invoke "new-catches-old") (i32.const 9))

(assert_malformed (module quote "(func (catch_all))") "unexpected token")
(assert_malformed (module quote "(tag $e) (func (catch $e))") "unexpected token")
(assert_malformed (module quote "(func (delegate 0))") "unexpected token")
(assert_malformed (module quote "(func (try (do) (catch_all) (catch_all)))") "unexpected token")
(assert_malformed (module quote "(tag) (func (try (do) (catch_all) (catch 0)))") "unexpected token")
(assert_malformed (module quote "(tag) (func (try (do) (catch 0) (delegate 0)))") "unexpected token")
(assert_malformed (module quote "(func (try (do) (delegate) (delegate 0)))") "unexpected token")
(assert_invalid (module (func (result i32) (try (result i32) (do)))) "type mismatch")
(assert_invalid (module (func (result i32) (try (result i32) (do (i64.const 42))))) "type mismatch")
(assert_invalid (module (tag) (func (try (do) (catch 0 (i32.const 42))))) "type mismatch")
(assert_invalid (module (tag (param i64)) (func (result i32) (try (result i32) (do (i32.const 1)) (catch 0)))) "type mismatch")
(assert_invalid (module (func (try (do) (catch_all (i32.const 42))))) "type mismatch")
(assert_invalid (module (func (try (do) (catch 0)))) "unknown tag")
(assert_invalid (module (func (try (do) (delegate 1)))) "unknown label")
(assert_invalid (module (func (rethrow 0))) "invalid rethrow label")
(assert_invalid (module (func (block (rethrow 0)))) "invalid rethrow label")
(assert_invalid (module (func (try (do (rethrow 0)) (catch_all)))) "invalid rethrow label")
