;; RUN: wharf inspect %s
;; RUN: wharf inspect --json %s
;; RUN: wharf inspect ../programs/notes.wasm | sed -n '1,/^Made with/p'
;; RUN: echo '(module)' | wharf inspect -
;; RUN: wharf --color always inspect %s | head -2
(module $demo
  (type $point (struct (field i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "env" "log" (func $log (param i32)))
  (memory (export "memory") 1 4)
  (memory i64 2)
  (tag $oops)
  (global i32 (i32.add (i32.const 1) (i32.const 2)))
  (data "passive")
  (func (export "_start")
    (drop (i32x4.extract_lane 0 (v128.const i32x4 1 2 3 4)))
    (drop (i32.extend8_s (i32.const 200)))
    (return_call $log (i32.const 0)))
  (start $init)
  (func $init))
