//! What can be invalid: one named constructor for each rule.
//!
//! The first words of each message are those the official test suite expects; what was expected, what was found and
//! where it stands in a list follow. Errors of instructions have neither place nor anchor here: the walk adds both.
//!
//! Specification: [validation](https://webassembly.github.io/spec/core/valid/index.html).

use std::fmt::Display;

use wharf_core::features::Proposal;
use wharf_core::ops::Op;
use wharf_core::types::{ExternKind, RefType, StorageType, Types, ValType};
use wharf_core::{Error, Place, Stage};

const TYPES: &str = "valid/types.html";
const MODULES: &str = "valid/modules.html";

/// An error of an instruction.
fn invalid(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(Stage::Invalid, message)
}

/// An error of something that stands at a known place.
fn invalid_at(at: u32, rule: &'static str, message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::invalid(Place::binary(at as usize), message).rule(rule)
}

fn needs(proposal: Proposal) -> String {
    format!("needs the `{proposal}` proposal: run with `--features {proposal}`")
}

// Stacks

#[cold]
pub(crate) fn type_mismatch(want: ValType, found: ValType) -> Error {
    invalid(format!("type mismatch: expected {want}, found {found}"))
}

#[cold]
pub(crate) fn missing_operand(want: ValType) -> Error {
    invalid(format!("type mismatch: expected {want}, but nothing is left on the stack"))
}

#[cold]
pub(crate) fn missing_any_operand() -> Error {
    invalid("type mismatch: expected an operand, but nothing is left on the stack")
}

#[cold]
pub(crate) fn not_a_reference(found: ValType) -> Error {
    invalid(format!("type mismatch: expected a reference, found {found}"))
}

/// Says which of several operands, counted from the bottom, an error is about.
#[cold]
pub(crate) fn of_operand(error: Error, index: usize, count: usize) -> Error {
    if count > 1 { error.note(format!("value {} of {count}, the last one being on top", index + 1)) } else { error }
}

#[cold]
pub(crate) fn values_remain(left: &[ValType], results: &[ValType]) -> Error {
    let results = Types(results);
    let message = if left.len() > 32 {
        format!("type mismatch: {} values remain on the stack under the results {results}", left.len())
    } else {
        format!("type mismatch: {} remain on the stack under the results {results}", Types(left))
    };
    invalid(message).note("a block leaves its results and nothing else; `drop` the rest")
}

#[cold]
pub(crate) fn too_many_operands(limit: usize) -> Error {
    Error::limit(format!("too many operands on the stack: wharf takes at most {limit}"))
}

#[cold]
pub(crate) fn no_frame() -> Error {
    invalid("type mismatch: no block is open")
}

#[cold]
pub(crate) fn no_rule(op: Op) -> Error {
    invalid(format!("`{op}` has no validation rule for these immediates"))
}

// Parametric instructions

#[cold]
pub(crate) fn select_of_reference(found: ValType) -> Error {
    invalid(format!("type mismatch: expected a number or a vector, found {found}"))
        .note("a `select` of references states their type: `select (result t)`")
}

#[cold]
pub(crate) fn select_arms_differ(first: ValType, second: ValType) -> Error {
    invalid(format!("type mismatch: the operands have the types {first} and {second}"))
}

#[cold]
pub(crate) fn select_arity() -> Error {
    invalid("invalid result arity: `select` has exactly one type")
}

// Control instructions

#[cold]
pub(crate) fn else_without_if() -> Error {
    invalid("else must follow the first arm of an if")
}

#[cold]
pub(crate) fn if_without_else(params: &[ValType], results: &[ValType]) -> Error {
    let message =
        format!("type mismatch: an if without else leaves what it takes, {}, not {}", Types(params), Types(results));
    invalid(message)
}

#[cold]
pub(crate) fn unknown_label(label: u32, depth: usize) -> Error {
    invalid(format!("unknown label {label}: {depth} are open"))
}

#[cold]
pub(crate) fn br_table_arity(label: u32, found: usize, want: usize) -> Error {
    invalid(format!("type mismatch: label {label} takes {found} values, the default label takes {want}"))
}

