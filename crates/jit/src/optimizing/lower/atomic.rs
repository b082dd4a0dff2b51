//! Atomic accesses, all sequentially consistent. A misaligned one traps before its bounds are looked at.
//!
//! Specification: the [threads](https://github.com/WebAssembly/threads/blob/main/proposals/threads/Overview.md) proposal.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{AtomicRmwOp, InstBuilder, MemFlagsData, Type, Value, types};
use wharf_core::TrapKind;
use wharf_core::ops::{NumType, Op, StackType};
use wharf_syntax::instr::MemArg;
use wharf_vm::builtins::Builtin;

use super::memory::{self, Access};
use crate::optimizing::cx::Cx;

/// The integer that an access of this width touches.
fn access_type(op: Op) -> Type {
    match op.access_width() {
        1 => types::I8,
        2 => types::I16,
        4 => types::I32,
        _ => types::I64,
    }
}

fn value_type(num: NumType) -> Type {
    if num == NumType::I64 { types::I64 } else { types::I32 }
}

/// Any access; `None` for a store.
pub(super) fn lower(cx: &mut Cx<'_>, op: Op, arg: &MemArg, a: &[Value]) -> Option<Value> {
    check_alignment(cx, op, arg, a[0]);
    match op.stack_type() {
        StackType::AtomicWait(_) | StackType::AtomicNotify => return Some(wait_or_notify(cx, op, arg, a)),
        _ => {}
    }
    let (address, flags) = place(cx, op, arg, a[0]);
    let ty = access_type(op);
    match op.stack_type() {
        StackType::Load(num) => {
            let value = cx.b.ins().atomic_load(ty, flags, address);
            Some(widen(cx, value, value_type(num)))
        }
        StackType::Store(_) => {
            let value = narrow(cx, a[1], ty);
            cx.b.ins().atomic_store(flags, value, address);
            None
        }
        StackType::AtomicRmw(num) => {
            let value = narrow(cx, a[1], ty);
            let old = cx.b.ins().atomic_rmw(ty, flags, operation(op), address, value);
            Some(widen(cx, old, value_type(num)))
        }
        _ => Some(exchange(cx, ty, address, flags, a)),
    }
}

/// `cmpxchg`. An expected value wider than the access is never there: then what is there is written back.
fn exchange(cx: &mut Cx<'_>, ty: Type, address: Value, flags: MemFlagsData, a: &[Value]) -> Value {
    let whole = cx.type_of(a[1]);
    let (expected, mut new) = (narrow(cx, a[1], ty), narrow(cx, a[2], ty));
    if ty != whole {
        let again = widen(cx, expected, whole);
        let fits = cx.b.ins().icmp(IntCC::Equal, again, a[1]);
        new = cx.b.ins().select(fits, new, expected);
    }
    let old = cx.b.ins().atomic_cas(flags, address, expected, new);
    widen(cx, old, whole)
}

fn narrow(cx: &mut Cx<'_>, value: Value, ty: Type) -> Value {
    if cx.type_of(value) == ty { value } else { cx.b.ins().ireduce(ty, value) }
}

fn widen(cx: &mut Cx<'_>, value: Value, ty: Type) -> Value {
    if cx.type_of(value) == ty { value } else { cx.b.ins().uextend(ty, value) }
}

#[rustfmt::skip]
fn operation(op: Op) -> AtomicRmwOp {
    match op {
        Op::I32AtomicRmwAdd | Op::I64AtomicRmwAdd | Op::I32AtomicRmw8AddU | Op::I32AtomicRmw16AddU
        | Op::I64AtomicRmw8AddU | Op::I64AtomicRmw16AddU | Op::I64AtomicRmw32AddU => AtomicRmwOp::Add,
        Op::I32AtomicRmwSub | Op::I64AtomicRmwSub | Op::I32AtomicRmw8SubU | Op::I32AtomicRmw16SubU
        | Op::I64AtomicRmw8SubU | Op::I64AtomicRmw16SubU | Op::I64AtomicRmw32SubU => AtomicRmwOp::Sub,
        Op::I32AtomicRmwAnd | Op::I64AtomicRmwAnd | Op::I32AtomicRmw8AndU | Op::I32AtomicRmw16AndU
        | Op::I64AtomicRmw8AndU | Op::I64AtomicRmw16AndU | Op::I64AtomicRmw32AndU => AtomicRmwOp::And,
        Op::I32AtomicRmwOr | Op::I64AtomicRmwOr | Op::I32AtomicRmw8OrU | Op::I32AtomicRmw16OrU
        | Op::I64AtomicRmw8OrU | Op::I64AtomicRmw16OrU | Op::I64AtomicRmw32OrU => AtomicRmwOp::Or,
        Op::I32AtomicRmwXor | Op::I64AtomicRmwXor | Op::I32AtomicRmw8XorU | Op::I32AtomicRmw16XorU
        | Op::I64AtomicRmw8XorU | Op::I64AtomicRmw16XorU | Op::I64AtomicRmw32XorU => AtomicRmwOp::Xor,
        _ => AtomicRmwOp::Xchg,
    }
}

/// Traps unless the address is a multiple of the access's width.
fn check_alignment(cx: &mut Cx<'_>, op: Op, arg: &MemArg, index: Value) {
    let width = i64::from(op.access_width());
    if width == 1 {
        return;
    }
    let address = match arg.offset as i64 % width {
        0 => index,
        low => cx.plus(index, low),
    };
    let ty = cx.type_of(address);
    let mask = cx.b.ins().iconst(ty, width - 1);
    let low = cx.b.ins().band(address, mask);
    cx.trap_if(low, TrapKind::UnalignedAtomic);
}

/// The address, whole: atomic accesses have no offset of their own.
fn place(cx: &mut Cx<'_>, op: Op, arg: &MemArg, index: Value) -> (Value, MemFlagsData) {
    let Access { address, offset, flags } = memory::address(cx, arg, index, op.access_width());
    (cx.plus(address, i64::from(offset)), flags)
}

/// `wait` and `notify`: builtins, which look at the bounds.
fn wait_or_notify(cx: &mut Cx<'_>, op: Op, arg: &MemArg, a: &[Value]) -> Value {
    let memory = cx.i32(arg.memory as i32);
    let wide = cx.wide(a[0]);
    let address = match memory::address_type(cx, arg.memory) {
        types::I32 => cx.plus(wide, arg.offset as i64),
        _ => {
            let offset = cx.i64(arg.offset as i64);
            let code = crate::optimizing::traps::code(TrapKind::MemoryOutOfBounds);
            cx.b.ins().uadd_overflow_trap(wide, offset, code)
        }
    };
    match op {
        Op::MemoryAtomicNotify => cx.builtin_value(Builtin::AtomicNotify, &[memory, address, a[1]], types::I32),
        Op::MemoryAtomicWait32 => cx.builtin_value(Builtin::AtomicWait32, &[memory, address, a[1], a[2]], types::I32),
        _ => cx.builtin_value(Builtin::AtomicWait64, &[memory, address, a[1], a[2]], types::I32),
    }
}
