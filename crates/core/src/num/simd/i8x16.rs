//! `i8x16`: sixteen 8-bit integers.

use super::integer::{every_integer, up_to_16_bits, up_to_32_bits};
use super::{V128, functions, zip};
use std::array;

every_integer!("i8x16", u8, i8, u32, to_u8x16, from_u8x16, to_i8x16, from_i8x16, 16);
up_to_32_bits!("i8x16", to_u8x16, from_u8x16, to_i8x16, from_i8x16);
up_to_16_bits!("i8x16", to_u8x16, from_u8x16, to_i8x16, from_i8x16, 16);

functions! { "i8x16":
    popcnt(a: V128) -> V128 = V128(a.0.map(|lane| lane.count_ones() as u8));
    narrow_i16x8_s(a: V128, b: V128) -> V128 = narrow(a, b, |lane| lane.clamp(-128, 127) as u8);
    narrow_i16x8_u(a: V128, b: V128) -> V128 = narrow(a, b, |lane| lane.clamp(0, 255) as u8);
    swizzle(a: V128, indices: V128) -> V128 = {
        V128(indices.0.map(|index| if index < 16 { a.0[usize::from(index)] } else { 0 }))
    };
}

/// `i8x16.shuffle`: lanes of `a` (0 to 15) and `b` (16 to 31), chosen by immediates below 32.
#[inline]
#[must_use]
pub fn shuffle(a: V128, b: V128, lanes: [u8; 16]) -> V128 {
    V128(lanes.map(|lane| if lane < 16 { a.0[usize::from(lane)] } else { b.0[usize::from(lane) % 16] }))
}

#[inline]
fn narrow(a: V128, b: V128, f: impl Fn(i16) -> u8) -> V128 {
    let (a, b) = (a.to_i16x8(), b.to_i16x8());
    V128(array::from_fn(|i| f(if i < 8 { a[i] } else { b[i - 8] })))
}
