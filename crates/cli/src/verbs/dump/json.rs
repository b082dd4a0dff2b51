//! Explanations as nested JSON objects, written as they come.
//!
//! Each has `start`, `end` (offsets), `kind`, `label`, `detail`, `spec` (a whole address, absent for none), `groups` for a
//! LEB128 integer, and `children` for a group.

use std::io::{self, Write};

use wharf_core::Result;
use wharf_syntax::binary::annotate::{Kind, Part, Visit, leb_groups};

use super::text::address;
use crate::output::unwritable;

/// Writes what `explain` tells.
pub fn write(sink: &mut dyn Write, bytes: &[u8], explain: impl FnOnce(&mut dyn Visit) -> Result<()>) -> Result<()> {
    let mut json = Json { sink, bytes, first: true, depth: 0 };
    explain(&mut json)?;
    writeln!(json.sink).map_err(unwritable)
}

struct Json<'a> {
    sink: &'a mut dyn Write,
    bytes: &'a [u8],
    /// Whether the next object is the first in its list.
    first: bool,
    depth: usize,
}

impl Json<'_> {
    /// Writes an object without its end.
    fn begin(&mut self, part: &Part<'_>) -> io::Result<()> {
        if !self.first {
            self.sink.write_all(b",")?;
        }
        if self.depth > 0 {
            write!(self.sink, "\n{:indent$}", "", indent = self.depth.min(40))?;
        }
        write!(self.sink, r#"{{"start":{},"end":{},"kind":"{}""#, part.span.start, part.span.end, part.kind.name())?;
        self.string("label", part.label)?;
        self.string("detail", part.detail)?;
        if !part.spec.is_empty() {
            self.string("spec", &address(part.spec))?;
        }
        if matches!(part.kind, Kind::Unsigned | Kind::Signed) {
            let groups: Vec<u8> = leb_groups(&self.bytes[part.span.range()]).collect();
            write!(self.sink, r#","groups":{}"#, serde_json::to_string(&groups)?)?;
        }
        Ok(())
    }

    fn string(&mut self, key: &str, value: &str) -> io::Result<()> {
        write!(self.sink, r#","{key}":"#)?;
        Ok(serde_json::to_writer(&mut self.sink, value)?)
    }
}

impl Visit for Json<'_> {
    fn open(&mut self, part: &Part<'_>) -> Result<()> {
        self.begin(part).map_err(unwritable)?;
        (self.first, self.depth) = (true, self.depth + 1);
        self.sink.write_all(br#","children":["#).map_err(unwritable)
    }

    fn leaf(&mut self, part: &Part<'_>) -> Result<()> {
        self.begin(part).map_err(unwritable)?;
        self.first = false;
        self.sink.write_all(b"}").map_err(unwritable)
    }

    fn close(&mut self) -> Result<()> {
        (self.first, self.depth) = (false, self.depth.saturating_sub(1));
        self.sink.write_all(b"]}").map_err(unwritable)
    }
}
