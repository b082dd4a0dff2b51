//! Conversions between numeric types.
//!
//! Specification: [conversions](https://webassembly.github.io/spec/core/exec/numerics.html#conversions).

use super::NumTrap;
use super::int::functions;

/// Truncations that trap: `name(a: float) -> integer as result, if a's range`.
macro_rules! truncations {
    ($prefix:literal: $($name:ident($a:ident: $float:ty) -> $integer:ty as $result:ty, if $range:expr;)*) => {
        $(
            #[doc = concat!("`", $prefix, ".", stringify!($name), "`")]
            ///
            /// # Errors
            /// The number is a NaN, or its integral part does not fit.
            #[inline]
            pub fn $name($a: $float) -> Result<$result, NumTrap> {
                if $range {
                    // In range, so the conversion that would saturate does not.
                    return Ok($a as $integer as $result);
                }
                Err(if $a.is_nan() { NumTrap::InvalidConversion } else { NumTrap::IntegerOverflow })
            }
        )*
    };
}

/// Conversions to `i32`.
pub mod i32 {
    use super::{NumTrap, functions};

    functions! { "i32":
        wrap_i64(a: u64) -> u32 = a as u32;
        reinterpret_f32(a: f32) -> u32 = a.to_bits();
        trunc_sat_f32_s(a: f32) -> u32 = a as i32 as u32;
        trunc_sat_f32_u(a: f32) -> u32 = a as u32;
        trunc_sat_f64_s(a: f64) -> u32 = a as i32 as u32;
        trunc_sat_f64_u(a: f64) -> u32 = a as u32;
    }

    // An f32 has no value strictly between -2^31 - 256 and -2^31, an f64 does: hence the two lower bounds.
    truncations! { "i32":
        trunc_f32_s(a: f32) -> i32 as u32, if (-2147483648.0..2147483648.0).contains(&a);
        trunc_f32_u(a: f32) -> u32 as u32, if -1.0 < a && a < 4294967296.0;
        trunc_f64_s(a: f64) -> i32 as u32, if -2147483649.0 < a && a < 2147483648.0;
        trunc_f64_u(a: f64) -> u32 as u32, if -1.0 < a && a < 4294967296.0;
    }
}

/// Conversions to `i64`.
pub mod i64 {
    use super::{NumTrap, functions};

    functions! { "i64":
        extend_i32_s(a: u32) -> u64 = a as i32 as i64 as u64;
        extend_i32_u(a: u32) -> u64 = u64::from(a);
        extend32_s(a: u64) -> u64 = a as i32 as i64 as u64;
        reinterpret_f64(a: f64) -> u64 = a.to_bits();
        trunc_sat_f32_s(a: f32) -> u64 = a as i64 as u64;
        trunc_sat_f32_u(a: f32) -> u64 = a as u64;
        trunc_sat_f64_s(a: f64) -> u64 = a as i64 as u64;
        trunc_sat_f64_u(a: f64) -> u64 = a as u64;
    }

    truncations! { "i64":
        trunc_f32_s(a: f32) -> i64 as u64, if (-9223372036854775808.0..9223372036854775808.0).contains(&a);
        trunc_f32_u(a: f32) -> u64 as u64, if -1.0 < a && a < 18446744073709551616.0;
        trunc_f64_s(a: f64) -> i64 as u64, if (-9223372036854775808.0..9223372036854775808.0).contains(&a);
        trunc_f64_u(a: f64) -> u64 as u64, if -1.0 < a && a < 18446744073709551616.0;
    }
}

/// Conversions to `f32`.
pub mod f32 {
    use super::functions;
    use crate::num::float;

    functions! { "f32":
        convert_i32_s(a: u32) -> f32 = a as i32 as f32;
        convert_i32_u(a: u32) -> f32 = a as f32;
        convert_i64_s(a: u64) -> f32 = a as i64 as f32;
        convert_i64_u(a: u64) -> f32 = a as f32;
        demote_f64(a: f64) -> f32 = float::f32::canonical(a as f32);
        reinterpret_i32(a: u32) -> f32 = f32::from_bits(a);
    }
}

/// Conversions to `f64`.
pub mod f64 {
    use super::functions;
    use crate::num::float;

    functions! { "f64":
        convert_i32_s(a: u32) -> f64 = f64::from(a as i32);
        convert_i32_u(a: u32) -> f64 = f64::from(a);
        convert_i64_s(a: u64) -> f64 = a as i64 as f64;
        convert_i64_u(a: u64) -> f64 = a as f64;
        promote_f32(a: f32) -> f64 = float::f64::canonical(f64::from(a));
        reinterpret_i64(a: u64) -> f64 = f64::from_bits(a);
    }
}

