//! Everything that can be wrong with a text, one named constructor each, in the words of the official test suite.
//!
//! Places are byte offsets of the text. How an error looks to a person is the renderer's matter.

use wharf_core::{Error, Place};

use super::suggest;

/// The word for an index space, as messages use it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Kind {
    /// functions
    Func,
    /// tables
    Table,
    /// memories
    Memory,
    /// globals
    Global,
    /// tags
    Tag,
    /// types
    Type,
    /// element segments
    Elem,
    /// data segments
    Data,
    /// locals of a function
    Local,
    /// labels of a function
    Label,
    /// fields of a structure
    Field,
}

impl Kind {
    /// In "duplicate …".
    fn short(self) -> &'static str {
        match self {
            Kind::Func => "func",
            Kind::Elem => "elem segment",
            Kind::Data => "data segment",
            other => other.long(),
        }
    }

    /// In "unknown …".
    fn long(self) -> &'static str {
        match self {
            Kind::Func => "function",
            Kind::Table => "table",
            Kind::Memory => "memory",
            Kind::Global => "global",
            Kind::Tag => "tag",
            Kind::Type => "type",
            Kind::Elem => "elem segment",
            Kind::Data => "data segment",
            Kind::Local => "local",
            Kind::Label => "label",
            Kind::Field => "field",
        }
    }
}

fn malformed(at: u32, message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::malformed(Place::text(at as usize), message)
}

#[cold]
pub(super) fn too_large(at: u32) -> Error {
    Error::limit("the text is larger than 4 GiB").at(Place::text(at as usize))
}

#[cold]
pub(super) fn too_much_data(at: u32) -> Error {
    Error::limit("a data segment is larger than 2 GiB").at(Place::text(at as usize))
}

#[cold]
pub(super) fn bad_utf8(at: usize) -> Error {
    Error::malformed(Place::text(at), "malformed UTF-8 encoding").rule("text/lexical.html#characters")
}

#[cold]
pub(super) fn illegal_character(at: u32, character: char) -> Error {
    let error = malformed(at, format!("illegal character {character:?}")).rule("text/lexical.html#tokens");
    if character.is_ascii() {
        error
    } else {
        error.note("other alphabets stand in strings, comments and $\"…\" only")
    }
}

#[cold]
pub(super) fn unclosed(at: u32, what: &'static str) -> Error {
    malformed(at, format!("unclosed {what}")).note("it begins here and the text ends inside it")
}

#[cold]
pub(super) fn bad_escape(at: u32) -> Error {
    malformed(at, "illegal escape in string")
        .note(r#"an escape is \t \n \r \" \' \\ two hexadecimal digits as in \0a, or \u{hexadecimal}"#)
        .rule("text/values.html#strings")
}

#[cold]
pub(super) fn empty_identifier(at: u32) -> Error {
    malformed(at, "empty identifier").rule("text/values.html#text-id")
}

#[cold]
pub(super) fn empty_annotation_id(at: u32) -> Error {
    malformed(at, "empty annotation id").rule("text/lexical.html#annotations")
}

/// A token that does not fit here.
#[cold]
pub(super) fn unexpected(at: u32, found: &str, expected: &str) -> Error {
    let found = shorten(found);
    malformed(at, format!("unexpected token {found}, expected {expected}"))
}

/// The end of the text where something must follow.
#[cold]
pub(super) fn unexpected_end(at: u32, expected: &str) -> Error {
    malformed(at, format!("unexpected token: the text ends, expected {expected}"))
}

#[cold]
pub(super) fn too_deep(at: u32) -> Error {
    Error::limit("directives nest too deeply").at(Place::text(at as usize))
}

/// A form without end, which begins here.
#[cold]
pub(super) fn unclosed_form(at: u32) -> Error {
    malformed(at, "unexpected token: the text ends before this parenthesis is closed")
}

/// A keyword, number or reserved token that means nothing at all; `expected` says what would fit here.
#[cold]
pub(super) fn unknown_operator(at: u32, found: &str, expected: &str) -> Error {
    let error = malformed(at, format!("unknown operator {}, expected {expected}", shorten(found)));
    match suggest::keyword(found) {
        Some(near) => error.note(format!("did you mean `{near}`?")),
        None => error,
    }
}

#[cold]
pub(super) fn unknown_name<'n>(at: u32, kind: Kind, name: &str, known: impl Iterator<Item = &'n str>) -> Error {
    let error = malformed(at, format!("unknown {} ${}", kind.long(), shorten(name)));
    match suggest::nearest(name, known) {
        Some(near) => error.note(format!("did you mean `${near}`?")),
        None => error,
    }
}

