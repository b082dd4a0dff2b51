//! `wasm-objdump`: the sections of modules in the layout that scripts which read its output expect.

mod details;
mod disassembly;
mod headers;
pub mod words;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{ArgAction, Parser};
use wharf_core::Error;
use wharf_core::module::SectionId;

use crate::failure::{Exit, Failure};
use crate::input::Input;
use crate::output::Output;
use crate::verbs::objdump::{Named, Object, all_sections};

/// Print information about the contents of binary modules
#[derive(Debug, Parser)]
#[command(
    name = "wasm-objdump",
    version,
    disable_help_flag = true,
    after_help = "This is wharf, which `wharf help objdump` says more about."
)]
pub struct Objdump {
    /// Show this help.
    #[arg(long, action = ArgAction::Help)]
    help: Option<bool>,
    /// Print headers.
    #[arg(short = 'h', long)]
    headers: bool,
    /// Select just one section.
    #[arg(short = 'j', long, value_name = "SECTION")]
    section: Option<String>,
    /// Print raw section contents.
    #[arg(short = 's', long)]
    full_contents: bool,
    /// Disassemble function bodies.
    #[arg(short, long)]
    disassemble: bool,
    /// Taken and ignored.
    #[arg(long, hide = true)]
    debug: bool,
    /// Show section details.
    #[arg(short = 'x', long)]
    details: bool,
    /// Show relocations inline with disassembly.
    #[arg(short, long)]
    reloc: bool,
    /// Print section offsets instead of file offsets in code disassembly.
    #[arg(long)]
    section_offsets: bool,
    /// Modules; `-` is standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

impl Objdump {
    /// Shows every file.
    ///
    /// # Errors
    /// No view is asked for, a section that is not there, what is malformed, or what the system says.
    pub fn run(self) -> Result<Exit, Failure> {
        if !(self.headers || self.details || self.disassemble || self.full_contents) {
            let switches = "At least one of the following switches must be given:\n \
                            -d/--disassemble\n -h/--headers\n -x/--details\n -s/--full-contents";
            return Err(Failure::Usage(switches.to_owned()));
        }
        let mut found = self.section.is_none();
        Output::default().write(|sink| self.files.iter().try_for_each(|file| self.file(file, &mut found, sink)))?;
        match &self.section {
            Some(section) if !found => {
                eprintln!("Section not found: {section}");
                Ok(Exit::INVALID)
            }
            _ => Ok(Exit::SUCCESS),
        }
    }

    fn file(&self, file: &Path, found: &mut bool, sink: &mut dyn Write) -> Result<(), Failure> {
        let input = Input::module(file)?;
        let object = Object::of(input.decode()?).map_err(|error: Error| Failure::of(error, &input))?;
        let mut sections = all_sections(&object.module);
        sections.retain(|named| self.section.as_ref().is_none_or(|wanted| is_called(named, wanted)));
        *found |= !sections.is_empty();
        let name = file.file_name().map_or_else(|| input.name.clone(), |name| name.to_string_lossy().into_owned());
        let written = self.views(&name, &object, &sections, sink);
        written.map_err(|error| Failure::from(error).about(&input))
    }

    fn views(&self, name: &str, object: &Object, sections: &[Named<'_>], sink: &mut dyn Write) -> io::Result<()> {
        writeln!(sink, "\n{name}:\tfile format wasm 0x1")?;
        if let Some(module) = &object.names.module {
            writeln!(sink, "module name: <{module}>")?;
        }
        if self.headers {
            headers::write(object, sections, sink)?;
        }
        if self.details {
            details::write(object, sections, sink)?;
        }
        if self.disassemble && sections.iter().any(|named| named.section.id == SectionId::Code) {
            disassembly::write(object, self.reloc, self.section_offsets, sink)?;
        }
        if self.full_contents {
            for named in sections {
                writeln!(sink, "\nContents of section {}:", section_word(named.section.id))?;
                let payload = named.section.payload;
                words::hex(object.module.slice(payload), u64::from(payload.start), "", sink)?;
            }
        }
        Ok(())
    }
}

/// Whether a section is the one that the user means, by the name of its kind or its own.
fn is_called(named: &Named<'_>, wanted: &str) -> bool {
    let word = section_word(named.section.id);
    word.eq_ignore_ascii_case(wanted) || named.custom.is_some_and(|custom| &*custom.name == wanted)
}

/// The name of a section's kind.
fn section_word(id: SectionId) -> &'static str {
    match id {
        SectionId::Custom => "Custom",
        SectionId::Type => "Type",
        SectionId::Import => "Import",
        SectionId::Function => "Function",
        SectionId::Table => "Table",
        SectionId::Memory => "Memory",
        SectionId::Global => "Global",
        SectionId::Export => "Export",
        SectionId::Start => "Start",
        SectionId::Element => "Elem",
        SectionId::Code => "Code",
        SectionId::Data => "Data",
        SectionId::DataCount => "DataCount",
        SectionId::Tag => "Tag",
    }
}
