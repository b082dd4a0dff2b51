//! Vector instructions, one file per lane shape. What all integer or all float shapes share is written once, as a macro
//! in `integer.rs` or `float.rs`; a shape's own file holds what only it has.
//!
//! Everything goes through arrays of lanes, lowest lane first, which compilers turn into vector registers.
//!
//! Specification: [vector instructions](https://webassembly.github.io/spec/core/exec/instructions.html#vector-instructions).

mod float;
mod integer;
mod vector;

pub mod f32x4;
pub mod f64x2;
pub mod i16x8;
pub mod i32x4;
pub mod i64x2;
pub mod i8x16;
pub mod v128;

pub use vector::V128;

use super::int::functions;
use std::array;

/// One lane from each position of two vectors.
#[inline]
pub(super) fn zip<A: Copy, B: Copy, R, const N: usize>(a: [A; N], b: [B; N], f: impl Fn(A, B) -> R) -> [R; N] {
    array::from_fn(|i| f(a[i], b[i]))
}

/// Half as many lanes, each from two neighbours.
#[inline]
pub(super) fn pairwise<A: Copy, R, const N: usize, const M: usize>(a: [A; N], f: impl Fn(A, A) -> R) -> [R; M] {
    const { assert!(M * 2 == N) };
    array::from_fn(|i| f(a[2 * i], a[2 * i + 1]))
}

/// The lower half of the lanes.
#[inline]
pub(super) fn low<A: Copy, const N: usize, const M: usize>(a: [A; N]) -> [A; M] {
    const { assert!(M * 2 == N) };
    array::from_fn(|i| a[i])
}

/// The upper half of the lanes.
#[inline]
pub(super) fn high<A: Copy, const N: usize, const M: usize>(a: [A; N]) -> [A; M] {
    const { assert!(M * 2 == N) };
    array::from_fn(|i| a[M + i])
}

#[cfg(test)]
mod tests;
