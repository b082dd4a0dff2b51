//! Linear memories: where an access goes, what is checked before it, loads and stores of numbers.
//!
//! A reserved memory (32-bit addresses, 64 KiB pages) occupies all that an address plus a constant offset can reach, so
//! an access needs no check: it faults. Any other is checked against its length.
//!
//! Specification: [memory instructions](https://webassembly.github.io/spec/core/exec/instructions.html#memory-instructions).

use wharf_core::TrapKind;
use wharf_core::ops::Op;
use wharf_core::types::{AddrType, MemoryType};
use wharf_syntax::instr::MemArg;
use wharf_vm::layout::{CTX_MEMORY0_BASE, CTX_MEMORY0_DEF, MEMORY_BASE, MEMORY_LEN, MEMORY_REF_BASE, MEMORY_REF_DEF};

use super::asm::{Cc, Mem, asm, at, indexed, trapping};
use super::int::{Alu, Shift, alu, alu_constant, shift_constant};
use super::machine::SCRATCH;
use super::moves;
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::operand::{Loc, Operand, Type};
use crate::baseline::reg::Reg;

/// Where an access goes. It may name the scratch register.
pub(in crate::baseline) struct Access {
    pub(in crate::baseline) place: Mem,
    /// What the place is made of.
    operand: Operand,
    sum: Option<Reg>,
}

