;; RUN: wharf parse %s -o %t/a.wasm; wharf strip %t/a.wasm | wharf objdump -h -
;; RUN: wharf strip --names %t/a.wasm | wharf objdump -h - | grep custom
;; RUN: wharf strip --debug --producers %t/a.wasm | wharf objdump -h - | grep custom
;; RUN: wharf strip --all -k '^my' %t/a.wasm | wharf objdump -h - | grep custom
;; RUN: wharf strip -d 'e' -k 'debug' %t/a.wasm | wharf objdump -h - | grep custom
;; RUN: wharf strip -k '^' %t/a.wasm -o %t/b.wasm; cmp %t/a.wasm %t/b.wasm
;; RUN: wharf strip -d '(' %t/a.wasm
(module
  (func $f (export "f"))
  (@custom "my section" "kept or not")
  (@custom "target_features" "\01+\07simd128")
  (@custom "producers" (before first) "\00")
  (@custom ".debug_info" "not really"))
