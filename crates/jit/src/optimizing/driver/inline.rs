//! Inlining: the body of a small function in place of its call.
//!
//! The callee's walk runs while the caller's waits, into the same function of `cranelift`. The context is the caller's, since
//! both belong to one instance, and so are the handlers: an exception goes where it would go from the call. The callee's own
//! block is what its branches and returns leave. Whoever walks over frames finds the callee through [`super::Places`].
//!
//! Not inlined are functions with tail calls, which would grow the stack, and those with legacy exceptions.

use std::collections::HashMap;

use cranelift_codegen::ir::Value;
use cranelift_frontend::Variable;
use wharf_core::Result;
use wharf_core::ops::Op;
use wharf_validate::{State, Validated, walk};

use super::Driver;
use super::control::{Frame, Kind};
use super::entry::zero;
use super::fuel::Fuel;

/// A body of so few bytes is hardly more than the call itself.
const TINY: usize = 24;
/// The most that a body has which is inlined where it is likely to pay: in a loop, or into itself.
const SMALL: usize = 120;
/// A call in a loop is inlined even if so many calls of the function come on one of its callee.
const SELDOM: u64 = 16;
/// Any other call, if so many do at most.
const OFTEN: u64 = 2;
/// How deep inlined functions are in each other.
const DEPTH: usize = 6;
/// How often a function is inlined into itself.
const RECURSION: usize = 2;
/// How much is inlined into a function: so many times its size, between these bounds.
const GROWTH: usize = 3;
const LEAST: usize = 300;
const MOST: usize = 4000;
/// Functions as large as this have enough to do with themselves.
const LARGE: usize = 64 << 10;

/// What was inlined so far, and what is at work.
#[derive(Default)]
pub(super) struct Inliner {
    /// The callers of the function that is being walked, outermost first.
    callers: Vec<u32>,
    /// The arguments of the call that is being inlined, until its walk begins.
    args: Vec<Value>,
    /// The bytes of all bodies inlined so far.
    spent: usize,
    /// What is known of callees: whether they can be inlined at all.
    known: HashMap<u32, bool>,
}

impl Inliner {
    /// Whether the function that is being walked is inlined.
    pub(super) fn is_inside(&self) -> bool {
        !self.callers.is_empty()
    }
}

/// What a caller keeps while a callee is walked in its place.
struct Waiting {
    stack: Vec<Value>,
    frames: Vec<Frame>,
    locals: Vec<Variable>,
    carried: Vec<Variable>,
    start: Option<cranelift_codegen::ir::Block>,
    fuel: Fuel,
    place: Option<u32>,
}

impl Driver<'_> {
    /// Whether a call of this function, here, is likely to run often: in a loop, in itself, or since its calls are about as
    /// many as those of the function that is built.
    pub(super) fn is_likely(&self, func: u32) -> bool {
        let in_loop = self.frames.iter().any(|frame| matches!(frame.kind, Kind::Loop(_)));
        let own = self.profile.calls(self.outermost_func());
        let (Some(calls), Some(own)) = (self.profile.calls(func), own) else { return in_loop };
        if in_loop { calls >= own / SELDOM } else { calls >= own / OFTEN }
    }

    /// The function that is built.
    pub(super) fn outermost_func(&self) -> u32 {
        self.inliner.callers.first().copied().unwrap_or(self.func)
    }

    /// Whether a call of this function, here, is better inlined.
    pub(super) fn inlines(&mut self, func: u32, likely: bool) -> bool {
        let (module, outermost) = (self.cx.module, self.outermost_func());
        let Some(body) = module.body(func) else { return false };
        let (size, inliner) = (body.span.len(), &mut self.inliner);
        if size > SMALL || inliner.callers.len() >= DEPTH || !self.places.has_room(size) {
            return false;
        }
        let own = module.body(outermost).map_or(0, |body| body.span.len());
        let budget = if own > LARGE { 0 } else { (own * GROWTH).clamp(LEAST, MOST) };
        let again = inliner.callers.iter().chain([&self.func]).filter(|caller| **caller == func).count();
        let likely = likely || again > 0;
        if inliner.spent + size > budget || again > RECURSION || (size > TINY && !likely) {
            return false;
        }
        *inliner.known.entry(func).or_insert_with(|| can_inline(self.validated, func))
    }

    /// The body of a function in place of its call at an offset.
    pub(super) fn inline(&mut self, func: u32, at: u32) -> Result<()> {
        let module = self.cx.module;
        self.inliner.spent += module.body(func).map_or(0, |body| body.span.len());
        self.inliner.args = self.pop_n(self.cx.params(module.funcs[func as usize]).len());
        let waiting = self.suspend(func, at);
        walk(self.validated, func, self)?;
        let results = std::mem::take(&mut self.stack);
        let returns = std::mem::replace(&mut self.live, true);
        self.resume(waiting);
        match returns {
            true => self.stack.extend(results),
            false => self.go_on_nowhere(func),
        }
        Ok(())
    }

    /// After a body that never returns: goes on as behind a call of it, since what is behind it counts for the segment's
    /// fuel, in a block that nothing leads to.
    fn go_on_nowhere(&mut self, func: u32) {
        let nowhere = self.cx.b.create_block();
        self.cx.enter(nowhere);
        self.hidden = 0;
        let results = self.cx.module.func_type(func).map_or(&[][..], |ty| ty.results());
        for ty in results {
            let clif = self.cx.clif_type(*ty);
            let value = zero(&mut self.cx, clif);
            self.stack.push(value);
        }
    }

    fn suspend(&mut self, func: u32, at: u32) -> Waiting {
        self.inliner.callers.push(std::mem::replace(&mut self.func, func));
        Waiting {
            stack: std::mem::take(&mut self.stack),
            frames: std::mem::take(&mut self.frames),
            locals: std::mem::take(&mut self.locals),
            carried: std::mem::take(&mut self.carried),
            start: self.start.take(),
            fuel: std::mem::take(&mut self.fuel),
            place: self.places.enter(func, at),
        }
    }

    fn resume(&mut self, waiting: Waiting) {
        if let Some(caller) = self.inliner.callers.pop() {
            self.func = caller;
        }
        self.stack = waiting.stack;
        self.frames = waiting.frames;
        self.locals = waiting.locals;
        self.carried = waiting.carried;
        self.start = waiting.start;
        self.fuel = waiting.fuel;
        self.places.leave(waiting.place);
    }

    /// Begins the walk of an inlined function: its parameters are the call's arguments.
    pub(super) fn begin_inlined(&mut self, state: &State<'_>) {
        self.declare_locals(state);
        let args = std::mem::take(&mut self.inliner.args);
        let count = args.len();
        for (local, value) in (0..).zip(args) {
            self.set_local(local, value);
        }
        self.zero(&state.locals()[count..], count);
        self.push_frame(Kind::Block, 0);
    }
}

/// Whether a function holds nothing that needs a frame of its own.
fn can_inline(module: &Validated, func: u32) -> bool {
    let Ok(body) = module.body(func) else { return false };
    let mut depth = 1;
    let mut instrs = body.instrs();
    while depth > 0 {
        let Ok(instr) = instrs.next() else { return false };
        match instr.op {
            Op::Block | Op::Loop | Op::If | Op::TryTable => depth += 1,
            Op::End => depth -= 1,
            Op::ReturnCall | Op::ReturnCallIndirect | Op::ReturnCallRef | Op::Try => return false,
            _ => {}
        }
    }
    true
}
