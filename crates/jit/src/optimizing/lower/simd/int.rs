//! Vectors of integers, and of bits.
//!
//! Specification: [vector instructions](https://webassembly.github.io/spec/core/exec/instructions.html#vector-instructions).

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Type, Value, types};
use wharf_core::ops::Op;

use super::lanes;
use crate::optimizing::cx::Cx;

/// Operations of `i8x16` to `i64x2` and of `v128`.
pub(super) fn lower(cx: &mut Cx<'_>, op: Op, ty: Type, a: &[Value]) -> Value {
    if let Some(condition) = condition(op) {
        let (left, right) = (cx.vector(a[0], ty), cx.vector(a[1], ty));
        return cx.b.ins().icmp(condition, left, right);
    }
    match a.len() {
        1 => unary(cx, op, ty, a[0]),
        2 if cx.type_of(a[1]) == types::I32 => shift(cx, op, ty, a),
        2 => binary(cx, op, ty, a),
        _ => ternary(cx, op, a),
    }
}

#[rustfmt::skip]
fn condition(op: Op) -> Option<IntCC> {
    Some(match op {
        Op::I8x16Eq | Op::I16x8Eq | Op::I32x4Eq | Op::I64x2Eq => IntCC::Equal,
        Op::I8x16Ne | Op::I16x8Ne | Op::I32x4Ne | Op::I64x2Ne => IntCC::NotEqual,
        Op::I8x16LtS | Op::I16x8LtS | Op::I32x4LtS | Op::I64x2LtS => IntCC::SignedLessThan,
        Op::I8x16LtU | Op::I16x8LtU | Op::I32x4LtU => IntCC::UnsignedLessThan,
        Op::I8x16GtS | Op::I16x8GtS | Op::I32x4GtS | Op::I64x2GtS => IntCC::SignedGreaterThan,
        Op::I8x16GtU | Op::I16x8GtU | Op::I32x4GtU => IntCC::UnsignedGreaterThan,
        Op::I8x16LeS | Op::I16x8LeS | Op::I32x4LeS | Op::I64x2LeS => IntCC::SignedLessThanOrEqual,
        Op::I8x16LeU | Op::I16x8LeU | Op::I32x4LeU => IntCC::UnsignedLessThanOrEqual,
        Op::I8x16GeS | Op::I16x8GeS | Op::I32x4GeS | Op::I64x2GeS => IntCC::SignedGreaterThanOrEqual,
        Op::I8x16GeU | Op::I16x8GeU | Op::I32x4GeU => IntCC::UnsignedGreaterThanOrEqual,
        _ => return None,
    })
}

/// Shifts of all lanes by one count, taken modulo the lanes' width.
fn shift(cx: &mut Cx<'_>, op: Op, ty: Type, a: &[Value]) -> Value {
    let vector = cx.vector(a[0], ty);
    let ins = cx.b.ins();
    match op {
        Op::I8x16Shl | Op::I16x8Shl | Op::I32x4Shl | Op::I64x2Shl => ins.ishl(vector, a[1]),
        Op::I8x16ShrS | Op::I16x8ShrS | Op::I32x4ShrS | Op::I64x2ShrS => ins.sshr(vector, a[1]),
        Op::I8x16ShrU | Op::I16x8ShrU | Op::I32x4ShrU | Op::I64x2ShrU => ins.ushr(vector, a[1]),
        _ => unreachable!("{op} is no shift"),
    }
}

#[rustfmt::skip]
fn unary(cx: &mut Cx<'_>, op: Op, ty: Type, a: Value) -> Value {
    let same = |cx: &mut Cx<'_>| cx.vector(a, ty);
    match op {
        Op::I8x16Abs | Op::I16x8Abs | Op::I32x4Abs | Op::I64x2Abs => { let a = same(cx); cx.b.ins().iabs(a) }
        Op::I8x16Neg | Op::I16x8Neg | Op::I32x4Neg | Op::I64x2Neg => { let a = same(cx); cx.b.ins().ineg(a) }
        Op::I8x16Popcnt => { let a = same(cx); cx.b.ins().popcnt(a) }
        Op::V128Not => { let a = same(cx); cx.b.ins().bnot(a) }
        Op::V128AnyTrue => { let a = same(cx); let any = cx.b.ins().vany_true(a); cx.truth(any) }
        Op::I8x16AllTrue | Op::I16x8AllTrue | Op::I32x4AllTrue | Op::I64x2AllTrue => {
            let a = same(cx);
            let all = cx.b.ins().vall_true(a);
            cx.truth(all)
        }
        Op::I8x16Bitmask | Op::I16x8Bitmask | Op::I32x4Bitmask | Op::I64x2Bitmask => {
            let a = same(cx);
            cx.b.ins().vhigh_bits(types::I32, a)
        }
        Op::I32x4TruncSatF32x4S | Op::I32x4RelaxedTruncF32x4S => truncate(cx, a, true),
        Op::I32x4TruncSatF32x4U | Op::I32x4RelaxedTruncF32x4U => truncate(cx, a, false),
        Op::I32x4TruncSatF64x2SZero | Op::I32x4RelaxedTruncF64x2SZero => truncate_wide(cx, a, true),
        Op::I32x4TruncSatF64x2UZero | Op::I32x4RelaxedTruncF64x2UZero => truncate_wide(cx, a, false),
        Op::I16x8ExtaddPairwiseI8x16S | Op::I32x4ExtaddPairwiseI16x8S => pairwise(cx, ty, a, true),
        Op::I16x8ExtaddPairwiseI8x16U | Op::I32x4ExtaddPairwiseI16x8U => pairwise(cx, ty, a, false),
        _ => match widening(op) {
            Some((signed, high)) => widen(cx, ty, a, signed, high),
            None => unreachable!("{op} is no unary vector operation"),
        },
    }
}

