//! `f32` and `f64`: arithmetic, rounding, comparisons.
//!
//! Only [`canonical`](f64::canonical) decides about NaNs: everything that computes passes its result through it, so no
//! result depends on which operand's payload a processor or a compiler would have kept, and no signalling NaN survives
//! an operation that was optimised away. `abs`, `neg` and `copysign` only move bits, NaN or not.
//!
//! Specification: [floating-point operations](https://webassembly.github.io/spec/core/exec/numerics.html#floating-point-operations).

use super::int::functions;

macro_rules! float {
    ($module:ident, $prefix:literal, $float:ty, $bits:ty, $canonical:literal) => {
        pub mod $module {
            #![doc = concat!("`", $prefix, "`: arithmetic, rounding, comparisons.")]

            use super::functions;

            type F = $float;
            type Bits = $bits;

            const SIGN: Bits = 1 << (Bits::BITS - 1);

            /// The positive NaN whose payload has only its highest bit set.
            pub const CANONICAL_NAN: Bits = $canonical;

            /// The number itself, or [`CANONICAL_NAN`] for any NaN.
            #[inline]
            #[must_use]
            pub fn canonical(a: F) -> F {
                if a.is_nan() { F::from_bits(CANONICAL_NAN) } else { a }
            }

            /// The same of a square root, asked of its bits. Asked as a comparison of floats, LLVM makes it one of the operand
            /// with zero and then drops it in vectors: one NaN is as good to it as another.
            #[inline]
            pub(in crate::num) fn canonical_root(root: F) -> F {
                let bits = root.to_bits();
                F::from_bits(if bits & !SIGN > F::INFINITY.to_bits() { CANONICAL_NAN } else { bits })
            }

            /// The same by a branch, which is foretold and so costs a chain of scalar instructions no time; `canonical` is
            /// for lanes, which are chosen side by side.
            #[inline]
            fn settled(a: F) -> F {
                if a.is_nan() {
                    std::hint::cold_path();
                    return F::from_bits(CANONICAL_NAN);
                }
                a
            }

            functions! { $prefix:
                eq(a: F, b: F) -> u32 = u32::from(a == b);
                ne(a: F, b: F) -> u32 = u32::from(a != b);
                lt(a: F, b: F) -> u32 = u32::from(a < b);
                gt(a: F, b: F) -> u32 = u32::from(a > b);
                le(a: F, b: F) -> u32 = u32::from(a <= b);
                ge(a: F, b: F) -> u32 = u32::from(a >= b);

                abs(a: F) -> F = F::from_bits(a.to_bits() & !SIGN);
                neg(a: F) -> F = F::from_bits(a.to_bits() ^ SIGN);
                copysign(a: F, b: F) -> F = F::from_bits(a.to_bits() & !SIGN | b.to_bits() & SIGN);

                ceil(a: F) -> F = settled(a.ceil());
                floor(a: F) -> F = settled(a.floor());
                trunc(a: F) -> F = settled(a.trunc());
                nearest(a: F) -> F = settled(a.round_ties_even());
                sqrt(a: F) -> F = settled(a.sqrt());

                add(a: F, b: F) -> F = settled(a + b);
                sub(a: F, b: F) -> F = settled(a - b);
                mul(a: F, b: F) -> F = settled(a * b);
                div(a: F, b: F) -> F = settled(a / b);
            }

            #[doc = concat!("`", $prefix, ".min`: NaN when either operand is; −0 is less than +0.")]
            #[inline]
            #[must_use]
            pub fn min(a: F, b: F) -> F {
                let least = if a < b { a } else { b };
                // Equal operands have equal bits, but for zeroes: a negative one wins.
                let least = if a == b { F::from_bits(a.to_bits() | b.to_bits()) } else { least };
                if a.is_nan() | b.is_nan() { F::from_bits(CANONICAL_NAN) } else { least }
            }

            #[doc = concat!("`", $prefix, ".max`: NaN when either operand is; +0 is greater than −0.")]
            #[inline]
            #[must_use]
            pub fn max(a: F, b: F) -> F {
                let greatest = if a > b { a } else { b };
                // Equal operands have equal bits, but for zeroes: a positive one wins.
                let greatest = if a == b { F::from_bits(a.to_bits() & b.to_bits()) } else { greatest };
                if a.is_nan() | b.is_nan() { F::from_bits(CANONICAL_NAN) } else { greatest }
            }
        }
    };
}

