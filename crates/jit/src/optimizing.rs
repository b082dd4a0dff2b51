//! The optimising compiler. It is being written: until it lands, asking for it is an error that says so.

use wharf_core::{Error, Result};
use wharf_validate::Validated;
use wharf_vm::compiled::CompiledFunc;

use crate::options::Options;

/// Compiles a function.
///
/// # Errors
/// Always, in this version.
pub fn compile(_: &Validated, _: u32, _: &Options) -> Result<CompiledFunc> {
    Err(missing())
}

/// Compiles a function from one of its loops on.
///
/// # Errors
/// Always, in this version.
pub fn compile_loop(_: &Validated, _: u32, _: u32, _: &Options) -> Result<CompiledFunc> {
    Err(missing())
}

fn missing() -> Error {
    Error::limit("this version of wharf has no optimising compiler").note("run with `--tier interp`")
}
