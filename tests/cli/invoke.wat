;; RUN: wharf run --invoke add %s 3 4
;; RUN: wharf --invoke add %s -1 0xff
;; RUN: wharf run --invoke divide %s 17 5
;; RUN: wharf run --invoke nothing %s
;; RUN: wharf run --invoke divide %s 17 5 | true
;; RUN: wharf run --invoke add %s 3
;; RUN: wharf run --invoke add %s 3 4 5
;; RUN: wharf run --invoke add %s three 4
;; RUN: wharf run --invoke subtract %s 3 4
;; RUN: wharf run --invoke memory %s
;; RUN: wharf run - < %s
;; RUN: wharf run --invoke add - 3 4 < %s
(module
  (memory (export "memory") 1)
  (func (export "add") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))
  (func (export "divide") (param i64 i64) (result i64 i64)
    (i64.div_s (local.get 0) (local.get 1))
    (i64.rem_s (local.get 0) (local.get 1)))
  (func (export "nothing")))
