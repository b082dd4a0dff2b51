//! `wharf print --native`: the machine code of a function, each piece under the instruction of the module that it stands
//! for.
//!
//! Code is shown in the order in which it lies in memory; what is off the straight path comes last, under the same
//! instructions again.

use std::collections::{HashMap, HashSet};
use std::io::Write;

use iced_x86::{Decoder, DecoderOptions, Formatter, Instruction, IntelFormatter, Mnemonic, OpKind};
use wharf_core::canon::Registry;
use wharf_core::names::Names;
use wharf_core::{Features, Module, Result};
use wharf_jit::listing::{self, Listing, What};
use wharf_jit::options::Options;
use wharf_jit::tier::Level;
use wharf_syntax::binary::decode::BodyReader;
use wharf_validate::{Validated, validate};

/// A function and what knows it.
pub(super) struct Native<'a> {
    module: Validated,
    names: &'a Names,
    func: u32,
}

impl<'a> Native<'a> {
    /// A function that a module defines.
    ///
    /// # Errors
    /// The module is not valid.
    pub(super) fn of(module: Module, names: &'a Names, func: u32) -> Result<Native<'a>> {
        let module = validate(module, &Features::all(), &Registry::new())?;
        Ok(Native { module, names, func })
    }

    /// Writes what a compiler makes of it.
    ///
    /// # Errors
    /// It cannot be compiled, or the text cannot be written.
    pub(super) fn print(&self, level: Level, sink: &mut dyn Write) -> Result<()> {
        let listing = listing::of(&self.module, self.func, &Options::default(), level)?;
        let bytes = listing.code.len();
        let tier = match level {
            Level::Baseline => "baseline",
            Level::Optimizing => "optimizing",
        };
        let mut text = format!(";; {}, {tier}: {bytes} bytes\n", self.name(self.func));
        let instrs = self.instructions(&listing);
        let calls = listing.calls.iter().map(|(at, func)| (*at as usize, self.name(*func))).collect();
        for (index, range) in listing.places.iter().enumerate() {
            let end = listing.places.get(index + 1).map_or(bytes, |next| next.start as usize);
            let (start, is_last) = (range.start as usize, index + 1 == listing.places.len());
            if start == end {
                continue;
            }
            match range.what {
                What::Frame => text.push_str(";; (no instruction)\n"),
                What::Data => text.push_str(";; data\n"),
                What::Instr(at) => text.push_str(&format!(";; @{at:x} {}\n", instrs.get(&at).map_or("", |of| of))),
            }
            let code = &listing.code[start..end];
            let ends = is_last && range.what == What::Frame;
            let shown = match range.what {
                What::Data => 0,
                _ => disassemble(code, start, ends, &calls, &mut text),
            };
            data(&code[shown..], start + shown, &mut text);
        }
        sink.write_all(text.as_bytes()).map_err(crate::output::unwritable)
    }

    fn name(&self, func: u32) -> String {
        self.names.funcs.get(func).map_or_else(|| format!("func {func}"), |name| format!("func {func} ${name}"))
    }

    /// The text of the instructions that the code stands for, by their offsets; they may be of inlined functions.
    fn instructions(&self, listing: &Listing) -> HashMap<u32, String> {
        let module = self.module.module();
        let wanted: HashSet<u32> = listing.places.iter().filter_map(|range| range.what.instr()).collect();
        let body_of = |at: &u32| module.bodies.partition_point(|body| body.span.end <= *at);
        let bodies: HashSet<usize> = wanted.iter().map(body_of).collect();
        let mut found = HashMap::new();
        for body in bodies.into_iter().filter_map(|index| module.bodies.get(index)) {
            let Ok(reader) = BodyReader::new(module, *body, &Features::all()) else { continue };
            let mut instrs = reader.instrs();
            while !instrs.is_at_end() {
                let Ok(instr) = instrs.next() else { break };
                if wanted.contains(&instr.at) {
                    found.insert(instr.at, instr.to_string());
                }
            }
        }
        found
    }
}

/// Writes instructions. Gives how many bytes they are: what lies behind a jump through a table is the table, and behind the
/// end of all code (`ends`) are constants.
fn disassemble(code: &[u8], start: usize, ends: bool, calls: &HashMap<usize, String>, text: &mut String) -> usize {
    let mut formatter = IntelFormatter::new();
    let options = formatter.options_mut();
    options.set_hex_prefix("0x");
    options.set_hex_suffix("");
    options.set_uppercase_hex(false);
    options.set_branch_leading_zeros(false);
    options.set_space_after_operand_separator(true);
    let mut decoder = Decoder::with_ip(64, code, start as u64, DecoderOptions::NONE);
    let (mut instruction, mut line) = (Instruction::default(), String::new());
    while decoder.can_decode() {
        decoder.decode_out(&mut instruction);
        line.clear();
        formatter.format(&instruction, &mut line);
        text.push_str(&format!("{:>6x}  {line}", instruction.ip()));
        // A displacement is the last four bytes of its instruction.
        if let Some(callee) = (instruction.next_ip() as usize).checked_sub(4).and_then(|at| calls.get(&at)) {
            text.push_str(&format!("  ; {callee}"));
        }
        text.push('\n');
        let leaves = matches!(instruction.mnemonic(), Mnemonic::Ret | Mnemonic::Jmp | Mnemonic::Ud2);
        let through_table = instruction.mnemonic() == Mnemonic::Jmp && instruction.op0_kind() != OpKind::NearBranch64;
        if through_table || ends && leaves {
            break;
        }
    }
    decoder.position()
}

fn data(bytes: &[u8], start: usize, text: &mut String) {
    for (index, row) in bytes.chunks(16).enumerate() {
        let row: String = row.iter().map(|byte| format!(" {byte:02x}")).collect();
        text.push_str(&format!("{:>6x}  .byte{row}\n", start + index * 16));
    }
}
