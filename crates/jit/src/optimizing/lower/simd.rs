//! Vectors. Each operation sees its operands as the vector type it works on; relaxed ones take the option that
//! `wharf_core::num` takes.
//!
//! Specification: [vector instructions](https://webassembly.github.io/spec/core/exec/instructions.html#vector-instructions).

mod float;
mod int;
mod lanes;
pub(super) mod memory;

use cranelift_codegen::ir::{Type, Value, types};
use wharf_core::ops::Op;
use wharf_syntax::instr::Imm;

use crate::optimizing::cx::Cx;

/// The vector type that an operation's name begins with.
fn shape(op: Op) -> Type {
    match op.mnemonic().split('.').next() {
        Some("i16x8") => types::I16X8,
        Some("i32x4") => types::I32X4,
        Some("i64x2") => types::I64X2,
        Some("f32x4") => types::F32X4,
        Some("f64x2") => types::F64X2,
        _ => types::I8X16,
    }
}

/// Any vector operation that touches no memory.
pub(super) fn lower(cx: &mut Cx<'_>, op: Op, imm: &Imm<'_>, a: &[Value]) -> Value {
    match imm {
        Imm::V128(bytes) => return lanes::constant(cx, bytes),
        Imm::Lanes(lanes) => return lanes::shuffle(cx, a, lanes),
        Imm::Lane(lane) => return lanes::access(cx, op, a, *lane),
        _ => {}
    }
    let ty = shape(op);
    match op {
        Op::I8x16Splat | Op::I16x8Splat | Op::I32x4Splat | Op::I64x2Splat | Op::F32x4Splat | Op::F64x2Splat => {
            lanes::splat(cx, ty, a[0])
        }
        _ if ty == types::F32X4 || ty == types::F64X2 => float::lower(cx, op, ty, a),
        _ => int::lower(cx, op, ty, a),
    }
}
