//! What is off the straight path: traps, and asking the tier or the host at function entries and loop headers. Emitted
//! behind the function's code.

use wharf_core::TrapKind;
use wharf_vm::builtins::Builtin;
use wharf_vm::compiled::CallSite;
use wharf_vm::layout::{CTX_MARK, CTX_STORE, STORE_FUEL};

use super::Compiler;
use super::operand::{Loc, Local, Type};
use super::reg::Reg;
use super::x64::asm::{Cc, Label, Mem, asm, at};
use super::x64::machine::{INT_ARGS, RAX, RBP, RDI};
use super::x64::moves;
use crate::homes;
use crate::profile::{SITE_TARGET, SITE_VOTES};
use crate::tier::Request;

/// How much of its budget a call of a function, or a turn of a loop, takes at most: of a long body only a part is executed,
/// be it for its branches or for the loops in it, which count by themselves.
const MOST_AT_ONCE: u32 = 256;

/// What executing so many bytes of wasm from one check to the next takes of the budget.
pub(crate) fn cost(bytes: u32) -> u32 {
    bytes.min(MOST_AT_ONCE)
}

/// A detour.
pub(super) enum Exit {
    /// A trap.
    Trap { label: Label, kind: TrapKind, wasm: u32 },
    /// The budget is used up at an entry: the tier is asked, then things go on.
    Hot { label: Label, back: Label, state: EntryState },
    /// The budget is used up in a loop: perhaps there is better code.
    HotLoop { label: Label, back: Label, at: u32, state: EntryState },
    /// An indirect call whose type is another one.
    WrongType { label: Label, wasm: u32, entry: Reg },
    /// An indirect call does not call the candidate of its site.
    Vote { label: Label, back: Label, sites: Reg, offset: i32, target: Reg },
}

/// How things are at a function's entry or a loop's header.
pub(super) struct EntryState {
    wasm: u32,
    scope: Option<u32>,
    roots: (u32, u32),
    /// The registers that are copies of locals.
    copies: Vec<(Reg, u32)>,
    /// Whether one is a copy of the context.
    context: Option<Reg>,
    /// The operands that are constants: their homes and values.
    constants: Vec<(i32, Type, u64)>,
}

/// Traps.
impl Compiler<'_> {
    pub(super) fn trap_if(&mut self, cc: Cc, kind: TrapKind) {
        let wasm = self.asm.wasm();
        let same = |exit: &&Exit| matches!(exit, Exit::Trap { kind: k, wasm: w, .. } if *k == kind && *w == wasm);
        let label = match self.exits.last().filter(same) {
            Some(Exit::Trap { label, .. }) => *label,
            _ => {
                let label = self.asm.label();
                self.exits.push(Exit::Trap { label, kind, wasm });
                label
            }
        };
        self.asm.jump_if(cc, label);
    }

    pub(super) fn trap_always(&mut self, kind: TrapKind) {
        self.asm.trap(kind);
    }

    /// Traps unless the entry in a register is of the right type, which the flags say.
    pub(super) fn trap_if_wrong_type(&mut self, entry: Reg) {
        let label = self.asm.label();
        self.exits.push(Exit::WrongType { label, wasm: self.asm.wasm(), entry });
        self.asm.jump_if(Cc::NotEqual, label);
    }
}

