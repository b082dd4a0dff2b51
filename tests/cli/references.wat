;; RUN: wharf run --invoke func %s 'func add'
;; RUN: wharf run --invoke func %s 'func $hidden'
;; RUN: wharf run --invoke func %s 'ref.func 0'
;; RUN: wharf run --invoke func %s 'func "two words"'
;; RUN: wharf run --invoke func %s 'func subtract'
;; RUN: wharf run --invoke apply %s 'func add' 3 4
;; RUN: wharf run --invoke apply %s 'func $hidden' 3 4
;; RUN: wharf run --invoke apply %s null 3 4
;; RUN: wharf run --invoke extern %s 'extern 5'
;; RUN: wharf run --invoke extern %s 'i31 7'
;; RUN: wharf run --invoke any %s 'ref.extern 5'
;; RUN: wharf run --invoke any %s 'i31 -7'
;; RUN: wharf run --invoke any %s 'ref.null any'
;; RUN: wharf run --invoke any %s 'i31 2147483648'
;; RUN: wharf run --invoke any %s '(i31 7'
;; RUN: wharf run --invoke any %s 'i31 7 8'
;; RUN: wharf run --invoke eq %s 'extern 5'
;; RUN: wharf run --invoke i31 %s 'i31 -3'
;; RUN: wharf run --invoke pair %s 'struct $pair 1 (i32x4 1 2 3 4)'
;; RUN: wharf run --invoke pair %s '(struct 0 1 0xff)'
;; RUN: wharf run --invoke pair %s 'struct $pair 1'
;; RUN: wharf run --invoke pair %s 'struct $node 1 null'
;; RUN: wharf run --invoke pair %s null
;; RUN: wharf run --invoke any %s 'struct $node 1 (struct $node 2 null)'
;; RUN: wharf run --invoke any %s 'struct $nothing 1'
;; RUN: wharf run --invoke bytes %s 'array $bytes 1 0xff -1'
;; RUN: wharf run --invoke bytes %s 'array $bytes 256'
;; RUN: wharf run --invoke exn %s 'exn $oops 3 (extern 4)'
;; RUN: wharf run --invoke exn %s 'exn 1'
;; RUN: wharf run --invoke none %s null
;; RUN: wharf run --invoke none %s 'i31 1'
;; RUN: wharf run --invoke ring %s
(module
  (type $pair (struct (field i32) (field v128)))
  (type $node (struct (field i32) (field $next (mut anyref))))
  (type $bytes (array (mut i8)))
  (type $binary (func (param i32 i32) (result i32)))
  (tag $oops (param i32 externref))
  (func $add (export "add") (export "two words") (type $binary) (i32.add (local.get 0) (local.get 1)))
  (func $hidden (param i32) (result i32) (local.get 0))
  (func (export "func") (param funcref) (result funcref) (local.get 0))
  (func (export "apply") (param (ref $binary) i32 i32) (result i32)
    (call_ref $binary (local.get 1) (local.get 2) (local.get 0)))
  (func (export "extern") (param externref) (result externref) (local.get 0))
  (func (export "any") (param anyref) (result anyref) (local.get 0))
  (func (export "eq") (param eqref) (result eqref) (local.get 0))
  (func (export "i31") (param i31ref) (result i32) (i31.get_s (local.get 0)))
  (func (export "pair") (param (ref $pair)) (result structref) (local.get 0))
  (func (export "bytes") (param (ref $bytes)) (result arrayref) (local.get 0))
  (func (export "exn") (param exnref) (result exnref) (local.get 0))
  (func (export "none") (param nullref) (result nullref) (local.get 0))
  (func (export "ring") (result anyref) (local $node (ref $node))
    (local.set $node (struct.new $node (i32.const 1) (ref.null any)))
    (struct.set $node $next (local.get $node) (local.get $node))
    (local.get $node)))
