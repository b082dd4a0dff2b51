//! Element and data segments: what is left of them in an instance, and how active ones are run.
//!
//! Specification: [instantiation](https://webassembly.github.io/spec/core/exec/modules.html#instantiation),
//! [table.init](https://webassembly.github.io/spec/core/exec/instructions.html#exec-table-init),
//! [memory.init](https://webassembly.github.io/spec/core/exec/instructions.html#exec-memory-init).

use wharf_core::module::{ElementItems, ElementSegment, Mode, Module};
use wharf_core::types::ExternKind;
use wharf_core::{Result, TrapKind};

use crate::const_expr;
use crate::errors;
use crate::func::Func;
use crate::handle::Instance;
use crate::layout::FuncEntry;
use crate::mapping::populate;
use crate::store::Store;
use crate::table::{TableKind, entry_of};

/// How large a data segment must be for its pages to be brought in at once, in bytes.
const POPULATED: usize = 128 << 10;

/// What an element segment is in an instance.
pub(crate) enum Elements {
    /// The module's list of function indices.
    Funcs,
    /// Evaluated function references, as slot words.
    FuncRefs(Box<[u64]>),
    /// Evaluated references of the other hierarchies.
    Refs(Box<[u32]>),
    /// Nothing any more.
    Dropped,
}

impl Elements {
    pub(crate) fn new(segment: &ElementSegment) -> Elements {
        match segment.items {
            ElementItems::Funcs(_) => Elements::Funcs,
            ElementItems::Exprs(_) => Elements::Dropped,
        }
    }
}

/// The data segments of an instance that were dropped. Mostly all are once it is made, and nobody asks.
#[derive(Default)]
pub(crate) struct Dropped {
    /// Whether all of them are.
    all: bool,
    /// Whether each one is, up to the last one that is.
    each: Vec<bool>,
}

impl Dropped {
    fn has(&self, data: u32) -> bool {
        self.all || self.each.get(data as usize).is_some_and(|dropped| *dropped)
    }

    fn add(&mut self, data: u32) {
        let index = data as usize;
        if index >= self.each.len() {
            self.each.resize(index + 1, false);
        }
        self.each[index] = true;
    }
}

impl Instance {
    /// Evaluates the expressions of all element segments.
    pub(crate) fn evaluate_segments(self, store: &mut Store) -> Result<()> {
        let template = self.template(store).clone();
        for (index, segment) in template.module().elements.iter().enumerate() {
            let ElementItems::Exprs(items) = &segment.items else { continue };
            let kind = TableKind::of(template.canonical_ref(segment.ty), &**store.registry());
            if kind == TableKind::Func {
                let values = items.iter().map(|item| Ok(const_expr::evaluate(store, self, *item)?[0]));
                let values = values.collect::<Result<_>>()?;
                self.of_mut(store).elements[index] = Elements::FuncRefs(values);
                continue;
            }
            // In its place from the start, since evaluating the next item may move the last one's object.
            self.of_mut(store).elements[index] = Elements::Refs(vec![0; items.len()].into());
            for (at, item) in items.iter().enumerate() {
                let value = const_expr::evaluate(store, self, *item)?;
                if let Elements::Refs(values) = &mut self.of_mut(store).elements[index] {
                    values[at] = value[0] as u32;
                }
            }
        }
        Ok(())
    }

    /// Copies the active segments to their tables and memories, in order; drops them and the declarative ones.
    pub(crate) fn run_active_segments(self, store: &mut Store) -> Result<()> {
        let template = self.template(store).clone();
        let module = template.module();
        for (index, segment) in module.elements.iter().enumerate() {
            let index = index as u32;
            match segment.mode {
                Mode::Passive => continue,
                Mode::Declarative => {}
                Mode::Active { target, offset } => {
                    let offset = const_expr::evaluate(store, self, offset)?[0];
                    let copied = self.table_init(store, index, target, offset, 0, segment.items.len() as u64);
                    copied.map_err(|error| errors::in_element_segment(error, index, segment.at))?;
                }
            }
            self.elem_drop(store, index);
        }
        let memories = 0..module.memories.len() as u32;
        let begun: Vec<bool> = memories.map(|memory| self.begins_as_image(store, module, memory)).collect();
        if begun.contains(&true) && template.is_all_in_image() {
            self.of_mut(store).dropped.all = true;
            return Ok(());
        }
        for (index, segment) in module.datas.iter().enumerate() {
            let Mode::Active { target, offset } = segment.mode else { continue };
            if !begun[target as usize] {
                let offset = const_expr::evaluate(store, self, offset)?[0];
                let copied = self.memory_init(store, index as u32, target, offset, 0, segment.data.len() as u64);
                copied.map_err(|error| errors::in_data_segment(error, index, segment.at))?;
            }
            self.data_drop(store, index as u32);
        }
        Ok(())
    }

