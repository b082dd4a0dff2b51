;; RUN: wharf print --native fact --tier baseline native.wat | grep '^;;' | sed 's/[0-9]* bytes/N bytes/'
;; RUN: wharf print --native 0 native.wat | grep -c '^;;.*bytes$'
;; RUN: wharf print --native fact --tier optimizing native.wat | grep -q imul && echo multiplies
;; RUN: wharf print --native fakt native.wat
;; RUN: wharf print --tier baseline native.wat
;; RUN: echo '(module (func (i32.add)))' | wharf print --native 0 -
(module
  (func $fact (export "fact") (param $n i64) (result i64)
    (if (result i64) (i64.eqz (local.get $n))
      (then (i64.const 1))
      (else (i64.mul (local.get $n) (call $fact (i64.sub (local.get $n) (i64.const 1))))))))
