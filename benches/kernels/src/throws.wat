;; Exceptions thrown through a few frames and caught, among many calls that do not throw.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (tag $odd (param i32))
  (memory (export "memory") 1)
  (data (i32.const 16) "throws 0000000000000000\n")

  (func $deep (param $n i32) (param $depth i32) (result i32)
    (if (i32.eqz (local.get $depth))
      (then
        (if (i32.eqz (i32.and (local.get $n) (i32.const 15)))
          (then (throw $odd (i32.xor (local.get $n) (i32.const 0x55)))))
        (return (local.get $n))))
    (i32.add (call $deep (local.get $n) (i32.sub (local.get $depth) (i32.const 1))) (i32.const 1)))

  (func $guarded (param $n i32) (result i32)
    (block $caught (result i32)
      (try_table (result i32) (catch $odd $caught)
        (call $deep (local.get $n) (i32.const 4)))))

  (func (export "_start") (local $i i32) (local $n i32) (local $total i64)
    (local.set $n (call $size_or (i32.const 4000000)))
    (loop $again
      (local.set $total
        (i64.add
          (i64.mul (local.get $total) (i64.const 31))
          (i64.extend_i32_u (call $guarded (local.get $i)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (local.get $n))))
    (call $report (local.get $total)))

  ;; The first argument as a number, else the usual size.
  (func $size_or (param $usual i32) (result i32) (local $at i32) (local $n i32)
    (drop (call $args_sizes_get (i32.const 0) (i32.const 4)))
    (if (i32.or (i32.lt_u (i32.load (i32.const 0)) (i32.const 2)) (i32.gt_u (i32.load (i32.const 4)) (i32.const 4096)))
      (then (return (local.get $usual))))
    (drop (call $args_get (i32.const 64) (i32.const 8192)))
    (local.set $at (i32.load (i32.const 68)))
    (loop $digit
      (if (i32.load8_u (local.get $at))
        (then
          (local.set $n
            (i32.add (i32.mul (local.get $n) (i32.const 10)) (i32.sub (i32.load8_u (local.get $at)) (i32.const 48))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $digit))))
    (local.get $n))

  (func $report (param $n i64) (local $i i32)
    (loop $digit
      (i32.store8 (i32.sub (i32.const 38) (local.get $i))
        (i32.add
          (i32.wrap_i64 (i64.and (local.get $n) (i64.const 15)))
          (select (i32.const 87) (i32.const 48) (i64.gt_u (i64.and (local.get $n) (i64.const 15)) (i64.const 9)))))
      (local.set $n (i64.shr_u (local.get $n) (i64.const 4)))
      (br_if $digit (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 16))))
    (i32.store (i32.const 0) (i32.const 16))
    (i32.store (i32.const 4) (i32.const 24))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
