//! Memories and data segments: loads, stores, atomics, whole-memory instructions.
//!
//! Specification: [memory](https://webassembly.github.io/spec/core/valid/instructions.html#memory-instructions),
//! [threads](https://github.com/WebAssembly/threads/blob/main/proposals/threads/Overview.md).

use wharf_core::Result;
use wharf_core::ops::{Op, StackType};
use wharf_core::types::{AddrType, MemoryType, ValType};
use wharf_syntax::instr::MemArg;

use super::numeric::val;
use super::table::min_addr;
use crate::errors;
use crate::state::State;

/// The kinds of accesses.
#[derive(Copy, Clone, PartialEq)]
enum Class {
    Load,
    Store,
    /// Of the threads proposal: its alignment is exactly the natural one. Also what is no access of this form.
    Atomic,
}

/// What the rule of an access needs, side by side.
#[derive(Copy, Clone)]
struct Access {
    value: ValType,
    natural: u8,
    class: Class,
}

const fn access_of(op: Op) -> Access {
    let (class, value) = match op.stack_type() {
        StackType::Load(ty) if !op.effects().is_atomic() => (Class::Load, val(ty)),
        StackType::Store(ty) if !op.effects().is_atomic() => (Class::Store, val(ty)),
        _ => (Class::Atomic, ValType::BOTTOM),
    };
    Access { value, natural: op.align(), class }
}

/// By the instruction's number.
static ACCESSES: [Access; Op::COUNT] = {
    let mut table = [access_of(Op::Nop); Op::COUNT];
    let mut i = 0;
    while i < Op::COUNT {
        table[i] = access_of(Op::ALL[i]);
        i += 1;
    }
    table
};

impl<'m> State<'m> {
    #[inline(always)]
    fn memory_type(&self, memory: u32) -> Result<&'m MemoryType> {
        match self.module.memories.get(memory as usize) {
            Some(ty) => Ok(ty),
            None => Err(errors::unknown_memory(memory)),
        }
    }

    pub(crate) fn known_data(&self, data: u32) -> Result<()> {
        if data < self.module.data_count.unwrap_or(0) { Ok(()) } else { Err(errors::unknown_data(data)) }
    }

    /// [Memory arguments](https://webassembly.github.io/spec/core/valid/instructions.html#valid-memarg): gives the type
    /// of the address.
    #[inline(always)]
    fn mem_arg(&self, arg: MemArg, natural: u8) -> Result<ValType> {
        let ty = self.memory_type(arg.memory)?;
        if arg.align > natural {
            return Err(errors::alignment_too_large(arg.align, natural));
        }
        if ty.addr == AddrType::I32 && arg.offset > u64::from(u32::MAX) {
            return Err(errors::offset_out_of_range(arg.offset));
        }
        Ok(ty.addr.val())
    }

    /// Every access with nothing but a memory argument:
    /// [loads](https://webassembly.github.io/spec/core/valid/instructions.html#valid-load-val),
    /// [stores](https://webassembly.github.io/spec/core/valid/instructions.html#valid-store-val), atomic ones.
    #[inline(always)]
    pub(crate) fn access(&mut self, op: Op, arg: MemArg) -> Result<()> {
        let access = &ACCESSES[op as usize];
        let addr = self.mem_arg(arg, access.natural)?;
        match access.class {
            Class::Load => self.replace_one(addr, access.value),
            Class::Store => {
                self.pop(access.value)?;
                self.pop(addr)
            }
            Class::Atomic => self.atomic(op, addr, arg.align),
        }
    }

    /// [Atomic accesses](https://github.com/WebAssembly/threads/blob/main/proposals/threads/Overview.md#atomic-memory-accesses)
    #[inline(never)]
    fn atomic(&mut self, op: Op, addr: ValType, align: u8) -> Result<()> {
        if align != op.align() {
            return Err(errors::atomic_alignment(align, op.align()));
        }
        let (operands, result): (&[ValType], &[ValType]) = match op.stack_type() {
            StackType::Load(ty) => (&[addr], &[val(ty)]),
            StackType::Store(ty) => (&[addr, val(ty)], &[]),
            StackType::AtomicRmw(ty) => (&[addr, val(ty)], &[val(ty)]),
            StackType::AtomicCmpxchg(ty) => (&[addr, val(ty), val(ty)], &[val(ty)]),
            StackType::AtomicWait(ty) => (&[addr, val(ty), ValType::I64], &[ValType::I32]),
            StackType::AtomicNotify => (&[addr, ValType::I32], &[ValType::I32]),
            _ => return Err(errors::no_rule(op)),
        };
        self.pop_all(operands)?;
        self.push_all(result)
    }

    /// [Lane loads and stores](https://webassembly.github.io/spec/core/valid/instructions.html#valid-vload-lane)
    #[inline(never)]
    pub(crate) fn access_lane(&mut self, op: Op, arg: MemArg, lane: u8) -> Result<()> {
        let addr = self.mem_arg(arg, op.align())?;
        self.lane_below(lane, (16 >> op.align()) as u8)?;
        self.pop_all(&[addr, ValType::V128])?;
        if op.stack_type() == StackType::LoadLane {
            self.push(ValType::V128);
        }
        Ok(())
    }

    /// [`memory.size`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-memory-size)
    pub(crate) fn memory_size(&mut self, memory: u32) -> Result<()> {
        let ty = self.memory_type(memory)?;
        self.push(ty.addr.val());
        Ok(())
    }

    /// [`memory.grow`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-memory-grow)
    pub(crate) fn memory_grow(&mut self, memory: u32) -> Result<()> {
        let ty = self.memory_type(memory)?;
        self.pop(ty.addr.val())?;
        self.push(ty.addr.val());
        Ok(())
    }

    /// [`memory.fill`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-memory-fill)
    pub(crate) fn memory_fill(&mut self, memory: u32) -> Result<()> {
        let addr = self.memory_type(memory)?.addr.val();
        self.pop_all(&[addr, ValType::I32, addr])
    }

    /// [`memory.copy`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-memory-copy)
    #[inline(never)]
    pub(crate) fn memory_copy(&mut self, dst: u32, src: u32) -> Result<()> {
        let (dst, src) = (self.memory_type(dst)?.addr, self.memory_type(src)?.addr);
        self.pop_all(&[dst.val(), src.val(), min_addr(dst, src).val()])
    }

    /// [`memory.init`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-memory-init)
    #[inline(never)]
    pub(crate) fn memory_init(&mut self, data: u32, memory: u32) -> Result<()> {
        let addr = self.memory_type(memory)?.addr.val();
        self.known_data(data)?;
        self.pop_all(&[addr, ValType::I32, ValType::I32])
    }

    /// [`data.drop`](https://webassembly.github.io/spec/core/valid/instructions.html#valid-data-drop)
    pub(crate) fn data_drop(&mut self, data: u32) -> Result<()> {
        self.known_data(data)
    }
}
