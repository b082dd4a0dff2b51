//! The instructions of every function: offset, bytes, text, and where branches go.
//!
//! Each body is read twice: first for the offset at which every block ends, since branches go forward; then to be written.

use std::fmt::Write as _;
use std::io::{self, Write};

use wharf_core::module::{Body, SectionId};
use wharf_core::ops::Op;
use wharf_core::{Features, Result};
use wharf_syntax::binary::BodyReader;
use wharf_syntax::binary::decode::nesting;
use wharf_syntax::binary::relocs::Reloc;
use wharf_syntax::instr::{Imm, Instr};

use super::{Object, relocs};

/// How many bytes a line shows; longer instructions go on in the next.
const LINE: usize = 9;

/// How deep the text is indented at most.
const DEPTH: usize = 40;

/// Writes all functions, with the relocations among them if asked.
pub fn write(object: &Object, with_relocs: bool, sink: &mut dyn Write) -> io::Result<()> {
    let code = object.module.sections.iter().position(|section| section.id == SectionId::Code);
    let base = code.map_or(0, |code| object.module.sections[code].payload.start);
    let of_code = object.relocs.iter().find(|relocs| with_relocs && Some(relocs.section as usize) == code);
    let mut listing = Listing { object, base, relocs: of_code.map_or(&[], |relocs| &relocs.entries), sink };
    writeln!(listing.sink, "\nCode:")?;
    for (func, body) in (object.module.imported_funcs()..).zip(&object.module.bodies) {
        listing.func(func, *body)?;
    }
    Ok(())
}

struct Listing<'a, 'w> {
    object: &'a Object,
    /// Where the code section's payload begins.
    base: u32,
    /// The relocations that were not written yet.
    relocs: &'a [Reloc],
    sink: &'w mut dyn Write,
}

/// Where the labels of the open blocks go.
struct Labels {
    /// The offset behind the end of each block, in the order in which they open.
    ends: Vec<u32>,
    /// The next block to open.
    next: usize,
    /// Where a branch to each open block goes.
    targets: Vec<u32>,
}

impl Labels {
    fn read(mut body: BodyReader<'_>) -> Result<Labels> {
        let (mut ends, mut open) = (vec![0], vec![0]);
        while let Some(block) = open.last().copied() {
            let op = body.next()?.op;
            match nesting(op) {
                1 => {
                    open.push(ends.len());
                    ends.push(0);
                }
                -1 => {
                    ends[block] = body.position() as u32;
                    open.pop();
                }
                _ => {}
            }
        }
        body.finish()?;
        let targets = vec![ends[0]];
        Ok(Labels { ends, next: 1, targets })
    }

    /// Follows an instruction that ends at `end`.
    fn step(&mut self, op: Op, end: u32) {
        match nesting(op) {
            1 => {
                // A branch to a loop goes behind its `loop`, one to a block behind its `end`.
                self.targets.push(if op == Op::Loop { end } else { self.ends[self.next] });
                self.next += 1;
            }
            -1 => drop(self.targets.pop()),
            _ => {}
        }
    }

    fn target(&self, label: u32) -> Option<u32> {
        let at = self.targets.len().checked_sub(label as usize + 1)?;
        self.targets.get(at).copied()
    }
}

impl Listing<'_, '_> {
    fn func(&mut self, func: u32, body: Body) -> io::Result<()> {
        let object = self.object;
        let start = body.span.start;
        match object.names.funcs.get(func) {
            Some(name) => writeln!(self.sink, "\n{start:06x} func[{func}] <{name}>:")?,
            None => writeln!(self.sink, "\n{start:06x} func[{func}]:")?,
        }
        let mut reader = BodyReader::new(&object.module, body, &Features::all()).map_err(io::Error::other)?;
        let mut labels = Labels::read(reader).map_err(io::Error::other)?;
        self.locals(func, &reader, start)?;
        while !labels.targets.is_empty() {
            let instr = reader.next().map_err(io::Error::other)?;
            let end = reader.position() as u32;
            let closes = matches!(nesting(instr.op), -1) || is_middle(instr.op);
            let depth = labels.targets.len() - usize::from(closes);
            let mut text = format!("{:indent$}{instr}", "", indent = 2 * depth.saturating_sub(1).min(DEPTH));
            self.remark(func, &instr, &labels, &mut text);
            self.line(instr.at, end, &text)?;
            labels.step(instr.op, end);
        }
        Ok(())
    }