#[cold]
pub(crate) fn label_without_reference(types: &[ValType]) -> Error {
    invalid(format!("type mismatch: the label takes {}, which does not end with a reference", Types(types)))
}

#[cold]
pub(crate) fn cast_to_other_hierarchy(from: RefType, to: RefType) -> Error {
    invalid(format!("type mismatch: {to} does not match {from}, so no value of it can pass the cast"))
}

#[cold]
pub(crate) fn tail_call_results(found: &[ValType], want: &[ValType]) -> Error {
    let message = format!("type mismatch: the callee returns {}, this function returns {}", Types(found), Types(want));
    invalid(message)
}

#[cold]
pub(crate) fn table_not_of_functions(element: RefType) -> Error {
    invalid(format!("type mismatch: expected a table of funcref, found one of {element}"))
}

#[cold]
pub(crate) fn catch_label(form: &str, values: &[ValType], with_exn: bool, label: &[ValType]) -> Error {
    let exn = if with_exn { " and (ref exn)" } else { "" };
    invalid(format!("type mismatch: `{form}` gives {}{exn}, its label takes {}", Types(values), Types(label)))
}

#[cold]
pub(crate) fn catch_without_try() -> Error {
    invalid("catch must follow the body of a try or another catch")
}

#[cold]
pub(crate) fn delegate_without_try() -> Error {
    invalid("delegate must end the body of a try")
}

#[cold]
pub(crate) fn rethrow_label(label: u32) -> Error {
    invalid(format!("invalid rethrow label {label}: it is not that of a catch"))
}

// Index spaces, as instructions name them

#[cold]
pub(crate) fn unknown_type(index: u32) -> Error {
    invalid(format!("unknown type {index}"))
}

#[cold]
pub(crate) fn no_func_type(index: u32, count: usize) -> Error {
    if index as usize >= count { unknown_type(index) } else { not_a_func(index) }
}

#[cold]
pub(crate) fn not_a_func(index: u32) -> Error {
    invalid(format!("type mismatch: type {index} is not a function type"))
}

#[cold]
pub(crate) fn not_a_struct(index: u32) -> Error {
    invalid(format!("type mismatch: type {index} is not a structure type"))
}

#[cold]
pub(crate) fn not_an_array(index: u32) -> Error {
    invalid(format!("type mismatch: type {index} is not an array type"))
}

#[cold]
pub(crate) fn unknown_field(index: u32, field: u32, count: usize) -> Error {
    invalid(format!("unknown field {field}: type {index} has {count}"))
}

#[cold]
pub(crate) fn unknown_local(index: u32, count: usize) -> Error {
    invalid(format!("unknown local {index}: the function has {count}, its parameters included"))
}

#[cold]
pub(crate) fn uninitialized_local(index: u32, ty: ValType) -> Error {
    invalid(format!("uninitialized local {index}: {ty} has no default value"))
        .note("set it first, in this block or one around it")
}

#[cold]
pub(crate) fn unknown_global(index: u32) -> Error {
    invalid(format!("unknown global {index}"))
}

#[cold]
pub(crate) fn immutable_global(index: u32) -> Error {
    invalid(format!("immutable global: global is immutable: {index}"))
}

#[cold]
pub(crate) fn unknown_function(index: u32) -> Error {
    invalid(format!("unknown function {index}"))
}

#[cold]
pub(crate) fn unknown_table(index: u32) -> Error {
    invalid(format!("unknown table {index}"))
}

#[cold]
pub(crate) fn unknown_memory(index: u32) -> Error {
    invalid(format!("unknown memory {index}"))
}

#[cold]
pub(crate) fn unknown_tag(index: u32) -> Error {
    invalid(format!("unknown tag {index}"))
}

#[cold]
pub(crate) fn unknown_elem(index: u32) -> Error {
    invalid(format!("unknown elem segment {index}"))
}

#[cold]
pub(crate) fn unknown_data(index: u32) -> Error {
    invalid(format!("unknown data segment {index}"))
}

