//! What Rust and machine code both touch, declared once: every struct here is `repr(C)` and has its offsets as constants.
//!
//! A function of a module gets one context argument, its instance's [`VmContext`]. It is a fixed header followed by a
//! tail whose shape depends on the module alone ([`ContextShape`]), so the address of a global, a memory's base or an
//! imported function is one load at a constant offset. What is the same for all instances of a store stands in
//! [`StoreContext`], one load away.
//!
//! | at | what | who changes it |
//! |---|---|---|
//! | header of [`VmContext`] | pointers that never change while the instance lives | nobody: loads may be hoisted |
//! | `memories` | [`MemoryRef`]: `base` is constant for a *reserved* memory and null for a dense one | nobody |
//! | `tables` | `*mut TableDef`; base and length stand in the def | the def: growth |
//! | `globals` | `*mut GlobalCell` of every global; the cells of own globals stand in the tail too | cells: `global.set` |
//! | `imports` | a [`FuncEntry`] per imported function | nobody |
//! | `func_refs` | a [`FuncRef`] per defined function, zero until the function first becomes a reference | `vm` |
//!
//! Value slots are 64-bit words and `v128` takes two, low half first. `i32` and `f32` are zero-extended. References of
//! the `any`, `extern` and `exn` hierarchies are 32-bit and zero-extended: 0 is null, bit 0 marks an `i31`
//! (`value << 1 | 1`), everything else is the offset of an object from [`StoreContext::heap_base`]. References of the
//! `func` hierarchy are `*const FuncRef` (0 is null) in slots, globals and tables, and [`FuncRef::id`] inside objects.
//!
//! This file refuses behaviour: it says where things are, not what is done with them.

use std::cell::Cell;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};

use wharf_core::module::Module;
use wharf_core::types::ExternKind;

