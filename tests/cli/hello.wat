;; RUN: wharf run %s
;; RUN: wharf %s --invoke is the program\'s
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\08\00\00\00\11\00\00\00hello, 0 args   \n")
  (func (export "_start")
    (drop (call $args_sizes_get (i32.const 100) (i32.const 104)))
    (i32.store8 (i32.const 15) (i32.add (i32.const 48) (i32.load (i32.const 100))))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 108)))))
