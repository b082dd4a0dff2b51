;; RUN: wharf compile --key %s -o %t/a.cwharf %s && wharf run --key %s --stats=json --invoke double %t/a.cwharf 21 2>&1 | sed -E 's/.*"baseline":(\{[^}]*\}).*/\1/'
;; RUN: wharf --key %s %t/a.cwharf
;; RUN: wharf run --key usage.txt --invoke double %t/a.cwharf 21
;; RUN: wharf run --recompile --invoke double %t/a.cwharf 21
;; RUN: wharf run --key %s --fuel 1000 --invoke double %t/a.cwharf 21
;; RUN: wharf compile --key %s --fuel -o %t/fuel.cwharf %s && wharf run --key %s --fuel 1000 --invoke double %t/fuel.cwharf 21
;; RUN: wharf compile --key %s --interruptible -o %t/stop.cwharf %s && wharf run --key %s --timeout 60ms --invoke forever %t/stop.cwharf
;; RUN: wharf compile --key %s --cpu x86-64-v2 -o %t/v2.cwharf %s && wharf run --cpu x86-64-v2 --key %s --invoke double %t/v2.cwharf 21
;; RUN: wharf compile --key %s --cpu x86-64-v3 -o %t/v3.cwharf %s && wharf run --cpu x86-64-v2 --key %s --invoke double %t/v3.cwharf 21
;; RUN: wharf run --key %s --invoke trap %t/a.cwharf
;; RUN: XDG_DATA_HOME=%t/data wharf compile -o %t/own.cwharf %s && XDG_DATA_HOME=%t/data wharf run --invoke double %t/own.cwharf 21 && XDG_DATA_HOME=%t/other wharf run --invoke double %t/own.cwharf 21; ls %t/data/wharf
(module
  (func (export "double") (param i32) (result i32) (i32.add (local.get 0) (local.get 0)))
  (func $fails (export "trap") (unreachable))
  (func (export "forever") (loop $again (br $again)))
  (func (export "_start")))
