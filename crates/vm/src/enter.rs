//! Into machine code and out again: the only place that jumps there.
//!
//! An *activation* is one entry and the guest frames it made. The running one's place is in
//! [`crate::layout::StoreContext`]; those it interrupted, when a host function has called the guest again, are kept here.

use std::any::Any;

use wharf_core::{Error, Result, TrapKind};

use crate::arch;
use crate::code;
use crate::errors;
use crate::layout::{StoreContext, VmContext};
use crate::signal;
use crate::stack::GuestStack;
use crate::store::{Inner, Store};
use crate::unwind;

/// Where an activation stands while another runs: the fields of the store's context of the same names.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Activation {
    pub(crate) exit_pc: usize,
    pub(crate) exit_fp: usize,
    pub(crate) entry_sp: usize,
    pub(crate) entry_fp: usize,
    pub(crate) guest_sp: usize,
}

impl Activation {
    /// The running one.
    pub(crate) fn running(context: &StoreContext) -> Activation {
        Activation {
            exit_pc: context.exit_pc,
            exit_fp: context.exit_fp,
            entry_sp: context.entry_sp,
            entry_fp: context.entry_fp,
            guest_sp: context.guest_sp,
        }
    }

    fn resume(self, context: &mut StoreContext) {
        context.exit_pc = self.exit_pc;
        context.exit_fp = self.exit_fp;
        context.entry_sp = self.entry_sp;
        context.entry_fp = self.entry_fp;
        context.guest_sp = self.guest_sp;
    }
}

/// Why a builtin left the guest.
pub(crate) enum Failure {
    /// An error of the guest's or the host's.
    Error(Error),
    /// A panic of the host, which goes on above the guest.
    Panic(Box<dyn Any + Send>),
}

/// What a store needs to run machine code.
#[derive(Default)]
pub(crate) struct Machine {
    pub(crate) stack: Option<GuestStack>,
    /// The activations that others interrupted, outermost first.
    pub(crate) interrupted: Vec<Activation>,
    /// How many activations there are.
    depth: u32,
    pub(crate) failure: Option<Failure>,
    pub(crate) code: code::Cache,
}

/// The room that an entry needs on the guest's stack: the adaptor's frame and a little.
const ROOM: usize = 16 << 10;

impl Store {
    /// Calls machine code: `adaptor(context, slots, code)`, in the convention of `wharf_jit::trampoline::entry`, on the
    /// guest's stack.
    ///
    /// # Safety
    /// `code` is published code of a function of `context`'s instance (or one that takes it as its context), `adaptor` is
    /// the published adaptor of its signature, and both stay published during the call. `slots` has room for its
    /// arguments and results and holds values of its parameters' types.
    #[inline]
    pub unsafe fn enter(
        &mut self,
        context: *mut VmContext,
        slots: &mut [u64],
        code: *const u8,
        adaptor: *const u8,
    ) -> Result<()> {
        let running = self.context();
        self.begin_activation()?;
        let before = signal::begin(running);
        // SAFETY: `begin_activation` has set `guest_sp`; the rest is upheld by the caller.
        let left = unsafe { arch::enter(running, context, slots.as_mut_ptr(), code, adaptor) };
        signal::end(before);
        let result = if left == 0 { Ok(()) } else { Err(self.why_left()) };
        self.end_activation();
        result
    }

    /// Why the guest of the running activation was left. A panic of the host goes on from here.
    #[cold]
    fn why_left(&mut self) -> Error {
        match self.get_mut().machine.failure.take() {
            Some(Failure::Error(error)) => unwind::with_trace(self, error),
            Some(Failure::Panic(panic)) => {
                self.end_activation();
                std::panic::resume_unwind(panic)
            }
            None => unwind::fault(self),
        }
    }

    #[inline]
    fn begin_activation(&mut self) -> Result<()> {
        let inner = self.get_mut();
        match (&inner.machine.stack, inner.machine.depth) {
            (Some(stack), 0) => inner.context.guest_sp = stack.top(),
            _ => inner.begin_nested()?,
        }
        inner.machine.depth += 1;
        inner.context.exit_fp = 0;
        Ok(())
    }

    #[inline]
    fn end_activation(&mut self) {
        let inner = self.get_mut();
        inner.machine.depth -= 1;
        inner.context.exit_fp = 0;
        if let Some(activation) = inner.machine.interrupted.pop() {
            activation.resume(&mut inner.context);
        }
    }
}

impl Inner {
    /// Begins the first activation of all, or one that interrupts another.
    #[cold]
    fn begin_nested(&mut self) -> Result<()> {
        let machine = &mut self.machine;
        if machine.stack.is_none() {
            let stack = GuestStack::new(self.config.stack_bytes)?;
            self.context.guest_sp = stack.top();
            self.context.stack_limit = stack.limit();
            machine.stack = Some(stack);
            return Ok(());
        }
        if self.context.guest_sp.saturating_sub(self.context.stack_limit) <= ROOM {
            return Err(errors::trap(TrapKind::CallStackExhausted));
        }
        machine.interrupted.push(Activation::running(&self.context));
        // Below what the interrupted activation has on the stack: its builtin call has left its end at `guest_sp`.
        self.context.guest_sp &= !15;
        Ok(())
    }
}
