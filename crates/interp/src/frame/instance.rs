//! What handlers read of the running instance through its context: globals, tables, memories, functions, and the store.
//!
//! Offsets into the context stand in the code, put there by the translator from the module's [`ContextShape`].
//!
//! [`ContextShape`]: wharf_vm::layout::ContextShape

use std::mem::ManuallyDrop;

use wharf_vm::layout::{FuncEntry, FuncRef, GlobalCell, MemoryDef, MemoryRef, TableDef, VmContext};
use wharf_vm::{Instance, Store};

use super::Regs;

impl Regs {
    /// The part of the instance's context at a byte offset.
    #[inline(always)]
    fn part<T>(self, offset: usize) -> *mut T {
        // SAFETY: the offset is of a part of this type in the contexts of the module this code belongs to; upheld by
        // the translator, which takes it from the module's `ContextShape`.
        unsafe { self.vm.byte_add(offset).cast() }
    }

    /// The cell of a global of the instance itself, by its offset.
    #[inline(always)]
    pub(crate) fn own_global(self, offset: usize) -> GlobalWord {
        GlobalWord(self.part::<GlobalCell>(offset))
    }

    /// The cell of any global, by the offset of its pointer.
    #[inline(always)]
    pub(crate) fn global(self, offset: usize) -> GlobalWord {
        // SAFETY: the context's pointers to cells are live; upheld by the vm.
        GlobalWord(unsafe { *self.part::<*mut GlobalCell>(offset) })
    }

    /// The definition of a table, by the offset of its pointer.
    #[inline(always)]
    pub(crate) fn table(self, offset: usize) -> Table {
        // SAFETY: as in `global`.
        let def = unsafe { &*(*self.part::<*mut TableDef>(offset)) };
        Table { base: def.base, len: def.len }
    }

    /// The definition of a memory, by the offset of its reference.
    #[inline(always)]
    pub(crate) fn memory(self, offset: usize) -> *mut MemoryDef {
        // SAFETY: as in `global`.
        unsafe { (*self.part::<MemoryRef>(offset)).def }
    }

    /// An imported function, by its offset.
    #[inline(always)]
    pub(crate) fn import<'a>(self, offset: usize) -> &'a FuncEntry {
        // SAFETY: as in `part`.
        unsafe { &*self.part::<FuncEntry>(offset) }
    }

    /// The function a reference names; `None` for null.
    #[inline(always)]
    pub(crate) fn func_ref<'a>(self, reference: u64) -> Option<&'a FuncRef> {
        // SAFETY: slots of a function type hold null or a reference that the vm made; upheld by validation.
        unsafe { (reference as *const FuncRef).as_ref() }
    }

    /// The reference to a function that this module defines, by its place in the context.
    #[inline(always)]
    pub(crate) fn own_func(self, offset: usize) -> u64 {
        self.part::<FuncRef>(offset) as u64
    }

    /// The running instance.
    #[inline(always)]
    pub(crate) fn instance(self, store: &Store) -> Instance {
        // SAFETY: invariant 3.
        unsafe { Instance::of_context(store, self.vm) }
    }

    /// The fuel after a charge: whether there is any left.
    #[inline(always)]
    pub(crate) fn charge(self, cost: u32) -> bool {
        // SAFETY: invariant 3; the store's context is live as long as the store.
        let fuel = unsafe { &mut (*(*self.vm).store).fuel };
        *fuel -= cost as i64;
        *fuel >= 0
    }

    /// Whether somebody asks the program to stop.
    #[inline(always)]
    pub(crate) fn interrupted(self) -> bool {
        // SAFETY: as in `charge`.
        unsafe { (*(*self.vm).store).interrupt.load(std::sync::atomic::Ordering::Relaxed) != 0 }
    }

    /// The store, for as long as the running handler needs it.
    #[inline(always)]
    pub(crate) fn store(self) -> ManuallyDrop<Store> {
        // SAFETY: whoever holds the store's handle is suspended in `Tier::invoke` (invariant 3).
        unsafe { Store::from_context((*self.vm).store) }
    }

    /// Goes on in another instance.
    #[inline(always)]
    pub(crate) fn switch(self, vm: *mut VmContext) -> Regs {
        Regs { vm, ..self }.reload()
    }
}

/// A global's cell.
#[derive(Copy, Clone)]
pub(crate) struct GlobalWord(*mut GlobalCell);

impl GlobalWord {
    /// One of its two words.
    #[inline(always)]
    pub(crate) fn get(self, word: usize) -> u64 {
        // SAFETY: cells live as long as their store; made from live pointers only.
        unsafe { (*self.0).0[word] }
    }

    /// Sets one of its two words.
    #[inline(always)]
    pub(crate) fn set(self, word: usize, value: u64) {
        // SAFETY: as in `get`.
        unsafe { (*self.0).0[word] = value }
    }
}

/// A table as it is now.
#[derive(Copy, Clone)]
pub(crate) struct Table {
    base: *mut u8,
    /// How many elements it has.
    pub(crate) len: usize,
}

impl Table {
    /// An element of a table of functions.
    #[inline(always)]
    pub(crate) fn entry<'a>(self, index: u64) -> Option<&'a FuncEntry> {
        if index >= self.len as u64 {
            return None;
        }
        // SAFETY: just compared with the length; the translator asks only tables of functions for entries.
        Some(unsafe { &*self.base.cast::<FuncEntry>().add(index as usize) })
    }

    /// An element of any other table.
    #[inline(always)]
    pub(crate) fn reference(self, index: u64) -> Option<u32> {
        if index >= self.len as u64 {
            return None;
        }
        // SAFETY: just compared with the length; tables of other references hold `u32`s.
        Some(unsafe { *self.base.cast::<u32>().add(index as usize) })
    }
}