/// Whether an `extend` or `extmul` takes its operands as signed, and their high halves.
#[rustfmt::skip]
fn widening(op: Op) -> Option<(bool, bool)> {
    Some(match op {
        Op::I16x8ExtendLowI8x16S | Op::I32x4ExtendLowI16x8S | Op::I64x2ExtendLowI32x4S
        | Op::I16x8ExtmulLowI8x16S | Op::I32x4ExtmulLowI16x8S | Op::I64x2ExtmulLowI32x4S => (true, false),
        Op::I16x8ExtendHighI8x16S | Op::I32x4ExtendHighI16x8S | Op::I64x2ExtendHighI32x4S
        | Op::I16x8ExtmulHighI8x16S | Op::I32x4ExtmulHighI16x8S | Op::I64x2ExtmulHighI32x4S => (true, true),
        Op::I16x8ExtendLowI8x16U | Op::I32x4ExtendLowI16x8U | Op::I64x2ExtendLowI32x4U
        | Op::I16x8ExtmulLowI8x16U | Op::I32x4ExtmulLowI16x8U | Op::I64x2ExtmulLowI32x4U => (false, false),
        Op::I16x8ExtendHighI8x16U | Op::I32x4ExtendHighI16x8U | Op::I64x2ExtendHighI32x4U
        | Op::I16x8ExtmulHighI8x16U | Op::I32x4ExtmulHighI16x8U | Op::I64x2ExtmulHighI32x4U => (false, true),
        _ => return None,
    })
}

/// The vector type of twice as many lanes of half the width.
fn halves(ty: Type) -> Type {
    match ty {
        types::I16X8 => types::I8X16,
        types::I32X4 => types::I16X8,
        _ => types::I32X4,
    }
}

/// One half of the lanes of a narrower vector, widened to `ty`.
fn widen(cx: &mut Cx<'_>, ty: Type, a: Value, signed: bool, high: bool) -> Value {
    let a = cx.vector(a, halves(ty));
    match (signed, high) {
        (true, false) => cx.b.ins().swiden_low(a),
        (true, true) => cx.b.ins().swiden_high(a),
        (false, false) => cx.b.ins().uwiden_low(a),
        (false, true) => cx.b.ins().uwiden_high(a),
    }
}

fn pairwise(cx: &mut Cx<'_>, ty: Type, a: Value, signed: bool) -> Value {
    let (low, high) = (widen(cx, ty, a, signed, false), widen(cx, ty, a, signed, true));
    cx.b.ins().iadd_pairwise(low, high)
}

/// `i32x4.trunc_sat_f32x4`
fn truncate(cx: &mut Cx<'_>, a: Value, signed: bool) -> Value {
    let a = cx.vector(a, types::F32X4);
    match signed {
        true => cx.b.ins().fcvt_to_sint_sat(types::I32X4, a),
        false => cx.b.ins().fcvt_to_uint_sat(types::I32X4, a),
    }
}

/// `i32x4.trunc_sat_f64x2_zero`
fn truncate_wide(cx: &mut Cx<'_>, a: Value, signed: bool) -> Value {
    let a = cx.vector(a, types::F64X2);
    let zero = lanes::zero(cx, types::I64X2);
    if signed {
        let wide = cx.b.ins().fcvt_to_sint_sat(types::I64X2, a);
        cx.b.ins().snarrow(wide, zero)
    } else {
        let wide = cx.b.ins().fcvt_to_uint_sat(types::I64X2, a);
        cx.b.ins().uunarrow(wide, zero)
    }
}

