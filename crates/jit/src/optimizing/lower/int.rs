//! Integers.
//!
//! Specification: [integer operations](https://webassembly.github.io/spec/core/exec/numerics.html#integer-operations).

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Value, types};
use wharf_core::ops::Op;

use crate::optimizing::cx::Cx;

/// Comparisons, including those with zero.
pub(super) fn compare(cx: &mut Cx<'_>, op: Op, a: &[Value]) -> Value {
    let outcome = match op {
        Op::I32Eqz | Op::I64Eqz => cx.compare(IntCC::Equal, a[0], 0),
        _ => cx.b.ins().icmp(condition(op), a[0], a[1]),
    };
    cx.truth(outcome)
}

fn condition(op: Op) -> IntCC {
    match op {
        Op::I32Eq | Op::I64Eq => IntCC::Equal,
        Op::I32Ne | Op::I64Ne => IntCC::NotEqual,
        Op::I32LtS | Op::I64LtS => IntCC::SignedLessThan,
        Op::I32LtU | Op::I64LtU => IntCC::UnsignedLessThan,
        Op::I32GtS | Op::I64GtS => IntCC::SignedGreaterThan,
        Op::I32GtU | Op::I64GtU => IntCC::UnsignedGreaterThan,
        Op::I32LeS | Op::I64LeS => IntCC::SignedLessThanOrEqual,
        Op::I32LeU | Op::I64LeU => IntCC::UnsignedLessThanOrEqual,
        Op::I32GeS | Op::I64GeS => IntCC::SignedGreaterThanOrEqual,
        Op::I32GeU | Op::I64GeU => IntCC::UnsignedGreaterThanOrEqual,
        _ => unreachable!("{op} is no integer comparison"),
    }
}

/// Arithmetic. Shifts take their count modulo the width; divisions trap by themselves.
pub(super) fn arithmetic(cx: &mut Cx<'_>, op: Op, a: &[Value]) -> Value {
    let value = plain_arithmetic(cx, op, a);
    if is_dear(cx, op, a) { cx.here(value) } else { value }
}

/// Whether doing it again costs more than keeping the result: a product, but not of a number that is shifted or added
/// instead, and a division that becomes products.
fn is_dear(cx: &Cx<'_>, op: Op, a: &[Value]) -> bool {
    let constant = a.get(1).and_then(|value| cx.constant(*value));
    match op {
        Op::I32Mul | Op::I64Mul => constant.is_none_or(|factor| factor > 16 && !factor.is_power_of_two()),
        Op::I32DivS
        | Op::I64DivS
        | Op::I32DivU
        | Op::I64DivU
        | Op::I32RemS
        | Op::I64RemS
        | Op::I32RemU
        | Op::I64RemU => constant.is_some_and(|divisor| !divisor.is_power_of_two()),
        _ => false,
    }
}

fn plain_arithmetic(cx: &mut Cx<'_>, op: Op, a: &[Value]) -> Value {
    let ins = cx.b.ins();
    match op {
        Op::I32Clz | Op::I64Clz => ins.clz(a[0]),
        Op::I32Ctz | Op::I64Ctz => ins.ctz(a[0]),
        Op::I32Popcnt | Op::I64Popcnt => ins.popcnt(a[0]),
        Op::I32Add | Op::I64Add => ins.iadd(a[0], a[1]),
        Op::I32Sub | Op::I64Sub => ins.isub(a[0], a[1]),
        Op::I32Mul | Op::I64Mul => ins.imul(a[0], a[1]),
        Op::I32DivS | Op::I64DivS => ins.sdiv(a[0], a[1]),
        Op::I32DivU | Op::I64DivU => ins.udiv(a[0], a[1]),
        Op::I32RemS | Op::I64RemS => ins.srem(a[0], a[1]),
        Op::I32RemU | Op::I64RemU => ins.urem(a[0], a[1]),
        Op::I32And | Op::I64And => ins.band(a[0], a[1]),
        Op::I32Or | Op::I64Or => ins.bor(a[0], a[1]),
        Op::I32Xor | Op::I64Xor => ins.bxor(a[0], a[1]),
        Op::I32Shl | Op::I64Shl => ins.ishl(a[0], a[1]),
        Op::I32ShrS | Op::I64ShrS => ins.sshr(a[0], a[1]),
        Op::I32ShrU | Op::I64ShrU => ins.ushr(a[0], a[1]),
        Op::I32Rotl | Op::I64Rotl => ins.rotl(a[0], a[1]),
        Op::I32Rotr | Op::I64Rotr => ins.rotr(a[0], a[1]),
        _ => unreachable!("{op} is no integer arithmetic"),
    }
}

/// `extend8_s` and its like.
pub(super) fn sign_extend(cx: &mut Cx<'_>, op: Op, a: Value) -> Value {
    let (narrow, wide) = match op {
        Op::I32Extend8S => (types::I8, types::I32),
        Op::I32Extend16S => (types::I16, types::I32),
        Op::I64Extend8S => (types::I8, types::I64),
        Op::I64Extend16S => (types::I16, types::I64),
        Op::I64Extend32S => (types::I32, types::I64),
        _ => unreachable!("{op} is no sign extension"),
    };
    let low = cx.b.ins().ireduce(narrow, a);
    cx.b.ins().sextend(wide, low)
}

/// The wide-arithmetic proposal: sums and products of 128 bits, as low and high half.
pub(super) fn wide(cx: &mut Cx<'_>, op: Op, a: &[Value]) -> (Value, Value) {
    let whole = match op {
        Op::I64Add128 | Op::I64Sub128 => {
            let left = cx.b.ins().iconcat(a[0], a[1]);
            let right = cx.b.ins().iconcat(a[2], a[3]);
            if op == Op::I64Add128 { cx.b.ins().iadd(left, right) } else { cx.b.ins().isub(left, right) }
        }
        _ => {
            let signed = op == Op::I64MulWideS;
            let [left, right] = [a[0], a[1]].map(|half| match signed {
                true => cx.b.ins().sextend(types::I128, half),
                false => cx.b.ins().uextend(types::I128, half),
            });
            cx.b.ins().imul(left, right)
        }
    };
    cx.b.ins().isplit(whole)
}
