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

    /// The entries in order: `(byte offset, text offset)`.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0..self.checkpoints.len()).flat_map(|index| self.run(index))
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Where in the text the byte at this offset came from: the entry at the offset, else the nearest one before it.
    pub fn text_offset(&self, byte: usize) -> Option<usize> {
        let index = self.checkpoints.partition_point(|point| point.byte as usize <= byte).checked_sub(1)?;
        let found = self.run(index).take_while(|entry| entry.0 as usize <= byte).last();
        found.map(|entry| entry.1 as usize)
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

    /// The entries of one checkpoint.
    fn run(&self, index: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
        let point = self.checkpoints[index];
        let end = self.checkpoints.get(index + 1).map_or(self.deltas.len(), |next| next.deltas);
        let mut rest = &self.deltas[point.deltas..end];
        let (mut byte, mut text) = (point.byte, point.text);
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
        let mut map = SourceMap::default();
        entries.iter().for_each(|entry| map.push(entry.0, entry.1));
        assert_eq!(map.iter().collect::<Vec<_>>(), entries);
        assert_eq!(map.text_offset(9), None);
        for (byte, text) in entries {
            for offset in byte..byte + 3 {
                assert_eq!(map.text_offset(offset as usize), Some(text as usize));
            }
        }
    }
}
