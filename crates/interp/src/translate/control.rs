//! Blocks, branches and returns.
//!
//! A label takes its values at fixed slots: those that the operands had when the block began. A branch brings them there
//! and jumps; a conditional branch that has something to bring jumps around the bringing instead.
//!
//! Specification: [control instructions](https://webassembly.github.io/spec/core/exec/instructions.html#control-instructions).

use std::collections::HashMap;
use std::ops::Range;

use wharf_core::ops::Op;
use wharf_core::types::ValType;
use wharf_syntax::instr::{BlockType, Imm, Instr, LabelTable};
use wharf_validate::State;

use super::Translator;
use super::emit::NONE;
use super::operands::Whereabouts;
use crate::code::{Extra, Form, Insn};
use crate::roots::{EMPTY, ListId};
use crate::unwind::Clause;

/// A block being translated.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// How many operands are below it and its parameters.
    pub(super) height: usize,
    /// The slot where the values of its label begin.
    pub(super) base: u32,
    /// The slot where its operands begin.
    pub(super) floor: u32,
    /// The references below its operands.
    pub(super) roots: ListId,
    /// Of a loop: its first word. Of all others: the jumps to its end.
    pub(super) target: u32,
    /// Of an `if`: the jump to its `else`.
    pub(super) otherwise: u32,
    /// Of a block that catches: its first word.
    pub(super) start: u32,
    /// Of a `try`: the word behind its body.
    pub(super) end: u32,
    /// Of a `try_table`: its clauses.
    pub(super) catches: Range<u32>,
    /// Of a `try`: its clauses so far.
    pub(super) clauses: Vec<Clause>,
    /// The references below the whole block.
    pub(super) below: ListId,
}

/// The kinds of blocks that are translated differently.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Function,
    Block,
    Loop,
    If,
    Else,
    TryTable,
    Try,
    /// A handler of a legacy `try`.
    Catch,
}

impl Frame {
    /// The function's own block; its operands begin at slot `base`.
    pub(super) fn function(base: u32) -> Frame {
        Frame {
            kind: Kind::Function,
            height: 0,
            base,
            floor: base,
            roots: EMPTY,
            target: NONE,
            otherwise: NONE,
            start: 0,
            end: 0,
            catches: 0..0,
            clauses: Vec::new(),
            below: EMPTY,
        }
    }
}

