//! `wat2wasm`: text to binary.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{ArgAction, Parser};
use wharf_core::Features;
use wharf_syntax::binary::annotate::annotate;
use wharf_syntax::binary::decode::HEADER;
use wharf_syntax::binary::names;

use super::check;
use super::objdump::words;
use crate::failure::{Exit, Failure};
use crate::input::Input;
use crate::output::Output;
use crate::verbs::dump;
use crate::verbs::objdump::all_sections;

/// Translate the text format to the binary format
///
/// Options for proposals (`--enable-NAME`, `--disable-NAME`, `--enable-all`) are taken; everything is enabled unless
/// disabled.
#[derive(Debug, Parser)]
#[command(name = "wat2wasm", version, after_help = "This is wharf, which `wharf help parse` says more about.")]
pub struct Wat2wasm {
    /// Print the meaning of every byte.
    #[arg(short, long, action = ArgAction::Count)]
    verbose: u8,
    /// Print a hexdump of the module.
    #[arg(short, long)]
    dump_module: bool,
    /// Write here; `-` is standard output. [default: the name of the text with .wasm, in this directory]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the names of functions, locals and the like to the binary.
    #[arg(long)]
    debug_names: bool,
    /// Do not check the module's validity.
    #[arg(long)]
    no_check: bool,
    /// Taken and refused: object files are made by compilers.
    #[arg(short, long, hide = true)]
    relocatable: bool,
    /// Taken and refused.
    #[arg(long, hide = true)]
    no_canonicalize_leb128s: bool,
    /// Taken and ignored.
    #[arg(long, hide = true)]
    debug_parser: bool,
    /// A module in the text format; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Wat2wasm {
    /// Does it.
    ///
    /// # Errors
    /// What is wrong with the module or the options, or what the system says.
    pub fn run(self, features: Features) -> Result<Exit, Failure> {
        if self.relocatable || self.no_canonicalize_leb128s {
            let unsupported =
                "wharf writes no relocatable modules and no padded sizes: leave the option out, or use wabt";
            return Err(Failure::Usage(unsupported.to_owned()));
        }
        let input = Input::module(&self.file)?;
        if !self.no_check {
            check(&input, features)?;
        }
        let bytes = if self.debug_names { input.bytes().to_vec() } else { without_names(&input)? };
        if self.verbose > 0 {
            let explain = |visitor: &mut dyn wharf_syntax::binary::annotate::Visit| {
                annotate(&bytes, &names::decode_names(&input.decode().unwrap_or_default()), visitor)
            };
            Output::default().write(|sink| dump::text::write(sink, &bytes, true, explain))?;
        }
        if self.dump_module {
            Output::default().write(|sink| words::hex(&bytes, 0, "", sink))?;
        }
        match (&self.output, self.verbose > 0 || self.dump_module) {
            (Some(file), _) => Output::to(file).write(|sink| sink.write_all(&bytes))?,
            (None, true) => {}
            (None, false) if self.file.as_os_str() == "-" => Output::default().binary(&bytes)?,
            (None, false) => Output::to(default_output(&self.file)).write(|sink| sink.write_all(&bytes))?,
        }
        Ok(Exit::SUCCESS)
    }
}

/// The name of the text with another extension, in the directory of the process.
fn default_output(file: &Path) -> PathBuf {
    let mut name = PathBuf::from(file.file_stem().unwrap_or_default());
    name.as_mut_os_string().push(".wasm");
    name
}

/// The module without its name section, which only `--debug-names` asks for.
fn without_names(input: &std::sync::Arc<Input>) -> Result<Vec<u8>, Failure> {
    let module = input.decode()?;
    let mut out = HEADER.to_vec();
    for named in all_sections(&module) {
        if named.custom.is_none_or(|custom| &*custom.name != names::SECTION) {
            out.write_all(&module.bytes[named.section.at as usize..named.section.payload.end as usize])?;
        }
    }
    Ok(out)
}