/// Entries and loops.
impl Compiler<'_> {
    pub(super) fn counts_budget(&self) -> bool {
        self.tier_up
    }

    fn entry_state(&mut self) -> EntryState {
        let local_count = self.locals.len() as u32;
        let copies = (0..local_count).filter_map(|index| {
            let Local { pin, copy, .. } = self.locals[index as usize];
            let copy = self.pool.copy_of_local(copy, index).filter(|_| pin.is_none())?;
            Some((copy, index))
        });
        let copies = copies.collect();
        let constants = self.stack.iter().filter_map(|operand| match operand.loc {
            Loc::Const(bits) => Some((operand.home, operand.ty, bits)),
            _ => None,
        });
        let constants = constants.collect();
        let (wasm, scope) = (self.asm.wasm(), self.scope);
        EntryState { wasm, scope, roots: self.roots(), copies, context: self.pool.context(), constants }
    }

    /// At the end of the prologue; `looks`: where the first instruction is, if the function calls any or may be called through
    /// a reference.
    pub(super) fn check_entry(&mut self, looks: Option<u32>) {
        if self.counts_budget() {
            let state = self.entry_state();
            let cost = cost(self.body_len as u32);
            let (label, back) = (self.asm.label(), self.asm.label());
            let scratch = self.scratch(crate::abi::Repr::Int64);
            asm!(self.asm, subl_mi(at(scratch, 0), cost));
            self.asm.jump_if(Cc::Sign, label);
            self.asm.bind(back);
            self.exits.push(Exit::Hot { label, back, state });
        }
        // What calls nothing ends, or comes by a loop; loops of optimised code rely on what they call through references.
        if let Some(first) = looks.filter(|_| self.options.interrupt) {
            let before = self.asm.go_to(first);
            self.check_interrupt();
            self.asm.go_to(before);
        }
    }

    /// At a loop's header. Gives where the cost of a turn is to be filled in.
    pub(super) fn check_loop(&mut self, loop_at: u32) -> Option<u32> {
        let cost = self.counts_budget().then(|| {
            let state = self.entry_state();
            let (label, back) = (self.asm.label(), self.asm.label());
            let scratch = self.scratch(crate::abi::Repr::Int64);
            asm!(self.asm, movq_rm(scratch, at(RBP, homes::BUDGET)));
            asm!(self.asm, subl_mi(at(scratch, 0), 0u32));
            let cost = self.asm.offset() - 4;
            self.asm.jump_if(Cc::Sign, label);
            self.asm.bind(back);
            self.exits.push(Exit::HotLoop { label, back, at: loop_at, state });
            cost
        });
        if self.spared.binary_search(&loop_at).is_err() {
            self.check_interrupt();
        }
        cost
    }

    /// Traps if somebody wants the guest to stop.
    fn check_interrupt(&mut self) {
        if !self.options.interrupt {
            return;
        }
        let context = self.context_or_scratch();
        asm!(self.asm, cmpl_rm(context, at(context, CTX_MARK)));
        self.trap_if(Cc::NotEqual, TrapKind::DeadlineExceeded);
    }

    /// A register that holds the context: the scratch register if there is no other.
    fn context_or_scratch(&mut self) -> Reg {
        self.pool.context().unwrap_or_else(|| {
            let scratch = self.scratch(crate::abi::Repr::Int64);
            asm!(self.asm, movq_rm(scratch, at(RBP, homes::CONTEXT)));
            scratch
        })
    }

    /// Reads the address of the store's context into the scratch register.
    pub(super) fn load_store_context(&mut self) -> Reg {
        let context = self.context_or_scratch();
        let scratch = self.scratch(crate::abi::Repr::Int64);
        asm!(self.asm, movq_rm(scratch, at(context, CTX_STORE)));
        scratch
    }

    /// Takes fuel, how much is filled in when the segment ends. Gives where.
    pub(super) fn charge_fuel(&mut self) -> u32 {
        let scratch = self.load_store_context();
        asm!(self.asm, subq_mi_sxl(at(scratch, STORE_FUEL), i32::MAX));
        let charge = self.asm.offset() - 4;
        self.trap_if(Cc::Sign, TrapKind::OutOfFuel);
        charge
    }
}

