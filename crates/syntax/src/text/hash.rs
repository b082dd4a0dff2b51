//! The hash map of names: fast for short words, with a secret key so that no text can be made to collide.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

/// From names to indices.
pub(crate) type NameTable<'a> = HashMap<Cow<'a, str>, u32, Keyed>;

/// Makes hashers with one key for each process.
#[derive(Copy, Clone)]
pub(crate) struct Keyed(u64);

impl Default for Keyed {
    fn default() -> Keyed {
        static KEY: std::sync::OnceLock<u64> = std::sync::OnceLock::new();
        Keyed(*KEY.get_or_init(|| RandomState::new().hash_one(0)))
    }
}

impl BuildHasher for Keyed {
    type Hasher = Folded;

    fn build_hasher(&self) -> Folded {
        Folded(self.0)
    }
}

/// Multiplies to 128 bits and folds the halves together, word by word.
pub(crate) struct Folded(u64);

impl Folded {
    #[inline]
    fn mix(&mut self, word: u64) {
        let wide = u128::from(self.0 ^ word) * 0x9e37_79b9_7f4a_7c15;
        self.0 = wide as u64 ^ (wide >> 64) as u64;
    }
}

impl Hasher for Folded {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.mix(u64::from_le_bytes(*word)));
        let mut tail = [0; 8];
        tail[..rest.len()].copy_from_slice(rest);
        self.mix(u64::from_le_bytes(tail) ^ (bytes.len() as u64) << 56);
    }

    #[inline]
    fn write_u8(&mut self, _: u8) {
        // The mark that ends a string; lengths are mixed in already.
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}
