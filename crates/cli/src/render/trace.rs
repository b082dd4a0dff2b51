//! The functions that were running when a program was stopped.

use std::io::{self, Write};

use wharf_core::{Frame, Place, Space};

use super::snippet::line_column;
use super::style::{Role, Style};
use crate::input::Input;

/// How many of the innermost frames are shown of a deep stack.
const INNERMOST: usize = 20;
/// How many of the outermost frames are shown of a deep stack.
const OUTERMOST: usize = 5;

/// Writes a line for each frame, innermost first; the middle of a deep stack is left out.
pub fn write(out: &mut dyn Write, frames: &[Frame], input: Option<&Input>, style: Style) -> io::Result<()> {
    let hidden = INNERMOST..frames.len().saturating_sub(OUTERMOST).max(INNERMOST);
    for (number, frame) in frames.iter().enumerate() {
        if !hidden.contains(&number) {
            write_frame(out, number, frame, input, style)?;
        } else if number == hidden.start {
            writeln!(out, "      … {} more …", hidden.len())?;
        }
    }
    Ok(())
}

/// Writes `0: main at app.wat:3:5 (0x2a)`.
fn write_frame(
    out: &mut dyn Write,
    number: usize,
    frame: &Frame,
    input: Option<&Input>,
    style: Style,
) -> io::Result<()> {
    write!(out, "{} ", style.paint(Role::Frame, format_args!("{number:>4}:")))?;
    match frame.func_name() {
        Some(name) => write!(out, "{name}")?,
        None => write!(out, "func[{}]", frame.func)?,
    }
    // The input is the main module; a module linked to it speaks by its own name.
    let own = input.filter(|input| input.bytes() == frame.symbols.module().bytes);
    let Some(at) = frame.at else {
        return writeln!(out);
    };
    let name = own.map(|input| &*input.name).or(frame.module_name()).unwrap_or("wasm");
    let place = own.map(|input| (input, input.place(Place::binary(at as usize))));
    match place {
        Some((input, Place { space: Space::Text, offset })) => {
            let position = line_column(input.as_text().unwrap_or(""), offset);
            writeln!(out, " at {name}:{position} ({at:#x})")
        }
        _ => writeln!(out, " at {name}:{at:#x}"),
    }
}
