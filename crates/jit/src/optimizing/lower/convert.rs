//! Conversions between numbers.
//!
//! Specification: [conversions](https://webassembly.github.io/spec/core/exec/numerics.html#conversions).

use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Value, types};
use wharf_core::ops::Op;

use crate::optimizing::cx::Cx;

/// Any conversion; those of floats to integers that have no value trap by themselves.
#[rustfmt::skip]
pub(super) fn convert(cx: &mut Cx<'_>, op: Op, a: Value) -> Value {
    let ins = cx.b.ins();
    match op {
        Op::I32WrapI64 => ins.ireduce(types::I32, a),
        Op::I64ExtendI32S => ins.sextend(types::I64, a),
        Op::I64ExtendI32U => ins.uextend(types::I64, a),
        Op::I32TruncF32S | Op::I32TruncF64S => ins.fcvt_to_sint(types::I32, a),
        Op::I32TruncF32U | Op::I32TruncF64U => ins.fcvt_to_uint(types::I32, a),
        Op::I64TruncF32S | Op::I64TruncF64S => ins.fcvt_to_sint(types::I64, a),
        Op::I64TruncF32U | Op::I64TruncF64U => ins.fcvt_to_uint(types::I64, a),
        Op::I32TruncSatF32S | Op::I32TruncSatF64S => ins.fcvt_to_sint_sat(types::I32, a),
        Op::I32TruncSatF32U | Op::I32TruncSatF64U => ins.fcvt_to_uint_sat(types::I32, a),
        Op::I64TruncSatF32S | Op::I64TruncSatF64S => ins.fcvt_to_sint_sat(types::I64, a),
        Op::I64TruncSatF32U | Op::I64TruncSatF64U => ins.fcvt_to_uint_sat(types::I64, a),
        Op::F32ConvertI32S | Op::F32ConvertI64S => ins.fcvt_from_sint(types::F32, a),
        Op::F32ConvertI32U | Op::F32ConvertI64U => ins.fcvt_from_uint(types::F32, a),
        Op::F64ConvertI32S | Op::F64ConvertI64S => ins.fcvt_from_sint(types::F64, a),
        Op::F64ConvertI32U | Op::F64ConvertI64U => ins.fcvt_from_uint(types::F64, a),
        Op::F32DemoteF64 => ins.fdemote(types::F32, a),
        Op::F64PromoteF32 => ins.fpromote(types::F64, a),
        Op::I32ReinterpretF32 => ins.bitcast(types::I32, MemFlagsData::new(), a),
        Op::I64ReinterpretF64 => ins.bitcast(types::I64, MemFlagsData::new(), a),
        Op::F32ReinterpretI32 => ins.bitcast(types::F32, MemFlagsData::new(), a),
        Op::F64ReinterpretI64 => ins.bitcast(types::F64, MemFlagsData::new(), a),
        _ => unreachable!("{op} is no conversion"),
    }
}
