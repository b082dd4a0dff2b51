;; RUN: wharf validate %s
;; RUN: wharf run %s
(module
  (func $half (param $x f64) (result f64)
    (f64.div (local.get $x) (i32.const 2))))
