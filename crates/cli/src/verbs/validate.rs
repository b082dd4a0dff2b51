//! `wharf validate`: checks modules against the rules of the specification. Says nothing of a valid one.

use std::path::PathBuf;

use clap::Args;
use wharf::{Config, Engine, Module};

use crate::failure::{Exit, Failure};
use crate::flags::FeatureFlags;
use crate::input::Input;
use crate::render::{self, Style};

/// Check that modules are valid
///
/// Prints nothing and exits with 0 if all of them are; else tells the first error of each on standard error and exits
/// with 1.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf validate app.wasm
  wharf validate --features -simd,-threads lib/*.wasm
  wharf validate --features mvp - < old.wat")]
pub struct Validate {
    #[command(flatten)]
    features: FeatureFlags,
    /// Modules, binary or text; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

impl Validate {
    /// Checks every file, also after one was found wanting.
    ///
    /// # Errors
    /// When some file is not valid; it has been told by then.
    pub fn run(self, style: Style) -> Result<Exit, Failure> {
        let engine = Engine::new(Config::new().features(self.features.features))
            .map_err(|error| Failure::Wasm { error, input: None })?;
        let mut exit = Exit::SUCCESS;
        for file in &self.files {
            let checked = Input::module(file)
                .and_then(|input| Module::validate(&engine, input.bytes()).map_err(|error| Failure::of(error, &input)));
            if let Err(failure) = checked {
                render::failure(&failure, style);
                exit = Exit::INVALID;
            }
        }
        Ok(exit)
    }
}
