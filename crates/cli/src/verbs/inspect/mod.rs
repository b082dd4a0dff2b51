//! `wharf inspect`: a module on one screen, in plain words.
//!
//! [`Report`] gathers what there is to say and is what `--json` writes; [`screen`] writes it for people. What the imports
//! mean stands in [`capabilities`], which proposals are used is found by [`proposals`], what is odd by [`warnings`].

mod capabilities;
pub mod proposals;
mod screen;
mod warnings;

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use wharf_core::module::{Module, SectionId};
use wharf_core::types::{ExternKind, MemoryType};

use super::metadata::Origin;
use super::objdump::{all_sections, words};
use crate::failure::{Exit, Failure};
use crate::flags::Color;
use crate::input::Input;
use crate::output::Output;
use crate::render::Style;

/// Say in plain words what a module needs, offers and is made of
///
/// Shows what it needs from its host, what it exports, its memory, the proposals it uses, what it was made with, the sizes
/// of its sections, and warnings for what is odd.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf inspect app.wasm
  wharf inspect --json app.wasm | jq .needs")]
pub struct Inspect {
    /// Write JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    output: Output,
    /// A module, binary or text; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// What there is to say of a module.
#[derive(Serialize, Debug)]
pub struct Report {
    /// Its file.
    pub file: String,
    /// Its size in bytes.
    pub size: usize,
    /// `command`, `reactor`, `library`, `dynamic library` or `object file`.
    pub kind: &'static str,
    /// What it needs from its host.
    pub needs: capabilities::Needs,
    /// Its exports.
    pub exports: Vec<Offer>,
    /// How many functions it defines.
    pub functions: usize,
    /// Its memories, imported ones too.
    pub memories: Vec<Memory>,
    /// The proposals it uses beyond WebAssembly 1.0.
    pub proposals: Vec<&'static str>,
    /// What it was made with.
    pub origin: Origin,
    /// Its sections.
    pub sections: Vec<Size>,
    /// What is odd.
    pub warnings: Vec<String>,
}

/// An export.
#[derive(Serialize, Debug)]
pub struct Offer {
    /// Its name.
    pub name: String,
    /// Kind and type.
    #[serde(rename = "type")]
    pub ty: String,
}

/// A memory.
#[derive(Serialize, Debug)]
pub struct Memory {
    /// Whether the host provides it.
    pub imported: bool,
    /// Bytes to begin with.
    pub min_bytes: u64,
    /// Bytes it may grow to, if the module says so.
    pub max_bytes: Option<u64>,
    /// Whether addresses have 64 bits.
    pub memory64: bool,
    /// Whether threads share it.
    pub shared: bool,
}

/// A section and its bytes, id and size included.
#[derive(Serialize, Debug)]
pub struct Size {
    /// Its name.
    pub name: String,
    /// Whether it is custom.
    pub custom: bool,
    /// Its bytes.
    pub bytes: usize,
}

impl Inspect {
    /// Does it.
    ///
    /// # Errors
    /// What is malformed in the module, or what the system says.
    pub fn run(self, color: Color) -> Result<Exit, Failure> {
        let input = Input::module(&self.file)?;
        let module = input.decode()?;
        let report = Report::of(&input.name, &module).map_err(|error| Failure::of(error, &input))?;
        let style = if self.output.path().is_none() { Style::of_stdout(color) } else { Style::PLAIN };
        self.output.write(|sink| match self.json {
            true => writeln!(sink, "{}", serde_json::to_string_pretty(&report)?),
            false => screen::write(&report, style, sink),
        })?;
        Ok(Exit::SUCCESS)
    }
}

impl Report {
    /// Gathers it.
    ///
    /// # Errors
    /// What is malformed in a function body or in a custom section.
    pub fn of(file: &str, module: &Module) -> wharf::Result<Report> {
        let offer = |export: &wharf_core::module::Export| {
            let ty = module.extern_type(export.kind, export.index);
            let ty = ty.map_or_else(String::new, |ty| words::extern_type(module, &ty));
            Offer { name: export.name.to_string(), ty }
        };
        let memory = |(index, ty): (u32, &MemoryType)| Memory {
            imported: index < module.imported(ExternKind::Memory),
            min_bytes: ty.limits.min.saturating_mul(ty.page_size()),
            max_bytes: ty.limits.max.map(|max| max.saturating_mul(ty.page_size())),
            memory64: ty.addr == wharf_core::types::AddrType::I64,
            shared: ty.shared,
        };
        let size = |named: super::objdump::Named<'_>| Size {
            name: named.name.to_owned(),
            custom: named.section.id == SectionId::Custom,
            bytes: (named.section.payload.end - named.section.at) as usize,
        };
        Ok(Report {
            file: file.to_owned(),
            size: module.bytes.len(),
            kind: kind(module),
            needs: capabilities::needs(module),
            exports: module.exports.iter().map(offer).collect(),
            functions: module.bodies.len(),
            memories: (0..).zip(&module.memories).map(memory).collect(),
            proposals: proposals::used(module)?.into_iter().map(|proposal| proposal.name()).collect(),
            origin: Origin::of(module)?,
            sections: all_sections(module).into_iter().map(size).collect(),
            warnings: warnings::of(module),
        })
    }
}

/// What the module is, by what it exports and how it was linked.
fn kind(module: &Module) -> &'static str {
    let exports = |name: &str| module.export(name).is_some();
    let has = |name: &str| module.custom(name).is_some();
    match () {
        () if has("linking") => "object file",
        () if has("dylink.0") || has("dylink") => "dynamic library",
        () if exports("_start") => "command",
        () if exports("_initialize") => "reactor",
        () => "library",
    }
}
