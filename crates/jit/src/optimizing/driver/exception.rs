//! `try_table`, the legacy `try`, and throwing.
//!
//! Every clause is a landing block that unpacks the exception. A legacy `try` names its clauses only after its body, so
//! the body is read ahead for them, once per function.
//!
//! Specification: [try_table](https://webassembly.github.io/spec/core/exec/instructions.html#exec-try-table),
//! [legacy exceptions](https://webassembly.github.io/spec/legacy/exceptions/core/).

use std::collections::HashMap;

use cranelift_codegen::ir::{Block, InstBuilder, Value, types};
use wharf_core::ops::Op;
use wharf_core::types::{ExternKind, ValType};
use wharf_core::{Result, TrapKind};
use wharf_syntax::instr::{BlockType, Catch, CatchKind, Catches, Imm};
use wharf_validate::{State, Validated};
use wharf_vm::builtins::Builtin;

use super::Driver;
use super::control::Kind;
use crate::optimizing::handlers::{Catcher, Landing};
use crate::optimizing::lower::gc;
use crate::optimizing::regions::Region;

/// What is open of a `try`.
pub(super) enum Try {
    /// `try_table`: its clauses and where they land.
    Table(Vec<(Catch, Block)>),
    /// The body of a legacy `try`: where its clauses will land, in order.
    Body(Vec<Landing>),
    /// A legacy `catch`: where the next ones land, and the exception.
    Handler(Vec<Landing>, Option<Value>),
}

impl Try {
    /// The exception that a legacy `catch` holds.
    pub(super) fn exception(&self) -> Option<Value> {
        match self {
            Try::Handler(_, exception) => *exception,
            _ => None,
        }
    }
}

/// How a legacy `try` ends.
#[derive(Clone, Debug)]
pub(super) enum Clauses {
    /// With handlers: their tags, `None` for `catch_all`.
    Catches(Vec<Option<u32>>),
    /// With `delegate` to a label.
    Delegate(u32),
}

/// The clauses of all legacy `try`s of a function, by the offset of the `try`.
pub(super) fn read_ahead(module: &Validated, func: u32) -> Result<HashMap<u32, Clauses>> {
    let mut found = HashMap::new();
    let mut open: Vec<Option<u32>> = vec![None];
    let mut instrs = module.body(func)?.instrs();
    while !open.is_empty() {
        let instr = instrs.next()?;
        let innermost = open.last().copied().flatten();
        let clauses = innermost.and_then(|at| found.get_mut(&at));
        match (instr.op, &instr.imm, clauses) {
            (Op::Try, ..) => {
                found.insert(instr.at, Clauses::Catches(Vec::new()));
                open.push(Some(instr.at));
            }
            (Op::Block | Op::Loop | Op::If | Op::TryTable, ..) => open.push(None),
            (Op::Catch, Imm::Tag(tag), Some(Clauses::Catches(tags))) => tags.push(Some(*tag)),
            (Op::CatchAll, _, Some(Clauses::Catches(tags))) => tags.push(None),
            (Op::Delegate, Imm::Label(label), clauses) => {
                if let Some(clauses) = clauses {
                    *clauses = Clauses::Delegate(*label);
                }
                open.pop();
            }
            (Op::End, ..) => drop(open.pop()),
            _ => {}
        }
    }
    Ok(found)
}

