;; RUN: wharf metadata show %s
;; RUN: wharf metadata add --name app --language Rust=2024 --sdk 'my sdk=1.2' %s -o %t/a.wasm; wharf metadata show %t/a.wasm; wharf metadata show --json %t/a.wasm
;; RUN: wharf metadata add --sdk 'my sdk=1.3' --processed-by wharf %t/a.wasm | wharf metadata show -
;; RUN: wharf metadata add --name app %t/a.wasm -o %t/b.wasm; cmp %t/a.wasm %t/b.wasm
;; RUN: wharf metadata add --language =3 %s
(module $demo
  (func $f (export "f")))
