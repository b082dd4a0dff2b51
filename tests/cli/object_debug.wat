;; RUN: wharf parse %s -o %t/a.o; wharf objdump -x -d -r -j code -j linking -j .debug_info %t/a.o
;; RUN: wharf parse %s -o %t/a.o; ln -s "$(command -v wharf)" %t/wasm-objdump; %t/wasm-objdump -d -r -x %t/a.o
;; Relocations of custom sections count from behind the name; a section's symbol has the section's name; a relocation
;; of a type index names no symbol.
(module
  (type $unary (func (param i32) (result i32)))
  (import "env" "__indirect_function_table" (table 0 funcref))
  (func $f (type $unary)
    local.get 0
    local.get 0
    call_indirect (type $unary))
  (@custom ".debug_info" (after last) "\01\02\03\04\05\06\07\08")
  (@custom ".debug_str" (after last) "\00twice\00")
  (@custom "linking" (after last) "\02\08\09\02\00\04\00\01f\03\02\05")
  (@custom "reloc.CODE" (after last) "\03\01\06\08\00")
  (@custom "reloc..debug_info" (after last) "\04\02\09\00\01\05\08\04\00\03"))
