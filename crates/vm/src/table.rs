//! Tables: of function entries that can be called without following a pointer, or of 32-bit references.
//!
//! Storage is zeroed memory from the allocator, so a large table of nulls costs nothing until it is used.
//!
//! Specification: [table instances](https://webassembly.github.io/spec/core/exec/runtime.html#table-instances),
//! [growing](https://webassembly.github.io/spec/core/exec/modules.html#growing-tables).

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ptr::NonNull;

use wharf_core::matching::Hierarchy;
use wharf_core::types::{AddrType, HeapType, Limits, RefType, TableType};
use wharf_core::{Result, TrapKind};

use crate::errors;
use crate::handle::Table;
use crate::layout::{FuncEntry, FuncRef, TableDef};
use crate::store::{Inner, Store};

/// A table of a store.
pub(crate) struct TableInstance {
    def: Box<TableDef>,
    /// How many elements there is room for.
    capacity: usize,
    kind: TableKind,
    /// Concrete types in it are canonical.
    ty: TableType,
    max: u64,
}

/// What the elements of a table are.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum TableKind {
    /// [`FuncEntry`]s.
    Func,
    /// 32-bit references.
    Gc,
}

impl TableKind {
    /// Bytes of an element.
    pub const fn width(self) -> usize {
        match self {
            TableKind::Func => size_of::<FuncEntry>(),
            TableKind::Gc => size_of::<u32>(),
        }
    }

    /// How elements of this type stand in a table; concrete types by `hierarchy`.
    pub fn of(element: RefType, hierarchy: &impl Hierarchy) -> TableKind {
        if is_func(element.heap(), hierarchy) { TableKind::Func } else { TableKind::Gc }
    }
}

/// Whether a heap type is of the `func` hierarchy.
pub fn is_func(heap: HeapType, hierarchy: &impl Hierarchy) -> bool {
    match heap {
        HeapType::Concrete(index) => hierarchy.kind(index) == HeapType::Func,
        abstract_type => abstract_type.top_of_abstract() == Some(HeapType::Func),
    }
}

fn storage(count: usize, kind: TableKind) -> Option<Layout> {
    Layout::from_size_align(count.max(1).checked_mul(kind.width())?, 16).ok()
}

impl TableInstance {
    pub(crate) fn new(inner: &Inner, ty: TableType) -> Result<TableInstance> {
        let limit = inner.config.table_elements;
        let count = ty.limits.min;
        let kind = TableKind::of(ty.element, &*inner.registry);
        let layout = storage(count as usize, kind).filter(|_| count <= limit);
        let layout = layout.ok_or_else(|| errors::table_limit(count, limit))?;
        // SAFETY: the layout's size is not zero.
        let base = NonNull::new(unsafe { alloc_zeroed(layout) }).ok_or_else(|| errors::table_limit(count, limit))?;
        let reach = if ty.addr == AddrType::I32 { u64::from(u32::MAX) } else { u64::MAX };
        let max = ty.limits.max.unwrap_or(u64::MAX).min(limit).min(reach);
        let def = Box::new(TableDef { base: base.as_ptr(), len: count as usize });
        Ok(TableInstance { def, capacity: count as usize, kind, ty, max })
    }

    pub(crate) fn def(&self) -> *mut TableDef {
        (&raw const *self.def).cast_mut()
    }

    pub(crate) fn len(&self) -> usize {
        self.def.len
    }

    pub(crate) fn kind(&self) -> TableKind {
        self.kind
    }

    pub(crate) fn ty(&self) -> TableType {
        TableType { limits: Limits { min: self.def.len as u64, ..self.ty.limits }, ..self.ty }
    }

    /// The elements of a table of functions.
    pub(crate) fn funcs(&mut self) -> &mut [FuncEntry] {
        assert!(self.kind == TableKind::Func);
        // SAFETY: the storage holds `len` entries that are zero (null) or were written as entries; upheld by this file.
        unsafe { std::slice::from_raw_parts_mut(self.def.base.cast(), self.def.len) }
    }

    /// The elements of any other table.
    pub(crate) fn refs(&mut self) -> &mut [u32] {
        assert!(self.kind == TableKind::Gc);
        // SAFETY: the storage holds `len` words; upheld by this file.
        unsafe { std::slice::from_raw_parts_mut(self.def.base.cast(), self.def.len) }
    }

    /// An element as a slot word.
    #[inline]
    pub(crate) fn get(&self, index: u64) -> Result<u64> {
        if index >= self.def.len as u64 {
            return Err(errors::trap(TrapKind::TableOutOfBounds));
        }
        let index = index as usize;
        Ok(match self.kind {
            // SAFETY: below the length, see `funcs`.
            TableKind::Func => unsafe { (*self.def.base.cast::<FuncEntry>().add(index)).to_slot() },
            // SAFETY: below the length, see `refs`.
            TableKind::Gc => u64::from(unsafe { *self.def.base.cast::<u32>().add(index) }),
        })
    }

