//! Walks over guest frames: for traps and their backtraces, for exceptions' handlers, for the collector's roots.
//!
//! Every guest function keeps `rbp` as its frame pointer and its context in the frame word that
//! [`crate::compiled::CompiledFunc::context`] names; adaptors and stubs keep the chain too but are unknown to
//! [`crate::code`]'s tables of calls. A walk ends at the frame that [`crate::enter`] called.

use std::sync::Arc;

use wharf_core::trace::Frame;
use wharf_core::{Error, TrapKind};

use crate::code::{self, CodeInfo};
use crate::compiled::{CallSite, Handler};
use crate::enter::{Activation, Machine};
use crate::errors;
use crate::gc::{GcRef, RootVisitor};
use crate::handle::{Instance, Tag};
use crate::layout::VmContext;
use crate::store::{Inner, Store};

/// The frames of an activation that wait at a call, innermost first.
struct Frames<'a> {
    code: &'a code::Cache,
    pc: usize,
    fp: usize,
    entry_fp: usize,
}

/// A guest frame that waits at a call.
struct Waiting {
    info: Arc<CodeInfo>,
    pc: usize,
    fp: usize,
}

impl<'a> Frames<'a> {
    fn of(code: &'a code::Cache, activation: &Activation) -> Frames<'a> {
        Frames { code, pc: activation.exit_pc, fp: activation.exit_fp, entry_fp: activation.entry_fp }
    }

    /// A word of the guest's stack, relative to the frame pointer.
    fn word(fp: usize, offset: isize) -> usize {
        // SAFETY: `fp` is the frame pointer of a frame that waits at a call on the guest's stack; upheld by the chain.
        unsafe { (fp.wrapping_add_signed(offset) as *const usize).read() }
    }
}

impl Iterator for Frames<'_> {
    type Item = Waiting;

    fn next(&mut self) -> Option<Waiting> {
        while self.fp != 0 {
            let (pc, fp) = (self.pc, self.fp);
            let above = Frames::word(fp, 0);
            (self.pc, self.fp) = if above == self.entry_fp { (0, 0) } else { (Frames::word(fp, 8), above) };
            let info = self.code.lookup_return(pc, |info| info.func.is_some().then(|| info.clone()));
            if let Some(Some(info)) = info {
                return Some(Waiting { info, pc, fp });
            }
        }
        None
    }
}

impl Waiting {
    /// The instance whose function this is a frame of.
    fn instance(&self, store: &Store) -> Instance {
        let context = Frames::word(self.fp, self.info.context as isize) as *const VmContext;
        // SAFETY: guest functions keep their context there.
        unsafe { Instance::of_context(store, context) }
    }

    /// Whether another frame runs in its stead.
    fn is_replaced(&self) -> bool {
        self.info.call_at(self.pc).is_some_and(|call| call.wasm == CallSite::REPLACED)
    }

    /// The functions at work in it, innermost first.
    fn describe(&self, store: &Store) -> Vec<Frame> {
        let at = self.info.call_at(self.pc).map(|call| (call.ret.wrapping_sub(1), call.wasm));
        describe(store, self.instance(store), &self.info, at)
    }
}

/// The functions at work in a frame at a byte of its code that belongs to an instruction; innermost first.
fn describe(store: &Store, instance: Instance, info: &CodeInfo, at: Option<(u32, u32)>) -> Vec<Frame> {
    let own = info.func.unwrap_or(u32::MAX);
    let frame = |func, at| Frame { func, at, symbols: instance.template(store).clone() };
    match at {
        Some((at, wasm)) => {
            info.compiled().at_work(at, wasm, own).map(|(func, wasm)| frame(func, Some(wasm))).collect()
        }
        None => vec![frame(own, None)],
    }
}

/// Gives the error its trace, unless it has one: the frames of all activations.
pub(crate) fn with_trace(store: &Store, error: Error) -> Error {
    let running = Activation::running(&store.get().context);
    traced(store, error, Vec::new(), Frames::of(&store.get().machine.code, &running))
}

/// As [`with_trace`], from these frames of the running activation on; `first` is what was at work in one that faulted.
fn traced(store: &Store, error: Error, first: Vec<Frame>, running: Frames<'_>) -> Error {
    if !error.trace().is_empty() {
        return error;
    }
    let machine = &store.get().machine;
    let interrupted = machine.interrupted.iter().rev().flat_map(|activation| Frames::of(&machine.code, activation));
    let waiting =
        running.chain(interrupted).filter(|frame| !frame.is_replaced()).flat_map(|frame| frame.describe(store));
    error.with_trace(first.into_iter().chain(waiting))
}

