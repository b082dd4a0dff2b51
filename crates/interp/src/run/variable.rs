//! Copies between slots, constants, selects, and globals. Locals need no instruction of their own: they are slots.
//!
//! Specification: [variable instructions](https://webassembly.github.io/spec/core/exec/instructions.html#variable-instructions),
//! [parametric instructions](https://webassembly.github.io/spec/core/exec/instructions.html#parametric-instructions).

use wharf_core::num::V128;

use super::{Table, set};
use crate::frame::Regs;

pub(super) fn fill(table: &Table) {
    copies(table);
    globals(table);
}

fn copies(table: &Table) {
    set!(table:
        extra Copy => |r: Regs| {
            r.set_slot(r.a(), r.slot(r.b()));
            r.next(1)
        };
        extra CopyTwo => |r: Regs| {
            let (first, second) = (r.slot(r.b()), r.slot(r.c()));
            r.set_slot(r.a(), first);
            r.set_slot(r.a() + 1, second);
            r.next(1)
        };
        extra CopyWide => |r: Regs| {
            r.set::<V128>(r.a(), r.get(r.b()));
            r.next(1)
        };
        extra CopySpan => |r: Regs| {
            r.copy_down(r.a(), r.b(), r.c());
            r.next(1)
        };
        extra Const => |r: Regs| {
            r.set_slot(r.a(), r.word(1));
            r.next(2)
        };
        extra SelectWide => |r: Regs| {
            let from = if r.get::<u32>(r.field(0)) != 0 { r.b() } else { r.c() };
            r.set::<V128>(r.a(), r.get(from));
            r.next(2)
        };
    );
    // `a ← b` if slot (word 1) is not zero, else `c`
    set!(table:
        Select Slots => |r: Regs| {
            let (first, second) = (r.slot(r.b()), r.slot(r.c()));
            r.set_slot(r.a(), if r.get::<u32>(r.field(0)) != 0 { first } else { second });
            r.next(2)
        };
    );
}

/// Globals are named by offsets in the instance's context: of the cell itself in those of its own, of the cell's pointer
/// in all others.
fn globals(table: &Table) {
    set!(table:
        extra GlobalGetOwn => |r: Regs| {
            r.set_slot(r.a(), r.own_global(r.half(0, 1) as usize).get(0));
            r.next(1)
        };
        extra GlobalSetOwn => |r: Regs| {
            r.own_global(r.half(0, 1) as usize).set(0, r.slot(r.a()));
            r.next(1)
        };
        extra GlobalGetOwnWide => |r: Regs| {
            let cell = r.own_global(r.half(0, 1) as usize);
            r.set_slot(r.a(), cell.get(0));
            r.set_slot(r.a() + 1, cell.get(1));
            r.next(1)
        };
        extra GlobalSetOwnWide => |r: Regs| {
            let cell = r.own_global(r.half(0, 1) as usize);
            cell.set(0, r.slot(r.a()));
            cell.set(1, r.slot(r.a() + 1));
            r.next(1)
        };
        extra GlobalGetWide => |r: Regs| {
            let cell = r.global(r.half(0, 1) as usize);
            r.set_slot(r.a(), cell.get(0));
            r.set_slot(r.a() + 1, cell.get(1));
            r.next(1)
        };
        extra GlobalSetWide => |r: Regs| {
            let cell = r.global(r.half(0, 1) as usize);
            cell.set(0, r.slot(r.a()));
            cell.set(1, r.slot(r.a() + 1));
            r.next(1)
        };
    );
    set!(table:
        GlobalGet Slots => |r: Regs| {
            r.set_slot(r.a(), r.global(r.half(0, 1) as usize).get(0));
            r.next(1)
        };
        GlobalSet Slots => |r: Regs| {
            r.global(r.half(0, 1) as usize).set(0, r.slot(r.a()));
            r.next(1)
        };
    );
}
