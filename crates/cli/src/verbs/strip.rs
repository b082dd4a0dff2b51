//! `wharf strip`: a module without some of its custom sections. All other bytes stay as they are.

use std::path::PathBuf;

use clap::Args;
use regex_lite::Regex;
use wharf_core::module::Module;
use wharf_syntax::binary::decode::HEADER;
use wharf_syntax::binary::{dylink, linking, names, producers, relocs, target_features};

use crate::failure::{Exit, Failure};
use crate::input::Input;
use crate::output::Output;
use crate::render::{Role, Style};

/// Remove custom sections: names, debug information and the like
///
/// Without flags, all custom sections go but those that say how the module is to be used: `dylink.0`, `component-type…`,
/// `metadata.code.…` and `target_features`. With flags, only what they name. What stays is the same, byte for byte.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf strip app.wasm -o small.wasm
  wharf strip --debug app.wasm -o app.wasm      keep the names
  wharf strip -k '^name$' app.wasm -o app.wasm  the same, and without producers and the like
  wharf strip -d '^my-' app.wasm -o app.wasm")]
pub struct Strip {
    /// Remove debug information: `.debug_…`, `sourceMappingURL`, `external_debug_info`.
    #[arg(long)]
    debug: bool,
    /// Remove the names.
    #[arg(long)]
    names: bool,
    /// Remove what the module was made with.
    #[arg(long)]
    producers: bool,
    /// Remove all custom sections.
    #[arg(long)]
    all: bool,
    /// Remove custom sections whose name matches REGEX. May be given several times.
    #[arg(short, long, value_name = "REGEX")]
    delete: Vec<Regex>,
    /// Keep custom sections whose name matches REGEX, whatever else is said. May be given several times.
    #[arg(short, long, value_name = "REGEX")]
    keep: Vec<Regex>,
    #[command(flatten)]
    output: Output,
    /// A module, binary or text; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Strip {
    /// Does it.
    ///
    /// # Errors
    /// What is malformed in the module, an object file that would be broken, or what the system says.
    pub fn run(self, style: Style) -> Result<Exit, Failure> {
        let input = Input::module(&self.file)?;
        let module = input.decode()?;
        self.check_object(&module, &input.name, style)?;
        self.output.binary(&self.stripped(&module))?;
        Ok(Exit::SUCCESS)
    }

    /// Whether the custom section of this name goes.
    fn removes(&self, name: &str) -> bool {
        if self.keep.iter().any(|keep| keep.is_match(name)) {
            return false;
        }
        let selective = self.debug || self.names || self.producers || !self.delete.is_empty();
        self.all
            || (self.debug && is_debug(name))
            || (self.names && name == names::SECTION)
            || (self.producers && name == producers::SECTION)
            || self.delete.iter().any(|delete| delete.is_match(name))
            || (!selective && !says_how_to_use(name))
    }

    /// The sections that stay, as they are.
    fn stripped(&self, module: &Module) -> Vec<u8> {
        let mut out = Vec::with_capacity(module.bytes.len());
        out.extend_from_slice(&HEADER);
        for section in &module.sections {
            let custom = module.customs.iter().find(|custom| custom.at == section.at);
            if custom.is_none_or(|custom| !self.removes(&custom.name)) {
                out.extend_from_slice(&module.bytes[section.at as usize..section.payload.end as usize]);
            }
        }
        out
    }

    /// In an object file, relocations count the sections, so it goes with all it has for the linker or not at all.
    fn check_object(&self, module: &Module, name: &str, style: Style) -> Result<(), Failure> {
        let for_linker = |name: &str| name == linking::SECTION || name.starts_with(relocs::PREFIX);
        let mut customs = module.customs.iter().map(|custom| &*custom.name);
        if module.custom(linking::SECTION).is_none() || !customs.clone().any(|custom| self.removes(custom)) {
            return Ok(());
        }
        if customs.any(|custom| for_linker(custom) && !self.removes(custom)) {
            return Err(Failure::Usage(format!(
                "{name} is an object file: without these sections its relocations would point to the wrong ones; strip what \
                 it is linked into, or remove all by `--all`"
            )));
        }
        eprintln!("{}: {name} was an object file; what is left cannot be linked", style.paint(Role::Message, "note"));
        Ok(())
    }
}

/// Whether a section of this name is for debuggers.
pub fn is_debug(name: &str) -> bool {
    let name = name.strip_prefix(relocs::PREFIX).unwrap_or(name);
    name.starts_with(".debug_") || matches!(name, "sourceMappingURL" | "external_debug_info")
}

/// Whether a section of this name says how the module is to be used.
fn says_how_to_use(name: &str) -> bool {
    let prefixes = ["component-type", "metadata.code."];
    matches!(name, dylink::SECTION | "dylink" | target_features::SECTION)
        || prefixes.iter().any(|p| name.starts_with(p))
}
