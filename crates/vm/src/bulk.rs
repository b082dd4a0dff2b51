//! Instructions over ranges of memories, tables and arrays, for all tiers. Each traps before it writes anything.
//!
//! Specification: [memory instructions](https://webassembly.github.io/spec/core/exec/instructions.html#memory-instructions),
//! [table instructions](https://webassembly.github.io/spec/core/exec/instructions.html#table-instructions).

use wharf_core::canon::TypeId;
use wharf_core::{Result, TrapKind};

use crate::errors;
use crate::gc::{FieldKind, GcRef};
use crate::handle::Instance;
use crate::store::Store;
use crate::table::TableKind;

impl Instance {
    /// `memory.size`, in pages.
    pub fn memory_size(self, store: &Store, memory: u32) -> u64 {
        self.memory(store, memory).size(store)
    }

    /// `memory.grow`: the old size in pages, or `None`.
    pub fn memory_grow(self, store: &mut Store, memory: u32, delta: u64) -> Option<u64> {
        self.memory(store, memory).grow(store, delta)
    }

    /// `memory.fill`
    pub fn memory_fill(self, store: &mut Store, memory: u32, dst: u64, value: u8, count: u64) -> Result<()> {
        let to = self.memory(store, memory).of(store).range(dst, count)?;
        // SAFETY: `range` checked the target.
        unsafe { std::ptr::write_bytes(to, value, count as usize) };
        Ok(())
    }

    /// `memory.copy`; the ranges may overlap.
    pub fn memory_copy(
        self,
        store: &mut Store,
        (dst_memory, dst): (u32, u64),
        (src_memory, src): (u32, u64),
        count: u64,
    ) -> Result<()> {
        let to = self.memory(store, dst_memory).of(store).range(dst, count)?;
        let from = self.memory(store, src_memory).of(store).range(src, count)?;
        // SAFETY: `range` checked both; `copy` allows them to overlap.
        unsafe { std::ptr::copy(from, to, count as usize) };
        Ok(())
    }

    /// `table.size`
    pub fn table_size(self, store: &Store, table: u32) -> u64 {
        self.table(store, table).size(store)
    }

    /// `table.get`: a slot word.
    pub fn table_get(self, store: &Store, table: u32, index: u64) -> Result<u64> {
        self.table(store, table).get(store, index)
    }

    /// `table.set`
    pub fn table_set(self, store: &mut Store, table: u32, index: u64, slot: u64) -> Result<()> {
        self.table(store, table).set(store, index, slot)
    }

    /// `table.grow`: the old length, or `None`.
    pub fn table_grow(self, store: &mut Store, table: u32, delta: u64, slot: u64) -> Option<u64> {
        self.table(store, table).grow(store, delta, slot)
    }

    /// `table.fill`
    pub fn table_fill(self, store: &mut Store, table: u32, at: u64, slot: u64, count: u64) -> Result<()> {
        self.table(store, table).fill(store, at, slot, count)
    }

    /// `table.copy`; the ranges may overlap.
    pub fn table_copy(
        self,
        store: &mut Store,
        (dst_table, dst): (u32, u64),
        (src_table, src): (u32, u64),
        count: u64,
    ) -> Result<()> {
        let (to, from) = (self.table(store, dst_table), self.table(store, src_table));
        let to_range = to.of(store).range(dst, count)?;
        let from_range = from.of(store).range(src, count)?;
        let tables = &mut store.get_mut().tables;
        let width = tables[to.index()].kind().width();
        assert!(tables[to.index()].kind() == tables[from.index()].kind());
        // SAFETY: both ranges were checked, and elements are plain data; `copy` allows them to overlap.
        unsafe {
            let source = (*tables[from.index()].def()).base.add(from_range.start * width);
            let target = (*tables[to.index()].def()).base.add(to_range.start * width);
            std::ptr::copy(source, target, from_range.len() * width);
        }
        Ok(())
    }

    /// `ref.func`: a slot word.
    pub fn ref_func(self, store: &Store, func: u32) -> u64 {
        self.func(store, func).to_slot()
    }

    /// `array.new_data`
    pub fn array_new_data(self, store: &mut Store, ty: TypeId, data: u32, src: u32, length: u32) -> Result<GcRef> {
        let kind = store.get_mut().element_kind(ty);
        self.data_range(store, data, src, length, kind)?;
        let array = store.array_new_default(ty, length)?;
        self.array_init_data(store, ty, data, (Some(array), 0), src, length)?;
        Ok(array)
    }

    /// `array.init_data`
    pub fn array_init_data(
        self,
        store: &mut Store,
        ty: TypeId,
        data: u32,
        (array, dst): (Option<GcRef>, u32),
        src: u32,
        count: u32,
    ) -> Result<()> {
        let array = array.ok_or_else(|| errors::trap(TrapKind::NullReference))?.bits();
        let kind = store.get_mut().element_kind(ty);
        let to = store.get().elements(array, kind, u64::from(dst), u64::from(count))?;
        let from = self.data_range(store, data, src, count, kind)?;
        // SAFETY: `elements` checked the target, which is as wide as the source.
        unsafe { std::ptr::copy_nonoverlapping(from.as_ptr(), to, from.len()) };
        Ok(())
    }

    /// The bytes of a data segment that `count` elements from byte `src` on take.
    fn data_range(self, store: &Store, data: u32, src: u32, count: u32, kind: FieldKind) -> Result<&[u8]> {
        let bytes = self.data_bytes(store, data);
        let end = u64::from(src) + u64::from(count) * u64::from(kind.width());
        match end <= bytes.len() as u64 {
            true => Ok(&bytes[src as usize..end as usize]),
            false => Err(errors::trap(TrapKind::MemoryOutOfBounds)),
        }
    }

    /// `array.new_elem`
    pub fn array_new_elem(self, store: &mut Store, ty: TypeId, elem: u32, src: u32, length: u32) -> Result<GcRef> {
        self.check_elements(store, elem, src, length)?;
        let array = store.array_new_default(ty, length)?;
        self.array_init_elem(store, ty, elem, (Some(array), 0), src, length)?;
        Ok(array)
    }

    /// `array.init_elem`
    pub fn array_init_elem(
        self,
        store: &mut Store,
        ty: TypeId,
        elem: u32,
        (array, dst): (Option<GcRef>, u32),
        src: u32,
        count: u32,
    ) -> Result<()> {
        let bits = array.ok_or_else(|| errors::trap(TrapKind::NullReference))?.bits();
        let kind = store.get_mut().element_kind(ty);
        store.get().elements(bits, kind, u64::from(dst), u64::from(count))?;
        self.check_elements(store, elem, src, count)?;
        for item in 0..count {
            let value = self.element(store, elem, (src + item) as usize);
            store.array_set(ty, array, dst + item, [value, 0])?;
        }
        Ok(())
    }

    fn check_elements(self, store: &Store, elem: u32, src: u32, count: u32) -> Result<()> {
        match u64::from(src) + u64::from(count) <= self.element_count(store, elem) {
            true => Ok(()),
            false => Err(errors::trap(TrapKind::TableOutOfBounds)),
        }
    }

    /// What an element segment's items are.
    pub fn element_kind(self, store: &Store, elem: u32) -> TableKind {
        let template = self.template(store);
        TableKind::of(template.canonical_ref(template.module().elements[elem as usize].ty), &**store.registry())
    }
}