#[cold]
pub(crate) fn undeclared_reference(func: u32) -> Error {
    invalid(format!("undeclared function reference: function {func} is named by no export, global or element segment"))
        .note("declare it: `(elem declare func $f)`")
}

#[cold]
pub(crate) fn no_body(func: u32) -> Error {
    invalid(format!("unknown function {func}: the module has no body for it"))
}

// Memory accesses and vectors

#[cold]
pub(crate) fn alignment_too_large(found: u8, natural: u8) -> Error {
    let message = format!("alignment must not be larger than natural: 2**{found}, natural is 2**{natural}");
    invalid(message).rule("valid/instructions.html#valid-memarg")
}

#[cold]
pub(crate) fn atomic_alignment(found: u8, natural: u8) -> Error {
    invalid(format!("atomic alignment must be natural: 2**{found}, natural is 2**{natural}"))
}

#[cold]
pub(crate) fn offset_out_of_range(offset: u64) -> Error {
    invalid(format!("offset out of range: {offset:#x} does not fit in 32 bits"))
        .rule("valid/instructions.html#valid-memarg")
        .note("only a 64-bit memory has larger offsets")
}

#[cold]
pub(crate) fn invalid_lane(lane: u8, lanes: u8) -> Error {
    invalid(format!("invalid lane index {lane}: there are {lanes}"))
}

// Aggregates

#[cold]
pub(crate) fn immutable_field(index: u32, field: u32) -> Error {
    invalid(format!("immutable field {field} of type {index}"))
}

#[cold]
pub(crate) fn immutable_array(index: u32) -> Error {
    invalid(format!("immutable array: type {index}"))
}

#[cold]
pub(crate) fn no_default(found: StorageType) -> Error {
    invalid(format!("type mismatch: {found} has no default value"))
}

#[cold]
pub(crate) fn packing(op: Op, found: StorageType) -> Error {
    let which = if found.is_packed() { "a packed" } else { "no packed" };
    invalid(format!("type mismatch: `{op}` of {found}, which is {which} type"))
}

#[cold]
pub(crate) fn array_types_differ(want: StorageType, found: StorageType) -> Error {
    invalid(format!("array types do not match: elements of {found} do not match {want}"))
}

#[cold]
pub(crate) fn array_not_numeric(found: ValType) -> Error {
    invalid(format!("array type is not numeric or vector: its elements are {found}"))
}

#[cold]
pub(crate) fn elem_of_other_type(want: StorageType, found: RefType) -> Error {
    invalid(format!("type mismatch: the segment holds {found}, the array {want}"))
}

#[cold]
pub(crate) fn too_many_elements(found: u32, limit: u32) -> Error {
    Error::limit(format!("{found} elements in `array.new_fixed`: wharf takes at most {limit}"))
}

// Constant expressions

#[cold]
pub(crate) fn constant_required(op: Op) -> Error {
    invalid(format!("constant expression required: `{op}` is not constant"))
        .rule("valid/instructions.html#constant-expressions")
}

#[cold]
pub(crate) fn constant_needs(op: Op, proposal: Proposal) -> Error {
    constant_required(op).note(needs(proposal))
}

#[cold]
pub(crate) fn constant_global(index: u32) -> Error {
    invalid(format!("constant expression required: global {index} can change"))
        .rule("valid/instructions.html#constant-expressions")
}

#[cold]
pub(crate) fn global_not_yet_defined(index: u32) -> Error {
    unknown_global(index).note("a constant expression sees the globals that are imported or defined before it")
}

// Types

#[cold]
pub(crate) fn type_out_of_reach(at: u32, user: u32, index: u32, end: u32) -> Error {
    invalid_at(at, TYPES, format!("unknown type {index}: type {user} sees those below {end}"))
}

#[cold]
pub(crate) fn supertype_not_before(at: u32, user: u32, index: u32) -> Error {
    invalid_at(at, SUBTYPES, format!("unknown type {index}: the supertype of type {user} must be defined before it"))
}

#[cold]
pub(crate) fn supertype_is_final(at: u32, user: u32, index: u32) -> Error {
    invalid_at(at, SUBTYPES, format!("sub type {user} cannot refine type {index}, which is final"))
}

