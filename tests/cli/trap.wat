;; RUN: wharf run --invoke main %s 0
;; RUN: wharf run --invoke deep %s
;; RUN: wharf run --tier interp --invoke winding %s
;; RUN: wharf run --timeout 0.05 --invoke forever %s
;; RUN: wharf run --fuel 1000 --invoke forever %s
(module $app
  (func $divide (param $by i32) (result i32)
    (i32.div_s (i32.const 1) (local.get $by)))
  (func $main (export "main") (param i32) (result i32)
    (call $divide (local.get 0)))
  (func $deep (export "deep") (result i32)
    (i32.add (i32.const 1) (call $deep)))
  (func $winding (export "winding") (result i32)
    (i32.add (i32.const 1) (call $back)))
  (func $back (result i32)
    (i32.add (i32.const 1) (call $winding)))
  (func (export "forever")
    (loop $again (br $again))))
