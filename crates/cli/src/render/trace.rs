//! The functions that were running when a program was stopped.

use std::collections::HashMap;
use std::io::{self, Write};

use wharf_core::trace::MAX_FRAMES;
use wharf_core::{Error, Frame, Module, Place, Space};

use super::snippet::line_column;
use super::style::{Role, Style};
use crate::anatomy::demangle::readable;
use crate::anatomy::dwarf::{SourceLine, lines};
use crate::input::Input;

/// How many different places are shown, counted from the innermost on.
const SHOWN: usize = 30;

/// Writes a line for each frame of an error, innermost first. A function that called itself from the same place, again
/// and again, has one line.
pub fn write(out: &mut dyn Write, error: &Error, input: Option<&Input>, style: Style) -> io::Result<()> {
    let frames = error.trace();
    let cut = if error.trace_is_cut() { format!(", cut after {MAX_FRAMES}") } else { String::new() };
    let sources = Sources::of(frames);
    let mut number = 0;
    for (index, run) in frames.chunk_by(|a, b| a.func == b.func && a.at == b.at).enumerate() {
        if index == SHOWN {
            return writeln!(out, "      … {} more{cut}", frames.len() - number);
        }
        write!(out, "{} {}", style.paint(Role::Frame, format_args!("{number:>4}:")), place(&run[0], input, &sources))?;
        number += run.len();
        match run.len() {
            1 => writeln!(out)?,
            count => writeln!(out, " × {count}")?,
        }
    }
    if cut.is_empty() { Ok(()) } else { writeln!(out, "      … and more{cut}") }
}

/// The source lines of frames in modules that hold debug information.
struct Sources(HashMap<(*const Module, u32), SourceLine>);

impl Sources {
    fn of(frames: &[Frame]) -> Sources {
        let mut sources = HashMap::new();
        let mut modules: Vec<&Module> = Vec::new();
        for module in frames.iter().map(|frame| frame.symbols.module()) {
            if modules.iter().any(|known| std::ptr::eq(*known, module)) {
                continue;
            }
            modules.push(module);
            let own = frames.iter().filter(|frame| std::ptr::eq(frame.symbols.module(), module));
            let lines = lines(module, own.filter_map(|frame| frame.at));
            sources.extend(lines.into_iter().map(|(at, line)| ((&raw const *module, at), line)));
        }
        Sources(sources)
    }

    fn line(&self, frame: &Frame) -> Option<&SourceLine> {
        self.0.get(&(&raw const *frame.symbols.module(), frame.at?))
    }
}

/// A frame in words: `main at app.wat:3:5 (0x2a)`, `main at src/app.c:7:9 (app.wasm:0x2a)`.
fn place(frame: &Frame, input: Option<&Input>, sources: &Sources) -> String {
    let func = frame.func_name().map_or_else(|| format!("func[{}]", frame.func), |name| readable(name).into_owned());
    let Some(at) = frame.at else { return func };
    // The input is the main module; a module linked to it speaks by its own name.
    let own = input.filter(|input| input.bytes() == frame.symbols.module().bytes);
    let name = own.map(|input| &*input.name).or(frame.module_name()).unwrap_or("wasm");
    match (own.map(|input| (input, input.place(Place::binary(at as usize)))), sources.line(frame)) {
        (Some((input, Place { space: Space::Text, offset })), _) => {
            let (text, offset) = input.shown(offset).unwrap_or_default();
            let position = line_column(&text, offset);
            format!("{func} at {name}:{position} ({at:#x})")
        }
        (_, Some(line)) => format!("{func} at {line} ({name}:{at:#x})"),
        _ => format!("{func} at {name}:{at:#x}"),
    }
}
