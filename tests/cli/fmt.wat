;; RUN: wharf fmt %s
;; RUN: wharf fmt %s -o %t/once.wat; wharf fmt --check %t/once.wat
;; RUN: wharf fmt --check %s | wc -l
;; RUN: wharf fmt %s %s
;; RUN: wharf parse %s -o %t/a.wasm; wharf print --exact %t/a.wasm | wharf parse - | cmp - %t/a.wasm
;; RUN: wharf print --fold --func sum %t/a.wasm
(module
(func $sum   (export "sum") (param $a i32);; the first
 (param $b i32) (result i32)
    (i32.add
  (local.get $a)   (local.get $b))))
