//! Exceptions: what is caught where becomes a table beside the code. Legacy handlers keep the caught exception in a slot
//! below their operands, for `rethrow`.
//!
//! Specification: [try_table](https://webassembly.github.io/spec/core/exec/instructions.html#exec-try-table), and the
//! [legacy](https://webassembly.github.io/exception-handling/legacy/exceptions/core/) form.

use wharf_core::ops::Op;
use wharf_core::types::ValType;
use wharf_syntax::instr::{BlockType, Catch, CatchKind, Catches, Instr};
use wharf_validate::State;
use wharf_vm::slot_count;

use super::Translator;
use super::control::Kind;
use super::emit::{IN_CLAUSE, NONE};
use crate::code::{Extra, Form};
use crate::unwind::{Clause, ClauseKind, TryRange};

impl Translator<'_> {
    fn tag_types(&self, tag: u32) -> &[ValType] {
        self.module.tag_type(tag).map_or(&[], |ty| ty.params())
    }

    /// `throw`, and the legacy `catch`.
    pub(super) fn tag_family(&mut self, instr: &Instr<'_>, tag: u32, state: &State<'_>) {
        if instr.op == Op::Catch {
            return self.catch(Some(tag), state);
        }
        let count = self.tag_types(tag).len();
        self.settle_top(count);
        self.traps(instr);
        self.safepoint(0);
        let (first, slots) = self.take_span(count);
        self.code.op(Op::Throw, Form::Slots, 0, first, slots);
        self.code.word(0);
        self.code.word(tag as u64);
        self.end_segment();
    }

    pub(super) fn throw_ref(&mut self, instr: &Instr<'_>) {
        let from = self.pop_slot();
        self.traps(instr);
        self.code.op(Op::ThrowRef, Form::Slots, 0, from, 0);
        self.end_segment();
    }

    /// `try_table`
    pub(super) fn try_table(&mut self, ty: BlockType, catches: Catches<'_>, state: &State<'_>) {
        let params = state.block_type(&ty).0.len();
        // Labels count from outside.
        let first = self.code.clauses.len() as u32;
        for catch in catches.iter() {
            self.clause(catch);
        }
        self.open(Kind::TryTable, params);
        self.forget_last();
        let (start, catches) = (self.code.here(), first..self.code.clauses.len() as u32);
        let frame = self.frame();
        (frame.start, frame.catches) = (start, catches);
        self.begin_segment();
    }

    fn clause(&mut self, catch: Catch) {
        let index = self.index_of(catch.label);
        let slot = self.frames[index].base;
        let tag = catch.tag.unwrap_or(0);
        let (kind, with_ref) = match catch.kind {
            CatchKind::Catch => (ClauseKind::Catch(tag), 0),
            CatchKind::CatchRef => (ClauseKind::CatchRef(tag), 1),
            CatchKind::CatchAll => (ClauseKind::CatchAll, 0),
            CatchKind::CatchAllRef => (ClauseKind::CatchAllRef, 1),
        };
        let values = if catch.kind.has_tag() { slot_count(self.tag_types(tag)) as u32 } else { 0 };
        self.reserve(slot + values + with_ref + 2);
        let link = IN_CLAUSE | self.code.clauses.len() as u32;
        self.code.clauses.push(Clause { kind, target: NONE, slot });
        match index {
            0 => self.landings.push(link),
            index => self.aim_at(index, link),
        }
    }

    /// The body of a `try`, or a handler of it, ends; another handler begins.
    pub(super) fn catch(&mut self, tag: Option<u32>, state: &State<'_>) {
        let end = self.code.here();
        if self.frame().kind == Kind::Try {
            self.frame().end = end;
        }
        self.leave_part(state);
        let here = self.code.here();
        let frame = self.frame();
        let base = frame.base;
        let kind = tag.map_or(ClauseKind::LegacyCatchAll, ClauseKind::LegacyCatch);
        frame.kind = Kind::Catch;
        frame.clauses.push(Clause { kind, target: here, slot: base });
        frame.floor = base + 1;
        let below = frame.below;
        let roots = self.roots.with(below, base as u16);
        self.frame().roots = roots;
        self.reserve(base + 3);
        if let Some(tag) = tag {
            for ty in self.tag_types(tag).to_vec() {
                self.push(ty);
            }
        }
        self.settled = self.operands.len();
        self.begin_segment();
    }

    /// `delegate`: the end of a `try` whose exceptions go to an enclosing block.
    pub(super) fn delegate(&mut self, label: u32, state: &State<'_>) {
        // The label counts from outside of the `try`.
        let depth = self.frames.len() - 2 - label as usize;
        let end = self.code.here();
        let frame = self.frame();
        frame.end = end;
        frame.clauses.push(Clause { kind: ClauseKind::Delegate, target: depth as u32, slot: 0 });
        self.end(state);
    }

    /// `rethrow`
    pub(super) fn rethrow(&mut self, instr: &Instr<'_>, label: u32) {
        let slot = self.frames[self.index_of(label)].base;
        self.traps(instr);
        self.code.op(Op::Rethrow, Form::Slots, 0, slot as u16, 0);
        self.end_segment();
    }

    /// At the end of a block that catches: notes what it covers.
    pub(super) fn close_try(&mut self) {
        let here = self.code.here();
        let depth = self.frames.len() as u32 - 1;
        let frame = self.frames.last_mut().expect("the function's frame is the last to go");
        let range = match frame.kind {
            Kind::TryTable => TryRange { start: frame.start, end: here, depth, clauses: frame.catches.clone() },
            _ => {
                let first = self.code.clauses.len() as u32;
                self.code.clauses.append(&mut frame.clauses);
                let clauses = first..self.code.clauses.len() as u32;
                TryRange { start: frame.start, end: frame.end, depth, clauses }
            }
        };
        if !range.clauses.is_empty() {
            self.ranges.push(range);
        }
    }

    /// Code for exceptions that a `try_table` hands to the caller as results: their values are where operands begin.
    pub(super) fn emit_landings(&mut self, state: &State<'_>) {
        if self.landings.is_empty() {
            return;
        }
        let here = self.code.here();
        for link in std::mem::take(&mut self.landings) {
            self.code.aim(link, here);
        }
        let (save, base) = (self.local_slots as u16, self.local_slots as u16 + 2);
        let slots = slot_count(state.func_type().results()) as u16;
        match slots {
            0 => self.code.extra(Extra::Return0, save, 0, 0),
            _ => self.code.extra(Extra::ReturnSpan, save, base, slots),
        };
    }
}
