//! From the interpreter's code back to the module: the offset of the wasm instruction behind a word of code.
//!
//! Pairs of distances, as LEB128, in the order of the code. Only instructions that can be on a backtrace have one.

/// The table of one function.
#[derive(Debug, Default)]
pub(crate) struct Offsets(Box<[u8]>);

/// Collects the table of one function.
#[derive(Debug, Default)]
pub(crate) struct OffsetsBuilder {
    bytes: Vec<u8>,
    word: u32,
    at: u32,
}

impl OffsetsBuilder {
    /// The instruction whose code begins at `word` stands at `at`. Words ascend.
    pub(crate) fn push(&mut self, word: u32, at: u32) {
        leb(&mut self.bytes, (word - self.word) as u64);
        let distance = at as i64 - self.at as i64;
        leb(&mut self.bytes, (distance << 1 ^ distance >> 63) as u64);
        (self.word, self.at) = (word, at);
    }

    /// The finished table.
    pub(crate) fn finish(self) -> Offsets {
        Offsets(self.bytes.into())
    }
}

impl Offsets {
    /// Every entry: the word and the offset.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        let (mut rest, mut word, mut at) = (&self.0[..], 0u32, 0u32);
        std::iter::from_fn(move || {
            word += read(&mut rest)? as u32;
            let distance = read(&mut rest)?;
            at = at.wrapping_add(((distance >> 1) as i64 ^ -((distance & 1) as i64)) as u32);
            Some((word, at))
        })
    }

    /// The offset of the instruction whose code holds `word`.
    pub(crate) fn at(&self, word: u32) -> Option<u32> {
        self.iter().take_while(|entry| entry.0 <= word).last().map(|entry| entry.1)
    }
}

fn leb(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn read(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, tail) = rest.split_first()?;
        *rest = tail;
        value |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            break;
        }
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_found_again() {
        let mut builder = OffsetsBuilder::default();
        let entries = [(0, 100), (2, 103), (5, 90), (900, 70_000), (901, 70_001)];
        entries.iter().for_each(|(word, at)| builder.push(*word, *at));
        let table = builder.finish();
        assert_eq!(table.iter().collect::<Vec<_>>(), entries);
        assert_eq!((table.at(4), table.at(5), table.at(10_000)), (Some(103), Some(90), Some(70_001)));
    }
}
