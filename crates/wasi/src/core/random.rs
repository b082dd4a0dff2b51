//! Random bytes: the host's, or a seeded sequence so that a run can be repeated.

use super::error::Result;
use rustix::io::retry_on_intr;
use rustix::rand::{GetRandomFlags, getrandom};

/// Where a guest's random bytes come from.
#[derive(Debug)]
pub struct Random(Source);

#[derive(Debug)]
enum Source {
    Host,
    Seeded(Xoshiro),
}

impl Random {
    /// The host's cryptographic generator.
    pub fn host() -> Random {
        Random(Source::Host)
    }

    /// The same bytes in every run with the same seed. Not for secrets: who knows the seed knows the bytes.
    ///
    /// How the guest cuts its requests does not change the sequence's bytes as long as all are multiples of eight.
    pub fn seeded(seed: u64) -> Random {
        Random(Source::Seeded(Xoshiro::new(seed)))
    }

    /// Fills `bytes`.
    ///
    /// # Errors
    /// The host's generator is unavailable.
    pub fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        match &mut self.0 {
            Source::Host => fill_from_host(bytes),
            Source::Seeded(generator) => {
                generator.fill(bytes);
                Ok(())
            }
        }
    }
}

impl Default for Random {
    fn default() -> Self {
        Random::host()
    }
}

fn fill_from_host(mut bytes: &mut [u8]) -> Result<()> {
    while !bytes.is_empty() {
        let filled = retry_on_intr(|| getrandom(&mut *bytes, GetRandomFlags::empty()))?;
        bytes = &mut bytes[filled..];
    }
    Ok(())
}

/// xoshiro256++ of Blackman and Vigna, its state spread from the seed by splitmix64.
#[derive(Debug)]
struct Xoshiro([u64; 4]);

impl Xoshiro {
    fn new(mut seed: u64) -> Xoshiro {
        Xoshiro(std::array::from_fn(|_| {
            seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }))
    }

    fn next(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.0;
        let result = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        result
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeded_bytes_repeat_and_seeds_differ() {
        let bytes = |seed| {
            let mut bytes = [0; 37];
            Random::seeded(seed).fill(&mut bytes).unwrap();
            bytes
        };
        assert_eq!(bytes(7), bytes(7));
        assert_ne!(bytes(7), bytes(8));
    }

    #[test]
    fn xoshiro_matches_its_reference() {
        // The first outputs of the authors' C program for the state {1, 2, 3, 4}.
        let mut generator = Xoshiro([1, 2, 3, 4]);
        let expected = [41943041, 58720359, 3588806011781223, 3591011842654386];
        assert_eq!(std::array::from_fn(|_| generator.next()), expected);
    }

    #[test]
    fn host_bytes_are_not_all_zero() {
        let mut bytes = [0; 1000];
        Random::host().fill(&mut bytes).unwrap();
        assert!(bytes.iter().any(|&byte| byte != 0));
    }
}
