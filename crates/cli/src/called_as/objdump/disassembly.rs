//! The instructions of every function with their offsets and bytes.

use std::io::{self, Write};

use wharf_core::module::{Body, SectionId};
use wharf_core::types::ExternKind;
use wharf_core::{Features, Op};
use wharf_syntax::binary::BodyReader;
use wharf_syntax::binary::decode::nesting;
use wharf_syntax::binary::reader::Reader;
use wharf_syntax::binary::relocs::Reloc;
use wharf_syntax::instr::{BlockType, Imm, Instr, MemArg};

use super::details::{addend, relocated};
use super::words::{angled, entry, float};
use crate::verbs::objdump::Object;

/// How many bytes a line shows; longer instructions go on in the next.
const LINE: usize = 9;
/// How deep the text is indented at most.
const DEPTH: usize = 200;

/// Writes all functions.
pub fn write(object: &Object, with_relocs: bool, section_offsets: bool, sink: &mut dyn Write) -> io::Result<()> {
    let code = object.module.sections.iter().position(|section| section.id == SectionId::Code);
    let base = code.map_or(0, |code| object.module.sections[code].payload.start);
    let of_code = object.relocs.iter().find(|relocs| with_relocs && Some(relocs.section as usize) == code);
    let relocs = of_code.map_or(&[][..], |relocs| &relocs.entries);
    let mut listing = Listing { object, base, shift: if section_offsets { base } else { 0 }, relocs, sink };
    writeln!(listing.sink, "\nCode Disassembly:\n")?;
    for (func, body) in (object.module.imported_funcs()..).zip(&object.module.bodies) {
        listing.func(func, *body)?;
    }
    Ok(())
}

struct Listing<'a, 'w> {
    object: &'a Object,
    /// Where the code section's payload begins.
    base: u32,
    /// What is taken off every offset that is shown.
    shift: u32,
    /// The relocations that were not written yet.
    relocs: &'a [Reloc],
    sink: &'w mut dyn Write,
}

impl Listing<'_, '_> {
    fn func(&mut self, func: u32, body: Body) -> io::Result<()> {
        let object = self.object;
        let start = body.span.start - self.shift;
        writeln!(self.sink, "{start:06x} func[{func}]{}:", entry(object, ExternKind::Func, func))?;
        let reader = BodyReader::new(&object.module, body, &Features::all()).map_err(io::Error::other)?;
        self.locals(func, body)?;
        let mut instrs = reader.instrs();
        let mut depth = 1usize;
        while depth > 0 {
            let instr = instrs.next().map_err(io::Error::other)?;
            let step = nesting(instr.op);
            let closes = step < 0 || matches!(instr.op, Op::Else | Op::Catch | Op::CatchAll);
            let indent = 2 * (depth - 1).saturating_sub(usize::from(closes)).min(DEPTH);
            let text = format!("{:indent$}{}", "", self.words(func, &instr));
            self.line(instr.at, instrs.position() as u32, &text)?;
            depth = depth.saturating_add_signed(step as isize);
        }
        Ok(())
    }

    /// A line for each declaration.
    fn locals(&mut self, func: u32, body: Body) -> io::Result<()> {
        let module = &self.object.module;
        let bytes = &module.bytes[..body.span.end as usize];
        let mut reader = Reader::new(bytes, body.span.start as usize);
        let mut local = module.func_type(func).map_or(0, |ty| ty.params().len() as u64);
        let count = reader.u32().map_err(io::Error::other)?;
        for _ in 0..count {
            let start = reader.position();
            let count = u64::from(reader.u32().map_err(io::Error::other)?);
            let ty = reader.val_type().map_err(io::Error::other)?;
            let text = match count {
                0 | 1 => format!("local[{local}] type={ty}"),
                _ => format!("local[{local}..{}] type={ty}", local + count - 1),
            };
            self.line(start as u32, reader.position() as u32, &text)?;
            local += count;
        }
        Ok(())
    }

