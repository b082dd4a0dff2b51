//! What the integer shapes share: comparisons, shifts, wrapping arithmetic, tests, and for the narrow ones saturation
//! and averages. A comparison sets all bits of a lane or none.

/// Functions every integer shape has. `U` and `S` are the lane as unsigned and signed, `Scalar` the type on the stack.
macro_rules! every_integer {
    ($prefix:literal, $u:ty, $s:ty, $scalar:ty, $to_u:ident, $from_u:ident, $to_s:ident, $from_s:ident, $count:literal) => {
        type U = $u;
        type S = $s;
        type Scalar = $scalar;

        #[inline]
        fn compare<T: Copy>(a: [T; $count], b: [T; $count], f: impl Fn(T, T) -> bool) -> V128 {
            V128::$from_u(zip(a, b, |a, b| if f(a, b) { U::MAX } else { 0 }))
        }

        functions! { $prefix:
            splat(a: Scalar) -> V128 = V128::$from_u([a as U; $count]);
            replace_lane(a: V128, b: Scalar, lane: u8) -> V128 = {
                let mut lanes = a.$to_u();
                lanes[usize::from(lane) % $count] = b as U;
                V128::$from_u(lanes)
            };

            eq(a: V128, b: V128) -> V128 = compare(a.$to_u(), b.$to_u(), |a, b| a == b);
            ne(a: V128, b: V128) -> V128 = compare(a.$to_u(), b.$to_u(), |a, b| a != b);
            lt_s(a: V128, b: V128) -> V128 = compare(a.$to_s(), b.$to_s(), |a, b| a < b);
            gt_s(a: V128, b: V128) -> V128 = compare(a.$to_s(), b.$to_s(), |a, b| a > b);
            le_s(a: V128, b: V128) -> V128 = compare(a.$to_s(), b.$to_s(), |a, b| a <= b);
            ge_s(a: V128, b: V128) -> V128 = compare(a.$to_s(), b.$to_s(), |a, b| a >= b);

            abs(a: V128) -> V128 = V128::$from_s(a.$to_s().map(S::wrapping_abs));
            neg(a: V128) -> V128 = V128::$from_s(a.$to_s().map(S::wrapping_neg));
            all_true(a: V128) -> u32 = u32::from(a.$to_u().iter().all(|lane| *lane != 0));
            bitmask(a: V128) -> u32 = {
                let lanes = a.$to_s().into_iter().enumerate();
                lanes.fold(0, |mask, (i, lane)| mask | u32::from(lane < 0) << i)
            };

            shl(a: V128, count: u32) -> V128 = V128::$from_u(a.$to_u().map(|lane| lane.wrapping_shl(count)));
            shr_s(a: V128, count: u32) -> V128 = V128::$from_s(a.$to_s().map(|lane| lane.wrapping_shr(count)));
            shr_u(a: V128, count: u32) -> V128 = V128::$from_u(a.$to_u().map(|lane| lane.wrapping_shr(count)));

            add(a: V128, b: V128) -> V128 = V128::$from_u(zip(a.$to_u(), b.$to_u(), U::wrapping_add));
            sub(a: V128, b: V128) -> V128 = V128::$from_u(zip(a.$to_u(), b.$to_u(), U::wrapping_sub));
        }
    };
}

/// What all but `i64x2` have beside that.
macro_rules! up_to_32_bits {
    ($prefix:literal, $to_u:ident, $from_u:ident, $to_s:ident, $from_s:ident) => {
        functions! { $prefix:
            lt_u(a: V128, b: V128) -> V128 = compare(a.$to_u(), b.$to_u(), |a, b| a < b);
            gt_u(a: V128, b: V128) -> V128 = compare(a.$to_u(), b.$to_u(), |a, b| a > b);
            le_u(a: V128, b: V128) -> V128 = compare(a.$to_u(), b.$to_u(), |a, b| a <= b);
            ge_u(a: V128, b: V128) -> V128 = compare(a.$to_u(), b.$to_u(), |a, b| a >= b);

            min_s(a: V128, b: V128) -> V128 = V128::$from_s(zip(a.$to_s(), b.$to_s(), S::min));
            min_u(a: V128, b: V128) -> V128 = V128::$from_u(zip(a.$to_u(), b.$to_u(), U::min));
            max_s(a: V128, b: V128) -> V128 = V128::$from_s(zip(a.$to_s(), b.$to_s(), S::max));
            max_u(a: V128, b: V128) -> V128 = V128::$from_u(zip(a.$to_u(), b.$to_u(), U::max));
        }
    };
}

