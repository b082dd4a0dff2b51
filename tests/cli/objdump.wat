;; RUN: wharf objdump -h %s
;; RUN: wharf objdump -x %s
;; RUN: wharf objdump -d %s
;; RUN: wharf objdump -s -j data -j export %s
;; RUN: wharf objdump -r %s
;; RUN: wharf objdump -h -j code %s %s
;; RUN: wharf objdump %s
;; RUN: wharf objdump -h -j nowhere %s
(module $demo
  (type $point (sub (struct (field $x (mut i32)) (field i8))))
  (import "env" "log" (func $log (param i32)))
  (table 2 8 funcref)
  (memory (export "memory") 1 4)
  (global $calls (mut i32) (i32.const 3))
  (elem (i32.const 0) $log $count)
  (data (i32.const 16) "Hello, wharf: nineteen")
  (func $count (export "count") (param $n i32) (result i32) (local $sum i64) (local i32 i32)
    (block $done
      (loop $again
        (br_if $done (i32.eqz (local.get $n)))
        (if (i32.and (local.get $n) (i32.const 1))
          (then (call $log (local.get $n)))
          (else (global.set $calls (i32.const 0))))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br_table $again $done $again (local.get $n))))
    (i64.store offset=8 (i32.const 0) (i64.const 0x123456789abcdef0))
    (global.get $calls))
  (start $init)
  (func $init))
