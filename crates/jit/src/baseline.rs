//! The single-pass compiler. It is being written: until it lands, asking for it is an error that says so.

use wharf_core::{Error, Result};
use wharf_validate::Validated;
use wharf_vm::compiled::CompiledFunc;

use crate::options::Options;

/// Compiles a function; `tier_up` has it count what it executes.
///
/// # Errors
/// Always, in this version.
pub fn compile(_: &Validated, _: u32, _: &Options, _: bool) -> Result<CompiledFunc> {
    Err(Error::limit("this version of wharf has no baseline compiler").note("run with `--tier interp`"))
}
