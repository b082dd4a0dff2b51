//! Calls of functions and builtins: arguments to where [`crate::abi`] wants them, results from there.
//!
//! A call changes all registers but the preserved ones, so operands go to their homes before it, and so do pinned locals
//! in other registers, and references that the collector may change.
//!
//! Specification: [call](https://webassembly.github.io/spec/core/exec/instructions.html#exec-call) and what follows it.

use std::rc::Rc;

use smallvec::SmallVec;
use wharf_core::TrapKind;
use wharf_vm::builtins::Builtin;
use wharf_vm::compiled::CallSite;
use wharf_vm::compiled::{Reloc, RelocTarget};
use wharf_vm::layout::{CTX_BUILTINS, ENTRY_CODE, ENTRY_CTX, ENTRY_ORIGIN, FUNC_CODE, FUNC_CTX};

use super::Compiler;
use super::exits::Exit;
use super::operand::{Loc, Local, Operand, Type, Types};
use super::reg::Reg;
use super::x64::asm::{Cc, Mem, asm, at, trapping};
use super::x64::int::{Alu, alu_constant};
use super::x64::machine::{INT_ARGS, INT_RESULTS, RAX, RBP, RDI, RSI, RSP, SCRATCH, VSCRATCH};
use super::x64::moves;
use crate::abi::{AREA_STRIDE, Place, Repr, Signature};
use crate::homes;
use crate::profile::{COUNTER_SITES, SITE_TARGET, SITE_VOTES, Site};

/// A value on its way to a register.
#[derive(Copy, Clone, Debug)]
pub(super) struct Move {
    pub(super) to: Reg,
    pub(super) from: Loc,
    pub(super) repr: Repr,
    /// Where it is if `from` is its home.
    pub(super) home: i32,
}

/// Values on their way.
pub(super) type Moves = SmallVec<[Move; 8]>;

/// What is called.
#[derive(Copy, Clone, Debug)]
pub(super) enum Target {
    /// A function that the module defines, by its index.
    Defined(u32),
    /// An imported one.
    Import(u32),
    /// One whose entry in a table `rax` points to.
    Entry,
    /// One whose reference is in `rax`, and whether that may be null.
    Reference { nullable: bool },
}

/// An argument of a builtin.
#[derive(Copy, Clone, Debug)]
pub(super) enum Arg {
    /// A popped operand, which is released.
    Operand(Operand),
    Constant(u64),
    /// The address of a place that is no register's.
    Address(Mem),
}

/// Moving.
impl Compiler<'_> {
    fn source(&self, moved: &Move) -> Option<Reg> {
        match moved.from {
            Loc::Reg(reg) => Some(reg),
            Loc::Local(local) => self.locals[local as usize].pin,
            Loc::Const(_) | Loc::Home => None,
        }
    }

    fn do_move(&mut self, moved: &Move) {
        let ty = Type { repr: moved.repr, traced: false };
        self.fetch(&Operand { loc: moved.from, ty, home: moved.home }, moved.to);
    }

    /// Moves values as if all at once: none is overwritten before it was read.
    pub(super) fn move_all(&mut self, mut moves: Moves) {
        // What comes from memory or nowhere waits until no register is read any more.
        let mut late = Moves::new();
        moves.retain(|moved| {
            let early = self.source(moved).is_some();
            if !early {
                late.push(*moved);
            }
            early
        });
        while !moves.is_empty() {
            let is_read = |to: Reg, own: usize| {
                moves.iter().enumerate().any(|(other, moved)| other != own && self.source(moved) == Some(to))
            };
            match (0..moves.len()).find(|index| !is_read(moves[*index].to, *index)) {
                Some(index) => {
                    let moved = moves.swap_remove(index);
                    self.do_move(&moved);
                }
                None => {
                    // They go round in circles: one steps aside.
                    let first = moves[0];
                    let aside = self.scratch(first.repr);
                    self.do_move(&Move { to: aside, ..first });
                    moves[0].from = Loc::Reg(aside);
                }
            }
        }
        for moved in late {
            self.do_move(&moved);
        }
    }

    /// The register of the machine for passing things on.
    pub(super) fn scratch(&self, repr: Repr) -> Reg {
        if repr.is_int() { SCRATCH } else { VSCRATCH }
    }

    /// A register with the function's context; good until the next register is taken.
    pub(super) fn context(&mut self) -> Reg {
        if let Some(reg) = self.pool.context() {
            return reg;
        }
        let reg = self.take(Repr::Int64);
        asm!(self.asm, movq_rm(reg, at(RBP, homes::CONTEXT)));
        self.pool.note(reg, super::pool::Copied::Context);
        self.pool.release(reg);
        reg
    }
}

