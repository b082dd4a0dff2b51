//! What can be wrong with bytes: one named constructor for each rule of the binary format.
//!
//! The first words of each message are those the official test suite expects; what was found and the way out follow.

use wharf_core::features::Proposal;
use wharf_core::ops::Op;
use wharf_core::{Error, Place};

const INTEGERS: &str = "binary/values.html#integers";
const MODULES: &str = "binary/modules.html#binary-module";
const SECTIONS: &str = "binary/modules.html#sections";
const TYPES: &str = "binary/types.html";
const INSTRUCTIONS: &str = "binary/instructions.html";

fn malformed(at: usize, rule: &'static str, message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::malformed(Place::binary(at), message).rule(rule)
}

#[cold]
pub(crate) fn unexpected_end(at: usize) -> Error {
    let error = malformed(at, MODULES, "unexpected end of section or function");
    if at >= 8 {
        return error;
    }
    error.note(if at == 0 {
        "a module begins with eight bytes, here are none"
    } else {
        "a module begins with eight bytes, here are fewer"
    })
}

#[cold]
pub(crate) fn length_out_of_bounds(at: usize, length: u64, left: usize) -> Error {
    malformed(at, MODULES, format!("length out of bounds: {length} bytes are announced, {left} are left"))
}

#[cold]
pub(crate) fn count_out_of_bounds(at: usize, count: u32, left: usize) -> Error {
    let message =
        format!("unexpected end of section or function: {count} items are announced, but only {left} bytes are left");
    malformed(at, "binary/conventions.html#binary-list", message)
}

#[cold]
pub(crate) fn integer_too_long(at: usize, bits: u32) -> Error {
    let bytes = bits.div_ceil(7);
    malformed(
        at,
        INTEGERS,
        format!("integer representation too long: an integer of {bits} bits has at most {bytes} bytes"),
    )
}

#[cold]
pub(crate) fn integer_too_large(at: usize, bits: u32) -> Error {
    malformed(at, INTEGERS, format!("integer too large: it does not fit in {bits} bits"))
}

#[cold]
pub(crate) fn malformed_utf8(at: usize) -> Error {
    malformed(at, "binary/values.html#binary-name", "malformed UTF-8 encoding")
}

#[cold]
pub(crate) fn malformed_reference_type(at: usize, byte: u8) -> Error {
    malformed(at, TYPES, format!("malformed reference type {byte:#04x}"))
}

#[cold]
pub(crate) fn malformed_heap_type(at: usize, value: i64) -> Error {
    malformed(at, TYPES, format!("malformed heap type {value}"))
}

#[cold]
pub(crate) fn malformed_value_type(at: usize, byte: u8) -> Error {
    malformed(at, TYPES, format!("malformed value type {byte:#04x}"))
}

#[cold]
pub(crate) fn unknown_type(at: usize, index: u64) -> Error {
    Error::invalid(Place::binary(at), format!("unknown type {index}")).rule("valid/types.html")
}

#[cold]
pub(crate) fn malformed_block_type(at: usize, value: i64) -> Error {
    malformed(at, INSTRUCTIONS, format!("malformed block type {value}"))
}

#[cold]
pub(crate) fn illegal_opcode(at: usize, byte: u8) -> Error {
    malformed(at, INSTRUCTIONS, format!("illegal opcode {byte:02x}"))
}

#[cold]
pub(crate) fn illegal_prefixed_opcode(at: usize, prefix: u8, code: u32) -> Error {
    malformed(at, INSTRUCTIONS, format!("illegal opcode {prefix:02x} {code:02x}"))
}

#[cold]
pub(crate) fn zero_byte_expected(at: usize, found: u8) -> Error {
    malformed(at, INSTRUCTIONS, format!("zero byte expected, found {found:#04x}"))
}

#[cold]
pub(crate) fn malformed_memop_flags(at: usize, flags: u32) -> Error {
    malformed(at, INSTRUCTIONS, format!("malformed memop flags {flags:#x}: only the lowest seven bits have a meaning"))
}

#[cold]
pub(crate) fn malformed_cast_flags(at: usize, flags: u8) -> Error {
    malformed(
        at,
        INSTRUCTIONS,
        format!("malformed br_on_cast flags {flags:#x}: only the lowest two bits have a meaning"),
    )
}

#[cold]
pub(crate) fn malformed_catch(at: usize, byte: u8) -> Error {
    malformed(at, INSTRUCTIONS, format!("malformed catch clause {byte:#04x}"))
}

