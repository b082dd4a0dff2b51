;; RUN: wharf dump %s
;; RUN: wharf dump --at 0x30 %s
;; RUN: wharf dump --json --at 0x1c..0x20 %s
;; RUN: wharf dump --full %s | grep -A 5 'data: 42'
;; RUN: wharf dump --at 5000 %s
;; RUN: printf '\0asm\1\0\0\0\1\5\1\140\0\1\177\3\7\1' > %t/cut.wasm; wharf dump %t/cut.wasm
(module
  (memory 1)
  (data (i32.const 0) "0123456789abcdef0123456789abcdef0123456789")
  (func $f (export "f") (param i32) (result i64)
    (drop (i32.load offset=300 (local.get 0)))
    (i64.const -70000)))
