;; Annotations that mean something: @custom, @name, branch hints. The rules are those of the specification's appendix on
;; custom sections: what is misplaced or unfinished is malformed, what does not fit the module is invalid.

(module
  (@custom "first" (before first) "a")
  (type $t (func))
  (@custom "in between" (after func) "\00\ff")
  (@custom "in between" (before global) "b" "" "c")
  (func)
  (global i32 (i32.const 0))
  (@custom "last" (after last))
  (@custom ""))
(module quote "(@custom \"outside of a module\")")
(module quote "(module (@custom \"in a module\"))")

(assert_malformed_custom (module quote "(@custom)") "@custom annotation: missing section name")
(assert_malformed_custom (module quote "(@custom 4)") "@custom annotation: missing section name")
(assert_malformed_custom (module quote "(@custom x)") "@custom annotation: missing section name")
(assert_malformed_custom (module quote "(@custom \"\\ff\")") "@custom annotation: malformed UTF-8 encoding")
(assert_malformed_custom (module quote "(@custom \"x\" there)") "@custom annotation: unexpected token")
(assert_malformed_custom (module quote "(@custom \"x\" (after))") "@custom annotation: malformed section kind")
(assert_malformed_custom (module quote "(@custom \"x\" (before funcs))") "@custom annotation: malformed section kind")
(assert_malformed_custom (module quote "(@custom \"x\" (func))") "@custom annotation: malformed placement")
(assert_malformed_custom (module quote "(type (@custom \"x\") $t (func))") "misplaced @custom annotation")
(assert_malformed_custom (module quote "(func (@custom \"x\"))") "misplaced @custom annotation")
(assert_malformed_custom (module quote "(func (block (@custom \"x\")))") "misplaced @custom annotation")
(assert_malformed_custom (module quote "(func (nop (@custom \"x\")))") "misplaced @custom annotation")

(module $id (@name "an identifier or none"))
(module (@name "λ"))
(module
  (func (@name "twice"))
  (func $f (@name "twice"))
  (tag (@name "θ"))
  (tag $t (@name "θ")))
(assert_malformed_custom (module quote "(module (@name \"a\") (@name \"b\"))") "@name annotation: multiple module")
(assert_malformed_custom (module quote "(module (func) (@name \"a\"))") "misplaced @name annotation")
(assert_malformed_custom (module quote "(start $f (@name \"a\")) (func $f)") "misplaced @name annotation")

(module
  (func (param i32)
    (@metadata.code.branch_hint "\00") (if (local.get 0) (then (nop)))
    block
      local.get 0
      (@metadata.code.branch_hint "\01") br_if 0
    end))
(assert_malformed_custom
  (module quote "(func (@metadata.code.branch_hint \"\\01\") (@metadata.code.branch_hint \"\\01\")"
    "(if (i32.const 0) (then)))")
  "@metadata.code.branch_hint annotation: duplicate annotation")
(assert_malformed_custom
  (module quote "(module (@metadata.code.branch_hint \"\\01\") (func))")
  "@metadata.code.branch_hint annotation: not in a function")
(assert_invalid_custom
  (module (func i32.const 0 i32.const 0 (@metadata.code.branch_hint "\01") i32.eq drop))
  "@metadata.code.branch_hint annotation: invalid target")
