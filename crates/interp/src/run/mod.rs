//! Running translated code: one handler per instruction and form, reached through one table.
//!
//! A handler is a function from [`Regs`] to [`Step`], written once by family in the files below. How control passes from
//! one to the next is chosen for the whole crate, by `build.rs`, between two twins: in `threaded` a handler ends in a
//! jump to the next one (a call in tail position, which optimising compilers turn into a jump), in `looped` it returns
//! to a loop, which is what unoptimised builds need so that their stack does not grow.
//!
//! Specification: [execution of instructions](https://webassembly.github.io/spec/core/exec/instructions.html).

mod atomic;
mod call;
mod control;
mod exception;
mod gc;
mod handlers;
mod memory;
mod numeric;
mod reference;
mod simd;
mod table;
mod variable;

#[cfg(not(threaded))]
mod looped;
#[cfg(threaded)]
mod threaded;

#[cfg(not(threaded))]
use looped as dispatch;
#[cfg(threaded)]
use threaded as dispatch;

use dispatch::handler;
pub(crate) use dispatch::{Handler, run};
pub(crate) use handlers::Table;

use crate::code::{Extra, Insn};
use crate::frame::{Regs, Step, Value};
use wharf_core::num::NumTrap;

/// Puts handlers into the table: `set!(table: I32Add Slots => |r| …; …)`, or `set!(table: extra Copy => |r| …)`. What
/// needs the vm is `slow` and runs as a [`Regs::detour`].
macro_rules! set {
    ($table:ident: $(slow $op:ident $form:ident => $body:expr;)*) => {
        $($table.set(crate::code::Insn::of(wharf_core::ops::Op::$op, crate::code::Form::$form),
            crate::run::handler!(|r: crate::frame::Regs| r.detour($body)));)*
    };
    ($table:ident: $(extra $extra:ident => $body:expr;)*) => {
        $($table.set(crate::code::Insn::extra(crate::code::Extra::$extra), crate::run::handler!($body));)*
    };
    ($table:ident: $($op:ident $form:ident => $body:expr;)*) => {
        $($table.set(crate::code::Insn::of(wharf_core::ops::Op::$op, crate::code::Form::$form),
            crate::run::handler!($body));)*
    };
}
use set;

/// The words at which runs and calls across instances return.
pub(crate) static EXIT: [u64; 1] = [Insn::extra(Extra::Exit).0 as u64];
/// See [`EXIT`].
pub(crate) static BRIDGE: [u64; 1] = [Insn::extra(Extra::Bridge).0 as u64];

/// Calls a handler's body; tells the compiler what the body's argument is.
#[inline(always)]
fn apply(body: impl FnOnce(Regs) -> Step, r: Regs) -> Step {
    body(r)
}

impl Regs {
    /// Runs `body`, which may call anything, in a function of its own, so that the handler itself keeps no local in
    /// memory and can end with a jump: see `threaded`. `body` must capture nothing.
    #[inline(always)]
    fn detour<F: FnOnce(Regs) -> Step>(self, body: F) -> Step {
        const { assert!(size_of::<F>() == 0, "a detour has no other arguments than the registers") };
        self.resume(self.out_of_line(body))
    }
}

/// The result of a pure function, on its way into the destination slot.
trait Outcome {
    /// Writes it to `a` and goes on `words` further.
    fn put(self, r: Regs, words: usize) -> Step;
}

impl<T: Value> Outcome for T {
    #[inline(always)]
    fn put(self, r: Regs, words: usize) -> Step {
        r.set(r.a(), self);
        r.next(words)
    }
}

impl<T: Value> Outcome for Result<T, NumTrap> {
    #[inline(always)]
    fn put(self, r: Regs, words: usize) -> Step {
        match self {
            Ok(value) => value.put(r, words),
            Err(trap) => r.trap(trap.into()),
        }
    }
}

impl Outcome for (u64, u64) {
    #[inline(always)]
    fn put(self, r: Regs, words: usize) -> Step {
        r.set(r.a(), self.0);
        r.set(r.a() + 1, self.1);
        r.next(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Form;
    use std::sync::atomic::Ordering;
    use wharf_core::ops::Op;

    /// Instructions that become no code of their own.
    const FOLDED: &[Op] = &[Op::Nop, Op::I32Const, Op::I64Const, Op::F32Const, Op::F64Const];

    #[test]
    fn instructions_whose_signature_is_fixed_have_handlers() {
        Table::fill();
        let address = |op| Table::filled().addresses()[Insn::of(op, Form::Slots).0 as usize].load(Ordering::Relaxed);
        for op in Op::ALL.iter().filter(|op| op.signature().is_some() && !FOLDED.contains(op)) {
            assert_ne!(address(*op), address(Op::Nop), "{op}");
        }
    }
}
