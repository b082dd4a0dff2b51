//! `wasm-validate`: says nothing of a valid module, and exits with 1 for one that is not.

use std::path::PathBuf;

use clap::Parser;
use wharf_core::Features;

use super::check;
use crate::failure::{Exit, Failure};
use crate::input::Input;

/// Check that a module is valid
///
/// Options for proposals (`--enable-NAME`, `--disable-NAME`, `--enable-all`) are taken; everything is enabled unless
/// disabled.
#[derive(Debug, Parser)]
#[command(name = "wasm-validate", version, after_help = "This is wharf, which `wharf help validate` says more about.")]
pub struct Validate {
    /// Taken and ignored.
    #[arg(short, long, hide = true)]
    verbose: bool,
    /// Taken and ignored: names make no module invalid.
    #[arg(long, hide = true)]
    no_debug_names: bool,
    /// Taken and ignored: nothing in a custom section is an error.
    #[arg(long, hide = true)]
    ignore_custom_section_errors: bool,
    /// A module; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Validate {
    /// Does it.
    ///
    /// # Errors
    /// What is wrong with the module, or what the system says.
    pub fn run(self, features: Features) -> Result<Exit, Failure> {
        check(&Input::module(&self.file)?, features)?;
        Ok(Exit::SUCCESS)
    }
}
