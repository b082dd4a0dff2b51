//! How a function begins and returns: its frame, its arguments, its results.
//!
//! [`crate::homes`] says where in the frame everything is.

use wharf_vm::layout::{CTX_MEMORY0_BASE, CTX_TIER_DATA};

use super::Compiler;
use super::calls::{Move, Moves};
use super::operand::{Loc, Local, Type};
use super::pool::Copied;
use super::x64::asm::{Cc, asm, at};
use super::x64::int::{Alu, alu_constant};
use super::x64::machine::{INT_ARGS, INT_RESULTS, PRESERVED, RAX, RBP, RDI, RSI, RSP, SCRATCH, VSCRATCH};
use super::x64::moves;
use crate::abi::{AREA_STRIDE, Place, Repr};
use crate::baseline::reg::Reg;
use crate::homes;
use crate::profile::Counter;

/// The bytes of a page: a larger frame touches each, so that an overflow hits the stack's guard.
const PAGE: i32 = 4096;
/// From how many locals on they are set to zero in a loop.
const MANY_ZEROS: usize = 24;
/// Below the frame pointer, beside values: what `SAVED` names.
const fn saved(index: usize) -> i32 {
    homes::SAVED - 8 * index as i32
}

impl Compiler<'_> {
    /// The function's first instructions. The size of the frame is filled in when it is known.
    pub(super) fn prologue(&mut self, params: usize) {
        asm!(self.asm, pushq_o(RBP));
        asm!(self.asm, movq_rm(RBP, RSP));
        self.reserve_frame();
        asm!(self.asm, movq_mr(at(RBP, homes::CONTEXT), RDI));
        if self.signature.area.is_some() {
            asm!(self.asm, movq_mr(at(RBP, homes::AREA), RSI));
        }
        for reg in self.saved.clone() {
            asm!(self.asm, movq_mr(at(RBP, save_place(reg)), reg));
        }
        self.take_arguments();
        if let Some(pin) = self.base_pin {
            asm!(self.asm, movq_rm(pin, at(RDI, CTX_MEMORY0_BASE)));
        }
        if let Some(pin) = self.pool.context_pin() {
            asm!(self.asm, movq_rm(pin, RDI));
        }
        self.zero_locals(params);
        // Last: the entry's check finds the address in the scratch register.
        if self.counts_budget() {
            asm!(self.asm, movq_rm(SCRATCH, at(RDI, CTX_TIER_DATA)));
            let offset = self.defined().checked_mul(size_of::<Counter>() as u32);
            if let Some(offset) = offset.and_then(|offset| i32::try_from(offset).ok()).filter(|offset| *offset > 0) {
                alu_constant(&mut self.asm, Alu::Add, true, SCRATCH, offset);
            }
            asm!(self.asm, movq_mr(at(RBP, homes::BUDGET), SCRATCH));
        }
        self.pool.note(RDI, Copied::Context);
    }

    /// Moves the stack pointer by an amount that is not known yet.
    fn reserve_frame(&mut self) {
        asm!(self.asm, subq_mi_sxl(RSP, i32::MAX));
        self.frame_size_at = self.asm.offset() - 4;
        // A frame of more than a page is checked out of line, before anything is written to it.
        self.probe = Some((self.asm.label(), self.asm.label()));
        self.probe_at = self.asm.offset();
        asm!(self.asm, fixed nop_5b());
        if let Some((_, back)) = self.probe {
            self.asm.bind(back);
        }
    }

    /// Fills in the size of the frame, and has a large one probed.
    pub(super) fn finish_frame(&mut self) -> i32 {
        let size = (-self.lowest + 15) & !15;
        self.asm.patch(self.frame_size_at, size as u32);
        if let Some((probe, back)) = self.probe.take()
            && size >= PAGE
        {
            self.asm.put_jump(self.probe_at, probe);
            self.asm.bind(probe);
            asm!(self.asm, movq_rm(SCRATCH, RBP));
            let next = self.asm.here();
            alu_constant(&mut self.asm, Alu::Sub, true, SCRATCH, PAGE);
            self.asm.trap_site(wharf_core::TrapKind::CallStackExhausted);
            asm!(self.asm, testl_mr(at(SCRATCH, 0), SCRATCH));
            asm!(self.asm, cmpq_rm(SCRATCH, RSP));
            self.asm.jump_if(Cc::Above, next);
            self.asm.jump(back);
        }
        size
    }

    /// Brings each parameter to its home or its register.
    fn take_arguments(&mut self) {
        let mut moves = Moves::new();
        let placed = self.signature.params.clone();
        for (index, (repr, place)) in placed.iter().enumerate() {
            let Local { pin, home, .. } = self.locals[index];
            let from = match *place {
                Place::Int(n) => INT_ARGS[n as usize],
                Place::Float(n) => Reg::vector(n),
                Place::Stack(offset) => {
                    let from = at(RBP, 16 + offset as i32);
                    match pin {
                        Some(_) => {}
                        None => {
                            let scratch = self.scratch(*repr);
                            moves::load(&mut self.asm, *repr, scratch, from);
                            moves::store(&mut self.asm, *repr, at(RBP, home), scratch);
                        }
                    }
                    continue;
                }
                Place::Area(_) => continue,
            };
            match pin {
                Some(pin) => moves.push(Move { to: pin, from: Loc::Reg(from), repr: *repr, home: 0 }),
                None => {
                    moves::store(&mut self.asm, *repr, at(RBP, home), from);
                    self.note_argument(index, *repr, from);
                }
            }
        }
        for moved in &moves {
            // The register was a copy of a parameter that came in it.
            self.pool.forget(moved.to);
        }
        self.move_all(moves);
        self.take_stack_arguments();
    }

    /// The argument's register is a copy of its home, for as long as nobody else takes it.
    fn note_argument(&mut self, index: usize, repr: Repr, from: Reg) {
        if !self.pool.is_free(from) {
            return;
        }
        self.pool.note(from, Copied::Local(index as u32));
        self.locals[index].copy = from;
        if repr == Repr::Int32 {
            self.pool.soil(from);
        }
    }

    /// Pinned parameters that come on the stack, once no register holds another argument.
    fn take_stack_arguments(&mut self) {
        for (index, (repr, place)) in self.signature.params.clone().iter().enumerate() {
            if let (Place::Stack(offset), Some(pin)) = (*place, self.locals[index].pin) {
                moves::load(&mut self.asm, *repr, pin, at(RBP, 16 + offset as i32));
            }
        }
    }

    /// Sets the declared locals to zero or null.
    fn zero_locals(&mut self, params: usize) {
        let count = self.locals.len() - params;
        let unpinned = self.locals[params..].iter().filter(|local| local.pin.is_none()).count();
        for index in params..self.locals.len() {
            let Local { pin, ty, home, .. } = self.locals[index];
            match pin {
                Some(pin) => moves::constant(&mut self.asm, ty.repr, pin, 0),
                None if unpinned > MANY_ZEROS => {}
                None if ty.repr == Repr::Vector => {
                    asm!(self.asm, xorps_a(VSCRATCH, VSCRATCH));
                    asm!(self.asm, movups_b(at(RBP, home), VSCRATCH));
                }
                None => asm!(self.asm, movq_mi_sxl(at(RBP, home), 0)),
            }
            // The collector looks at the home of any reference.
            if pin.is_some() && ty.traced {
                asm!(self.asm, movq_mi_sxl(at(RBP, home), 0));
            }
        }
        if unpinned > MANY_ZEROS && count > 0 {
            self.zero_many(params);
        }
    }

    /// Clears all homes of declared locals, from the lowest up.
    fn zero_many(&mut self, params: usize) {
        let Some((first, last)) = self.locals[params..].first().zip(self.locals.last()) else { return };
        let (top, bottom) = (first.home + homes::size(first.ty.repr), last.home);
        asm!(self.asm, xorps_a(VSCRATCH, VSCRATCH));
        let mut done = bottom;
        if (top - bottom) % 16 != 0 {
            asm!(self.asm, movq_mi_sxl(at(RBP, bottom), 0));
            done += 8;
        }
        asm!(self.asm, leaq_rm(SCRATCH, at(RBP, done)));
        let next = self.asm.here();
        asm!(self.asm, movups_b(at(SCRATCH, 0), VSCRATCH));
        alu_constant(&mut self.asm, Alu::Add, true, SCRATCH, 16);
        // No argument comes in `rax`.
        asm!(self.asm, leaq_rm(RAX, at(RBP, top)));
        asm!(self.asm, cmpq_rm(SCRATCH, RAX));
        self.asm.jump_if(Cc::NotEqual, next);
    }

    /// Puts the results, which are where branches carry them, where the caller wants them, and returns.
    pub(super) fn return_results(&mut self, types: &[Type]) {
        let operands = self.pop_n(types.len());
        if self.signature.area.is_some() {
            let area = self.take(Repr::Int64);
            asm!(self.asm, movq_rm(area, at(RBP, homes::AREA)));
            for (index, mut operand) in (0..).zip(operands) {
                let reg = self.reg(&mut operand);
                moves::store(&mut self.asm, operand.ty.repr, at(area, index * AREA_STRIDE as i32), reg);
                self.release(operand);
            }
            self.pool.release(area);
            return self.epilogue();
        }
        let mut moves = Moves::new();
        for ((repr, place), operand) in self.signature.results.clone().iter().zip(&operands) {
            let to = match *place {
                Place::Int(n) => INT_RESULTS[n as usize],
                Place::Float(n) => Reg::vector(n),
                Place::Stack(_) | Place::Area(_) => continue,
            };
            moves.push(Move { to, from: operand.loc, repr: *repr, home: operand.home });
        }
        self.move_all(moves);
        for operand in operands {
            self.release(operand);
        }
        self.epilogue();
    }

    /// Restores what the caller has in registers, and returns.
    pub(super) fn epilogue(&mut self) {
        self.leave_frame();
        match self.signature.stack_args {
            0 => asm!(self.asm, fixed retq_zo()),
            bytes => asm!(self.asm, fixed retq_i(bytes as u16)),
        }
    }

    /// Restores the registers that this function has saved.
    pub(super) fn restore_saved(&mut self) {
        for reg in self.saved.clone() {
            asm!(self.asm, movq_rm(reg, at(RBP, save_place(reg))));
        }
    }

    /// Takes the frame down to the return address.
    pub(super) fn leave_frame(&mut self) {
        self.restore_saved();
        asm!(self.asm, movq_rm(RSP, RBP));
        asm!(self.asm, popq_o(RBP));
    }
}

/// Where a register of the caller's is saved.
fn save_place(reg: Reg) -> i32 {
    saved(PRESERVED.iter().position(|preserved| *preserved == reg).unwrap_or(0))
}
