//! Malformed before invalid: bodies that are no instructions are reported first, wherever they stand.
//!
//! Decoding leaves bodies alone, so the walk finds what is malformed in them along with what is invalid. A module that
//! breaks a rule has its bodies read once more: only a module that is well-formed is invalid.
//!
//! Specification: [phases](https://webassembly.github.io/spec/core/intro/overview.html#semantic-phases).

use wharf_core::module::Body;
use wharf_core::{Error, Features, Module, Result, Stage};
use wharf_syntax::binary::BodyReader;
use wharf_syntax::binary::decode::nesting;

/// The error to report for a module that was refused with `error`.
#[cold]
pub(crate) fn first(module: &Module, features: &Features, error: Error) -> Error {
    if error.stage() != Stage::Invalid {
        return error;
    }
    match module.bodies.iter().try_for_each(|body| read(module, *body, features)) {
        Err(malformed) if malformed.stage() == Stage::Malformed => malformed,
        _ => error,
    }
}

/// Reads a body to its end.
fn read(module: &Module, body: Body, features: &Features) -> Result<()> {
    let mut instrs = BodyReader::new(module, body, features)?.instrs();
    let mut depth = 1_i64;
    while depth > 0 {
        depth += i64::from(nesting(instrs.next()?.op));
    }
    instrs.finish()
}
