//! Atomic memory accesses. All have three words: `[a, b, c]`, the offset, and in word 2 the place of the memory and a
//! further slot.
//!
//! | instruction | fields |
//! |---|---|
//! | load | `a ← [b]` |
//! | store | `[b] ← c` |
//! | read-modify-write | `a ← [b]`, `[b] ← [b] op c` |
//! | compare-exchange | `a ← [b]`, `[b] ← slot (word 2)` if `[b]` is `c` |
//! | wait | `a ← wait` for `c` at `[b]` with the time in slot (word 2) |
//! | notify | `a ← notify` of `c` at `[b]` |
//!
//! Specification: the [threads](https://github.com/WebAssembly/threads/blob/main/proposals/threads/Overview.md) proposal.

use std::sync::atomic::{Ordering, fence};

use super::{Table, set};
use crate::context::Exit;
use crate::frame::Regs;
use crate::frame::atomics::AtomicBits;
use crate::frame::memory::Cell;

/// The place that the instruction names.
#[inline(always)]
fn place<T: AtomicBits>(r: Regs) -> Result<Cell<T>, Exit> {
    r.atomic(r.half(2, 0) as usize, r.slot(r.b()), r.word(1))
}

macro_rules! loads {
    ($table:ident: $($op:ident: $bits:ty;)*) => {
        $(set!($table: $op Slots => |r: Regs| {
            let value = <$bits>::load(place(r)?);
            r.set(r.a(), value as u64);
            r.next(3)
        };);)*
    };
}

macro_rules! stores {
    ($table:ident: $($op:ident: $bits:ty;)*) => {
        $(set!($table: $op Slots => |r: Regs| {
            <$bits>::store(place(r)?, r.slot(r.c()) as $bits);
            r.next(3)
        };);)*
    };
}

macro_rules! rmw {
    ($table:ident: $($op:ident: $bits:ty, $name:ident;)*) => {
        $(set!($table: $op Slots => |r: Regs| {
            let old = <$bits>::$name(place(r)?, r.slot(r.c()) as $bits);
            r.set(r.a(), old as u64);
            r.next(3)
        };);)*
    };
}

macro_rules! cmpxchg {
    ($table:ident: $($op:ident: $bits:ty;)*) => {
        $(set!($table: $op Slots => |r: Regs| {
            let (expected, new) = (r.slot(r.c()), r.slot(r.half(2, 1) as usize));
            // An expected value wider than the access is never there; what is there is still read, atomically.
            let cell = place::<$bits>(r)?;
            let old = match <$bits>::try_from(expected) {
                Ok(expected) => <$bits>::cmpxchg(cell, expected, new as $bits),
                Err(_) => <$bits>::load(cell),
            };
            r.set(r.a(), old as u64);
            r.next(3)
        };);)*
    };
}

pub(super) fn fill(table: &Table) {
    accesses(table);
    modifications(table);
    waiting(table);
}

fn accesses(table: &Table) {
    loads! { table:
        I32AtomicLoad: u32;
        I64AtomicLoad: u64;
        I32AtomicLoad8U: u8;
        I32AtomicLoad16U: u16;
        I64AtomicLoad8U: u8;
        I64AtomicLoad16U: u16;
        I64AtomicLoad32U: u32;
    }
    stores! { table:
        I32AtomicStore: u32;
        I64AtomicStore: u64;
        I32AtomicStore8: u8;
        I32AtomicStore16: u16;
        I64AtomicStore8: u8;
        I64AtomicStore16: u16;
        I64AtomicStore32: u32;
    }
    cmpxchg! { table:
        I32AtomicRmwCmpxchg: u32;
        I64AtomicRmwCmpxchg: u64;
        I32AtomicRmw8CmpxchgU: u8;
        I32AtomicRmw16CmpxchgU: u16;
        I64AtomicRmw8CmpxchgU: u8;
        I64AtomicRmw16CmpxchgU: u16;
        I64AtomicRmw32CmpxchgU: u32;
    }
}

