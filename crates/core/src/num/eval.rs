//! From an instruction to its function: what constant folding and oracles ask, when they hold an [`Op`] and values.
//!
//! The match itself is generated, so an instruction without a function, or one with other operands than the table
//! says, does not compile.

use super::{NumTrap, V128};
use crate::ops::{NumType, Op};

/// A number or vector.
#[derive(Clone, Copy, Debug)]
pub enum Num {
    /// An `i32`.
    I32(u32),
    /// An `i64`.
    I64(u64),
    /// An `f32`.
    F32(f32),
    /// An `f64`.
    F64(f64),
    /// A `v128`.
    V128(V128),
}

impl Num {
    /// Its type.
    pub const fn ty(self) -> NumType {
        match self {
            Num::I32(_) => NumType::I32,
            Num::I64(_) => NumType::I64,
            Num::F32(_) => NumType::F32,
            Num::F64(_) => NumType::F64,
            Num::V128(_) => NumType::V128,
        }
    }

    /// Its bits, in the low end.
    pub fn bits(self) -> u128 {
        match self {
            Num::I32(a) => a.into(),
            Num::I64(a) => a.into(),
            Num::F32(a) => a.to_bits().into(),
            Num::F64(a) => a.to_bits().into(),
            Num::V128(a) => a.to_u128(),
        }
    }
}

/// Same type and same bits: a NaN equals itself, −0 differs from +0.
impl PartialEq for Num {
    fn eq(&self, other: &Num) -> bool {
        self.ty() == other.ty() && self.bits() == other.bits()
    }
}

impl Eq for Num {}

/// The immediates of the numeric instructions that have some.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Immediate {
    /// Every instruction but the following.
    #[default]
    None,
    /// A lane index (`extract_lane`, `replace_lane`).
    Lane(u8),
    /// Sixteen lane indices (`i8x16.shuffle`).
    Lanes([u8; 16]),
}

impl Immediate {
    pub(crate) fn lane(self) -> Option<u8> {
        match self {
            Immediate::Lane(lane) => Some(lane),
            _ => None,
        }
    }

    pub(crate) fn lanes(self) -> Option<[u8; 16]> {
        match self {
            Immediate::Lanes(lanes) => Some(lanes),
            _ => None,
        }
    }
}

/// What a numeric instruction computes from constant operands, given in stack order.
///
/// `None` when `op` is not such an instruction (one with a fixed signature and no effect but a trap), or when the
/// operands or the immediate are not those it takes.
///
/// ```
/// use wharf_core::num::{Immediate, Num, NumTrap, eval};
/// use wharf_core::ops::Op;
/// let two = [Num::I32(7), Num::I32(0)];
/// assert_eq!(eval(Op::I32Add, Immediate::None, &two), Some(Ok(vec![Num::I32(7)])));
/// assert_eq!(eval(Op::I32DivU, Immediate::None, &two), Some(Err(NumTrap::DivideByZero)));
/// assert_eq!(eval(Op::I64Add, Immediate::None, &two), None);
/// ```
pub fn eval(op: Op, immediate: Immediate, operands: &[Num]) -> Option<Result<Vec<Num>, NumTrap>> {
    crate::generated::eval::eval(op, immediate, operands)
}

/// A function's result as values.
pub(crate) trait IntoNums {
    fn into_nums(self) -> Result<Vec<Num>, NumTrap>;
}

macro_rules! into_nums {
    ($($t:ty => $variant:ident)*) => {
        $(impl IntoNums for $t {
            fn into_nums(self) -> Result<Vec<Num>, NumTrap> {
                Ok(vec![Num::$variant(self)])
            }
        })*
    };
}

into_nums!(u32 => I32 u64 => I64 f32 => F32 f64 => F64 V128 => V128);

impl IntoNums for (u64, u64) {
    fn into_nums(self) -> Result<Vec<Num>, NumTrap> {
        Ok(vec![Num::I64(self.0), Num::I64(self.1)])
    }
}

impl<T: IntoNums> IntoNums for Result<T, NumTrap> {
    fn into_nums(self) -> Result<Vec<Num>, NumTrap> {
        self?.into_nums()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::Shape;

    /// Values at the edges of a type.
    fn edges(t: NumType) -> Vec<Num> {
        let words = [0, 1, 2, 7, 31, 127, 128, 255, 0x7FFF, 0x8000, 0xFFFF, 0x3F80_0000, 0x7F80_0000, 0x7FA0_0001];
        let mut bits: Vec<u64> = words.into_iter().flat_map(|w| [w, w << 31, w << 32, !w]).collect();
        bits.extend([0x8000_0000, 0xBF80_0000, 0x4F00_0000, 0xCF00_0000]);
        bits.extend([1.0f64, -0.5, 2147483648.0, -9223372036854775808.0, f64::INFINITY, f64::NAN].map(f64::to_bits));
        let number = |bits: u64| match t {
            NumType::I32 => Num::I32(bits as u32),
            NumType::I64 => Num::I64(bits),
            NumType::F32 => Num::F32(f32::from_bits(bits as u32)),
            NumType::F64 => Num::F64(f64::from_bits(bits)),
            NumType::V128 => Num::V128(V128::from_u64x2([bits, bits.rotate_left(13)])),
        };
        bits.into_iter().map(number).collect()
    }

    fn immediate(op: Op) -> Immediate {
        match op.shape() {
            Shape::Lane => Immediate::Lane(1),
            Shape::Lanes16 => Immediate::Lanes([3; 16]),
            _ => Immediate::None,
        }
    }

    /// The table against the functions: result types, traps, commutativity, and that every function is there.
    #[test]
    fn the_table_describes_the_functions() {
        let mut evaluated = 0;
        for op in Op::ALL.iter().copied() {
            let Some(signature) = op.signature() else { continue };
            if !matches!(op.shape(), Shape::None | Shape::Lane | Shape::Lanes16) || op == Op::Nop {
                continue;
            }
            evaluated += 1;
            let [first, rest @ ..] = signature.params else { panic!("{op} takes nothing") };
            let second = rest.first().copied().unwrap_or(NumType::I32);
            for a in edges(*first) {
                for b in edges(second) {
                    let mut operands = vec![a, b];
                    operands.resize(signature.params.len().max(2), b);
                    operands.truncate(signature.params.len());
                    match eval(op, immediate(op), &operands).unwrap_or_else(|| panic!("no function for {op}")) {
                        Ok(results) => assert!(results.iter().map(|n| n.ty()).eq(signature.results.iter().copied())),
                        Err(_) => assert!(op.effects().can_trap(), "{op} {operands:?}"),
                    }
                    if op.effects().is_commutative() {
                        let exchanged = eval(op, Immediate::None, &[b, a]);
                        assert_eq!(eval(op, Immediate::None, &[a, b]), exchanged, "{op} {operands:?}");
                    }
                }
            }
        }
        assert!(evaluated > 350, "only {evaluated} instructions were tried");
    }

    #[test]
    fn anything_else_has_no_function() {
        assert_eq!(eval(Op::I32Add, Immediate::None, &[Num::I32(1)]), None);
        assert_eq!(eval(Op::I32Add, Immediate::None, &[Num::I32(1), Num::I64(1)]), None);
        assert_eq!(eval(Op::I8x16ExtractLaneS, Immediate::None, &[Num::V128(V128::ZERO)]), None);
        assert_eq!(eval(Op::Nop, Immediate::None, &[]), None);
        assert_eq!(eval(Op::Call, Immediate::None, &[]), None);
    }
}
