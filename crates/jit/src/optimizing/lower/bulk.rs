//! Memories as a whole: growth, and copies and fills of ranges. What is not done inline are builtins, which check before
//! they write.
//!
//! Specification: [memory instructions](https://webassembly.github.io/spec/core/exec/instructions.html#memory-instructions).

use cranelift_codegen::ir::{InstBuilder, Value};
use wharf_core::ops::Op;
use wharf_syntax::instr::Imm;
use wharf_vm::builtins::Builtin;

use super::{block, memory};
use crate::optimizing::cx::Cx;

/// Any of them.
pub(super) fn lower(cx: &mut Cx<'_>, op: Op, imm: &Imm<'_>, a: &[Value]) -> Option<Value> {
    match (op, imm) {
        (Op::MemorySize, Imm::Memory(memory)) => Some(memory::size(cx, *memory)),
        (Op::MemoryGrow, Imm::Memory(memory)) => Some(grow(cx, *memory, a[0])),
        (Op::MemoryFill, Imm::Memory(memory)) => {
            fill(cx, *memory, a);
            None
        }
        (Op::MemoryCopy, Imm::MemoryMemory { dst, src }) => {
            copy(cx, *dst, *src, a);
            None
        }
        (Op::MemoryInit, Imm::DataMemory { data, memory }) => {
            let (data, memory) = (cx.i32(*data as i32), cx.i32(*memory as i32));
            let args = [data, memory, cx.wide(a[0]), a[1], a[2]];
            cx.builtin(Builtin::MemoryInit, &args);
            None
        }
        (_, Imm::Data(data)) => {
            let data = cx.i32(*data as i32);
            cx.builtin(Builtin::DataDrop, &[data]);
            None
        }
        _ => unreachable!("{op} is not of memories as a whole"),
    }
}

/// `memory.fill`: start, byte, count.
fn fill(cx: &mut Cx<'_>, memory: u32, a: &[Value]) {
    let (start, count) = (cx.wide(a[0]), cx.wide(a[2]));
    let number = cx.i32(memory as i32);
    let args = [number, start, a[1], count];
    match memory::reserved_base(cx, memory) {
        Some((base, flags)) => {
            let to = cx.b.ins().iadd(base, start);
            let slow = |cx: &mut Cx<'_>| cx.seldom_builtin(Builtin::MemoryFill, &args);
            block::fill(cx, (to, a[1], count), flags, slow);
        }
        None => cx.builtin(Builtin::MemoryFill, &args),
    }
}

/// `memory.copy`: target, source, count.
fn copy(cx: &mut Cx<'_>, dst: u32, src: u32, a: &[Value]) {
    let [to, from, count] = [a[0], a[1], a[2]].map(|value| cx.wide(value));
    let args = [cx.i32(dst as i32), cx.i32(src as i32), to, from, count];
    match memory::reserved_base(cx, dst).filter(|_| dst == src) {
        Some((base, flags)) => {
            let (to, from) = (cx.b.ins().iadd(base, to), cx.b.ins().iadd(base, from));
            let slow = |cx: &mut Cx<'_>| cx.seldom_builtin(Builtin::MemoryCopy, &args);
            block::copy(cx, (to, from, count), flags, slow);
        }
        None => cx.builtin(Builtin::MemoryCopy, &args),
    }
}

/// `memory.grow`: the old size in pages, or −1.
fn grow(cx: &mut Cx<'_>, memory: u32, delta: Value) -> Value {
    let args = [cx.i32(memory as i32), cx.wide(delta)];
    let ty = memory::address_type(cx, memory);
    cx.builtin_value(Builtin::MemoryGrow, &args, ty)
}
