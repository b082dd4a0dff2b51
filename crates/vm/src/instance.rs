//! Instances: allocation, the order of initialisation, and what an instance gives by index and by name.
//!
//! Specification: [instantiation](https://webassembly.github.io/spec/core/exec/modules.html#instantiation),
//! [allocation](https://webassembly.github.io/spec/core/exec/modules.html#allocation).

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::cell::Cell;
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use wharf_core::Result;
use wharf_core::types::{ExternKind, TableType};

use crate::const_expr;
use crate::errors;
use crate::func::Func;
use crate::global::GlobalInstance;
use crate::handle::{Extern, Global, Instance, Memory, Table, Tag};
use crate::layout::{ContextShape, FuncEntry, FuncKind, FuncRef, GlobalCell, MemoryRef, TableDef, VmContext};
use crate::link;
use crate::mapping::{page_size, populate, prefer_large_pages};
use crate::memory::MemoryInstance;
use crate::segments::{Dropped, Elements};
use crate::store::{Inner, Store};
use crate::table::TableInstance;
use crate::template::Template;

/// An instance of a store.
pub(crate) struct InstanceData {
    pub(crate) template: Arc<Template>,
    context: Context,
    pub(crate) memories: Box<[u32]>,
    pub(crate) tables: Box<[u32]>,
    pub(crate) globals: Box<[u32]>,
    pub(crate) tags: Box<[u32]>,
    /// The data segments that were dropped.
    pub(crate) dropped: Dropped,
    pub(crate) elements: Box<[Elements]>,
}

/// The memory of a context.
struct Context {
    ptr: NonNull<VmContext>,
    layout: Layout,
}

impl Context {
    fn new(shape: &ContextShape) -> Context {
        let layout = Layout::from_size_align(shape.size(), 16).expect("a context is smaller than the address space");
        // SAFETY: the size is at least the header's.
        let ptr = NonNull::new(unsafe { alloc_zeroed(layout) });
        let Some(ptr) = ptr else { std::alloc::handle_alloc_error(layout) };
        // SAFETY: what was allocated, which nobody else knows yet.
        prefer_large_pages(unsafe { std::slice::from_raw_parts_mut(ptr.as_ptr(), layout.size()) });
        Context { ptr: ptr.cast(), layout }
    }

    /// Has the pages brought in that references of these functions are in, if most of them will be written to.
    fn expect(&self, shape: &ContextShape, funcs: &[u32]) {
        let own = &funcs[funcs.partition_point(|func| *func < shape.imported_funcs)..];
        let (Some(first), Some(last)) = (own.first(), own.last()) else { return };
        let pages = (last - first) as usize * size_of::<FuncRef>() / page_size();
        if own.len() > pages {
            populate(self.at(shape.func_ref(*first)), (last - first) as usize * size_of::<FuncRef>());
        }
    }

    /// The address of a part of the context.
    fn at<T>(&self, offset: i64) -> *mut T {
        debug_assert!(offset as usize + size_of::<T>() <= self.layout.size());
        // SAFETY: offsets come from the shape that the context was allocated with.
        unsafe { self.ptr.as_ptr().byte_add(offset as usize).cast() }
    }

    /// Writes a part of the context.
    fn put<T>(&self, offset: i64, value: T) {
        // SAFETY: within the context, see `at`; offsets of the shape are aligned for what stands there.
        unsafe { self.at::<T>(offset).write(value) }
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        // SAFETY: allocated with this layout; nothing in a context needs dropping.
        unsafe { dealloc(self.ptr.as_ptr().cast(), self.layout) };
    }
}

impl InstanceData {
    /// The context argument of the instance's functions.
    pub(crate) fn context(&self) -> *mut VmContext {
        self.context.ptr.as_ptr()
    }

    /// The reference of a function, made when first asked for.
    pub(crate) fn func_ref(&self, inner: &Inner, func: u32) -> *const FuncRef {
        let shape = self.template.shape();
        if func < shape.imported_funcs {
            // SAFETY: written when the instance was made.
            return unsafe { (*self.context.at::<FuncEntry>(i64::from(shape.import(func)))).origin };
        }
        assert!((func as usize) < self.template.module().funcs.len());
        let at = self.context.at::<FuncRef>(shape.func_ref(func));
        // SAFETY: the reference lies in the context and is zero or initialised; a zeroed `FuncRef` is a valid value.
        unsafe {
            if (*at).type_id == 0 {
                at.write(FuncRef {
                    code: inner.tier.func_code(&self.template, func),
                    ctx: self.context(),
                    type_id: self.template.func_type_id(func).0,
                    kind: FuncKind::Wasm,
                    index: func,
                    id: Cell::new(0),
                });
            }
        }
        at
    }
}

