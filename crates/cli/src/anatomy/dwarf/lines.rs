//! Places in code by source line, for backtraces.

use std::collections::{HashMap, HashSet};
use std::fmt;

use wharf_core::module::Module;

use super::Debug;

/// A place in a source file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceLine {
    /// The file's path as the compiler saw it.
    pub path: String,
    /// The line, counted from 1.
    pub line: u64,
    /// The column, counted from 1, if it is known.
    pub column: Option<u64>,
}

impl fmt::Display for SourceLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path, self.line)?;
        self.column.map_or(Ok(()), |column| write!(f, ":{column}"))
    }
}

/// The source lines of these offsets of a module, as far as debug information tells.
pub fn lines(module: &Module, offsets: impl IntoIterator<Item = u32>) -> HashMap<u32, SourceLine> {
    let mut found = HashMap::new();
    let Some(mut debug) = Debug::of(module) else { return found };
    let mut wanted: Vec<u32> = offsets.into_iter().collect();
    wanted.sort_unstable();
    let mut seen = HashSet::new();
    debug.units(|debug, unit| {
        let Some(table) = unit.lines.filter(|table| seen.insert(table.0)) else { return };
        debug.rows(unit, table, |debug, header, (start, end), row| {
            let inside = wanted.partition_point(|at| *at < start)..wanted.partition_point(|at| *at < end);
            let Some(line) = row.line().filter(|_| !inside.is_empty()) else { return };
            let Some(path) = debug.path(unit, header, row.file_index()) else { return };
            let column = match row.column() {
                gimli::ColumnType::LeftEdge => None,
                gimli::ColumnType::Column(column) => Some(column.get()),
            };
            for at in &wanted[inside] {
                let line = SourceLine { path: path.clone(), line: line.get(), column };
                found.entry(*at).or_insert(line);
            }
        });
    });
    found
}

#[cfg(test)]
mod tests {
    use wharf_core::features::Features;
    use wharf_syntax::binary::decode::decode_module;

    use super::*;

    const PROGRAM: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/programs/crash.wasm"));

    fn lines_of(bytes: Vec<u8>) -> Vec<String> {
        let module = decode_module(bytes, &Features::default()).expect("custom sections may hold anything");
        let found = lines(&module, [0x47, 0x84, 0x85, u32::MAX]);
        let mut found: Vec<String> = found.into_iter().map(|(at, line)| format!("{at:#x} {line}")).collect();
        found.sort();
        found
    }

    #[test]
    fn offsets_have_lines() {
        let found = lines_of(PROGRAM.to_vec());
        assert_eq!(found[..2], ["0x47 /crash/src/crash.c:17:12", "0x84 /crash/src/crash.c:4:9"]);
    }

    #[test]
    fn damaged_debug_information_does_no_harm() {
        let module = decode_module(PROGRAM.to_vec(), &Features::default()).expect("valid");
        let mut other = 0;
        for custom in module.customs.iter().filter(|custom| custom.name.starts_with(".debug_")) {
            for at in custom.data.range() {
                for value in [0, 0x7f, 0x80, 0xff, PROGRAM[at] ^ 1] {
                    let mut bytes = PROGRAM.to_vec();
                    bytes[at] = value;
                    other += usize::from(lines_of(bytes).len() != 2);
                }
            }
        }
        assert!(other > 0, "damage is seen");
    }
}