impl Translator<'_> {
    pub(super) fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the function's frame is the last to go")
    }

    /// Nothing is known of what runs before the next instruction.
    pub(super) fn forget_last(&mut self) {
        self.last = None;
        self.negatable = None;
    }

    /// `block`, `loop`, `if` and `try`.
    pub(super) fn block(&mut self, instr: &Instr<'_>, state: &State<'_>, ty: BlockType) {
        let params = state.block_type(&ty).0.len();
        match instr.op {
            Op::If => {
                let condition = self.pop_condition();
                self.open(Kind::If, params);
                let link = self.jump_if(condition, false);
                self.code.chain(link, NONE);
                self.frame().otherwise = link;
            }
            Op::Loop => {
                self.open(Kind::Loop, params);
                self.forget_last();
                let here = self.code.here();
                self.frame().target = here;
                if self.options.interruptible {
                    self.traps(instr);
                    self.code.extra(Extra::Check, 0, 0, 0);
                }
            }
            Op::Try => {
                self.open(Kind::Try, params);
                self.forget_last();
                let here = self.code.here();
                self.frame().start = here;
            }
            _ => return self.open(Kind::Block, params),
        }
        self.begin_segment();
    }

    /// Opens a block that takes `params` operands.
    pub(super) fn open(&mut self, kind: Kind, params: usize) {
        self.settle_locals();
        self.settle_top(params);
        let height = self.operands.len() - params;
        let outer = self.frames.last().expect("the function's frame is the last to go");
        let roots = if height > outer.height { self.operands[height - 1].roots } else { outer.roots };
        // Where the first parameter is, or would be.
        let base = self.operands.get(height).map_or_else(|| self.top_slot(), |first| first.home as u32);
        let frame = Frame { kind, height, roots, below: roots, ..Frame::function(base) };
        self.frames.push(frame);
    }

    /// `unreachable`, `else`, `end`, `return`, `catch_all`.
    pub(super) fn control(&mut self, instr: &Instr<'_>, state: &State<'_>) {
        match instr.op {
            Op::Unreachable => {
                self.traps(instr);
                self.code.op(Op::Unreachable, Form::Slots, 0, 0, 0);
                self.end_segment();
            }
            Op::Return => {
                self.emit_return(state.func_type().results());
                self.end_segment();
            }
            Op::Else => self.otherwise(state),
            Op::CatchAll => self.catch(None, state),
            _ => self.end(state),
        }
    }

    /// Ends the part of a block before an `else` or a handler: its results go to the end.
    pub(super) fn leave_part(&mut self, state: &State<'_>) {
        if state.reachable() {
            self.branch_home(self.frames.len() - 1, state.frame(0).results().len());
        }
        self.end_segment();
        let height = self.frame().height;
        self.truncate(height);
        self.forget_last();
    }

    fn otherwise(&mut self, state: &State<'_>) {
        self.leave_part(state);
        let (here, link) = (self.code.here(), self.frame().otherwise);
        self.code.aim(link, here);
        self.frame().kind = Kind::Else;
        self.frame().otherwise = NONE;
        for ty in state.frame(0).params() {
            self.push(*ty);
        }
        self.settled = self.operands.len();
        self.begin_segment();
    }

    pub(super) fn end(&mut self, state: &State<'_>) {
        let results = state.frame(0).results();
        self.close_try();
        let frame = self.frames.last().expect("the function's frame is the last to go");
        let (kind, base, height) = (frame.kind, frame.base, frame.height);
        if kind == Kind::Function {
            if state.reachable() {
                self.emit_return(results);
            }
            self.end_segment();
            return;
        }
        let is_target = frame.otherwise != NONE || (kind != Kind::Loop && frame.target != NONE);
        let stays = state.reachable() && !is_target && kind != Kind::Catch;
        if !stays {
            if state.reachable() {
                self.bring_home(base, results.len());
            }
            let frame = self.frame();
            let (target, otherwise) = (frame.target, frame.otherwise);
            let here = self.code.here();
            if kind != Kind::Loop {
                self.code.aim_chain(target, here);
            }
            self.code.aim_chain(otherwise, here);
            self.truncate(height);
            self.frames.pop();
            for ty in results {
                self.push(*ty);
            }
            self.forget_last();
        } else {
            self.frames.pop();
        }
        // What was settled in the block stays so; what it left on top may be locals.
        self.settled = self.settled.min(height);
        self.begin_segment();
    }

    /// Drops all operands above `height`.
    pub(super) fn truncate(&mut self, height: usize) {
        while self.operands.len() > height {
            self.pop();
        }
    }

    /// Brings the topmost `count` operands, which nobody needs elsewhere, to the slots from `base` on.
    fn bring_home(&mut self, base: u32, count: usize) {
        if !self.are_at(base, count) {
            self.copy_top(base, count);
        }
    }

    /// The index in `frames` of a label.
    pub(super) fn index_of(&self, label: u32) -> usize {
        self.frames.len() - 1 - label as usize
    }

    /// Brings `count` values to where the label of a block takes them, and jumps.
    fn branch_home(&mut self, index: usize, count: usize) {
        let base = self.frames[index].base;
        self.bring_home(base, count);
        self.jump_to(index);
    }

    fn jump_to(&mut self, index: usize) {
        let at = self.code.op(Op::Br, Form::Slots, 0, 0, 0);
        self.aim_at(index, at * 2 + 1);
    }

    /// Makes a link lead to the label of a block.
    pub(super) fn aim_at(&mut self, index: usize, link: u32) {
        let frame = &self.frames[index];
        match frame.kind {
            Kind::Loop => self.code.aim(link, frame.target),
            _ => self.frames[index].target = self.code.chain(link, self.frames[index].target),
        }
    }

    /// Branches to a label: brings its values, and jumps or returns.
    fn branch(&mut self, label: u32, types: &[ValType]) {
        match self.index_of(label) {
            0 => self.emit_return(types),
            index => self.branch_home(index, types.len()),
        }
    }

    /// Whether branching to a label takes more than a jump.
    fn has_to_bring(&self, label: u32, count: usize) -> bool {
        let index = self.index_of(label);
        index == 0 || !self.are_at(self.frames[index].base, count)
    }

    /// `br`, `br_if`, `br_table`, `br_on_null`, `br_on_non_null`, `delegate`, `rethrow`.
    pub(super) fn label_family(&mut self, instr: &Instr<'_>, state: &State<'_>) {
        match (instr.op, instr.imm) {
            (Op::Br, Imm::Label(label)) => {
                self.branch(label, state.frame(label).label_types());
                self.end_segment();
            }
            (Op::BrIf, Imm::Label(label)) => {
                let condition = self.pop_condition();
                self.branch_if(label, state, state.frame(label).label_types().len(), |t, when| {
                    t.jump_if(condition, when)
                });
                self.begin_segment();
            }
            (Op::BrTable, Imm::Labels(labels)) => {
                self.br_table(labels, state);
                self.end_segment();
            }
            (Op::BrOnNull, Imm::Label(label)) => self.br_on_null(label, state),
            (Op::BrOnNonNull, Imm::Label(label)) => self.br_on_non_null(label, state),
            (Op::Delegate, Imm::Label(label)) => self.delegate(label, state),
            (_, Imm::Label(label)) => self.rethrow(instr, label),
            _ => {}
        }
    }

    /// Branches to a label if a condition holds. `jump` emits the jump for the condition being true or false. The label
    /// takes the topmost `count` operands, which stay.
    pub(super) fn branch_if(
        &mut self,
        label: u32,
        state: &State<'_>,
        count: usize,
        jump: impl FnOnce(&mut Self, bool) -> u32,
    ) {
        let index = self.index_of(label);
        // If the values only have to be settled where they are, they may be on both ways.
        if index != 0 && self.has_to_bring(label, count) && self.homes_are(self.frames[index].base, count) {
            self.settle_top(count);
        }
        self.settle_many(count);
        if !self.has_to_bring(label, count) {
            let link = jump(self, true);
            self.aim_at(index, link);
            return self.forget_last();
        }
        let link = jump(self, false);
        self.branch(label, state.frame(label).label_types());
        let here = self.code.here();
        self.code.aim(link, here);
        self.forget_last();
    }

    /// Whether the homes of the topmost `count` operands begin at `base`.
    fn homes_are(&self, base: u32, count: usize) -> bool {
        count > 0 && self.operands[self.operands.len() - count].home as u32 == base
    }

    /// Settles the topmost `count` operands if bringing each of them from where it is would make long code at every
    /// branch; settled, they are brought by one instruction.
    fn settle_many(&mut self, count: usize) {
        if count > 4 {
            self.settle_top(count);
        }
    }

    fn br_table(&mut self, labels: LabelTable<'_>, state: &State<'_>) {
        let index = self.pop_slot();
        let last = labels.len() as u32;
        self.settle_many(state.frame(labels.default()).label_types().len());
        let at = self.code.insn32(Insn::of(Op::BrTable, Form::Slots), index, last);
        for _ in 0..=last / 2 {
            self.code.word(0);
        }
        let mut stubs = HashMap::new();
        for (entry, label) in labels.iter_with_default().enumerate() {
            let link = (at + 1) * 2 + entry as u32;
            let types = state.frame(label).label_types();
            if !self.has_to_bring(label, types.len()) {
                self.aim_at(self.index_of(label), link);
                continue;
            }
            let stub = *stubs.entry(label).or_insert_with(|| {
                let here = self.code.here();
                self.branch(label, types);
                here
            });
            self.code.aim(link, stub);
        }
        self.forget_last();
    }

    /// Returns the topmost operands.
    pub(super) fn emit_return(&mut self, types: &[ValType]) {
        let save = self.local_slots as u16;
        let Some(top) = self.operands.last().copied().filter(|_| !types.is_empty()) else {
            self.code.extra(Extra::Return0, save, 0, 0);
            return;
        };
        if types.len() > 1 || top.wide {
            // Brought home without noting it: this may be one way of several.
            let first = self.operands[self.operands.len() - types.len()].home;
            self.copy_top(first as u32, types.len());
            let slots = wharf_vm::slot_count(types) as u16;
            self.code.extra(Extra::ReturnSpan, save, first, slots);
            return;
        }
        match top.place {
            Whereabouts::Home => drop(self.code.extra(Extra::Return1, save, top.home, 0)),
            Whereabouts::Local(slot) => drop(self.code.extra(Extra::Return1, save, slot, 0)),
            Whereabouts::Const(bits) => {
                self.code.extra(Extra::ReturnConst, save, 0, 0);
                self.code.word(bits);
            }
        }
    }
}
