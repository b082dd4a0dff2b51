//! The operand stack: values are put where they arise and moved only when somebody needs them elsewhere.
//!
//! An operand that was popped still holds its register until it is [released](Compiler::release).

use smallvec::SmallVec;

use super::Compiler;
use super::control::Target;
use super::operand::{Loc, Local, Operand, Type};
use super::pool::Copied;
use super::reg::Reg;
use super::x64::asm::{Mem, Rm, Xm, asm, at};
use super::x64::machine::{RBP, carrier};
use super::x64::moves;
use crate::abi::Repr;
use crate::homes;

/// Pushing and popping.
impl Compiler<'_> {
    /// The home of an operand pushed now.
    fn next_home(&mut self, ty: Type) -> i32 {
        let above = self.stack.last().map_or(self.locals_end, |operand| operand.home);
        let home = above - homes::size(ty.repr);
        self.lowest = self.lowest.min(home);
        home
    }

    #[inline]
    pub(super) fn push(&mut self, loc: Loc, ty: Type) {
        let home = self.next_home(ty);
        self.stack.push(Operand { loc, ty, home });
    }

    /// Pushes the value of a register that is held for it already.
    #[inline]
    pub(super) fn push_reg(&mut self, reg: Reg, ty: Type) {
        self.push(Loc::Reg(reg), ty);
    }

    /// The topmost operand, taken off the stack.
    #[inline]
    pub(super) fn pop(&mut self) -> Operand {
        if let Some(waiting) = self.waiting.take() {
            return self.emit_operand(waiting);
        }
        let Some(operand) = self.stack.pop() else { unreachable!("validation has checked that there is an operand") };
        if let Loc::Local(local) = operand.loc {
            self.locals[local as usize].readers -= 1;
        }
        let height = self.stack.len();
        self.spilled = self.spilled.min(height);
        self.settled = self.settled.min(height);
        operand
    }

    /// The topmost operands, taken off the stack; the last one was on top.
    pub(super) fn pop_n(&mut self, count: usize) -> SmallVec<[Operand; 4]> {
        let mut operands: SmallVec<[Operand; 4]> = (0..count).map(|_| self.pop()).collect();
        operands.reverse();
        operands
    }

    /// Gives up what a popped operand holds.
    #[inline]
    pub(super) fn release(&mut self, operand: Operand) {
        if let Loc::Reg(reg) = operand.loc {
            self.pool.release(reg);
        }
    }

    /// Puts a popped operand back.
    pub(super) fn push_back(&mut self, operand: Operand) {
        if let Loc::Local(local) = operand.loc {
            self.locals[local as usize].readers += 1;
        }
        self.push(operand.loc, operand.ty);
    }

    /// Drops operands down to a height, without a look at their values.
    pub(super) fn drop_to(&mut self, height: usize) {
        while self.stack.len() > height {
            let operand = self.pop();
            self.release(operand);
        }
    }
}

