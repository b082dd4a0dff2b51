//! `f64x2`: two 64-bit floats.

use super::float::float_shape;
use super::{V128, functions, low, zip};
use crate::num::f64 as scalar;

float_shape!("f64x2", scalar, f64, u64, to_f64x2, from_f64x2, from_u64x2, 2);

functions! { "f64x2":
    convert_low_i32x4_s(a: V128) -> V128 = V128::from_f64x2(low(a.to_i32x4()).map(f64::from));
    convert_low_i32x4_u(a: V128) -> V128 = V128::from_f64x2(low(a.to_u32x4()).map(f64::from));
    promote_low_f32x4(a: V128) -> V128 = V128::from_f64x2(low(a.to_f32x4()).map(scalar::promote_f32));
}
