;; Threads of a script: they have stores of their own and share memories. Waiting and notifying, and the outcomes that
;; the memory model allows for the three classic tests of two threads.

(module $shared (memory (export "memory") 1 1 shared))
(register "shared" $shared)

;; One thread waits until another one notifies it.
(thread $waiter (shared (module $shared))
  (register "shared" $shared)
  (module
    (memory (import "shared" "memory") 1 1 shared)
    (func (export "wait") (result i32)
      (block $changed
        (loop $again
          (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 1_000_000_000)))
          (br_if $changed (i32.atomic.load (i32.const 0)))
          (br $again)))
      (i32.atomic.rmw.add (i32.const 4) (i32.const 5))))
  (assert_return (invoke "wait") (i32.const 37)))

(thread $notifier (shared (module $shared))
  (register "shared" $shared)
  (module
    (memory (import "shared" "memory") 1 1 shared)
    (func (export "notify")
      (i32.atomic.store (i32.const 4) (i32.const 37))
      (i32.atomic.store (i32.const 0) (i32.const 1))
      (drop (memory.atomic.notify (i32.const 0) (i32.const -1)))))
  (invoke "notify"))

(wait $waiter)
(wait $notifier)

(module $check (memory (import "shared" "memory") 1 1 shared)
  (func (export "check") (result i32) (i32.load (i32.const 4)))
  (func (export "nobody") (result i32) (memory.atomic.notify (i32.const 0) (i32.const 1)))
  (func (export "other value") (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 99) (i64.const -1)))
  (func (export "other value 64") (result i32) (memory.atomic.wait64 (i32.const 8) (i64.const 99) (i64.const -1)))
  (func (export "time") (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 1) (i64.const 1000)))
  (func (export "unaligned") (result i32) (memory.atomic.wait32 (i32.const 1) (i32.const 1) (i64.const 0)))
  (func (export "unaligned notify") (result i32) (memory.atomic.notify (i32.const 2) (i32.const 1)))
  (func (export "outside") (result i32) (memory.atomic.notify (i32.const 65536) (i32.const 1)))
  (func (export "fence") (atomic.fence)))
(assert_return (invoke $check "check") (i32.const 42))
(assert_return (invoke $check "nobody") (i32.const 0))
(assert_return (invoke $check "other value") (i32.const 1))
(assert_return (invoke $check "other value 64") (i32.const 1))
(assert_return (invoke $check "time") (i32.const 2))
(assert_trap (invoke $check "unaligned") "unaligned atomic")
(assert_trap (invoke $check "unaligned notify") "unaligned atomic")
(assert_trap (invoke $check "outside") "out of bounds memory access")
(assert_return (invoke $check "fence"))

;; A memory of one thread cannot be waited on; nobody can wait there, so notifying is harmless.
(module (memory 1)
  (func (export "wait") (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const 0)))
  (func (export "notify") (result i32) (memory.atomic.notify (i32.const 0) (i32.const 1))))
(assert_trap (invoke "wait") "expected shared memory")
(assert_return (invoke "notify") (i32.const 0))

;; An effective address beyond all addresses is as unaligned as any other, and that is said first.
(module (memory i64 1 1 shared)
  (func (export "notify") (param i64) (result i32) (memory.atomic.notify offset=128299 (local.get 0) (i32.const 1)))
  (func (export "wait") (param i64) (result i32)
    (memory.atomic.wait64 offset=16 (local.get 0) (i64.const 0) (i64.const 0))))
(assert_trap (invoke "notify" (i64.const -1)) "unaligned atomic")
(assert_trap (invoke "notify" (i64.const -3)) "out of bounds memory access")
(assert_trap (invoke "wait" (i64.const -4)) "unaligned atomic")
(assert_trap (invoke "wait" (i64.const -8)) "out of bounds memory access")

;; Store buffering: each thread stores one cell and loads the other's. With sequentially consistent accesses at least
;; one of them sees the other's store.
(module $cells (memory (export "memory") 1 1 shared))
(thread $left (shared (module $cells))
  (register "cells" $cells)
  (module
    (memory (import "cells" "memory") 1 1 shared)
    (func (export "run")
      (i32.atomic.store (i32.const 0) (i32.const 1))
      (i32.store (i32.const 16) (i32.atomic.load (i32.const 4)))))
  (invoke "run"))
(thread $right (shared (module $cells))
  (register "cells" $cells)
  (module
    (memory (import "cells" "memory") 1 1 shared)
    (func (export "run")
      (i32.atomic.store (i32.const 4) (i32.const 1))
      (i32.store (i32.const 20) (i32.atomic.load (i32.const 0)))))
  (invoke "run"))
(wait $left)
(wait $right)
(register "cells" $cells)
(module (memory (import "cells" "memory") 1 1 shared)
  (func (export "seen") (result i32) (i32.or (i32.load (i32.const 16)) (i32.load (i32.const 20))))
  (func (export "left") (result i32) (i32.load (i32.const 16))))
(assert_return (invoke "seen") (i32.const 1))
(assert_return (invoke "left") (either (i32.const 0) (i32.const 1)))

;; Message passing: who sees the flag sees what was written before it.
(module $post (memory (export "memory") 1 1 shared))
(thread $sender (shared (module $post))
  (register "post" $post)
  (module
    (memory (import "post" "memory") 1 1 shared)
    (func (export "send") (i32.store (i32.const 0) (i32.const 1234)) (i32.atomic.store (i32.const 64) (i32.const 1))))
  (invoke "send"))
(thread $receiver (shared (module $post))
  (register "post" $post)
  (module
    (memory (import "post" "memory") 1 1 shared)
    (func (export "receive") (result i32)
      (loop $until (br_if $until (i32.eqz (i32.atomic.load (i32.const 64)))))
      (i32.load (i32.const 0))))
  (assert_return (invoke "receive") (i32.const 1234)))
(wait $sender)
(wait $receiver)

(assert_invalid (module (memory 1 shared)) "shared memory must have maximum")
(assert_unlinkable (module (memory (import "shared" "memory") 1 1)) "incompatible import type")
(module $alone (memory (export "memory") 1 1))
(register "alone" $alone)
(assert_unlinkable (module (memory (import "alone" "memory") 1 1 shared)) "incompatible import type")
