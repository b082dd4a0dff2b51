//! Throwing. Where an exception goes is found by [`crate::unwind`], outside of the handlers.
//!
//! Specification: [exceptions](https://webassembly.github.io/spec/core/exec/instructions.html#exec-throw).

use wharf_core::trap::TrapKind;
use wharf_vm::GcRef;

use super::{Table, set};
use crate::frame::Regs;

pub(super) fn fill(table: &Table) {
    set!(table:
        // Tag in word 2; its arguments are the `c` slots from `b` on.
        slow Throw Slots => |r: Regs| {
            r.vm_call(|store, instance| {
                let tag = instance.tag(store, r.half(2, 0));
                let exception = store.exception_new(tag, r.slots(r.b(), r.c()))?;
                Err(store.throw(exception))
            })
        };
        slow ThrowRef Slots => |r: Regs| match GcRef::from_slot(r.slot(r.b())) {
            Some(exception) => r.vm_call(|store, _| Err(store.throw(exception))),
            None => r.trap(TrapKind::NullReference),
        };
        slow Rethrow Slots => |r: Regs| match GcRef::from_slot(r.slot(r.b())) {
            Some(exception) => r.vm_call(|store, _| Err(store.throw(exception))),
            None => r.trap(TrapKind::NullReference),
        };
    );
}
