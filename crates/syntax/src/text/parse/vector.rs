//! Vector constants: a shape and its lanes.
//!
//! Specification: [vector instructions](https://webassembly.github.io/spec/core/text/instructions.html#text-vec).

use wharf_core::Result;

use super::cursor::Cursor;
use super::number;
use crate::text::errors;
use crate::text::lex::TokenKind;

/// The interpretation of a vector as lanes.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum VectorShape {
    /// Integers of so many bits.
    Int(u32),
    F32,
    F64,
}

impl VectorShape {
    pub fn lanes(self) -> usize {
        match self {
            VectorShape::Int(bits) => 128 / bits as usize,
            VectorShape::F32 => 4,
            VectorShape::F64 => 2,
        }
    }
}

/// The shape in hand.
pub(crate) fn shape(cur: &mut Cursor<'_>) -> Result<VectorShape> {
    let shape = match cur.keyword() {
        Some("i8x16") => VectorShape::Int(8),
        Some("i16x8") => VectorShape::Int(16),
        Some("i32x4") => VectorShape::Int(32),
        Some("i64x2") => VectorShape::Int(64),
        Some("f32x4") => VectorShape::F32,
        Some("f64x2") => VectorShape::F64,
        _ => return Err(cur.unexpected("a shape such as `i32x4`")),
    };
    cur.bump()?;
    Ok(shape)
}

/// One lane that is an integer.
pub(crate) fn int_lane(cur: &mut Cursor<'_>, bits: u32) -> Result<u64> {
    let what = match bits {
        8 => "i8",
        16 => "i16",
        32 => "i32",
        _ => "i64",
    };
    cur.number(what, |word| number::integer(word, bits))
}

/// A shape and its lanes, as little-endian bytes.
pub(crate) fn constant(cur: &mut Cursor<'_>) -> Result<[u8; 16]> {
    let shape = shape(cur)?;
    let mut bytes = [0; 16];
    let width = 16 / shape.lanes();
    for lane in bytes.chunks_exact_mut(width) {
        if cur.at_close() {
            return Err(errors::lane_count(cur.at(), shape.lanes()));
        }
        let bits = match shape {
            VectorShape::Int(bits) => int_lane(cur, bits)?,
            VectorShape::F32 => u64::from(cur.number("f32", number::f32)?),
            VectorShape::F64 => cur.number("f64", number::f64)?,
        };
        lane.copy_from_slice(&bits.to_le_bytes()[..width]);
    }
    match cur.tok.kind {
        TokenKind::Number => Err(errors::lane_count(cur.at(), shape.lanes())),
        _ => Ok(bytes),
    }
}
