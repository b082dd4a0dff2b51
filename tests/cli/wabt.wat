;; RUN: for t in wat2wasm wasm2wat wasm-objdump wasm-strip wasm-validate; do ln -s "$(command -v wharf)" %t/$t; done; cp %s %t/in.wat; cd %t && ./wat2wasm in.wat && ./wasm-objdump -h in.wasm
;; RUN: cd %t; ./wat2wasm --debug-names in.wat -o named.wasm && ./wasm-objdump -x named.wasm
;; RUN: cd %t; ./wasm-objdump -d -j code named.wasm
;; RUN: cd %t; ./wasm-objdump -s -j Data named.wasm; ./wasm-objdump -h -j none named.wasm
;; RUN: cd %t; ./wasm-objdump named.wasm
;; RUN: cd %t; ./wasm2wat -f --no-debug-names --inline-exports named.wasm | head -8
;; RUN: cd %t; ./wasm2wat --generate-names in.wasm -o out.wat; ./wat2wasm out.wat -o - | cmp - in.wasm
;; RUN: cd %t; cp named.wasm s.wasm; ./wasm-strip s.wasm; cmp s.wasm in.wasm; ./wasm-strip -k name named.wasm -o - | cmp - named.wasm; ./wasm-strip -R producers named.wasm -o - | cmp - named.wasm
;; RUN: cd %t; ./wasm-strip in.wat; grep -c module in.wat; ./wasm-strip in.wat -o - | cmp - in.wasm
;; RUN: cd %t; ./wasm-validate in.wasm; ./wasm-validate --disable-simd in.wasm
;; RUN: cd %t; echo '(module (func (result i32)))' > bad.wat; ./wat2wasm bad.wat; ls bad.wasm; ./wat2wasm --no-check bad.wat; ./wasm2wat bad.wasm; ./wasm2wat --no-check bad.wasm
;; RUN: cd %t; ./wat2wasm -d in.wat | head -2; ./wat2wasm -v in.wat | head -2; ./wat2wasm -r in.wat; ./wat2wasm --enable-magic in.wat
;; RUN: cd %t; echo AGFzbQEAAAABi4CAgAACYAF/AX9gAn9/AAKjgICAAAIDZW52D19fbGluZWFyX21lbW9yeQIAAQNlbnYEc2hvdwABA4KAgIAAAQAMgYCAgAACCp+AgIAAAR0BAX9BgYCAgABBACgChICAgAAiARCAgICAACABCwuSgICAAAIAQQALA2hpAABBBAsEBwAAAADdgICAAAdsaW5raW5nAgimgICAAAQAAAEFZ3JlZXQBAgYuTHRleHQAAAMBAAdjb3VudGVyAQAEABAABaKAgIAAAg4ucm9kYXRhLi5MdGV4dAAADS5kYXRhLmNvdW50ZXICAACYgICAAApyZWxvYy5DT0RFBAMEBgEBAw8CAAAXAw== | base64 -d > part.o; ./wasm-objdump -x part.o | sed -n '/Custom/,$p'; ./wasm-objdump -d -r part.o
(module $demo
  (import "env" "log" (func $log (param i32)))
  (import "env" "limit" (global $limit i32))
  (table 2 8 funcref)
  (memory (export "memory") 1 4)
  (global $calls (mut i32) (i32.const 3))
  (global f32 (f32.const 2.5))
  (elem (i32.const 1) $log $count)
  (elem funcref (ref.func $count) (ref.null func))
  (data (i32.const 16) "Hello, wharf: nineteen")
  (data "later")
  (func $count (export "count") (param $n i32) (result i32) (local $sum i64) (local i32 i32)
    (block $done
      (loop $again
        (br_if $done (i32.eqz (local.get $n)))
        (if (i32.and (local.get $n) (i32.const 1))
          (then (call $log (local.get $n)))
          (else (global.set $calls (i32.const 0))))
        (br_table $again $done $again (local.get $n))))
    (i64.store offset=8 (i32.const 0) (i64.const 0x123456789abcdef0))
    (drop (f64.const -0.1))
    (drop (v128.const i32x4 1 2 3 4))
    (drop (call_indirect (param i32) (result i32) (i32.const -1) (i32.const 1)))
    (global.get $calls))
  (start $init)
  (func $init))
