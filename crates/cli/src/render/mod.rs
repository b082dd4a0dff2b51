//! How an error looks to a person. The one renderer: every verb's errors come through here.
//!
//! A place in a text shows the line with a caret under it, a place in a binary shows the function and the instructions
//! around it, a trap shows the functions that were running. Refuses to change what an error says.

mod binary;
mod highlight;
mod snippet;
mod style;
mod trace;

pub use highlight::Highlight;
pub use snippet::{LineColumn, line_column};
pub use style::{Painted, Role, Style};

use std::io::{self, Write};

use wharf_core::{Error, Op, Place, Space, Stage};

use crate::failure::{Exit, Failure};
use crate::input::Input;

/// Where the rules of the specification stand.
const SPECIFICATION: &str = "https://webassembly.github.io/spec/core/";

/// Tells a failure on standard error and says which exit code it means.
pub fn failure(failure: &Failure, style: Style) -> Exit {
    let mut out = Vec::new();
    // Writing into memory cannot fail, and there is nobody left to tell when standard error is closed.
    let _ = write_failure(&mut out, failure, style);
    let _ = io::stderr().write_all(&out);
    failure.exit()
}

/// Writes a failure as [`failure`] tells it.
///
/// # Errors
/// Those of the writer.
pub fn write_failure(out: &mut dyn Write, failure: &Failure, style: Style) -> io::Result<()> {
    match failure {
        Failure::Usage(message) => writeln!(out, "{}: {message}", style.paint(Role::Error, "error")),
        Failure::Io { path, verb, error } => {
            let path = path.display();
            writeln!(out, "{}: cannot {verb} {path}: {error}", style.paint(Role::Error, "error"))
        }
        Failure::Wasm { error, input } => write_error(out, error, input.as_deref(), style),
        Failure::Told(_) => Ok(()),
    }
}

/// Writes an error of the engine, with what the input shows at its place.
///
/// # Errors
/// Those of the writer.
pub fn write_error(out: &mut dyn Write, error: &Error, input: Option<&Input>, style: Style) -> io::Result<()> {
    writeln!(out, "{}: {}", style.paint(Role::Error, headline(error)), style.paint(Role::Message, error.message()))?;
    if let (Some(input), Some(place)) = (input, error.place()) {
        write_place(out, input, place, style)?;
    }
    trace::write(out, error, input, style)?;
    for note in error.notes() {
        writeln!(out, "  {} {note}", style.paint(Role::Frame, "= note:"))?;
    }
    match rule_url(error.anchor()) {
        Some(url) => writeln!(out, "  {} {url}", style.paint(Role::Frame, "= rule:")),
        None => Ok(()),
    }
}

/// The address of a rule: of a fragment of the specification's pages, or of an instruction's own anchor.
pub fn rule_url(anchor: &str) -> Option<String> {
    if anchor.is_empty() {
        return None;
    }
    if anchor.contains('/') {
        return Some(if anchor.starts_with("https:") { anchor.to_owned() } else { format!("{SPECIFICATION}{anchor}") });
    }
    let op = Op::ALL.iter().find(|op| op.anchor() == anchor)?;
    Some(op.spec_url())
}

/// The error in one line, without what was running.
pub fn brief(error: &Error) -> String {
    let notes = error.notes().iter().map(|note| format!("; {note}")).collect::<String>();
    format!("{}: {}{notes}", error.stage().word(), error.message())
}

/// The words before the colon.
fn headline(error: &Error) -> &'static str {
    match error.stage() {
        Stage::Malformed => "error: malformed module",
        Stage::Invalid => "error: invalid module",
        Stage::Unlinkable => "error: cannot link",
        Stage::Trap(_) => "trap",
        Stage::Host => "error",
        Stage::Limit => "error: limit",
    }
}

/// Writes where the error is and what stands there.
fn write_place(out: &mut dyn Write, input: &Input, place: Place, style: Style) -> io::Result<()> {
    let place = input.place(place);
    match (place.space, input.shown(place.offset)) {
        (Space::Text, Some((text, offset))) => snippet::write(out, &input.name, &text, offset, style),
        _ => binary::write(out, input, place.offset, style),
    }
}