#[cold]
pub(super) fn duplicate_name(at: u32, kind: Kind, name: &str, first: Option<u32>) -> Error {
    let error = malformed(at, format!("duplicate {} ${}", kind.short(), shorten(name)));
    match first {
        Some(index) => error.note(format!("{} {index} has this name", kind.long())),
        None => error,
    }
}

#[cold]
pub(super) fn mismatching_label(at: u32, found: &str, open: Option<&str>) -> Error {
    let error = malformed(at, format!("mismatching label ${}", shorten(found)));
    match open {
        Some(open) => error.note(format!("the block that ends here is ${open}")),
        None => error.note("the block that ends here has no label"),
    }
}

#[cold]
pub(super) fn inline_function_type(at: u32, declared: Option<&wharf_core::types::FuncType>) -> Error {
    let error = malformed(at, "inline function type differs from the type it refers to");
    let error = error.rule("text/modules.html#type-uses");
    match declared {
        Some(ty) => error.note(format!("that type is {ty}")),
        None => error.note("that type is no function type"),
    }
}

/// A number that is no value of the type `what`.
#[cold]
pub(super) fn constant_out_of_range(at: u32, what: &str) -> Error {
    malformed(at, format!("constant out of range: no {what} has this value"))
}

/// An index, size or other number of the syntax itself that is no `what`.
#[cold]
pub(super) fn number_out_of_range(at: u32, what: &str) -> Error {
    malformed(at, format!("{what} constant out of range"))
}

#[cold]
pub(super) fn alignment(at: u32) -> Error {
    malformed(at, "alignment must be a power of two")
}

#[cold]
pub(super) fn lane_count(at: u32, want: usize) -> Error {
    malformed(at, format!("wrong number of lane literals, expected {want}"))
}

#[cold]
pub(super) fn lane_indices(at: u32) -> Error {
    malformed(at, "wrong number of lane indices, expected 16")
}

#[cold]
pub(super) fn unknown_type(at: u32, index: u32) -> Error {
    malformed(at, format!("unknown type {index}")).rule("text/modules.html#type-uses")
}

#[cold]
pub(super) fn page_size(at: u32) -> Error {
    malformed(at, "invalid custom page size: it must be a power of two")
}

#[cold]
pub(super) fn import_after(at: u32, what: &'static str) -> Error {
    malformed(at, format!("import after {what}"))
        .note("imports come before every function, table, memory, global and tag defined in the module")
        .rule("text/modules.html#text-module")
}

#[cold]
pub(super) fn multiple_starts(at: u32) -> Error {
    malformed(at, "multiple start sections")
}

#[cold]
pub(super) fn result_before_parameter(at: u32) -> Error {
    malformed(at, "unexpected token: result before parameter")
}

#[cold]
pub(super) fn type_too_large(at: u32) -> Error {
    malformed(at, "unknown type: the index is larger than any type section")
}

#[cold]
pub(super) fn annotation(at: u32, name: &str, problem: &str) -> Error {
    malformed(at, format!("@{name} annotation: {problem}"))
}

/// The text is well-formed: what the annotation says does not fit the module, so the module is invalid.
#[cold]
pub(super) fn hint_target(at: u32) -> Error {
    Error::invalid(Place::text(at as usize), "@metadata.code.branch_hint annotation: invalid target")
        .note("a branch hint stands before `if` or `br_if`")
}

#[cold]
pub(super) fn changed_since_exact(at: u32) -> Error {
    malformed(at, "@wharf.exact annotation: the module is not the one that it was made for")
        .note("the text was changed since it was printed: take the annotation away")
}

/// A component, which this parser does not know.
#[cold]
pub(super) fn component(at: u32) -> Error {
    malformed(at, "unknown operator component, expected `(module`: this is a component, not a module")
}

/// A second type behind a name.
#[cold]
pub(super) fn one_type_per_name(at: u32, found: &str, form: &str) -> Error {
    unexpected(at, found, "`)`")
        .note(format!("a name is that of one {form}: the next stands in a `({form} …)` of its own"))
}

/// `offset=` behind `align=`.
#[cold]
pub(super) fn offset_behind_align(at: u32, found: &str) -> Error {
    unexpected(at, found, "an instruction").note("`offset=…` stands before `align=…`")
}

/// At most so much of a token that a message stays readable.
fn shorten(token: &str) -> std::borrow::Cow<'_, str> {
    match token.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &token[..cut]).into(),
        None => token.into(),
    }
}
