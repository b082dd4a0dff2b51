//! `i16x8`: eight 16-bit integers.

use super::integer::{every_integer, extadd_pairwise, up_to_16_bits, up_to_32_bits, widening};
use super::{V128, functions, high, low, pairwise, zip};
use std::array;

every_integer!("i16x8", u16, i16, u32, to_u16x8, from_u16x8, to_i16x8, from_i16x8, 8);
up_to_32_bits!("i16x8", to_u16x8, from_u16x8, to_i16x8, from_i16x8);
up_to_16_bits!("i16x8", to_u16x8, from_u16x8, to_i16x8, from_i16x8, 8);
widening!("i16x8", to_u8x16, to_i8x16, to_u16x8, from_u16x8, from_i16x8,
    extend_low_i8x16_s extend_high_i8x16_s extend_low_i8x16_u extend_high_i8x16_u
    extmul_low_i8x16_s extmul_high_i8x16_s extmul_low_i8x16_u extmul_high_i8x16_u);
extadd_pairwise!("i16x8", to_u8x16, to_i8x16, from_u16x8, from_i16x8,
    extadd_pairwise_i8x16_s extadd_pairwise_i8x16_u);

functions! { "i16x8":
    narrow_i32x4_s(a: V128, b: V128) -> V128 = narrow(a, b, |lane| lane.clamp(-0x8000, 0x7FFF) as u16);
    narrow_i32x4_u(a: V128, b: V128) -> V128 = narrow(a, b, |lane| lane.clamp(0, 0xFFFF) as u16);
    q15mulr_sat_s(a: V128, b: V128) -> V128 = {
        // Numbers with fifteen bits after the point; only -1 times -1 leaves their range.
        let multiply = |a: i16, b: i16| ((i32::from(a) * i32::from(b) + 0x4000) >> 15).min(0x7FFF) as i16;
        V128::from_i16x8(zip(a.to_i16x8(), b.to_i16x8(), multiply))
    };
}

#[inline]
fn narrow(a: V128, b: V128, f: impl Fn(i32) -> u16) -> V128 {
    let (a, b) = (a.to_i32x4(), b.to_i32x4());
    V128::from_u16x8(array::from_fn(|i| f(if i < 4 { a[i] } else { b[i - 4] })))
}
