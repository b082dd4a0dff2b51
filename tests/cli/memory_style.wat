;; RUN: wharf run --memory-style dense --tier interp --invoke sum %s 65533
;; RUN: wharf run --memory-style dense --tier optimizing --invoke sum %s 65528
;; RUN: wharf run --memory-style dense --tier optimizing --invoke sum %s 65533
;; RUN: wharf run --memory-style dense --tier baseline --invoke sum %s 65533
;; RUN: wharf run --memory-style reserved --invoke sum %s 65533
;; RUN: wharf run --memory-style sparse --invoke sum %s 65533
(module
  (memory 1)
  (data (i32.const 65528) "\01\02\03\04\05\06\07\08")
  (func $sum (export "sum") (param $at i32) (result i64)
    (i64.add (i64.load (local.get $at)) (i64.extend_i32_u (i32.load8_u (local.get $at))))))