/// Registers.
impl Compiler<'_> {
    /// A register that nobody else holds.
    pub(super) fn take(&mut self, repr: Repr) -> Reg {
        loop {
            if let Some(reg) = self.pool.take(repr) {
                return reg;
            }
            self.spill_one(repr);
        }
    }

    /// This very register, which no popped operand holds.
    pub(super) fn take_this(&mut self, reg: Reg) {
        if !self.pool.take_this(reg) {
            self.vacate(reg);
            let free = self.pool.take_this(reg);
            debug_assert!(free, "{reg:?} is held by an instruction");
        }
    }

    /// Makes room: writes the lowest operand that is in a register of the class to its home.
    fn spill_one(&mut self, repr: Repr) {
        let in_class = |operand: &Operand| matches!(operand.loc, Loc::Reg(reg) if reg.is_int() == repr.is_int());
        let found = self.stack[self.spilled..].iter().find(|operand| in_class(operand));
        match found.map(|operand| operand.loc) {
            Some(Loc::Reg(reg)) => self.vacate(reg),
            _ => unreachable!("no instruction holds all registers"),
        }
    }

    /// Writes all operands in a register to their homes.
    pub(super) fn vacate(&mut self, reg: Reg) {
        for index in self.spilled..self.stack.len() {
            if self.stack[index].loc == Loc::Reg(reg) {
                self.send_home(index);
            }
        }
    }

    /// Writes an operand of the stack to its home.
    fn send_home(&mut self, index: usize) {
        let operand = self.stack[index];
        self.write(operand.loc, operand.ty, at(RBP, operand.home));
        match operand.loc {
            Loc::Reg(reg) => self.pool.release(reg),
            Loc::Local(local) => self.locals[local as usize].readers -= 1,
            Loc::Const(_) | Loc::Home => {}
        }
        self.stack[index].loc = Loc::Home;
    }

    /// Leaves no operand in a register: calls change them.
    pub(super) fn spill_all(&mut self) {
        for index in self.spilled..self.stack.len() {
            if matches!(self.stack[index].loc, Loc::Reg(_)) {
                self.send_home(index);
            }
        }
        self.spilled = self.stack.len();
    }

    /// Leaves operands in their homes, or constants, only: they are the same on all ways that meet.
    pub(super) fn settle_all(&mut self) {
        for index in self.settled..self.stack.len() {
            if matches!(self.stack[index].loc, Loc::Reg(_) | Loc::Local(_)) {
                self.send_home(index);
            }
        }
        self.spilled = self.stack.len();
        self.settled = self.stack.len();
    }

    /// Writes the topmost operands to their homes, constants too.
    pub(super) fn send_top_home(&mut self, count: usize) {
        let from = self.stack.len() - count;
        for index in from..self.stack.len() {
            if self.stack[index].loc != Loc::Home {
                self.send_home(index);
            }
        }
    }

    /// Writes a value to memory, wherever it is.
    pub(super) fn write(&mut self, loc: Loc, ty: Type, to: Mem) {
        match loc {
            Loc::Const(bits) => moves::store_constant(&mut self.asm, ty.repr, to, bits),
            Loc::Reg(reg) => moves::store(&mut self.asm, ty.repr, to, reg),
            Loc::Local(local) => {
                let local = self.locals[local as usize];
                let reg = match local.pin {
                    Some(pin) => pin,
                    None => {
                        let scratch = self.scratch(ty.repr);
                        moves::load(&mut self.asm, ty.repr, scratch, at(RBP, local.home));
                        scratch
                    }
                };
                moves::store(&mut self.asm, ty.repr, to, reg);
            }
            Loc::Home => {}
        }
    }
}

