//! Linear memories: where an access goes and what is checked before it.
//!
//! A *reserved* memory (32-bit addresses, 64 KiB pages) occupies all that an address plus a constant offset can reach, so
//! an access needs no check: it faults. Any other is checked against its length; a check that an earlier one in the same
//! straight line covers is left out, as memories never shrink.
//!
//! Specification: [memory instructions](https://webassembly.github.io/spec/core/exec/instructions.html#memory-instructions).

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Type, Value, types};
use wharf_core::TrapKind;
use wharf_core::ops::Op;
use wharf_core::types::{AddrType, ExternKind, MemoryType};
use wharf_syntax::instr::MemArg;
use wharf_vm::layout::{CTX_MEMORY0_BASE, CTX_MEMORY0_DEF, MEMORY_BASE, MEMORY_LEN, MEMORY_REF_BASE, MEMORY_REF_DEF};

use crate::optimizing::cx::Cx;
use crate::optimizing::regions::Region;
use crate::optimizing::traps;

/// Where an access goes.
pub(super) struct Access {
    /// What to add `offset` to.
    pub(super) address: Value,
    pub(super) offset: i32,
    pub(super) flags: MemFlagsData,
}

/// A check that has passed: `index + end` is within the memory.
#[derive(Copy, Clone, Debug)]
pub(in crate::optimizing) struct Checked {
    memory: u32,
    index: Value,
    end: u64,
}

/// The memory's number for regions: imported memories may be one and the same.
fn number(cx: &Cx<'_>, memory: u32) -> Option<u32> {
    (memory >= cx.module.imported(ExternKind::Memory)).then_some(memory)
}

/// Whether accesses with a 32-bit address cannot leave the memory's reservation.
pub(super) fn is_reserved(cx: &Cx<'_>, ty: &MemoryType) -> bool {
    !cx.options.dense_memories && ty.addr == AddrType::I32 && ty.page_size_log2 == 16
}

/// The memory's def.
fn def(cx: &mut Cx<'_>, memory: u32) -> Value {
    match memory {
        0 => cx.load_fixed(types::I64, cx.context, CTX_MEMORY0_DEF),
        _ => cx.load_fixed(types::I64, cx.context, cx.shape.memory(memory) + MEMORY_REF_DEF),
    }
}

/// Its length in bytes.
pub(super) fn length(cx: &mut Cx<'_>, memory: u32) -> Value {
    let region = Region::MemoryDef(number(cx, memory));
    let def = def(cx, memory);
    cx.load(types::I64, region, def, MEMORY_LEN)
}

/// The address of its first byte.
fn base(cx: &mut Cx<'_>, memory: u32) -> Value {
    let ty = cx.module.memories[memory as usize];
    if is_reserved(cx, &ty) {
        return match memory {
            0 => cx.load_fixed(types::I64, cx.context, CTX_MEMORY0_BASE),
            _ => cx.load_fixed(types::I64, cx.context, cx.shape.memory(memory) + MEMORY_REF_BASE),
        };
    }
    let region = Region::MemoryDef(number(cx, memory));
    let def = def(cx, memory);
    cx.load(types::I64, region, def, MEMORY_BASE)
}

/// The address of the first byte of a reserved memory, and how it is accessed; `None` for any other.
pub(super) fn reserved_base(cx: &mut Cx<'_>, memory: u32) -> Option<(Value, MemFlagsData)> {
    if !is_reserved(cx, &cx.module.memories[memory as usize]) {
        return None;
    }
    let region = Region::Memory(number(cx, memory));
    Some((base(cx, memory), cx.faulting(region, TrapKind::MemoryOutOfBounds)))
}

/// Where an access of `width` bytes goes; traps if it is known to be outside, or leaves that to the access.
pub(super) fn address(cx: &mut Cx<'_>, arg: &MemArg, index: Value, width: u32) -> Access {
    let ty = cx.module.memories[arg.memory as usize];
    let region = Region::Memory(number(cx, arg.memory));
    let flags = match is_reserved(cx, &ty) {
        true => cx.faulting(region, TrapKind::MemoryOutOfBounds),
        false => {
            check(cx, &ty, arg, index, width);
            let region = region.intern(&mut cx.b.func.dfg.alias_regions);
            MemFlagsData::new().with_notrap().with_alias_region(Some(region))
        }
    };
    let base = base(cx, arg.memory);
    let wide = cx.wide(index);
    let address = cx.b.ins().iadd(base, wide);
    match i32::try_from(arg.offset) {
        Ok(offset) => Access { address, offset, flags },
        Err(_) => Access { address: cx.plus(address, arg.offset as i64), offset: 0, flags },
    }
}

