//! From byte offsets of a compiled module back to the text it was written in.
//!
//! The validator knows only byte offsets; this map turns them into places in the `.wat`. Entries are stored as LEB128
//! differences, a few bytes for an instruction, with a checkpoint now and then for the search.

use wharf_core::{Place, Space};

/// How many entries share one checkpoint.
const STRIDE: u32 = 64;

/// A map from byte offsets of a module to byte offsets of the text it was compiled from.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    /// In ascending order of bytes.
    runs: Vec<Run>,
}

/// Entries whose bytes count from a common base.
#[derive(Clone, Debug, Default)]
struct Run {
    base: u32,
    /// For each entry after a checkpoint: the distance in bytes (unsigned), then in text (zigzag), as LEB128.
    deltas: Vec<u8>,
    checkpoints: Vec<Checkpoint>,
    count: u32,
    last: (u32, u32),
}

#[derive(Copy, Clone, Debug)]
struct Checkpoint {
    byte: u32,
    text: u32,
    /// Where the deltas of the entries that follow begin.
    deltas: usize,
}

impl SourceMap {
    /// Adds an entry. Byte offsets must not decrease from call to call.
    pub fn push(&mut self, byte: u32, text: u32) {
        if self.runs.is_empty() {
            self.runs.push(Run::default());
        }
        if let Some(run) = self.runs.last_mut() {
            run.push(byte - run.base, text);
        }
    }

    /// Adds the entries of another map, whose bytes begin at `base` here and after all that is here already.
    pub fn append(&mut self, other: SourceMap, base: u32) {
        let moved = other.runs.into_iter().filter(|run| run.count > 0);
        self.runs.extend(moved.map(|run| Run { base: run.base + base, ..run }));
        // What is pushed from now on counts from the beginning again.
        self.runs.push(Run::default());
    }

    /// The entries in order: `(byte offset, text offset)`.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.runs.iter().flat_map(|run| (0..run.checkpoints.len()).flat_map(|index| run.entries(index)))
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.runs.iter().map(|run| run.count as usize).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where in the text the byte at this offset came from: the entry at the offset, else the nearest one before it.
    pub fn text_offset(&self, byte: usize) -> Option<usize> {
        let byte = u32::try_from(byte).ok()?;
        let starts = |run: &&Run| run.checkpoints.first().is_some_and(|first| first.byte + run.base <= byte);
        let run = self.runs.iter().rev().find(starts)?;
        let index = run.checkpoints.partition_point(|point| point.byte + run.base <= byte).checked_sub(1)?;
        run.entries(index).take_while(|entry| entry.0 <= byte).last().map(|entry| entry.1 as usize)
    }

    /// The same place in the text, if it is a place in the compiled bytes that the map knows; else the place itself.
    pub fn place(&self, place: Place) -> Place {
        match place.space {
            Space::Binary => self.text_offset(place.offset).map_or(place, Place::text),
            Space::Text => place,
        }
    }

    /// The error with its place sent from the compiled bytes to the text.
    pub fn locate(&self, error: wharf_core::Error) -> wharf_core::Error {
        match error.place() {
            Some(place) => error.moved_to(self.place(place)),
            None => error,
        }
    }
}

impl Run {
    fn push(&mut self, byte: u32, text: u32) {
        debug_assert!(self.count == 0 || byte >= self.last.0, "source map entries come in order of bytes");
        if self.count.is_multiple_of(STRIDE) {
            self.checkpoints.push(Checkpoint { byte, text, deltas: self.deltas.len() });
        } else {
            put(&mut self.deltas, u64::from(byte - self.last.0));
            let distance = i64::from(text) - i64::from(self.last.1);
            put(&mut self.deltas, (distance << 1 ^ distance >> 63) as u64);
        }
        self.last = (byte, text);
        self.count += 1;
    }

    /// The entries of one checkpoint.
    fn entries(&self, index: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
        let (base, point) = (self.base, self.checkpoints[index]);
        let end = self.checkpoints.get(index + 1).map_or(self.deltas.len(), |next| next.deltas);
        let mut rest = &self.deltas[point.deltas..end];
        let (mut byte, mut text) = (point.byte + base, point.text);
        std::iter::once((byte, text)).chain(std::iter::from_fn(move || {
            byte += take(&mut rest)? as u32;
            let zigzag = take(&mut rest)?;
            let distance = (zigzag >> 1) as i64 ^ -((zigzag & 1) as i64);
            text = (i64::from(text) + distance) as u32;
            Some((byte, text))
        }))
    }
}

fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take(rest: &mut &[u8]) -> Option<u64> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let (&byte, tail) = rest.split_first()?;
        *rest = tail;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_entry_at_or_before() {
        let entries: Vec<(u32, u32)> = (0..1000).map(|i| (10 + i * 3, (i * 7919) % 100_000)).collect();
        let (mut map, mut tail) = (SourceMap::default(), SourceMap::default());
        entries[..300].iter().for_each(|entry| map.push(entry.0, entry.1));
        entries[300..700].iter().for_each(|entry| tail.push(entry.0 - 20, entry.1));
        map.append(tail, 20);
        entries[700..].iter().for_each(|entry| map.push(entry.0, entry.1));
        assert_eq!(map.iter().collect::<Vec<_>>(), entries);
        assert_eq!(map.text_offset(9), None);
        for (byte, text) in entries {
            for offset in byte..byte + 3 {
                assert_eq!(map.text_offset(offset as usize), Some(text as usize));
            }
        }
    }
}
