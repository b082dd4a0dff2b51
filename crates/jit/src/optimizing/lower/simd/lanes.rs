//! Constants, single lanes and their order.
//!
//! Specification: [lanes](https://webassembly.github.io/spec/core/exec/numerics.html#aux-lanes).

use cranelift_codegen::ir::{ConstantData, InstBuilder, Type, Value, types};
use wharf_core::ops::Op;

use super::shape;
use crate::optimizing::cx::Cx;

pub(super) fn constant(cx: &mut Cx<'_>, bytes: &[u8; 16]) -> Value {
    let constant = cx.b.func.dfg.constants.insert(ConstantData::from(&bytes[..]));
    cx.b.ins().vconst(types::I8X16, constant)
}

pub(super) fn zero(cx: &mut Cx<'_>, ty: Type) -> Value {
    let constant = cx.b.func.dfg.constants.insert(ConstantData::from(&[0; 16][..]));
    cx.b.ins().vconst(ty, constant)
}

/// `i8x16.shuffle`: lanes of two vectors by number.
pub(super) fn shuffle(cx: &mut Cx<'_>, a: &[Value], lanes: &[u8; 16]) -> Value {
    let (left, right) = (cx.vector(a[0], types::I8X16), cx.vector(a[1], types::I8X16));
    let lanes = cx.b.func.dfg.immediates.push(ConstantData::from(&lanes[..]));
    cx.b.ins().shuffle(left, right, lanes)
}

/// A value as a lane of this type: narrow integers come as `i32`.
fn narrow(cx: &mut Cx<'_>, ty: Type, value: Value) -> Value {
    let lane = ty.lane_type();
    if lane.bits() < 32 { cx.b.ins().ireduce(lane, value) } else { value }
}

pub(super) fn splat(cx: &mut Cx<'_>, ty: Type, value: Value) -> Value {
    let lane = narrow(cx, ty, value);
    cx.b.ins().splat(ty, lane)
}

/// `extract_lane` and `replace_lane`.
pub(super) fn access(cx: &mut Cx<'_>, op: Op, a: &[Value], lane: u8) -> Value {
    let ty = shape(op);
    let vector = cx.vector(a[0], ty);
    if let Some(value) = a.get(1) {
        let value = narrow(cx, ty, *value);
        return cx.b.ins().insertlane(vector, value, lane);
    }
    let value = cx.b.ins().extractlane(vector, lane);
    match op {
        Op::I8x16ExtractLaneS | Op::I16x8ExtractLaneS => cx.b.ins().sextend(types::I32, value),
        Op::I8x16ExtractLaneU | Op::I16x8ExtractLaneU => cx.b.ins().uextend(types::I32, value),
        _ => value,
    }
}

/// The lanes of even number of two vectors of 16-bit lanes, back to back, or those of odd number.
pub(super) fn every_second(cx: &mut Cx<'_>, a: Value, b: Value, odd: bool) -> Value {
    let lanes = std::array::from_fn(|byte| (byte as u8 / 2 * 4) + byte as u8 % 2 + 2 * u8::from(odd));
    let picked = shuffle(cx, &[a, b], &lanes);
    cx.vector(picked, types::I16X8)
}
