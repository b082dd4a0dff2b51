;; RUN: wharf size ../programs/shapes.wasm
;; RUN: wharf size --by namespace --depth 2 --by source -n 1 ../programs/shapes.wasm
;; RUN: wharf strip ../programs/shapes.wasm | wharf size --by function --by namespace --by source --by data -
;; RUN: wharf strip --names ../programs/shapes.wasm | wharf size --by function -
;; RUN: wharf size --json %s
;; RUN: wharf size --json --by section -n 2 %s
;; RUN: wharf size --dominators %s
;; RUN: wharf size --dominators --json -n 2 %s
;; RUN: wharf size --why deep --why 'memory[0]' --why alone %s
;; RUN: wharf size --why 'data[0]' --json %s
;; RUN: wharf size --why 'data[7]' %s
;; RUN: wharf size --why dee %s
;; RUN: wharf size --why nonsense %s
;; RUN: wharf size --why deepp %s
;; RUN: sed -e 's/alone/other/' -e 's/(nop) (nop)/(nop)/' -e 's/many words/more words/' %s > %t/new.wat; wharf size --diff %s %t/new.wat
;; RUN: wharf size --diff %s --json --by function %t/new.wat
;; RUN: wharf size --diff %s %s
;; RUN: echo '(module)' | wharf size -
(module $keeper
  (import "env" "report" (func $report (param i32)))
  (table 4 funcref)
  (elem (i32.const 0) $_ZN5shape4areaEi $deep)
  (memory (export "memory") 1)
  (data $words (i32.const 0) "many words that the module brings along")
  (func $main (export "main") (call $first) (call $second))
  (func $first (nop) (call $deep))
  (func $second (drop (call_indirect (param i32) (result i32) (i32.const 1) (i32.const 0))))
  (func $deep (call $report (i32.const 5)) (nop) (nop))
  (func $_ZN5shape4areaEi (param i32) (result i32) (local.get 0))
  (func $alone (call $deep)))
