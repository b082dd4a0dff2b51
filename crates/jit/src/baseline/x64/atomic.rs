//! Atomic accesses, all sequentially consistent. A misaligned one traps before its bounds are looked at.
//!
//! Specification: the [threads](https://github.com/WebAssembly/threads/blob/main/proposals/threads/Overview.md) proposal.

use wharf_core::TrapKind;
use wharf_core::ops::{NumType, Op, StackType};
use wharf_syntax::instr::{Imm, Instr, MemArg};
use wharf_vm::builtins::Builtin;

use super::asm::{Cc, Mem, asm, at};
use super::int::{Alu, alu};
use super::machine::{RAX, SCRATCH};
use super::moves;
use crate::abi::Repr;
use crate::baseline::Compiler;
use crate::baseline::calls::Arg;
use crate::baseline::operand::{Loc, Operand, Type};
use crate::baseline::reg::Reg;

/// What a read-modify-write computes.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Modify {
    Add,
    Sub,
    Exchange,
    /// What the machine does not give the old value of.
    Loop(Alu),
}

#[rustfmt::skip]
fn modification(op: Op) -> Modify {
    match op {
        Op::I32AtomicRmwAdd | Op::I64AtomicRmwAdd | Op::I32AtomicRmw8AddU | Op::I32AtomicRmw16AddU
        | Op::I64AtomicRmw8AddU | Op::I64AtomicRmw16AddU | Op::I64AtomicRmw32AddU => Modify::Add,
        Op::I32AtomicRmwSub | Op::I64AtomicRmwSub | Op::I32AtomicRmw8SubU | Op::I32AtomicRmw16SubU
        | Op::I64AtomicRmw8SubU | Op::I64AtomicRmw16SubU | Op::I64AtomicRmw32SubU => Modify::Sub,
        Op::I32AtomicRmwAnd | Op::I64AtomicRmwAnd | Op::I32AtomicRmw8AndU | Op::I32AtomicRmw16AndU
        | Op::I64AtomicRmw8AndU | Op::I64AtomicRmw16AndU | Op::I64AtomicRmw32AndU => Modify::Loop(Alu::And),
        Op::I32AtomicRmwOr | Op::I64AtomicRmwOr | Op::I32AtomicRmw8OrU | Op::I32AtomicRmw16OrU
        | Op::I64AtomicRmw8OrU | Op::I64AtomicRmw16OrU | Op::I64AtomicRmw32OrU => Modify::Loop(Alu::Or),
        Op::I32AtomicRmwXor | Op::I64AtomicRmwXor | Op::I32AtomicRmw8XorU | Op::I32AtomicRmw16XorU
        | Op::I64AtomicRmw8XorU | Op::I64AtomicRmw16XorU | Op::I64AtomicRmw32XorU => Modify::Loop(Alu::Xor),
        _ => Modify::Exchange,
    }
}

fn value_type(num: NumType) -> Type {
    if num == NumType::I64 { Type::I64 } else { Type::I32 }
}

/// One instruction for each width of access.
macro_rules! by_width {
    ($self:ident, $width:expr, [$b:ident $w:ident $l:ident $q:ident] $args:tt) => {
        match $width {
            1 => by_width!(@ $self $b $args),
            2 => by_width!(@ $self $w $args),
            4 => by_width!(@ $self $l $args),
            _ => by_width!(@ $self $q $args),
        }
    };
    (@ $self:ident $name:ident ($($arg:expr),*)) => { asm!($self.asm, $name($($arg),*)) };
}

