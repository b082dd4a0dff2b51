//! What drives lowering today: a rider of the validator's walk.
//!
//! Owns control flow, locals and the operand stack. A block of wasm becomes a block of `cranelift` with its results as
//! parameters, made when something first branches to it; locals are variables, of which `cranelift-frontend` makes values.
//! Code that no branch reaches, though validation calls it reachable, is skipped.

mod arity;
mod call;
mod control;
mod entry;
mod exception;
mod fuel;
mod inline;
mod interrupt;
mod places;

use std::collections::HashMap;

use cranelift_codegen::ir::{Block, Function, SourceLoc, StackSlot, Value};
use cranelift_codegen::isa::TargetIsa;
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext, Variable};
use wharf_core::Result;
use wharf_core::ops::Op;
use wharf_core::types::ValType;
use wharf_syntax::instr::{Imm, Instr};
use wharf_validate::{Sink, State, Validated, walk};

use super::Wanted;
use super::cx::Cx;
use super::lower;
use crate::options::Options;
use crate::profile::Profile;
use control::Frame;
use exception::Clauses;

pub(super) use places::Places;

/// What is known of a function that was built.
pub(super) struct Built {
    /// The slot that holds its context.
    pub(super) context: StackSlot,
    /// What its source locations stand for.
    pub(super) places: Places,
}

/// Builds a function of the module, or its version for the loop at an offset.
pub(super) fn build(
    module: &Validated,
    wanted: Wanted<'_>,
    options: &Options,
    function: &mut Function,
    memory: &mut FunctionBuilderContext,
    isa: &dyn TargetIsa,
) -> Result<Built> {
    let builder = FunctionBuilder::new(function, memory);
    let mut driver = Driver::new(builder, module, wanted, options);
    walk(module, wanted.func, &mut driver)?;
    driver.check_entered()?;
    driver.look_at_entry();
    driver.cx.b.seal_all_blocks();
    driver.cx.b.finalize(isa.frontend_config());
    Ok(Built { context: driver.context_slot, places: driver.places })
}

/// The rider.
struct Driver<'a> {
    cx: Cx<'a>,
    validated: &'a Validated,
    profile: &'a dyn Profile,
    places: Places,
    inliner: inline::Inliner,
    /// The function whose body is walked: the one that is built, or one that is inlined.
    func: u32,
    /// Where the function's context is stored.
    context_slot: StackSlot,
    /// The operand stack; empty and meaningless while `live` is false.
    stack: Vec<Value>,
    /// The open blocks.
    frames: Vec<Frame>,
    locals: Vec<Variable>,
    /// Whether instructions go anywhere: the current block is not finished.
    live: bool,
    /// How many blocks were opened since `live` became false.
    hidden: u32,
    /// Where a call of the function by itself, in its own place, goes on.
    start: Option<Block>,
    fuel: fuel::Fuel,
    /// How the legacy `try`s end, once there is one.
    clauses: Option<HashMap<u32, Clauses>>,
    osr: Option<entry::Osr>,
    /// The operands below open blocks, as variables, when the function is entered at a loop.
    carried: Vec<Variable>,
}

impl Sink for Driver<'_> {
    fn begin(&mut self, state: &State<'_>) -> Result<()> {
        match self.inliner.is_inside() {
            true => self.begin_inlined(state),
            false => self.begin_function(state),
        }
        Ok(())
    }

    fn instr(&mut self, instr: &Instr<'_>, state: &State<'_>) -> Result<()> {
        if !self.live && self.skips(instr.op) {
            return Ok(());
        }
        self.cx.b.set_srcloc(SourceLoc::new(self.places.location(instr.at)));
        self.count_fuel();
        if !self.control(instr, state)? {
            self.operation(instr, state.operands());
        }
        self.end_of_segment(instr.op);
        Ok(())
    }

    fn finish(&mut self, _: &State<'_>) -> Result<()> {
        Ok(())
    }
}