#[cfg(test)]
mod tests {
    use super::{NumTrap, f32, f64, i32, i64};

    const OVERFLOW: NumTrap = NumTrap::IntegerOverflow;

    #[test]
    fn truncation_takes_everything_whose_integral_part_fits() {
        assert_eq!(i32::trunc_f64_s(-2147483648.9), Ok(1 << 31));
        assert_eq!(i32::trunc_f64_s(-2147483649.0), Err(OVERFLOW));
        assert_eq!(i32::trunc_f64_s(2147483647.9), Ok(0x7FFF_FFFF));
        assert_eq!(i32::trunc_f64_u(-0.9), Ok(0));
        assert_eq!(i32::trunc_f64_u(-1.0), Err(OVERFLOW));
        assert_eq!(i32::trunc_f64_u(4294967295.9), Ok(u32::MAX));
        assert_eq!(i32::trunc_f32_s(-2147483648.0), Ok(1 << 31));
        assert_eq!(i32::trunc_f32_s(-2147483904.0), Err(OVERFLOW));
        assert_eq!(i32::trunc_f32_s(2147483648.0), Err(OVERFLOW));
        assert_eq!(i64::trunc_f64_s(-9223372036854775808.0), Ok(1 << 63));
        assert_eq!(i64::trunc_f64_s(-9223372036854777856.0), Err(OVERFLOW));
        assert_eq!(i64::trunc_f64_s(9223372036854774784.0), Ok(9223372036854774784));
        assert_eq!(i64::trunc_f64_u(18446744073709549568.0), Ok(18446744073709549568));
        assert_eq!(i64::trunc_f32_u(18446744073709551616.0), Err(OVERFLOW));
        assert_eq!(i64::trunc_f32_u(core::primitive::f32::NAN), Err(NumTrap::InvalidConversion));
        assert_eq!(i32::trunc_f64_u(core::primitive::f64::INFINITY), Err(OVERFLOW));
    }

    #[test]
    fn saturation() {
        assert_eq!(i32::trunc_sat_f32_s(-1e30), 1 << 31);
        assert_eq!(i32::trunc_sat_f64_u(-1e30), 0);
        assert_eq!(i64::trunc_sat_f64_s(1e30), (1 << 63) - 1);
        assert_eq!(i64::trunc_sat_f32_u(core::primitive::f32::NAN), 0);
    }

    #[test]
    fn integers_round_to_nearest_even() {
        assert_eq!(f32::convert_i32_s(16777217), 16777216.0);
        assert_eq!(f32::convert_i32_u(u32::MAX), 4294967296.0);
        assert_eq!(f32::convert_i64_u(0x8000_0080_0000_0001), 9223373136366403584.0);
        assert_eq!(f32::convert_i64_s(0x7fff_ff40_0000_0001), 9223371487098961920.0);
        assert_eq!(f64::convert_i64_u(0x8000_0000_0000_0401), 9223372036854777856.0);
        assert_eq!(f64::convert_i64_s(u64::MAX), -1.0);
    }

    #[test]
    fn changing_width_makes_nans_canonical() {
        let signalling = core::primitive::f32::from_bits(0xFFA0_0001);
        assert_eq!(f64::promote_f32(signalling).to_bits(), 0x7FF8_0000_0000_0000);
        let signalling = core::primitive::f64::from_bits(0xFFF4_0000_0000_0001);
        assert_eq!(f32::demote_f64(signalling).to_bits(), 0x7FC0_0000);
        assert_eq!(f32::demote_f64(3.4028235677973366e38), core::primitive::f32::INFINITY);
        assert_eq!(f32::demote_f64(-1e-60).to_bits(), 0x8000_0000);
    }

    #[test]
    fn reinterpretation_keeps_every_bit() {
        for bits in [0x7FA0_0001, 0xFFC0_0000, 0x8000_0000, 1] {
            assert_eq!(i32::reinterpret_f32(f32::reinterpret_i32(bits)), bits);
        }
        assert_eq!(i64::reinterpret_f64(f64::reinterpret_i64(0x7FF4_0000_0000_0001)), 0x7FF4_0000_0000_0001);
        assert_eq!((i64::extend_i32_s(u32::MAX), i64::extend32_s(0x1_8000_0000)), (u64::MAX, 0xFFFF_FFFF_8000_0000));
    }
}
