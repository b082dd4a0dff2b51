//! `wharf diff`: what changed between two modules, by name and type.
//!
//! [`report`] finds it and is what `--json` writes; [`screen`] shows it; [`bodies`] shows how a body changed,
//! line by line.

mod bodies;
mod others;
mod report;
mod screen;

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use wharf_core::module::Module;

use crate::anatomy::labels::Labels;
use crate::anatomy::matching::{Pairs, Side};
use crate::failure::{Exit, Failure};
use crate::flags::Color;
use crate::input::Input;
use crate::output::Output;
use crate::render::{self, Style};

use report::Report;

/// Say what changed between two modules: imports, exports, signatures, function bodies
///
/// Functions are told from each other by name, else by export, else by their code; a body counts as changed if it does
/// something else, not if the functions and types it names have got other numbers. Exits with 0 if nothing changed, 1 if
/// something did, and 2 if the modules cannot be compared.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf diff old.wasm new.wasm
  wharf diff --bodies old.wasm new.wasm         show the changed instructions too
  wharf diff --interface old.wasm new.wasm      only what others can see
  wharf diff --json old.wasm new.wasm | jq .exports
  wharf diff -q old.wasm new.wasm || echo changed")]
pub struct Diff {
    /// Show the instructions that changed.
    #[arg(short, long, conflicts_with = "json")]
    bodies: bool,
    /// Compare only imports and exports with their types.
    #[arg(short, long, conflicts_with = "bodies")]
    interface: bool,
    /// Print nothing; the exit code tells.
    #[arg(short, long, conflicts_with_all = ["bodies", "json"])]
    quiet: bool,
    /// How many functions are listed at most; 0 is all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 100)]
    top: usize,
    /// Write JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    output: Output,
    /// The module before, binary or text; `-` is standard input.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The module after.
    #[arg(value_name = "NEW")]
    new: PathBuf,
}

/// The modules are the same in what was compared.
const SAME: Exit = Exit::SUCCESS;
/// They differ.
const DIFFERENT: Exit = Exit(1);
/// They could not be compared.
const TROUBLE: Exit = Exit(2);

impl Diff {
    /// Does it. What goes wrong is told here, since 1 means something else.
    ///
    /// # Errors
    /// Never.
    pub fn run(self, style: Style, color: Color) -> Result<Exit, Failure> {
        self.compare(color).or_else(|failure| {
            render::failure(&failure, style);
            Ok(TROUBLE)
        })
    }

    fn compare(&self, color: Color) -> Result<Exit, Failure> {
        let (old_input, old) = read(&self.old)?;
        let (new_input, new) = read(&self.new)?;
        let labels = (Labels::of(&old), Labels::of(&new));
        let (before, after) = Side::both((&old, &labels.0), (&new, &labels.1));
        let pairs = match self.interface {
            true => None,
            false => Some(Pairs::of(&before, &after).map_err(|error| Failure::Wasm { error, input: None })?),
        };
        let report = Report::of(&before, &after, pairs.as_ref());
        let report = report.map_err(|error| Failure::Wasm { error, input: None })?;
        if !self.quiet {
            let style = if self.output.path().is_none() { Style::of_stdout(color) } else { Style::PLAIN };
            let limit = if self.top == 0 { usize::MAX } else { self.top };
            self.output.write(|sink| match self.json {
                true => writeln!(sink, "{}", serde_json::to_string_pretty(&report)?),
                false => {
                    screen::write(&report, (&old_input.name, &new_input.name), limit, style, sink)?;
                    match self.bodies {
                        true => bodies::write(&report, &before, &after, limit, style, sink),
                        false => Ok(()),
                    }
                }
            })?;
        }
        Ok(if report.is_empty() { SAME } else { DIFFERENT })
    }
}

fn read(file: &std::path::Path) -> Result<(Arc<Input>, Module), Failure> {
    let input = Input::module(file)?;
    let module = input.decode()?;
    Ok((input, module))
}
