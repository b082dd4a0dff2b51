//! The errors of the embedding API, by name.

use wharf_core::types::{FuncType, HeapType, ValType};
use wharf_core::{Error, Stage};
use wharf_jit::artefact::Missing;

use crate::cache::Refused;
use crate::r#extern::ImportType;

#[cold]
pub(crate) fn cannot_grow(what: &str, delta: u64) -> Error {
    Error::limit(format!("the {what} cannot grow by {delta}"))
}

#[cold]
pub(crate) fn not_a_shared_type() -> Error {
    Error::host("the type of a shared memory must be shared and have a maximum")
}

#[cold]
pub(crate) fn argument_count(given: usize, ty: &FuncType) -> Error {
    Error::host(format!("{given} arguments given to a function of type {ty}"))
}

#[cold]
pub(crate) fn result_count(given: usize, ty: &FuncType) -> Error {
    Error::host(format!("room for {given} results given to a function of type {ty}"))
}

#[cold]
pub(crate) fn value_type(what: &str, given: ValType, wanted: ValType) -> Error {
    Error::host(format!("{what} is of type {given} where {wanted} is needed"))
}

#[cold]
pub(crate) fn typed_mismatch(asked: &FuncType, is: &FuncType) -> Error {
    Error::host(format!("a function of type {is} was asked for as {asked}"))
}

#[cold]
pub(crate) fn immutable(what: &str) -> Error {
    Error::host(format!("the {what} is constant and cannot be set"))
}

#[cold]
pub(crate) fn not_a_type_of(what: &str, ty: HeapType) -> Error {
    Error::host(format!("{ty} is no type of a {what}"))
}

#[cold]
pub(crate) fn field_count(given: usize, wanted: usize) -> Error {
    Error::host(format!("{given} values given for a structure of {wanted} fields"))
}

#[cold]
pub(crate) fn no_field(index: usize, count: usize) -> Error {
    Error::host(format!("there is no field {index} in a structure of {count}"))
}

#[cold]
pub(crate) fn duplicate(module: &str, name: &str) -> Error {
    Error::host(format!("`{module}` `{name}` is defined already"))
        .note("allow it with `Linker::allow_shadowing`, if that is meant")
}

#[cold]
pub(crate) fn reference_in_slots(ty: &FuncType) -> Error {
    Error::host(format!("a function over slots cannot have references in its type: {ty}"))
        .note("define it with `Linker::func_new`")
}

#[cold]
pub(crate) fn not_defined(module: &str, name: &str) -> Error {
    Error::host(format!("`{module}` `{name}` is not defined"))
}

#[cold]
pub(crate) fn other_engine() -> Error {
    Error::host("the module is of another engine than the store")
}

/// The imports that nothing answers: the first in the message, the others in notes. `known` are the modules that are there.
#[cold]
pub(crate) fn unknown_imports<'a>(missing: &[ImportType<'_>], known: impl Iterator<Item = &'a str>) -> Error {
    const SHOWN: usize = 10;
    let describe = |import: &ImportType<'_>| format!("`{}` `{}`, {}", import.module(), import.name(), import.ty());
    let first = missing.first().map_or_else(String::new, describe);
    let error = Error::new(Stage::Unlinkable, format!("unknown import: {first}"));
    let error = missing
        .iter()
        .skip(1)
        .take(SHOWN)
        .fold(error, |error, import| error.note(format!("also {}", describe(import))));
    let error = match missing.len().checked_sub(SHOWN + 1) {
        Some(rest) if rest > 0 => error.note(format!("and {rest} more")),
        _ => error,
    };
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    match missing.first().map(ImportType::module) {
        Some(module) if known.contains(&module) => error.note(format!("`{module}` has no such name")),
        _ if known.is_empty() => error,
        _ => error.note(format!("what can be imported from is called `{}`", known.join("`, `"))),
    }
}

#[cold]
pub(crate) fn called_unknown_import(module: &str, name: &str) -> Error {
    Error::host(format!("the program called `{module}` `{name}`, which is not defined"))
}

#[cold]
pub(crate) fn no_export(name: &str) -> Error {
    Error::host(format!("there is no export called `{name}`"))
}

#[cold]
pub(crate) fn export_kind(name: &str, wanted: &str) -> Error {
    Error::host(format!("the export `{name}` is no {wanted}"))
}

#[cold]
pub(crate) fn cannot_read(path: &std::path::Path, error: &std::io::Error) -> Error {
    Error::host(format!("cannot read {}: {error}", path.display()))
}

#[cold]
pub(crate) fn cannot_write(path: &std::path::Path, error: &std::io::Error) -> Error {
    Error::host(format!("cannot write {}: {error}", path.display()))
}

#[cold]
pub(crate) fn nothing_to_profile() -> Error {
    Error::host("a profiler is told of machine code, and the interpreter makes none")
        .note("choose another tier; `perf` sees the interpreter itself without help")
}

#[cold]
pub(crate) fn empty_key(path: &std::path::Path) -> Error {
    Error::host(format!("the key in {} is empty", path.display())).note("`head -c 32 /dev/urandom > FILE` makes one")
}

#[cold]
pub(crate) fn no_home() -> Error {
    Error::host("there is no place for the key of artefacts: neither XDG_DATA_HOME nor HOME is set").note(GIVE_KEY)
}

#[cold]
pub(crate) fn no_key(directory: &std::path::Path) -> Error {
    Error::host(format!("the key of artefacts cannot be read from {}, nor made there", directory.display()))
        .note("the directory must be yours, and nobody else may be able to write to it")
        .note(GIVE_KEY)
}

/// The way out where no key is known.
const GIVE_KEY: &str = "a key can be given: `--key FILE`, or `ArtefactKey::from_file`";
/// The way out where code cannot be run.
const RUN_MODULE: &str = "run the module inside and compile it anew: `--recompile`, or `Module::inside_artefact`";

#[cold]
pub(crate) fn artefact(path: &std::path::Path, refused: Refused) -> Error {
    let path = path.display();
    match refused {
        Refused::NotOne => Error::host(format!("{path} is no artefact of this version of wharf")),
        Refused::Damaged => Error::host(format!("{path} is damaged")).note("make it again with `wharf compile`"),
        Refused::Foreign => {
            Error::host(format!("{path} was made with another key than yours, so its machine code is not run"))
                .note(GIVE_KEY)
                .note(RUN_MODULE)
        }
    }
}

#[cold]
pub(crate) fn artefact_of_another_build(path: &std::path::Path, made: &str, own: &str) -> Error {
    Error::host(format!("{} was made by wharf {made}, and this is {own}", path.display()))
        .note("make it again with `wharf compile`")
        .note(RUN_MODULE)
}

#[cold]
pub(crate) fn artefact_for_another(path: &std::path::Path, missing: &Missing) -> Error {
    let path = path.display();
    let error = match missing {
        Missing::Compiler => Error::host(format!("{path} was compiled for another machine")),
        Missing::Processor(lacks) => {
            Error::host(format!("{path} was compiled for a processor that has {}", lacks.join(", ")))
                .note("make one for older processors: `wharf compile --cpu x86-64-v2`")
        }
        Missing::Options => {
            Error::host(format!("{path} was compiled for other limits than those that are to be kept now"))
                .note("`--timeout` needs code made with `wharf compile --interruptible`, `--fuel` with `--fuel`")
        }
    };
    error.note(RUN_MODULE)
}

#[cold]
pub(crate) fn cannot_write_artefact(error: &std::io::Error) -> Error {
    Error::host(format!("the artefact cannot be written: {error}"))
}
