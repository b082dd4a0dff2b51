//! Dispatch by a loop: each handler returns the registers for the next.

use super::Table;
use crate::context::Exit;
use crate::frame::{Regs, Step};

/// From registers to registers.
pub(crate) type Handler = fn(Regs) -> Step;

/// Makes a handler of a function from [`Regs`] to [`Step`].
macro_rules! handler {
    ($body:expr) => {{
        fn handler(r: crate::frame::Regs) -> crate::frame::Step {
            crate::run::apply($body, r)
        }
        handler as crate::run::looped::Handler
    }};
}
pub(crate) use handler;

/// Runs until something ends it.
pub(crate) fn run(mut r: Regs) -> Exit {
    Table::fill();
    loop {
        match r.pick(Table::filled())(r) {
            Ok(next) => r = next,
            Err(exit) => return exit,
        }
    }
}
