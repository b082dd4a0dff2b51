//! Limits of this implementation that the specification leaves open.
//!
//! They follow the limits that browsers agreed on in the
//! [JavaScript API](https://webassembly.github.io/spec/js-api/index.html#limits) where programs depend on them, and are
//! wider where programs have been seen to need it. A module beyond one of them gets an error that names the limit.
//!
//! Specification: [implementation limitations](https://webassembly.github.io/spec/core/appendix/implementation.html).

/// Bytes of a module: places in it are 32-bit.
pub const MODULE_BYTES: usize = u32::MAX as usize;
/// Type definitions.
pub const TYPES: u32 = 1_000_000;
/// Recursion groups.
pub const REC_GROUPS: u32 = 1_000_000;
/// Functions, imported and defined.
pub const FUNCS: u32 = 10_000_000;
/// Imports.
pub const IMPORTS: u32 = 10_000_000;
/// Exports.
pub const EXPORTS: u32 = 10_000_000;
/// Globals.
pub const GLOBALS: u32 = 10_000_000;
/// Tags.
pub const TAGS: u32 = 1_000_000;
/// Tables.
pub const TABLES: u32 = 100_000;
/// Memories.
pub const MEMORIES: u32 = 100_000;
/// Element segments.
pub const ELEMENTS: u32 = 10_000_000;
/// Data segments.
pub const DATAS: u32 = 10_000_000;
/// Items of one element segment.
pub const ELEMENT_ITEMS: u32 = 10_000_000;
/// Parameters of a function type.
pub const PARAMS: u32 = 1_000;
/// Results of a function type.
pub const RESULTS: u32 = 1_000;
/// Fields of a structure type.
pub const FIELDS: u32 = 10_000;
/// Locals of a function, without its parameters.
pub const LOCALS: u32 = 50_000;
/// Bytes of a function body.
pub const BODY_BYTES: u32 = 128 * 1024 * 1024;
/// Targets of one `br_table`, without the default one.
pub const BR_TABLE_TARGETS: u32 = 10_000_000;
/// Handlers of one `try_table`.
pub const CATCHES: u32 = 10_000;
/// Bytes of a name.
pub const NAME_BYTES: u32 = 100_000;
