//! `wasm-strip`: a module without custom sections, in place unless `-o` says otherwise.

use std::path::PathBuf;

use clap::Parser;
use wharf_syntax::binary::decode::HEADER;

use crate::failure::{Exit, Failure};
use crate::input::Input;
use crate::output::Output;
use crate::verbs::objdump::all_sections;

/// Remove the custom sections of a module
///
/// Without `-R`, all of them go but those that `-k` names. The file is changed in place unless `-o` is given.
#[derive(Debug, Parser)]
#[command(name = "wasm-strip", version, after_help = "This is wharf, which `wharf help strip` says more about.")]
pub struct Strip {
    /// Write here instead of changing the file; `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Keep the custom section of this name. May be given several times.
    #[arg(short, long, value_name = "SECTION NAME")]
    keep_section: Vec<String>,
    /// Remove the custom section of this name, and no other. May be given several times.
    #[arg(short = 'R', long, value_name = "SECTION NAME", conflicts_with = "keep_section")]
    remove_section: Vec<String>,
    /// A binary module; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Strip {
    /// Does it.
    ///
    /// # Errors
    /// What is malformed in the module, or what the system says.
    pub fn run(self) -> Result<Exit, Failure> {
        let input = Input::module(&self.file)?;
        if self.output.is_none() && input.as_text().is_some() {
            return Err(Failure::Usage(format!(
                "{} is a text, which the stripped module would replace: give `-o FILE`",
                self.file.display()
            )));
        }
        let module = input.decode()?;
        let mut out = HEADER.to_vec();
        for named in all_sections(&module) {
            if named.custom.is_none_or(|custom| !self.removes(&custom.name)) {
                out.extend_from_slice(&module.bytes[named.section.at as usize..named.section.payload.end as usize]);
            }
        }
        let output = Output::to(self.output.as_ref().unwrap_or(&self.file));
        output.write(|sink| sink.write_all(&out))?;
        Ok(Exit::SUCCESS)
    }

    fn removes(&self, name: &str) -> bool {
        let among = |list: &[String]| list.iter().any(|one| one == name);
        if self.remove_section.is_empty() { !among(&self.keep_section) } else { among(&self.remove_section) }
    }
}
