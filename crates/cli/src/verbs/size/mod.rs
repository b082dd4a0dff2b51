//! `wharf size`: where the bytes of a module are, what keeps them there, and what changed between two modules.
//!
//! [`report`] measures and is what `--json` writes; [`screen`] shows it. [`keeps`] answers what keeps what;
//! [`change`] compares two reports.

mod change;
mod keeps;
mod report;
mod screen;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::failure::{Exit, Failure};
use crate::input::Input;
use crate::output::Output;

use report::Measured;

/// Show where the bytes of a module are, and what keeps them there
///
/// Without further flags: the sections, and the largest functions, namespaces, data segments and (with debug information)
/// source files. `keeps` is what would go if a part went: its own bytes and those of everything that only it leads to.
/// Names come from the name section, else from debug information, else from exports; of a function without a name it is
/// told what it mentions or calls.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  wharf size app.wasm
  wharf size --by function --top 50 app.wasm
  wharf size --by namespace --depth 2 app.wasm
  wharf size --dominators app.wasm
  wharf size --why malloc app.wasm              who keeps this function, and all the ways to it
  wharf size --why 'data[3]' app.wasm
  wharf size --diff old.wasm new.wasm
  wharf size --json app.wasm | jq '.functions[:10]'")]
pub struct Size {
    /// Show only these lists. May be given several times.
    #[arg(short, long, value_enum, value_name = "LIST")]
    by: Vec<List>,
    /// How many lines a list has at most; 0 is all. [default: 12, with `--by` 40, with `--json` all]
    #[arg(short = 'n', long, value_name = "N")]
    top: Option<usize>,
    /// How many components of a path make a namespace.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=16))]
    depth: u8,
    /// Show what keeps what: a tree in which each part stands under the one that everything leads through.
    #[arg(long, conflicts_with_all = ["by", "why", "diff"])]
    dominators: bool,
    /// Show who keeps this: a function's name or index, or a part such as `data[3]`. May be given several times.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["by", "diff"])]
    why: Vec<String>,
    /// Show what changed since this module.
    #[arg(long, value_name = "OLD")]
    diff: Option<PathBuf>,
    /// Write JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    output: Output,
    /// A module, binary or text; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// A list of sizes.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum List {
    /// Sections.
    Section,
    /// Functions.
    Function,
    /// Crates, namespaces, packages.
    Namespace,
    /// Data segments.
    Data,
    /// Source files, from debug information.
    Source,
}

impl List {
    const ALL: [List; 5] = [List::Section, List::Function, List::Namespace, List::Data, List::Source];
}

impl Size {
    /// Does it.
    ///
    /// # Errors
    /// What is malformed in a module, no such part, or what the system says.
    pub fn run(self) -> Result<Exit, Failure> {
        let input = Input::module(&self.file)?;
        let module = input.decode()?;
        let measured = Measured::of(&module).map_err(|error| Failure::of(error, &input))?;
        if !self.why.is_empty() {
            self.why(&measured)?;
        } else if self.dominators {
            let tree = keeps::Tree::of(&measured, self.limit(12));
            self.output.write(|sink| match self.json {
                true => writeln!(sink, "{}", serde_json::to_string_pretty(&tree)?),
                false => tree.write(sink),
            })?;
        } else if let Some(old) = &self.diff {
            let old_input = Input::module(old)?;
            let old_module = old_input.decode()?;
            let old = Measured::of(&old_module).map_err(|error| Failure::of(error, &old_input))?;
            let change = change::Change::between(&old, &measured, self.depth.into(), &self.lists());
            let change = change.map_err(|error| Failure::of(error, &input))?;
            self.output.write(|sink| match self.json {
                true => writeln!(sink, "{}", serde_json::to_string_pretty(&change)?),
                false => change.write((&old_input.name, &input.name), self.limit(40), sink),
            })?;
        } else {
            self.lists_of(&input.name, &measured)?;
        }
        Ok(Exit::SUCCESS)
    }

    fn why(&self, measured: &Measured<'_>) -> Result<(), Failure> {
        let answers = self.why.iter().map(|name| keeps::Answer::of(measured, name, self.limit(12)));
        let answers = answers.collect::<Result<Vec<_>, _>>().map_err(Failure::Usage)?;
        self.output.write(|sink| match self.json {
            true => writeln!(sink, "{}", serde_json::to_string_pretty(&answers)?),
            false => answers.iter().try_for_each(|answer| answer.write(sink)),
        })
    }

    fn lists_of(&self, name: &str, measured: &Measured<'_>) -> Result<(), Failure> {
        let report = report::Report::of(name, measured, &self.lists(), self.depth.into());
        self.output.write(|sink| match self.json {
            true => writeln!(sink, "{}", serde_json::to_string_pretty(&report.cut(self.top.unwrap_or(0)))?),
            false => {
                screen::write(&report, measured, &self.by, self.limit(if self.by.is_empty() { 12 } else { 40 }), sink)
            }
        })
    }

    fn lists(&self) -> Vec<List> {
        if self.by.is_empty() { List::ALL.to_vec() } else { self.by.clone() }
    }

    /// How many lines to show.
    fn limit(&self, default: usize) -> usize {
        match self.top {
            Some(0) => usize::MAX,
            Some(top) => top,
            None => default,
        }
    }
}
