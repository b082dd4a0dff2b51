//! Structures and arrays. All instructions have three words: `[a, b, c]`, `[fields 0 …]`, then canonical type and index
//! in word 2.
//!
//! Specification: [aggregate instructions](https://webassembly.github.io/spec/core/exec/instructions.html#aggregate-reference-instructions).

use wharf_core::canon::TypeId;
use wharf_core::error::Result;
use wharf_vm::gc::Extension;
use wharf_vm::{GcRef, Instance, Store};

use super::{Table, set};
use crate::frame::{Regs, Step};

pub(super) fn fill(table: &Table) {
    structures(table);
    arrays(table);
    ranges(table);
}

/// The canonical type in word 2.
#[inline(always)]
fn ty(r: Regs) -> TypeId {
    TypeId(r.half(2, 0))
}

/// The reference in a slot.
#[inline(always)]
fn object(r: Regs, slot: usize) -> Option<GcRef> {
    GcRef::from_slot(r.slot(slot))
}

/// A value of one slot or two, from a slot on.
#[inline(always)]
fn value(r: Regs, slot: usize) -> [u64; 2] {
    // Values of one slot have their second word ignored; every frame has a slot more than its operands need.
    [r.slot(slot), r.slot(slot + 1)]
}

/// Writes the reference that the vm made.
#[inline(always)]
fn make(r: Regs, run: impl FnOnce(&mut Store, Instance) -> Result<GcRef>) -> Step {
    let object = r.vm_call(run)?;
    r.set(r.a(), object.to_slot());
    r.next(3)
}

/// Writes the field or element that the vm read: the second word only of a vector, which word 1's last field says.
#[inline(always)]
fn read(r: Regs, run: impl FnOnce(&mut Store) -> Result<[u64; 2]>) -> Step {
    let [first, second] = r.vm_call(|store, _| run(store))?;
    r.set(r.a(), first);
    if r.field(3) != 0 {
        r.set(r.a() + 1, second);
    }
    r.next(3)
}

#[inline(always)]
fn write(r: Regs, run: impl FnOnce(&mut Store, Instance) -> Result<()>) -> Step {
    r.vm_call(run)?;
    r.next(3)
}

fn structures(table: &Table) {
    set!(table:
        // The fields are the `c` slots from `b` on.
        slow StructNew Slots => |r: Regs| make(r, |store, _| store.struct_new(ty(r), r.slots(r.b(), r.c())));
        slow StructNewDefault Slots => |r: Regs| make(r, |store, _| store.struct_new_default(ty(r)));
        slow StructGet Slots => |r: Regs| {
            read(r, |store| store.struct_get(ty(r), r.half(2, 1), object(r, r.b()), Extension::Unsigned))
        };
        slow StructGetS Slots => |r: Regs| {
            read(r, |store| store.struct_get(ty(r), r.half(2, 1), object(r, r.b()), Extension::Signed))
        };
        slow StructGetU Slots => |r: Regs| {
            read(r, |store| store.struct_get(ty(r), r.half(2, 1), object(r, r.b()), Extension::Unsigned))
        };
        slow StructSet Slots => |r: Regs| {
            write(r, |store, _| store.struct_set(ty(r), r.half(2, 1), object(r, r.b()), value(r, r.c())))
        };
    );
}

fn arrays(table: &Table) {
    set!(table:
        slow ArrayNew Slots => |r: Regs| make(r, |store, _| store.array_new(ty(r), value(r, r.b()), r.get(r.c())));
        slow ArrayNewDefault Slots => |r: Regs| make(r, |store, _| store.array_new_default(ty(r), r.get(r.b())));
        // The elements are the `c` slots from `b` on.
        slow ArrayNewFixed Slots => |r: Regs| make(r, |store, _| store.array_new_fixed(ty(r), r.slots(r.b(), r.c())));
        slow ArrayNewData Slots => |r: Regs| make(r, |store, instance| {
            instance.array_new_data(store, ty(r), r.half(2, 1), r.get(r.b()), r.get(r.c()))
        });
        slow ArrayNewElem Slots => |r: Regs| make(r, |store, instance| {
            instance.array_new_elem(store, ty(r), r.half(2, 1), r.get(r.b()), r.get(r.c()))
        });
        slow ArrayGet Slots => |r: Regs| {
            read(r, |store| store.array_get(ty(r), object(r, r.b()), r.get(r.c()), Extension::Unsigned))
        };
        slow ArrayGetS Slots => |r: Regs| {
            read(r, |store| store.array_get(ty(r), object(r, r.b()), r.get(r.c()), Extension::Signed))
        };
        slow ArrayGetU Slots => |r: Regs| {
            read(r, |store| store.array_get(ty(r), object(r, r.b()), r.get(r.c()), Extension::Unsigned))
        };
        slow ArraySet Slots => |r: Regs| {
            write(r, |store, _| store.array_set(ty(r), object(r, r.b()), r.get(r.c()), value(r, r.field(0))))
        };
        slow ArrayLen Slots => |r: Regs| {
            let length = r.vm_call(|store, _| store.array_len(object(r, r.b())))?;
            r.set(r.a(), length);
            r.next(3)
        };
    );
}

fn ranges(table: &Table) {
    set!(table:
        slow ArrayFill Slots => |r: Regs| write(r, |store, _| {
            store.array_fill(ty(r), object(r, r.b()), r.get(r.c()), value(r, r.field(0)), r.get(r.field(1)))
        });
        slow ArrayCopy Slots => |r: Regs| write(r, |store, _| {
            let to = (object(r, r.b()), r.get(r.c()));
            let from = (object(r, r.field(0)), r.get(r.field(1)));
            store.array_copy(ty(r), to, from, r.get(r.field(2)))
        });
        slow ArrayInitData Slots => |r: Regs| write(r, |store, instance| {
            let to = (object(r, r.b()), r.get(r.c()));
            instance.array_init_data(store, ty(r), r.half(2, 1), to, r.get(r.field(0)), r.get(r.field(1)))
        });
        slow ArrayInitElem Slots => |r: Regs| write(r, |store, instance| {
            let to = (object(r, r.b()), r.get(r.c()));
            instance.array_init_elem(store, ty(r), r.half(2, 1), to, r.get(r.field(0)), r.get(r.field(1)))
        });
    );
}
