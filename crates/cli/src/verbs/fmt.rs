//! `wharf fmt`: the same text with regular indentation and spacing.

use std::path::PathBuf;

use clap::Args;
use wharf_syntax::text::fmt::{Style, format};

use crate::failure::{Exit, Failure};
use crate::input::Input;
use crate::output::Output;

/// Format text modules and scripts, keeping comments
///
/// Writes the formatted text to standard output or to the file of `-o`. With `--write` files are changed in place; with
/// `--check` nothing is written, the files that are not formatted are named, and the exit code is 1 if there are any.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf fmt app.wat
  wharf fmt --write *.wat
  wharf fmt --check tests/*.wast")]
pub struct Fmt {
    #[command(flatten)]
    output: Output,
    /// Change the files in place.
    #[arg(short, long, conflicts_with = "output")]
    write: bool,
    /// Only name the files that are not formatted.
    #[arg(long, conflicts_with_all = ["output", "write"])]
    check: bool,
    /// The spaces of one level.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(0..=16))]
    indent: u8,
    /// The columns that a form may fill before it is broken.
    #[arg(long, value_name = "N", default_value_t = Style::default().width)]
    width: usize,
    /// Texts; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

impl Fmt {
    /// Does it.
    ///
    /// # Errors
    /// What is no token, parentheses that do not match, or what the system says.
    pub fn run(self) -> Result<Exit, Failure> {
        let style = Style { indent: self.indent.into(), width: self.width };
        if self.files.len() > 1 && !self.write && !self.check {
            return Err(Failure::Usage("several files need `--write` or `--check`".to_owned()));
        }
        let mut exit = Exit::SUCCESS;
        for file in &self.files {
            let input = Input::text(file)?;
            let text = input.as_text().unwrap_or_default();
            let formatted = format(text, &style).map_err(|error| Failure::of(error, &input))?;
            let same = formatted == text;
            match (self.check, self.write && file.as_os_str() != "-") {
                (true, _) if same => {}
                (true, _) => {
                    println!("{}", input.name);
                    exit = Exit::INVALID;
                }
                (_, true) if same => {}
                (_, true) => Output::to(file).write(|sink| sink.write_all(formatted.as_bytes()))?,
                (_, false) => self.output.write(|sink| sink.write_all(formatted.as_bytes()))?,
            }
        }
        Ok(exit)
    }
}