/// The error of a fault that the handler has noted in the context. Stops the process if it is none that guest code may
/// have: machine code that was made wrongly cannot be trusted with anything.
pub(crate) fn fault(store: &Store) -> Error {
    let context = &store.get().context;
    let (pc, fp, address) = (context.exit_pc, context.exit_fp, context.fault_address);
    let mut frames = Frames::of(&store.get().machine.code, &Activation::running(context));
    if store.get().machine.stack.as_ref().is_some_and(|stack| stack.is_guard(address)) {
        return overflow(store, frames);
    }
    if code::is_trap_stub(pc) {
        let kind = TrapKind::from_number(context.trap_code as u8).unwrap_or(TrapKind::Unreachable);
        frames.pc = Frames::word(context.fault_sp, 0);
        return traced(store, errors::trap(kind), Vec::new(), frames);
    }
    let info = code::lookup(pc);
    let Some((info, trap)) = info.as_ref().and_then(|info| Some((info, *info.trap_at(pc)?))) else {
        eprintln!(
            "wharf: machine code of function {:?} faulted at {pc:#x}, offset {:#x}, on address {address:#x}",
            info.as_ref().and_then(|info| info.func),
            pc - info.as_ref().map_or(0, |info| info.start)
        );
        std::process::abort()
    };
    if trap.kind == TrapKind::DeadlineExceeded {
        store.get().interrupt.done();
    }
    let first = info.func.map(|_| {
        let faulting = Waiting { info: info.clone(), pc, fp };
        describe(store, faulting.instance(store), info, Some((trap.at, trap.wasm)))
    });
    let above = Frames::word(fp, 0);
    (frames.pc, frames.fp) = if above == frames.entry_fp { (0, 0) } else { (Frames::word(fp, 8), above) };
    traced(store, errors::trap(trap.kind), first.unwrap_or_default(), frames)
}

/// The stack ran into its guard: in a call, in the callee's first push, or behind it before the context is in the frame.
fn overflow(store: &Store, mut frames: Frames<'_>) -> Error {
    let (pc, fp) = (frames.pc, frames.fp);
    if let Some(info) = code::lookup(pc) {
        let offset = (pc - info.start) as u32;
        let context = &store.get().context;
        // Only pushes and calls touch the word below the stack pointer.
        let pushes = context.fault_address == context.fault_sp.wrapping_sub(8);
        let near = |call: &&CallSite| pushes && call.ret > offset && call.ret <= offset + 16;
        let call = info.compiled().calls.iter().find(near);
        frames.pc = match call {
            // In a builtin, which the handler has named by where it returns.
            _ if !pushes && info.call_at(pc).is_some() => pc,
            Some(call) if offset != 0 => info.start + call.ret as usize,
            _ if offset == 0 => Frames::word(store.get().context.fault_sp, 0),
            _ => {
                let above = Frames::word(fp, 0);
                frames.fp = if above == frames.entry_fp { 0 } else { above };
                Frames::word(fp, 8)
            }
        };
    }
    traced(store, errors::trap(TrapKind::CallStackExhausted), Vec::new(), frames)
}

/// Looks for the innermost handler of an exception in the running activation, and says in the context where to go on.
pub(crate) fn find_handler(store: &mut Store, exception: GcRef) -> bool {
    let Some(tag) = store.exception_tag(exception) else { return false };
    let inner = store.get();
    let frames = Frames::of(&inner.machine.code, &Activation::running(&inner.context));
    let mut found = None;
    for frame in frames {
        let Some(call) = frame.info.call_at(frame.pc) else { continue };
        let catches = |handler: &&Handler| catches(store, &frame, handler, tag);
        let Some(handler) = frame.info.handlers(call).iter().find(catches).copied() else { continue };
        found = Some((frame, handler));
        break;
    }
    let Some((frame, handler)) = found else { return false };
    let context = &mut store.get_mut().context;
    context.resume_pc = frame.info.start + handler.landing as usize;
    context.resume_fp = frame.fp;
    context.resume_sp = frame.fp.wrapping_add_signed(handler.sp as isize);
    true
}

fn catches(store: &Store, frame: &Waiting, handler: &Handler, tag: Tag) -> bool {
    handler.tag.is_none_or(|own| frame.instance(store).tag(store, own) == tag)
}

/// The instance whose function called the running host function; `None` when nobody but the entry adaptor did. The
/// host function's adaptor has made the builtin call.
pub(crate) fn caller(store: &Store) -> Option<Instance> {
    let context = &store.get().context;
    if context.exit_fp == 0 {
        return None;
    }
    let above = Frames::word(context.exit_fp, 0);
    if Frames::word(above, 0) == context.entry_fp {
        return None;
    }
    let pc = Frames::word(context.exit_fp, 8);
    let offset = store.get().machine.code.lookup_return(pc, |info| info.context)?;
    // SAFETY: it is a guest function's frame, which keeps its context there.
    Some(unsafe { Instance::of_context(store, Frames::word(above, offset as isize) as *const VmContext) })
}

impl Inner {
    /// Shows the references in the frames of all activations.
    pub(crate) fn visit_frames(machine: &Machine, running: &Activation, roots: &mut RootVisitor<'_>) {
        for activation in machine.interrupted.iter().chain([running]) {
            for frame in Frames::of(&machine.code, activation) {
                let Some(call) = frame.info.call_at(frame.pc) else { continue };
                for offset in frame.info.compiled().roots(call) {
                    let word = frame.fp.wrapping_add_signed(*offset as isize) as *mut u32;
                    // SAFETY: the call's stack map says that the frame holds a reference there.
                    roots.word(unsafe { &mut *word });
                }
            }
        }
    }
}
