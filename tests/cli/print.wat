;; RUN: wharf print %s
;; RUN: wharf print --fold --indent 4 %s
;; RUN: wharf print --skeleton %s
;; RUN: wharf print --operand-stack --func deep %s
;; RUN: wharf print --operand-stack --fold --func deep %s
;; RUN: wharf print --offsets --func 2 %s
;; RUN: wharf print --generate-names --inline-imports --inline-exports --func deep %s
;; RUN: wharf --color always print --func deep %s
;; RUN: wharf print --func dep %s
;; RUN: wharf print --func nowhere %s
;; RUN: echo '(module (func (result i32)))' | wharf print --operand-stack -
(module $shown
  (import "env" "log" (func $log (param i32)))
  (memory 1)
  (func $deep (export "deep") (param $n i32) (result i32) (local $sum i64)
    (block $out (result i32)
      (loop $again (param) (result i32)
        (br_if $out (i32.const -7) (i32.eqz (local.get $n)))
        (drop)
        (local.set $sum (i64.add (local.get $sum) (i64.const 1)))
        (call $log (local.get $n))
        (br $again))))
  (func (result f64 i64)
    f64.const 0.5
    i64.const 1
    unreachable
    nop)
  (data (i32.const 0) "text\00\ff\"quoted\""))
