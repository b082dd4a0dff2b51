;; RUN: wharf validate --features -exceptions %s
(module
  (func (export "first"))
  (tag $oops (param i32))
  (func (export "last")))
