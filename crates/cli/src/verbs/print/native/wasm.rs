//! The instructions of the module, as `wharf print` shows them.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use wharf_core::names::Names;
use wharf_core::{Module, Result};
use wharf_jit::listing::Listing;
use wharf_syntax::text::print::{Options, print};

/// An instruction of the module.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Instr {
    /// Its offset in the module.
    pub(super) offset: u32,
    /// The function that it is in: another one if that was inlined.
    pub(super) function: u32,
    /// Its text.
    pub(super) text: String,
    /// In how many blocks it is.
    pub(super) depth: usize,
}

/// The instructions of the functions that code stands for.
pub(super) struct Texts {
    instrs: Vec<Instr>,
    /// By offset, where an instruction is in the list.
    index: HashMap<u32, usize>,
    /// The function whose instructions are all to be shown.
    func: u32,
    /// Which ones have code.
    coded: HashSet<u32>,
    shown: HashSet<u32>,
}

impl Texts {
    /// The text of a function and of those that stand in its code.
    ///
    /// # Errors
    /// None of a valid module.
    pub(super) fn new(module: &Module, names: &Names, func: u32, listing: &Listing) -> Result<Texts> {
        let coded = super::offsets(listing);
        let imported = module.imported_funcs();
        let of = |at: &u32| imported + module.bodies.partition_point(|body| body.span.end <= *at) as u32;
        let mut funcs: Vec<u32> = coded.iter().map(of).chain([func]).collect();
        funcs.sort_unstable();
        funcs.dedup();
        let mut instrs = Vec::new();
        for func in funcs {
            let Some(body) = module.body(func) else { continue };
            let mut text = Vec::new();
            print(module, names, &Options { func: Some(func), offsets: true, ..Options::default() }, &mut text)?;
            parse(&String::from_utf8_lossy(&text), func, &mut instrs);
            // The text says this one by a parenthesis.
            let end = Instr { offset: body.span.end - 1, function: func, text: "end".to_owned(), depth: 0 };
            instrs.push(end);
        }
        let index = (0..).zip(&instrs).map(|(index, instr)| (instr.offset, index)).collect();
        Ok(Texts { instrs, index, func, coded, shown: HashSet::new() })
    }

    /// The instruction at an offset; when it is shown for the first time, behind those without code that lead to it.
    pub(super) fn show(&mut self, at: u32) -> Vec<Instr> {
        let Some(index) = self.index.get(&at).copied() else { return Vec::new() };
        let mut first = index;
        if self.shown.insert(at) {
            let leads = |before: &&Instr| before.function == self.instrs[index].function && self.is_bare(before);
            first -= self.instrs[..index].iter().rev().take_while(leads).count();
        }
        self.instrs[first..=index].to_vec()
    }

    /// Whether no code stands for it.
    fn is_bare(&self, instr: &Instr) -> bool {
        !self.coded.contains(&instr.offset)
    }

    /// The instructions of the function at its end that have no code.
    pub(super) fn rest(&self) -> Vec<Instr> {
        let own = self.instrs.iter().filter(|instr| instr.function == self.func);
        let mut rest: Vec<Instr> = own.rev().take_while(|instr| self.is_bare(instr)).cloned().collect();
        rest.reverse();
        rest
    }
}

/// Takes the instructions out of a function's text: lines that begin with an offset.
fn parse(text: &str, function: u32, instrs: &mut Vec<Instr>) {
    let mut outermost = None;
    for line in text.lines() {
        let bare = line.trim_start();
        let Some((offset, text)) = bare.strip_prefix("(;@").and_then(|rest| rest.split_once(";) ")) else { continue };
        let Ok(offset) = u32::from_str_radix(offset, 16) else { continue };
        let column = line.len() - bare.len();
        let depth = column.saturating_sub(*outermost.get_or_insert(column)) / Options::default().indent;
        instrs.push(Instr { offset, function, text: text.to_owned(), depth });
    }
}