/// What calls have in common.
impl Compiler<'_> {
    /// Writes pinned locals that the call does not keep to their homes. A call that may throw into this function keeps
    /// none.
    pub(super) fn save_pins(&mut self) {
        for index in 0..self.pinned.len() {
            let local = self.pinned[index];
            if self.scope.is_some() || self.is_volatile(local) {
                self.save_pin(local);
            }
        }
    }

    pub(super) fn save_pin(&mut self, local: u32) {
        let Local { pin, ty, home, .. } = self.locals[local as usize];
        if let Some(pin) = pin {
            moves::store(&mut self.asm, ty.repr, at(RBP, home), pin);
        }
    }

    /// Reads pinned locals back that a call has not kept.
    pub(super) fn restore_pins(&mut self) {
        for index in 0..self.pinned.len() {
            let local = self.pinned[index];
            if self.is_volatile(local) {
                self.restore_pin(local);
            }
        }
        if let Some(base) = self.base_pin.filter(|base| !super::x64::machine::PRESERVED.contains(base)) {
            self.restore_base(base);
        }
        if let Some(pin) = self.pool.context_pin().filter(|pin| !super::x64::machine::PRESERVED.contains(pin)) {
            self.restore_context(pin);
        }
    }

    pub(super) fn restore_pin(&mut self, local: u32) {
        let Local { pin, ty, home, .. } = self.locals[local as usize];
        if let Some(pin) = pin {
            moves::load(&mut self.asm, ty.repr, pin, at(RBP, home));
        }
    }

    /// Notes the call whose last byte was just emitted.
    pub(super) fn note_call(&mut self, wasm: u32) {
        let roots = self.roots();
        self.note_call_with(wasm, roots);
    }

    pub(super) fn note_call_with(&mut self, wasm: u32, roots: (u32, u32)) {
        let ret = self.asm.offset();
        // Which handlers these are is filled in when all are known.
        let handlers = (self.scope.map_or(0, |scope| scope + 1), 0);
        self.result.calls.push(CallSite { ret, wasm, roots, handlers });
    }

    /// The frame words with references: all homes of such locals, and of operands that are in their homes.
    pub(super) fn roots(&mut self) -> (u32, u32) {
        let start = self.result.roots.len() as u32;
        let homes = self.stack.iter().filter(|operand| operand.ty.traced && operand.loc == Loc::Home);
        self.result.roots.extend(homes.map(|operand| operand.home));
        if self.result.roots.len() as u32 == start {
            return self.local_roots;
        }
        for index in self.local_roots.0..self.local_roots.1 {
            let root = self.result.roots[index as usize];
            self.result.roots.push(root);
        }
        (start, self.result.roots.len() as u32)
    }

    /// How values of a function type are passed.
    pub(super) fn signature_of(&mut self, ty: u32) -> Rc<Signature> {
        // A function calls few types: looking along them is faster than hashing.
        if let Some((_, known)) = self.signatures.iter().find(|(known, _)| *known == ty) {
            return known.clone();
        }
        let module = self.module;
        let is_func = |index: u32| module.func_type_at(index).is_some();
        let placed = match module.func_type_at(ty) {
            Some(func) => Rc::new(Signature::new(func, is_func)),
            None => unreachable!("validation has checked that type {ty} is a function's"),
        };
        self.signatures.push((ty, placed.clone()));
        placed
    }
}