impl Instance {
    /// Makes an instance: links, allocates, initialises and runs the start function. `imports` answer the module's, in
    /// order.
    ///
    /// Specification: [instantiation](https://webassembly.github.io/spec/core/exec/modules.html#instantiation). When a
    /// segment or the start function traps, what was written to imported memories and tables before stays written.
    pub fn new(store: &mut Store, template: &Arc<Template>, imports: &[Extern]) -> Result<Instance> {
        let instance = Instance::allocate(store, template, imports)?;
        instance.initialize(store, template)?;
        if let Some(start) = template.module().start {
            let mut none = [];
            instance.func(store, start.func).call(store, &mut none)?;
        }
        Ok(instance)
    }

    /// Everything but running segments and the start function.
    fn allocate(store: &mut Store, template: &Arc<Template>, imports: &[Extern]) -> Result<Instance> {
        let limit = store.config().instances;
        if store.get().instances.len() >= limit as usize {
            return Err(errors::instance_limit(limit));
        }
        store.get_mut().sync_types();
        link::check(store, template, imports)?;
        let module = template.module();
        let context = Context::new(template.shape());
        context.expect(template.shape(), template.escaping());
        let images = template.images();
        let own_memories = (0..).zip(&module.memories).skip(module.imported(ExternKind::Memory) as usize);
        let own_memories = own_memories.map(|(index, ty): (usize, _)| {
            MemoryInstance::new(ty, store.config(), images.get(index).and_then(Option::as_ref))
        });
        let own_memories = own_memories.collect::<Result<Vec<_>>>()?;
        let own_tables = &module.tables[module.imported(ExternKind::Table) as usize..];
        let canonical = |ty: TableType| TableType { element: template.canonical_ref(ty.element), ..ty };
        let own_tables = own_tables.iter().map(|table| TableInstance::new(store.get(), canonical(table.ty)));
        let own_tables = own_tables.collect::<Result<Vec<_>>>()?;

        let mut parts = Parts::of_imports(imports, &context, template.shape());
        let inner = store.get_mut();
        for memory in own_memories {
            parts.memories.push(inner.memories.len() as u32);
            inner.memories.push(memory);
        }
        for table in own_tables {
            parts.tables.push(inner.tables.len() as u32);
            inner.tables.push(table);
        }
        parts.allocate_globals(inner, template, &context);
        for ty in &module.tags[module.imported(ExternKind::Tag) as usize..] {
            parts.tags.push(inner.tags.len() as u32);
            inner.tags.push(template.type_ids()[*ty as usize]);
        }
        let index = inner.instances.len() as u32;
        parts.fill_context(inner, template, &context, index);
        let start = context.ptr.as_ptr() as usize + template.shape().func_refs_start();
        inner.func_ranges.insert(start, context.ptr.as_ptr() as usize + template.shape().size());
        inner.instances.push(InstanceData {
            template: template.clone(),
            context,
            memories: parts.memories.into(),
            tables: parts.tables.into(),
            globals: parts.globals.into(),
            tags: parts.tags.into(),
            dropped: Dropped::default(),
            elements: module.elements.iter().map(Elements::new).collect(),
        });
        let data = &inner.instances[index as usize];
        inner.interrupt.watch(data.context());
        for func in template.escaping() {
            data.func_ref(inner, *func);
        }
        Ok(Instance::last(inner))
    }

    /// Evaluates the constant expressions of globals, tables and segments, then runs the active segments.
    fn initialize(self, store: &mut Store, template: &Arc<Template>) -> Result<()> {
        let module = template.module();
        for (index, global) in module.globals.iter().enumerate() {
            if let Some(init) = global.init {
                let value = const_expr::evaluate(store, self, init)?;
                self.global(store, index as u32).set(store, value);
            }
        }
        for (index, table) in module.tables.iter().enumerate() {
            if let Some(init) = table.init {
                let value = const_expr::evaluate(store, self, init)?;
                self.table(store, index as u32).fill(store, 0, value[0], table.ty.limits.min)?;
            }
        }
        self.evaluate_segments(store)?;
        self.run_active_segments(store)
    }

    /// The module it is an instance of.
    pub fn template(self, store: &Store) -> &Arc<Template> {
        &self.of(store).template
    }

    /// The context argument of its functions, which stays where it is as long as the store lives.
    pub fn context(self, store: &Store) -> *mut VmContext {
        self.of(store).context()
    }

    /// The instance of a context.
    ///
    /// # Safety
    /// `context` is that of an instance of `store`.
    pub unsafe fn of_context(store: &Store, context: *const VmContext) -> Instance {
        // SAFETY: upheld by the caller.
        let (mark, index) = unsafe { (&(*context).mark, (*context).instance) };
        debug_assert!({
            let (mark, go_on) = (mark.load(Ordering::Relaxed), VmContext::go_on(context));
            mark == go_on || mark == !go_on
        });
        Instance::at(store.get(), index)
    }

    /// What it exports under this name.
    pub fn export(self, store: &Store, name: &str) -> Option<Extern> {
        let export = self.of(store).template.module().export(name)?;
        Some(self.item(store, export.kind, export.index))
    }

