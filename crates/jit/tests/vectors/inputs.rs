//! Operands: values at the edges of every type of lane, mixed, and random bits. The same ones in every run.

use wharf_core::ops::NumType;

const WORDS: [u32; 32] = [
    0,
    1,
    2,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fff_ffff,
    0x8000_0000,
    0x8000_0001,
    0xffff_ffff,
    0x8080_8080,
    0x8000_8000,
    0x7fff_7fff,
    // As floats: 1, -1, 0.5, 1.5, -2.5, 2^31, -2^31, 2^32, just below 2^31 and 2^32, infinities, NaNs, the least.
    0x3f80_0000,
    0xbf80_0000,
    0x3f00_0000,
    0x3fc0_0000,
    0xc020_0000,
    0x4f00_0000,
    0xcf00_0000,
    0x4f80_0000,
    0x4eff_ffff,
    0x4f7f_ffff,
    0x7f80_0000,
    0xff80_0000,
    0x7fc0_0000,
    0xff81_2345,
    0x7fa0_0001,
    0x007f_ffff,
];

const DOUBLES: [u64; 24] = [
    0,
    0x8000_0000_0000_0000,
    0x7fff_ffff_ffff_ffff,
    0xffff_ffff_ffff_ffff,
    0x3ff0_0000_0000_0000,
    0xbff0_0000_0000_0000,
    0x3fe0_0000_0000_0000,
    0x3ff8_0000_0000_0000,
    0xc004_0000_0000_0000,
    // 2^31 and its neighbours, -2^31 - 1 and between, 2^32 and its neighbours, 2^52, 2^63.
    0x41e0_0000_0000_0000,
    0x41df_ffff_ffc0_0000,
    0x41df_ffff_ffe0_0000,
    0xc1e0_0000_0020_0000,
    0xc1e0_0000_0010_0000,
    0x41f0_0000_0000_0000,
    0x41ef_ffff_ffe0_0000,
    0x41ef_ffff_fff0_0000,
    0x4330_0000_0000_0000,
    0x43e0_0000_0000_0000,
    // Infinities, NaNs, what is too great and too small for a single.
    0x7ff0_0000_0000_0000,
    0xfff0_0000_0000_0000,
    0x7ff8_0000_0000_0000,
    0xfff0_0000_dead_beef,
    0x3690_0000_0000_0000,
];

/// A source of operands.
pub struct Inputs(u64);

impl Inputs {
    pub fn new() -> Inputs {
        Inputs(0x9e37_79b9_7f4a_7c15)
    }

    /// The next random number: `xorshift64*`.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A random number below this one.
    pub fn below(&mut self, limit: usize) -> usize {
        ((self.next() >> 33) % limit as u64) as usize
    }

    fn word(&mut self) -> u32 {
        WORDS[self.below(WORDS.len())]
    }

    fn double(&mut self) -> u64 {
        DOUBLES[self.below(DOUBLES.len())]
    }

    /// A word of small pieces from the edges of bytes or of halves.
    fn pieces(&mut self) -> u64 {
        let bytes = [0, 1, 2, 15, 16, 0x3f, 0x70, 0x7e, 0x7f, 0x80, 0x81, 0x90, 0xfe, 0xff];
        u64::from_le_bytes(std::array::from_fn(|_| bytes[self.below(bytes.len())]))
    }

    fn half(&mut self) -> u64 {
        match self.below(5) {
            0 => self.next(),
            1 => self.pieces(),
            2 => self.double(),
            // Integers as floats: numbers of all sizes with some bits behind the point.
            3 => (self.next() as i64 as f64 * 2f64.powi(-(self.below(70) as i32))).to_bits(),
            _ => u64::from(self.word()) << 32 | u64::from(self.word()),
        }
    }

    /// Arguments of these types, as slots.
    pub fn args(&mut self, types: &[NumType]) -> Vec<u64> {
        let mut slots = Vec::new();
        for ty in types {
            match ty {
                NumType::V128 => slots.extend([self.half(), self.half()]),
                NumType::I64 | NumType::F64 => slots.push(self.half()),
                NumType::I32 if self.below(2) == 0 => slots.push(self.below(80) as u64),
                NumType::I32 | NumType::F32 => slots.push(u64::from(self.half() as u32)),
            }
        }
        // Equal operands are rare otherwise.
        if types == [NumType::V128; 2] && self.below(4) == 0 {
            slots.copy_within(0..2, 2);
        }
        slots
    }
}