impl Driver<'_> {
    pub(super) fn try_table(&mut self, ty: &BlockType, catches: &Catches<'_>, state: &State<'_>) {
        let params = state.block_type(ty).0.len();
        self.carry_operands(params, state);
        let clauses: Vec<(Catch, Block)> = catches.iter().map(|catch| (catch, self.cx.landing_block())).collect();
        let landings = clauses.iter().map(|(catch, block)| {
            let only_values = matches!(catch.kind, CatchKind::Catch | CatchKind::CatchAll);
            Landing { tag: catch.tag, block: *block, only_values }
        });
        self.cx.handlers.push(landings.collect());
        self.push_frame(Kind::Try(Try::Table(clauses)), params);
    }

    /// At the `end` of a `try`, which is still the innermost block of `state`.
    pub(super) fn end_try(&mut self, part: Try, results: &[ValType], state: &State<'_>) {
        match part {
            Try::Table(clauses) => {
                self.cx.handlers.pop();
                let handlers = &self.cx.handlers;
                let is_used = |block: Block| handlers.is_used(block) || handlers.direct(block).is_some();
                if !clauses.iter().any(|(_, block)| is_used(*block)) {
                    return;
                }
                if self.live {
                    self.leave(results.len());
                    self.live = false;
                }
                for (catch, block) in clauses {
                    self.land(catch, block, state);
                }
            }
            Try::Body(_) => self.cx.handlers.pop(),
            Try::Handler(..) => {}
        }
    }

    /// Where a clause of `try_table` lands: unpacks the exception and goes to the label, counted from outside.
    fn land(&mut self, catch: Catch, block: Block, state: &State<'_>) {
        if let Some(direct) = self.cx.handlers.direct(block) {
            self.cx.enter(direct);
            let values = self.cx.b.block_params(direct).to_vec();
            let target = self.target(catch.label + 1, state);
            self.cx.jump(target, &values);
        }
        if !self.cx.handlers.is_used(block) {
            return;
        }
        let exception = self.caught(block);
        let mut values = match catch.tag {
            Some(tag) => gc::exception_args(&mut self.cx, tag, exception),
            None => Vec::new(),
        };
        if matches!(catch.kind, CatchKind::CatchRef | CatchKind::CatchAllRef) {
            values.push(exception);
        }
        let values: Vec<Value> = values.into_iter().map(|value| self.cx.canonical(value)).collect();
        let target = self.target(catch.label + 1, state);
        self.cx.jump(target, &values);
    }

    /// Begins a landing block; gives the exception.
    fn caught(&mut self, block: Block) -> Value {
        self.cx.enter(block);
        let word = self.cx.b.block_params(block)[0];
        let exception = self.cx.b.ins().ireduce(types::I32, word);
        self.cx.track_ref(exception)
    }
}

/// Legacy exceptions.
impl Driver<'_> {
    pub(super) fn legacy_try(&mut self, ty: &BlockType, state: &State<'_>, at: u32) -> Result<()> {
        let params = state.block_type(ty).0.len();
        self.carry_operands(params, state);
        if self.clauses.is_none() {
            self.clauses = Some(read_ahead(state.validated(), self.func)?);
        }
        let clauses = self.clauses.as_ref().and_then(|all| all.get(&at)).cloned();
        let mut landings = Vec::new();
        match clauses {
            Some(Clauses::Delegate(label)) => {
                let scopes = self.frames[self.frames.len() - 1 - label as usize].scopes;
                self.cx.handlers.push_delegate(scopes);
            }
            Some(Clauses::Catches(tags)) => {
                let landing = |tag| Landing { tag, block: self.cx.landing_block(), only_values: false };
                landings.extend(tags.into_iter().map(landing));
                self.cx.handlers.push(landings.clone());
            }
            None => self.cx.handlers.push(Vec::new()),
        }
        landings.reverse();
        self.push_frame(Kind::Try(Try::Body(landings)), params);
        Ok(())
    }

    /// `catch` and `catch_all`
    pub(super) fn legacy_catch(&mut self, tag: Option<u32>) {
        let index = self.frames.len() - 1;
        if self.live {
            let count = self.stack.len() - self.frames[index].height;
            self.leave(count);
        }
        self.stack.truncate(self.frames[index].height);
        let mut landings = match std::mem::replace(&mut self.frames[index].kind, Kind::Block) {
            Kind::Try(Try::Body(landings)) => {
                self.cx.handlers.pop();
                self.frames[index].scopes = self.cx.handlers.depth();
                landings
            }
            Kind::Try(Try::Handler(landings, _)) => landings,
            _ => unreachable!("validation has checked that `catch` follows `try`"),
        };
        let landing = landings.pop().map(|landing| landing.block).filter(|block| self.cx.handlers.is_used(*block));
        self.die();
        let exception = landing.map(|block| {
            let exception = self.caught(block);
            self.revive();
            exception
        });
        if let (Some(exception), Some(tag)) = (exception, tag) {
            let args = gc::exception_args(&mut self.cx, tag, exception);
            self.stack.extend(args);
        }
        self.frames[index].kind = Kind::Try(Try::Handler(landings, exception));
    }

    pub(super) fn delegate(&mut self, state: &State<'_>) {
        self.cx.handlers.pop();
        self.close(state.frame(0).results());
    }

    pub(super) fn rethrow(&mut self, label: u32) {
        let index = self.frames.len() - 1 - label as usize;
        if let Kind::Try(part) = &self.frames[index].kind
            && let Some(exception) = part.exception()
        {
            self.cx.builtin(Builtin::ThrowRef, &[exception]);
        }
        self.cx.trap(TrapKind::Unreachable);
        self.die();
    }
}

