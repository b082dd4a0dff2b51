//! What the float shapes share: each lane behaves as the scalar instruction of the same name. A comparison sets all
//! bits of a lane or none.

/// Functions both float shapes have. `scalar` is the module of the scalar instructions.
macro_rules! float_shape {
    ($prefix:literal, $scalar:ident, $float:ty, $bits:ty, $to:ident, $from:ident, $from_bits:ident, $count:literal) => {
        type F = $float;
        type Bits = $bits;

        #[inline]
        fn compare(a: V128, b: V128, f: impl Fn(F, F) -> bool) -> V128 {
            V128::$from_bits(zip(a.$to(), b.$to(), |a, b| if f(a, b) { Bits::MAX } else { 0 }))
        }

        functions! { $prefix:
            splat(a: F) -> V128 = V128::$from([a; $count]);
            extract_lane(a: V128, lane: u8) -> F = a.$to()[usize::from(lane) % $count];
            replace_lane(a: V128, b: F, lane: u8) -> V128 = {
                let mut lanes = a.$to();
                lanes[usize::from(lane) % $count] = b;
                V128::$from(lanes)
            };

            eq(a: V128, b: V128) -> V128 = compare(a, b, |a, b| a == b);
            ne(a: V128, b: V128) -> V128 = compare(a, b, |a, b| a != b);
            lt(a: V128, b: V128) -> V128 = compare(a, b, |a, b| a < b);
            gt(a: V128, b: V128) -> V128 = compare(a, b, |a, b| a > b);
            le(a: V128, b: V128) -> V128 = compare(a, b, |a, b| a <= b);
            ge(a: V128, b: V128) -> V128 = compare(a, b, |a, b| a >= b);

            abs(a: V128) -> V128 = V128::$from(a.$to().map($scalar::abs));
            neg(a: V128) -> V128 = V128::$from(a.$to().map($scalar::neg));
            ceil(a: V128) -> V128 = V128::$from(a.$to().map(|a| $scalar::canonical(a.ceil())));
            floor(a: V128) -> V128 = V128::$from(a.$to().map(|a| $scalar::canonical(a.floor())));
            trunc(a: V128) -> V128 = V128::$from(a.$to().map(|a| $scalar::canonical(a.trunc())));
            nearest(a: V128) -> V128 = V128::$from(a.$to().map(|a| $scalar::canonical(a.round_ties_even())));
            sqrt(a: V128) -> V128 = V128::$from(a.$to().map(|a| $scalar::canonical_root(a.sqrt())));

            add(a: V128, b: V128) -> V128 = V128::$from(zip(a.$to(), b.$to(), |a, b| $scalar::canonical(a + b)));
            sub(a: V128, b: V128) -> V128 = V128::$from(zip(a.$to(), b.$to(), |a, b| $scalar::canonical(a - b)));
            mul(a: V128, b: V128) -> V128 = V128::$from(zip(a.$to(), b.$to(), |a, b| $scalar::canonical(a * b)));
            div(a: V128, b: V128) -> V128 = V128::$from(zip(a.$to(), b.$to(), |a, b| $scalar::canonical(a / b)));
            min(a: V128, b: V128) -> V128 = V128::$from(zip(a.$to(), b.$to(), $scalar::min));
            max(a: V128, b: V128) -> V128 = V128::$from(zip(a.$to(), b.$to(), $scalar::max));

            // These two choose an operand as it is, payload and sign of zero included.
            pmin(a: V128, b: V128) -> V128 = V128::$from(zip(a.$to(), b.$to(), |a, b| if b < a { b } else { a }));
            pmax(a: V128, b: V128) -> V128 = V128::$from(zip(a.$to(), b.$to(), |a, b| if a < b { b } else { a }));
        }
    };
}
pub(super) use float_shape;
