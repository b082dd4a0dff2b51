//! What wharf can do, a file for each verb.

mod compile;
mod completions;
mod demangle;
mod diff;
pub mod dump;
mod fmt;
mod inspect;
mod man;
mod metadata;
pub mod objdump;
mod parse;
mod print;
mod run;
mod size;
mod strip;
mod validate;
mod wast;

use clap::{Parser, Subcommand};

use crate::failure::{Exit, Failure};
use crate::flags::Color;
use crate::render::Style;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "wharf",
    bin_name = "wharf",
    version,
    about = "Reads, checks and runs WebAssembly.",
    after_help = "`wharf FILE …` means `wharf run FILE …`. Every verb reads binary and text modules alike, and `-` for \
                  standard input.",
    arg_required_else_help = true
)]
pub struct Cli {
    /// When to use colour: auto, always or never.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "WHEN",
        hide_possible_values = true,
        hide_default_value = true,
        display_order = 900
    )]
    pub color: Color,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
// The flags of a verb are made when it is called: making those of all of them takes longer than a small program runs.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Verb {
    /// Run a program, or call one function of a module
    Run(run::Run),
    /// Compile a module to machine code, ahead of time
    Compile(compile::Compile),
    /// Compile text to a binary module
    Parse(parse::Parse),
    /// Print a module as text
    Print(print::Print),
    /// Format text modules and scripts, keeping comments
    Fmt(fmt::Fmt),
    /// Show the sections of modules: headers, details, instructions, bytes, relocations
    Objdump(objdump::Objdump),
    /// Say in plain words what a module needs, offers and is made of
    Inspect(inspect::Inspect),
    /// Show where the bytes of a module are, and what keeps them there
    Size(size::Size),
    /// Say what changed between two modules
    Diff(diff::Diff),
    /// Turn mangled names back
    Demangle(demangle::Demangle),
    /// Explain every byte of a module
    Dump(dump::Dump),
    /// Remove custom sections: names, debug information and the like
    Strip(strip::Strip),
    /// Show or add a module's name and what it was made with
    Metadata(metadata::Metadata),
    /// Check that modules are valid
    Validate(validate::Validate),
    /// Run specification scripts
    Wast(wast::Wast),
    /// Write the completions of a shell
    Completions(completions::Completions),
    /// Write the manual, in the form that `man` reads
    Man(man::Man),
}

impl Verb {
    /// Does it. `style` is that of standard error, `color` what was asked for.
    ///
    /// # Errors
    /// Why it could not be done.
    pub fn run(self, style: Style, color: Color) -> Result<Exit, Failure> {
        match self {
            Verb::Run(verb) => verb.run(),
            Verb::Compile(verb) => verb.run(),
            Verb::Parse(verb) => verb.run(),
            Verb::Print(verb) => verb.run(color),
            Verb::Fmt(verb) => verb.run(),
            Verb::Objdump(verb) => verb.run(),
            Verb::Inspect(verb) => verb.run(color),
            Verb::Size(verb) => verb.run(),
            Verb::Diff(verb) => verb.run(style, color),
            Verb::Demangle(verb) => verb.run(),
            Verb::Dump(verb) => verb.run(),
            Verb::Strip(verb) => verb.run(style),
            Verb::Metadata(verb) => verb.run(),
            Verb::Validate(verb) => verb.run(style),
            Verb::Wast(verb) => verb.run(style),
            Verb::Completions(verb) => verb.run(),
            Verb::Man(verb) => verb.run(),
        }
    }
}