    fn locals(&mut self, func: u32, reader: &BodyReader<'_>, start: u32) -> io::Result<()> {
        let end = reader.position() as u32;
        let mut local = self.object.module.func_type(func).map_or(0, |ty| ty.params().len() as u64);
        let mut words = Vec::new();
        for (count, ty) in reader.locals() {
            match count {
                0 => words.push(format!("no local {ty}")),
                1 => words.push(format!("local[{local}] {ty}")),
                _ => words.push(format!("local[{local}..{}] {ty}", local + u64::from(count) - 1)),
            }
            local += u64::from(count);
        }
        if words.is_empty() { Ok(()) } else { self.line(start, end, &words.join(", ")) }
    }

    /// Adds what indices stand for and where branches go.
    fn remark(&self, func: u32, instr: &Instr<'_>, labels: &Labels, text: &mut String) {
        let names = &self.object.names;
        let name = match instr.imm {
            Imm::Func(index) => names.funcs.get(index),
            Imm::Global(index) => names.globals.get(index),
            Imm::Local(index) => names.locals.name(func, index),
            Imm::Type(index) => names.types.get(index),
            Imm::Tag(index) => names.tags.get(index),
            _ => None,
        };
        // Writing to a string does not fail.
        if let Some(name) = name {
            let _ = write!(text, " <{name}>");
        }
        let mut arrow = |label: u32| match labels.target(label) {
            Some(target) => write!(text, " → {target:06x}"),
            None => write!(text, " → no such label"),
        };
        let _ = match instr.imm {
            Imm::Label(label) | Imm::BrOnCast { label, .. } => arrow(label),
            Imm::Labels(table) => table.iter_with_default().try_for_each(arrow),
            Imm::TryTable(_, catches) => catches.iter().try_for_each(|catch| arrow(catch.label)),
            _ => Ok(()),
        };
    }

    /// Writes the bytes from `start` to `end` and what they say, then the relocations that change them.
    fn line(&mut self, start: u32, end: u32, text: &str) -> io::Result<()> {
        let bytes = &self.object.module.bytes[start as usize..end as usize];
        let mut at = start as usize;
        for (position, chunk) in bytes.chunks(LINE).enumerate() {
            // Put together by hand: there are millions of these lines.
            let mut line = String::with_capacity(48 + text.len());
            line.push(' ');
            let width = (6..8).find(|width| at >> (4 * width) == 0).unwrap_or(8);
            (0..width).rev().for_each(|digit| line.push(hex_digit((at >> (4 * digit)) as u8)));
            line.push(':');
            for byte in chunk {
                line.extend([' ', hex_digit(byte >> 4), hex_digit(*byte)]);
            }
            (chunk.len()..LINE).for_each(|_| line.push_str("   "));
            line.push_str(" | ");
            line.push_str(if position == 0 { text } else { "" });
            line.truncate(line.trim_end().len());
            line.push('\n');
            self.sink.write_all(line.as_bytes())?;
            at += LINE;
        }
        while let Some((reloc, rest)) = self.relocs.split_first()
            && self.base.saturating_add(reloc.offset) < end
        {
            writeln!(self.sink, "           {}", relocs::line(self.object, self.base, reloc))?;
            self.relocs = rest;
        }
        Ok(())
    }
}

/// The digit of the low four bits.
fn hex_digit(value: u8) -> char {
    char::from(b"0123456789abcdef"[usize::from(value & 15)])
}

/// Whether the instruction closes one part of a block and opens the next.
fn is_middle(op: Op) -> bool {
    matches!(op, Op::Else | Op::Catch | Op::CatchAll)
}
