//! Relaxed vector instructions. Each takes the first of the options the specification gives, as the deterministic
//! profile prescribes; most are thereby an ordinary vector instruction under another name.
//!
//! Specification: [relaxed operations](https://webassembly.github.io/spec/core/exec/numerics.html#relaxed-operations).

use super::V128;
use super::int::functions;
use super::simd;

/// Relaxed `i8x16` instructions.
pub mod i8x16 {
    use super::{V128, functions, simd};

    functions! { "i8x16":
        relaxed_swizzle(a: V128, indices: V128) -> V128 = simd::i8x16::swizzle(a, indices);
        relaxed_laneselect(a: V128, b: V128, mask: V128) -> V128 = simd::v128::bitselect(a, b, mask);
    }
}

/// Relaxed `i16x8` instructions.
pub mod i16x8 {
    use super::{V128, functions, simd};

    functions! { "i16x8":
        relaxed_laneselect(a: V128, b: V128, mask: V128) -> V128 = simd::v128::bitselect(a, b, mask);
        relaxed_q15mulr_s(a: V128, b: V128) -> V128 = simd::i16x8::q15mulr_sat_s(a, b);
        relaxed_dot_i8x16_i7x16_s(a: V128, b: V128) -> V128 = {
            // Both operands signed; only two products of -128 and -128 saturate.
            let products = simd::zip(a.to_i8x16(), b.to_i8x16(), |a, b| i16::from(a) * i16::from(b));
            V128::from_i16x8(simd::pairwise(products, i16::saturating_add))
        };
    }
}

/// Relaxed `i32x4` instructions.
pub mod i32x4 {
    use super::{V128, functions, i16x8, simd};

    functions! { "i32x4":
        relaxed_laneselect(a: V128, b: V128, mask: V128) -> V128 = simd::v128::bitselect(a, b, mask);
        relaxed_trunc_f32x4_s(a: V128) -> V128 = simd::i32x4::trunc_sat_f32x4_s(a);
        relaxed_trunc_f32x4_u(a: V128) -> V128 = simd::i32x4::trunc_sat_f32x4_u(a);
        relaxed_trunc_f64x2_s_zero(a: V128) -> V128 = simd::i32x4::trunc_sat_f64x2_s_zero(a);
        relaxed_trunc_f64x2_u_zero(a: V128) -> V128 = simd::i32x4::trunc_sat_f64x2_u_zero(a);
        relaxed_dot_i8x16_i7x16_add_s(a: V128, b: V128, c: V128) -> V128 = {
            let sums = simd::i32x4::extadd_pairwise_i16x8_s(i16x8::relaxed_dot_i8x16_i7x16_s(a, b));
            simd::i32x4::add(sums, c)
        };
    }
}

/// Relaxed `i64x2` instructions.
pub mod i64x2 {
    use super::{V128, functions, simd};

    functions! { "i64x2":
        relaxed_laneselect(a: V128, b: V128, mask: V128) -> V128 = simd::v128::bitselect(a, b, mask);
    }
}

macro_rules! relaxed_float {
    ($module:ident, $prefix:literal) => {
        #[doc = concat!("Relaxed `", $prefix, "` instructions.")]
        pub mod $module {
            use super::{V128, functions, simd::$module};

            functions! { $prefix:
                // Not fused: the product is rounded before the sum.
                relaxed_madd(a: V128, b: V128, c: V128) -> V128 = $module::add($module::mul(a, b), c);
                relaxed_nmadd(a: V128, b: V128, c: V128) -> V128 = relaxed_madd($module::neg(a), b, c);
                relaxed_min(a: V128, b: V128) -> V128 = $module::min(a, b);
                relaxed_max(a: V128, b: V128) -> V128 = $module::max(a, b);
            }
        }
    };
}

relaxed_float!(f32x4, "f32x4");
relaxed_float!(f64x2, "f64x2");
