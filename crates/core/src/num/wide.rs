//! 128-bit arithmetic on pairs of `i64`, low half first.
//!
//! Specification: the [wide-arithmetic](https://github.com/WebAssembly/wide-arithmetic) proposal.

fn join(low: u64, high: u64) -> u128 {
    u128::from(high) << 64 | u128::from(low)
}

fn split(a: u128) -> (u64, u64) {
    (a as u64, (a >> 64) as u64)
}

/// `i64.add128`: the sum of two 128-bit integers, as (low, high).
#[inline]
#[must_use]
pub fn add128(a_low: u64, a_high: u64, b_low: u64, b_high: u64) -> (u64, u64) {
    split(join(a_low, a_high).wrapping_add(join(b_low, b_high)))
}

/// `i64.sub128`: the difference of two 128-bit integers, as (low, high).
#[inline]
#[must_use]
pub fn sub128(a_low: u64, a_high: u64, b_low: u64, b_high: u64) -> (u64, u64) {
    split(join(a_low, a_high).wrapping_sub(join(b_low, b_high)))
}

/// `i64.mul_wide_s`: the whole signed product, as (low, high).
#[inline]
#[must_use]
pub fn mul_wide_s(a: u64, b: u64) -> (u64, u64) {
    split((i128::from(a as i64) * i128::from(b as i64)) as u128)
}

/// `i64.mul_wide_u`: the whole unsigned product, as (low, high).
#[inline]
#[must_use]
pub fn mul_wide_u(a: u64, b: u64) -> (u64, u64) {
    split(u128::from(a) * u128::from(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carries_and_borrows_cross_the_middle() {
        assert_eq!(add128(u64::MAX, 0, 1, 0), (0, 1));
        assert_eq!(add128(u64::MAX, u64::MAX, 1, 0), (0, 0));
        assert_eq!(sub128(0, 0, 1, 0), (u64::MAX, u64::MAX));
        assert_eq!(sub128(0, 1, 1, 0), (u64::MAX, 0));
    }

    #[test]
    fn products_keep_their_high_half() {
        assert_eq!(mul_wide_u(u64::MAX, u64::MAX), (1, u64::MAX - 1));
        assert_eq!(mul_wide_s(u64::MAX, u64::MAX), (1, 0));
        assert_eq!(mul_wide_s(1 << 63, 1 << 63), (0, 1 << 62));
        assert_eq!(mul_wide_s(1 << 63, 1), (1 << 63, u64::MAX));
    }
}