impl Compiler<'_> {
    fn memory_type(&self, memory: u32) -> MemoryType {
        self.module.memories[memory as usize]
    }

    /// Whether accesses with a 32-bit address cannot leave the memory's reservation.
    pub(in crate::baseline) fn is_reserved(&self, memory: u32) -> bool {
        let ty = self.memory_type(memory);
        !self.options.dense_memories && ty.addr == AddrType::I32 && ty.page_size_log2 == 16
    }

    /// The type of a memory's addresses and sizes.
    pub(in crate::baseline) fn address_type(&self, memory: u32) -> Type {
        match self.memory_type(memory).addr {
            AddrType::I32 => Type::I32,
            AddrType::I64 => Type::I64,
        }
    }

    /// Reads the address of a memory's def into the scratch register.
    fn load_def(&mut self, memory: u32) {
        let field = if memory == 0 { CTX_MEMORY0_DEF } else { self.shape.memory(memory) + MEMORY_REF_DEF };
        let context = self.context();
        asm!(self.asm, movq_rm(SCRATCH, at(context, field)));
    }

    /// The register with the base of a reserved memory.
    fn base(&mut self, memory: u32) -> Reg {
        match self.base_pin {
            Some(pin) if memory == 0 => pin,
            _ => {
                let field = if memory == 0 { CTX_MEMORY0_BASE } else { self.shape.memory(memory) + MEMORY_REF_BASE };
                let context = self.context();
                asm!(self.asm, movq_rm(SCRATCH, at(context, field)));
                SCRATCH
            }
        }
    }

    /// Where an access of `width` bytes goes; traps if it is known to be outside, or leaves that to the access.
    /// The operand is released by [`Compiler::end_access`].
    pub(in crate::baseline) fn access(&mut self, arg: &MemArg, operand: Operand, width: u32) -> Access {
        if self.is_reserved(arg.memory) {
            return self.reserved_access(arg, operand);
        }
        self.checked_access(arg, operand, width)
    }

    /// Gives up what an access holds.
    pub(in crate::baseline) fn end_access(&mut self, access: Access) {
        self.release(access.operand);
        if let Some(sum) = access.sum {
            self.pool.release(sum);
        }
    }

    fn reserved_access(&mut self, arg: &MemArg, mut operand: Operand) -> Access {
        let kind = TrapKind::MemoryOutOfBounds;
        let offset = i32::try_from(arg.offset);
        if let (Some(address), Ok(offset)) = (operand.constant(), offset)
            && let Ok(sum) = i32::try_from(address + offset as u64)
        {
            let base = self.base(arg.memory);
            return Access { place: trapping(at(base, sum), kind), operand, sum: None };
        }
        let index = self.clean_reg(&mut operand);
        if let Ok(offset) = offset {
            let base = self.base(arg.memory);
            return Access { place: trapping(indexed(base, index, 0, offset), kind), operand, sum: None };
        }
        let sum = self.take(Repr::Int64);
        moves::int_constant(&mut self.asm, sum, arg.offset);
        asm!(self.asm, addq_rm(sum, index));
        let base = self.base(arg.memory);
        Access { place: trapping(indexed(base, sum, 0, 0), kind), operand, sum: Some(sum) }
    }

    fn checked_access(&mut self, arg: &MemArg, mut operand: Operand, width: u32) -> Access {
        let kind = TrapKind::MemoryOutOfBounds;
        let index = self.clean_reg(&mut operand);
        let sum = self.take(Repr::Int64);
        let Some(end) = arg.offset.checked_add(u64::from(width)) else {
            self.trap_always(kind);
            return Access { place: at(sum, 0), operand, sum: Some(sum) };
        };
        moves::int_constant(&mut self.asm, sum, end);
        asm!(self.asm, addq_rm(sum, index));
        self.trap_if(Cc::Below, kind);
        self.load_def(arg.memory);
        asm!(self.asm, cmpq_rm(sum, at(SCRATCH, MEMORY_LEN)));
        self.trap_if(Cc::Above, kind);
        asm!(self.asm, addq_rm(sum, at(SCRATCH, MEMORY_BASE)));
        Access { place: at(sum, -(width as i32)), operand, sum: Some(sum) }
    }

    /// `load`, which may wait.
    pub(in crate::baseline) fn load(&mut self, op: Op, arg: &MemArg, address: Operand, hint: Option<Reg>) -> Reg {
        let ty = load_type(op);
        let access = self.access(arg, address, op.access_width());
        let dst = match hint {
            Some(hint) => {
                self.pool.hold(hint);
                hint
            }
            None => self.take_for_load(&access, ty.repr),
        };
        let place = access.place;
        match op {
            Op::I32Load | Op::I64Load32U => asm!(self.asm, movl_rm(dst, place)),
            Op::I64Load => asm!(self.asm, movq_rm(dst, place)),
            Op::F32Load => asm!(self.asm, movss_a_m(dst, place)),
            Op::F64Load => asm!(self.asm, movsd_a_m(dst, place)),
            Op::I32Load8S => asm!(self.asm, movsbl_rm(dst, place)),
            Op::I32Load8U | Op::I64Load8U => asm!(self.asm, movzbl_rm(dst, place)),
            Op::I32Load16S => asm!(self.asm, movswl_rm(dst, place)),
            Op::I32Load16U | Op::I64Load16U => asm!(self.asm, movzwl_rm(dst, place)),
            Op::I64Load8S => asm!(self.asm, movsbq_rm(dst, place)),
            Op::I64Load16S => asm!(self.asm, movswq_rm(dst, place)),
            _ => asm!(self.asm, movslq_rm(dst, place)),
        }
        self.end_access(access);
        dst
    }

    /// A register for what is loaded: the address's own if nobody needs that any more.
    fn take_for_load(&mut self, access: &Access, repr: Repr) -> Reg {
        match access.operand.loc {
            Loc::Reg(reg) if repr.is_int() && self.pool.is_held_once(reg) => {
                self.pool.forget(reg);
                self.pool.hold(reg);
                reg
            }
            _ => self.take(repr),
        }
    }

    /// `store`
    pub(in crate::baseline) fn store(&mut self, op: Op, arg: &MemArg) {
        let mut value = self.pop();
        let address = self.pop();
        let small = match (value.constant(), value.ty.repr) {
            (Some(bits), Repr::Int32 | Repr::Float32) => Some(bits as u32 as i32),
            (Some(bits), _) => match op {
                Op::I64Store | Op::F64Store => i32::try_from(bits as i64).ok(),
                _ => Some(bits as u32 as i32),
            },
            _ => None,
        };
        let src = if small.is_none() { Some(self.reg(&mut value)) } else { None };
        let access = self.access(arg, address, op.access_width());
        let place = access.place;
        match (src, small) {
            (Some(src), _) => self.store_register(op, place, src),
            (None, Some(constant)) => self.store_number(op.access_width(), place, constant),
            (None, None) => unreachable!("it is a constant or in a register"),
        }
        self.end_access(access);
        self.release(value);
    }

    fn store_register(&mut self, op: Op, place: Mem, src: Reg) {
        match op {
            Op::I32Store8 | Op::I64Store8 => asm!(self.asm, movb_mr(place, src)),
            Op::I32Store16 | Op::I64Store16 => asm!(self.asm, movw_mr(place, src)),
            Op::I32Store | Op::I64Store32 => asm!(self.asm, movl_mr(place, src)),
            Op::I64Store => asm!(self.asm, movq_mr(place, src)),
            Op::F32Store => asm!(self.asm, movss_c_m(place, src)),
            _ => asm!(self.asm, movsd_c_m(place, src)),
        }
    }

    fn store_number(&mut self, width: u32, place: Mem, constant: i32) {
        match width {
            1 => asm!(self.asm, movb_mi(place, constant as u8)),
            2 => asm!(self.asm, movw_mi(place, constant as u16)),
            4 => asm!(self.asm, movl_mi(place, constant as u32)),
            _ => asm!(self.asm, movq_mi_sxl(place, constant)),
        }
    }

    /// `memory.size`, in pages.
    pub(in crate::baseline) fn memory_size(&mut self, memory: u32) {
        let ty = self.address_type(memory);
        self.load_def(memory);
        let dst = self.take(ty.repr);
        asm!(self.asm, movq_rm(dst, at(SCRATCH, MEMORY_LEN)));
        let log2 = self.memory_type(memory).page_size_log2;
        if log2 > 0 {
            shift_constant(&mut self.asm, Shift::RightUnsigned, true, dst, log2);
        }
        self.push_reg(dst, ty);
    }

    /// Checks that an index is below a length; `index` is whole, the length is in memory or a constant.
    pub(in crate::baseline) fn check_index(&mut self, index: Reg, length: Length, kind: TrapKind) {
        match length {
            Length::Constant(length) => match i32::try_from(length) {
                Ok(length) => alu_constant(&mut self.asm, Alu::Cmp, true, index, length),
                Err(_) => {
                    moves::int_constant(&mut self.asm, SCRATCH, length);
                    alu(&mut self.asm, Alu::Cmp, true, index, SCRATCH);
                }
            },
            Length::At(place) => alu(&mut self.asm, Alu::Cmp, true, index, place),
        }
        self.trap_if(Cc::AboveOrEqual, kind);
    }
}

/// A number of elements.
pub(in crate::baseline) enum Length {
    /// Known.
    Constant(u64),
    /// 64 bits in memory.
    At(Mem),
}

/// The type that a load of a number gives.
pub(in crate::baseline) fn load_type(op: Op) -> Type {
    match op {
        Op::I32Load | Op::I32Load8S | Op::I32Load8U | Op::I32Load16S | Op::I32Load16U => Type::I32,
        Op::F32Load => Type::F32,
        Op::F64Load => Type::F64,
        _ => Type::I64,
    }
}
