//! `wharf parse`: text to binary.

use std::path::PathBuf;

use clap::Args;

use crate::failure::{Exit, Failure};
use crate::input::Input;
use crate::output::Output;

/// Compile text to a binary module
///
/// A binary module goes through as it is. The module is not validated: `wharf validate` does that.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf parse app.wat -o app.wasm
  echo '(module (memory 1))' | wharf parse - | wharf objdump -h -")]
pub struct Parse {
    #[command(flatten)]
    output: Output,
    /// A module in the text format; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Parse {
    /// Does it.
    ///
    /// # Errors
    /// What is malformed in the text, or what the system says.
    pub fn run(self) -> Result<Exit, Failure> {
        let input = Input::module(&self.file)?;
        self.output.binary(&input.bytes())?;
        Ok(Exit::SUCCESS)
    }
}
