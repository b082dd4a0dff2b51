//! The keywords of the text format that are not instructions.

use wharf_core::ops::Op;

/// Keywords that the grammar uses outside instructions.
const STRUCTURE: [&str; 88] = [
    "after",
    "align",
    "any",
    "anyref",
    "array",
    "arrayref",
    "assert_exception",
    "assert_exhaustion",
    "assert_invalid",
    "assert_invalid_custom",
    "assert_malformed",
    "assert_malformed_custom",
    "assert_return",
    "assert_suspension",
    "assert_trap",
    "assert_unlinkable",
    "before",
    "binary",
    "catch_all_ref",
    "catch_ref",
    "code",
    "data",
    "datacount",
    "declare",
    "definition",
    "do",
    "either",
    "elem",
    "eq",
    "eqref",
    "exact",
    "exn",
    "exnref",
    "export",
    "extern",
    "externref",
    "f32",
    "f32x4",
    "f64",
    "f64x2",
    "field",
    "final",
    "first",
    "func",
    "funcref",
    "get",
    "global",
    "i16",
    "i16x8",
    "i31",
    "i31ref",
    "i32",
    "i32x4",
    "i64",
    "i64x2",
    "i8",
    "i8x16",
    "import",
    "instance",
    "invoke",
    "item",
    "last",
    "local",
    "memory",
    "module",
    "mut",
    "none",
    "nofunc",
    "noextern",
    "noexn",
    "null",
    "nullexnref",
    "nullexternref",
    "nullfuncref",
    "nullref",
    "offset",
    "pagesize",
    "param",
    "quote",
    "rec",
    "ref",
    "register",
    "result",
    "shared",
    "start",
    "struct",
    "structref",
    "sub",
];

/// Further ones.
const MORE: [&str; 8] = ["table", "tag", "then", "thread", "type", "unshared", "v128", "wait"];

/// All of them.
pub(crate) fn structure() -> impl Iterator<Item = &'static str> {
    STRUCTURE.into_iter().chain(MORE)
}

/// Whether the word means something somewhere in the text format.
pub(super) fn is_known(word: &str) -> bool {
    let number = matches!(word, "inf" | "nan")
        || word == "nan:canonical"
        || word == "nan:arithmetic"
        || word.starts_with("nan:0x");
    let memory_argument = word.starts_with("offset=") || word.starts_with("align=");
    number || memory_argument || STRUCTURE.contains(&word) || MORE.contains(&word) || Op::from_mnemonic(word).is_some()
}
