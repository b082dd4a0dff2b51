//! `f32x4`: four 32-bit floats.

use super::float::float_shape;
use super::{V128, functions, zip};
use crate::num::f32 as scalar;

float_shape!("f32x4", scalar, f32, u32, to_f32x4, from_f32x4, from_u32x4, 4);

functions! { "f32x4":
    convert_i32x4_s(a: V128) -> V128 = V128::from_f32x4(a.to_i32x4().map(|lane| lane as f32));
    convert_i32x4_u(a: V128) -> V128 = V128::from_f32x4(a.to_u32x4().map(|lane| lane as f32));
    demote_f64x2_zero(a: V128) -> V128 = {
        let [low, high] = a.to_f64x2().map(scalar::demote_f64);
        V128::from_f32x4([low, high, 0.0, 0.0])
    };
}
