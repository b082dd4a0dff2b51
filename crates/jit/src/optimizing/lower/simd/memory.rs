//! Vector loads and stores.
//!
//! Specification: [vector memory instructions](https://webassembly.github.io/spec/core/exec/instructions.html#exec-vload-val).

use cranelift_codegen::ir::{InstBuilder, Type, Value, types};
use wharf_core::ops::Op;
use wharf_syntax::instr::MemArg;

use crate::optimizing::cx::Cx;
use crate::optimizing::lower::memory::{Access, address};

/// Loads, `[address] -> [v128]`.
pub(in crate::optimizing::lower) fn load(cx: &mut Cx<'_>, op: Op, arg: &MemArg, index: Value) -> Value {
    let Access { address, offset, flags } = address(cx, arg, index, op.access_width());
    let ins = cx.b.ins();
    match op {
        Op::V128Load => ins.load(types::I8X16, flags, address, offset),
        Op::V128Load8x8S => ins.sload8x8(flags, address, offset),
        Op::V128Load8x8U => ins.uload8x8(flags, address, offset),
        Op::V128Load16x4S => ins.sload16x4(flags, address, offset),
        Op::V128Load16x4U => ins.uload16x4(flags, address, offset),
        Op::V128Load32x2S => ins.sload32x2(flags, address, offset),
        Op::V128Load32x2U => ins.uload32x2(flags, address, offset),
        Op::V128Load32Zero | Op::V128Load64Zero => {
            let (scalar, vector) = scalar(op);
            let value = ins.load(scalar, flags, address, offset);
            cx.b.ins().scalar_to_vector(vector, value)
        }
        _ => {
            let (scalar, vector) = scalar(op);
            let value = ins.load(scalar, flags, address, offset);
            cx.b.ins().splat(vector, value)
        }
    }
}

/// The lane that an access touches, and the vector of such lanes.
fn scalar(op: Op) -> (Type, Type) {
    match op.access_width() {
        1 => (types::I8, types::I8X16),
        2 => (types::I16, types::I16X8),
        4 => (types::I32, types::I32X4),
        _ => (types::I64, types::I64X2),
    }
}

/// `load_lane`: `[address v128] -> [v128]`.
pub(in crate::optimizing::lower) fn load_lane(cx: &mut Cx<'_>, op: Op, arg: &MemArg, lane: u8, a: &[Value]) -> Value {
    let (ty, shape) = scalar(op);
    let vector = cx.vector(a[1], shape);
    let Access { address, offset, flags } = address(cx, arg, a[0], op.access_width());
    let value = cx.b.ins().load(ty, flags, address, offset);
    cx.b.ins().insertlane(vector, value, lane)
}

/// `store_lane`: `[address v128] -> []`.
pub(in crate::optimizing::lower) fn store_lane(cx: &mut Cx<'_>, op: Op, arg: &MemArg, lane: u8, a: &[Value]) {
    let (_, shape) = scalar(op);
    let vector = cx.vector(a[1], shape);
    let Access { address, offset, flags } = address(cx, arg, a[0], op.access_width());
    let value = cx.b.ins().extractlane(vector, lane);
    cx.b.ins().store(flags, value, address, offset);
}

/// `v128.store`: `[address v128] -> []`.
pub(in crate::optimizing::lower) fn store(cx: &mut Cx<'_>, arg: &MemArg, a: &[Value]) {
    let value = cx.canonical(a[1]);
    let Access { address, offset, flags } = address(cx, arg, a[0], 16);
    cx.b.ins().store(flags, value, address, offset);
}