/// Functions.
impl Compiler<'_> {
    /// Calls a target with the topmost operands.
    pub(super) fn call_target(&mut self, target: Target, ty: u32) {
        let signature = self.signature_of(ty);
        let below = self.stack.len() - signature.params.len();
        self.spill_below(below);
        self.save_pins();
        let area = signature.area.unwrap_or(0) as i32;
        self.lower_stack(area + signature.stack_args as i32);
        self.place_arguments(&signature);
        if signature.area.is_some() {
            asm!(self.asm, leaq_rm(RSI, at(RSP, signature.stack_args as i32)));
        }
        self.drop_to(below);
        match target {
            Target::Defined(func) => {
                asm!(self.asm, movq_rm(RDI, at(RBP, homes::CONTEXT)));
                let target = self.asm.call();
                self.result.relocs.push(Reloc { at: target, target: RelocTarget::Func(func) });
            }
            Target::Import(import) => {
                let entry = self.shape.import(import);
                asm!(self.asm, movq_rm(RDI, at(RBP, homes::CONTEXT)));
                asm!(self.asm, movq_rm(RAX, at(RDI, entry + ENTRY_CODE)));
                asm!(self.asm, movq_rm(RDI, at(RDI, entry + ENTRY_CTX)));
                asm!(self.asm, callq_m(RAX));
            }
            Target::Entry | Target::Reference { .. } => {
                self.load_target_context(target);
                self.count_target(target);
                asm!(self.asm, callq_m(at(RAX, ENTRY_CODE)));
                self.pool.release(RAX);
            }
        }
        self.note_call(self.asm.wasm());
        self.pool.forget_all();
        self.take_results(&signature, ty, area);
    }

    /// Reads the context that goes with the entry or reference in `rax`.
    fn load_target_context(&mut self, target: Target) {
        const { assert!(ENTRY_CTX == FUNC_CTX && ENTRY_CODE == FUNC_CODE, "entries begin like functions") };
        let context = at(RAX, ENTRY_CTX);
        let nullable = matches!(target, Target::Reference { nullable: true });
        let context = if nullable { trapping(context, TrapKind::NullReference) } else { context };
        asm!(self.asm, movq_rm(RDI, context));
    }

    /// Votes for whom the entry or reference in `rax` is of. Arguments are in their places, other registers free.
    fn count_target(&mut self, target: Target) {
        if !self.counts_budget() {
            return;
        }
        let (sites, reference) = (SCRATCH, Reg::int(10));
        match target {
            Target::Entry => asm!(self.asm, movq_rm(reference, at(RAX, ENTRY_ORIGIN))),
            _ => asm!(self.asm, movq_rm(reference, RAX)),
        }
        asm!(self.asm, subq_rm(reference, at(RBP, homes::CONTEXT)));
        asm!(self.asm, movq_rm(sites, at(RBP, homes::BUDGET)));
        asm!(self.asm, movq_rm(sites, at(sites, COUNTER_SITES)));
        let offset = (self.result.sites.len() * size_of::<Site>()) as i32;
        self.result.sites.push(self.asm.wasm());
        asm!(self.asm, cmpl_rm(reference, at(sites, offset + SITE_TARGET)));
        let (label, back) = (self.asm.label(), self.asm.label());
        self.asm.jump_if(Cc::NotEqual, label);
        asm!(self.asm, addl_mi(at(sites, offset + SITE_VOTES), 1u32));
        self.asm.bind(back);
        self.exits.push(Exit::Vote { label, back, sites, offset, target: reference });
    }

    /// Leaves no operand below a height in a register.
    fn spill_below(&mut self, height: usize) {
        let above = self.stack.split_off(height);
        self.spill_all();
        self.stack.extend(above);
    }

    fn lower_stack(&mut self, bytes: i32) {
        if bytes > 0 {
            alu_constant(&mut self.asm, Alu::Sub, true, RSP, bytes);
        }
    }

    /// Brings the topmost operands to where a callee expects them; stack arguments to the stack pointer upwards.
    fn place_arguments(&mut self, signature: &Signature) {
        let first = self.stack.len() - signature.params.len();
        let mut moves = Moves::new();
        for (index, (repr, place)) in signature.params.iter().enumerate() {
            let operand = self.stack[first + index];
            match *place {
                Place::Int(n) => {
                    moves.push(Move { to: INT_ARGS[n as usize], from: operand.loc, repr: *repr, home: operand.home });
                }
                Place::Float(n) => {
                    moves.push(Move { to: Reg::vector(n), from: operand.loc, repr: *repr, home: operand.home });
                }
                Place::Stack(offset) => self.write_argument(&operand, at(RSP, offset as i32)),
                Place::Area(_) => {}
            }
        }
        self.move_all(moves);
    }

    fn write_argument(&mut self, operand: &Operand, to: Mem) {
        match operand.loc {
            Loc::Home => {
                let scratch = self.scratch(operand.ty.repr);
                moves::load(&mut self.asm, operand.ty.repr, scratch, at(RBP, operand.home));
                moves::store(&mut self.asm, operand.ty.repr, to, scratch);
            }
            loc => self.write(loc, operand.ty, to),
        }
    }

    /// Pushes what a call has left, and restores pinned locals.
    fn take_results(&mut self, signature: &Signature, ty: u32, area: i32) {
        let types = self.result_types(ty);
        for (index, ((repr, place), ty)) in signature.results.iter().zip(types).enumerate() {
            let reg = match *place {
                Place::Int(n) => INT_RESULTS[n as usize],
                Place::Float(n) => Reg::vector(n),
                Place::Area(_) | Place::Stack(_) => {
                    let scratch = self.scratch(*repr);
                    moves::load(&mut self.asm, *repr, scratch, at(RSP, index as i32 * AREA_STRIDE as i32));
                    self.push(Loc::Home, ty);
                    self.store_top(scratch);
                    continue;
                }
            };
            if self.pool.take_this(reg) {
                self.push_reg(reg, ty);
                if *repr == Repr::Int32 {
                    self.pool.soil(reg);
                }
            } else {
                // It belongs to a pinned local, which comes back below.
                self.push(Loc::Home, ty);
                self.store_top(reg);
            }
        }
        if area > 0 {
            alu_constant(&mut self.asm, Alu::Add, true, RSP, area);
        }
        self.restore_pins();
    }

    /// Writes a register to the home of the topmost operand, which is there.
    fn store_top(&mut self, from: Reg) {
        if let Some(top) = self.stack.last().copied() {
            moves::store(&mut self.asm, top.ty.repr, at(RBP, top.home), from);
        }
    }

    fn result_types(&self, ty: u32) -> Types {
        let results = self.module.func_type_at(ty).map_or(&[][..], |ty| ty.results());
        self.types(results)
    }

    /// Calls a target in place of this function: its frame goes first.
    pub(super) fn tail_call(&mut self, target: Target, ty: u32) {
        let signature = self.signature_of(ty);
        let below = self.stack.len() - signature.params.len();
        let bytes = signature.stack_args as i32;
        self.lower_stack(bytes);
        self.place_arguments(&signature);
        if signature.area.is_some() {
            asm!(self.asm, movq_rm(RSI, at(RBP, homes::AREA)));
        }
        match target {
            Target::Defined(_) => asm!(self.asm, movq_rm(RDI, at(RBP, homes::CONTEXT))),
            Target::Import(import) => {
                let entry = self.shape.import(import);
                asm!(self.asm, movq_rm(RDI, at(RBP, homes::CONTEXT)));
                asm!(self.asm, movq_rm(RAX, at(RDI, entry + ENTRY_CODE)));
                asm!(self.asm, movq_rm(RDI, at(RDI, entry + ENTRY_CTX)));
            }
            Target::Entry | Target::Reference { .. } => {
                self.load_target_context(target);
                asm!(self.asm, movq_rm(RAX, at(RAX, ENTRY_CODE)));
                self.pool.release(RAX);
            }
        }
        self.drop_to(below);
        self.replace_frame(bytes);
        match target {
            Target::Defined(func) => {
                let target = self.asm.jump_away();
                self.result.relocs.push(Reloc { at: target, target: RelocTarget::Func(func) });
            }
            _ => self.asm.jump_to(RAX),
        }
    }

    /// Takes the frame down and puts so many bytes of stack arguments, which are at the stack pointer, and the return
    /// address where the frame's own are. Changes `r10`, `r11` and a scratch vector.
    fn replace_frame(&mut self, bytes: i32) {
        let own = self.signature.stack_args as i32;
        if own == 0 && bytes == 0 {
            return self.leave_frame();
        }
        self.restore_saved();
        let (ret, fp) = (Reg::int(10), SCRATCH);
        asm!(self.asm, movq_rm(ret, at(RBP, 8)));
        asm!(self.asm, movq_rm(fp, at(RBP, 0)));
        // The new place is above the old one; from the top down, no argument is overwritten before it was copied.
        let to = 16 + own - bytes;
        for offset in (0..bytes).step_by(8).rev() {
            asm!(self.asm, movsd_a_m(VSCRATCH, at(RSP, offset)));
            asm!(self.asm, movsd_c_m(at(RBP, to + offset), VSCRATCH));
        }
        asm!(self.asm, leaq_rm(RSP, at(RBP, to - 8)));
        asm!(self.asm, movq_mr(at(RSP, 0), ret));
        asm!(self.asm, movq_rm(RBP, fp));
    }
}

