;; The Mandelbrot set, in colour on a terminal and in characters everywhere else.
;;
;;     wharf run examples/mandelbrot.wat
;;
;; A program for WASI written by hand: it asks whether standard output is a terminal, computes, and writes once.
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $iovs i32) (param $count i32) (param $written i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_fdstat_get"
    (func $fd_fdstat_get (param $fd i32) (param $stat i32) (result i32)))

  (memory (export "memory") 2)

  ;;  0  the one iovec: address and length        8  what fd_write has written
  ;; 16  an fdstat                               64  the shades: as characters, then as colours of 256
  ;; 128 the text that is written
  (data (i32.const 64) "\20.,:;+ijtfLG08%@")
  (data (i32.const 80) "\10\11\12\13\14\15\1b\21\27\2d\33\57\7b\9f\c3\e7")

  (global $end (mut i32) (i32.const 128))
  (global $width i32 (i32.const 78))
  (global $height i32 (i32.const 36))
  (global $patience i32 (i32.const 1000))

  ;; Appends a byte to the text.
  (func $put (param $byte i32)
    (i32.store8 (global.get $end) (local.get $byte))
    (global.set $end (i32.add (global.get $end) (i32.const 1))))

  ;; Appends ESC [ 48 ; 5 ; colour m and a space: a cell of that colour.
  (func $put_cell (param $colour i32)
    (call $put (i32.const 0x1b))
    (call $put (i32.const 91))
    (call $put (i32.const 52))
    (call $put (i32.const 56))
    (call $put (i32.const 59))
    (call $put (i32.const 53))
    (call $put (i32.const 59))
    (call $put (i32.add (i32.const 48) (i32.div_u (local.get $colour) (i32.const 100))))
    (call $put (i32.add (i32.const 48) (i32.rem_u (i32.div_u (local.get $colour) (i32.const 10)) (i32.const 10))))
    (call $put (i32.add (i32.const 48) (i32.rem_u (local.get $colour) (i32.const 10))))
    (call $put (i32.const 109))
    (call $put (i32.const 32)))

  ;; How often z ← z² + c can be done before z runs away, for a c in the plane; at most $patience.
  (func $escape (param $cx f64) (param $cy f64) (result i32)
    (local $x f64) (local $y f64) (local $xx f64) (local $yy f64) (local $n i32)
    (block $away
      (loop $again
        (br_if $away (f64.gt (f64.add (local.get $xx) (local.get $yy)) (f64.const 4)))
        (br_if $away (i32.eq (local.get $n) (global.get $patience)))
        (local.set $y
          (f64.add (f64.mul (f64.const 2) (f64.mul (local.get $x) (local.get $y))) (local.get $cy)))
        (local.set $x (f64.add (f64.sub (local.get $xx) (local.get $yy)) (local.get $cx)))
        (local.set $xx (f64.mul (local.get $x) (local.get $x)))
        (local.set $yy (f64.mul (local.get $y) (local.get $y)))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br $again)))
    (local.get $n))

  ;; Which of sixteen shades: 0 inside, the others in turn outside.
  (func $shade (param $n i32) (result i32)
    (if (result i32) (i32.eq (local.get $n) (global.get $patience))
      (then (i32.const 0))
      (else (i32.add (i32.const 1) (i32.rem_u (local.get $n) (i32.const 15))))))

  ;; Whether standard output is a character device, which for WASI is what a terminal is.
  (func $is_terminal (result i32)
    (drop (call $fd_fdstat_get (i32.const 1) (i32.const 16)))
    (i32.eq (i32.load8_u (i32.const 16)) (i32.const 2)))

  ;; start + size · i / n
  (func $between (param $start f64) (param $size f64) (param $i i32) (param $n i32) (result f64)
    (f64.add
      (local.get $start)
      (f64.div
        (f64.mul (local.get $size) (f64.convert_i32_u (local.get $i)))
        (f64.convert_i32_u (local.get $n)))))

  (func $row (param $row i32) (param $colour i32)
    (local $column i32) (local $shade i32)
    (loop $next
      (local.set $shade
        (call $shade
          (call $escape
            (call $between (f64.const -2.2) (f64.const 3.2) (local.get $column) (global.get $width))
            (call $between (f64.const -1.25) (f64.const 2.5) (local.get $row) (global.get $height)))))
      (if (local.get $colour)
        (then (call $put_cell (i32.load8_u offset=80 (local.get $shade))))
        (else (call $put (i32.load8_u offset=64 (local.get $shade)))))
      (local.set $column (i32.add (local.get $column) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $column) (global.get $width))))
    (if (local.get $colour)
      (then
        (call $put (i32.const 0x1b))
        (call $put (i32.const 91))
        (call $put (i32.const 109))))
    (call $put (i32.const 10)))

  (func (export "_start")
    (local $row i32) (local $colour i32)
    (local.set $colour (call $is_terminal))
    (loop $next
      (call $row (local.get $row) (local.get $colour))
      (local.set $row (i32.add (local.get $row) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $row) (global.get $height))))
    (i32.store (i32.const 0) (i32.const 128))
    (i32.store (i32.const 4) (i32.sub (global.get $end) (i32.const 128)))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
