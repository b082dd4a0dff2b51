//! The order of lanes: `shuffle`, by the cheapest instruction that gives it.
//!
//! Specification: [shuffle](https://webassembly.github.io/spec/core/exec/instructions.html#exec-vec-shuffle).

use std::array;

use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::operand::{Operand, Type};
use crate::baseline::reg::Reg;
use crate::baseline::x64::asm::{Asm, asm};
use crate::baseline::x64::machine::VSCRATCH;

/// Bytes of two vectors by number, from 0 to 31.
type Lanes = [u8; 16];

/// How two vectors become one, the first being the destination.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Recipe {
    /// Elements of so many bytes of both by turns, from the low or from the high halves.
    Interleave(u8, Half),
    /// 16 bytes of both, the second being the lower, from this one on.
    Align(u8),
    /// Two lanes of 32 bits of the first below two of the second.
    Words(u8),
    /// Of 16 bits, each lane of the one or the other.
    Blend(u8),
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Half {
    Low,
    High,
}

/// What interleaving gives.
fn interleaved(size: u8, half: Half) -> Lanes {
    let start = if half == Half::Low { 0 } else { 8 };
    array::from_fn(|byte| {
        let (element, within) = (byte as u8 / size, byte as u8 % size);
        start + element / 2 * size + within + 16 * (element % 2)
    })
}

/// As lanes of `size` bytes by number, if it moves only whole ones.
fn as_elements<const COUNT: usize>(lanes: Lanes) -> Option<[u8; COUNT]> {
    let size = 16 / COUNT;
    let whole = |chunk: &[u8]| {
        usize::from(chunk[0]) % size == 0 && chunk.iter().zip(chunk[0]..).all(|(lane, next)| *lane == next)
    };
    let elements = array::from_fn(|element| lanes[element * size] / size as u8);
    lanes.chunks(size).all(whole).then_some(elements)
}

/// The immediate that chooses these four of four.
fn order(words: [u8; 4]) -> u8 {
    words.iter().rev().fold(0, |order, word| order << 2 | (word & 3))
}

impl Recipe {
    fn of(lanes: Lanes) -> Option<Recipe> {
        for size in [1, 2, 4, 8] {
            for half in [Half::Low, Half::High] {
                if lanes == interleaved(size, half) {
                    return Some(Recipe::Interleave(size, half));
                }
            }
        }
        let [first, ..] = lanes;
        if first >= 16 && lanes == array::from_fn(|byte| (first + byte as u8) % 32) {
            return Some(Recipe::Align(first - 16));
        }
        if let Some(words @ [0..4, 0..4, 4..8, 4..8]) = as_elements(lanes) {
            return Some(Recipe::Words(order(words)));
        }
        let halves: [u8; 8] = as_elements(lanes)?;
        let stay = halves.iter().zip(0..).all(|(lane, place)| lane % 8 == place);
        let mask = halves.iter().rev().fold(0, |mask, lane| (mask << 1) | (lane / 8));
        stay.then_some(Recipe::Blend(mask))
    }

    fn emit(self, asm: &mut Asm, dst: Reg, src: Reg) {
        match self {
            Recipe::Interleave(1, Half::Low) => asm!(*asm, punpcklbw_a(dst, src)),
            Recipe::Interleave(1, Half::High) => asm!(*asm, punpckhbw_a(dst, src)),
            Recipe::Interleave(2, Half::Low) => asm!(*asm, punpcklwd_a(dst, src)),
            Recipe::Interleave(2, Half::High) => asm!(*asm, punpckhwd_a(dst, src)),
            Recipe::Interleave(4, Half::Low) => asm!(*asm, punpckldq_a(dst, src)),
            Recipe::Interleave(4, Half::High) => asm!(*asm, punpckhdq_a(dst, src)),
            Recipe::Interleave(_, Half::Low) => asm!(*asm, punpcklqdq_a(dst, src)),
            Recipe::Interleave(_, Half::High) => asm!(*asm, punpckhqdq_a(dst, src)),
            Recipe::Align(bytes) => asm!(*asm, palignr_a(dst, src, bytes)),
            Recipe::Words(order) => asm!(*asm, shufps_a(dst, src, order)),
            Recipe::Blend(mask) => asm!(*asm, pblendw_rmi(dst, src, mask)),
        }
    }
}

impl Compiler<'_> {
    /// `i8x16.shuffle`
    pub(super) fn shuffle(&mut self, lanes: Lanes) {
        if lanes.iter().all(|lane| *lane < 16) {
            let (b, a) = (self.pop(), self.pop());
            self.release(b);
            return self.shuffle_one(a, lanes);
        }
        let exchanged = lanes.map(|lane| lane ^ 16);
        if exchanged.iter().all(|lane| *lane < 16) {
            let (b, a) = (self.pop(), self.pop());
            self.release(a);
            return self.shuffle_one(b, exchanged);
        }
        let straight = Recipe::of(lanes);
        let recipe = straight.or_else(|| Recipe::of(exchanged));
        let (dst, src, held) = self.two_vectors(false, straight.is_none() && recipe.is_some());
        match recipe {
            Some(recipe) => recipe.emit(&mut self.asm, dst, src),
            None => shuffle_two(&mut self.asm, lanes, dst, src),
        }
        self.release(held);
        self.push_reg(dst, Type::V128);
    }

    fn shuffle_one(&mut self, mut operand: Operand, lanes: Lanes) {
        let Some(words) = as_elements::<4>(lanes) else {
            let dst = self.writable(operand);
            let order = self.asm.constant(lanes);
            asm!(self.asm, pshufb_a(dst, order));
            return self.push_reg(dst, Type::V128);
        };
        let src = self.reg(&mut operand);
        if words == [0, 1, 2, 3] {
            return self.push_back(operand);
        }
        let dst = self.take(Repr::Vector);
        asm!(self.asm, pshufd_a(dst, src, order(words)));
        self.release(operand);
        self.push_reg(dst, Type::V128);
    }
}

/// Brings the bytes of each vector to their places, zeros elsewhere.
fn shuffle_two(asm: &mut Asm, lanes: Lanes, dst: Reg, src: Reg) {
    let of_first = asm.constant(lanes.map(|lane| if lane < 16 { lane } else { 0x80 }));
    let of_second = asm.constant(lanes.map(|lane| if lane < 16 { 0x80 } else { lane - 16 }));
    asm!(*asm, movdqa_a(VSCRATCH, src));
    asm!(*asm, pshufb_a(VSCRATCH, of_second));
    asm!(*asm, pshufb_a(dst, of_first));
    asm!(*asm, por_a(dst, VSCRATCH));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_is_found_for_what_one_instruction_does() {
        let even_words = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27];
        assert_eq!(Recipe::of(even_words), Some(Recipe::Words(0b10_00_10_00)));
        let bytes = [0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23];
        assert_eq!(Recipe::of(bytes), Some(Recipe::Interleave(1, Half::Low)));
        let doubles = [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31];
        assert_eq!(Recipe::of(doubles), Some(Recipe::Interleave(8, Half::High)));
        assert_eq!(Recipe::of(array::from_fn(|byte| (byte as u8 + 19) % 32)), Some(Recipe::Align(3)));
        let one_half = [0, 1, 2, 3, 4, 5, 22, 23, 8, 9, 10, 11, 12, 13, 14, 15];
        assert_eq!(Recipe::of(one_half), Some(Recipe::Blend(1 << 3)));
        assert_eq!(Recipe::of([1, 16, 0, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23]), None);
    }
}