/// Operands of instructions.
impl Compiler<'_> {
    /// The register that an operand is in; if need be it is brought into one. It must not be changed.
    pub(super) fn reg(&mut self, operand: &mut Operand) -> Reg {
        let repr = operand.ty.repr;
        match operand.loc {
            Loc::Reg(reg) => return reg,
            Loc::Local(local) => {
                let Local { pin, home, .. } = self.locals[local as usize];
                if let Some(pin) = pin {
                    return pin;
                }
                let reg = self.take(repr);
                moves::load(&mut self.asm, repr, reg, at(RBP, home));
                self.note_copy(reg, local);
                operand.loc = Loc::Reg(reg);
            }
            Loc::Const(bits) => {
                let reg = self.take(repr);
                moves::constant(&mut self.asm, repr, reg, bits);
                operand.loc = Loc::Reg(reg);
            }
            Loc::Home => {
                let reg = self.take(repr);
                moves::load(&mut self.asm, repr, reg, at(RBP, operand.home));
                operand.loc = Loc::Reg(reg);
            }
        }
        self.reg(operand)
    }

    /// As [`Compiler::reg`], of a 32-bit integer with an upper half of zero.
    pub(super) fn clean_reg(&mut self, operand: &mut Operand) -> Reg {
        let reg = self.reg(operand);
        if operand.ty.repr == Repr::Int32 && self.pool.must_clean(reg) {
            asm!(self.asm, movl_rm(reg, reg));
        }
        reg
    }

    /// The register an operand is in already.
    pub(super) fn in_reg(&self, operand: &Operand) -> Option<Reg> {
        match operand.loc {
            Loc::Reg(reg) => Some(reg),
            Loc::Local(local) => self.locals[local as usize].pin,
            _ => None,
        }
    }

    /// Whether the operand alone holds its register, so that it may be changed in place.
    pub(super) fn is_own(&self, operand: &Operand) -> bool {
        matches!(operand.loc, Loc::Reg(reg) if self.pool.is_held_once(reg))
    }

    /// A register with the operand's value that may be changed. The operand is released.
    pub(super) fn writable(&mut self, operand: Operand) -> Reg {
        self.writable_in(operand, None)
    }

    /// As [`Compiler::writable`]; in `hint` if that is given.
    pub(super) fn writable_in(&mut self, operand: Operand, hint: Option<Reg>) -> Reg {
        if let (Loc::Reg(reg), None) = (operand.loc, hint)
            && self.pool.is_held_once(reg)
        {
            self.pool.forget(reg);
            return reg;
        }
        let dst = match hint {
            Some(hint) => {
                self.pool.hold(hint);
                hint
            }
            None => self.take(operand.ty.repr),
        };
        self.fetch(&operand, dst);
        self.release(operand);
        dst
    }

    /// Copies an operand's value to a register.
    pub(super) fn fetch(&mut self, operand: &Operand, dst: Reg) {
        let repr = operand.ty.repr;
        match (operand.loc, self.place(operand)) {
            (Loc::Const(bits), _) => moves::constant(&mut self.asm, repr, dst, bits),
            (_, Some(mem)) => moves::load(&mut self.asm, repr, dst, mem),
            _ => {
                if let Some(src) = self.in_reg(operand) {
                    moves::copy(&mut self.asm, repr, dst, src);
                }
            }
        }
    }

    /// Where the operand is, if that is in memory.
    pub(super) fn place(&self, operand: &Operand) -> Option<Mem> {
        match operand.loc {
            Loc::Home => Some(at(RBP, operand.home)),
            Loc::Local(local) if self.locals[local as usize].pin.is_none() => {
                Some(at(RBP, self.locals[local as usize].home))
            }
            _ => None,
        }
    }

    /// An integer operand as an instruction may read it: in its register or in memory.
    pub(super) fn rm(&mut self, operand: &mut Operand) -> Rm {
        match self.place(operand) {
            Some(mem) => Rm::Mem(mem),
            None => Rm::Gpr(self.reg(operand)),
        }
    }

    /// As [`Compiler::rm`], of a float.
    pub(super) fn xm(&mut self, operand: &mut Operand) -> Xm {
        match self.place(operand) {
            Some(mem) => Xm::Mem(mem),
            None => Xm::Xmm(self.reg(operand)),
        }
    }

    fn note_copy(&mut self, reg: Reg, local: u32) {
        self.pool.note(reg, Copied::Local(local));
        self.locals[local as usize].copy = reg;
    }
}

