;; A backtrace shows calls that the optimizing tier has inlined, as the interpreter does.
;; RUN: wharf run --tier interp --invoke divide %s
;; RUN: wharf run --tier optimizing --invoke divide %s
;; RUN: wharf run --tier interp --invoke load %s
;; RUN: wharf run --tier optimizing --invoke load %s
;; RUN: wharf run --tier interp --invoke recurse %s
;; RUN: wharf run --tier optimizing --invoke recurse %s
;; RUN: wharf run --tier interp --invoke throw %s
;; RUN: wharf run --tier optimizing --invoke throw %s
(module $app
  (memory 1)
  (tag $error (param i32))
  (func $get (param $at i32) (result i32)
    (i32.load (local.get $at)))
  (func $ratio (param $a i32) (param $b i32) (result i32)
    (i32.div_s (local.get $a) (local.get $b)))
  (func $both (param $at i32) (result i32)
    (i32.add
      (call $get (local.get $at))
      (call $ratio (local.get $at) (i32.const 0))))
  (func $down (param $n i32) (result i32)
    (if (result i32) (local.get $n)
      (then (i32.mul (local.get $n) (call $down (i32.sub (local.get $n) (i32.const 1)))))
      (else (unreachable))))
  (func $raise (param $n i32)
    (throw $error (local.get $n)))
  (func (export "divide") (result i32) (call $both (i32.const 0)))
  (func (export "load") (result i32) (call $both (i32.const -8)))
  (func (export "recurse") (result i32) (call $down (i32.const 7)))
  (func (export "throw") (call $raise (i32.const 7))))