/// A field's offset as the `i32` that instruction encoders want.
macro_rules! offsets {
    ($($(#[$doc:meta])* $name:ident = $ty:ty, $field:ident;)*) => {
        $($(#[$doc])* pub const $name: i32 = std::mem::offset_of!($ty, $field) as i32;)*
    };
}

/// The context argument of every function of an instance: this header, then the tail that [`ContextShape`] lays out.
#[repr(C, align(16))]
#[derive(Debug)]
pub struct VmContext {
    /// The store's part.
    pub store: *mut StoreContext,
    /// An address that belongs to the tier: machine code that is called in place of a function that has none. Null when it
    /// wants none.
    pub ask: *const u8,
    /// The canonical [`wharf_core::canon::TypeId`] of each of the module's types, by type index, as `u32`.
    pub type_ids: *const u32,
    /// The table of `builtins`: the same as [`StoreContext::builtins`], here to save a load.
    pub builtins: *const *const u8,
    /// A word per function that belongs to the tier (hotness budgets, say), null when it wants none. Per module.
    pub tier_data: *mut u8,
    /// The base of memory 0 if it is a reserved one, else null: a copy of `memories[0].base`.
    pub memory0_base: *mut u8,
    /// The def of memory 0, or null: a copy of `memories[0].def`.
    pub memory0_def: *mut MemoryDef,
    /// The instance's index in its store.
    pub instance: u32,
    /// The low half of the context's own address; its complement asks the guest to stop (`VmContext::go_on`). Compiled
    /// code that is interruptible compares it with the register that holds the context, so a look is one comparison.
    pub mark: AtomicU32,
}

impl VmContext {
    /// What [`VmContext::mark`] is of the context at an address, while its program may go on.
    pub(crate) fn go_on(this: *const VmContext) -> u32 {
        this.addr() as u32
    }
}

offsets! {
    /// `*mut StoreContext`
    CTX_STORE = VmContext, store;
    /// what asks for a function's code
    CTX_ASK = VmContext, ask;
    /// `*const u32`, by type index
    CTX_TYPE_IDS = VmContext, type_ids;
    /// `*const *const u8`, by builtin number
    CTX_BUILTINS = VmContext, builtins;
    /// the tier's own pointer
    CTX_TIER_DATA = VmContext, tier_data;
    /// base of memory 0 when it is reserved
    CTX_MEMORY0_BASE = VmContext, memory0_base;
    /// `*mut MemoryDef` of memory 0
    CTX_MEMORY0_DEF = VmContext, memory0_def;
    /// `u32`
    CTX_INSTANCE = VmContext, instance;
    /// `u32`, see [`VmContext::mark`]
    CTX_MARK = VmContext, mark;
}

/// The part of the context that all instances of a store share.
#[repr(C, align(64))]
#[derive(Debug)]
pub struct StoreContext {
    /// The end of the current allocation area, as an offset in the heap: allocation is
    /// `new = heap_next + size; if new > heap_end { slow } heap_next = new`. The area is zeroed beforehand.
    pub heap_next: u32,
    /// See [`StoreContext::heap_next`]. `u64`s are not needed: the heap ends 64 KiB before 4 GiB, and inline allocation
    /// is for objects below that size.
    pub heap_end: u32,
    /// The address that 32-bit references count from; the first [`NULL_GUARD`] bytes are not accessible, so a field
    /// access through null faults and becomes the trap `null reference`. Null until the store's first object.
    pub heap_base: *mut u8,
    /// Non-zero asks the guest to stop, as the marks of the instances' contexts do at the same time: this is for whoever
    /// has the store at hand. Set by other threads.
    pub interrupt: AtomicU64,
    /// Fuel left; each charge subtracts and traps when the result is negative.
    pub fuel: i64,
    /// The lowest stack address that guest code may reach without a check failing; code on guarded stacks need not look.
    pub stack_limit: usize,
    /// The type displays by `TypeId`, 32 bytes each. Moves when a module is instantiated: load it at each use.
    pub displays: *const TypeDisplay,
    /// The [`FuncRef`]s by [`FuncRef::id`], as `*const FuncRef`. Moves when an id is given: load it at each use.
    pub func_table: *const *const FuncRef,
    /// The table of `builtins`.
    pub builtins: *const *const u8,
    /// The write barrier's card table: `cards[at >> CARD_SHIFT] = 1` after a reference is stored into an object, where `at`
    /// is the heap offset of the element of an array, and of the object or the field in a structure.
    pub cards: *mut u8,
    /// The exception being thrown (a 32-bit `exn` reference), 0 if none.
    pub pending_exception: u32,
    /// The [`wharf_core::TrapKind`] number that compiled code leaves here before it jumps to the trap exit.
    pub trap_code: u32,
    /// The frame pointer of the guest frame that called the running builtin or host function; 0 outside.
    pub exit_fp: usize,
    /// The return address into that frame.
    pub exit_pc: usize,
    /// The stack pointer that `enter` restores when guest code is left by a trap; 0 outside of guest code.
    pub entry_sp: usize,
    /// The frame pointer at that entry: the end of a walk over the guest's frames.
    pub entry_fp: usize,
    /// Where the guest's stack begins for the next entry into guest code.
    pub guest_sp: usize,
    /// Where to go on after an exception: the landing pad, and what `rsp` and `rbp` must be there.
    pub resume_pc: usize,
    /// See [`StoreContext::resume_pc`].
    pub resume_sp: usize,
    /// See [`StoreContext::resume_pc`].
    pub resume_fp: usize,
    /// After a fault: the address that was accessed.
    pub fault_address: usize,
    /// After a fault: the stack pointer.
    pub fault_sp: usize,
    /// The store, for builtins.
    pub store: *mut u8,
    /// A stamp that every write barrier may be asked to skip by; reserved for the collector.
    pub gc_phase: u32,
    /// Reserved.
    pub reserved: u32,
    /// What a builtin gave that was called as one that preserves all registers.
    pub result: u64,
}

offsets! {
    /// `u32`
    STORE_HEAP_NEXT = StoreContext, heap_next;
    /// `u32`
    STORE_HEAP_END = StoreContext, heap_end;
    /// `*mut u8`
    STORE_HEAP_BASE = StoreContext, heap_base;
    /// `i64`
    STORE_FUEL = StoreContext, fuel;
    /// `usize`
    STORE_STACK_LIMIT = StoreContext, stack_limit;
    /// `*const TypeDisplay`
    STORE_DISPLAYS = StoreContext, displays;
    /// `*const *const FuncRef`
    STORE_FUNC_TABLE = StoreContext, func_table;
    /// `*const *const u8`
    STORE_BUILTINS = StoreContext, builtins;
    /// `*mut u8`
    STORE_CARDS = StoreContext, cards;
    /// `u32`
    STORE_PENDING_EXCEPTION = StoreContext, pending_exception;
    /// `u32`
    STORE_TRAP_CODE = StoreContext, trap_code;
    /// `usize`
    STORE_EXIT_FP = StoreContext, exit_fp;
    /// `usize`
    STORE_EXIT_PC = StoreContext, exit_pc;
    /// `usize`
    STORE_ENTRY_SP = StoreContext, entry_sp;
    /// `usize`
    STORE_ENTRY_FP = StoreContext, entry_fp;
    /// `usize`
    STORE_GUEST_SP = StoreContext, guest_sp;
    /// `usize`
    STORE_RESUME_PC = StoreContext, resume_pc;
    /// `usize`
    STORE_RESUME_SP = StoreContext, resume_sp;
    /// `usize`
    STORE_RESUME_FP = StoreContext, resume_fp;
    /// `u64`
    STORE_RESULT = StoreContext, result;
}

/// How far up [`StoreContext::heap_base`] memory is inaccessible: accesses through null at smaller offsets need no check.
pub const NULL_GUARD: u32 = 64 << 10;
/// The log2 of the bytes that one byte of the card table stands for.
pub const CARD_SHIFT: u32 = 9;

/// A linear memory as code sees it.
#[repr(C)]
#[derive(Debug)]
pub struct MemoryDef {
    /// The address of byte 0. Constant for a reserved memory; a dense one may move when it grows.
    pub base: AtomicPtr<u8>,
    /// The size in bytes. Only grows; other threads may grow a shared memory.
    pub len: AtomicUsize,
}

/// A memory in a context's tail.
#[repr(C)]
#[derive(Copy, Clone, Debug)]
pub struct MemoryRef {
    /// The base of a reserved memory: constant, so it may be kept in a register. Null for a dense memory.
    pub base: *mut u8,
    /// Its def, never null.
    pub def: *mut MemoryDef,
}

/// A table as code sees it.
#[repr(C)]
#[derive(Debug)]
pub struct TableDef {
    /// The elements: [`FuncEntry`] in tables of the `func` hierarchy, `u32` references in all others. May move at growth.
    pub base: *mut u8,
    /// How many there are.
    pub len: usize,
}

/// An element of a table of functions, and an imported function.
///
/// All zero is null: no type has the id 0, so the comparison of `type_id` at a `call_indirect` catches null too, and
/// the cold path tells `uninitialized element` from a mismatch by `origin`.
#[repr(C)]
#[derive(Copy, Clone, Debug)]
pub struct FuncEntry {
    /// As in [`FuncRef::code`].
    pub code: *const u8,
    /// As in [`FuncRef::ctx`].
    pub ctx: *mut VmContext,
    /// As in [`FuncRef::type_id`]; 0 in a null entry.
    pub type_id: u32,
    /// As in [`FuncRef::kind`].
    pub kind: FuncKind,
    /// The reference this entry is a copy of; null in a null entry.
    pub origin: *const FuncRef,
}

/// A function as a reference.
#[repr(C)]
#[derive(Debug)]
pub struct FuncRef {
    /// A word that belongs to the tier: for compiled tiers an address that can be called with `ctx` as the context
    /// argument for as long as the store lives, whatever code is published later (a jump to what it has).
    /// For a host function: what `Tier::host_code` gave.
    pub code: *const u8,
    /// The context of the instance that defines it. Of a host function: a [`HostContext`] in disguise.
    pub ctx: *mut VmContext,
    /// Its canonical type; never 0 once initialised.
    pub type_id: u32,
    /// Who runs it.
    pub kind: FuncKind,
    /// Its index in the module that defines it; of a host function, its index in the store.
    pub index: u32,
    /// Its number in the store's function table, which stands for it inside GC objects; 0 until it needs one.
    pub id: Cell<u32>,
}

/// Who runs a function.
#[repr(u32)]
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FuncKind {
    /// The store's tier.
    Wasm = 0,
    /// A closure of the host.
    Host = 1,
}

/// What stands behind [`FuncRef::ctx`] of a host function: only the first word is laid out as in [`VmContext`].
#[repr(C)]
#[derive(Debug)]
pub struct HostContext {
    /// The store's part, at [`CTX_STORE`].
    pub store: *mut StoreContext,
    /// The host function's index in the store.
    pub index: u32,
    /// The host function itself, for the builtin that calls it.
    pub(crate) func: *const u8,
}

/// A global variable: 16 bytes, so that a `v128` fits.
#[repr(C, align(16))]
#[derive(Copy, Clone, Debug, Default)]
pub struct GlobalCell(pub [u64; 2]);

/// What subtype checks read of a type: is `sub` a subtype of a type `t` of depth `d < DISPLAY_DEPTH`?
/// `displays[sub].ancestors[d] == t`. For deeper types there is a builtin.
#[repr(C)]
#[derive(Copy, Clone, Debug)]
pub struct TypeDisplay {
    /// The ids of the ancestors from the root down, the type itself included; 0 beyond its own depth.
    pub ancestors: [u32; DISPLAY_DEPTH],
    /// What it builds.
    pub kind: TypeKind,
}

/// How many levels of the hierarchy a [`TypeDisplay`] holds.
pub const DISPLAY_DEPTH: usize = 7;

/// What a type builds, by number, for `ref.test` against abstract heap types.
#[repr(u32)]
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum TypeKind {
    /// A function.
    Func = 0,
    /// A structure.
    Struct = 1,
    /// An array.
    Array = 2,
    /// A host value ([`TYPE_HOST`]).
    Host = 3,
    /// An exception ([`TYPE_EXN`]).
    Exn = 4,
}

/// The header of every object on the GC heap, written with one 64-bit store: `type_id | length << 32`. Fields follow at
/// offset 8, where `gc::layout` says; objects are aligned to 8.
#[repr(C)]
#[derive(Copy, Clone, Debug)]
pub struct ObjectHeader {
    /// The canonical type, [`TYPE_HOST`] or [`TYPE_EXN`].
    pub type_id: u32,
    /// The length of an array; 0 for a structure; the host-value id of a [`TYPE_HOST`].
    pub length: u32,
}

/// The type id in the header of a host value (`externref`).
pub const TYPE_HOST: u32 = 1;
/// The type id in the header of an exception.
pub const TYPE_EXN: u32 = 2;

/// The offset of the first field or element of an object.
pub const OBJECT_FIELDS: u32 = 8;
/// The offset of an array's `u32` length.
pub const ARRAY_LENGTH: u32 = 4;

offsets! {
    /// `*mut u8`
    MEMORY_BASE = MemoryDef, base;
    /// `usize`, bytes
    MEMORY_LEN = MemoryDef, len;
    /// `*mut u8`, null for a dense memory
    MEMORY_REF_BASE = MemoryRef, base;
    /// `*mut MemoryDef`
    MEMORY_REF_DEF = MemoryRef, def;
    /// `*mut u8`
    TABLE_BASE = TableDef, base;
    /// `usize`, elements
    TABLE_LEN = TableDef, len;
    /// the tier's word
    ENTRY_CODE = FuncEntry, code;
    /// `*mut VmContext`
    ENTRY_CTX = FuncEntry, ctx;
    /// `u32`
    ENTRY_TYPE = FuncEntry, type_id;
    /// `u32`
    ENTRY_KIND = FuncEntry, kind;
    /// `*const FuncRef`
    ENTRY_ORIGIN = FuncEntry, origin;
    /// the tier's word
    FUNC_CODE = FuncRef, code;
    /// `*mut VmContext`
    FUNC_CTX = FuncRef, ctx;
    /// `u32`
    FUNC_TYPE = FuncRef, type_id;
    /// `u32`
    FUNC_KIND = FuncRef, kind;
    /// `u32`
    FUNC_INDEX = FuncRef, index;
    /// `u32`
    FUNC_ID = FuncRef, id;
    /// `u32`
    DISPLAY_ANCESTORS = TypeDisplay, ancestors;
    /// `u32`
    DISPLAY_KIND = TypeDisplay, kind;
}

/// Where the parts of a context's tail begin; depends on the module only, so compiled code may hold it as constants.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct ContextShape {
    /// How many functions are imports.
    pub imported_funcs: u32,
    /// How many globals are imports.
    pub imported_globals: u32,
    memories: u32,
    tables: u32,
    globals: u32,
    cells: u32,
    imports: u32,
    func_refs: u64,
    size: u64,
}

impl ContextShape {
    /// The shape of the contexts of a module's instances.
    pub fn new(module: &Module) -> ContextShape {
        fn after(at: &mut u64, count: usize, size: usize) -> u64 {
            let start = *at;
            *at += (count * size) as u64;
            start
        }
        let imported_funcs = module.imported_funcs();
        let imported_globals = module.imported(ExternKind::Global);
        let mut at = size_of::<VmContext>() as u64;
        let cells = after(&mut at, module.globals.len() - imported_globals as usize, size_of::<GlobalCell>()) as u32;
        let memories = after(&mut at, module.memories.len(), size_of::<MemoryRef>()) as u32;
        let tables = after(&mut at, module.tables.len(), size_of::<*mut TableDef>()) as u32;
        let globals = after(&mut at, module.globals.len(), size_of::<*mut GlobalCell>()) as u32;
        let imports = after(&mut at, imported_funcs as usize, size_of::<FuncEntry>()) as u32;
        let func_refs = after(&mut at, module.funcs.len() - imported_funcs as usize, size_of::<FuncRef>());
        ContextShape {
            imported_funcs,
            imported_globals,
            memories,
            tables,
            globals,
            cells,
            imports,
            func_refs,
            size: at,
        }
    }

    /// Of a memory's [`MemoryRef`].
    pub const fn memory(&self, index: u32) -> i32 {
        (self.memories + index * size_of::<MemoryRef>() as u32) as i32
    }

    /// Of a table's `*mut TableDef`.
    pub const fn table(&self, index: u32) -> i32 {
        (self.tables + index * size_of::<*mut TableDef>() as u32) as i32
    }

    /// Of the `*mut GlobalCell` of any global.
    pub const fn global(&self, index: u32) -> i32 {
        (self.globals + index * size_of::<*mut GlobalCell>() as u32) as i32
    }

    /// Of the [`GlobalCell`] itself, if the global is not imported.
    pub const fn own_global(&self, index: u32) -> Option<i32> {
        match index.checked_sub(self.imported_globals) {
            Some(own) => Some((self.cells + own * size_of::<GlobalCell>() as u32) as i32),
            None => None,
        }
    }

    /// Of an imported function's [`FuncEntry`].
    pub const fn import(&self, index: u32) -> i32 {
        debug_assert!(index < self.imported_funcs);
        (self.imports + index * size_of::<FuncEntry>() as u32) as i32
    }

    /// Of the [`FuncRef`] of a defined function (an imported one is its entry's `origin`): all zero until the function
    /// has become a reference. Initialised when the instance is made for every function that exports and segments name;
    /// validation lets `ref.func` name only these and those of constant expressions that ran before.
    pub const fn func_ref(&self, index: u32) -> i64 {
        debug_assert!(index >= self.imported_funcs);
        (self.func_refs + (index - self.imported_funcs) as u64 * size_of::<FuncRef>() as u64) as i64
    }

    /// The function whose [`FuncRef`] would be at this offset, whether the module has so many or not.
    pub const fn func_of_ref(&self, offset: u64) -> Option<u32> {
        let Some(bytes) = offset.checked_sub(self.func_refs) else { return None };
        if !bytes.is_multiple_of(size_of::<FuncRef>() as u64) {
            return None;
        }
        let defined = bytes / size_of::<FuncRef>() as u64;
        if defined < u32::MAX as u64 { self.imported_funcs.checked_add(defined as u32) } else { None }
    }

    /// Where the [`FuncRef`]s begin; they end with the context.
    pub const fn func_refs_start(&self) -> usize {
        self.func_refs as usize
    }

    /// The bytes of the whole context.
    pub const fn size(&self) -> usize {
        self.size as usize
    }
}

impl StoreContext {
    /// Of a store without anything in it.
    pub(crate) fn new(fuel: i64) -> StoreContext {
        StoreContext {
            heap_next: 0,
            heap_end: 0,
            heap_base: std::ptr::null_mut(),
            interrupt: AtomicU64::new(0),
            fuel,
            stack_limit: 0,
            displays: std::ptr::null(),
            func_table: std::ptr::null(),
            builtins: std::ptr::null(),
            cards: std::ptr::null_mut(),
            pending_exception: 0,
            trap_code: 0,
            exit_fp: 0,
            exit_pc: 0,
            entry_sp: 0,
            entry_fp: 0,
            guest_sp: 0,
            resume_pc: 0,
            resume_sp: 0,
            resume_fp: 0,
            fault_address: 0,
            fault_sp: 0,
            store: std::ptr::null_mut(),
            gc_phase: 0,
            reserved: 0,
            result: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_what_scaled_addressing_needs() {
        assert_eq!(size_of::<VmContext>(), 64);
        assert_eq!(size_of::<FuncEntry>(), 32);
        assert_eq!(size_of::<FuncRef>(), 32);
        assert_eq!(size_of::<GlobalCell>(), 16);
        assert_eq!(size_of::<MemoryRef>(), 16);
        assert_eq!(size_of::<TypeDisplay>(), 32);
        assert_eq!(size_of::<ObjectHeader>(), OBJECT_FIELDS as usize);
        assert_eq!(std::mem::offset_of!(ObjectHeader, length), ARRAY_LENGTH as usize);
    }

    #[test]
    fn what_is_hot_fits_short_displacements() {
        assert_eq!(CTX_STORE, 0);
        assert_eq!(std::mem::offset_of!(HostContext, store), CTX_STORE as usize);
        for offset in [CTX_ASK, CTX_TYPE_IDS, CTX_BUILTINS, CTX_MEMORY0_BASE, CTX_MEMORY0_DEF, CTX_MARK] {
            assert!(offset < 128);
        }
        for offset in [STORE_HEAP_NEXT, STORE_HEAP_END, STORE_HEAP_BASE, STORE_FUEL, STORE_DISPLAYS] {
            assert!(offset < 128);
        }
        assert_eq!((ENTRY_CODE, ENTRY_CTX, ENTRY_TYPE, ENTRY_ORIGIN), (0, 8, 16, 24));
        assert_eq!((FUNC_CODE, FUNC_CTX, FUNC_TYPE), (ENTRY_CODE, ENTRY_CTX, ENTRY_TYPE));
    }

    #[test]
    fn the_tail_does_not_overlap() {
        let module = Module { funcs: vec![0; 5], memories: vec![], imported: [2, 0, 0, 0, 0], ..Module::default() };
        let shape = ContextShape::new(&module);
        assert_eq!(shape.import(1), 64 + 32);
        assert_eq!(shape.func_ref(2), 64 + 64);
        assert_eq!(shape.func_of_ref(64 + 64 + 32), Some(3));
        assert_eq!((shape.func_of_ref(64 + 64 + 33), shape.func_of_ref(64)), (None, None));
        assert_eq!(shape.size(), 64 + 64 + 3 * 32);
    }
}
