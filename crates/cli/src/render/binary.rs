//! A place in a binary module: the function it is in and the instructions around it, or the bytes if there are none.

use std::collections::VecDeque;
use std::io::{self, Write};

use wharf_core::{Features, Module};
use wharf_syntax::binary::decode::{BodyReader, decode_module};
use wharf_syntax::instr::{BlockType, Imm, Instr};

use super::style::{Role, Style};
use crate::input::Input;

/// How many instructions are shown before and after the one that is meant.
const CONTEXT: usize = 3;
/// How many bytes a line of bytes has.
const LINE: usize = 16;

/// Writes `--> name:0x1a3`, with what the bytes there mean.
pub fn write(out: &mut dyn Write, input: &Input, offset: usize, style: Style) -> io::Result<()> {
    write!(out, " {} {}:{offset:#x}", style.paint(Role::Frame, "-->"), input.name)?;
    let bytes = input.bytes();
    match decode_module(bytes.clone(), &Features::all()) {
        Ok(module) => match function_at(&module, offset) {
            Some(func) => write_instructions(out, &module, func, offset, style),
            None => {
                if let Some(section) = module.sections.iter().rev().find(|section| section.at as usize <= offset) {
                    write!(out, ", in the {} section", format!("{:?}", section.id).to_lowercase())?;
                }
                write_bytes(out, &bytes, offset, style)
            }
        },
        Err(_) => write_bytes(out, &bytes, offset, style),
    }
}

/// The function whose body holds the offset.
fn function_at(module: &Module, offset: usize) -> Option<u32> {
    let index = module.bodies.partition_point(|body| body.span.end as usize <= offset);
    let body = module.bodies.get(index)?;
    (body.span.start as usize <= offset).then(|| index as u32 + module.imported_funcs())
}

/// Writes the function's name and the instructions around the one at or before the offset.
fn write_instructions(out: &mut dyn Write, module: &Module, func: u32, offset: usize, style: Style) -> io::Result<()> {
    let names = wharf_syntax::binary::names::decode_names(module);
    match names.funcs.get(func) {
        Some(name) => writeln!(out, ", in function {func}, {name}")?,
        None => writeln!(out, ", in function {func}")?,
    }
    let bar = style.paint(Role::Frame, "|").to_string();
    let (lines, current) = window(module, func, offset);
    let width = lines.last().map_or(0, |line| format!("{:#x}", line.0).len());
    let margin = " ".repeat(width);
    writeln!(out, "{margin} {bar}")?;
    for (index, (at, text)) in lines.iter().enumerate() {
        let place = style.paint(Role::Frame, format!("{at:#x}"));
        if Some(index) == current {
            writeln!(out, "{place} {bar} {} {text}", style.paint(Role::Error, ">"))?;
        } else {
            writeln!(out, "{place} {bar}   {text}")?;
        }
    }
    Ok(())
}

/// The instructions around an offset as text, and which of them is the one at or before it.
fn window(module: &Module, func: u32, offset: usize) -> (Vec<(u32, String)>, Option<usize>) {
    let mut lines = VecDeque::new();
    let (mut depth, mut after, mut current) = (0usize, 0, None);
    let Some(Ok(mut body)) = module.body(func).map(|body| BodyReader::new(module, body, &Features::all())) else {
        return (Vec::new(), None);
    };
    while let Ok(instr) = body.next() {
        let closes = matches!(instr.op.mnemonic(), "end" | "else" | "catch" | "catch_all" | "delegate");
        depth = depth.saturating_sub(usize::from(closes));
        if instr.at as usize > offset {
            after += 1;
        } else {
            current = Some(lines.len());
        }
        lines.push_back((instr.at, format!("{}{}", "  ".repeat(depth.min(20)), text(&instr))));
        let opens = matches!(instr.imm, Imm::Block(_) | Imm::TryTable(..)) || (closes && instr.op.mnemonic() != "end");
        depth += usize::from(opens);
        if after == 0 && lines.len() > CONTEXT + 1 {
            lines.pop_front();
            current = current.map(|current| current.saturating_sub(1));
        }
        if after == CONTEXT || body.is_at_end() {
            break;
        }
    }
    (lines.into(), current)
}