/// Builtins.
impl Compiler<'_> {
    /// Calls a builtin. Operands that are arguments were popped.
    pub(super) fn builtin(&mut self, which: Builtin, args: &[Arg]) {
        self.call_builtin(which, args, 0);
    }

    /// Calls a builtin for its result, which `rax` then holds.
    pub(super) fn builtin_value(&mut self, which: Builtin, args: &[Arg]) -> Reg {
        self.builtin(which, args);
        self.take_this(RAX);
        self.pool.soil(RAX);
        RAX
    }

    /// As [`Compiler::builtin`]; afterwards so many bytes are taken off the machine's stack.
    pub(super) fn call_builtin(&mut self, which: Builtin, args: &[Arg], bytes: i32) {
        self.spill_all();
        self.save_pins();
        let mut moves = Moves::new();
        let mut addresses: SmallVec<[(Reg, Mem); 2]> = SmallVec::new();
        for (arg, to) in args.iter().zip(&INT_ARGS[1..]) {
            match *arg {
                Arg::Operand(mut operand) => {
                    if matches!(operand.loc, Loc::Reg(_)) {
                        self.clean_reg(&mut operand);
                    }
                    moves.push(Move { to: *to, from: operand.loc, repr: operand.ty.repr, home: operand.home });
                    self.release(operand);
                }
                Arg::Constant(bits) => {
                    moves.push(Move { to: *to, from: Loc::Const(bits), repr: Repr::Int64, home: 0 });
                }
                Arg::Address(place) => addresses.push((*to, place)),
            }
        }
        self.move_all(moves);
        for (to, place) in addresses {
            asm!(self.asm, leaq_rm(to, place));
        }
        self.emit_builtin(which);
        self.note_call(self.asm.wasm());
        self.pool.forget_all();
        if bytes > 0 {
            alu_constant(&mut self.asm, Alu::Add, true, RSP, bytes);
        }
        self.restore_pins();
    }

    /// The call itself.
    pub(super) fn emit_builtin(&mut self, which: Builtin) {
        asm!(self.asm, movq_rm(RDI, at(RBP, homes::CONTEXT)));
        asm!(self.asm, movq_rm(RAX, at(RDI, CTX_BUILTINS)));
        asm!(self.asm, callq_m(at(RAX, which.offset())));
        self.asm.note_builtin(which);
    }

    /// Makes room on the machine's stack and writes the topmost operands there as slots, the first one lowest. Gives the
    /// bytes, of which there are so many at least; the operands are popped.
    pub(super) fn push_slots(&mut self, count: usize, least: i32) -> i32 {
        let operands = self.pop_n(count);
        let bytes: i32 = operands.iter().map(|operand| homes::size(operand.ty.repr)).sum();
        let bytes = (bytes.max(least) + 15) & !15;
        self.lower_stack(bytes);
        let mut offset = 0;
        for mut operand in operands {
            let reg = self.reg(&mut operand);
            moves::store_word(&mut self.asm, operand.ty.repr, at(RSP, offset), reg);
            self.release(operand);
            offset += homes::size(operand.ty.repr);
        }
        bytes
    }
}
