//! Atomic accesses, sequentially consistent, on any memory.
//!
//! Specification: the [threads](https://github.com/WebAssembly/threads/blob/main/proposals/threads/Overview.md) proposal.

use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};

use wharf_core::trap::TrapKind;

use super::Regs;
use super::memory::{Bits, Cell};
use crate::context::Exit;

/// An integer that can be accessed atomically.
pub(crate) trait AtomicBits: Bits {
    fn load(cell: Cell<Self>) -> Self;
    fn store(cell: Cell<Self>, value: Self);
    fn add(cell: Cell<Self>, value: Self) -> Self;
    fn sub(cell: Cell<Self>, value: Self) -> Self;
    fn and(cell: Cell<Self>, value: Self) -> Self;
    fn or(cell: Cell<Self>, value: Self) -> Self;
    fn xor(cell: Cell<Self>, value: Self) -> Self;
    fn xchg(cell: Cell<Self>, value: Self) -> Self;
    /// Writes `new` if `expected` is there; gives what was there.
    fn cmpxchg(cell: Cell<Self>, expected: Self, new: Self) -> Self;
}

macro_rules! atomic_bits {
    ($($ty:ty: $atomic:ident;)*) => {
        $(impl AtomicBits for $ty {
            #[inline(always)]
            fn load(cell: Cell<$ty>) -> $ty {
                atomic_bits!(@ $atomic, cell).load(Ordering::SeqCst)
            }
            #[inline(always)]
            fn store(cell: Cell<$ty>, value: $ty) {
                atomic_bits!(@ $atomic, cell).store(value, Ordering::SeqCst)
            }
            #[inline(always)]
            fn add(cell: Cell<$ty>, value: $ty) -> $ty {
                atomic_bits!(@ $atomic, cell).fetch_add(value, Ordering::SeqCst)
            }
            #[inline(always)]
            fn sub(cell: Cell<$ty>, value: $ty) -> $ty {
                atomic_bits!(@ $atomic, cell).fetch_sub(value, Ordering::SeqCst)
            }
            #[inline(always)]
            fn and(cell: Cell<$ty>, value: $ty) -> $ty {
                atomic_bits!(@ $atomic, cell).fetch_and(value, Ordering::SeqCst)
            }
            #[inline(always)]
            fn or(cell: Cell<$ty>, value: $ty) -> $ty {
                atomic_bits!(@ $atomic, cell).fetch_or(value, Ordering::SeqCst)
            }
            #[inline(always)]
            fn xor(cell: Cell<$ty>, value: $ty) -> $ty {
                atomic_bits!(@ $atomic, cell).fetch_xor(value, Ordering::SeqCst)
            }
            #[inline(always)]
            fn xchg(cell: Cell<$ty>, value: $ty) -> $ty {
                atomic_bits!(@ $atomic, cell).swap(value, Ordering::SeqCst)
            }
            #[inline(always)]
            fn cmpxchg(cell: Cell<$ty>, expected: $ty, new: $ty) -> $ty {
                let (order, cell) = (Ordering::SeqCst, atomic_bits!(@ $atomic, cell));
                cell.compare_exchange(expected, new, order, order).unwrap_or_else(|found| found)
            }
        })*
    };
    (@ $atomic:ident, $cell:ident) => {
        // SAFETY: the place is within a memory that stays mapped, and aligned; upheld by `Regs::atomic`.
        unsafe { $atomic::from_ptr($cell.address()) }
    };
}

atomic_bits! {
    u8: AtomicU8;
    u16: AtomicU16;
    u32: AtomicU32;
    u64: AtomicU64;
}

impl Regs {
    /// The aligned `T` at an address in any memory.
    #[inline(always)]
    pub(crate) fn atomic<T: AtomicBits>(self, memory: usize, address: u64, offset: u64) -> Result<Cell<T>, Exit> {
        if !address.wrapping_add(offset).is_multiple_of(size_of::<T>() as u64) {
            return self.trap(TrapKind::UnalignedAtomic);
        }
        self.cell_of(memory, address, offset)
    }
}
