//! Machine code for people: comments for the instructions of the module, lines for those of the machine.

use std::io::{self, Write};

use super::wasm::Instr;
use super::{Kind, Listed, Piece};

/// Writes what compilers made of a function.
///
/// # Errors
/// What the system says.
pub(in crate::verbs::print) fn write(listed: &[Listed], sink: &mut dyn Write) -> io::Result<()> {
    for (index, listed) in listed.iter().enumerate() {
        if index > 0 {
            writeln!(sink)?;
        }
        let name = listed.name.as_ref().map_or_else(String::new, |name| format!(" ${name}"));
        let at = listed.at.map_or_else(String::new, |at| format!(" from the loop @{at:x} on"));
        writeln!(sink, ";; func {}{name}, {}{at}: {} bytes", listed.function, listed.tier, listed.bytes)?;
        pieces(listed, sink)?;
        if !listed.without_code.is_empty() {
            writeln!(sink, ";; (without code)")?;
            listed.without_code.iter().try_for_each(|instr| instruction(instr, sink))?;
        }
    }
    Ok(())
}

fn pieces(listed: &Listed, sink: &mut dyn Write) -> io::Result<()> {
    let (mut function, mut out_of_line) = (listed.function, false);
    for piece in &listed.pieces {
        if piece.out_of_line && piece.kind != Kind::Data && !std::mem::replace(&mut out_of_line, piece.out_of_line) {
            writeln!(sink, ";; (out of line)")?;
        }
        match piece.kind {
            Kind::Entry => writeln!(sink, ";; (entry)")?,
            Kind::Other => writeln!(sink, ";; (no instruction)")?,
            Kind::Data => writeln!(sink, ";; (data)")?,
            Kind::Instructions => {}
        }
        for instr in &piece.instructions {
            if std::mem::replace(&mut function, instr.function) != instr.function {
                writeln!(sink, ";; (in func {})", instr.function)?;
            }
            instruction(instr, sink)?;
        }
        machine(piece, sink)?;
    }
    Ok(())
}

fn instruction(instr: &Instr, sink: &mut dyn Write) -> io::Result<()> {
    writeln!(sink, ";; @{:x} {:indent$}{}", instr.offset, "", instr.text, indent = 2 * instr.depth)
}

fn machine(piece: &Piece, sink: &mut dyn Write) -> io::Result<()> {
    for line in &piece.machine {
        let offset = line.offset;
        match (line.is_data(), line.note.is_empty()) {
            (true, _) => {
                let bytes = line.bytes.as_bytes().chunks(2).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
                writeln!(sink, "{offset:>6x}  .byte {bytes}")?;
            }
            (false, true) => writeln!(sink, "{offset:>6x}  {}", line.text)?,
            (false, false) => writeln!(sink, "{offset:>6x}  {:<40} ; {}", line.text, line.note)?,
        }
    }
    Ok(())
}
