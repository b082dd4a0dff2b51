//! Memories as a whole: growth, and copies and fills of ranges. All are builtins, which check before they write.
//!
//! Specification: [memory instructions](https://webassembly.github.io/spec/core/exec/instructions.html#memory-instructions).

use cranelift_codegen::ir::Value;
use wharf_core::ops::Op;
use wharf_syntax::instr::Imm;
use wharf_vm::builtins::Builtin;

use super::memory;
use crate::optimizing::cx::Cx;

/// Any of them.
pub(super) fn lower(cx: &mut Cx<'_>, op: Op, imm: &Imm<'_>, a: &[Value]) -> Option<Value> {
    match (op, imm) {
        (Op::MemorySize, Imm::Memory(memory)) => Some(memory::size(cx, *memory)),
        (Op::MemoryGrow, Imm::Memory(memory)) => Some(grow(cx, *memory, a[0])),
        (Op::MemoryFill, Imm::Memory(memory)) => {
            let args = [cx.i32(*memory as i32), cx.wide(a[0]), a[1], cx.wide(a[2])];
            cx.builtin(Builtin::MemoryFill, &args);
            None
        }
        (Op::MemoryCopy, Imm::MemoryMemory { dst, src }) => {
            let (to, from) = (cx.i32(*dst as i32), cx.i32(*src as i32));
            let args = [to, from, cx.wide(a[0]), cx.wide(a[1]), cx.wide(a[2])];
            cx.builtin(Builtin::MemoryCopy, &args);
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

/// `memory.grow`: the old size in pages, or −1.
fn grow(cx: &mut Cx<'_>, memory: u32, delta: Value) -> Value {
    let args = [cx.i32(memory as i32), cx.wide(delta)];
    let ty = memory::address_type(cx, memory);
    cx.builtin_value(Builtin::MemoryGrow, &args, ty)
}