#[rustfmt::skip]
fn binary(cx: &mut Cx<'_>, op: Op, ty: Type, a: &[Value]) -> Value {
    if let Some((signed, high)) = widening(op) {
        let (left, right) = (widen(cx, ty, a[0], signed, high), widen(cx, ty, a[1], signed, high));
        return cx.b.ins().imul(left, right);
    }
    let operand = match op {
        Op::I8x16NarrowI16x8S | Op::I8x16NarrowI16x8U => types::I16X8,
        Op::I16x8NarrowI32x4S | Op::I16x8NarrowI32x4U => types::I32X4,
        Op::I32x4DotI16x8S => return dot(cx, a),
        Op::I16x8RelaxedDotI8x16I7x16S => return relaxed_dot(cx, a),
        _ => ty,
    };
    let (left, right) = (cx.vector(a[0], operand), cx.vector(a[1], operand));
    let ins = cx.b.ins();
    match op {
        Op::I8x16Add | Op::I16x8Add | Op::I32x4Add | Op::I64x2Add => ins.iadd(left, right),
        Op::I8x16Sub | Op::I16x8Sub | Op::I32x4Sub | Op::I64x2Sub => ins.isub(left, right),
        Op::I16x8Mul | Op::I32x4Mul | Op::I64x2Mul => ins.imul(left, right),
        Op::I8x16AddSatS | Op::I16x8AddSatS => ins.sadd_sat(left, right),
        Op::I8x16AddSatU | Op::I16x8AddSatU => ins.uadd_sat(left, right),
        Op::I8x16SubSatS | Op::I16x8SubSatS => ins.ssub_sat(left, right),
        Op::I8x16SubSatU | Op::I16x8SubSatU => ins.usub_sat(left, right),
        Op::I8x16MinS | Op::I16x8MinS | Op::I32x4MinS => ins.smin(left, right),
        Op::I8x16MinU | Op::I16x8MinU | Op::I32x4MinU => ins.umin(left, right),
        Op::I8x16MaxS | Op::I16x8MaxS | Op::I32x4MaxS => ins.smax(left, right),
        Op::I8x16MaxU | Op::I16x8MaxU | Op::I32x4MaxU => ins.umax(left, right),
        Op::I8x16AvgrU | Op::I16x8AvgrU => ins.avg_round(left, right),
        Op::I8x16NarrowI16x8S | Op::I16x8NarrowI32x4S => ins.snarrow(left, right),
        Op::I8x16NarrowI16x8U | Op::I16x8NarrowI32x4U => ins.unarrow(left, right),
        Op::I16x8Q15mulrSatS | Op::I16x8RelaxedQ15mulrS => ins.sqmul_round_sat(left, right),
        Op::I8x16Swizzle | Op::I8x16RelaxedSwizzle => ins.swizzle(left, right),
        Op::V128And => ins.band(left, right),
        Op::V128Or => ins.bor(left, right),
        Op::V128Xor => ins.bxor(left, right),
        Op::V128Andnot => { let not = ins.bnot(right); cx.b.ins().band(left, not) }
        _ => unreachable!("{op} is no binary vector operation"),
    }
}

/// `i32x4.dot_i16x8_s`: products of 32 bits, added in pairs.
fn dot(cx: &mut Cx<'_>, a: &[Value]) -> Value {
    let [low, high] = [false, true].map(|high| {
        let (left, right) = (widen(cx, types::I32X4, a[0], true, high), widen(cx, types::I32X4, a[1], true, high));
        cx.b.ins().imul(left, right)
    });
    cx.b.ins().iadd_pairwise(low, high)
}

/// `i16x8.relaxed_dot_i8x16_i7x16_s`: products of 16 bits, added in pairs with saturation.
fn relaxed_dot(cx: &mut Cx<'_>, a: &[Value]) -> Value {
    let [low, high] = [false, true].map(|high| {
        let (left, right) = (widen(cx, types::I16X8, a[0], true, high), widen(cx, types::I16X8, a[1], true, high));
        cx.b.ins().imul(left, right)
    });
    let (even, odd) = (lanes::every_second(cx, low, high, false), lanes::every_second(cx, low, high, true));
    cx.b.ins().sadd_sat(even, odd)
}

fn ternary(cx: &mut Cx<'_>, op: Op, a: &[Value]) -> Value {
    if op == Op::I32x4RelaxedDotI8x16I7x16AddS {
        let products = relaxed_dot(cx, a);
        let sums = pairwise(cx, types::I32X4, products, true);
        let third = cx.vector(a[2], types::I32X4);
        return cx.b.ins().iadd(sums, third);
    }
    let [then, otherwise, mask] = [a[0], a[1], a[2]].map(|value| cx.vector(value, types::I8X16));
    cx.b.ins().bitselect(mask, then, otherwise)
}
