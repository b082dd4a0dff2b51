//! `wasm2wat`: binary to text.

use std::path::PathBuf;

use clap::Parser;
use wharf_core::Features;
use wharf_core::names::Names;
use wharf_syntax::binary::names::decode_names;
use wharf_syntax::text;
use wharf_syntax::text::print::Options;

use super::check;
use crate::failure::{Exit, Failure};
use crate::input::Input;
use crate::output::Output;

/// Translate the binary format to the text format
///
/// Options for proposals (`--enable-NAME`, `--disable-NAME`, `--enable-all`) are taken; everything is enabled unless
/// disabled.
#[derive(Debug, Parser)]
#[command(name = "wasm2wat", version, after_help = "This is wharf, which `wharf help print` says more about.")]
pub struct Wasm2wat {
    /// Taken and ignored.
    #[arg(short, long, hide = true)]
    verbose: bool,
    #[command(flatten)]
    output: Output,
    /// Write folded expressions where possible.
    #[arg(short, long)]
    fold_exprs: bool,
    /// Write all exports inline.
    #[arg(long)]
    inline_exports: bool,
    /// Write all imports inline.
    #[arg(long)]
    inline_imports: bool,
    /// Ignore the names in the binary.
    #[arg(long)]
    no_debug_names: bool,
    /// Make up names for functions, types and the like that have none.
    #[arg(long)]
    generate_names: bool,
    /// Taken and ignored: nothing in a custom section is an error.
    #[arg(long, hide = true)]
    ignore_custom_section_errors: bool,
    /// Do not check the module's validity.
    #[arg(long)]
    no_check: bool,
    /// A binary module; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Wasm2wat {
    /// Does it.
    ///
    /// # Errors
    /// What is wrong with the module, or what the system says.
    pub fn run(self, features: Features) -> Result<Exit, Failure> {
        let input = Input::module(&self.file)?;
        if !self.no_check {
            check(&input, features)?;
        }
        let module = input.decode()?;
        let names = if self.no_debug_names { Names::default() } else { decode_names(&module) };
        let options = Options {
            fold: self.fold_exprs,
            inline_exports: self.inline_exports,
            inline_imports: self.inline_imports,
            generate_names: self.generate_names,
            ..Options::default()
        };
        let printed = self.output.write(|sink| text::print(&module, &names, &options, sink));
        printed.map_err(|failure| failure.about(&input))?;
        Ok(Exit::SUCCESS)
    }
}
