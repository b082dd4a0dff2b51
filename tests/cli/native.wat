;; RUN: wharf print --native fact --tier baseline native.wat | grep '^;;' | sed 's/[0-9]* bytes/N bytes/'
;; RUN: wharf print --native 0 native.wat | grep -c '^;;.*bytes$'
;; RUN: wharf print --native '$fact' --tier both native.wat | grep -c '^;;.*bytes$'
;; RUN: wharf print --native fact --tier optimizing native.wat | grep -q imul && echo multiplies
;; RUN: wharf print --native fact --tier optimizing native.wat | grep -o '; func 0 $fact' | head -n 1
;; RUN: wharf print --native grow --tier baseline native.wat | grep -o '; builtin memory_grow'
;; RUN: wharf print --native grow --tier optimizing native.wat | grep -o '; builtin memory_grow'
;; RUN: wharf print --native grow --tier baseline native.wat | grep -o '; traps: .*' | sort -u
;; RUN: wharf print --native grow --tier optimizing native.wat | grep -A 1 -x ';; (data)' | grep -q '  .byte ' && echo a constant
;; RUN: wharf print --native grow --tier optimizing --cpu x86-64-v2 native.wat | grep -c vmulsd
;; RUN: wharf print --native outer --tier optimizing native.wat | grep '^;; (in func'
;; RUN: wharf print --native fact --tier baseline --json native.wat | grep -c '"out_of_line": true'
;; RUN: wharf print --native outer --tier baseline native.wat | grep -o '; func 2 $inner'
;; RUN: wharf print --native twice --tier optimizing --loops native.wat | grep '^;;.*bytes$' | sed 's/[0-9]* bytes/N bytes/'
;; RUN: wharf print --native twice --tier optimizing --loops --json native.wat | grep '"loop"'
;; RUN: wharf print --native twice --tier baseline native.wat | grep -c deadline
;; RUN: wharf print --native twice --tier baseline --interruptible native.wat | grep -o '; traps: deadline.*'
;; RUN: wharf print --native fakt native.wat
;; RUN: wharf print --tier baseline native.wat
;; RUN: wharf print --json native.wat
;; RUN: echo '(module (func (i32.add)))' | wharf print --native 0 -
(module
  (memory 1)
  (func $fact (export "fact") (param $n i64) (result i64)
    (if (result i64) (i64.eqz (local.get $n))
      (then (i64.const 1))
      (else (i64.mul (local.get $n) (call $fact (i64.sub (local.get $n) (i64.const 1)))))))
  (func $grow (param f64) (result i32)
    (f64.store (i32.const 8) (f64.mul (local.get 0) (f64.const 0.3)))
    (i32.div_u (memory.grow (i32.const 1)) (i32.load (i32.const 8))))
  (func $inner (param i32) (i32.store (local.get 0) (i32.const 7)))
  (func $outer (param i32) (call $inner (local.get 0)))
  (func $twice (param i32)
    (loop $outer
      (loop $inner (br_if $inner (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
      (br_if $outer (i32.load (i32.const 0))))
    (return)
    (loop $never (br $never))))
