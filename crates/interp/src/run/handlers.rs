//! The table of handlers, and when it is filled.
//!
//! Some thousand addresses in a static would be as many relocations for the start of every program that is wharf, and most
//! never interpret. So the table is empty until something is to be run.

use std::ptr;
use std::sync::Once;
use std::sync::atomic::{AtomicPtr, Ordering};

use super::dispatch::{Handler, handler};
use super::{atomic, call, control, exception, gc, memory, numeric, reference, simd, table, variable};
use crate::code::Insn;
use crate::context::Exit;
use crate::frame::Regs;

/// Handlers by [`Insn`].
pub(crate) struct Table([AtomicPtr<()>; Insn::COUNT]);

static HANDLERS: Table = Table([const { AtomicPtr::new(ptr::null_mut()) }; Insn::COUNT]);
static FILLED: Once = Once::new();

impl Table {
    /// Fills the table, if it is not: to be called before anything runs.
    pub(crate) fn fill() {
        FILLED.call_once(|| HANDLERS.set_all());
    }

    /// The table, for what runs, so that it is filled.
    #[inline(always)]
    pub(super) fn filled() -> &'static Table {
        &HANDLERS
    }

    /// The addresses.
    #[inline(always)]
    pub(crate) fn addresses(&self) -> &[AtomicPtr<()>; Insn::COUNT] {
        &self.0
    }

    /// Gives an instruction its handler.
    pub(super) fn set(&self, insn: Insn, handler: Handler) {
        self.0[insn.0 as usize].store(handler as *mut (), Ordering::Relaxed);
    }

    fn set_all(&self) {
        let missing = handler!(|_r: Regs| Err(Exit::Missing));
        (0..Insn::COUNT as u16).for_each(|insn| self.set(Insn(insn), missing));
        numeric::fill(self);
        simd::fill(self);
        memory::fill(self);
        atomic::fill(self);
        variable::fill(self);
        control::fill(self);
        call::fill(self);
        table::fill(self);
        reference::fill(self);
        gc::fill(self);
        exception::fill(self);
    }
}