/// Throwing. The builtins do not return; a trap behind them tells `cranelift`.
impl Driver<'_> {
    /// `throw`: out of the function, or a branch to where it is caught here.
    pub(super) fn throw(&mut self, tag: u32) {
        let ty = self.cx.module.tags[tag as usize];
        let args = self.pop_n(self.cx.params(ty).len());
        let imported = self.cx.module.imported(ExternKind::Tag);
        match self.cx.handlers.catcher(tag, imported) {
            Catcher::Landing(landing) if landing.only_values => self.throw_values(landing, ty, &args),
            Catcher::Landing(landing) => {
                let slots = self.exception_slots(args);
                let tag = self.cx.i32(tag as i32);
                let exception = self.cx.builtin_value(Builtin::ExceptionNew, &[tag, slots], types::I64);
                self.cx.handlers.use_landing(landing.block);
                self.cx.jump(landing.block, &[exception]);
                self.die();
            }
            Catcher::Nobody | Catcher::Unknown => {
                let slots = self.exception_slots(args);
                let tag = self.cx.i32(tag as i32);
                self.cx.builtin(Builtin::Throw, &[tag, slots]);
                self.unreachable();
            }
        }
    }

    /// Goes to a landing that wants the values alone, if that.
    fn throw_values(&mut self, landing: Landing, ty: u32, args: &[Value]) {
        let block = self.cx.handlers.direct(landing.block).unwrap_or_else(|| {
            let values = if landing.tag.is_some() { self.cx.params(ty) } else { &[] };
            let block = self.block_with(values);
            self.cx.handlers.set_direct(landing.block, block);
            block
        });
        let args: Vec<Value> = match landing.tag {
            Some(_) => args.iter().map(|arg| self.cx.canonical(*arg)).collect(),
            None => Vec::new(),
        };
        self.cx.jump(block, &args);
        self.die();
    }

    /// The arguments of an exception as a builtin takes them.
    fn exception_slots(&mut self, args: Vec<Value>) -> Value {
        let mut offsets = Vec::with_capacity(args.len());
        let mut bytes = 0;
        for arg in &args {
            offsets.push(bytes as i32);
            bytes += if self.cx.type_of(*arg).bits() == 128 { 16 } else { 8 };
        }
        let slot = self.cx.value_slots(bytes);
        let slots = self.cx.slot_address(slot);
        for (arg, offset) in args.into_iter().zip(offsets) {
            let word = self.cx.word(arg);
            self.cx.store(Region::Frame, word, slots, offset);
        }
        slots
    }

    pub(super) fn throw_ref(&mut self) {
        let exception = self.pop();
        self.cx.builtin(Builtin::ThrowRef, &[exception]);
        self.unreachable();
    }
}
