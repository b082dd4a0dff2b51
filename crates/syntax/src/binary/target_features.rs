//! The `target_features` section: what a compiler was allowed to use.
//!
//! Specification:
//! [target features section](https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md#target-features-section).

use wharf_core::Result;
use wharf_core::module::Module;

use super::custom::{at_end, contents_of};
use super::encode::primitives::{bytes, u32};
use super::errors;

/// The name of the section.
pub const SECTION: &str = "target_features";

/// How a feature is meant.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Policy {
    /// `+`: it is used.
    Used = b'+',
    /// `-`: it must not be used in what this is linked with.
    Disallowed = b'-',
    /// `=`: it must be used in everything this is linked with; no longer written.
    Required = b'=',
}

/// The features of a module's `target_features` section, by the names of the tools; none without one.
///
/// # Errors
/// What is malformed in it.
pub fn decode_target_features(module: &Module) -> Result<Vec<(Policy, String)>> {
    let Some(mut reader) = contents_of(module, SECTION) else { return Ok(Vec::new()) };
    let count = reader.count("target features", u32::MAX)?;
    let mut features = Vec::new();
    for _ in 0..count {
        let at = reader.position();
        let policy = match reader.byte()? {
            b'+' => Policy::Used,
            b'-' => Policy::Disallowed,
            b'=' => Policy::Required,
            byte => return Err(errors::malformed_kind(at, "target feature policy", byte.into())),
        };
        features.push((policy, reader.name()?.to_owned()));
    }
    at_end(&reader)?;
    Ok(features)
}

/// The contents of a `target_features` section.
pub fn encode_target_features(features: &[(Policy, String)]) -> Vec<u8> {
    let mut out = Vec::new();
    u32(&mut out, features.len() as u32);
    for (policy, name) in features {
        out.push(*policy as u8);
        bytes(&mut out, name.as_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::binary::custom::set_custom;

    #[test]
    fn features_survive() {
        let features = vec![(Policy::Used, "simd128".to_owned()), (Policy::Disallowed, "atomics".to_owned())];
        let mut module = Module::default();
        set_custom(&mut module, SECTION, &encode_target_features(&features));
        assert_eq!(decode_target_features(&module).unwrap(), features);
    }
}
