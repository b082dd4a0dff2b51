//! wharf under the names of wabt's tools: a link or a copy of the binary called `wat2wasm`, `wasm2wat`, `wasm-objdump`,
//! `wasm-strip` or `wasm-validate` takes their common options and does what their users and scripts expect.
//!
//! Differences on purpose: proposals are on unless `--disable-…` says otherwise, and errors look like wharf's. What is
//! not supported is refused by name. Every failure exits with 1, as those tools do.
//!
//! Reference: [wabt](https://github.com/WebAssembly/wabt).

mod features;
mod objdump;
mod strip;
mod validate;
mod wasm2wat;
mod wat2wasm;

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::sync::Arc;

use clap::Parser;
use wharf::{Config, Engine, Module};
use wharf_core::Features;

use crate::failure::{Exit, Failure};
use crate::flags::Color;
use crate::input::Input;
use crate::render::{self, Style};

/// A tool that wharf can stand in for.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Tool {
    /// Text to binary.
    Wat2wasm,
    /// Binary to text.
    Wasm2wat,
    /// Sections, details, instructions, bytes.
    Objdump,
    /// Without custom sections.
    Strip,
    /// Whether it is valid.
    Validate,
}

impl Tool {
    /// All of them with their names.
    pub const ALL: [(&str, Tool); 5] = [
        ("wat2wasm", Tool::Wat2wasm),
        ("wasm2wat", Tool::Wasm2wat),
        ("wasm-objdump", Tool::Objdump),
        ("wasm-strip", Tool::Strip),
        ("wasm-validate", Tool::Validate),
    ];

    /// The tool that a program of this name is to be.
    pub fn of(argv0: &OsStr) -> Option<Tool> {
        let name = Path::new(argv0).file_name()?.to_str()?;
        let name = name.strip_suffix(".exe").unwrap_or(name);
        Tool::ALL.iter().find(|(own, _)| *own == name).map(|(_, tool)| *tool)
    }
}

/// Does what the tool would do with these arguments, the first of which is its name.
pub fn run(tool: Tool, args: Vec<OsString>) -> Exit {
    let style = Style::of_stderr(Color::Auto);
    match dispatch(tool, args) {
        Ok(exit) => exit,
        Err(failure) => {
            render::failure(&failure, style);
            Exit::INVALID
        }
    }
}

fn dispatch(tool: Tool, args: Vec<OsString>) -> Result<Exit, Failure> {
    match tool {
        Tool::Wat2wasm => with_features::<wat2wasm::Wat2wasm>(args, |tool, features| tool.run(features)),
        Tool::Wasm2wat => with_features::<wasm2wat::Wasm2wat>(args, |tool, features| tool.run(features)),
        Tool::Objdump => parsed::<objdump::Objdump>(args, |tool| tool.run()),
        Tool::Strip => parsed::<strip::Strip>(args, |tool| tool.run()),
        Tool::Validate => with_features::<validate::Validate>(args, |tool, features| tool.run(features)),
    }
}

/// Parses the arguments and runs the tool.
fn parsed<T: Parser>(args: Vec<OsString>, run: impl FnOnce(T) -> Result<Exit, Failure>) -> Result<Exit, Failure> {
    match T::try_parse_from(args) {
        Ok(tool) => run(tool),
        Err(error) => {
            let exit = if error.use_stderr() { Exit::INVALID } else { Exit::SUCCESS };
            let _ = error.print();
            Ok(exit)
        }
    }
}

/// The same, with the options for proposals taken out first.
fn with_features<T: Parser>(
    args: Vec<OsString>,
    run: impl FnOnce(T, Features) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let (args, features) = features::take(args).map_err(Failure::Usage)?;
    parsed::<T>(args, |tool| run(tool, features))
}

/// That a module is valid, as these tools check before they do anything.
fn check(input: &Arc<Input>, features: Features) -> Result<(), Failure> {
    let engine = Engine::new(Config::new().features(features)).map_err(Failure::from)?;
    Module::validate(&engine, input.bytes()).map_err(|error| Failure::of(error, input))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_program_tells() {
        for (argv0, want) in [
            ("/usr/bin/wat2wasm", Some(Tool::Wat2wasm)),
            ("wasm-objdump", Some(Tool::Objdump)),
            ("./wasm-strip.exe", Some(Tool::Strip)),
            ("wharf", None),
            ("", None),
            ("wasm2wat/wharf", None),
        ] {
            assert_eq!(Tool::of(OsStr::new(argv0)), want, "{argv0}");
        }
    }
}
