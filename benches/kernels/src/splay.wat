;; A splay tree that changes all the time: old objects are written, and what is new lives long enough to become old.
;; Every entry carries a small tree of arrays, so that most of what is allocated is linked to from one old object.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))

  (type $numbers (array (mut i32)))
  (type $text (array (mut i8)))
  (type $payload (sub (struct)))
  (type $leaf (sub final $payload (struct (field $numbers (ref $numbers)) (field $text (ref $text)))))
  (type $inner (sub final $payload (struct (field $first (ref $payload)) (field $second (ref $payload)))))
  (type $node (struct
    (field $key f64)
    (field $value (ref $payload))
    (field $left (mut (ref null $node)))
    (field $right (mut (ref null $node)))))

  (memory (export "memory") 1)
  (data (i32.const 16) "splay 0000000000000000\n")
  (global $seed (mut i32) (i32.const 49734321))
  (global $root (mut (ref null $node)) (ref.null $node))

  ;; Between 0 and 1.
  (func $random (result f64)
    (global.set $seed (i32.add (i32.mul (global.get $seed) (i32.const 1664525)) (i32.const 1013904223)))
    (f64.mul (f64.convert_i32_u (global.get $seed)) (f64.const 0x1p-32)))

  (func $payload (param $depth i32) (param $tag i32) (result (ref $payload))
    (local $numbers (ref $numbers)) (local $text (ref $text)) (local $i i32)
    (if (i32.eqz (local.get $depth))
      (then
        (local.set $numbers (array.new_default $numbers (i32.const 10)))
        (loop $number
          (array.set $numbers (local.get $numbers) (local.get $i) (local.get $i))
          (br_if $number (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 10))))
        (local.set $text (array.new $text (i32.const 32) (i32.const 24)))
        (array.set $text (local.get $text) (i32.rem_u (local.get $tag) (i32.const 24)) (local.get $tag))
        (return (struct.new $leaf (local.get $numbers) (local.get $text)))))
    (struct.new $inner
      (call $payload (i32.sub (local.get $depth) (i32.const 1)) (local.get $tag))
      (call $payload (i32.sub (local.get $depth) (i32.const 1)) (local.get $tag))))

  ;; Moves the entry with this key, or one beside where it would be, to the root: top down, with a left and a right tree
  ;; of what is smaller and larger, both hung below one header.
  (func $splay (param $key f64)
    (local $header (ref $node)) (local $small (ref $node)) (local $large (ref $node))
    (local $at (ref $node)) (local $next (ref null $node))
    (if (ref.is_null (global.get $root)) (then (return)))
    (local.set $at (ref.as_non_null (global.get $root)))
    (local.set $header (struct.new $node
      (f64.const 0) (struct.get $node $value (local.get $at)) (ref.null $node) (ref.null $node)))
    (local.set $small (local.get $header))
    (local.set $large (local.get $header))
    (block $done
      (loop $again
        (if (f64.lt (local.get $key) (struct.get $node $key (local.get $at)))
          (then
            (local.set $next (struct.get $node $left (local.get $at)))
            (br_if $done (ref.is_null (local.get $next)))
            (if (f64.lt (local.get $key) (struct.get $node $key (local.get $next)))
              (then
                (struct.set $node $left (local.get $at) (struct.get $node $right (local.get $next)))
                (struct.set $node $right (local.get $next) (local.get $at))
                (local.set $at (ref.as_non_null (local.get $next)))
                (br_if $done (ref.is_null (struct.get $node $left (local.get $at))))))
            (struct.set $node $left (local.get $large) (local.get $at))
            (local.set $large (local.get $at))
            (local.set $at (ref.as_non_null (struct.get $node $left (local.get $at))))
            (br $again)))
        (br_if $done (i32.eqz (f64.gt (local.get $key) (struct.get $node $key (local.get $at)))))
        (local.set $next (struct.get $node $right (local.get $at)))
        (br_if $done (ref.is_null (local.get $next)))
        (if (f64.gt (local.get $key) (struct.get $node $key (local.get $next)))
          (then
            (struct.set $node $right (local.get $at) (struct.get $node $left (local.get $next)))
            (struct.set $node $left (local.get $next) (local.get $at))
            (local.set $at (ref.as_non_null (local.get $next)))
            (br_if $done (ref.is_null (struct.get $node $right (local.get $at))))))
        (struct.set $node $right (local.get $small) (local.get $at))
        (local.set $small (local.get $at))
        (local.set $at (ref.as_non_null (struct.get $node $right (local.get $at))))
        (br $again)))
    (struct.set $node $right (local.get $small) (struct.get $node $left (local.get $at)))
    (struct.set $node $left (local.get $large) (struct.get $node $right (local.get $at)))
    (struct.set $node $left (local.get $at) (struct.get $node $right (local.get $header)))
    (struct.set $node $right (local.get $at) (struct.get $node $left (local.get $header)))
    (global.set $root (local.get $at)))

  ;; A new entry under a key that no other one has; the key.
  (func $insert (result f64)
    (local $key f64) (local $root (ref $node)) (local $new (ref $node))
    (loop $again
      (local.set $key (call $random))
      (call $splay (local.get $key))
      (br_if $again
        (if (result i32) (ref.is_null (global.get $root))
          (then (i32.const 0))
          (else (f64.eq (struct.get $node $key (global.get $root)) (local.get $key))))))
    (local.set $new (struct.new $node
      (local.get $key)
      (call $payload (i32.const 5) (i32.trunc_sat_f64_u (f64.mul (local.get $key) (f64.const 251))))
      (ref.null $node) (ref.null $node)))
    (if (i32.eqz (ref.is_null (global.get $root)))
      (then
        (local.set $root (ref.as_non_null (global.get $root)))
        (if (f64.gt (local.get $key) (struct.get $node $key (local.get $root)))
          (then
            (struct.set $node $left (local.get $new) (local.get $root))
            (struct.set $node $right (local.get $new) (struct.get $node $right (local.get $root)))
            (struct.set $node $right (local.get $root) (ref.null $node)))
          (else
            (struct.set $node $right (local.get $new) (local.get $root))
            (struct.set $node $left (local.get $new) (struct.get $node $left (local.get $root)))
            (struct.set $node $left (local.get $root) (ref.null $node))))))
    (global.set $root (local.get $new))
    (local.get $key))

  ;; Removes the entry at the root, to which the key belongs.
  (func $remove (param $key f64)
    (local $right (ref null $node))
    (local.set $right (struct.get $node $right (global.get $root)))
    (if (ref.is_null (struct.get $node $left (global.get $root)))
      (then (global.set $root (local.get $right)))
      (else
        (global.set $root (struct.get $node $left (global.get $root)))
        (call $splay (local.get $key))
        (struct.set $node $right (global.get $root) (local.get $right)))))

  ;; Removes the greatest entry below a key, or the entry itself when there is none.
  (func $replace (param $key f64) (local $below (ref null $node))
    (call $splay (local.get $key))
    (local.set $below (struct.get $node $left (global.get $root)))
    (if (ref.is_null (local.get $below)) (then (call $remove (local.get $key)) (return)))
    (loop $again
      (if (i32.eqz (ref.is_null (struct.get $node $right (local.get $below))))
        (then
          (local.set $below (struct.get $node $right (local.get $below)))
          (br $again))))
    (local.set $key (struct.get $node $key (local.get $below)))
    (call $splay (local.get $key))
    (call $remove (local.get $key)))

  ;; The sum over an entry's payload.
  (func $weigh (param $payload (ref $payload)) (result i32)
    (local $leaf (ref $leaf)) (local $i i32) (local $sum i32)
    (block $other (result (ref $payload))
      (local.set $leaf (br_on_cast_fail $other (ref $payload) (ref $leaf) (local.get $payload)))
      (loop $text
        (local.set $sum (i32.add
          (i32.mul (local.get $sum) (i32.const 3))
          (array.get_u $text (struct.get $leaf $text (local.get $leaf)) (local.get $i))))
        (br_if $text (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (array.len (struct.get $leaf $text (local.get $leaf))))))
      (return (i32.add (local.get $sum)
        (array.get $numbers (struct.get $leaf $numbers (local.get $leaf)) (i32.const 7)))))
    (drop)
    (i32.add
      (call $weigh (struct.get $inner $first (ref.cast (ref $inner) (local.get $payload))))
      (i32.mul (i32.const 5) (call $weigh (struct.get $inner $second (ref.cast (ref $inner) (local.get $payload)))))))

  (func $sum (param $node (ref null $node)) (result i64)
    (if (result i64) (ref.is_null (local.get $node))
      (then (i64.const 0))
      (else
        (i64.add
          (i64.mul (i64.const 31) (call $sum (struct.get $node $left (local.get $node))))
          (i64.add
            (i64.xor
              (i64.reinterpret_f64 (struct.get $node $key (local.get $node)))
              (i64.extend_i32_u (call $weigh (struct.get $node $value (local.get $node)))))
            (call $sum (struct.get $node $right (local.get $node))))))))

  ;; 8000 entries of some 4 KiB, then ten times as many changes unless the first argument says otherwise.
  (func (export "_start") (local $i i32) (local $changes i32)
    (local.set $changes (call $size (i32.const 80000)))
    (loop $fill
      (drop (call $insert))
      (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 8000))))
    (local.set $i (i32.const 0))
    (loop $change
      (call $replace (call $insert))
      (br_if $change (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $changes))))
    (call $report (call $sum (global.get $root))))

  ;; The first argument as a number, or `$default`.
  (func $size (param $default i32) (result i32) (local $at i32) (local $digit i32) (local $size i32)
    (drop (call $args_sizes_get (i32.const 0) (i32.const 4)))
    (if (i32.lt_u (i32.load (i32.const 0)) (i32.const 2)) (then (return (local.get $default))))
    (if (i32.gt_u (i32.load (i32.const 4)) (i32.const 4096)) (then (return (local.get $default))))
    (drop (call $args_get (i32.const 1024) (i32.const 32768)))
    (local.set $at (i32.load (i32.const 1028)))
    (block $end
      (loop $again
        (local.set $digit (i32.sub (i32.load8_u (local.get $at)) (i32.const 48)))
        (br_if $end (i32.gt_u (local.get $digit) (i32.const 9)))
        (local.set $size (i32.add (i32.mul (local.get $size) (i32.const 10)) (local.get $digit)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $again)))
    (local.get $size))

  (func $report (param $n i64) (local $i i32)
    (loop $digit
      (i32.store8 (i32.sub (i32.const 37) (local.get $i))
        (i32.add
          (i32.wrap_i64 (i64.and (local.get $n) (i64.const 15)))
          (select (i32.const 87) (i32.const 48) (i64.gt_u (i64.and (local.get $n) (i64.const 15)) (i64.const 9)))))
      (local.set $n (i64.shr_u (local.get $n) (i64.const 4)))
      (br_if $digit (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 16))))
    (i32.store (i32.const 0) (i32.const 16))
    (i32.store (i32.const 4) (i32.const 23))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