/// Traps unless `index + offset + width` is within the memory.
fn check(cx: &mut Cx<'_>, ty: &MemoryType, arg: &MemArg, index: Value, width: u32) {
    let Some(end) = arg.offset.checked_add(u64::from(width)) else {
        let always = cx.i32(1);
        return cx.trap_if(always, TrapKind::MemoryOutOfBounds);
    };
    let covers = |known: &Checked| known.memory == arg.memory && known.index == index && known.end >= end;
    if cx.checked.iter().any(covers) {
        return;
    }
    cx.checked.push(Checked { memory: arg.memory, index, end });
    let length = length(cx, arg.memory);
    let wide = cx.wide(index);
    let least = ty.limits.min.saturating_mul(ty.page_size());
    let outside = if end <= least {
        // The length is never below the least one, so this does not wrap; it is the same for every such access.
        let last = cx.plus(length, (end as i64).wrapping_neg());
        cx.b.ins().icmp(IntCC::UnsignedGreaterThan, wide, last)
    } else {
        let past = cx.i64(end as i64);
        let past = match ty.addr {
            AddrType::I32 => cx.b.ins().iadd(wide, past),
            AddrType::I64 => cx.b.ins().uadd_overflow_trap(wide, past, traps::code(TrapKind::MemoryOutOfBounds)),
        };
        cx.b.ins().icmp(IntCC::UnsignedGreaterThan, past, length)
    };
    cx.trap_if(outside, TrapKind::MemoryOutOfBounds);
}

/// Loads of numbers, `[address] -> [t]`.
pub(super) fn load(cx: &mut Cx<'_>, op: Op, arg: &MemArg, index: Value) -> Value {
    let Access { address, offset, flags } = address(cx, arg, index, op.access_width());
    let ins = cx.b.ins();
    match op {
        Op::I32Load => ins.load(types::I32, flags, address, offset),
        Op::I64Load => ins.load(types::I64, flags, address, offset),
        Op::F32Load => ins.load(types::F32, flags, address, offset),
        Op::F64Load => ins.load(types::F64, flags, address, offset),
        Op::I32Load8S => ins.sload8(types::I32, flags, address, offset),
        Op::I32Load8U => ins.uload8(types::I32, flags, address, offset),
        Op::I32Load16S => ins.sload16(types::I32, flags, address, offset),
        Op::I32Load16U => ins.uload16(types::I32, flags, address, offset),
        Op::I64Load8S => ins.sload8(types::I64, flags, address, offset),
        Op::I64Load8U => ins.uload8(types::I64, flags, address, offset),
        Op::I64Load16S => ins.sload16(types::I64, flags, address, offset),
        Op::I64Load16U => ins.uload16(types::I64, flags, address, offset),
        Op::I64Load32S => ins.sload32(flags, address, offset),
        Op::I64Load32U => ins.uload32(flags, address, offset),
        _ => unreachable!("{op} is no load of a number"),
    }
}

/// Stores of numbers, `[address t] -> []`.
pub(super) fn store(cx: &mut Cx<'_>, op: Op, arg: &MemArg, a: &[Value]) {
    let Access { address, offset, flags } = address(cx, arg, a[0], op.access_width());
    let ins = cx.b.ins();
    match op {
        Op::I32Store8 | Op::I64Store8 => ins.istore8(flags, a[1], address, offset),
        Op::I32Store16 | Op::I64Store16 => ins.istore16(flags, a[1], address, offset),
        Op::I64Store32 => ins.istore32(flags, a[1], address, offset),
        _ => ins.store(flags, a[1], address, offset),
    };
}

/// The type of a memory's addresses and sizes.
pub(super) fn address_type(cx: &Cx<'_>, memory: u32) -> Type {
    match cx.module.memories[memory as usize].addr {
        AddrType::I32 => types::I32,
        AddrType::I64 => types::I64,
    }
}

/// `memory.size`, in pages.
pub(super) fn size(cx: &mut Cx<'_>, memory: u32) -> Value {
    let bytes = length(cx, memory);
    let log2 = cx.i32(i32::from(cx.module.memories[memory as usize].page_size_log2));
    let pages = cx.b.ins().ushr(bytes, log2);
    match address_type(cx, memory) {
        types::I32 => cx.b.ins().ireduce(types::I32, pages),
        _ => pages,
    }
}
