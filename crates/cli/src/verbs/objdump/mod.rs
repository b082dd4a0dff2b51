//! `wharf objdump`: what stands in a module, section by section.
//!
//! A view is a file: [`headers`], `details`, `disassembly`, [`raw`], [`relocs`]. This one owns the flags and says
//! which sections are meant. A custom section is called by its own name.

mod details;
mod disassembly;
pub mod headers;
pub mod raw;
pub mod relocs;
pub mod words;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{ArgAction, Args};
use wharf_core::Error;
use wharf_core::module::{CustomSection, Module, Section, SectionId};
use wharf_core::names::Names;
use wharf_syntax::binary::decode::section_name;
use wharf_syntax::binary::linking::{Linking, decode_linking};
use wharf_syntax::binary::names::decode_names;
use wharf_syntax::binary::relocs::{Relocs, decode_relocs};

use crate::failure::{Exit, Failure};
use crate::input::Input;
use crate::output::Output;

/// Show the sections of modules: headers, details, instructions, bytes, relocations
///
/// Give at least one of the views; they come in the order of the flags below.
#[derive(Debug, Args)]
#[command(
    disable_help_flag = true,
    after_help = "Examples:
  wharf objdump -h app.wasm
  wharf objdump -d app.wasm
  wharf objdump -x -j import -j export app.wasm
  wharf objdump -d -r part.o"
)]
pub struct Objdump {
    /// Headers: each section's place, size and number of entries.
    #[arg(short = 'h', long)]
    headers: bool,
    /// Details: every entry of every section.
    #[arg(short = 'x', long)]
    details: bool,
    /// The instructions of every function, with their offsets and bytes, and where branches go.
    #[arg(short, long)]
    disassemble: bool,
    /// The bytes of each section.
    #[arg(short = 's', long)]
    full_contents: bool,
    /// Relocations: in the disassembly beside what they change, else as a list.
    #[arg(short, long)]
    reloc: bool,
    /// Show only this section: its name, such as `code`, or that of a custom section. May be given several times.
    #[arg(short = 'j', long = "section", value_name = "SECTION")]
    sections: Vec<String>,
    #[command(flatten)]
    output: Output,
    /// Show this help (`-h` is for headers).
    #[arg(long, action = ArgAction::Help)]
    help: Option<bool>,
    /// Modules, binary or text; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

/// A module and what the views need to know of it.
pub struct Object {
    /// The module.
    pub module: Module,
    /// Its names.
    pub names: Names,
    /// What its `linking` section says, if it has one.
    pub linking: Option<Linking>,
    /// Its relocations.
    pub relocs: Vec<Relocs>,
}

impl Object {
    /// Reads what the views need.
    ///
    /// # Errors
    /// What is malformed in a section for linkers.
    pub fn of(module: Module) -> Result<Object, Error> {
        let (names, linking, relocs) = (decode_names(&module), decode_linking(&module)?, decode_relocs(&module)?);
        Ok(Object { module, names, linking, relocs })
    }
}

/// A section as the user calls it.
#[derive(Copy, Clone)]
pub struct Named<'a> {
    /// Its number in the file, which relocations use.
    pub number: u32,
    /// Where it stands.
    pub section: Section,
    /// Its name; a custom section's own.
    pub name: &'a str,
    /// What is known of a custom section.
    pub custom: Option<&'a CustomSection>,
}

impl Named<'_> {
    /// Where the offsets of relocations count from: of a custom section, behind its name.
    pub fn contents_start(&self) -> u32 {
        self.custom.map_or(self.section.payload.start, |custom| custom.data.start)
    }
}

impl Objdump {
    /// Shows every file.
    ///
    /// # Errors
    /// No view is asked for, a section that no file has, what is malformed, or what the system says.
    pub fn run(self) -> Result<Exit, Failure> {
        if !(self.headers || self.details || self.disassemble || self.full_contents || self.reloc) {
            let views = "say what to show: -h headers, -x details, -d disassembly, -s bytes, -r relocations";
            return Err(Failure::Usage(views.to_owned()));
        }
        let mut found = vec![false; self.sections.len()];
        self.output.write(|sink| {
            let separators = std::iter::once("").chain(std::iter::repeat("\n"));
            self.files
                .iter()
                .zip(separators)
                .try_for_each(|(file, separator)| self.file(file, separator, &mut found, sink))
        })?;
        match self.sections.iter().zip(found).find(|(_, found)| !found) {
            Some((missing, _)) => Err(Failure::Usage(format!("there is no section `{missing}`; `-h` lists them"))),
            None => Ok(Exit::SUCCESS),
        }
    }

    fn file(&self, file: &Path, separator: &str, found: &mut [bool], sink: &mut dyn Write) -> Result<(), Failure> {
        let input = Input::module(file)?;
        let object = Object::of(input.decode()?).map_err(|error| Failure::of(error, &input))?;
        let sections = self.chosen(&object.module, found);
        let written = writeln!(sink, "{separator}{}: wasm 1, {} bytes", input.name, object.module.bytes.len())
            .and_then(|()| self.views(&object, &sections, sink));
        written.map_err(|error| Failure::from(error).about(&input))
    }

    fn views(&self, object: &Object, sections: &[Named<'_>], sink: &mut dyn Write) -> io::Result<()> {
        if self.headers {
            headers::write(object, sections, sink)?;
        }
        if self.details {
            details::write(object, sections, sink)?;
        }
        if self.disassemble && sections.iter().any(|named| named.section.id == SectionId::Code) {
            disassembly::write(object, self.reloc, sink)?;
        }
        if self.full_contents {
            raw::write(object, sections, sink)?;
        }
        if self.reloc && !self.disassemble {
            relocs::write(object, sections, sink)?;
        }
        Ok(())
    }

    /// The sections that `-j` asks for; all without it.
    fn chosen<'a>(&self, module: &'a Module, found: &mut [bool]) -> Vec<Named<'a>> {
        let mut chosen = all_sections(module);
        chosen.retain(|named| {
            let mut wanted = self.sections.is_empty();
            for (name, found) in self.sections.iter().zip(&mut *found) {
                let alike =
                    |one: &str| one.eq_ignore_ascii_case(name) || one.replace(' ', "").eq_ignore_ascii_case(name);
                if alike(named.name) || alike(section_name(named.section.id)) {
                    (wanted, *found) = (true, true);
                }
            }
            wanted
        });
        chosen
    }
}

/// Every section with its name.
pub fn all_sections(module: &Module) -> Vec<Named<'_>> {
    let mut customs = module.customs.iter();
    let named = |(number, section): (u32, &Section)| {
        let custom = if section.id == SectionId::Custom { customs.next() } else { None };
        let name = custom.map_or(section_name(section.id), |custom| &*custom.name);
        Named { number, section: *section, name, custom }
    };
    (0..).zip(&module.sections).map(named).collect()
}

/// The name of the section with this number; a custom section's own.
pub fn section_named(module: &Module, number: u32) -> Option<&str> {
    let section = module.sections.get(number as usize)?;
    if section.id != SectionId::Custom {
        return Some(section_name(section.id));
    }
    let before = &module.sections[..number as usize];
    let customs = before.iter().filter(|section| section.id == SectionId::Custom).count();
    module.customs.get(customs).map(|custom| &*custom.name)
}
