;; Rules of the text format that the suite has no script for.

;; A name is that of one parameter, local or field.
(assert_malformed (module quote "(func (param $a i32 i64))") "unexpected token")
(assert_malformed (module quote "(func (param $a (ref func) i64))") "unexpected token")
(assert_malformed (module quote "(type (func (param $a i32 i64)))") "unexpected token")
(assert_malformed (module quote "(func (local $a i32 i64))") "unexpected token")
(assert_malformed (module quote "(type (struct (field $a i32 i64)))") "unexpected token")
(module
  (type (func (param $a i32) (param i32 i64) (param $b i64)))
  (func (param $a i32) (param i32 i64) (param $b i64) (local $c i32) (local i32 i64)
    (drop (i64.eqz (local.get $b)))
    (drop (i32.eqz (local.get $c)))))