impl Compiler<'_> {
    /// Any atomic instruction.
    pub(in crate::baseline) fn atomic(&mut self, instr: &Instr<'_>) {
        let Imm::MemArg(arg) = &instr.imm else { return asm!(self.asm, fixed mfence_zo()) };
        let op = instr.op;
        match op.stack_type() {
            StackType::Load(num) => self.atomic_load(op, arg, value_type(num)),
            StackType::Store(_) => self.atomic_store(op, arg),
            StackType::AtomicRmw(num) => self.atomic_modify(op, arg, value_type(num)),
            StackType::AtomicCmpxchg(num) => self.atomic_compare(op, arg, value_type(num)),
            _ => self.wait_or_notify(op, arg),
        }
    }

    /// Traps unless the address is a multiple of the access's width.
    fn check_alignment(&mut self, arg: &MemArg, operand: &mut Operand, width: u32) {
        if width == 1 {
            return;
        }
        let reg = self.reg(operand);
        let low = arg.offset as u32 % width;
        if low == 0 {
            asm!(self.asm, testb_mi(reg, (width - 1) as u8));
        } else {
            asm!(self.asm, leal_rm(SCRATCH, at(reg, low as i32)));
            asm!(self.asm, testb_mi(SCRATCH, (width - 1) as u8));
        }
        self.trap_if(Cc::NotEqual, TrapKind::UnalignedAtomic);
    }

    /// Where an atomic access goes: `rax` and the scratch register are free, the result is held.
    fn atomic_place(&mut self, arg: &MemArg, mut operand: Operand, width: u32) -> Reg {
        self.check_alignment(arg, &mut operand, width);
        let access = self.access(arg, operand, width);
        let address = self.take(Repr::Int64);
        asm!(self.asm, leaq_rm(address, access.place));
        self.end_access(access);
        address
    }

    fn faulting(&self, address: Reg) -> Mem {
        super::asm::trapping(at(address, 0), TrapKind::MemoryOutOfBounds)
    }

    fn load_width(&mut self, width: u32, dst: Reg, place: Mem) {
        match width {
            1 => asm!(self.asm, movzbl_rm(dst, place)),
            2 => asm!(self.asm, movzwl_rm(dst, place)),
            4 => asm!(self.asm, movl_rm(dst, place)),
            _ => asm!(self.asm, movq_rm(dst, place)),
        }
    }

    /// Clears what a narrow access has left above its value.
    fn clear_above(&mut self, width: u32, reg: Reg) {
        match width {
            1 => asm!(self.asm, movzbl_rm(reg, reg)),
            2 => asm!(self.asm, movzwl_rm(reg, reg)),
            4 => asm!(self.asm, movl_rm(reg, reg)),
            _ => {}
        }
    }

    fn atomic_load(&mut self, op: Op, arg: &MemArg, ty: Type) {
        let width = op.access_width();
        let operand = self.pop();
        let address = self.atomic_place(arg, operand, width);
        let place = self.faulting(address);
        self.load_width(width, address, place);
        self.push_reg(address, ty);
    }

    fn atomic_store(&mut self, op: Op, arg: &MemArg) {
        let width = op.access_width();
        let (value, operand) = (self.pop(), self.pop());
        let src = self.writable(value);
        let address = self.atomic_place(arg, operand, width);
        let place = self.faulting(address);
        by_width!(self, width, [xchgb_rm xchgw_rm xchgl_rm xchgq_rm](src, place));
        self.pool.release(address);
        self.pool.release(src);
    }

    fn atomic_modify(&mut self, op: Op, arg: &MemArg, ty: Type) {
        let width = op.access_width();
        let (value, operand) = (self.pop(), self.pop());
        match modification(op) {
            Modify::Loop(alu) => self.modify_in_loop(alu, arg, (value, operand), width, ty),
            modify => {
                let reg = self.writable(value);
                if modify == Modify::Sub {
                    asm!(self.asm, negq_m(reg));
                }
                let address = self.atomic_place(arg, operand, width);
                let place = self.faulting(address);
                match modify {
                    Modify::Exchange => by_width!(self, width, [xchgb_rm xchgw_rm xchgl_rm xchgq_rm](reg, place)),
                    _ => {
                        by_width!(self, width, [lock_xaddb_mr lock_xaddw_mr lock_xaddl_mr lock_xaddq_mr](place, reg))
                    }
                }
                self.pool.release(address);
                self.clear_above(width, reg);
                self.push_reg(reg, ty);
            }
        }
    }

    fn modify_in_loop(
        &mut self,
        op: Alu,
        arg: &MemArg,
        (mut value, mut operand): (Operand, Operand),
        width: u32,
        ty: Type,
    ) {
        let src = self.reg(&mut value);
        self.leave_register(&mut value, &[RAX]);
        let src = self.in_reg(&value).unwrap_or(src);
        self.leave_register(&mut operand, &[RAX]);
        self.take_this(RAX);
        let address = self.atomic_place(arg, operand, width);
        let place = self.faulting(address);
        self.load_width(width, RAX, place);
        let again = self.asm.here();
        asm!(self.asm, movq_rm(SCRATCH, RAX));
        alu(&mut self.asm, op, true, SCRATCH, src);
        self.exchange_if_equal(width, address, SCRATCH);
        self.asm.jump_if(Cc::NotEqual, again);
        self.pool.release(address);
        self.release(value);
        self.clear_above(width, RAX);
        self.push_reg(RAX, ty);
    }

    /// `lock cmpxchg`: `rax` is what is expected, and what was there afterwards.
    fn exchange_if_equal(&mut self, width: u32, address: Reg, new: Reg) {
        let place = self.faulting(address);
        match width {
            1 => asm!(self.asm, lock_cmpxchgb_mr(place, new, RAX)),
            2 => asm!(self.asm, lock_cmpxchgw_mr(place, new, RAX)),
            4 => asm!(self.asm, lock_cmpxchgl_mr(place, new, RAX)),
            _ => asm!(self.asm, lock_cmpxchgq_mr(place, new, RAX)),
        }
    }

    /// `cmpxchg`. An expected value wider than the access is never there: then what is there is written back.
    fn atomic_compare(&mut self, op: Op, arg: &MemArg, ty: Type) {
        let width = op.access_width();
        let (mut new, expected, mut operand) = (self.pop(), self.pop(), self.pop());
        self.reg(&mut new);
        self.leave_register(&mut new, &[RAX]);
        self.leave_register(&mut operand, &[RAX]);
        self.bring_to(expected, RAX);
        let new = self.writable(new);
        if width < ty_width(ty) {
            asm!(self.asm, movq_rm(SCRATCH, RAX));
            self.clear_above(width, SCRATCH);
            match ty.is_wide() {
                true => asm!(self.asm, cmpq_rm(SCRATCH, RAX)),
                false => asm!(self.asm, cmpl_rm(SCRATCH, RAX)),
            }
            super::compare::move_if(&mut self.asm, Cc::NotEqual, true, new, RAX.into());
        }
        let address = self.atomic_place(arg, operand, width);
        self.exchange_if_equal(width, address, new);
        self.pool.release(address);
        self.pool.release(new);
        self.clear_above(width, RAX);
        self.push_reg(RAX, ty);
    }

    /// `wait` and `notify`: builtins, which look at the bounds.
    fn wait_or_notify(&mut self, op: Op, arg: &MemArg) {
        let timeout = if op == Op::MemoryAtomicNotify { None } else { Some(self.pop()) };
        let (value, mut operand) = (self.pop(), self.pop());
        self.check_alignment(arg, &mut operand, op.access_width());
        self.clean_reg(&mut operand);
        let address = self.writable(operand);
        if arg.offset > 0 {
            moves::int_constant(&mut self.asm, SCRATCH, arg.offset);
            asm!(self.asm, addq_rm(address, SCRATCH));
            self.trap_if(Cc::Below, TrapKind::MemoryOutOfBounds);
        }
        let address = Operand { loc: Loc::Reg(address), ty: Type::I64, home: 0 };
        let mut args = vec![Arg::Constant(u64::from(arg.memory)), Arg::Operand(address), Arg::Operand(value)];
        args.extend(timeout.map(Arg::Operand));
        let which = match op {
            Op::MemoryAtomicNotify => Builtin::AtomicNotify,
            Op::MemoryAtomicWait32 => Builtin::AtomicWait32,
            _ => Builtin::AtomicWait64,
        };
        let reg = self.builtin_value(which, &args);
        self.push_reg(reg, Type::I32);
    }
}

fn ty_width(ty: Type) -> u32 {
    if ty.is_wide() { 8 } else { 4 }
}
