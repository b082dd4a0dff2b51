;; RUN: wharf run %s
(module
  (import "env" "answer" (func (param i32) (result i64)))
  (import "env" "table" (table 1 funcref))
  (import "wasi_snapshot_preview1" "proc_exit" (func (param i64))))
