//! The `metadata.code.branch_hint` section: which way branches usually go.
//!
//! Specification:
//! [branch hinting](https://github.com/WebAssembly/branch-hinting/blob/main/proposals/branch-hinting/Overview.md).

use wharf_core::Result;
use wharf_core::module::Module;

use super::custom::{at_end, contents_of};
use super::encode::primitives::u32;
use super::errors;

/// The name of the section.
pub const SECTION: &str = "metadata.code.branch_hint";

/// Hints for one function.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FuncHints {
    /// The function's index.
    pub func: u32,
    /// The hints in ascending order of offset.
    pub hints: Vec<Hint>,
}

/// A hint for one `if` or `br_if`.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// Where the instruction stands, in bytes from the start of the function's body (its local declarations).
    pub offset: u32,
    /// Whether its condition is usually true.
    pub likely: bool,
}

/// The branch hints of a module; none without the section.
///
/// # Errors
/// What is malformed in the section. Whether functions and instructions exist is not asked.
pub fn decode_branch_hints(module: &Module) -> Result<Vec<FuncHints>> {
    let Some(mut reader) = contents_of(module, SECTION) else { return Ok(Vec::new()) };
    let mut funcs = Vec::new();
    for _ in 0..reader.count("functions with branch hints", u32::MAX)? {
        let func = reader.u32()?;
        let mut hints = Vec::new();
        for _ in 0..reader.count("branch hints", u32::MAX)? {
            let offset = reader.u32()?;
            let at = reader.position();
            let (size, value) = (reader.u32()?, reader.byte()?);
            if size != 1 || value > 1 {
                return Err(errors::malformed_kind(at, "branch hint", value.into()));
            }
            hints.push(Hint { offset, likely: value == 1 });
        }
        funcs.push(FuncHints { func, hints });
    }
    at_end(&reader)?;
    Ok(funcs)
}

/// The contents of a section of these hints.
pub fn encode_branch_hints(funcs: &[FuncHints]) -> Vec<u8> {
    let mut out = Vec::new();
    u32(&mut out, funcs.len() as u32);
    for func in funcs {
        u32(&mut out, func.func);
        u32(&mut out, func.hints.len() as u32);
        for hint in &func.hints {
            u32(&mut out, hint.offset);
            out.extend_from_slice(&[1, hint.likely.into()]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::binary::custom::set_custom;

    #[test]
    fn hints_survive() {
        let hints = vec![Hint { offset: 5, likely: true }, Hint { offset: 300, likely: false }];
        let funcs = vec![FuncHints { func: 2, hints }];
        let mut module = Module::default();
        set_custom(&mut module, SECTION, &encode_branch_hints(&funcs));
        assert_eq!(decode_branch_hints(&module).unwrap(), funcs);
        set_custom(&mut module, SECTION, &[1, 2, 1, 5, 1, 2]);
        assert!(decode_branch_hints(&module).is_err(), "a hint is 0 or 1");
    }
}
