;; RUN: wharf run --invoke i32 %s 0xffff_ffff
;; RUN: wharf run --invoke i32 %s 4294967296
;; RUN: wharf run --invoke i64 %s -9223372036854775808
;; RUN: wharf run --invoke f32 %s 0.1
;; RUN: wharf run --invoke f32 %s -nan:0x200000
;; RUN: wharf run --invoke f64 %s 0x1.8p3
;; RUN: wharf run --invoke f64 %s 1e300
;; RUN: wharf run --invoke f64 %s -inf
;; RUN: wharf run --invoke v128 %s 'i32x4 1 2 3 -1'
;; RUN: wharf run --invoke v128 %s 0x000102030405060708090a0b0c0d0e0f
;; RUN: wharf run --invoke funcref %s null
;; RUN: wharf run --invoke externref %s null
;; RUN: wharf run --invoke externref %s 1
;; RUN: wharf run --invoke references %s
(module
  (type $pair (struct (field i32) (field i32)))
  (func $f (export "i32") (param i32) (result i32) (local.get 0))
  (func (export "i64") (param i64) (result i64) (local.get 0))
  (func (export "f32") (param f32) (result f32) (local.get 0))
  (func (export "f64") (param f64) (result f64) (local.get 0))
  (func (export "v128") (param v128) (result v128) (local.get 0))
  (func (export "funcref") (param funcref) (result funcref) (local.get 0))
  (func (export "externref") (param externref) (result externref) (local.get 0))
  (func (export "references") (result funcref anyref (ref $pair) anyref nullref)
    (ref.func $f)
    (ref.i31 (i32.const -7))
    (struct.new $pair (i32.const 1) (i32.const 2))
    (ref.null $pair)
    (ref.null none)))
