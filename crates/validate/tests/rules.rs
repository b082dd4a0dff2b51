//! One small text for each rule, with the words of its refusal: what was expected, what was found, what to do.

use wharf_core::canon::Registry;
use wharf_core::{Error, Features, Place, Result, Stage};
use wharf_syntax::binary::decode_module;
use wharf_validate::{Validated, validate};

fn assemble(text: &str) -> Vec<u8> {
    let buffer = wast::parser::ParseBuffer::new(text).expect("the text is read");
    let mut module = wast::parser::parse::<wast::Wat<'_>>(&buffer).unwrap_or_else(|error| panic!("{error}: {text}"));
    module.encode().expect("the text is encoded")
}

fn check(text: &str, features: Features) -> Result<Validated> {
    validate(decode_module(assemble(text), &features)?, &features, &Registry::new())
}

/// A module around a body, with one of everything.
fn module(body: &str) -> String {
    format!(
        "(module
           (type $unit (func)) (type $pair (struct (field $x i32) (field $y (mut i8))))
           (type $bytes (array (mut i8))) (type $refs (array (mut funcref))) (type $frozen (array i32))
           (type $solid (struct (field (ref func)))) (type $swap (func (param i32 i64) (result i64 i32)))
           (import \"m\" \"g\" (global $g i32)) (global $h (mut i64) (i64.const 0))
           (memory $m 1) (memory $wide i64 1) (table $t 1 funcref) (table $e 1 externref)
           (tag $tag (param i32)) (elem $elem declare func $declared) (data $data \"x\")
           (func $declared) (func $secret) (func $i (result i32) i32.const 0)
           (func $swap (type $swap) unreachable)
           (func (param $p i32) (param $q i64) {body}))"
    )
}

/// Bodies, after two parameters `i32 i64`, and how their refusal begins.
const BODIES: &[(&str, &str)] = &[
    // Operands
    ("i32.const 1 i64.const 1 i32.add drop", "type mismatch: expected i32, found i64"),
    ("i32.add drop", "type mismatch: expected i32, but nothing is left on the stack"),
    ("drop", "type mismatch: expected an operand, but nothing is left on the stack"),
    ("i32.const 1", "type mismatch: [i32] remain on the stack under the results []"),
    ("i32.const 1 block drop end", "type mismatch: expected an operand, but nothing"),
    ("unreachable i32.const 1 i64.add drop", "type mismatch: expected i64, found i32"),
    ("unreachable ref.as_non_null i32.eqz drop", "type mismatch: expected i32, found (ref bot)"),
    // Parametric
    ("local.get $p ref.null func ref.null func select drop", "type mismatch: expected i32, found funcref"),
    ("ref.null func ref.null func local.get $p select drop", "type mismatch: expected a number or a vector, found"),
    ("local.get $p local.get $q local.get $p select drop", "type mismatch: the operands have the types i32 and i64"),
    // Blocks and branches
    ("br 1", "unknown label 1: 1 are open"),
    ("block (result i32) end drop", "type mismatch: expected i32, but nothing is left on the stack"),
    ("local.get $p if (result i32) i32.const 1 end drop", "type mismatch: an if without else leaves what it takes, []"),
    ("i32.const 1 local.get $q block (type $swap) end drop drop", "type mismatch: expected i32, found i64"),
    ("block (result i32) i64.const 0 br 0 end drop", "type mismatch: expected i32, found i64"),
    ("block (result i32) block br_table 0 1 end end drop", "type mismatch: expected i32, but nothing"),
    ("block (result i32) local.get $p block local.get $p br_table 1 0 end end drop", "type mismatch: label 1 takes 1"),
    ("block local.get $p br_on_null 0 drop end", "type mismatch: expected a reference, found i32"),
    ("block ref.null func br_on_non_null 0 end", "type mismatch: the label takes []"),
    (
        "block (result anyref) ref.null any br_on_cast 0 anyref funcref end drop",
        "type mismatch: funcref does not match",
    ),
    ("i32.const 1 return", ""),
    // Calls
    ("call 99", "unknown function 99"),
    ("local.get $q local.get $p call $swap drop drop", "type mismatch: expected i64, found i32"),
    (
        "local.get $p call_indirect $e (type $unit)",
        "type mismatch: expected a table of funcref, found one of externref",
    ),
    ("local.get $p call_indirect $t (type $pair)", "type mismatch: type 1 is not a function type"),
    ("return_call $i", "type mismatch: the callee returns [i32], this function returns []"),
    ("ref.null $pair call_ref $unit", "type mismatch: expected (ref null 0), found (ref null 1)"),
    // Exceptions
    ("throw 7", "unknown tag 7"),
    ("throw $tag", "type mismatch: expected i32, but nothing"),
    ("block try_table (catch $tag 0) end end", "type mismatch: `catch` gives [i32], its label takes []"),
    ("block (result exnref) try_table (catch_all 0) end unreachable end drop", "type mismatch: `catch_all` gives []"),
    ("block try_table (catch_all_ref 0) end end", "type mismatch: `catch_all_ref` gives [] and (ref exn)"),
    // Variables
    ("local.get 9 drop", "unknown local 9: the function has 2, its parameters included"),
    ("(local $l (ref func)) local.get $l drop", "uninitialized local 2: (ref func) has no default value"),
    ("(local $l (ref func)) block ref.func $declared local.set $l end local.get $l drop", "uninitialized local 2"),
    ("local.get $q local.set $p", "type mismatch: expected i32, found i64"),
    ("global.get 9 drop", "unknown global 9"),
    ("i32.const 0 global.set $g", "immutable global"),
    // Tables
    ("local.get $p table.get 9 drop", "unknown table 9"),
    ("local.get $p i32.const 0 table.set $t", "type mismatch: expected funcref, found i32"),
    ("local.get $p local.get $p local.get $p table.copy $t $e", "type mismatch: expected funcref, found externref"),
    ("local.get $p local.get $p local.get $p table.init $t 9", "unknown elem segment 9"),
    // Memories
    ("local.get $p i32.load 9 drop", "unknown memory 9"),
    ("local.get $p i32.load align=8 drop", "alignment must not be larger than natural: 2**3, natural is 2**2"),
    ("local.get $p i32.load $wide drop", "type mismatch: expected i64, found i32"),
    ("local.get $p i32.load offset=0x1_0000_0000 drop", "offset out of range: 0x100000000"),
    ("local.get $p i32.atomic.load align=2 drop", "atomic alignment must be natural: 2**1, natural is 2**2"),
    ("local.get $p local.get $p local.get $p memory.init 9", "unknown data segment 9"),
    ("local.get $q local.get $p local.get $q memory.copy $wide $m", "type mismatch: expected i32, found i64"),
    // References
    ("ref.func $secret drop", "undeclared function reference: function 1"),
    ("local.get $p ref.is_null drop", "type mismatch: expected a reference, found i32"),
    ("ref.null func ref.null any ref.eq drop", "type mismatch: expected eqref, found anyref"),
    ("ref.null func ref.cast (ref any) drop", "type mismatch: expected anyref, found funcref"),
    ("ref.null func any.convert_extern drop", "type mismatch: expected externref, found funcref"),
    // Aggregates
    ("struct.new_default $solid drop", "type mismatch: (ref func) has no default value"),
    ("ref.null $pair struct.get $pair $y drop", "type mismatch: `struct.get` of i8, which is a packed type"),
    ("ref.null $pair struct.get_s $pair $x drop", "type mismatch: `struct.get_s` of i32, which is no packed type"),
    ("ref.null $pair i32.const 0 struct.set $pair $x", "immutable field 0 of type 1"),
    ("ref.null $pair struct.get $pair 7 drop", "unknown field 7: type 1 has 2"),
    ("ref.null $frozen i32.const 0 i32.const 0 array.set $frozen", "immutable array: type 4"),
    ("i32.const 0 i32.const 0 array.new_data $refs $data drop", "array type is not numeric or vector"),
    (
        "i32.const 0 i32.const 0 array.new_elem $bytes $elem drop",
        "type mismatch: the segment holds (ref func), the array i8",
    ),
    (
        "ref.null $bytes i32.const 0 ref.null $refs i32.const 0 i32.const 0 array.copy $bytes $refs",
        "array types do not match: elements of funcref do not match i8",
    ),
    // Vectors
    ("v128.const i64x2 0 0 i8x16.extract_lane_s 16 drop", "invalid lane index 16: there are 16"),
    ("v128.const i64x2 0 0 i64x2.extract_lane 2 drop", "invalid lane index 2: there are 2"),
    ("local.get $p v128.const i64x2 0 0 v128.load32_lane 4 drop", "invalid lane index 4: there are 4"),
];

/// What is wrong with an answer: the words differ, the stage is another, the place or the rule is missing.
fn wrong(result: Result<Validated>, words: &str) -> Option<String> {
    let error = match result {
        Ok(_) if words.is_empty() => return None,
        Ok(_) => return Some("accepted".to_owned()),
        Err(error) => error,
    };
    let right = error.stage() == Stage::Invalid
        && !words.is_empty()
        && error.message().starts_with(words)
        && matches!(error.place(), Some(Place { offset: 8.., .. }))
        && !error.anchor().is_empty();
    (!right).then(|| error.to_string())
}

#[test]
fn bodies_are_refused_in_words() {
    let wrong = BODIES.iter().filter_map(|(body, words)| {
        let answer = wrong(check(&module(body), Features::default()), words)?;
        Some(format!("{body}\n  expected {words:?}\n  found {answer}\n"))
    });
    assert_eq!(wrong.collect::<String>(), "");
}

/// Modules and how their refusal begins; an empty string for those that are valid.
const MODULES: &[(&str, &str)] = &[
    // Types
    ("(type (func (param (ref 7))))", "unknown type 7: type 0 sees those below 1"),
    ("(type (func (param (ref 1)))) (type (func))", "unknown type 1: type 0 sees those below 1"),
    ("(rec (type (func (param (ref 1)))) (type (func)))", ""),
    ("(type $a (func)) (type (sub $a (func)))", "sub type 1 cannot refine type 0, which is final"),
    ("(type $a (sub (func))) (type (sub $a (func (param i32))))", "sub type 1 does not match its supertype, type 0"),
    ("(rec (type $a (sub $b (func))) (type $b (sub (func))))", "unknown type 1: the supertype of type 0"),
    ("(memory 2 1)", "size minimum must not be greater than maximum: 2 > 1"),
    ("(memory 65537)", "memory size must be at most 65536 pages (4GiB): 65537"),
    ("(memory i64 0x1_0000_0000_0001)", "memory size must be at most 281474976710656 pages"),
    ("(memory 0x1_0000_0000 (pagesize 1))", "memory size must be at most 4294967295 pages"),
    ("(memory 1 (pagesize 2))", "invalid custom page size 2**1"),
    ("(memory 1 2 shared)", ""),
    ("(table 0x1_0000_0000 funcref)", "table size must be at most 2**32 - 1"),
    ("(table 1 (ref func))", "type mismatch: (ref func) has no default value"),
    ("(func $f) (table 1 (ref func) (ref.func $f))", ""),
    ("(type $f (func (result i32))) (tag (type $f))", "non-empty tag result type: [i32]"),
    // Exports and start
    ("(export \"f\" (func 0))", "unknown function 0"),
    ("(export \"m\" (memory 3))", "unknown memory 3"),
    ("(func (export \"f\")) (func (export \"f\"))", "duplicate export name \"f\""),
    ("(func $f (param i32)) (start $f)", "start function must have the type [] -> [], it has [i32] -> []"),
    ("(start 4)", "unknown function 4"),
    // Constant expressions
    ("(global i32 (i32.ctz (i32.const 0)))", "constant expression required: `i32.ctz` is not constant"),
    ("(global i32 (i64.const 0))", "type mismatch: expected i32, found i64"),
    ("(global i32)", "type mismatch: expected i32, but nothing"),
    ("(global i32 (i32.const 0) (i32.const 0))", "type mismatch: [i32] remain on the stack under the results [i32]"),
    ("(global $a (mut i32) (i32.const 0)) (global i32 (global.get $a))", "constant expression required: global 0"),
    ("(global $a i32 (i32.const 0)) (global i32 (i32.add (global.get $a) (i32.const 1)))", ""),
    ("(global i32 (global.get 0))", "unknown global 0"),
    ("(global funcref (ref.func 3))", "unknown function 3"),
    ("(global funcref (ref.func $f)) (func $f (drop (ref.func $f)))", ""),
    // Segments
    ("(elem (i32.const 0) func)", "unknown table 0"),
    ("(table 1 externref) (func $f) (elem (i32.const 0) func $f)", "type mismatch: the table holds externref"),
    ("(table 1 funcref) (elem (i64.const 0) func)", "type mismatch: expected i32, found i64"),
    ("(table i64 1 funcref) (elem (i64.const 0) func)", ""),
    ("(elem func 3)", "unknown function 3"),
    ("(elem funcref (item (ref.null extern)))", "type mismatch: expected funcref, found externref"),
    ("(data (i32.const 0) \"x\")", "unknown memory 0"),
    ("(memory 1) (data (i64.const 0) \"x\")", "type mismatch: expected i32, found i64"),
];

#[test]
fn modules_are_refused_in_words() {
    let wrong = MODULES.iter().filter_map(|(fields, words)| {
        let answer = wrong(check(&format!("(module {fields})"), Features::default()), words)?;
        Some(format!("{fields}\n  expected {words:?}\n  found {answer}\n"))
    });
    assert_eq!(wrong.collect::<String>(), "");
}

/// What needs a proposal that is off, and how the refusal begins.
const GATED: &[(&str, &str, &str)] = &[
    ("-multi-memory", "(memory 1) (memory 1)", "multiple memories"),
    ("-reference-types", "(table 1 funcref) (table 1 funcref)", "multiple tables"),
    (
        "-extended-const",
        "(global i32 (i32.add (i32.const 1) (i32.const 1)))",
        "constant expression required: `i32.add`",
    ),
    ("-gc", "(global $a i32 (i32.const 1)) (global i32 (global.get $a))", "unknown global 0"),
];

#[test]
fn proposals_that_are_off_are_named() {
    for (features, fields, words) in GATED {
        let error = check(&format!("(module {fields})"), Features::parse(features).unwrap()).unwrap_err();
        assert!(error.message().starts_with(words), "{error}: {fields}");
    }
}

#[test]
fn operands_are_numbered() {
    let note = |body: &str| check(&module(body), Features::default()).unwrap_err().notes()[0].to_string();
    assert_eq!(note("local.get $q local.get $p i32.add drop"), "value 1 of 2, the last one being on top");
    assert_eq!(note("local.get $p local.get $p call $swap drop drop"), "value 2 of 2, the last one being on top");
}

/// Bytes of a module with one function `[] -> []` and a tag `[i32] -> []`, for what the text format no longer has.
fn legacy(body: &[u8]) -> Vec<u8> {
    let mut bytes = b"\0asm\x01\0\0\0\x01\x08\x02\x60\0\0\x60\x01\x7f\0\x03\x02\x01\0\x0d\x03\x01\0\x01\x0a".to_vec();
    bytes.extend([body.len() as u8 + 4, 1, body.len() as u8 + 2, 0]);
    bytes.extend(body);
    bytes.push(0x0b);
    bytes
}

#[test]
fn legacy_exceptions() {
    let run = |body: &[u8]| -> Result<Validated, Error> {
        let features = Features::all();
        validate(decode_module(legacy(body), &features)?, &features, &Registry::new())
    };
    // try; catch $tag; drop; rethrow 0; catch_all; rethrow 0; end
    run(b"\x06\x40\x07\x00\x1a\x09\x00\x19\x09\x00\x0b").unwrap();
    // try; try; delegate 0; end: to the outer try, or to the function
    run(b"\x06\x40\x06\x40\x18\x00\x0b").unwrap();
    run(b"\x06\x40\x18\x00").unwrap();
    let message = |body: &[u8]| run(body).unwrap_err().message().to_owned();
    assert_eq!(message(b"\x06\x40\x18\x01"), "unknown label 1: 1 are open");
    assert!(message(b"\x06\x40\x09\x00\x0b").starts_with("invalid rethrow label 0"));
    assert!(message(b"\x06\x40\x19\x07\x00\x0b").starts_with("catch must follow the body of a try"));
    assert!(message(b"\x02\x40\x18\x00").starts_with("delegate must end the body of a try"));
    assert!(message(b"\x06\x40\x07\x00\x0b").starts_with("type mismatch: [i32] remain"));
}