/// Emitting.
impl Compiler<'_> {
    /// Emits all detours.
    pub(super) fn emit_exits(&mut self) {
        self.stack.clear();
        self.asm.note_detours();
        // Emitting a detour makes no new one.
        let mut exits = std::mem::take(&mut self.exits);
        for exit in exits.drain(..) {
            match exit {
                Exit::Trap { label, kind, wasm } => {
                    self.asm.go_to(wasm);
                    self.asm.bind(label);
                    self.asm.trap(kind);
                }
                Exit::WrongType { label, wasm, entry } => {
                    self.asm.go_to(wasm);
                    self.asm.bind(label);
                    self.emit_wrong_type(entry);
                }
                Exit::Hot { label, back, state } => {
                    self.asm.bind(label);
                    self.enter_exit(&state);
                    self.ask_tier(Request::Hot, state.wasm, 0, &state);
                    self.leave_exit(&state, back);
                }
                Exit::HotLoop { label, back, at, state } => self.emit_hot_loop(label, back, at, &state),
                Exit::Vote { label, back, sites, offset, target } => {
                    self.emit_vote(
                        label,
                        back,
                        at(sites, offset + SITE_TARGET),
                        at(sites, offset + SITE_VOTES),
                        target,
                    );
                }
            }
        }
        self.exits = exits;
    }

    fn emit_wrong_type(&mut self, entry: Reg) {
        use wharf_vm::layout::ENTRY_ORIGIN;
        let uninitialized = self.asm.label();
        asm!(self.asm, cmpq_mi_sxb(at(entry, ENTRY_ORIGIN), 0i8));
        self.asm.jump_if(Cc::Equal, uninitialized);
        self.asm.trap(TrapKind::IndirectCallTypeMismatch);
        self.asm.bind(uninitialized);
        self.asm.trap(TrapKind::UninitializedElement);
    }

    /// Takes a vote from a site's candidate; without any left, the target takes its place.
    fn emit_vote(&mut self, label: Label, back: Label, candidate: Mem, votes: Mem, target: Reg) {
        self.asm.bind(label);
        asm!(self.asm, subl_mi(votes, 1u32));
        self.asm.jump_if(Cc::AboveOrEqual, back);
        asm!(self.asm, movl_mr(candidate, target));
        asm!(self.asm, movl_mi(votes, 1i32));
        self.asm.jump(back);
    }

    /// Saves what the call of a builtin does not keep.
    fn enter_exit(&mut self, state: &EntryState) {
        self.asm.go_to(state.wasm);
        self.scope = state.scope;
        self.save_pins();
    }

    fn leave_exit(&mut self, state: &EntryState, back: Label) {
        self.restore_pins();
        for (reg, index) in &state.copies {
            let Local { ty, home, .. } = self.locals[*index as usize];
            moves::load(&mut self.asm, ty.repr, *reg, at(RBP, home));
        }
        if let Some(context) = state.context {
            asm!(self.asm, movq_rm(context, at(RBP, homes::CONTEXT)));
        }
        self.asm.jump(back);
    }

    fn ask_tier(&mut self, request: Request, wasm: u32, b: u64, state: &EntryState) {
        moves::int_constant(&mut self.asm, INT_ARGS[1], request as u64);
        let defined = u64::from(self.defined());
        moves::int_constant(&mut self.asm, INT_ARGS[2], defined);
        moves::int_constant(&mut self.asm, INT_ARGS[3], b);
        self.emit_builtin(Builtin::Tier);
        self.note_call_with(wasm, state.roots);
    }

    /// Asks for code that goes on at the loop. If there is some, every value goes to its home, the code is called with
    /// the frame, and its results are returned as this function's.
    fn emit_hot_loop(&mut self, label: Label, back: Label, loop_at: u32, state: &EntryState) {
        self.asm.bind(label);
        self.enter_exit(state);
        self.ask_tier(Request::HotLoop, state.wasm, u64::from(loop_at), state);
        let enter = self.asm.label();
        asm!(self.asm, testq_mr(RAX, RAX));
        self.asm.jump_if(Cc::NotEqual, enter);
        self.leave_exit(state, back);
        self.asm.bind(enter);
        for index in 0..self.pinned.len() {
            // The others were saved before, and their registers are not theirs any more.
            if !self.is_volatile(self.pinned[index]) {
                self.save_pin(self.pinned[index]);
            }
        }
        for (home, ty, bits) in &state.constants {
            moves::store_constant(&mut self.asm, ty.repr, at(RBP, *home), *bits);
        }
        asm!(self.asm, movq_rm(RDI, at(RBP, homes::CONTEXT)));
        let frame = match self.signature.area {
            Some(_) => {
                asm!(self.asm, movq_rm(INT_ARGS[1], at(RBP, homes::AREA)));
                INT_ARGS[2]
            }
            None => INT_ARGS[1],
        };
        asm!(self.asm, movq_rm(frame, RBP));
        asm!(self.asm, callq_m(RAX));
        self.scope = None;
        self.note_call_with(CallSite::REPLACED, (0, 0));
        self.epilogue();
    }

    /// Reads the base of memory 0 into its register.
    pub(super) fn restore_base(&mut self, base: Reg) {
        asm!(self.asm, movq_rm(base, at(RBP, homes::CONTEXT)));
        asm!(self.asm, movq_rm(base, at(base, wharf_vm::layout::CTX_MEMORY0_BASE)));
    }

    /// Reads the context into its register.
    pub(super) fn restore_context(&mut self, pin: Reg) {
        asm!(self.asm, movq_rm(pin, at(RBP, homes::CONTEXT)));
    }
}