    /// Its exports, in the order of the module.
    pub fn exports(self, store: &Store) -> impl Iterator<Item = (&str, Extern)> {
        let exports = &self.of(store).template.module().exports;
        exports.iter().map(move |export| (&*export.name, self.item(store, export.kind, export.index)))
    }

    /// What stands at an index of one of its index spaces. Panics when nothing does.
    pub fn item(self, store: &Store, kind: ExternKind, index: u32) -> Extern {
        match kind {
            ExternKind::Func => Extern::Func(self.func(store, index)),
            ExternKind::Table => Extern::Table(self.table(store, index)),
            ExternKind::Memory => Extern::Memory(self.memory(store, index)),
            ExternKind::Global => Extern::Global(self.global(store, index)),
            ExternKind::Tag => Extern::Tag(self.tag(store, index)),
        }
    }

    /// A function, by index; it becomes a reference.
    #[inline]
    pub fn func(self, store: &Store, index: u32) -> Func {
        let inner = store.get();
        Func::from_ref(inner, self.of(store).func_ref(inner, index))
    }

    /// A memory, by index.
    pub fn memory(self, store: &Store, index: u32) -> Memory {
        Memory::at(store.get(), self.of(store).memories[index as usize])
    }

    /// A table, by index.
    pub fn table(self, store: &Store, index: u32) -> Table {
        Table::at(store.get(), self.of(store).tables[index as usize])
    }

    /// A global, by index.
    pub fn global(self, store: &Store, index: u32) -> Global {
        Global::at(store.get(), self.of(store).globals[index as usize])
    }

    /// A tag, by index.
    pub fn tag(self, store: &Store, index: u32) -> Tag {
        Tag::at(store.get(), self.of(store).tags[index as usize])
    }
}

/// The index spaces of an instance that is being made.
#[derive(Default)]
struct Parts {
    memories: Vec<u32>,
    tables: Vec<u32>,
    globals: Vec<u32>,
    tags: Vec<u32>,
}

impl Parts {
    /// Takes the imports, which were checked; functions go straight to the context.
    fn of_imports(imports: &[Extern], context: &Context, shape: &ContextShape) -> Parts {
        let mut parts = Parts::default();
        let mut funcs = 0;
        for import in imports {
            match import {
                Extern::Memory(memory) => parts.memories.push(memory.index() as u32),
                Extern::Table(table) => parts.tables.push(table.index() as u32),
                Extern::Global(global) => parts.globals.push(global.index() as u32),
                Extern::Tag(tag) => parts.tags.push(tag.index() as u32),
                Extern::Func(func) => {
                    context.put(i64::from(shape.import(funcs)), crate::table::entry_of(func.to_slot()));
                    funcs += 1;
                }
            }
        }
        parts
    }

    fn allocate_globals(&mut self, inner: &mut Inner, template: &Template, context: &Context) {
        let module = template.module();
        let imported = module.imported(ExternKind::Global);
        for (index, global) in module.globals.iter().enumerate().skip(imported as usize) {
            let offset = template.shape().own_global(index as u32).expect("it is not an import");
            let cell = NonNull::new(context.at::<GlobalCell>(i64::from(offset))).expect("contexts are not at null");
            let mut ty = global.ty;
            ty.val = template.canonical(ty.val);
            self.globals.push(inner.globals.len() as u32);
            inner.globals.push(GlobalInstance::of_instance(ty, cell, &inner.registry));
        }
    }

    /// Writes header and tail of the context, save the cells of globals and the references of functions.
    fn fill_context(&self, inner: &Inner, template: &Template, context: &Context, index: u32) {
        let shape = template.shape();
        for (i, memory) in self.memories.iter().enumerate() {
            context.put(i64::from(shape.memory(i as u32)), inner.memories[*memory as usize].context_ref());
        }
        for (i, table) in self.tables.iter().enumerate() {
            context.put::<*mut TableDef>(i64::from(shape.table(i as u32)), inner.tables[*table as usize].def());
        }
        for (i, global) in self.globals.iter().enumerate() {
            let cell = inner.globals[*global as usize].cell.as_ptr();
            context.put::<*mut GlobalCell>(i64::from(shape.global(i as u32)), cell);
        }
        let none = MemoryRef { base: std::ptr::null_mut(), def: std::ptr::null_mut() };
        let memory0 = self.memories.first().map_or(none, |memory| inner.memories[*memory as usize].context_ref());
        let header = VmContext {
            store: (&raw const inner.context).cast_mut(),
            ask: template.code().ask(),
            type_ids: template.type_ids().as_ptr().cast(),
            builtins: inner.context.builtins,
            tier_data: template.code().tier_data(),
            memory0_base: memory0.base,
            memory0_def: memory0.def,
            instance: index,
            mark: AtomicU32::new(VmContext::go_on(context.ptr.as_ptr())),
        };
        context.put(0, header);
    }
}
