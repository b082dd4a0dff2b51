//! `v128`: bitwise operations on the whole vector.

use super::{V128, functions};

functions! { "v128":
    not(a: V128) -> V128 = V128::from_u128(!a.to_u128());
    and(a: V128, b: V128) -> V128 = V128::from_u128(a.to_u128() & b.to_u128());
    andnot(a: V128, b: V128) -> V128 = V128::from_u128(a.to_u128() & !b.to_u128());
    or(a: V128, b: V128) -> V128 = V128::from_u128(a.to_u128() | b.to_u128());
    xor(a: V128, b: V128) -> V128 = V128::from_u128(a.to_u128() ^ b.to_u128());
    bitselect(a: V128, b: V128, mask: V128) -> V128 = or(and(a, mask), andnot(b, mask));
    any_true(a: V128) -> u32 = u32::from(a.to_u128() != 0);
}