    #[inline]
    pub(crate) fn set(&mut self, index: u64, slot: u64) -> Result<()> {
        self.fill(index, slot, 1)
    }

    pub(crate) fn fill(&mut self, at: u64, slot: u64, count: u64) -> Result<()> {
        let range = self.range(at, count)?;
        match self.kind {
            TableKind::Func => self.funcs()[range].fill(entry_of(slot)),
            TableKind::Gc => self.refs()[range].fill(slot as u32),
        }
        Ok(())
    }

    pub(crate) fn range(&self, at: u64, count: u64) -> Result<std::ops::Range<usize>> {
        match at.checked_add(count) {
            Some(end) if end <= self.def.len as u64 => Ok(at as usize..end as usize),
            _ => Err(errors::trap(TrapKind::TableOutOfBounds)),
        }
    }

    /// Grows by `delta` elements of this value: the old length, or `None` when it cannot grow so far.
    pub(crate) fn grow(&mut self, delta: u64, slot: u64) -> Option<u64> {
        let old = self.def.len as u64;
        let new = old.checked_add(delta).filter(|new| *new <= self.max)?;
        if new as usize > self.capacity {
            self.reallocate((new as usize).max(self.capacity.saturating_mul(2).min(self.max as usize)))?;
        }
        self.def.len = new as usize;
        if slot != 0 {
            self.fill(old, slot, delta).ok()?;
        }
        Some(old)
    }

    /// Moves to larger storage; what is new in it is zero.
    fn reallocate(&mut self, capacity: usize) -> Option<()> {
        let layout = storage(capacity, self.kind)?;
        // SAFETY: the layout's size is not zero.
        let base = NonNull::new(unsafe { alloc_zeroed(layout) })?.as_ptr();
        // SAFETY: both hold the table's length; the new storage is another allocation.
        unsafe { std::ptr::copy_nonoverlapping(self.def.base, base, self.def.len * self.kind.width()) };
        self.release();
        self.def.base = base;
        self.capacity = capacity;
        Some(())
    }

    fn release(&mut self) {
        let layout = storage(self.capacity, self.kind).expect("it was allocated with this layout");
        // SAFETY: allocated with this very layout by `new` or `reallocate`.
        unsafe { dealloc(self.def.base, layout) };
    }
}

impl Drop for TableInstance {
    fn drop(&mut self) {
        self.release();
    }
}

/// The entry of a slot word of the `func` hierarchy.
pub(crate) fn entry_of(slot: u64) -> FuncEntry {
    match slot {
        0 => FuncEntry::NULL,
        // SAFETY: slot words of the `func` hierarchy are null or references that live as long as the store; upheld by
        // validation and by whoever writes slots.
        slot => unsafe { (*(slot as *const FuncRef)).entry() },
    }
}

impl Table {
    /// A table that the host makes, with every element `init` (a slot word); concrete types in `ty` are canonical ids.
    pub fn new(store: &mut Store, ty: TableType, init: u64) -> Result<Table> {
        let inner = store.get_mut();
        inner.sync_types();
        let mut table = TableInstance::new(inner, ty)?;
        table.fill(0, init, ty.limits.min)?;
        inner.tables.push(table);
        Ok(Table::last(inner))
    }

    /// Its type, with the current length as the minimum; concrete types in it are canonical ids.
    pub fn ty(self, store: &Store) -> TableType {
        self.of(store).ty()
    }

    /// How many elements it has.
    pub fn size(self, store: &Store) -> u64 {
        self.of(store).len() as u64
    }

    /// An element, as a slot word. Traps beyond the end.
    pub fn get(self, store: &Store, index: u64) -> Result<u64> {
        self.of(store).get(index)
    }

    /// Sets an element to a slot word, whose type the caller has checked. Traps beyond the end.
    pub fn set(self, store: &mut Store, index: u64, slot: u64) -> Result<()> {
        self.of_mut(store).set(index, slot)
    }

    /// Sets `count` elements. Traps, without writing anything, beyond the end.
    ///
    /// Spec: [table.fill](https://webassembly.github.io/spec/core/exec/instructions.html#exec-table-fill).
    pub fn fill(self, store: &mut Store, at: u64, slot: u64, count: u64) -> Result<()> {
        self.of_mut(store).fill(at, slot, count)
    }

    /// Grows it by `delta` elements of this value: the old length, or `None` when that is not possible.
    ///
    /// Spec: [table.grow](https://webassembly.github.io/spec/core/exec/instructions.html#exec-table-grow).
    pub fn grow(self, store: &mut Store, delta: u64, slot: u64) -> Option<u64> {
        self.of_mut(store).grow(delta, slot)
    }
}
