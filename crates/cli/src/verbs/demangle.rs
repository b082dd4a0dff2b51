//! `wharf demangle`: mangled names turned back, in arguments, in a text, or in a module's name section.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use wharf_core::module::Module;
use wharf_core::names::NameMap;
use wharf_syntax::binary::names::{self, decode_names, encode_names};

use super::metadata::with_customs;
use crate::anatomy::demangle::{Language, demangle, within};
use crate::failure::{Exit, Failure};
use crate::input::Input;
use crate::output::Output;

/// Turn mangled names back: names, a text, or the name section of a module
///
/// Names given as arguments are printed demangled, one a line. Without arguments, standard input is copied with every
/// mangled name in it demangled, so that it can stand behind any tool. With `--module`, or a single argument that is a
/// file, the names of a module's functions and data are demangled; everything else stays as it is, byte for byte.
/// Known are both manglings of Rust and that of C++.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf demangle _ZN4core3fmt5write17h0123456789abcdefE
  wharf objdump -d app.wasm | wharf demangle | less
  wharf demangle --module app.wasm -o readable.wasm")]
pub struct Demangle {
    /// Demangle the names of this module and write it; `-` is standard input.
    #[arg(short, long, value_name = "FILE", conflicts_with = "names")]
    module: Option<PathBuf>,
    /// Write JSON: each name, what it stands for and the language.
    #[arg(long, conflicts_with = "module")]
    json: bool,
    #[command(flatten)]
    output: Output,
    /// Names.
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

/// A name and what it stands for.
#[derive(Serialize)]
struct Answer<'a> {
    mangled: &'a str,
    demangled: Option<String>,
    language: Option<Language>,
}

impl Demangle {
    /// Does it.
    ///
    /// # Errors
    /// What is malformed in the module, or what the system says.
    pub fn run(self) -> Result<Exit, Failure> {
        match (&self.module, &self.names[..]) {
            (Some(file), _) => self.module(file)?,
            (None, []) => self.text()?,
            (None, [file]) if !self.json && demangle(file).is_none() && Path::new(file).is_file() => {
                self.module(Path::new(file))?;
            }
            (None, names) => self.names(names)?,
        }
        Ok(Exit::SUCCESS)
    }

    fn names(&self, names: &[String]) -> Result<(), Failure> {
        if self.json {
            let answers: Vec<Answer<'_>> = names.iter().map(|name| answer(name)).collect();
            return self.output.write(|sink| writeln!(sink, "{}", serde_json::to_string_pretty(&answers)?));
        }
        self.output.write(|sink| names.iter().try_for_each(|name| writeln!(sink, "{}", within(name))))
    }

    /// Copies standard input line by line, so that it can follow a program that runs.
    fn text(&self) -> Result<(), Failure> {
        let mut input = std::io::stdin().lock();
        let mut line = Vec::new();
        let mut next = |line: &mut Vec<u8>| {
            line.clear();
            let read = |error| Failure::Io { path: "<stdin>".into(), verb: "read", error };
            input.read_until(b'\n', line).map_err(read)
        };
        self.output.write(|sink| {
            while next(&mut line)? > 0 {
                match std::str::from_utf8(&line) {
                    Ok(text) if self.json => {
                        let name = text.trim_end_matches(['\n', '\r']);
                        writeln!(sink, "{}", serde_json::to_string(&answer(name)).map_err(std::io::Error::from)?)?;
                    }
                    Ok(text) => sink.write_all(within(text).as_bytes())?,
                    Err(_) => sink.write_all(&line)?,
                }
            }
            Ok::<(), Failure>(())
        })
    }

    fn module(&self, file: &Path) -> Result<(), Failure> {
        let input = Input::module(file)?;
        let module = input.decode()?;
        self.output.binary(&demangled(&module))
    }
}

fn answer(name: &str) -> Answer<'_> {
    let found = demangle(name);
    let language = found.as_ref().map(|found| found.language);
    Answer { mangled: name, demangled: found.map(|found| found.text), language }
}

/// The module with readable names; the same bytes if there is nothing to demangle.
fn demangled(module: &Module) -> Vec<u8> {
    let mut names = decode_names(module);
    let mut changed = false;
    for map in [&mut names.funcs, &mut names.datas] {
        let readable = |(index, name): (u32, &str)| {
            let found = demangle(name);
            changed |= found.is_some();
            (index, found.map_or_else(|| name.into(), |found| found.text.into_boxed_str()))
        };
        *map = map.iter().map(readable).collect::<NameMap>();
    }
    match changed {
        true => with_customs(module, vec![(names::SECTION, encode_names(&names))]),
        false => module.bytes.to_vec(),
    }
}
