//! `i64x2`: two 64-bit integers.

use super::integer::{every_integer, widening};
use super::{V128, functions, high, low, zip};

every_integer!("i64x2", u64, i64, u64, to_u64x2, from_u64x2, to_i64x2, from_i64x2, 2);
widening!("i64x2", to_u32x4, to_i32x4, to_u64x2, from_u64x2, from_i64x2,
    extend_low_i32x4_s extend_high_i32x4_s extend_low_i32x4_u extend_high_i32x4_u
    extmul_low_i32x4_s extmul_high_i32x4_s extmul_low_i32x4_u extmul_high_i32x4_u);

functions! { "i64x2":
    extract_lane(a: V128, lane: u8) -> u64 = a.to_u64x2()[usize::from(lane) % 2];
}
