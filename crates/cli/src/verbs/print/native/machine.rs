//! The machine's instructions as text, and what they refer to.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use iced_x86::{Decoder, DecoderOptions, Formatter, Instruction, IntelFormatter, Mnemonic, OpKind};
use serde::Serialize;
use wharf_core::TrapKind;
use wharf_core::names::Names;
use wharf_jit::listing::{Listing, Target};

/// An instruction of the machine, or data.
#[derive(Serialize)]
pub(super) struct Machine {
    /// Its offset in the code.
    pub(super) offset: usize,
    /// Its bytes in hexadecimal.
    pub(super) bytes: String,
    /// Its text; empty of data.
    pub(super) text: String,
    /// What it calls, how it traps, what arrives there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
}

impl Machine {
    /// Whether these are no instruction's bytes.
    pub(super) fn is_data(&self) -> bool {
        self.text.is_empty()
    }
}

/// Takes a function's code apart.
pub(super) struct Disassembler<'a> {
    code: &'a [u8],
    func: u32,
    names: &'a Names,
    formatter: IntelFormatter,
    targets: HashMap<usize, Target>,
    traps: HashMap<usize, TrapKind>,
    landings: &'a [u32],
    /// Where jumps go.
    reached: HashSet<usize>,
    /// Whether nothing goes on behind what was taken apart last.
    left: bool,
}

impl<'a> Disassembler<'a> {
    pub(super) fn new(listing: &'a Listing, func: u32, names: &'a Names) -> Disassembler<'a> {
        let mut formatter = IntelFormatter::new();
        let options = formatter.options_mut();
        options.set_hex_prefix("0x");
        options.set_hex_suffix("");
        options.set_uppercase_hex(false);
        options.set_branch_leading_zeros(false);
        options.set_space_after_operand_separator(true);
        options.set_signed_immediate_operands(true);
        let targets = listing.targets.iter().map(|(end, target)| (*end as usize, *target)).collect();
        let traps = listing.traps.iter().map(|(at, kind)| (*at as usize, *kind)).collect();
        let (code, landings) = (&listing.code, &listing.landings);
        let reached = landings.iter().map(|landing| *landing as usize).collect();
        Disassembler { code, func, names, formatter, targets, traps, landings, reached, left: false }
    }

    /// Looks at a range before any is taken apart: what jumps there are.
    pub(super) fn scan(&mut self, range: Range<usize>) {
        let mut decoder = self.decoder(&range);
        while decoder.can_decode() {
            let instruction = decoder.decode();
            if instruction.op0_kind() == OpKind::NearBranch64 {
                self.reached.insert(instruction.near_branch_target() as usize);
            }
            if through_table(&instruction) {
                let table = instruction.next_ip() as usize;
                let entries = self.code[table..range.end].as_chunks().0.iter();
                self.reached
                    .extend(entries.map(|entry| table.wrapping_add_signed(i32::from_le_bytes(*entry) as isize)));
                break;
            }
        }
    }

    /// A range of the code. What lies behind a jump through a table is the table; in the last range, which has all
    /// constants (`is_last`), what nothing leads to is data.
    pub(super) fn range(&mut self, range: Range<usize>, is_last: bool) -> Vec<Machine> {
        let mut machine = Vec::new();
        let mut decoder = self.decoder(&range);
        let mut data = range.start;
        let mut goes_on = !is_last || !self.left;
        while decoder.can_decode() && (goes_on || self.reached.contains(&data)) {
            let instruction = decoder.decode();
            data = instruction.next_ip() as usize;
            machine.push(self.instruction(&instruction));
            self.left = leaves(&instruction);
            if through_table(&instruction) {
                break;
            }
            goes_on = !is_last || !self.left;
        }
        machine.extend(self.data(data..range.end));
        machine
    }

    /// Bytes that are no instructions.
    pub(super) fn data(&self, range: Range<usize>) -> Vec<Machine> {
        let rows = self.code[range.clone()].chunks(16).enumerate();
        let row = |(row, bytes): (usize, &[u8])| Machine {
            offset: range.start + row * 16,
            bytes: hex(bytes),
            text: String::new(),
            note: String::new(),
        };
        rows.map(row).collect()
    }

    fn decoder(&self, range: &Range<usize>) -> Decoder<'a> {
        Decoder::with_ip(64, &self.code[range.clone()], range.start as u64, DecoderOptions::NONE)
    }

    fn instruction(&mut self, instruction: &Instruction) -> Machine {
        let (offset, end) = (instruction.ip() as usize, instruction.next_ip() as usize);
        let mut text = String::new();
        self.formatter.format(instruction, &mut text);
        let mut notes = Vec::new();
        if self.landings.binary_search(&(offset as u32)).is_ok() {
            notes.push("exceptions arrive here".to_owned());
        }
        match self.targets.get(&end) {
            Some(Target::Func(func)) => notes.push(self.name(*func)),
            Some(Target::Builtin(builtin)) => notes.push(format!("builtin {}", builtin.name())),
            Some(Target::TrapExit) => notes.push("trap".to_owned()),
            // The compiler itself fills in where a function calls itself.
            None if instruction.mnemonic() == Mnemonic::Call && calls_start(instruction) => {
                notes.push(self.name(self.func));
            }
            None => {}
        }
        notes.extend(self.traps.get(&offset).map(|kind| format!("traps: {kind}")));
        Machine { offset, bytes: hex(&self.code[offset..end]), text, note: notes.join("; ") }
    }

    fn name(&self, func: u32) -> String {
        self.names.funcs.get(func).map_or_else(|| format!("func {func}"), |name| format!("func {func} ${name}"))
    }
}

/// Whether nothing goes on behind it.
fn leaves(instruction: &Instruction) -> bool {
    matches!(instruction.mnemonic(), Mnemonic::Ret | Mnemonic::Jmp | Mnemonic::Ud2)
}

fn through_table(instruction: &Instruction) -> bool {
    instruction.mnemonic() == Mnemonic::Jmp && instruction.op0_kind() != OpKind::NearBranch64
}

/// Whether it calls the function's own first byte.
fn calls_start(instruction: &Instruction) -> bool {
    instruction.op0_kind() == OpKind::NearBranch64 && instruction.near_branch_target() == 0
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