    /// An instruction with its immediates as they stand in the binary.
    fn words(&self, func: u32, instr: &Instr<'_>) -> String {
        let (object, mnemonic) = (self.object, instr.op.mnemonic());
        let named = |kind: ExternKind, index: u32| format!("{mnemonic} {index}{}", entry(object, kind, index));
        match instr.imm {
            Imm::Func(index) if instr.op == Op::RefFunc => format!("{mnemonic} {index}"),
            Imm::Func(index) => named(ExternKind::Func, index),
            Imm::Global(index) => named(ExternKind::Global, index),
            Imm::Tag(index) if instr.op == Op::Throw => named(ExternKind::Tag, index),
            Imm::Local(index) => format!("{mnemonic} {index}{}", angled(object.names.locals.name(func, index))),
            Imm::Block(ty) => format!("{mnemonic}{}", block(ty)),
            Imm::TryTable(ty, catches) => {
                let said = catches.iter().map(|catch| {
                    let tag = catch.tag.map_or_else(String::new, |tag| format!(" {tag}"));
                    format!(" {}{tag} {}", catch.kind.keyword(), catch.label)
                });
                format!("{mnemonic}{}{}", block(ty), said.collect::<String>())
            }
            Imm::Labels(labels) => {
                format!("{mnemonic}{}", labels.iter_with_default().map(|label| format!(" {label}")).collect::<String>())
            }
            Imm::CallIndirect { ty, table } => {
                let of_type = angled(object.names.types.get(ty));
                format!("{mnemonic} {table}{} (type {ty}{of_type})", entry(object, ExternKind::Table, table))
            }
            Imm::MemArg(arg) => format!("{mnemonic}{}", access(arg)),
            Imm::MemArgLane(arg, lane) => format!("{mnemonic}{} {lane}", access(arg)),
            Imm::Table(index) | Imm::Memory(index) | Imm::Tag(index) => format!("{mnemonic} {index}"),
            Imm::TableTable { dst, src } | Imm::MemoryMemory { dst, src } => format!("{mnemonic} {dst} {src}"),
            Imm::DataMemory { data, memory } => format!("{mnemonic} {data} {memory}"),
            Imm::ElemTable { elem, table } => format!("{mnemonic} {elem} {table}"),
            Imm::I32(value) => format!("{mnemonic} {}", value as u32),
            Imm::I64(value) => format!("{mnemonic} {}", value as u64),
            Imm::F32(bits) => format!("{mnemonic} {}", float(u64::from(bits), 23, 8)),
            Imm::F64(bits) => format!("{mnemonic} {}", float(bits, 52, 11)),
            Imm::V128(bytes) => {
                let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
                format!("{mnemonic} {:#010x} {:#010x} {:#010x} {:#010x}", word(0), word(4), word(8), word(12))
            }
            Imm::SelectTypes(types) => {
                format!("{mnemonic}{}", types.iter().map(|ty| format!(" {ty}")).collect::<String>())
            }
            _ => instr.to_string(),
        }
    }

    /// Writes the bytes from `start` to `end` and what they say, then the relocations that change them.
    fn line(&mut self, start: u32, end: u32, text: &str) -> io::Result<()> {
        let bytes = &self.object.module.bytes[start as usize..end as usize];
        let mut at = start - self.shift;
        for (position, chunk) in bytes.chunks(LINE).enumerate() {
            write!(self.sink, " {at:06x}:")?;
            chunk.iter().try_for_each(|byte| write!(self.sink, " {byte:02x}"))?;
            let text = if position == 0 { text } else { "" };
            writeln!(self.sink, "{:width$} | {text}", "", width = 3 * (LINE - chunk.len()))?;
            at += LINE as u32;
        }
        while let Some((reloc, rest)) = self.relocs.split_first()
            && self.base.saturating_add(reloc.offset) < end
        {
            let at = self.base.saturating_add(reloc.offset) - self.shift;
            let addend = addend(reloc, |value| format!(" + {value}"), |value| format!(" - {value}"));
            let name = relocated(self.object, reloc);
            writeln!(self.sink, "           {at:06x}: {} {}{addend}{name}", reloc.kind.name(), reloc.index)?;
            self.relocs = rest;
        }
        Ok(())
    }
}

fn block(ty: BlockType) -> String {
    match ty {
        BlockType::Empty => String::new(),
        BlockType::Value(ty) => format!(" {ty}"),
        BlockType::Type(index) => format!(" type[{index}]"),
    }
}

/// Alignment and offset, and a memory that is not the first.
fn access(arg: MemArg) -> String {
    let memory = if arg.memory == 0 { String::new() } else { format!(" {}", arg.memory) };
    format!("{memory} {} {}", arg.align, arg.offset)
}
