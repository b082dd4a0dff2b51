;; RUN: wharf wast %s
;; RUN: wharf wast script_fails.wast
;; RUN: wharf wast %s script_fails.wast | tail -1
;; RUN: wharf wast --json script_fails.wast | head -12
;; RUN: WHARF_TIER=interp wharf wast %s
;; RUN: WHARF_TIER=warp wharf wast %s
(module
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "nan") (result f32) (f32.const nan))
  (func (export "fail") (unreachable)))
(assert_return (invoke "add" (i32.const 1) (i32.const 2)) (i32.const 3))
(assert_return (invoke "nan") (f32.const nan:canonical))
(assert_trap (invoke "fail") "unreachable")
(assert_invalid (module (func (result i32))) "type mismatch")
(assert_malformed (module quote "(func") "unexpected end")
(assert_unlinkable (module (import "no" "thing" (func))) "unknown import")
