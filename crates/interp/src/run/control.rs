//! Jumps, returns, and what is counted on the way.
//!
//! Jumps that depend on a comparison stand with the comparisons (`numeric.rs`), those on references in `reference.rs`.
//!
//! Specification: [control instructions](https://webassembly.github.io/spec/core/exec/instructions.html#control-instructions).

use wharf_core::trap::TrapKind;

use super::{Table, set};
use crate::context::Exit;
use crate::frame::Regs;

pub(super) fn fill(table: &Table) {
    set!(table:
        Unreachable Slots => |r: Regs| r.trap(TrapKind::Unreachable);
        Br Slots => |r: Regs| r.jump();
        // Entry `a` of the table, or entry (upper half of word 0) if there are not so many.
        BrTable Slots => |r: Regs| {
            let (index, last) = (r.get::<u32>(r.a()), r.half(0, 1));
            r.jump_by_table(index.min(last) as usize)
        };
    );
    set!(table:
        extra Return0 => |r: Regs| r.back(r.saved(r.a()));
        extra Return1 => |r: Regs| {
            let to = r.saved(r.a());
            r.set_slot(0, r.slot(r.b()));
            r.back(to)
        };
        extra ReturnConst => |r: Regs| {
            let to = r.saved(r.a());
            r.set_slot(0, r.word(1));
            r.back(to)
        };
        extra ReturnSpan => |r: Regs| {
            let to = r.saved(r.a());
            r.copy_down(0, r.b(), r.c());
            r.back(to)
        };
        extra Exit => |_r: Regs| Err(Exit::Done);
        extra Fuel => |r: Regs| match r.charge(r.half(0, 1)) {
            true => r.next(1),
            false => r.trap(TrapKind::OutOfFuel),
        };
        extra Check => |r: Regs| match r.interrupted() {
            false => r.next(1),
            true => r.detour(super::call::interrupted),
        };
    );
}
