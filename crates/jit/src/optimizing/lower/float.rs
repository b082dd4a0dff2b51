//! Floats. NaNs are what the processor makes, unless the configuration asks for canonical ones.
//!
//! Specification: [floating-point operations](https://webassembly.github.io/spec/core/exec/numerics.html#floating-point-operations).

use cranelift_codegen::ir::condcodes::FloatCC;
use cranelift_codegen::ir::{InstBuilder, Value};
use wharf_core::ops::Op;

use crate::optimizing::cx::Cx;

/// Comparisons.
pub(super) fn compare(cx: &mut Cx<'_>, op: Op, a: &[Value]) -> Value {
    let condition = match op {
        Op::F32Eq | Op::F64Eq => FloatCC::Equal,
        Op::F32Ne | Op::F64Ne => FloatCC::NotEqual,
        Op::F32Lt | Op::F64Lt => FloatCC::LessThan,
        Op::F32Gt | Op::F64Gt => FloatCC::GreaterThan,
        Op::F32Le | Op::F64Le => FloatCC::LessThanOrEqual,
        Op::F32Ge | Op::F64Ge => FloatCC::GreaterThanOrEqual,
        _ => unreachable!("{op} is no float comparison"),
    };
    let outcome = cx.b.ins().fcmp(condition, a[0], a[1]);
    cx.truth(outcome)
}

/// Arithmetic.
pub(super) fn arithmetic(cx: &mut Cx<'_>, op: Op, a: &[Value]) -> Value {
    let ins = cx.b.ins();
    match op {
        Op::F32Abs | Op::F64Abs => ins.fabs(a[0]),
        Op::F32Neg | Op::F64Neg => ins.fneg(a[0]),
        Op::F32Ceil | Op::F64Ceil => ins.ceil(a[0]),
        Op::F32Floor | Op::F64Floor => ins.floor(a[0]),
        Op::F32Trunc | Op::F64Trunc => ins.trunc(a[0]),
        Op::F32Nearest | Op::F64Nearest => ins.nearest(a[0]),
        Op::F32Sqrt | Op::F64Sqrt => ins.sqrt(a[0]),
        Op::F32Add | Op::F64Add => ins.fadd(a[0], a[1]),
        Op::F32Sub | Op::F64Sub => ins.fsub(a[0], a[1]),
        Op::F32Mul | Op::F64Mul => ins.fmul(a[0], a[1]),
        Op::F32Div | Op::F64Div => ins.fdiv(a[0], a[1]),
        Op::F32Min | Op::F64Min => ins.fmin(a[0], a[1]),
        Op::F32Max | Op::F64Max => ins.fmax(a[0], a[1]),
        Op::F32Copysign | Op::F64Copysign => ins.fcopysign(a[0], a[1]),
        _ => unreachable!("{op} is no float arithmetic"),
    }
}
