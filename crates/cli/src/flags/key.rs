//! By what compiled artefacts are known to come from somebody whose machine code may be run.

use std::path::PathBuf;

use clap::Args;
use wharf::ArtefactKey;

use crate::failure::Failure;

/// By what compiled artefacts are known to come from somebody whose machine code may be run.
#[derive(Clone, Debug, Args)]
pub struct KeyFlags {
    /// The key of compiled artefacts is what this file holds; without it, a key of your own, made at its first use.
    #[arg(long, value_name = "FILE", env = "WHARF_KEY")]
    key: Option<PathBuf>,
}

impl KeyFlags {
    /// The key.
    ///
    /// # Errors
    /// The file cannot be read; there is no place for a key of the user's.
    pub fn key(&self) -> Result<ArtefactKey, Failure> {
        let key = self.key.as_ref().map_or_else(ArtefactKey::of_user, ArtefactKey::from_file);
        key.map_err(Failure::from)
    }
}