#[cold]
pub(crate) fn data_count_required(at: usize) -> Error {
    malformed(at, MODULES, "data count section required")
        .note("an instruction names a data segment, so a DataCount section must stand before the code")
}

#[cold]
pub(crate) fn trailing_code(at: usize) -> Error {
    malformed(at, "binary/instructions.html#binary-expr", "END opcode expected at the last byte of the body")
        .note("instructions follow the `end` that closes the function")
}

#[cold]
pub(crate) fn too_many_locals(at: usize, count: u64) -> Error {
    malformed(at, "binary/modules.html#binary-code", format!("too many locals: {count}"))
}

#[cold]
pub(crate) fn needs_proposal(at: usize, what: &str, proposal: Proposal) -> Error {
    let message = format!("{what} needs the `{proposal}` proposal");
    malformed(at, SECTIONS, message).note(format!("run with `--features {proposal}`"))
}

#[cold]
pub(crate) fn disabled_op(at: usize, op: Op) -> Error {
    let code = match op.prefix() {
        0 => format!("{:02x}", op.code()),
        prefix => format!("{prefix:02x} {:02x}", op.code()),
    };
    needs_proposal(at, &format!("illegal opcode {code}: `{op}`"), op.proposal())
}

#[cold]
pub(crate) fn limit(at: usize, what: &str, found: u64, limit: u64) -> Error {
    Error::limit(format!("{found} {what}: wharf takes at most {limit}")).at(Place::binary(at))
}

#[cold]
pub(crate) fn magic_not_detected(at: usize, text: bool) -> Error {
    let error = malformed(at, MODULES, "magic header not detected: a module begins with the bytes 00 61 73 6d");
    if text { error.note("this looks like the text format") } else { error }
}

#[cold]
pub(crate) fn unknown_version(at: usize, version: [u8; 4]) -> Error {
    let [a, b, c, d] = version;
    let error = malformed(at, MODULES, format!("unknown binary version {a:02x} {b:02x} {c:02x} {d:02x}"));
    if (c, d) == (1, 0) { error.note("this is a component, not a module") } else { error }
}

#[cold]
pub(crate) fn malformed_section_id(at: usize, id: u8) -> Error {
    malformed(at, SECTIONS, format!("malformed section id {id}"))
}

#[cold]
pub(crate) fn section_out_of_order(at: usize, name: &str, last: &str) -> Error {
    let message =
        format!("unexpected content after last section: the {name} section cannot stand after the {last} section");
    malformed(at, MODULES, message)
}

#[cold]
pub(crate) fn section_size_mismatch(at: usize, left: usize) -> Error {
    malformed(at, SECTIONS, format!("section size mismatch: {left} bytes are left after the section's contents"))
}

#[cold]
pub(crate) fn function_and_code(at: usize, funcs: usize, bodies: usize) -> Error {
    let message = format!(
        "function and code section have inconsistent lengths: {funcs} functions are declared, {bodies} have a body"
    );
    malformed(at, MODULES, message)
}

#[cold]
pub(crate) fn data_count_and_data(at: usize, count: u32, datas: usize) -> Error {
    let message = format!(
        "data count and data section have inconsistent lengths: {count} segments are announced, there are {datas}"
    );
    malformed(at, MODULES, message)
}

#[cold]
pub(crate) fn malformed_kind(at: usize, what: &str, byte: u32) -> Error {
    malformed(at, MODULES, format!("malformed {what} {byte:#04x}"))
}

#[cold]
pub(crate) fn malformed_limits(at: usize, flags: u8, what: &str) -> Error {
    malformed(at, "binary/types.html#limits", format!("malformed limits flags {flags:#04x} of a {what}"))
}

#[cold]
pub(crate) fn invalid_page_size(at: usize, log2: u32) -> Error {
    malformed(at, "binary/types.html#binary-memtype", format!("invalid custom page size: two to the {log2}"))
}

#[cold]
pub(crate) fn several_supertypes(at: usize, count: u32) -> Error {
    Error::invalid(Place::binary(at), format!("sub type with {count} supertypes: there can be one"))
        .rule("valid/types.html#sub-types")
}

#[cold]
pub(crate) fn module_too_large(size: usize) -> Error {
    Error::limit(format!("the module has {size} bytes: wharf takes at most {}", super::limits::MODULE_BYTES))
}
