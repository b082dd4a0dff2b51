//! References: null, equality, tests and casts, and the branches on them.
//!
//! A type to test against stands in word 2 as packed bits of a canonical [`RefType`].
//!
//! Specification: [reference instructions](https://webassembly.github.io/spec/core/exec/instructions.html#reference-instructions).

use wharf_core::trap::TrapKind;
use wharf_vm::GcRef;

use super::{Table, set};
use crate::context::Exit;
use crate::frame::Regs;

pub(super) fn fill(table: &Table) {
    set!(table:
        RefIsNull Slots => |r: Regs| {
            r.set(r.a(), (r.slot(r.b()) == 0) as u32);
            r.next(1)
        };
        RefAsNonNull Slots => |r: Regs| match r.slot(r.a()) {
            0 => r.trap(TrapKind::NullReference),
            _ => r.next(1),
        };
        RefEq Slots => |r: Regs| {
            r.set(r.a(), (r.slot(r.b()) == r.slot(r.c())) as u32);
            r.next(1)
        };
        // A function that the module defines, by the place of its reference; `Const`: an import, by its place.
        RefFunc Slots => |r: Regs| {
            r.set(r.a(), r.own_func(r.half(0, 1) as usize));
            r.next(1)
        };
        RefFunc Const => |r: Regs| {
            r.set(r.a(), r.import(r.half(0, 1) as usize).to_slot());
            r.next(1)
        };
        RefI31 Slots => |r: Regs| {
            r.set(r.a(), GcRef::i31(r.get(r.b())).to_slot());
            r.next(1)
        };
        I31GetS Slots => |r: Regs| match r.get::<u32>(r.b()) {
            0 => r.trap(TrapKind::NullReference),
            bits => {
                r.set(r.a(), (bits as i32 >> 1) as u32);
                r.next(1)
            }
        };
        I31GetU Slots => |r: Regs| match r.get::<u32>(r.b()) {
            0 => r.trap(TrapKind::NullReference),
            bits => {
                r.set(r.a(), bits >> 1);
                r.next(1)
            }
        };
    );
    set!(table:
        slow RefTest Slots => |r: Regs| {
            let matches = matches(r, r.b())?;
            r.set(r.a(), matches as u32);
            r.next(3)
        };
        slow RefCast Slots => |r: Regs| match matches(r, r.b())? {
            true => r.next(3),
            false => r.trap(TrapKind::CastFailure),
        };
        // Jumps if the reference in `a` is of the type.
        slow BrOnCast Slots => |r: Regs| if matches(r, r.a())? { r.jump() } else { r.next(3) };
        slow BrOnCastFail Slots => |r: Regs| if matches(r, r.a())? { r.next(3) } else { r.jump() };
    );
}

/// Whether the reference in a slot is of the type in word 2.
#[inline(always)]
fn matches(r: Regs, slot: usize) -> Result<bool, Exit> {
    let ty = r.ref_type(2);
    r.vm_call(|store, _| Ok(store.ref_matches(r.slot(slot), ty)))
}
