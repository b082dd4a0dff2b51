//! What an entry is filed under: a hash of everything that its code depends on, so that what has changed is not found.
//!
//! The hash of the module is cryptographic. Nobody can make a module that is taken for another one, whose code would not
//! keep to the first one's bounds.

use wharf_core::Features;
use wharf_jit::artefact::Target;

use super::identity::Identity;
use crate::policy::Tier;

/// What tells one build of wharf from another: code may call into whatever this build has at its places.
pub(super) const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), "-", env!("WHARF_BUILD"));

/// The hash of a module's bytes.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct ModuleHash(pub(super) [u8; 32]);

impl ModuleHash {
    /// Of these bytes: 0.4 milliseconds for each megabyte.
    pub(crate) fn of(bytes: &[u8]) -> ModuleHash {
        ModuleHash(*blake3::hash(bytes).as_bytes())
    }
}

/// The name of the file that holds code for a module.
pub(super) fn of(module: ModuleHash, target: &Target, tier: Tier, features: &Features) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("wharf 2026-11 name of a cache entry");
    let Target { compiler, processor, options } = target;
    for part in [BUILD, compiler, &processor.join(" "), options, tier.name(), &format!("{features:?}")] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(&module.0);
    format!("{}{SUFFIX}", &hasher.finalize().to_hex()[..40])
}

/// The name of the file that holds a module which was found valid with these proposals.
pub(super) fn of_module(module: ModuleHash, features: &Features) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("wharf 2026-11 name of a cached module");
    for part in [BUILD, &format!("{features:?}")] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(&module.0);
    format!("{}{SUFFIX}", &hasher.finalize().to_hex()[..40])
}

/// The name of the file that says which module lies in a file.
pub(super) fn of_file(file: &Identity) -> String {
    format!("{}{SEEN}", &blake3::Hash::from_bytes(*file.hash()).to_hex()[..40])
}

/// The name of the file that says what runs have counted beside the entry of this name.
pub(super) fn of_past(entry: &str) -> String {
    format!("{}{PAST}", entry.strip_suffix(SUFFIX).unwrap_or(entry))
}

/// What the names of files end with that say what runs have counted.
pub(super) const PAST: &str = ".past";
/// What the names of files end with that say which module lies in a file.
pub(super) const SEEN: &str = ".seen";
/// What the names of entries end with.
pub(super) const SUFFIX: &str = ".cwharf";
