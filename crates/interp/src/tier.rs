//! The interpreter as a tier of the vm: how a run begins, what interrupts it, how it ends.
//!
//! Everything that is not the next instruction is done here, between handlers: translating a function that is called for
//! the first time, unwinding to the handler of an exception, ending with a trap.

use std::any::Any;
use std::sync::Arc;

use wharf_core::error::{Error, Result};
use wharf_core::trace;
use wharf_core::trap::TrapKind;
use wharf_validate::Validated;
use wharf_vm::{Func, Instance, ModuleCode, RootVisitor, Store, Template, Tier, TierState};

use crate::code_table::CodeTable;
use crate::context::{Context, Exit, Place, Suspended};
use crate::frame::Regs;
use crate::frame::stack::{Walk, code_table};
use crate::run::{EXIT, run};
use crate::stats::{Counters, Stats};
use crate::translate::Options;
use crate::unwind;

/// How deep runs may be nested through host functions: each takes some of the host's own stack.
const MAX_RUNS: usize = 256;
/// The bytes of the value stack, unless the embedder says otherwise.
const STACK_BYTES: usize = 16 << 20;

/// The interpreter.
///
/// # Examples
///
/// ```
/// use wharf_interp::{Interpreter, Options};
///
/// let tier = Interpreter::new(Options { interruptible: true, ..Options::default() });
/// assert!(tier.options().fuse);
/// ```
#[derive(Clone, Debug)]
pub struct Interpreter {
    options: Options,
    stack_bytes: usize,
    counters: Arc<Counters>,
}

impl Interpreter {
    /// An interpreter that makes code with these options.
    pub fn new(options: Options) -> Interpreter {
        Interpreter { options, stack_bytes: STACK_BYTES, counters: Arc::default() }
    }

    /// The same with a value stack of this many bytes for each store: what calls may be nested to.
    pub fn with_stack_bytes(self, stack_bytes: usize) -> Interpreter {
        Interpreter { stack_bytes, ..self }
    }

    /// How it makes code.
    pub fn options(&self) -> Options {
        self.options
    }

    /// What it has translated so far, for all modules.
    pub fn stats(&self) -> Stats {
        self.counters.read()
    }

    /// Makes a valid module ready: what [`Template::new`] wants as its code. Functions are translated when first called.
    pub fn prepare(&self, module: &Validated) -> Arc<dyn ModuleCode> {
        Arc::new(CodeTable::new(module.clone(), self.options, self.counters.clone()))
    }
}

impl Default for Interpreter {
    fn default() -> Interpreter {
        Interpreter::new(Options::default())
    }
}

impl Tier for Interpreter {
    fn invoke(&self, store: &mut Store, func: Func, slots: &mut [u64]) -> Result<()> {
        let state: &mut dyn Any = store.tier_state();
        let Some(cx) = state.downcast_mut::<Context>() else {
            return Err(Error::host("the store was made for another tier than the interpreter"));
        };
        cx.ensure_stack(self.stack_bytes)?;
        let cx: *mut Context = cx;
        Run::begin(store, cx)?.call(func, slots)
    }

    fn func_code(&self, template: &Template, index: u32) -> *const u8 {
        let code: &dyn Any = &**template.code();
        code.downcast_ref::<CodeTable>().map_or(std::ptr::null(), |table| table.slot(index).cast())
    }

    fn new_state(&self) -> Box<dyn TierState> {
        Box::new(Context::new())
    }
}

/// A run: from a call of the host until it returns.
struct Run<'a> {
    store: &'a mut Store,
    cx: *mut Context,
    /// Where its first frame begins.
    base: *mut u64,
    /// How many bridges belong to the runs below.
    bridges: usize,
}

impl Drop for Run<'_> {
    /// Goes back to the run below.
    fn drop(&mut self) {
        let cx = Context::of(self.cx);
        cx.bridges.truncate(self.bridges);
        cx.top = self.base;
        cx.place = cx.suspended.pop().map_or(Place::NOWHERE, |below| below.place);
    }
}