float!(f32, "f32", f32, u32, 0x7FC0_0000);
float!(f64, "f64", f64, u64, 0x7FF8_0000_0000_0000);

#[cfg(test)]
mod tests {
    use super::{f32, f64};
    use std::hint::black_box;

    const SIGNALLING: u32 = 0xFFA0_0001;
    const INFINITY: core::primitive::f64 = core::primitive::f64::INFINITY;
    const NAN: core::primitive::f64 = core::primitive::f64::NAN;

    fn from32(bits: u32) -> core::primitive::f32 {
        core::primitive::f32::from_bits(bits)
    }

    #[test]
    fn a_nan_result_is_canonical() {
        let nan = from32(SIGNALLING);
        for f in [f32::add, f32::sub, f32::mul, f32::div, f32::min, f32::max] {
            assert_eq!(f(nan, 1.0).to_bits(), f32::CANONICAL_NAN);
            assert_eq!(f(1.0, black_box(nan)).to_bits(), f32::CANONICAL_NAN);
        }
        for f in [f32::ceil, f32::floor, f32::trunc, f32::nearest, f32::sqrt] {
            assert_eq!(f(nan).to_bits(), f32::CANONICAL_NAN);
        }
        assert_eq!(f64::sqrt(-1.0).to_bits(), f64::CANONICAL_NAN);
        assert_eq!(f64::sub(INFINITY, INFINITY).to_bits(), f64::CANONICAL_NAN);
        assert_eq!(f64::mul(black_box(0.0), INFINITY).to_bits(), f64::CANONICAL_NAN);
    }

    #[test]
    fn sign_operations_keep_every_other_bit() {
        assert_eq!(f32::neg(from32(SIGNALLING)).to_bits(), 0x7FA0_0001);
        assert_eq!(f32::abs(from32(SIGNALLING)).to_bits(), 0x7FA0_0001);
        assert_eq!(f32::copysign(from32(0x7FA0_0001), -0.0).to_bits(), SIGNALLING);
    }

    #[test]
    fn zeroes_have_an_order_in_min_and_max_only() {
        assert_eq!(f64::min(0.0, -0.0).to_bits(), (-0.0f64).to_bits());
        assert_eq!(f64::min(-0.0, 0.0).to_bits(), (-0.0f64).to_bits());
        assert_eq!(f64::max(-0.0, 0.0).to_bits(), 0);
        assert_eq!(f64::max(-0.0, -0.0).to_bits(), (-0.0f64).to_bits());
        assert_eq!((f64::lt(-0.0, 0.0), f64::eq(-0.0, 0.0)), (0, 1));
        assert_eq!((f64::min(2.0, 1.0), f64::max(2.0, 1.0), f64::min(-INFINITY, 1.0)), (1.0, 2.0, -INFINITY));
    }

    #[test]
    fn nearest_rounds_ties_to_even_and_keeps_the_sign_of_zero() {
        for (a, want) in [(0.5, 0.0), (1.5, 2.0), (2.5, 2.0), (-3.5, -4.0), (4503599627370497.5, 4503599627370498.0)] {
            assert_eq!(f64::nearest(a), want, "{a}");
        }
        assert_eq!(f64::nearest(-0.5).to_bits(), (-0.0f64).to_bits());
        assert_eq!(f32::ceil(-0.9).to_bits(), (-0.0f32).to_bits());
        assert_eq!(f32::trunc(-0.0).to_bits(), (-0.0f32).to_bits());
    }

    #[test]
    fn comparisons_with_nan_are_false() {
        for f in [f64::eq, f64::lt, f64::gt, f64::le, f64::ge] {
            assert_eq!(f(NAN, NAN), 0);
        }
        assert_eq!(f64::ne(NAN, NAN), 1);
    }
}
