//! Code by the source file it came from, after the line tables.

use std::collections::{HashMap, HashSet};

use gimli::{IncompleteLineProgram, LineProgramHeader};
use wharf_core::module::Module;

use super::{Debug, Reader, Unit};

/// A source file and how much code came from it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Its path as the compiler saw it.
    pub path: String,
    /// Bytes of code.
    pub bytes: u64,
}

/// A piece of code: its first byte and the one past its last in the module, and the number of its file.
type Piece = (u32, u32, u32);

/// The source files of a module's code, the largest first; `None` without debug information. Every byte of code counts
/// for one file at most.
pub fn sources(module: &Module) -> Option<Vec<Source>> {
    let mut debug = Debug::of(module)?;
    let mut lines = Lines { files: HashMap::new(), pieces: Vec::new(), seen: HashSet::new() };
    debug.units(|debug, unit| {
        if let Some(offset) = unit.lines.filter(|offset| lines.seen.insert(offset.0)) {
            let size = unit.header.encoding().address_size;
            if let Ok(program) = debug.dwarf.debug_line.program(offset, size, unit.directory, unit.name) {
                lines.program(debug, unit, program);
            }
        }
    });
    Some(lines.sum())
}

struct Lines {
    files: HashMap<String, u32>,
    pieces: Vec<Piece>,
    seen: HashSet<usize>,
}

impl Lines {
    /// Follows a line program, as far as the budget reaches.
    fn program<'a>(&mut self, debug: &mut Debug<'a>, unit: &Unit<'a>, program: IncompleteLineProgram<Reader<'a>>) {
        let header = program.header().clone();
        if debug.charge(header.header_length()).is_none() {
            return;
        }
        let mut numbers: HashMap<u64, Option<u32>> = HashMap::new();
        let mut rows = program.rows();
        let mut open: Option<(u64, u64)> = None;
        // A sequence of code that the linker has discarded begins at zero, or behind the end of the module.
        let mut kept = false;
        while let Ok(Some((_, row))) = rows.next_row() {
            if debug.charge(1).is_none() {
                return;
            }
            match open {
                Some((start, file)) if kept && start < row.address() => {
                    let number = *numbers.entry(file).or_insert_with(|| self.number(debug, unit, &header, file));
                    if let (Some(start), Some(end), Some(file)) =
                        (debug.offset(start), debug.offset(row.address()), number)
                    {
                        self.piece(start, end, file);
                    }
                }
                Some(_) => {}
                None => kept = row.address() > 0,
            }
            open = if row.end_sequence() { None } else { Some((row.address(), row.file_index())) };
        }
    }

    fn piece(&mut self, start: u32, end: u32, file: u32) {
        match self.pieces.last_mut() {
            Some(last) if last.1 == start && last.2 == file => last.1 = end,
            _ => self.pieces.push((start, end, file)),
        }
    }

    /// The number of a file by its path.
    fn number<'a>(
        &mut self,
        debug: &mut Debug<'a>,
        unit: &Unit<'a>,
        header: &LineProgramHeader<Reader<'a>>,
        file: u64,
    ) -> Option<u32> {
        let file = header.file(file)?;
        let mut path = debug.string(unit, file.path_name())?.to_string_lossy().into_owned();
        let directory = file.directory(header).and_then(|directory| debug.string(unit, directory));
        for directory in [directory, unit.directory].into_iter().flatten() {
            if !is_absolute(&path) {
                debug.charge(directory.slice().len())?;
                path = format!("{}/{path}", directory.to_string_lossy().trim_end_matches('/'));
            }
        }
        let next = self.files.len() as u32;
        Some(*self.files.entry(tidied(&path)).or_insert(next))
    }

    /// The files with the bytes of their pieces; of pieces that overlap the first counts.
    fn sum(mut self) -> Vec<Source> {
        self.pieces.sort_unstable();
        let mut bytes = vec![0u64; self.files.len()];
        let mut reached = 0;
        for (start, end, file) in self.pieces {
            let start = start.max(reached);
            if start < end {
                bytes[file as usize] += u64::from(end - start);
                reached = end;
            }
        }
        let sources = self.files.into_iter().map(|(path, number)| Source { path, bytes: bytes[number as usize] });
        let mut sources: Vec<Source> = sources.filter(|source| source.bytes > 0).collect();
        sources.sort_unstable_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.path.cmp(&b.path)));
        sources
    }
}

/// Whether a path starts at a root, on any system.
fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '\\']) || path.as_bytes().get(1) == Some(&b':')
}

/// A path without `.` and without a directory that `..` leaves again.
fn tidied(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for (position, part) in path.split('/').enumerate() {
        match part {
            "." => {}
            "" if position > 0 => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, "" | "..")) => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_tidied() {
        assert_eq!(tidied("/a/./b/../c//d.c"), "/a/c/d.c");
        assert_eq!(tidied("../x.c"), "../x.c");
        assert_eq!(tidied("/../x.c"), "/../x.c");
        assert!(is_absolute("C:\\x") && is_absolute("/x") && !is_absolute("x/y"));
    }

    #[test]
    fn no_byte_counts_twice() {
        let files = HashMap::from([("a".to_owned(), 0), ("b".to_owned(), 1)]);
        let lines = Lines { files, pieces: vec![(10, 20, 0), (15, 30, 1), (12, 14, 1)], seen: HashSet::new() };
        let sums = lines.sum();
        assert_eq!(sums, [Source { path: "a".into(), bytes: 10 }, Source { path: "b".into(), bytes: 10 }]);
    }
}