    /// Whether a memory holds what its segments put there from the start.
    fn begins_as_image(self, store: &Store, module: &Module, memory: u32) -> bool {
        memory >= module.imported(ExternKind::Memory) && self.memory(store, memory).of(store).has_image()
    }

    /// `table.init`. Traps, without writing anything, beyond an end.
    pub fn table_init(self, store: &mut Store, elem: u32, table: u32, dst: u64, src: u64, count: u64) -> Result<()> {
        let items = self.element_count(store, elem);
        if src.checked_add(count).is_none_or(|end| end > items) {
            return Err(errors::trap(TrapKind::TableOutOfBounds));
        }
        let table = self.table(store, table);
        let to = table.of(store).range(dst, count)?;
        let from = src as usize..(src + count) as usize;
        let inner = store.get_mut();
        let (instance, table) = (&inner.instances[self.index()], table.index());
        match &instance.elements[elem as usize] {
            Elements::Dropped => {}
            Elements::Refs(values) => inner.tables[table].refs()[to].copy_from_slice(&values[from]),
            Elements::FuncRefs(values) => {
                let to = &mut inner.tables[table].funcs()[to];
                to.iter_mut().zip(&values[from]).for_each(|(to, from)| *to = entry_of(*from));
            }
            Elements::Funcs => {
                let ElementItems::Funcs(items) = &instance.template.module().elements[elem as usize].items else {
                    return Ok(());
                };
                let at = inner.tables[table].funcs()[to].as_mut_ptr();
                for (index, func) in items[from].iter().enumerate() {
                    // SAFETY: the reference is initialised; `at` begins as many entries as there are items.
                    unsafe {
                        let entry: FuncEntry = (*instance.func_ref(inner, *func)).entry();
                        at.add(index).write(entry);
                    }
                }
            }
        }
        Ok(())
    }

    /// `elem.drop`
    pub fn elem_drop(self, store: &mut Store, elem: u32) {
        self.of_mut(store).elements[elem as usize] = Elements::Dropped;
    }

    /// How many items an element segment has left: none once dropped.
    pub fn element_count(self, store: &Store, elem: u32) -> u64 {
        let instance = self.of(store);
        match &instance.elements[elem as usize] {
            Elements::Funcs => instance.template.module().elements[elem as usize].items.len() as u64,
            Elements::FuncRefs(values) => values.len() as u64,
            Elements::Refs(values) => values.len() as u64,
            Elements::Dropped => 0,
        }
    }

    /// An item of an element segment, as a slot word. Panics beyond its end.
    pub(crate) fn element(self, store: &Store, elem: u32, item: usize) -> u64 {
        let instance = self.of(store);
        match &instance.elements[elem as usize] {
            Elements::Dropped => panic!("the segment was dropped"),
            Elements::FuncRefs(values) => values[item],
            Elements::Refs(values) => u64::from(values[item]),
            Elements::Funcs => match &instance.template.module().elements[elem as usize].items {
                ElementItems::Funcs(items) => {
                    Func::from_ref(store.get(), instance.func_ref(store.get(), items[item])).to_slot()
                }
                ElementItems::Exprs(_) => panic!("it has no list of functions"),
            },
        }
    }

    /// The bytes of a data segment: none once dropped.
    pub(crate) fn data_bytes(self, store: &Store, data: u32) -> &[u8] {
        let instance = self.of(store);
        let module = instance.template.module();
        if instance.dropped.has(data) { &[] } else { module.slice(module.datas[data as usize].data) }
    }

    /// `memory.init`. Traps, without writing anything, beyond an end.
    pub fn memory_init(self, store: &mut Store, data: u32, memory: u32, dst: u64, src: u64, count: u64) -> Result<()> {
        let bytes = self.data_bytes(store, data);
        let from = match src.checked_add(count) {
            Some(end) if end <= bytes.len() as u64 => &bytes[src as usize..end as usize],
            _ => return Err(errors::trap(TrapKind::MemoryOutOfBounds)),
        };
        let to = self.memory(store, memory).of(store).range(dst, count)?;
        if from.len() >= POPULATED {
            populate(to, from.len());
        }
        // SAFETY: `range` checked the target; the module's bytes are not guest memory.
        unsafe { std::ptr::copy_nonoverlapping(from.as_ptr(), to, from.len()) };
        Ok(())
    }

    /// `data.drop`
    pub fn data_drop(self, store: &mut Store, data: u32) {
        self.of_mut(store).dropped.add(data);
    }
}
