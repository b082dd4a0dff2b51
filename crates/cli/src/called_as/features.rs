//! `--enable-NAME` and `--disable-NAME` for every proposal that wabt's tools know, as data.

use std::ffi::OsString;

use wharf_core::{Features, Proposal};

/// wabt's names and what they switch.
const NAMES: &[(&str, &[Proposal])] = &[
    ("exceptions", &[Proposal::Exceptions, Proposal::LegacyExceptions]),
    ("mutable-globals", &[]),
    ("saturating-float-to-int", &[Proposal::SaturatingFloatToInt]),
    ("sign-extension", &[Proposal::SignExtension]),
    ("simd", &[Proposal::Simd]),
    ("threads", &[Proposal::Threads]),
    ("function-references", &[Proposal::FunctionReferences]),
    ("multi-value", &[Proposal::MultiValue]),
    ("tail-call", &[Proposal::TailCall]),
    ("bulk-memory", &[Proposal::BulkMemory]),
    ("reference-types", &[Proposal::ReferenceTypes]),
    ("annotations", &[Proposal::Annotations]),
    ("code-metadata", &[Proposal::BranchHinting]),
    ("gc", &[Proposal::Gc]),
    ("memory64", &[Proposal::Memory64]),
    ("multi-memory", &[Proposal::MultiMemory]),
    ("extended-const", &[Proposal::ExtendedConst]),
    ("relaxed-simd", &[Proposal::RelaxedSimd]),
    ("custom-page-sizes", &[Proposal::CustomPageSizes]),
    ("wide-arithmetic", &[Proposal::WideArithmetic]),
    ("all", &[]),
];

/// The arguments without the options for proposals, and what these say. Everything is on unless it is disabled.
///
/// # Errors
/// A name that is no proposal's.
pub fn take(args: Vec<OsString>) -> Result<(Vec<OsString>, Features), String> {
    let mut features = Features::all();
    let mut rest = Vec::with_capacity(args.len());
    let mut options = true;
    for arg in args {
        options &= arg != "--";
        let text = arg.to_str().filter(|_| options).unwrap_or("");
        let (name, on) = match (text.strip_prefix("--enable-"), text.strip_prefix("--disable-")) {
            (Some(name), _) => (name, true),
            (_, Some(name)) => (name, false),
            _ => {
                rest.push(arg);
                continue;
            }
        };
        let Some((_, proposals)) = NAMES.iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
            return Err(format!("there is no feature `{name}`; known are {}", known.join(", ")));
        };
        for proposal in *proposals {
            features = if on { features.with(*proposal) } else { features.without(*proposal) };
        }
    }
    Ok((rest, features))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_for_proposals_are_taken_out() {
        let args = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        let (rest, features) = take(args("wat2wasm --disable-simd a.wat --enable-threads -- --enable-x")).unwrap();
        assert_eq!(rest, args("wat2wasm a.wat -- --enable-x"));
        assert!(
            features.has(Proposal::Threads) && !features.has(Proposal::Simd) && !features.has(Proposal::RelaxedSimd)
        );
        assert!(take(args("wat2wasm --enable-magic")).is_err());
    }
}
