//! Dispatch by jumps: each handler ends with a call of the next in tail position.
//!
//! Rust does not promise that such a call is a jump, but LLVM makes it one when both functions take the same arguments
//! and no local's address escapes, which holds for handlers: what needs a local's address stands in functions of their
//! own. A handler that broke this would show as a growing stack in `tests/jumps.rs`, which tries every instruction.

use wharf_vm::layout::VmContext;

use super::Table;
use crate::context::{Context, Exit};
use crate::frame::Regs;

/// Six words, which the platforms that `build.rs` names pass in registers.
pub(crate) type Handler = fn(*const u64, *mut u64, *mut u8, usize, *mut VmContext, *mut Context) -> Exit;

/// Makes a handler of a function from [`Regs`] to [`crate::frame::Step`].
macro_rules! handler {
    ($body:expr) => {{
        fn handler(
            ip: *const u64,
            fp: *mut u64,
            mem: *mut u8,
            len: usize,
            vm: *mut wharf_vm::layout::VmContext,
            cx: *mut crate::context::Context,
        ) -> crate::context::Exit {
            match crate::run::apply($body, crate::frame::Regs { ip, fp, mem, len, vm, cx }) {
                Ok(r) => crate::run::threaded::next(r),
                Err(exit) => exit,
            }
        }
        handler as crate::run::threaded::Handler
    }};
}
pub(crate) use handler;

/// Runs the instruction that the registers are at.
#[inline(always)]
pub(crate) fn next(r: Regs) -> Exit {
    r.pick(Table::filled())(r.ip, r.fp, r.mem, r.len, r.vm, r.cx)
}

/// Runs until something ends it.
pub(crate) fn run(r: Regs) -> Exit {
    Table::fill();
    next(r)
}
