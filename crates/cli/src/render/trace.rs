//! The functions that were running when a program was stopped.

use std::io::{self, Write};

use wharf_core::{Frame, Place, Space};

use super::snippet::line_column;
use super::style::{Role, Style};
use crate::input::Input;

/// How many different places are shown, counted from the innermost on.
const SHOWN: usize = 30;

/// Writes a line for each frame, innermost first. A function that called itself from the same place, again and again, has
/// one line.
pub fn write(out: &mut dyn Write, frames: &[Frame], input: Option<&Input>, style: Style) -> io::Result<()> {
    let mut number = 0;
    for (index, run) in frames.chunk_by(|a, b| a.func == b.func && a.at == b.at).enumerate() {
        if index == SHOWN {
            return writeln!(out, "      … {} more", frames.len() - number);
        }
        write!(out, "{} {}", style.paint(Role::Frame, format_args!("{number:>4}:")), place(&run[0], input))?;
        number += run.len();
        match run.len() {
            1 => writeln!(out)?,
            count => writeln!(out, " × {count}")?,
        }
    }
    Ok(())
}

/// A frame in words: `main at app.wat:3:5 (0x2a)`.
fn place(frame: &Frame, input: Option<&Input>) -> String {
    let func = frame.func_name().map_or_else(|| format!("func[{}]", frame.func), str::to_owned);
    let Some(at) = frame.at else { return func };
    // The input is the main module; a module linked to it speaks by its own name.
    let own = input.filter(|input| wharf::Bytes::from(input.bytes()) == frame.symbols.module().bytes);
    let name = own.map(|input| &*input.name).or(frame.module_name()).unwrap_or("wasm");
    match own.map(|input| (input, input.place(Place::binary(at as usize)))) {
        Some((input, Place { space: Space::Text, offset })) => {
            let (text, offset) = input.shown(offset).unwrap_or_default();
            let position = line_column(&text, offset);
            format!("{func} at {name}:{position} ({at:#x})")
        }
        _ => format!("{func} at {name}:{at:#x}"),
    }
}
