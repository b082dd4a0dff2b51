;; RUN: wharf run %s
(module
  (func $_ZN4quay5crane4lift17h0123456789abcdefE (unreachable))
  (func $_ZN4quay5CraneC2Ei (call $_ZN4quay5crane4lift17h0123456789abcdefE))
  (func $plain (export "_start") (call $_ZN4quay5CraneC2Ei)))
