;; RUN: wharf validate %s
;; RUN: wharf validate --features -simd %s
;; RUN: wharf validate --features=mvp %s
;; RUN: wharf validate --features smid %s
(module
  (func (result v128) (v128.const i32x4 1 2 3 4)))
