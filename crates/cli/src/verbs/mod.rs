//! What wharf can do, a file for each verb.

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

<<<<<<< HEAD
/// What to do.
// The flags of a verb are made when it is called: making those of all of them takes longer than a small program runs.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
=======
/// What to do. Each verb is described where it is defined, for the short and the long help alike.
#[derive(Debug, Subcommand)]
#[allow(missing_docs)]
>>>>>>> 1f7bfa6 (cli: wabt's names, completions, man, validate directories and --json)
pub enum Verb {
    Run(run::Run),
    Parse(parse::Parse),
    Print(print::Print),
    Fmt(fmt::Fmt),
    Objdump(objdump::Objdump),
    Inspect(inspect::Inspect),
    Size(size::Size),
    Diff(diff::Diff),
    Demangle(demangle::Demangle),
    Dump(dump::Dump),
    Strip(strip::Strip),
    Metadata(metadata::Metadata),
    Validate(validate::Validate),
    Wast(wast::Wast),
    Completions(completions::Completions),
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