#[rustfmt::skip]
fn modifications(table: &Table) {
    rmw! { table:
        I32AtomicRmwAdd: u32, add;
        I64AtomicRmwAdd: u64, add;
        I32AtomicRmw8AddU: u8, add;
        I32AtomicRmw16AddU: u16, add;
        I64AtomicRmw8AddU: u8, add;
        I64AtomicRmw16AddU: u16, add;
        I64AtomicRmw32AddU: u32, add;
        I32AtomicRmwSub: u32, sub;
        I64AtomicRmwSub: u64, sub;
        I32AtomicRmw8SubU: u8, sub;
        I32AtomicRmw16SubU: u16, sub;
        I64AtomicRmw8SubU: u8, sub;
        I64AtomicRmw16SubU: u16, sub;
        I64AtomicRmw32SubU: u32, sub;
        I32AtomicRmwAnd: u32, and;
        I64AtomicRmwAnd: u64, and;
        I32AtomicRmw8AndU: u8, and;
        I32AtomicRmw16AndU: u16, and;
        I64AtomicRmw8AndU: u8, and;
        I64AtomicRmw16AndU: u16, and;
        I64AtomicRmw32AndU: u32, and;
        I32AtomicRmwOr: u32, or;
        I64AtomicRmwOr: u64, or;
        I32AtomicRmw8OrU: u8, or;
        I32AtomicRmw16OrU: u16, or;
        I64AtomicRmw8OrU: u8, or;
        I64AtomicRmw16OrU: u16, or;
        I64AtomicRmw32OrU: u32, or;
        I32AtomicRmwXor: u32, xor;
        I64AtomicRmwXor: u64, xor;
        I32AtomicRmw8XorU: u8, xor;
        I32AtomicRmw16XorU: u16, xor;
        I64AtomicRmw8XorU: u8, xor;
        I64AtomicRmw16XorU: u16, xor;
        I64AtomicRmw32XorU: u32, xor;
        I32AtomicRmwXchg: u32, xchg;
        I64AtomicRmwXchg: u64, xchg;
        I32AtomicRmw8XchgU: u8, xchg;
        I32AtomicRmw16XchgU: u16, xchg;
        I64AtomicRmw8XchgU: u8, xchg;
        I64AtomicRmw16XchgU: u16, xchg;
        I64AtomicRmw32XchgU: u32, xchg;
    }
}

/// The effective address; one that overflows is beyond any memory, and stays so, as far from an aligned one as it is.
fn effective(r: Regs) -> u64 {
    let (sum, overflows) = r.slot(r.b()).overflowing_add(r.word(1));
    if overflows { sum | !7 } else { sum }
}

fn waiting(table: &Table) {
    set!(table:
        AtomicFence Slots => |r: Regs| {
            fence(Ordering::SeqCst);
            r.next(1)
        };
    );
    // The vm knows memories by index: it is what word 2 holds here.
    set!(table:
        slow MemoryAtomicNotify Slots => |r: Regs| {
            let (address, count) = (effective(r), r.get(r.c()));
            let woken = r.vm_call(|store, instance| instance.atomic_notify(store, r.half(2, 0), address, count))?;
            r.set(r.a(), woken);
            r.next(3)
        };
        slow MemoryAtomicWait32 Slots => |r: Regs| {
            let (address, time) = (effective(r), r.slot(r.half(2, 1) as usize) as i64);
            let (memory, expected) = (r.half(2, 0), r.get(r.c()));
            let woken = r.vm_call(|store, instance| instance.atomic_wait32(store, memory, address, expected, time))?;
            r.set(r.a(), woken);
            r.next(3)
        };
        slow MemoryAtomicWait64 Slots => |r: Regs| {
            let (address, time) = (effective(r), r.slot(r.half(2, 1) as usize) as i64);
            let (memory, expected) = (r.half(2, 0), r.get(r.c()));
            let woken = r.vm_call(|store, instance| instance.atomic_wait64(store, memory, address, expected, time))?;
            r.set(r.a(), woken);
            r.next(3)
        };
    );
}