impl Driver<'_> {
    /// Whether a dead instruction changes nothing; keeps count of the blocks that are opened and closed in dead code.
    fn skips(&mut self, op: Op) -> bool {
        match op {
            Op::Block | Op::Loop | Op::If | Op::Try | Op::TryTable => self.hidden += 1,
            Op::Else | Op::Catch | Op::CatchAll => return self.hidden > 0,
            Op::End | Op::Delegate if self.hidden == 0 => return false,
            Op::End | Op::Delegate => self.hidden -= 1,
            _ => {}
        }
        true
    }

    /// An operation that is not control flow.
    fn operation(&mut self, instr: &Instr<'_>, types: &[ValType]) {
        match (instr.op, &instr.imm) {
            (Op::LocalGet, Imm::Local(local)) => {
                let value = self.cx.b.use_var(self.locals[*local as usize]);
                self.stack.push(value);
            }
            (Op::LocalSet, Imm::Local(local)) => {
                let value = self.pop();
                self.set_local(*local, value);
            }
            (Op::LocalTee, Imm::Local(local)) => {
                let value = self.top();
                self.set_local(*local, value);
            }
            _ => {
                let count = arity::operands(self.cx.module, instr);
                let args = self.pop_n(count);
                let results = lower::lower(&mut self.cx, instr, &types[types.len() - count..], &args);
                self.stack.extend(results.into_iter().flatten());
            }
        }
    }

    fn set_local(&mut self, local: u32, value: Value) {
        let value = self.cx.canonical(value);
        self.cx.b.def_var(self.locals[local as usize], value);
    }

    /// Handles an instruction that is control flow; says whether it is.
    fn control(&mut self, instr: &Instr<'_>, state: &State<'_>) -> Result<bool> {
        match (instr.op, &instr.imm) {
            (Op::Block, Imm::Block(ty)) => self.block(ty, state),
            (Op::Loop, Imm::Block(ty)) => self.open_loop(ty, state, instr.at)?,
            (Op::If, Imm::Block(ty)) => self.open_if(ty, state),
            (Op::Else, _) => self.open_else(),
            (Op::End, _) => self.end(state),
            (Op::Br, Imm::Label(label)) => self.br(*label, state),
            (Op::BrIf, Imm::Label(label)) => self.br_if(*label, state),
            (Op::BrTable, Imm::Labels(labels)) => self.br_table(labels, state),
            (Op::Return, _) => self.br(self.outermost(), state),
            (Op::Unreachable, _) => self.unreachable(),
            (Op::BrOnNull, Imm::Label(label)) => self.br_on_null(*label, state),
            (Op::BrOnNonNull, Imm::Label(label)) => self.br_on_non_null(*label, state),
            (Op::BrOnCast, Imm::BrOnCast { label, from, to }) => self.br_on_cast(*label, (*from, *to), true, state),
            (Op::BrOnCastFail, Imm::BrOnCast { label, from, to }) => {
                self.br_on_cast(*label, (*from, *to), false, state)
            }
            (Op::Call, Imm::Func(func)) => self.call(*func, instr.at)?,
            (Op::CallIndirect, Imm::CallIndirect { ty, table }) => self.call_indirect(*ty, *table, instr.at)?,
            (Op::CallRef, Imm::Type(ty)) => self.call_ref(*ty, state, instr.at)?,
            (Op::ReturnCall, Imm::Func(func)) => self.return_call(*func),
            (Op::ReturnCallIndirect, Imm::CallIndirect { ty, table }) => self.return_call_indirect(*ty, *table),
            (Op::ReturnCallRef, Imm::Type(ty)) => self.return_call_ref(*ty, state),
            (Op::TryTable, Imm::TryTable(ty, catches)) => self.try_table(ty, catches, state),
            (Op::Try, Imm::Block(ty)) => self.legacy_try(ty, state, instr.at)?,
            (Op::Catch, Imm::Tag(tag)) => self.legacy_catch(Some(*tag)),
            (Op::CatchAll, _) => self.legacy_catch(None),
            (Op::Delegate, _) => self.delegate(state),
            (Op::Throw, Imm::Tag(tag)) => self.throw(*tag),
            (Op::ThrowRef, _) => self.throw_ref(),
            (Op::Rethrow, Imm::Label(label)) => self.rethrow(*label),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// The operand stack.
impl Driver<'_> {
    fn pop(&mut self) -> Value {
        match self.stack.pop() {
            Some(value) => value,
            None => unreachable!("validation has checked that there is an operand"),
        }
    }

    fn top(&self) -> Value {
        self.stack[self.stack.len() - 1]
    }

    /// The topmost operands, the last one being on top.
    fn pop_n(&mut self, count: usize) -> Vec<Value> {
        self.stack.split_off(self.stack.len() - count)
    }

    fn top_n(&self, count: usize) -> &[Value] {
        &self.stack[self.stack.len() - count..]
    }
}
