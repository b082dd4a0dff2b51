//! The rows of line tables: which line of which file each piece of code came from.

use gimli::{DebugLineOffset, LineProgramHeader, LineRow};

use super::{Debug, Reader, Unit};

impl<'a> Debug<'a> {
    /// Hands every piece of code in the line table at an offset to `each`, with its first byte and the one past its last
    /// in the module and the row that it begins with, as far as the budget reaches.
    pub(super) fn rows(
        &mut self,
        unit: &Unit<'a>,
        offset: DebugLineOffset<usize>,
        mut each: impl FnMut(&mut Debug<'a>, &LineProgramHeader<Reader<'a>>, (u32, u32), LineRow),
    ) {
        let size = unit.header.encoding().address_size;
        let Ok(program) = self.dwarf.debug_line.program(offset, size, unit.directory, unit.name) else { return };
        let header = program.header().clone();
        if self.charge(header.header_length()).is_none() {
            return;
        }
        let mut rows = program.rows();
        let mut open: Option<LineRow> = None;
        // A sequence of code that the linker has discarded begins at zero, or behind the end of the module.
        let mut kept = false;
        while let Ok(Some((_, row))) = rows.next_row() {
            if self.charge(1).is_none() {
                return;
            }
            match open {
                Some(first) if kept && first.address() < row.address() => {
                    if let (Some(start), Some(end)) = (self.offset(first.address()), self.offset(row.address())) {
                        each(self, &header, (start, end), first);
                    }
                }
                Some(_) => {}
                None => kept = row.address() > 0,
            }
            open = (!row.end_sequence()).then_some(*row);
        }
    }

    /// The path of a file of a line table.
    pub(super) fn path(
        &mut self,
        unit: &Unit<'a>,
        header: &LineProgramHeader<Reader<'a>>,
        file: u64,
    ) -> Option<String> {
        let file = header.file(file)?;
        let mut path = self.string(unit, file.path_name())?.to_string_lossy().into_owned();
        let directory = file.directory(header).and_then(|directory| self.string(unit, directory));
        for directory in [directory, unit.directory].into_iter().flatten() {
            if !is_absolute(&path) {
                self.charge(directory.slice().len())?;
                path = format!("{}/{path}", directory.to_string_lossy().trim_end_matches('/'));
            }
        }
        Some(tidied(&path))
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
}
