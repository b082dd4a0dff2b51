//! `wharf print --native`: the machine code of a function, each piece under the instructions of the module that it stands
//! for.
//!
//! Code is shown in the order in which it lies in memory. An instruction that no code stands for by itself is shown before
//! the next one that has some: its operand or its condition is part of that. [`wasm`] has the instructions' text,
//! [`machine`] that of the machine's; [`Listed`] is what `--json` writes, [`screen`] shows it.

mod machine;
mod screen;
mod wasm;

use std::collections::HashSet;
use std::io::Write;
use std::ops::Range;

use serde::Serialize;
use wharf_core::canon::Registry;
use wharf_core::names::Names;
use wharf_core::ops::Op;
use wharf_core::{Features, Module, Result};
use wharf_jit::listing::{self, Listing, What};
use wharf_jit::options::Options;
use wharf_jit::tier::Level;
use wharf_validate::{Validated, validate};

use machine::{Disassembler, Machine};
pub(super) use screen::write as write_text;
use wasm::{Instr, Texts};

/// A function and what knows it.
pub(super) struct Native<'a> {
    module: Validated,
    names: &'a Names,
    func: u32,
    options: Options,
}

/// What a compiler made of a function.
#[derive(Serialize)]
pub(super) struct Listed {
    function: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    tier: &'static str,
    /// The loop at which the code goes on, by its offset; without one, it begins where the function does.
    #[serde(rename = "loop", skip_serializing_if = "Option::is_none")]
    at: Option<u32>,
    bytes: usize,
    pieces: Vec<Piece>,
    /// Instructions behind the last one that code stands for.
    without_code: Vec<Instr>,
}

/// Code that lies together and stands for the same.
#[derive(Serialize)]
struct Piece {
    kind: Kind,
    /// Whether it is off the straight path.
    out_of_line: bool,
    /// What it stands for, last; before that what has no code of its own.
    instructions: Vec<Instr>,
    machine: Vec<Machine>,
}

/// What code is.
#[derive(Copy, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    /// What comes before the first instruction.
    Entry,
    Instructions,
    /// It belongs to no instruction: moves where ways meet, what serves several.
    Other,
    Data,
}

impl<'a> Native<'a> {
    /// A function that a module defines.
    ///
    /// # Errors
    /// The module is not valid.
    pub(super) fn of(module: Module, names: &'a Names, func: u32, options: Options) -> Result<Native<'a>> {
        let module = validate(module, &Features::all(), &Registry::new())?;
        Ok(Native { module, names, func, options })
    }

    /// What a compiler makes of it.
    ///
    /// # Errors
    /// It cannot be compiled.
    pub(super) fn list(&self, level: Level) -> Result<Listed> {
        let listing = listing::of(&self.module, self.func, &self.options, level)?;
        self.listed(&listing, level, None)
    }

    /// The code that goes on at loops, for each that can be entered: not in code that nothing reaches.
    ///
    /// # Errors
    /// None of a valid module.
    pub(super) fn list_loops(&self) -> Result<Vec<Listed>> {
        let mut instrs = self.module.body(self.func)?.instrs();
        let mut listed = Vec::new();
        while !instrs.is_at_end() {
            let instr = instrs.next()?;
            if instr.op != Op::Loop {
                continue;
            }
            if let Ok(listing) = listing::of_loop(&self.module, self.func, instr.at, &self.options) {
                listed.push(self.listed(&listing, Level::Optimizing, Some(instr.at))?);
            }
        }
        Ok(listed)
    }

    fn listed(&self, listing: &Listing, level: Level, at: Option<u32>) -> Result<Listed> {
        let mut texts = Texts::new(self.module.module(), self.names, self.func, listing)?;
        let mut disassembler = Disassembler::new(listing, self.func, self.names);
        let ranges = ranges(listing);
        ranges.iter().filter(|(_, what)| *what != What::Data).for_each(|(range, _)| disassembler.scan(range.clone()));
        let mut pieces = Vec::new();
        for (range, what) in ranges {
            let out_of_line = listing.detours.is_some_and(|detours| range.start >= detours as usize);
            let is_last = range.end == listing.code.len();
            let (kind, instructions, machine) = match what {
                What::Data => (Kind::Data, Vec::new(), disassembler.data(range)),
                What::Frame if range.start == 0 => (Kind::Entry, Vec::new(), disassembler.range(range, is_last)),
                What::Frame => (Kind::Other, Vec::new(), disassembler.range(range, is_last)),
                What::Instr(at) => (Kind::Instructions, texts.show(at), disassembler.range(range, is_last)),
            };
            let is_data = kind == Kind::Other && machine.iter().all(Machine::is_data);
            let kind = if is_data { Kind::Data } else { kind };
            pieces.push(Piece { kind, out_of_line, instructions, machine });
        }
        let tier = level.name();
        let (function, name) = (self.func, self.names.funcs.get(self.func).map(str::to_owned));
        let (bytes, without_code) = (listing.code.len(), texts.rest());
        Ok(Listed { function, name, tier, at, bytes, pieces, without_code })
    }
}

/// Writes what compilers made of a function, as JSON.
///
/// # Errors
/// What the system says.
pub(super) fn write_json(listed: &[Listed], sink: &mut dyn Write) -> std::io::Result<()> {
    writeln!(sink, "{}", serde_json::to_string_pretty(listed)?)
}

/// The ranges of the code that are not empty, and what each is.
fn ranges(listing: &Listing) -> Vec<(Range<usize>, What)> {
    let starts = listing.places.iter().map(|place| place.start as usize);
    let ends = starts.skip(1).chain([listing.code.len()]);
    let ranges = listing.places.iter().zip(ends).map(|(place, end)| (place.start as usize..end, place.what));
    ranges.filter(|(range, _)| !range.is_empty()).collect()
}

/// The offsets in the module of the instructions that code stands for.
fn offsets(listing: &Listing) -> HashSet<u32> {
    listing.places.iter().filter_map(|range| range.what.instr()).collect()
}
