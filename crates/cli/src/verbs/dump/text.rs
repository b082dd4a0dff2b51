//! Explanations as lines: offset, bytes, and what they are, indented by nesting.

use std::io::{self, Write};

use wharf_core::Result;
use wharf_syntax::binary::annotate::{Kind, Part, Visit, leb_groups};

use crate::output::unwritable;

/// Where the pages of the specification stand.
const SPECIFICATION: &str = "https://webassembly.github.io/spec/core/";
/// How many bytes a line shows.
const LINE: usize = 8;
/// How many lines of data are shown if not all are.
const DATA_LINES: usize = 4;
/// How deep lines are indented at most.
const DEPTH: usize = 40;

/// The whole address of a part's [`Part::spec`].
pub fn address(spec: &str) -> String {
    if spec.starts_with("https:") { spec.to_owned() } else { format!("{SPECIFICATION}{spec}") }
}

/// Writes what `explain` tells; all bytes of data only if `full`.
pub fn write(
    sink: &mut dyn Write,
    bytes: &[u8],
    full: bool,
    explain: impl FnOnce(&mut dyn Visit) -> Result<()>,
) -> Result<()> {
    explain(&mut Text { sink, bytes, full, specs: Vec::new() })
}

struct Text<'a> {
    sink: &'a mut dyn Write,
    bytes: &'a [u8],
    full: bool,
    /// Where the specification speaks of each open group.
    specs: Vec<&'static str>,
}

impl Text<'_> {
    /// Writes what a part is, behind its offset and bytes.
    fn says(&mut self, part: &Part<'_>, groups: &str) -> io::Result<()> {
        let indent = 2 * self.specs.len().min(DEPTH);
        write!(self.sink, " {:indent$}{}", "", part.label)?;
        if !part.detail.is_empty() {
            write!(self.sink, ": {}{groups}", part.detail)?;
        }
        let around = self.specs.iter().rev().find(|spec| !spec.is_empty());
        if part.spec.is_empty() || around == Some(&part.spec) {
            return writeln!(self.sink);
        }
        // The first line says the whole address; the others would only repeat its beginning.
        match self.specs.is_empty() {
            true => writeln!(self.sink, "  § {}", address(part.spec)),
            false => writeln!(self.sink, "  § {}", part.spec),
        }
    }

    fn group(&mut self, part: &Part<'_>) -> io::Result<()> {
        let range = format!("{:06x}..{:06x}", part.span.start, part.span.end);
        write!(self.sink, "{range:width$}", width = 8 + 3 * LINE)?;
        self.says(part, "")
    }

    fn bytes(&mut self, part: &Part<'_>) -> io::Result<()> {
        let bytes = &self.bytes[part.span.range()];
        let abbreviated = part.kind == Kind::Data && !self.full;
        let shown = if abbreviated { bytes.len().min(DATA_LINES * LINE) } else { bytes.len() };
        for (position, line) in bytes[..shown].chunks(LINE).enumerate() {
            let place = part.span.start as usize + position * LINE;
            let hex: String = line.iter().map(|byte| format!(" {byte:02x}")).collect();
            if position > 0 {
                writeln!(self.sink, "{place:06x} {hex}")?;
                continue;
            }
            write!(self.sink, "{place:06x} {hex:width$}", width = 3 * LINE + 1)?;
            match part.kind {
                Kind::Unsigned | Kind::Signed => self.says(part, &groups(bytes, part.kind))?,
                _ => self.says(part, "")?,
            }
        }
        match bytes.len() - shown {
            0 => Ok(()),
            more => writeln!(self.sink, "{:06x}  … {more} more bytes", part.span.start as usize + shown),
        }
    }
}

/// How a LEB128 integer of several bytes is put together: ` = 0x65 + 0x0e·2⁷ + 0x26·2¹⁴`, and ` − 2²¹` for a negative one.
fn groups(bytes: &[u8], kind: Kind) -> String {
    const POWERS: [&str; 11] = ["", "2⁷", "2¹⁴", "2²¹", "2²⁸", "2³⁵", "2⁴²", "2⁴⁹", "2⁵⁶", "2⁶³", "2⁷⁰"];
    if bytes.len() < 2 {
        return String::new();
    }
    let dot = |power: &&str| if power.is_empty() { "" } else { "·" };
    let groups = leb_groups(bytes).zip(POWERS).map(|(group, power)| format!("{group:#04x}{}{power}", dot(&power)));
    let sum = groups.collect::<Vec<_>>().join(" + ");
    let negative = kind == Kind::Signed && bytes.last().is_some_and(|last| last & 0x40 != 0);
    match POWERS.get(bytes.len()) {
        Some(power) if negative => format!(" = {sum} − {power}"),
        _ => format!(" = {sum}"),
    }
}

impl Visit for Text<'_> {
    fn open(&mut self, part: &Part<'_>) -> Result<()> {
        self.group(part).map_err(unwritable)?;
        self.specs.push(part.spec);
        Ok(())
    }

    fn leaf(&mut self, part: &Part<'_>) -> Result<()> {
        self.bytes(part).map_err(unwritable)
    }

    fn close(&mut self) -> Result<()> {
        self.specs.pop();
        Ok(())
    }
}
