;; RUN: wharf run --no-cache --stats --tier optimizing --invoke work %s 2>&1 | sed -E 's/ +[0-9.]+ (ms|KiB)/ N \1/g; s/\([0-9]+ major\)/(N major)/; s/ns +[0-9]+ \(/ns N (/'
;; RUN: wharf run --no-cache --stats=json --tier interp --invoke work %s 2>&1 | tail -1 | sed -E 's/[0-9]+(\.[0-9]+)?/N/g'
;; RUN: wharf run --stats=yaml %s
;; RUN: wharf run --timeout 2m --invoke work %s
;; RUN: wharf run --timeout 90000ms --invoke work %s
;; RUN: wharf run --timeout 2days --invoke work %s
(module
  (type $node (struct (field i64) (field i64) (field (ref null $node))))
  (func (export "work") (result i32)
    (local $i i32) (local $n (ref null $node))
    (loop $again
      (local.set $n (struct.new $node (i64.const 1) (i64.const 2) (ref.null $node)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const 200000))))
    (local.get $i)))
