//! Interruption: where code looks whether somebody wants the guest to stop.
//!
//! Whatever runs without end turns in a loop or calls functions, so code looks at loop headers, and at the entry of functions
//! that call some function or that a reference may name. A loop in which every turn calls a function that looks need
//! not. A look compares the context's mark in memory with the context's own address in its register.

use cranelift_codegen::cursor::{Cursor, FuncCursor};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block, InstBuilder, MemFlagsData, SourceLoc, Value, types};
use wharf_core::TrapKind;
use wharf_vm::layout::CTX_MARK;

use super::Driver;
use super::control::Kind;
use crate::optimizing::regions::Region;
use crate::optimizing::traps;

/// An open loop.
pub(super) struct Loop {
    header: Block,
    place: SourceLoc,
    /// Whether each way from the header to here has called a function that looks.
    called: bool,
    /// Whether there is a way back without such a call.
    unseen: bool,
}

impl Loop {
    /// With this header, at this place.
    pub(super) fn new(header: Block, place: SourceLoc) -> Loop {
        Loop { header, place, called: false, unseen: false }
    }

    /// The header, for a way back from here.
    pub(super) fn go_back(&mut self) -> Block {
        self.unseen |= !self.called;
        self.header
    }
}

impl Driver<'_> {
    /// A function that looks at its entry is called here.
    pub(super) fn callee_looks(&mut self) {
        for frame in self.frames.iter_mut().rev() {
            match &mut frame.kind {
                Kind::Loop(around) => around.called = true,
                // Nothing has left it, so every way to its end comes by here.
                Kind::Block if frame.exit.is_none() => {}
                _ => break,
            }
        }
    }

    /// All ways back to a loop's header are known.
    pub(super) fn end_loop(&mut self, ended: &Loop) {
        if self.cx.options.interrupt && ended.unseen {
            let (flags, context) = (self.cx.flags(Region::Mark), self.cx.context);
            let cursor = FuncCursor::new(self.cx.b.func).at_first_insertion_point(ended.header);
            look(cursor.with_srcloc(ended.place), flags, context);
        }
        self.cx.b.seal_block(ended.header);
    }

    /// Before the function goes back to its start.
    pub(super) fn look_again(&mut self) {
        if self.cx.options.interrupt {
            let (flags, context) = (self.cx.flags(Region::Mark), self.cx.context);
            look(self.cx.b.cursor(), flags, context);
        }
    }

    /// At the function's entry, when it is known whether it calls any.
    pub(super) fn look_at_entry(&mut self) {
        let needed = self.cx.calls || self.validated.is_declared(self.func);
        let needed = needed && self.cx.options.interrupt && self.osr.is_none();
        let Some(begun) = self.cx.begun().filter(|_| needed) else { return };
        let (flags, context) = (self.cx.flags(Region::Mark), self.cx.context);
        let first = self.validated.body(self.func).map_or(0, |body| body.position() as u32);
        let place = SourceLoc::new(self.places.location(first));
        look(FuncCursor::new(self.cx.b.func).after_inst(begun).with_srcloc(place), flags, context);
    }
}

/// Traps if the mark is not the context's. Another thread changes it, so a value that was read before is of no use:
/// `cranelift` takes none across a sequence point.
fn look(mut cursor: FuncCursor<'_>, flags: MemFlagsData, context: Value) {
    cursor.ins().sequence_point();
    let mark = cursor.ins().load(types::I32, flags, context, CTX_MARK);
    let own = cursor.ins().ireduce(types::I32, context);
    let asked = cursor.ins().icmp(IntCC::NotEqual, own, mark);
    cursor.ins().trapnz(asked, traps::code(TrapKind::DeadlineExceeded));
}
