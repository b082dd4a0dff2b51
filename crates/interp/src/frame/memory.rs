//! Linear memory: every access is compared with the memory's length, whatever its kind.
//!
//! Plain accesses are volatile, so that one that races with another thread's (on a shared memory) gives some bytes and
//! nothing worse; atomic ones are atomic on any memory.
//!
//! Specification: [memory instructions](https://webassembly.github.io/spec/core/exec/instructions.html#memory-instructions).

use std::sync::atomic::Ordering;

use wharf_core::trap::TrapKind;
use wharf_vm::layout::{MemoryDef, VmContext};

use super::Regs;
use crate::context::{Context, Exit};

/// A type of fixed size whose every bit pattern is a value.
pub(crate) trait Bits: Copy {}
impl Bits for u8 {}
impl Bits for u16 {}
impl Bits for u32 {}
impl Bits for u64 {}
impl Bits for u128 {}

#[derive(Copy, Clone)]
#[repr(C, packed)]
struct Unaligned<T>(T);

/// A place in a memory that has been compared with its length.
#[derive(Copy, Clone)]
pub(crate) struct Cell<T>(*mut Unaligned<T>);

impl<T: Bits> Cell<T> {
    /// What is there, in the order of bytes of this machine.
    #[inline(always)]
    pub(crate) fn read(self) -> T {
        // SAFETY: the bytes are within the memory, which stays mapped while its instance lives; upheld by `Regs::cell`.
        unsafe { self.0.read_volatile().0 }
    }

    /// Writes it.
    #[inline(always)]
    pub(crate) fn write(self, value: T) {
        // SAFETY: as in `read`.
        unsafe { self.0.write_volatile(Unaligned(value)) }
    }

    /// The address, for atomics.
    #[inline(always)]
    pub(crate) fn address(self) -> *mut T {
        self.0.cast()
    }
}

impl Regs {
    /// The `T` at `offset` behind a 32-bit address in memory 0.
    #[inline(always)]
    pub(crate) fn cell<T: Bits>(self, address: u32, offset: u64) -> Result<Cell<T>, Exit> {
        // Neither is above 2^32, so nothing overflows.
        let at = address as u64 + offset;
        if at + size_of::<T>() as u64 > self.len as u64 {
            return self.beyond();
        }
        // SAFETY: just compared with a length this memory has had, and memories do not shrink.
        Ok(Cell(unsafe { self.mem.add(at as usize).cast() }))
    }

    /// The `T` at an address in any memory.
    #[inline(always)]
    pub(crate) fn cell_of<T: Bits>(self, memory: usize, address: u64, offset: u64) -> Result<Cell<T>, Exit> {
        let def = self.memory(memory);
        // SAFETY: definitions of memories live as long as their store.
        let (base, len) = unsafe { ((*def).base.load(Ordering::Relaxed), (*def).len.load(Ordering::Acquire)) };
        let end = address.checked_add(offset).and_then(|at| at.checked_add(size_of::<T>() as u64));
        match end {
            // SAFETY: just compared with the memory's length.
            Some(end) if end <= len as u64 => Ok(Cell(unsafe { base.add(end as usize - size_of::<T>()).cast() })),
            _ => Err(super::trapped(self.ip, self.fp, self.vm, self.cx, TrapKind::MemoryOutOfBounds)),
        }
    }

    /// What an access of memory 0 beyond the length last seen comes to: the same instruction again if the memory has
    /// grown meanwhile (in another thread), else a trap.
    #[inline(always)]
    fn beyond<T>(self) -> Result<T, Exit> {
        Err(beyond(self.ip, self.fp, self.mem, self.len, self.vm, self.cx))
    }

    /// Reads anew where memory 0 is and how long; for whoever may have grown it or changed the instance.
    #[inline(always)]
    pub(crate) fn reload(self) -> Regs {
        // SAFETY: `vm` is a live context (invariant 3).
        let def: *mut MemoryDef = unsafe { (*self.vm).memory0_def };
        if def.is_null() {
            return Regs { mem: std::ptr::null_mut(), len: 0, ..self };
        }
        // SAFETY: a definition that is not null is live.
        let (mem, len) = unsafe { ((*def).base.load(Ordering::Relaxed), (*def).len.load(Ordering::Acquire)) };
        Regs { mem, len, ..self }
    }
}

#[cold]
#[inline(never)]
fn beyond(ip: *const u64, fp: *mut u64, mem: *mut u8, len: usize, vm: *mut VmContext, cx: *mut Context) -> Exit {
    let now = Regs { ip, fp, mem, len, vm, cx }.reload();
    if now.len != len {
        now.context().place = now.place();
        return Exit::Again;
    }
    super::trapped(ip, fp, vm, cx, TrapKind::MemoryOutOfBounds)
}
