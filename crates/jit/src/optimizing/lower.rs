//! What each operation becomes: `lower(op, operands) → results`.
//!
//! Nothing here knows what drives it — today the validator's walk — nor control flow between instructions: blocks,
//! branches and locals are the driver's. One file per chapter of the specification.

pub(super) mod atomic;
mod block;
pub(super) mod bulk;
pub(super) mod call;
mod convert;
mod float;
pub(super) mod gc;
mod global;
mod int;
pub(super) mod memory;
pub(super) mod reference;
mod simd;
mod table;

use cranelift_codegen::ir::{InstBuilder, Value, types};
use wharf_core::ops::{Op, StackType};
use wharf_core::types::{RefType, ValType};
use wharf_syntax::instr::{Imm, Instr};

use super::cx::Cx;

/// The results of an operation, at most two.
pub(super) type Results = [Option<Value>; 2];

/// Lowers an operation that is not control flow and not of locals. `types` are the operands' types.
pub(super) fn lower(cx: &mut Cx<'_>, instr: &Instr<'_>, types: &[ValType], a: &[Value]) -> Results {
    let (op, imm) = (instr.op, &instr.imm);
    if let Op::I64Add128 | Op::I64Sub128 | Op::I64MulWideS | Op::I64MulWideU = op {
        let (low, high) = int::wide(cx, op, a);
        return [Some(low), Some(high)];
    }
    let result = match imm {
        Imm::MemArg(_) | Imm::MemArgLane(..) => access(cx, op, imm, a),
        _ => match op.prefix() {
            0 => plain(cx, op, imm, types, a),
            0xFB => heap(cx, op, imm, types, a),
            0xFC => prefixed(cx, op, imm, a),
            0xFD => Some(simd::lower(cx, op, imm, a)),
            _ => fence(cx),
        },
    };
    [result, None]
}

/// Everything with an address in a linear memory.
fn access(cx: &mut Cx<'_>, op: Op, imm: &Imm<'_>, a: &[Value]) -> Option<Value> {
    match (imm, op.stack_type()) {
        (Imm::MemArg(arg), _) if op.prefix() == 0xFE => atomic::lower(cx, op, arg, a),
        (Imm::MemArg(arg), StackType::Load(_)) if op.prefix() == 0xFD => Some(simd::memory::load(cx, op, arg, a[0])),
        (Imm::MemArg(arg), StackType::Load(_)) => Some(memory::load(cx, op, arg, a[0])),
        (Imm::MemArg(arg), _) => {
            match op {
                Op::V128Store => simd::memory::store(cx, arg, a),
                _ => memory::store(cx, op, arg, a),
            }
            None
        }
        (Imm::MemArgLane(arg, lane), StackType::LoadLane) => Some(simd::memory::load_lane(cx, op, arg, *lane, a)),
        (Imm::MemArgLane(arg, lane), _) => {
            simd::memory::store_lane(cx, op, arg, *lane, a);
            None
        }
        _ => unreachable!("{op} has no address"),
    }
}

/// Operations of one byte.
fn plain(cx: &mut Cx<'_>, op: Op, imm: &Imm<'_>, types: &[ValType], a: &[Value]) -> Option<Value> {
    Some(match imm {
        Imm::I32(value) => cx.i32(*value),
        Imm::I64(value) => cx.i64(*value),
        Imm::F32(bits) => float_constant(cx, types::F32, u64::from(*bits)),
        Imm::F64(bits) => float_constant(cx, types::F64, *bits),
        Imm::Global(global) if op == Op::GlobalGet => global::get(cx, *global),
        Imm::Global(global) => {
            global::set(cx, *global, a[0]);
            return None;
        }
        Imm::Table(_) => return table::lower(cx, op, imm, a),
        Imm::Memory(_) => return bulk::lower(cx, op, imm, a),
        Imm::Func(func) => reference::func(cx, *func),
        Imm::HeapType(heap) => reference::null(cx, *heap),
        Imm::SelectTypes(_) => select(cx, types, a),
        _ => return numeric(cx, op, types, a),
    })
}

fn float_constant(cx: &mut Cx<'_>, ty: cranelift_codegen::ir::Type, bits: u64) -> Value {
    use cranelift_codegen::ir::immediates::{Ieee32, Ieee64};
    match ty {
        types::F32 => cx.b.ins().f32const(Ieee32::with_bits(bits as u32)),
        _ => cx.b.ins().f64const(Ieee64::with_bits(bits)),
    }
}

fn numeric(cx: &mut Cx<'_>, op: Op, types: &[ValType], a: &[Value]) -> Option<Value> {
    Some(match op {
        Op::Drop | Op::Nop => return None,
        Op::Select => select(cx, types, a),
        Op::RefIsNull => {
            let null = reference::is_null(cx, a[0]);
            cx.truth(null)
        }
        Op::RefEq => reference::equal(cx, a),
        Op::RefAsNonNull => reference::as_non_null(cx, a[0]),
        _ => match op.code() {
            0x45..=0x5A => int::compare(cx, op, a),
            0x5B..=0x66 => float::compare(cx, op, a),
            0x67..=0x8A => int::arithmetic(cx, op, a),
            0x8B..=0xA6 => float::arithmetic(cx, op, a),
            0xA7..=0xBF => convert::convert(cx, op, a[0]),
            _ => int::sign_extend(cx, op, a[0]),
        },
    })
}

/// `select`: the first operand unless the third is zero.
fn select(cx: &mut Cx<'_>, types: &[ValType], a: &[Value]) -> Value {
    let (first, second) = (cx.canonical(a[0]), cx.canonical(a[1]));
    let value = cx.b.ins().select(a[2], first, second);
    // Either may be what the collector must find, whichever type says so.
    let value = cx.track(value, types[0]);
    cx.track(value, types[1])
}

/// Operations of garbage collection.
fn heap(cx: &mut Cx<'_>, op: Op, imm: &Imm<'_>, types: &[ValType], a: &[Value]) -> Option<Value> {
    let cast = |to: RefType| (types[0].as_ref().unwrap_or(to.or_null()), to);
    match (op, imm) {
        (Op::RefTest | Op::RefTestNull, Imm::Cast(to)) => Some(gc::ref_test(cx, a[0], cast(*to))),
        (Op::RefCast | Op::RefCastNull, Imm::Cast(to)) => Some(gc::ref_cast(cx, a[0], cast(*to))),
        _ => gc::lower(cx, op, imm, types, a),
    }
}

fn prefixed(cx: &mut Cx<'_>, op: Op, imm: &Imm<'_>, a: &[Value]) -> Option<Value> {
    match op {
        Op::MemoryInit | Op::DataDrop | Op::MemoryCopy | Op::MemoryFill => bulk::lower(cx, op, imm, a),
        _ => match imm {
            Imm::None => Some(convert::convert(cx, op, a[0])),
            _ => table::lower(cx, op, imm, a),
        },
    }
}

/// `atomic.fence`
fn fence(cx: &mut Cx<'_>) -> Option<Value> {
    cx.b.ins().fence();
    None
}