impl Run<'_> {
    fn begin(store: &mut Store, at: *mut Context) -> Result<Run<'_>> {
        let cx = Context::of(at);
        if cx.suspended.len() >= MAX_RUNS {
            return Err(Error::trap(TrapKind::CallStackExhausted)
                .note("calls are nested too deeply through functions of the host"));
        }
        let bridges = cx.bridges.len();
        cx.suspended.push(Suspended { place: cx.place, bridges });
        cx.place = Place::NOWHERE;
        Ok(Run { store, cx: at, base: cx.top, bridges })
    }

    fn call(&mut self, func: Func, slots: &mut [u64]) -> Result<()> {
        let func = func.get(self.store);
        let (slot, vm) = (func.code.cast(), func.ctx);
        let code = code_table(vm).translate(slot)?;
        let cx = Context::of(self.cx);
        let regs = Context::registers(self.cx, Place { ip: EXIT.as_ptr(), fp: self.base, vm });
        let exhausted = |_| Error::trap(TrapKind::CallStackExhausted);
        let code = regs.room(code, self.base).map_err(exhausted)?;
        cx.put(self.base, slots);
        let regs = regs.enter(code, self.base, (EXIT.as_ptr(), std::ptr::null_mut())).map_err(exhausted)?;
        self.go_on(regs)?;
        cx.take(self.base, slots);
        Ok(())
    }

    /// Runs until the first frame returns.
    fn go_on(&mut self, mut regs: Regs) -> Result<()> {
        loop {
            let exit = run(regs);
            let cx = Context::of(self.cx);
            match exit {
                Exit::Done => return Ok(()),
                Exit::Again => {}
                Exit::Translate => self.translate()?,
                Exit::Trap => return Err(self.traced(Error::trap(cx.trap))),
                Exit::Missing => return Err(self.traced(Error::host("the interpreter lacks an instruction"))),
                Exit::Error => {
                    let error = cx.error.take().unwrap_or_else(|| Error::trap(cx.trap));
                    cx.place = self.handle(error)?;
                }
            }
            regs = Context::registers(self.cx, Context::of(self.cx).place);
        }
    }

    fn translate(&mut self) -> Result<()> {
        match Context::of(self.cx).wanted.take() {
            Some((slot, vm)) => code_table(vm).translate(slot).map(drop).map_err(|error| self.traced(error)),
            None => Ok(()),
        }
    }

    /// Where an error is handled, if it stands for an exception that something catches.
    fn handle(&mut self, error: Error) -> Result<Place> {
        let Some(exception) = self.store.take_exception(&error) else {
            return Err(self.traced(error));
        };
        match unwind::find(self.store, Context::of(self.cx), exception)? {
            Some(place) => Ok(place),
            None => {
                let error = self.traced(error);
                let _ = self.store.throw(exception);
                Err(error)
            }
        }
    }

    /// The error with the frames that were running.
    #[cold]
    fn traced(&self, error: Error) -> Error {
        let cx = Context::of(self.cx);
        let frames = Walk::new(cx.place, &cx.bridges).map(|frame| {
            let instance = frame.instance(self.store);
            trace::Frame {
                func: frame.code.func,
                at: frame.code.offsets.at(frame.word),
                symbols: Instance::template(instance, self.store).clone(),
            }
        });
        error.with_trace(frames)
    }
}

impl TierState for Context {
    fn visit_roots(&mut self, roots: &mut RootVisitor<'_>) {
        let mut bridges = self.bridges.len();
        let mut place = self.place;
        // The first entry stands for what is below the first run: nothing.
        for below in self.suspended.iter().rev() {
            for frame in Walk::new(place, &self.bridges[..bridges]) {
                frame.code.roots.at(frame.word).for_each(|slot| frame.visit(slot as usize, roots));
            }
            (place, bridges) = (below.place, below.bridges);
        }
    }
}