/// Locals.
///
/// Spec: [variable instructions](https://webassembly.github.io/spec/core/exec/instructions.html#variable-instructions).
impl Compiler<'_> {
    pub(super) fn local_get(&mut self, index: u32) {
        let local = &mut self.locals[index as usize];
        let ty = local.ty;
        if local.pin.is_none()
            && let Some(reg) = self.pool.copy_of_local(local.copy, index)
        {
            self.pool.hold(reg);
            return self.push_reg(reg, ty);
        }
        local.readers += 1;
        self.push(Loc::Local(index), ty);
    }

    /// `local.set`, and with `keep` `local.tee`.
    pub(super) fn local_set(&mut self, index: u32, keep: bool) {
        let waiting = self.waiting.take();
        let popped = if waiting.is_none() { Some(self.pop()) } else { None };
        if self.locals[index as usize].readers > 0 {
            self.detach_readers(index);
        }
        let Local { pin, ty, .. } = self.locals[index as usize];
        let mut operand = match (waiting, popped) {
            (Some(waiting), _) => {
                let reg = self.emit(waiting, pin);
                Operand { loc: Loc::Reg(reg), ty, home: 0 }
            }
            (None, Some(operand)) => operand,
            (None, None) => unreachable!("one of both is there"),
        };
        match pin {
            Some(pin) if operand.loc == Loc::Reg(pin) || operand.loc == Loc::Local(index) => {}
            Some(pin) => self.fetch(&operand, pin),
            None => self.write_local(index, &mut operand),
        }
        self.release(operand);
        if keep {
            self.local_get(index);
        }
    }

    /// Writes a local's home; the register that the value came from is a copy of it.
    fn write_local(&mut self, index: u32, operand: &mut Operand) {
        let Local { ty, home, copy, .. } = self.locals[index as usize];
        if operand.loc == Loc::Local(index) {
            return;
        }
        if let Some(old) = self.pool.copy_of_local(copy, index) {
            self.pool.forget(old);
        }
        if let Loc::Const(bits) = operand.loc {
            return moves::store_constant(&mut self.asm, ty.repr, at(RBP, home), bits);
        }
        let reg = self.reg(operand);
        moves::store(&mut self.asm, ty.repr, at(RBP, home), reg);
        // A register that is pinned to another local changes with that one.
        if matches!(operand.loc, Loc::Reg(_)) {
            self.note_copy(reg, index);
        }
    }

    /// Before a local changes: gives the operands that are where it is a place of their own.
    fn detach_readers(&mut self, index: u32) {
        let Local { ty, pin, home, .. } = self.locals[index as usize];
        let reg = self.take(ty.repr);
        match pin {
            Some(pin) => moves::copy(&mut self.asm, ty.repr, reg, pin),
            None => moves::load(&mut self.asm, ty.repr, reg, at(RBP, home)),
        }
        for at in self.settled..self.stack.len() {
            if self.stack[at].loc == Loc::Local(index) {
                self.stack[at].loc = Loc::Reg(reg);
                self.pool.hold(reg);
                self.spilled = self.spilled.min(at);
            }
        }
        self.pool.release(reg);
        self.locals[index as usize].readers = 0;
    }
}

/// Ways that meet.
impl Compiler<'_> {
    /// Pushes what a branch has brought along: one value in its register, several in their homes.
    pub(super) fn push_carried(&mut self, types: &[Type]) {
        match types {
            [ty] => {
                let reg = carrier(ty.repr);
                self.take_this(reg);
                self.push_reg(reg, *ty);
            }
            types => {
                for ty in types {
                    self.push(Loc::Home, *ty);
                }
            }
        }
    }

    /// Puts the topmost operands where a branch carries them. They stay on the stack as they are: what is emitted runs
    /// only on the way to the label. No flags survive.
    pub(super) fn carry(&mut self, types: &[Type], target: &Target) {
        let first = self.stack.len() - types.len();
        if let ([ty], false) = (types, target.in_homes) {
            let operand = self.stack[first];
            let reg = carrier(ty.repr);
            if operand.loc != Loc::Reg(reg) {
                self.fetch(&operand, reg);
            } else if ty.repr == Repr::Int32 {
                asm!(self.asm, movl_rm(reg, reg));
            }
            return;
        }
        let mut home = match target.height {
            0 => self.locals_end,
            height => self.stack[height - 1].home,
        };
        // From the lowest up: a value is never written over one that is still to be read.
        for (index, ty) in types.iter().enumerate() {
            home -= homes::size(ty.repr);
            let operand = self.stack[first + index];
            match operand.loc {
                Loc::Home if operand.home == home => {}
                Loc::Home => {
                    let scratch = self.scratch(ty.repr);
                    moves::load(&mut self.asm, ty.repr, scratch, at(RBP, operand.home));
                    moves::store(&mut self.asm, ty.repr, at(RBP, home), scratch);
                }
                loc => self.write(loc, *ty, at(RBP, home)),
            }
        }
    }

    /// Whether [`Compiler::carry`] would do nothing.
    pub(super) fn is_carried(&self, types: &[Type], target: &Target) -> bool {
        let operands = &self.stack[self.stack.len() - types.len()..];
        match types {
            [] => true,
            [ty] if !target.in_homes => ty.repr != Repr::Int32 && operands[0].loc == Loc::Reg(carrier(ty.repr)),
            _ => {
                let there = self.stack.len() - types.len() == target.height;
                there && operands.iter().all(|operand| operand.loc == Loc::Home)
            }
        }
    }
}