#[cold]
pub(crate) fn not_a_subtype(at: u32, user: u32, index: u32) -> Error {
    invalid_at(at, SUBTYPES, format!("sub type {user} does not match its supertype, type {index}"))
}

const SUBTYPES: &str = "valid/types.html#sub-types";

#[cold]
pub(crate) fn subtypes_too_deep(at: u32, user: u32, limit: usize) -> Error {
    Error::limit(format!("type {user} has more than {limit} supertypes above it")).at(Place::binary(at as usize))
}

#[cold]
pub(crate) fn limits_out_of_order(at: u32, min: u64, max: u64) -> Error {
    let message = format!("size minimum must not be greater than maximum: {min} > {max}");
    invalid_at(at, "valid/types.html#limits", message)
}

#[cold]
pub(crate) fn memory_too_large(at: u32, pages: u64, limit: u64) -> Error {
    let size = if limit == 65536 { "65536 pages (4GiB)".to_owned() } else { format!("{limit} pages") };
    invalid_at(at, "valid/types.html#memory-types", format!("memory size must be at most {size}: {pages}"))
}

#[cold]
pub(crate) fn page_size(at: u32, log2: u8) -> Error {
    let message = format!("invalid custom page size 2**{log2}: it is 1 or 65536");
    invalid_at(at, "valid/types.html#memory-types", message)
}

#[cold]
pub(crate) fn shared_without_max(at: u32) -> Error {
    invalid_at(at, "valid/types.html#memory-types", "shared memory must have maximum")
}

#[cold]
pub(crate) fn table_too_large(at: u32, elements: u64) -> Error {
    let message = format!("table size must be at most 2**32 - 1: {elements}");
    invalid_at(at, "valid/types.html#table-types", message)
}

// Modules

#[cold]
pub(crate) fn index_out_of_range(at: u32, what: &str, index: u32) -> Error {
    invalid_at(at, MODULES, format!("unknown {what} {index}"))
}

#[cold]
pub(crate) fn unknown_export(at: u32, kind: ExternKind, index: u32) -> Error {
    index_out_of_range(at, if kind == ExternKind::Func { "function" } else { kind.keyword() }, index)
}

#[cold]
pub(crate) fn not_a_func_at(at: u32, index: u32) -> Error {
    not_a_func(index).rule(MODULES).at(Place::binary(at as usize))
}

#[cold]
pub(crate) fn tag_with_results(at: u32, results: &[ValType]) -> Error {
    invalid_at(at, "valid/types.html#tag-types", format!("non-empty tag result type: {}", Types(results)))
}

#[cold]
pub(crate) fn table_without_init(at: u32, element: RefType) -> Error {
    invalid_at(at, "valid/modules.html#tables", format!("type mismatch: {element} has no default value"))
        .note("give the table an initial value")
}

#[cold]
pub(crate) fn multiple_memories(at: u32) -> Error {
    invalid_at(at, MODULES, "multiple memories").note(needs(Proposal::MultiMemory))
}

#[cold]
pub(crate) fn multiple_tables(at: u32) -> Error {
    invalid_at(at, MODULES, "multiple tables").note(needs(Proposal::ReferenceTypes))
}

#[cold]
pub(crate) fn duplicate_export(at: u32, name: &str) -> Error {
    invalid_at(at, "valid/modules.html#exports", format!("duplicate export name {name:?}"))
}

#[cold]
pub(crate) fn start_type(at: u32, ty: &dyn Display) -> Error {
    let message = format!("start function must have the type [] -> [], it has {ty}");
    invalid_at(at, "valid/modules.html#start-function", message)
}

#[cold]
pub(crate) fn segment_of_other_type(at: u32, table: RefType, segment: RefType) -> Error {
    let message = format!("type mismatch: the table holds {table}, the segment {segment}");
    invalid_at(at, "valid/modules.html#element-segments", message)
}

#[cold]
pub(crate) fn segment_of_functions(at: u32, segment: RefType) -> Error {
    let message = format!("type mismatch: functions are listed, the segment holds {segment}");
    invalid_at(at, "valid/modules.html#element-segments", message)
}
