//! The errors of the runtime, by name.

use wharf_core::matching::kind_of;
use wharf_core::types::{ExternKind, ExternType};
use wharf_core::{Error, Place, Stage, TrapKind};

/// A trap of this kind.
#[cold]
pub fn trap(kind: TrapKind) -> Error {
    Error::trap(kind)
}

#[cold]
pub(crate) fn unlinkable(message: String) -> Error {
    Error::new(Stage::Unlinkable, message).rule("exec/modules.html#instantiation")
}

/// An error of an active data segment, which stands at `at`.
#[cold]
pub(crate) fn in_data_segment(error: Error, index: usize, at: u32) -> Error {
    let end = "ends beyond the memory that it is for: make the memory larger, or the segment's offset smaller";
    error.at(Place::binary(at as usize)).note(format!("data segment {index} {end}"))
}

/// An error of an active element segment, which stands at `at`.
#[cold]
pub(crate) fn in_element_segment(error: Error, index: u32, at: u32) -> Error {
    let end = "ends beyond the table that it is for: make the table larger, or the segment's offset smaller";
    error.at(Place::binary(at as usize)).note(format!("element segment {index} {end}"))
}

#[cold]
pub(crate) fn import_count(given: usize, wanted: usize) -> Error {
    unlinkable(format!("{given} imports given where the module has {wanted}"))
}

#[cold]
pub(crate) fn import_kind(module: &str, name: &str, given: ExternKind, wanted: ExternKind) -> Error {
    let (given, wanted) = (given.keyword(), wanted.keyword());
    unlinkable(format!("incompatible import type: `{module}` `{name}` is a {given} where a {wanted} is needed"))
}

#[cold]
pub(crate) fn import_type(module: &str, name: &str, given: String, wanted: String) -> Error {
    unlinkable(format!("incompatible import type: `{module}` `{name}` is {given} where {wanted} is needed"))
}

#[cold]
pub(crate) fn memory_style(module: &str, name: &str) -> Error {
    unlinkable(format!("the memory given for `{module}` `{name}` is kept in another style than this store's memories"))
        .note("set up the engines that share a memory with the same memory style")
}

#[cold]
pub(crate) fn memory_limit(bytes: u64, limit: u64) -> Error {
    Error::limit(format!("a memory of {bytes} bytes is above the limit of {limit}"))
        .note("raise the store's limit for memories")
}

#[cold]
pub(crate) fn table_limit(elements: u64, limit: u64) -> Error {
    Error::limit(format!("a table of {elements} elements is above the limit of {limit}"))
        .note("raise the store's limit for tables")
}

#[cold]
pub(crate) fn instance_limit(limit: u32) -> Error {
    Error::limit(format!("the store holds {limit} instances already")).note("raise the store's limit for instances")
}

#[cold]
pub(crate) fn system(what: &'static str, error: std::io::Error) -> Error {
    Error::limit(format!("the system refused {what}: {error}"))
}

/// The same error of a refused reservation, with what to do about it.
#[cold]
pub(crate) fn way_out_of_reserving(error: Error) -> Error {
    error.note("a 32-bit memory reserves 8 GiB of addresses; choose dense memories (`--memory-style dense`) where addresses are limited")
}

/// What a thing imported or exported is, in the words of the text format, for messages.
pub(crate) fn describe(ty: &ExternType, registry: &wharf_core::canon::Registry) -> String {
    let func = |id: u32| {
        let entry = registry.get(wharf_core::canon::TypeId(id));
        match entry.definition.as_func() {
            Some(ty) => ty.to_string(),
            None => kind_of(&entry.definition.composite).to_string(),
        }
    };
    match ty {
        ExternType::Func(id) => format!("a function {}", func(*id)),
        ExternType::Table(ty) => format!("a table of {} ({})", ty.element, limits(ty.limits)),
        ExternType::Memory(ty) => {
            let shared = if ty.shared { "shared " } else { "" };
            format!("a {shared}memory of {} pages", limits(ty.limits))
        }
        ExternType::Global(ty) => format!("a {} {}", if ty.mutable { "mutable" } else { "constant" }, ty.val),
        ExternType::Tag(id) => format!("a tag {}", func(*id)),
    }
}

fn limits(limits: wharf_core::types::Limits) -> String {
    match limits.max {
        Some(max) => format!("{} to {max}", limits.min),
        None => format!("{} or more", limits.min),
    }
}
