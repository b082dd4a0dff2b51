//! Tables. All instructions have three words: `[a, b, c]`, `[fields 0 …]`, then indices in word 2.
//!
//! Specification: [table instructions](https://webassembly.github.io/spec/core/exec/instructions.html#table-instructions).

use wharf_core::trap::TrapKind;

use super::{Table, set};
use crate::frame::Regs;

pub(super) fn fill(table: &Table) {
    set!(table:
        // From tables of functions; `Const` from all others. Word 2: the place of the table.
        TableGet Slots => |r: Regs| match r.table(r.half(2, 0) as usize).entry(r.slot(r.b())) {
            Some(entry) => {
                r.set(r.a(), entry.to_slot());
                r.next(3)
            }
            None => r.trap(TrapKind::TableOutOfBounds),
        };
        TableGet Const => |r: Regs| match r.table(r.half(2, 0) as usize).reference(r.slot(r.b())) {
            Some(reference) => {
                r.set(r.a(), reference);
                r.next(3)
            }
            None => r.trap(TrapKind::TableOutOfBounds),
        };
        TableSize Slots => |r: Regs| {
            r.set(r.a(), r.table(r.half(2, 0) as usize).len as u64);
            r.next(3)
        };
    );
    set!(table:
        slow TableSet Slots => |r: Regs| {
            let (index, value) = (r.slot(r.b()), r.slot(r.c()));
            r.vm_call(|store, instance| instance.table_set(store, r.half(2, 0), index, value))?;
            r.next(3)
        };
        slow TableGrow Slots => |r: Regs| {
            let (value, delta) = (r.slot(r.b()), r.slot(r.c()));
            let old = r.vm_call(|store, instance| Ok(instance.table_grow(store, r.half(2, 0), delta, value)))?;
            // Minus one in the width of the table's indices.
            let failed = if r.half(2, 1) == 0 { u32::MAX as u64 } else { u64::MAX };
            r.set(r.a(), old.unwrap_or(failed));
            r.next(3)
        };
        slow TableFill Slots => |r: Regs| {
            let (at, value, count) = (r.slot(r.b()), r.slot(r.c()), r.slot(r.field(0)));
            r.vm_call(|store, instance| instance.table_fill(store, r.half(2, 0), at, value, count))?;
            r.next(3)
        };
        slow TableCopy Slots => |r: Regs| {
            let (dst, src, count) = (r.slot(r.b()), r.slot(r.c()), r.slot(r.field(0)));
            let (to, from) = ((r.half(2, 0), dst), (r.half(2, 1), src));
            r.vm_call(|store, instance| instance.table_copy(store, to, from, count))?;
            r.next(3)
        };
        slow TableInit Slots => |r: Regs| {
            let (dst, src, count) = (r.slot(r.b()), r.slot(r.c()), r.slot(r.field(0)));
            let (elem, table) = (r.half(2, 0), r.half(2, 1));
            r.vm_call(|store, instance| instance.table_init(store, elem, table, dst, src, count))?;
            r.next(3)
        };
        slow ElemDrop Slots => |r: Regs| {
            r.vm_call(|store, instance| {
                instance.elem_drop(store, r.half(2, 0));
                Ok(())
            })?;
            r.next(3)
        };
    );
}
