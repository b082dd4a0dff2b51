//! Code by the source file it came from, after the line tables.

use std::collections::{HashMap, HashSet};

use wharf_core::module::Module;

use super::Debug;

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
        let Some(table) = unit.lines.filter(|offset| lines.seen.insert(offset.0)) else { return };
        let mut numbers: HashMap<u64, Option<u32>> = HashMap::new();
        debug.rows(unit, table, |debug, header, (start, end), row| {
            let file = row.file_index();
            let number = numbers.entry(file).or_insert_with(|| Some(lines.number(debug.path(unit, header, file)?)));
            if let Some(number) = *number {
                lines.piece(start, end, number);
            }
        });
    });
    Some(lines.sum())
}

struct Lines {
    files: HashMap<String, u32>,
    pieces: Vec<Piece>,
    seen: HashSet<usize>,
}

impl Lines {
    fn piece(&mut self, start: u32, end: u32, file: u32) {
        match self.pieces.last_mut() {
            Some(last) if last.1 == start && last.2 == file => last.1 = end,
            _ => self.pieces.push((start, end, file)),
        }
    }

    /// The number of a file by its path.
    fn number(&mut self, path: String) -> u32 {
        let next = self.files.len() as u32;
        *self.files.entry(path).or_insert(next)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_counts_twice() {
        let files = HashMap::from([("a".to_owned(), 0), ("b".to_owned(), 1)]);
        let lines = Lines { files, pieces: vec![(10, 20, 0), (15, 30, 1), (12, 14, 1)], seen: HashSet::new() };
        let sums = lines.sum();
        assert_eq!(sums, [Source { path: "a".into(), bytes: 10 }, Source { path: "b".into(), bytes: 10 }]);
    }
}
