//! `i32x4`: four 32-bit integers.

use super::integer::{every_integer, extadd_pairwise, up_to_32_bits, widening};
use super::{V128, functions, high, low, pairwise, zip};

every_integer!("i32x4", u32, i32, u32, to_u32x4, from_u32x4, to_i32x4, from_i32x4, 4);
up_to_32_bits!("i32x4", to_u32x4, from_u32x4, to_i32x4, from_i32x4);
widening!("i32x4", to_u16x8, to_i16x8, to_u32x4, from_u32x4, from_i32x4,
    extend_low_i16x8_s extend_high_i16x8_s extend_low_i16x8_u extend_high_i16x8_u
    extmul_low_i16x8_s extmul_high_i16x8_s extmul_low_i16x8_u extmul_high_i16x8_u);
extadd_pairwise!("i32x4", to_u16x8, to_i16x8, from_u32x4, from_i32x4,
    extadd_pairwise_i16x8_s extadd_pairwise_i16x8_u);

functions! { "i32x4":
    extract_lane(a: V128, lane: u8) -> u32 = a.to_u32x4()[usize::from(lane) % 4];
    dot_i16x8_s(a: V128, b: V128) -> V128 = {
        let products = zip(a.to_i16x8(), b.to_i16x8(), |a, b| i32::from(a) * i32::from(b));
        V128::from_i32x4(pairwise(products, i32::wrapping_add))
    };

    trunc_sat_f32x4_s(a: V128) -> V128 = V128::from_i32x4(a.to_f32x4().map(|lane| lane as i32));
    trunc_sat_f32x4_u(a: V128) -> V128 = V128::from_u32x4(a.to_f32x4().map(|lane| lane as u32));
    trunc_sat_f64x2_s_zero(a: V128) -> V128 = {
        let [low, high] = a.to_f64x2();
        V128::from_i32x4([low as i32, high as i32, 0, 0])
    };
    trunc_sat_f64x2_u_zero(a: V128) -> V128 = {
        let [low, high] = a.to_f64x2();
        V128::from_u32x4([low as u32, high as u32, 0, 0])
    };
}
