//! Vectors of floats.
//!
//! Specification: [vector instructions](https://webassembly.github.io/spec/core/exec/instructions.html#vector-instructions).

use cranelift_codegen::ir::condcodes::FloatCC;
use cranelift_codegen::ir::{InstBuilder, Type, Value, types};
use wharf_core::ops::Op;

use crate::optimizing::cx::Cx;

/// Operations of `f32x4` and `f64x2`.
pub(super) fn lower(cx: &mut Cx<'_>, op: Op, ty: Type, a: &[Value]) -> Value {
    if let Some(condition) = condition(op) {
        let (left, right) = (cx.vector(a[0], ty), cx.vector(a[1], ty));
        return cx.b.ins().fcmp(condition, left, right);
    }
    match a.len() {
        1 => unary(cx, op, ty, a[0]),
        2 => binary(cx, op, ty, a),
        _ => multiply_add(cx, op, ty, a),
    }
}

fn condition(op: Op) -> Option<FloatCC> {
    Some(match op {
        Op::F32x4Eq | Op::F64x2Eq => FloatCC::Equal,
        Op::F32x4Ne | Op::F64x2Ne => FloatCC::NotEqual,
        Op::F32x4Lt | Op::F64x2Lt => FloatCC::LessThan,
        Op::F32x4Gt | Op::F64x2Gt => FloatCC::GreaterThan,
        Op::F32x4Le | Op::F64x2Le => FloatCC::LessThanOrEqual,
        Op::F32x4Ge | Op::F64x2Ge => FloatCC::GreaterThanOrEqual,
        _ => return None,
    })
}

fn unary(cx: &mut Cx<'_>, op: Op, ty: Type, a: Value) -> Value {
    let operand = match op {
        Op::F32x4ConvertI32x4S | Op::F32x4ConvertI32x4U => types::I32X4,
        Op::F64x2ConvertLowI32x4S | Op::F64x2ConvertLowI32x4U => types::I32X4,
        Op::F32x4DemoteF64x2Zero => types::F64X2,
        Op::F64x2PromoteLowF32x4 => types::F32X4,
        _ => ty,
    };
    let a = cx.vector(a, operand);
    let ins = cx.b.ins();
    match op {
        Op::F32x4Abs | Op::F64x2Abs => ins.fabs(a),
        Op::F32x4Neg | Op::F64x2Neg => ins.fneg(a),
        Op::F32x4Sqrt | Op::F64x2Sqrt => ins.sqrt(a),
        Op::F32x4Ceil | Op::F64x2Ceil => ins.ceil(a),
        Op::F32x4Floor | Op::F64x2Floor => ins.floor(a),
        Op::F32x4Trunc | Op::F64x2Trunc => ins.trunc(a),
        Op::F32x4Nearest | Op::F64x2Nearest => ins.nearest(a),
        Op::F32x4ConvertI32x4S => ins.fcvt_from_sint(ty, a),
        Op::F32x4ConvertI32x4U => ins.fcvt_from_uint(ty, a),
        Op::F32x4DemoteF64x2Zero => ins.fvdemote(a),
        Op::F64x2PromoteLowF32x4 => ins.fvpromote_low(a),
        Op::F64x2ConvertLowI32x4S => {
            let wide = ins.swiden_low(a);
            cx.b.ins().fcvt_from_sint(ty, wide)
        }
        Op::F64x2ConvertLowI32x4U => {
            let wide = ins.uwiden_low(a);
            cx.b.ins().fcvt_from_uint(ty, wide)
        }
        _ => unreachable!("{op} is no unary vector operation"),
    }
}

fn binary(cx: &mut Cx<'_>, op: Op, ty: Type, a: &[Value]) -> Value {
    let (left, right) = (cx.vector(a[0], ty), cx.vector(a[1], ty));
    let ins = cx.b.ins();
    match op {
        Op::F32x4Add | Op::F64x2Add => ins.fadd(left, right),
        Op::F32x4Sub | Op::F64x2Sub => ins.fsub(left, right),
        Op::F32x4Mul | Op::F64x2Mul => ins.fmul(left, right),
        Op::F32x4Div | Op::F64x2Div => ins.fdiv(left, right),
        Op::F32x4Min | Op::F64x2Min | Op::F32x4RelaxedMin | Op::F64x2RelaxedMin => ins.fmin(left, right),
        Op::F32x4Max | Op::F64x2Max | Op::F32x4RelaxedMax | Op::F64x2RelaxedMax => ins.fmax(left, right),
        Op::F32x4Pmin | Op::F64x2Pmin => pick(cx, ty, (right, left), right, left),
        Op::F32x4Pmax | Op::F64x2Pmax => pick(cx, ty, (left, right), right, left),
        _ => unreachable!("{op} is no binary vector operation"),
    }
}

/// `then` where the first of the pair is less than the second, else `otherwise`. Each in this order is one instruction.
fn pick(cx: &mut Cx<'_>, ty: Type, (less, greater): (Value, Value), then: Value, otherwise: Value) -> Value {
    let mask = cx.b.ins().fcmp(FloatCC::LessThan, less, greater);
    let mask = cx.vector(mask, ty);
    cx.b.ins().bitselect(mask, then, otherwise)
}

/// The relaxed `madd` and `nmadd`: not fused, as `wharf_core::num` has it.
fn multiply_add(cx: &mut Cx<'_>, op: Op, ty: Type, a: &[Value]) -> Value {
    let [mut left, right, addend] = [a[0], a[1], a[2]].map(|value| cx.vector(value, ty));
    if matches!(op, Op::F32x4RelaxedNmadd | Op::F64x2RelaxedNmadd) {
        left = cx.b.ins().fneg(left);
    }
    let product = cx.b.ins().fmul(left, right);
    cx.b.ins().fadd(product, addend)
}
