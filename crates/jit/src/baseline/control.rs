//! Blocks and branches.
//!
//! Where ways meet, operands are in their homes and registers are unknown; only the one value that a branch takes along
//! comes in a register. Below a block nothing changes while it is open, so this is seen to once, when it is opened.
//!
//! Specification: [control instructions](https://webassembly.github.io/spec/core/exec/instructions.html#control-instructions).

use wharf_core::TrapKind;
use wharf_core::types::ValType;
use wharf_syntax::instr::{BlockType, LabelTable};
use wharf_validate::State;

use super::Compiler;
use super::exception::Clause;
use super::exits::cost;
use super::operand::{Loc, Operand, Type, Types};
use super::reg::Reg;
use super::x64::asm::{Cc, Label, asm, indexed};
use super::x64::compare::{Condition, branch, move_if};
use super::x64::int::{Alu, alu, alu_constant, test};
use super::x64::machine::SCRATCH;
use super::x64::moves;
use crate::abi::Repr;

/// Tables of so many labels at most are made of comparisons.
const SHORT_TABLE: usize = 3;

/// The bytes of a line of the cache, by which decoded instructions are fetched.
const LINE: u32 = 64;

/// An open block.
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// How many operands are below its parameters.
    pub(super) height: usize,
    /// The `try` that guards what is in it.
    pub(super) scope: Option<u32>,
    /// Where its end is, once something goes there.
    pub(super) exit: Option<Label>,
}

pub(super) enum Kind {
    /// The function's own, and `block`.
    Block,
    /// `loop`: its header, and where its cost is to be filled in.
    Loop { header: Label, cost: Option<u32>, at: u32 },
    /// `if` before its `else`: the other arm, and how many operands it takes.
    If(Label, usize),
    /// After `else`.
    Else,
    /// `try_table`
    TryTable(Vec<Clause>),
    /// The body of a legacy `try`.
    Try,
    /// A legacy `catch`; the exception is the operand at the block's height.
    Catch { scope: u32 },
}

/// Where a branch goes.
pub(super) struct Target {
    pub(super) label: Label,
    /// How many operands are below those it takes along.
    pub(super) height: usize,
    /// Whether even a single value goes to its home: a `loop` may be left for other code, which looks there.
    pub(super) in_homes: bool,
}

