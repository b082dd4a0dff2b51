//! What numeric instructions compute: one pure function each, shared by every tier as code or as oracle.
//!
//! The function of `i32.add` is [`num::i32::add`](self::i32::add), that of `i8x16.add_sat_s` is
//! [`num::i8x16::add_sat_s`](self::i8x16::add_sat_s): module and name are the mnemonic's. Integers are unsigned here,
//! as WebAssembly's have no sign of their own; comparisons give 0 or 1; operands come in stack order.
//! [`eval()`] finds the function of an [`Op`](crate::ops::Op).
//!
//! Where the specification leaves a choice, the deterministic profile's is taken, so that tiers can be compared bit by
//! bit: arithmetic that yields a NaN yields the positive canonical one, relaxed vector operations take their first
//! option. This module refuses memory accesses and anything else with state.
//!
//! Specification: [numerics](https://webassembly.github.io/spec/core/exec/numerics.html).

mod convert;
mod eval;
mod float;
mod int;
mod relaxed;
mod simd;
mod wide;

pub(crate) use eval::IntoNums;
pub use eval::{Immediate, Num, eval};
pub use simd::V128;

use crate::trap::TrapKind;
use std::fmt;

/// Why a numeric instruction has no result.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NumTrap {
    /// Division or remainder by zero.
    DivideByZero,
    /// The result has no representation in the result type.
    IntegerOverflow,
    /// A NaN has no integer to be truncated to.
    InvalidConversion,
}

impl From<NumTrap> for TrapKind {
    fn from(trap: NumTrap) -> TrapKind {
        match trap {
            NumTrap::DivideByZero => TrapKind::IntegerDivideByZero,
            NumTrap::IntegerOverflow => TrapKind::IntegerOverflow,
            NumTrap::InvalidConversion => TrapKind::InvalidConversionToInteger,
        }
    }
}

impl fmt::Display for NumTrap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        TrapKind::from(*self).fmt(f)
    }
}

impl std::error::Error for NumTrap {}

/// Instructions whose mnemonic starts with `i32.`.
pub mod i32 {
    pub use super::convert::i32::*;
    pub use super::int::i32::*;
}

/// Instructions whose mnemonic starts with `i64.`.
pub mod i64 {
    pub use super::convert::i64::*;
    pub use super::int::i64::*;
    pub use super::wide::*;
}

/// Instructions whose mnemonic starts with `f32.`.
pub mod f32 {
    pub use super::convert::f32::*;
    pub use super::float::f32::*;
}

/// Instructions whose mnemonic starts with `f64.`.
pub mod f64 {
    pub use super::convert::f64::*;
    pub use super::float::f64::*;
}

/// Instructions whose mnemonic starts with `v128.`.
pub mod v128 {
    pub use super::simd::v128::*;
}

/// Instructions whose mnemonic starts with `i8x16.`.
pub mod i8x16 {
    pub use super::relaxed::i8x16::*;
    pub use super::simd::i8x16::*;
}

/// Instructions whose mnemonic starts with `i16x8.`.
pub mod i16x8 {
    pub use super::relaxed::i16x8::*;
    pub use super::simd::i16x8::*;
}

/// Instructions whose mnemonic starts with `i32x4.`.
pub mod i32x4 {
    pub use super::relaxed::i32x4::*;
    pub use super::simd::i32x4::*;
}

/// Instructions whose mnemonic starts with `i64x2.`.
pub mod i64x2 {
    pub use super::relaxed::i64x2::*;
    pub use super::simd::i64x2::*;
}

/// Instructions whose mnemonic starts with `f32x4.`.
pub mod f32x4 {
    pub use super::relaxed::f32x4::*;
    pub use super::simd::f32x4::*;
}

/// Instructions whose mnemonic starts with `f64x2.`.
pub mod f64x2 {
    pub use super::relaxed::f64x2::*;
    pub use super::simd::f64x2::*;
}