/// An instruction in the words of the text format, with indices for names.
fn text(instr: &Instr<'_>) -> String {
    let mnemonic = instr.op.mnemonic();
    match immediates(&instr.imm) {
        words if words.is_empty() => mnemonic.to_owned(),
        words => format!("{mnemonic} {words}"),
    }
}

fn immediates(imm: &Imm<'_>) -> String {
    match *imm {
        Imm::None => String::new(),
        Imm::Block(ty) | Imm::TryTable(ty, _) => block_type(ty),
        Imm::Label(n) | Imm::Func(n) | Imm::Type(n) | Imm::Local(n) | Imm::Global(n) | Imm::Table(n) => n.to_string(),
        Imm::Memory(n) | Imm::Data(n) | Imm::Elem(n) | Imm::Tag(n) => n.to_string(),
        Imm::Labels(labels) => labels.iter().take(8).map(|label| label.to_string()).collect::<Vec<_>>().join(" "),
        Imm::CallIndirect { ty, table } => format!("{table} (type {ty})"),
        Imm::TableTable { dst, src } | Imm::MemoryMemory { dst, src } | Imm::TypeType { dst, src } => {
            format!("{dst} {src}")
        }
        Imm::DataMemory { data, memory } => format!("{memory} {data}"),
        Imm::ElemTable { elem, table } => format!("{table} {elem}"),
        Imm::MemArg(arg) => format!("offset={}", arg.offset),
        Imm::MemArgLane(arg, lane) => format!("offset={} {lane}", arg.offset),
        Imm::Lane(lane) => lane.to_string(),
        Imm::Lanes(lanes) => lanes.map(|lane| lane.to_string()).join(" "),
        Imm::I32(value) => value.to_string(),
        Imm::I64(value) => value.to_string(),
        Imm::F32(bits) => crate::values::f32(bits),
        Imm::F64(bits) => crate::values::f64(bits),
        Imm::V128(bytes) => crate::values::v128(u128::from_le_bytes(bytes)),
        Imm::HeapType(heap) => heap.to_string(),
        Imm::Cast(ty) => ty.to_string(),
        Imm::BrOnCast { label, from, to } => format!("{label} {from} {to}"),
        Imm::SelectTypes(_) => "(result …)".to_owned(),
        Imm::TypeField { ty, field } => format!("{ty} {field}"),
        Imm::TypeN { ty, n } => format!("{ty} {n}"),
        Imm::TypeData { ty, data } => format!("{ty} {data}"),
        Imm::TypeElem { ty, elem } => format!("{ty} {elem}"),
    }
}

fn block_type(ty: BlockType) -> String {
    match ty {
        BlockType::Empty => String::new(),
        BlockType::Value(ty) => format!("(result {ty})"),
        BlockType::Type(index) => format!("(type {index})"),
    }
}

/// Writes the line of bytes that holds the offset, with a caret under it.
fn write_bytes(out: &mut dyn Write, bytes: &[u8], offset: usize, style: Style) -> io::Result<()> {
    writeln!(out)?;
    if bytes.is_empty() {
        return Ok(());
    }
    let bar = style.paint(Role::Frame, "|").to_string();
    // The end of the bytes is a place too: one past the last.
    let offset = offset.min(bytes.len());
    let start = offset.saturating_sub(LINE / 2);
    let shown = &bytes[start..bytes.len().min(start + LINE)];
    let place = format!("{start:#x}");
    let margin = " ".repeat(place.len());
    let hex: String = shown.iter().map(|byte| format!(" {byte:02x}")).collect();
    let indent = "   ".repeat(offset - start);
    writeln!(out, "{margin} {bar}")?;
    writeln!(out, "{} {bar}{hex}", style.paint(Role::Frame, &place))?;
    writeln!(out, "{margin} {bar}{indent} {}", style.paint(Role::Error, "^^"))
}
