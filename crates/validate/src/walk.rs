//! The one forward pass over a body: read, show, check, repeat.
//!
//! Validation is this pass with the sink `()`; compilers ride on it with their own.
//!
//! Specification: [validation algorithm](https://webassembly.github.io/spec/core/appendix/algorithm.html).

use wharf_core::module::Body;
use wharf_core::ops::Op;
use wharf_core::types::{FuncType, ValType};
use wharf_core::{Error, Place, Result};
use wharf_syntax::binary::decode::Visit;
use wharf_syntax::binary::{BodyReader, InstrReader};
use wharf_syntax::instr::{Imm, Instr};

use crate::errors;
use crate::sink::Sink;
use crate::state::State;
use crate::validated::Validated;

/// Walks the body of a function of a valid module from its first to its last instruction, and shows the sink all that
/// can be reached.
///
/// # Errors
/// What the sink returns; a function that is an import or does not exist.
///
/// ```
/// # use wharf_core::{Result, canon::Registry, Features, Op};
/// # use wharf_syntax::instr::{Imm, Instr};
/// # use wharf_validate::{Sink, State, Validated, walk};
/// struct Calls(usize);
///
/// impl Sink for Calls {
///     fn instr(&mut self, instr: &Instr<'_>, _: &State<'_>) -> Result<()> {
///         self.0 += usize::from(instr.op == Op::Call);
///         Ok(())
///     }
/// }
///
/// fn calls(module: &Validated, func: u32) -> Result<usize> {
///     let mut calls = Calls(0);
///     walk(module, func, &mut calls)?;
///     Ok(calls.0)
/// }
/// ```
pub fn walk<S: Sink>(validated: &Validated, func: u32, sink: &mut S) -> Result<()> {
    let module = validated.module();
    match (module.func_type(func), module.body(func)) {
        (Some(ty), Some(body)) => walk_body(&mut State::new(validated), ty, body, sink),
        _ => Err(errors::no_body(func)),
    }
}

/// The same over one body, reusing a state.
pub(crate) fn walk_body<'m, S: Sink>(state: &mut State<'m>, ty: &'m FuncType, body: Body, sink: &mut S) -> Result<()> {
    let reader = BodyReader::new(state.module, body, state.validated.features())?;
    state.enter_func(ty);
    for (count, ty) in reader.locals() {
        state.known_type(ty).map_err(|error| error.at(Place::binary(body.span.start as usize)))?;
        state.locals.declare(count, ty);
    }
    sink.begin(state)?;
    walk_instrs(state, reader.instrs(), sink)?;
    sink.finish(state)
}

/// Walks an expression that leaves one value.
pub(crate) fn walk_const<S: Sink>(
    state: &mut State<'_>,
    result: ValType,
    instrs: InstrReader<'_>,
    sink: &mut S,
) -> Result<()> {
    state.enter_const(result);
    walk_instrs(state, instrs, sink)
}

#[inline(always)]
fn walk_instrs<S: Sink>(state: &mut State<'_>, mut instrs: InstrReader<'_>, sink: &mut S) -> Result<()> {
    let mut step = Step { state, sink };
    while !instrs.visit(&mut step)? {}
    instrs.finish()
}

/// Shows an instruction, then checks it. Inlined into the reader for each form of immediates.
struct Step<'w, 'm, S> {
    state: &'w mut State<'m>,
    sink: &'w mut S,
}

impl<'a, S: Sink> Visit<'a> for Step<'_, '_, S> {
    /// Whether the expression ended.
    type Out = bool;

    #[inline(always)]
    fn instr(&mut self, instr: Instr<'a>) -> Result<bool> {
        if self.state.shows(instr.op) {
            self.sink.instr(&instr, self.state)?;
        }
        match self.state.step(&instr) {
            Ok(()) => Ok(may_close(&instr) && self.state.depth() == 0),
            Err(error) => Err(located(error, instr.op, instr.at)),
        }
    }
}

/// Whether the instruction may close the last block; decided while compiling for most forms of immediates.
#[inline(always)]
fn may_close(instr: &Instr<'_>) -> bool {
    matches!((instr.imm, instr.op), (Imm::None, Op::End) | (Imm::Label(_), Op::Delegate))
}

/// Says where and under which rule an instruction was refused.
#[cold]
#[inline(never)]
pub(crate) fn located(error: Error, op: Op, at: u32) -> Error {
    let error = error.at(Place::binary(at as usize)).note(format!("in `{op}`"));
    if error.anchor().is_empty() { error.rule(op.anchor()) } else { error }
}

impl State<'_> {
    /// Whether the sink is to see the next instruction.
    #[inline(always)]
    fn shows(&self, op: Op) -> bool {
        self.reachable() || self.closes_shown(op)
    }

    #[inline]
    fn closes_shown(&self, op: Op) -> bool {
        let closes = matches!(op, Op::End | Op::Else | Op::Catch | Op::CatchAll | Op::Delegate);
        closes && self.frames.last().is_some_and(|frame| frame.shown)
    }
}