/// What `i8x16` and `i16x8` have beside that.
macro_rules! up_to_16_bits {
    ($prefix:literal, $to_u:ident, $from_u:ident, $to_s:ident, $from_s:ident, $count:literal) => {
        functions! { $prefix:
            extract_lane_s(a: V128, lane: u8) -> u32 = a.$to_s()[usize::from(lane) % $count] as i32 as u32;
            extract_lane_u(a: V128, lane: u8) -> u32 = u32::from(a.$to_u()[usize::from(lane) % $count]);

            add_sat_s(a: V128, b: V128) -> V128 = V128::$from_s(zip(a.$to_s(), b.$to_s(), S::saturating_add));
            add_sat_u(a: V128, b: V128) -> V128 = V128::$from_u(zip(a.$to_u(), b.$to_u(), U::saturating_add));
            sub_sat_s(a: V128, b: V128) -> V128 = V128::$from_s(zip(a.$to_s(), b.$to_s(), S::saturating_sub));
            sub_sat_u(a: V128, b: V128) -> V128 = V128::$from_u(zip(a.$to_u(), b.$to_u(), U::saturating_sub));
            avgr_u(a: V128, b: V128) -> V128 = {
                V128::$from_u(zip(a.$to_u(), b.$to_u(), |a, b| (u32::from(a) + u32::from(b)).div_ceil(2) as U))
            };
        }
    };
}

/// What all but `i8x16` have: widening from the next narrower shape.
macro_rules! widening {
    ($prefix:literal, $narrow_to_u:ident, $narrow_to_s:ident, $to_u:ident, $from_u:ident, $from_s:ident,
     $extend_low_s:ident $extend_high_s:ident $extend_low_u:ident $extend_high_u:ident
     $extmul_low_s:ident $extmul_high_s:ident $extmul_low_u:ident $extmul_high_u:ident) => {
        functions! { $prefix:
            $extend_low_s(a: V128) -> V128 = V128::$from_s(low(a.$narrow_to_s()).map(S::from));
            $extend_high_s(a: V128) -> V128 = V128::$from_s(high(a.$narrow_to_s()).map(S::from));
            $extend_low_u(a: V128) -> V128 = V128::$from_u(low(a.$narrow_to_u()).map(U::from));
            $extend_high_u(a: V128) -> V128 = V128::$from_u(high(a.$narrow_to_u()).map(U::from));

            mul(a: V128, b: V128) -> V128 = V128::$from_u(zip(a.$to_u(), b.$to_u(), U::wrapping_mul));
            $extmul_low_s(a: V128, b: V128) -> V128 = mul($extend_low_s(a), $extend_low_s(b));
            $extmul_high_s(a: V128, b: V128) -> V128 = mul($extend_high_s(a), $extend_high_s(b));
            $extmul_low_u(a: V128, b: V128) -> V128 = mul($extend_low_u(a), $extend_low_u(b));
            $extmul_high_u(a: V128, b: V128) -> V128 = mul($extend_high_u(a), $extend_high_u(b));
        }
    };
}

/// What `i16x8` and `i32x4` have: sums of neighbours in the next narrower shape. They never overflow.
macro_rules! extadd_pairwise {
    ($prefix:literal, $narrow_to_u:ident, $narrow_to_s:ident, $from_u:ident, $from_s:ident, $s:ident $u:ident) => {
        functions! { $prefix:
            $s(a: V128) -> V128 = V128::$from_s(pairwise(a.$narrow_to_s(), |a, b| S::from(a) + S::from(b)));
            $u(a: V128) -> V128 = V128::$from_u(pairwise(a.$narrow_to_u(), |a, b| U::from(a) + U::from(b)));
        }
    };
}

pub(super) use {every_integer, extadd_pairwise, up_to_16_bits, up_to_32_bits, widening};
