//! `wharf metadata`: a module's name and what it was made with: shown, and added to.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;
use wharf_core::module::{Module, SectionId};
use wharf_syntax::binary::decode::HEADER;
use wharf_syntax::binary::encode::primitives;
use wharf_syntax::binary::names::{self, decode_names, encode_names};
use wharf_syntax::binary::producers::{self, decode_producers, encode_producers};
use wharf_syntax::binary::target_features::decode_target_features;

use crate::failure::{Exit, Failure};
use crate::input::Input;
use crate::output::Output;

/// Show or add a module's name and what it was made with
///
/// The name stands in the `name` section, languages and tools in the `producers` section.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf metadata show app.wasm
  wharf metadata add --name app --language Rust=2024 --sdk 'my sdk=1.2' app.wasm -o app.wasm")]
pub struct Metadata {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Show the name, languages, tools and features
    Show(Show),
    /// Set the name, add languages and tools
    Add(Add),
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf metadata show app.wasm
  wharf metadata show --json app.wasm | jq .producers")]
struct Show {
    /// Write JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    output: Output,
    /// A module, binary or text; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf metadata add --name app app.wasm -o app.wasm
  wharf metadata add --language Rust=2024 --processed-by 'my tool=1.2' app.wasm -o named.wasm")]
struct Add {
    /// The module's name.
    #[arg(long)]
    name: Option<String>,
    /// A language it was written in.
    #[arg(long, value_name = "NAME[=VERSION]", value_parser = versioned)]
    language: Vec<(String, String)>,
    /// A tool it went through.
    #[arg(long, value_name = "NAME[=VERSION]", value_parser = versioned)]
    processed_by: Vec<(String, String)>,
    /// A kit it was made with.
    #[arg(long, value_name = "NAME[=VERSION]", value_parser = versioned)]
    sdk: Vec<(String, String)>,
    #[command(flatten)]
    output: Output,
    /// A module, binary or text; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// A name and perhaps a version.
fn versioned(text: &str) -> Result<(String, String), String> {
    let (name, version) = text.split_once('=').unwrap_or((text, ""));
    if name.is_empty() {
        Err("write NAME or NAME=VERSION".to_owned())
    } else {
        Ok((name.to_owned(), version.to_owned()))
    }
}

/// What is known of a module's origin.
#[derive(Serialize, Default, Debug)]
pub struct Origin {
    /// Its name.
    pub name: Option<String>,
    /// `language`, `processed-by`, `sdk`: what each holds.
    pub producers: Vec<Made>,
    /// The features its compiler was allowed to use, with their sign.
    pub target_features: Vec<String>,
}

/// A language or tool.
#[derive(Serialize, Debug)]
pub struct Made {
    /// `language`, `processed-by` or `sdk`.
    pub field: String,
    /// Which one.
    pub name: String,
    /// Its version; may be empty.
    pub version: String,
}

impl Origin {
    /// Reads it from a module's custom sections.
    ///
    /// # Errors
    /// What is malformed in them.
    pub fn of(module: &Module) -> wharf::Result<Origin> {
        let mut producers = Vec::new();
        for field in decode_producers(module)? {
            let made = |(name, version)| Made { field: field.name.clone(), name, version };
            producers.extend(field.values.into_iter().map(made));
        }
        let features = decode_target_features(module)?.into_iter();
        Ok(Origin {
            name: decode_names(module).module.map(String::from),
            producers,
            target_features: features.map(|(policy, name)| format!("{}{name}", char::from(policy as u8))).collect(),
        })
    }

    fn write(&self, sink: &mut dyn Write) -> io::Result<()> {
        writeln!(sink, "{:<14}{}", "name", self.name.as_deref().unwrap_or("(none)"))?;
        for made in &self.producers {
            writeln!(sink, "{}", format!("{:<14}{} {}", made.field, made.name, made.version).trim_end())?;
        }
        match self.target_features.is_empty() {
            true => Ok(()),
            false => writeln!(sink, "{:<14}{}", "features", self.target_features.join(" ")),
        }
    }
}

impl Metadata {
    /// Does it.
    ///
    /// # Errors
    /// What is malformed in the module, or what the system says.
    pub fn run(self) -> Result<Exit, Failure> {
        match self.action {
            Action::Show(show) => show.run(),
            Action::Add(add) => add.run(),
        }
    }
}

impl Show {
    fn run(self) -> Result<Exit, Failure> {
        let input = Input::module(&self.file)?;
        let origin = Origin::of(&input.decode()?).map_err(|error| Failure::of(error, &input))?;
        self.output.write(|sink| match self.json {
            true => writeln!(sink, "{}", serde_json::to_string_pretty(&origin)?),
            false => origin.write(sink),
        })?;
        Ok(Exit::SUCCESS)
    }
}

impl Add {
    fn run(self) -> Result<Exit, Failure> {
        let input = Input::module(&self.file)?;
        let blame = |error| Failure::of(error, &input);
        let module = input.decode()?;
        let mut changed = Vec::new();
        if let Some(name) = &self.name {
            let mut names = decode_names(&module);
            names.module = Some(name.as_str().into());
            changed.push((names::SECTION, encode_names(&names)));
        }
        let mut fields = decode_producers(&module).map_err(blame)?;
        let added = [("language", &self.language), ("processed-by", &self.processed_by), ("sdk", &self.sdk)];
        for (field, values) in added {
            values.iter().for_each(|(name, version)| producers::add(&mut fields, field, name, version));
        }
        if added.iter().any(|(_, values)| !values.is_empty()) {
            changed.push((producers::SECTION, encode_producers(&fields)));
        }
        self.output.binary(&with_customs(&module, changed))?;
        Ok(Exit::SUCCESS)
    }
}

/// The module with these custom sections in place of those of the same names, or behind all others. All other bytes stay
/// as they are: debug information counts them.
pub(super) fn with_customs(module: &Module, mut changed: Vec<(&str, Vec<u8>)>) -> Vec<u8> {
    let mut out = HEADER.to_vec();
    let put = |out: &mut Vec<u8>, name: &str, contents: &[u8]| {
        let mut payload = Vec::new();
        primitives::bytes(&mut payload, name.as_bytes());
        payload.extend_from_slice(contents);
        out.push(SectionId::Custom as u8);
        primitives::bytes(out, &payload);
    };
    for section in &module.sections {
        let custom = module.customs.iter().find(|custom| custom.at == section.at);
        match custom.and_then(|custom| changed.iter().position(|(name, _)| *name == &*custom.name)) {
            Some(position) => {
                let (name, contents) = changed.remove(position);
                put(&mut out, name, &contents);
            }
            None => out.extend_from_slice(&module.bytes[section.at as usize..section.payload.end as usize]),
        }
    }
    changed.iter().for_each(|(name, contents)| put(&mut out, name, contents));
    out
}
