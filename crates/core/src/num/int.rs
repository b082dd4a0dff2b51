//! `i32` and `i64`: arithmetic, bits, comparisons. Shift and rotation counts are taken modulo the width.
//!
//! Specification: [integer operations](https://webassembly.github.io/spec/core/exec/numerics.html#integer-operations).

/// Functions of the form `name(operands) -> result = body`, documented by their mnemonic.
macro_rules! functions {
    ($prefix:literal: $($name:ident($($arg:ident: $t:ty),*) -> $result:ty = $body:expr;)*) => {
        $(
            #[doc = concat!("`", $prefix, ".", stringify!($name), "`")]
            #[inline]
            #[must_use]
            pub fn $name($($arg: $t),*) -> $result {
                $body
            }
        )*
    };
}
pub(super) use functions;

macro_rules! integer {
    ($module:ident, $prefix:literal, $unsigned:ty, $signed:ty) => {
        pub mod $module {
            #![doc = concat!("`", $prefix, "`: arithmetic, bits, comparisons.")]

            use crate::num::NumTrap;

            type U = $unsigned;
            type S = $signed;

            functions! { $prefix:
                eqz(a: U) -> u32 = u32::from(a == 0);
                eq(a: U, b: U) -> u32 = u32::from(a == b);
                ne(a: U, b: U) -> u32 = u32::from(a != b);
                lt_s(a: U, b: U) -> u32 = u32::from((a as S) < b as S);
                lt_u(a: U, b: U) -> u32 = u32::from(a < b);
                gt_s(a: U, b: U) -> u32 = u32::from(a as S > b as S);
                gt_u(a: U, b: U) -> u32 = u32::from(a > b);
                le_s(a: U, b: U) -> u32 = u32::from(a as S <= b as S);
                le_u(a: U, b: U) -> u32 = u32::from(a <= b);
                ge_s(a: U, b: U) -> u32 = u32::from(a as S >= b as S);
                ge_u(a: U, b: U) -> u32 = u32::from(a >= b);

                clz(a: U) -> U = a.leading_zeros() as U;
                ctz(a: U) -> U = a.trailing_zeros() as U;
                popcnt(a: U) -> U = a.count_ones() as U;
                extend8_s(a: U) -> U = a as i8 as S as U;
                extend16_s(a: U) -> U = a as i16 as S as U;

                add(a: U, b: U) -> U = a.wrapping_add(b);
                sub(a: U, b: U) -> U = a.wrapping_sub(b);
                mul(a: U, b: U) -> U = a.wrapping_mul(b);
                and(a: U, b: U) -> U = a & b;
                or(a: U, b: U) -> U = a | b;
                xor(a: U, b: U) -> U = a ^ b;
                shl(a: U, b: U) -> U = a.wrapping_shl(b as u32);
                shr_s(a: U, b: U) -> U = (a as S).wrapping_shr(b as u32) as U;
                shr_u(a: U, b: U) -> U = a.wrapping_shr(b as u32);
                rotl(a: U, b: U) -> U = a.rotate_left(b as u32 % U::BITS);
                rotr(a: U, b: U) -> U = a.rotate_right(b as u32 % U::BITS);
            }

            #[doc = concat!("`", $prefix, ".div_s`: rounds towards zero.")]
            ///
            /// # Errors
            /// The divisor is zero, or the quotient is one more than the greatest signed integer.
            #[inline]
            pub fn div_s(a: U, b: U) -> Result<U, NumTrap> {
                if b == 0 {
                    return Err(NumTrap::DivideByZero);
                }
                (a as S).checked_div(b as S).map(|quotient| quotient as U).ok_or(NumTrap::IntegerOverflow)
            }

            #[doc = concat!("`", $prefix, ".div_u`")]
            ///
            /// # Errors
            /// The divisor is zero.
            #[inline]
            pub fn div_u(a: U, b: U) -> Result<U, NumTrap> {
                a.checked_div(b).ok_or(NumTrap::DivideByZero)
            }

            #[doc = concat!("`", $prefix, ".rem_s`: the remainder has the dividend's sign.")]
            ///
            /// # Errors
            /// The divisor is zero.
            #[inline]
            pub fn rem_s(a: U, b: U) -> Result<U, NumTrap> {
                if b == 0 {
                    return Err(NumTrap::DivideByZero);
                }
                Ok((a as S).wrapping_rem(b as S) as U)
            }

            #[doc = concat!("`", $prefix, ".rem_u`")]
            ///
            /// # Errors
            /// The divisor is zero.
            #[inline]
            pub fn rem_u(a: U, b: U) -> Result<U, NumTrap> {
                a.checked_rem(b).ok_or(NumTrap::DivideByZero)
            }
        }
    };
}

integer!(i32, "i32", u32, i32);
integer!(i64, "i64", u64, i64);

#[cfg(test)]
mod tests {
    use super::{i32, i64};
    use crate::num::NumTrap;

    const MIN: u32 = 1 << 31;

    #[test]
    fn signed_division_at_its_edges() {
        assert_eq!(i32::div_s(MIN, u32::MAX), Err(NumTrap::IntegerOverflow));
        assert_eq!(i32::rem_s(MIN, u32::MAX), Ok(0));
        assert_eq!(i64::div_s(1 << 63, u64::MAX), Err(NumTrap::IntegerOverflow));
        assert_eq!(i64::rem_s(1 << 63, u64::MAX), Ok(0));
        assert_eq!(i32::div_s(-7i32 as u32, 2), Ok(-3i32 as u32));
        assert_eq!(i32::rem_s(-7i32 as u32, 2), Ok(-1i32 as u32));
        for f in [i32::div_s, i32::div_u, i32::rem_s, i32::rem_u] {
            assert_eq!(f(MIN, 0), Err(NumTrap::DivideByZero));
        }
    }

    #[test]
    fn counts_are_taken_modulo_the_width() {
        assert_eq!(i32::shl(1, 33), 2);
        assert_eq!(i32::shr_s(MIN, 63), u32::MAX);
        assert_eq!(i64::shr_u(1 << 63, 1 << 32 | 63), 1);
        assert_eq!(i64::rotl(1 << 63, 65), 1);
        assert_eq!(i64::rotr(1, u64::MAX), 2);
    }

    #[test]
    fn bits() {
        assert_eq!((i32::clz(0), i32::ctz(0), i64::clz(1), i64::ctz(0)), (32, 32, 63, 64));
        assert_eq!(i64::extend8_s(0x180), -128i64 as u64);
        assert_eq!(i32::extend16_s(0x7FFF_8000), -0x8000i32 as u32);
        assert_eq!((i32::lt_s(MIN, 0), i32::lt_u(MIN, 0), i32::ge_s(MIN, MIN)), (1, 0, 1));
    }
}