impl Compiler<'_> {
    pub(super) fn types(&self, types: &[ValType]) -> Types {
        types.iter().map(|ty| self.type_of(*ty)).collect()
    }

    pub(super) fn push_frame(&mut self, kind: Kind, params: usize) {
        let height = self.stack.len() - params;
        self.frames.push(Frame { kind, height, scope: self.scope, exit: None });
    }

    fn frame_index(&self, label: u32) -> usize {
        self.frames.len() - 1 - label as usize
    }

    /// Where a branch to a label goes.
    pub(super) fn target(&mut self, label: u32) -> Target {
        let index = self.frame_index(label);
        let Frame { kind, height, exit, .. } = &self.frames[index];
        let height = *height;
        match (kind, exit) {
            (Kind::Loop { header, .. }, _) => Target { label: *header, height, in_homes: true },
            (_, Some(exit)) => Target { label: *exit, height, in_homes: false },
            _ => {
                let exit = self.asm.label();
                self.frames[index].exit = Some(exit);
                Target { label: exit, height, in_homes: false }
            }
        }
    }

    /// Control does not go on here.
    pub(super) fn die(&mut self) {
        self.live = false;
        self.hidden = 0;
    }

    /// Control comes here from elsewhere.
    pub(super) fn revive(&mut self) {
        self.live = true;
        self.hidden = 0;
        self.pool.forget_all();
    }

    pub(super) fn block(&mut self, ty: &BlockType, state: &State<'_>) {
        self.settle_all();
        let params = state.block_type(ty).0.len();
        self.push_frame(Kind::Block, params);
    }

    pub(super) fn open_loop(&mut self, ty: &BlockType, state: &State<'_>, at: u32) {
        let params = state.block_type(ty).0.len();
        self.settle_all();
        self.send_top_home(params);
        self.pool.forget_all();
        self.align_loop(at);
        let header = self.asm.here();
        let cost = self.check_loop(at);
        self.push_frame(Kind::Loop { header, cost, at }, params);
    }

    /// Has the header of a short loop begin a line of the cache.
    fn align_loop(&mut self, at: u32) {
        if self.short_loops.binary_search(&at).is_ok() {
            self.asm.pad(LINE as usize);
            self.result.align = LINE;
        }
    }

    pub(super) fn open_if(&mut self, ty: &BlockType, state: &State<'_>) {
        let waiting = self.waiting.take();
        let condition = if waiting.is_none() { Some(self.pop()) } else { None };
        let params = state.block_type(ty).0.len();
        self.settle_all();
        self.send_top_home(params);
        let otherwise = self.asm.label();
        let condition = match (waiting, condition) {
            (Some(waiting), _) => self.emit_taken_condition(waiting),
            (None, Some(operand)) => self.test_value(operand),
            (None, None) => unreachable!("one of both is there"),
        };
        branch(&mut self.asm, condition.inverse(), otherwise);
        self.push_frame(Kind::If(otherwise, params), params);
    }

    pub(super) fn open_else(&mut self, state: &State<'_>) {
        let index = self.frames.len() - 1;
        let Kind::If(otherwise, params) = std::mem::replace(&mut self.frames[index].kind, Kind::Else) else {
            unreachable!("validation has checked that `else` follows `if`");
        };
        if self.live {
            let types = self.types(state.frame(0).results());
            self.leave(&types);
        }
        let types = self.types(state.frame(0).params());
        debug_assert_eq!(types.len(), params);
        self.drop_to(self.frames[index].height);
        for ty in types {
            self.push(Loc::Home, ty);
        }
        self.asm.bind(otherwise);
        self.revive();
    }

    /// Goes from here to the end of the innermost block with its results.
    pub(super) fn leave(&mut self, types: &[Type]) {
        let target = self.target_of_end();
        self.carry(types, &target);
        self.asm.jump(target.label);
    }

    fn target_of_end(&mut self) -> Target {
        let index = self.frames.len() - 1;
        let height = self.frames[index].height;
        let label = match self.frames[index].exit {
            Some(exit) => exit,
            None => self.asm.label(),
        };
        self.frames[index].exit = Some(label);
        Target { label, height, in_homes: false }
    }

    pub(super) fn end(&mut self, state: &State<'_>, at: u32) {
        let results = self.types(state.frame(0).results());
        let index = self.frames.len() - 1;
        match std::mem::replace(&mut self.frames[index].kind, Kind::Block) {
            Kind::If(otherwise, params) => self.end_if(otherwise, params, &results),
            Kind::Loop { cost: Some(place), at: start, .. } => self.asm.patch(place, cost(at - start)),
            Kind::TryTable(clauses) => self.end_try_table(clauses, &results, state),
            Kind::Try => self.scope = self.outer_scope(),
            Kind::Catch { .. } => {
                // The exception is still below the results.
                if self.live {
                    self.leave(&results);
                    self.die();
                }
            }
            Kind::Block | Kind::Else | Kind::Loop { .. } => {}
        }
        self.close(&results);
    }

    /// An `if` without `else`: what it takes is what it leaves.
    fn end_if(&mut self, otherwise: Label, params: usize, results: &[Type]) {
        if params > 0 && self.live {
            self.leave(results);
            self.die();
        }
        if !self.live {
            self.drop_to(self.frames[self.frames.len() - 1].height);
            for ty in results {
                self.push(Loc::Home, *ty);
            }
        }
        self.asm.bind(otherwise);
        self.revive();
    }

    /// Ends the innermost block: goes on behind it if anything comes there.
    pub(super) fn close(&mut self, results: &[Type]) {
        let frame = self.frames.len() - 1;
        let height = self.frames[frame].height;
        if let Some(exit) = self.frames[frame].exit {
            if self.live {
                self.carry(results, &Target { label: exit, height, in_homes: false });
            }
            self.drop_to(height);
            self.asm.bind(exit);
            self.revive();
            self.push_carried(results);
        } else if !self.live {
            self.drop_to(height);
        }
        self.frames.pop();
        if self.frames.is_empty() && self.live {
            self.return_results(results);
            self.die();
        }
    }

    pub(super) fn br(&mut self, label: u32, state: &State<'_>) {
        let types = self.types(state.frame(label).label_types());
        let target = self.target(label);
        self.carry(&types, &target);
        self.asm.jump(target.label);
        self.die();
    }

    pub(super) fn return_(&mut self, state: &State<'_>) {
        self.br(self.frames.len() as u32 - 1, state);
    }

    pub(super) fn unreachable(&mut self) {
        self.trap_always(TrapKind::Unreachable);
        self.die();
    }

    pub(super) fn br_if(&mut self, label: u32, state: &State<'_>) {
        let types = self.types(state.frame(label).label_types());
        let target = self.target(label);
        let condition = self.emit_popped_condition();
        self.branch_with(condition, &types, &target);
    }

    /// Branches with the topmost operands, which stay, if the condition holds.
    pub(super) fn branch_with(&mut self, condition: Condition, types: &[Type], target: &Target) {
        if self.is_carried(types, target) {
            return branch(&mut self.asm, condition, target.label);
        }
        let next = self.asm.label();
        branch(&mut self.asm, condition.inverse(), next);
        self.carry(types, target);
        self.asm.jump(target.label);
        self.asm.bind(next);
    }

    pub(super) fn br_table(&mut self, labels: &LabelTable<'_>, state: &State<'_>) {
        let mut operand = self.pop();
        let index = self.clean_reg(&mut operand);
        // Taken first: taking a register may move operands.
        let to = self.take(Repr::Int64);
        let mut stops: Vec<(u32, Label)> = Vec::new();
        let mut by_label: Vec<Option<Label>> = vec![None; self.frames.len()];
        let mut entries = Vec::with_capacity(labels.len() + 1);
        for label in labels.iter_with_default() {
            let stop = match by_label[label as usize] {
                Some(stop) => stop,
                None => {
                    let types = self.types(state.frame(label).label_types());
                    let target = self.target(label);
                    let direct = self.is_carried(&types, &target);
                    let stop = if direct { target.label } else { self.asm.label() };
                    if !direct {
                        stops.push((label, stop));
                    }
                    by_label[label as usize] = Some(stop);
                    stop
                }
            };
            entries.push(stop);
        }
        let Some(default) = entries.pop() else { unreachable!("there is always a default label") };
        if entries.len() <= SHORT_TABLE {
            for (number, entry) in (0..).zip(&entries) {
                match number {
                    0 => test(&mut self.asm, false, index, index),
                    _ => alu_constant(&mut self.asm, Alu::Cmp, false, index, number),
                }
                self.asm.jump_if(Cc::Equal, *entry);
            }
            self.asm.jump(default);
        } else {
            self.jump_by_table(index, to, entries, default);
        }
        self.pool.release(to);
        self.release(operand);
        for (label, stop) in stops {
            self.asm.bind(stop);
            let types = self.types(state.frame(label).label_types());
            let target = self.target(label);
            self.carry(&types, &target);
            self.asm.jump(target.label);
        }
        self.die();
    }

    fn jump_by_table(&mut self, index: Reg, to: Reg, entries: Vec<Label>, default: Label) {
        moves::int_constant(&mut self.asm, SCRATCH, entries.len() as u64);
        alu(&mut self.asm, Alu::Cmp, false, index, SCRATCH);
        self.asm.jump_if(Cc::AboveOrEqual, default);
        let table = self.asm.label();
        let place = self.asm.relative(table);
        asm!(self.asm, leaq_rm(SCRATCH, place));
        asm!(self.asm, movslq_rm(to, indexed(SCRATCH, index, 2, 0)));
        asm!(self.asm, addq_rm(to, SCRATCH));
        self.asm.jump_to(to);
        self.tables.push((table, entries));
    }

    pub(super) fn br_on_null(&mut self, label: u32, state: &State<'_>) {
        let types = self.types(state.frame(label).label_types());
        let target = self.target(label);
        let mut operand = self.pop();
        let reg = self.reg(&mut operand);
        test(&mut self.asm, operand.ty.is_wide(), reg, reg);
        self.branch_with(Condition::Is(Cc::Equal), &types, &target);
        self.push_back(operand);
    }

    pub(super) fn br_on_non_null(&mut self, label: u32, state: &State<'_>) {
        let types = self.types(state.frame(label).label_types());
        let target = self.target(label);
        let mut operand = self.pop();
        let reg = self.reg(&mut operand);
        self.push_back(operand);
        test(&mut self.asm, operand.ty.is_wide(), reg, reg);
        self.branch_with(Condition::Is(Cc::NotEqual), &types, &target);
        let operand = self.pop();
        self.release(operand);
    }

    /// `select`: the first operand unless the third is zero.
    pub(super) fn select(&mut self) {
        // What may need a register of its own (a shift its count's) has to find it free: the operands that are popped below
        // hold theirs.
        if self.waiting.is_some_and(|waiting| waiting.is_arithmetic()) {
            self.settle();
        }
        let waiting = self.waiting.take();
        let condition = if waiting.is_none() { Some(self.pop()) } else { None };
        let mut second = self.pop();
        let first = self.pop();
        let mut ty = first.ty;
        ty.traced |= second.ty.traced;
        if !ty.repr.is_int() || second.constant().is_some() {
            self.reg(&mut second);
        }
        let dst = self.writable(first);
        let condition = match (waiting, condition) {
            (Some(waiting), _) => self.emit_taken_condition(waiting),
            (None, Some(operand)) => self.test_value(operand),
            (None, None) => unreachable!("one of both is there"),
        };
        if ty.repr.is_int() {
            self.select_int(condition, ty.is_wide(), dst, &mut second);
        } else {
            let done = self.asm.label();
            branch(&mut self.asm, condition, done);
            let src = self.reg(&mut second);
            moves::copy(&mut self.asm, ty.repr, dst, src);
            self.asm.bind(done);
        }
        self.release(second);
        self.push_reg(dst, ty);
    }

    fn select_int(&mut self, condition: Condition, wide: bool, dst: Reg, second: &mut Operand) {
        let src = self.rm(second);
        match condition.inverse() {
            Condition::Is(cc) => move_if(&mut self.asm, cc, wide, dst, src),
            Condition::UnorderedNotEqual => {
                move_if(&mut self.asm, Cc::Parity, wide, dst, src);
                move_if(&mut self.asm, Cc::NotEqual, wide, dst, src);
            }
            Condition::OrderedEqual => {
                let done = self.asm.label();
                self.asm.jump_if(Cc::Parity, done);
                move_if(&mut self.asm, Cc::Equal, wide, dst, src);
                self.asm.bind(done);
            }
        }
    }

    /// Drops the topmost operand.
    pub(super) fn drop_one(&mut self) {
        let operand = self.pop();
        self.release(operand);
    }
}
