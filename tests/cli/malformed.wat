;; RUN: wharf validate %s
(module
  (func $twice (param $number i32) (result i32)
    (i32.mul (local.get $numbr) (i32.const 2))))
