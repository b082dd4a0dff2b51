//! What machine code calls for everything that is not worth its bytes: the numbered table behind
//! [`crate::layout::CTX_BUILTINS`].
//!
//! A builtin is called as `call [builtins + 8 * number]` in the C convention of the machine with the context first; `u32`
//! arguments ignore their high half. It runs on the host's stack and returns a word in `rax`. One that fails does not
//! return: the exception goes to its handler, a trap leaves the guest. Every builtin may be where a collection happens
//! unless its documentation says otherwise, so references that live across must be in the frame words of the call's
//! [`crate::compiled::CallSite::roots`].
//!
//! Behind the builtins the table has them a second time ([`Builtin::preserving_offset`]), for calls that are seldom made in
//! the midst of code that runs often: these preserve every register and leave the result in
//! [`crate::layout::StoreContext::result`]. They throw nothing that a guest could catch.

use std::panic::{AssertUnwindSafe, catch_unwind};

use wharf_core::canon::TypeId;
use wharf_core::{Error, Result, TrapKind};

use crate::arch::{preserving, thunk};
use crate::enter::Failure;
use crate::errors;
use crate::func::Func;
use crate::gc::GcRef;
use crate::handle::Instance;
use crate::host::{Caller, HostFunc};
use crate::layout::{FuncRef, HostContext, ObjectHeader, VmContext};
use crate::store::{Store, slot_count};
use crate::unwind;

/// What an implementation gives its thunk: the value, and 0, or 1 for a trap, or 2 for an exception with a handler.
#[repr(C)]
struct Returned {
    value: u64,
    raised: u64,
}

/// How much of the guest's stack is used by a builtin that preserves every register.
pub(crate) const PRESERVING_STACK: i32 = 384;

const TRAP: u64 = 1;
const CAUGHT: u64 = 2;

/// Runs a builtin for the instance of `context`.
///
/// # Safety
/// `context` is that of an instance of a live store whose guest called the builtin.
unsafe fn run(context: *mut VmContext, body: impl FnOnce(&mut Store, Instance) -> Result<u64>) -> Returned {
    // SAFETY: upheld by the caller; the store's own handle is suspended in `Store::enter`.
    unsafe {
        let mut store = Store::from_context((*context).store);
        let instance = Instance::of_context(&store, context);
        finish(&mut store, |store| body(store, instance))
    }
}

/// Runs the body; turns an error into where the guest goes on.
fn finish(store: &mut Store, body: impl FnOnce(&mut Store) -> Result<u64>) -> Returned {
    let failure = match catch_unwind(AssertUnwindSafe(|| body(store))) {
        Ok(Ok(value)) => return Returned { value, raised: 0 },
        Ok(Err(error)) => match catch(store, &error) {
            Some(exception) => return Returned { value: exception.to_slot(), raised: CAUGHT },
            None => Failure::Error(error),
        },
        Err(panic) => Failure::Panic(panic),
    };
    store.get_mut().machine.failure = Some(failure);
    Returned { value: 0, raised: TRAP }
}

/// The exception that an error stands for, if a guest frame handles it.
fn catch(store: &mut Store, error: &Error) -> Option<GcRef> {
    if error.trap_kind() != Some(TrapKind::UncaughtException) {
        return None;
    }
    let exception = store.pending_exception().filter(|exception| unwind::find_handler(store, *exception))?;
    store.take_exception(error);
    Some(exception)
}

/// Slots on the guest's stack.
///
/// # Safety
/// There are `count` words at `slots`, and nobody else touches them while the builtin runs.
unsafe fn slots<'a>(slots: *mut u64, count: usize) -> &'a mut [u64] {
    match count {
        0 => &mut [],
        // SAFETY: upheld by the caller.
        count => unsafe { std::slice::from_raw_parts_mut(slots, count) },
    }
}

fn or_minus_one(value: Option<u64>) -> u64 {
    value.unwrap_or(u64::MAX)
}

fn type_id(store: &Store, instance: Instance, ty: u32) -> TypeId {
    instance.template(store).type_ids()[ty as usize]
}

fn object(reference: u32) -> Option<GcRef> {
    GcRef::from_bits(reference)
}

macro_rules! builtins {
    ($($(#[$doc:meta])* $number:literal $id:ident = $name:ident($store:ident, $instance:ident $(, $arg:ident: $ty:ty)*) $body:expr;)*) => {
        /// The builtins by number.
        #[derive(Copy, Clone, PartialEq, Eq, Debug)]
        #[repr(u32)]
        pub enum Builtin {
            /// `(host context, slots: *mut u64)`: calls the host function of the context. For host adaptors.
            HostCall = 0,
            $($(#[$doc])* $id = $number,)*
        }

        impl Builtin {
            /// Every builtin, by number.
            pub const ALL: &[Builtin] = &[Builtin::HostCall, $(Builtin::$id,)*];

            /// Its name, for those who print machine code.
            pub const fn name(self) -> &'static str {
                match self {
                    Builtin::HostCall => "host_call",
                    $(Builtin::$id => stringify!($name),)*
                }
            }

            /// Its offset in the table.
            pub const fn offset(self) -> i32 {
                self as i32 * 8
            }

            /// The offset of the one that preserves every register.
            pub const fn preserving_offset(self) -> i32 {
                (COUNT as i32 + self as i32) * 8
            }
        }

        $(
            unsafe extern "C" fn $name(context: *mut VmContext, $($arg: $ty),*) -> Returned {
                #[allow(unused_variables)]
                let body = |$store: &mut Store, $instance: Instance| $body;
                // SAFETY: called by guest code with its own context.
                unsafe { run(context, body) }
            }
        )*

        static TABLE: Table = Table([
            [thunk!(host_call), $(thunk!($name),)*],
            [preserving!(host_call), $(preserving!($name),)*],
        ]);
        const COUNT: usize = Builtin::ALL.len();
    };
}

struct Table([[*const u8; COUNT]; 2]);

// SAFETY: addresses of functions, never written.
unsafe impl Sync for Table {}

/// Whether an address is the first of a builtin that preserves every register: where it faults when there is no stack for
/// them. Async-signal-safe.
pub(crate) fn is_preserving(pc: usize) -> bool {
    TABLE.0[1].iter().any(|entry| *entry as usize == pc)
}

/// The address of the table.
pub(crate) fn table() -> *const *const u8 {
    TABLE.0.as_ptr().cast()
}

builtins! {
    /// `(memory: u32, delta: u64) -> u64`: the old size in pages, or −1. Does not collect.
    1 MemoryGrow = memory_grow(store, instance, memory: u32, delta: u64) Ok(or_minus_one(instance.memory_grow(store, memory, delta)));
    /// `(memory: u32) -> u64`: pages. Does not collect.
    2 MemorySize = memory_size(store, instance, memory: u32) Ok(instance.memory_size(store, memory));
    /// `(memory: u32, dst: u64, value: u32, count: u64)`. Does not collect.
    3 MemoryFill = memory_fill(store, instance, memory: u32, dst: u64, value: u32, count: u64)
        instance.memory_fill(store, memory, dst, value as u8, count).map(|()| 0);
    /// `(dst_memory: u32, src_memory: u32, dst: u64, src: u64, count: u64)`. Does not collect.
    4 MemoryCopy = memory_copy(store, instance, dst_memory: u32, src_memory: u32, dst: u64, src: u64, count: u64)
        instance.memory_copy(store, (dst_memory, dst), (src_memory, src), count).map(|()| 0);
    /// `(data: u32, memory: u32, dst: u64, src: u32, count: u32)`. Does not collect.
    5 MemoryInit = memory_init(store, instance, data: u32, memory: u32, dst: u64, src: u32, count: u32)
        instance.memory_init(store, data, memory, dst, u64::from(src), u64::from(count)).map(|()| 0);
    /// `(data: u32)`. Does not collect.
    6 DataDrop = data_drop(store, instance, data: u32) { instance.data_drop(store, data); Ok(0) };
    /// `(table: u32, index: u64) -> slot`. Does not collect.
    7 TableGet = table_get(store, instance, table: u32, index: u64) instance.table_get(store, table, index);
    /// `(table: u32, index: u64, slot: u64)`. Does not collect.
    8 TableSet = table_set(store, instance, table: u32, index: u64, slot: u64) instance.table_set(store, table, index, slot).map(|()| 0);
    /// `(table: u32) -> u64`. Does not collect.
    9 TableSize = table_size(store, instance, table: u32) Ok(instance.table_size(store, table));
    /// `(table: u32, delta: u64, slot: u64) -> u64`: the old length, or −1. Does not collect.
    10 TableGrow = table_grow(store, instance, table: u32, delta: u64, slot: u64) Ok(or_minus_one(instance.table_grow(store, table, delta, slot)));
    /// `(table: u32, at: u64, slot: u64, count: u64)`. Does not collect.
    11 TableFill = table_fill(store, instance, table: u32, at: u64, slot: u64, count: u64)
        instance.table_fill(store, table, at, slot, count).map(|()| 0);
    /// `(dst_table: u32, src_table: u32, dst: u64, src: u64, count: u64)`. Does not collect.
    12 TableCopy = table_copy(store, instance, dst_table: u32, src_table: u32, dst: u64, src: u64, count: u64)
        instance.table_copy(store, (dst_table, dst), (src_table, src), count).map(|()| 0);
    /// `(elem: u32, table: u32, dst: u64, src: u32, count: u32)`. Does not collect.
    13 TableInit = table_init(store, instance, elem: u32, table: u32, dst: u64, src: u32, count: u32)
        instance.table_init(store, elem, table, dst, u64::from(src), u64::from(count)).map(|()| 0);
    /// `(elem: u32)`. Does not collect.
    14 ElemDrop = elem_drop(store, instance, elem: u32) { instance.elem_drop(store, elem); Ok(0) };
    /// `(func: u32) -> *const FuncRef`. Does not collect.
    15 RefFunc = ref_func(store, instance, func: u32) Ok(instance.ref_func(store, func));
    /// `(func: *const FuncRef) -> u32`: its id in objects, 0 for null. Does not collect.
    16 FuncId = func_id(store, instance, func: *const FuncRef) {
        // SAFETY: null or a live reference, as every value of the `func` hierarchy.
        let func = unsafe { func.as_ref() };
        Ok(func.map_or(0, |func| u64::from(store.get_mut().func_id(func))))
    };
    /// `(type: u32, length: u32) -> u32`: a zeroed object of the module's type; `length` is an array's, 0 for structures.
    17 Allocate = allocate(store, instance, ty: u32, length: u32) {
        let ty = type_id(store, instance, ty);
        let size = store.object_layout(ty).size(length);
        store.get_mut().allocate(ObjectHeader { type_id: ty.0, length }, size, &mut |_| ()).map(u64::from)
    };
    /// `(type: u32, slots: *mut u64) -> u32`: `struct.new` of the fields' slots, which need not be in the stack map.
    18 StructNew = struct_new(store, instance, ty: u32, fields: *mut u64) {
        let ty = type_id(store, instance, ty);
        let count = store.object_layout(ty).fields().iter().map(|field| field.kind.slots()).sum();
        // SAFETY: the guest passes the slots of the fields.
        store.struct_new(ty, unsafe { slots(fields, count) }).map(GcRef::to_slot)
    };
    /// `(type: u32, value: *const [u64; 2], length: u32) -> u32`: `array.new`.
    19 ArrayNew = array_new(store, instance, ty: u32, value: *const u64, length: u32) {
        // SAFETY: the guest passes two words.
        let value = unsafe { value.cast::<[u64; 2]>().read() };
        store.array_new(type_id(store, instance, ty), value, length).map(GcRef::to_slot)
    };
    /// `(type: u32, values: *mut u64, count: u32) -> u32`: `array.new_fixed` of the elements' slots.
    20 ArrayNewFixed = array_new_fixed(store, instance, ty: u32, values: *mut u64, count: u32) {
        let ty = type_id(store, instance, ty);
        let width = store.get_mut().element_kind(ty).slots();
        // SAFETY: the guest passes the slots of the elements.
        store.array_new_fixed(ty, unsafe { slots(values, count as usize * width) }).map(GcRef::to_slot)
    };
    /// `(type: u32, data: u32, offset: u32, length: u32) -> u32`
    21 ArrayNewData = array_new_data(store, instance, ty: u32, data: u32, offset: u32, length: u32)
        instance.array_new_data(store, type_id(store, instance, ty), data, offset, length).map(GcRef::to_slot);
    /// `(type: u32, elem: u32, offset: u32, length: u32) -> u32`
    22 ArrayNewElem = array_new_elem(store, instance, ty: u32, elem: u32, offset: u32, length: u32)
        instance.array_new_elem(store, type_id(store, instance, ty), elem, offset, length).map(GcRef::to_slot);
    /// `(type | data << 32: u64, array: u32, dst: u32, src: u32, count: u32)`. Does not collect.
    23 ArrayInitData = array_init_data(store, instance, which: u64, array: u32, dst: u32, src: u32, count: u32)
        instance.array_init_data(store, type_id(store, instance, which as u32), (which >> 32) as u32, (object(array), dst), src, count).map(|()| 0);
    /// `(type | elem << 32: u64, array: u32, dst: u32, src: u32, count: u32)`. Does not collect.
    24 ArrayInitElem = array_init_elem(store, instance, which: u64, array: u32, dst: u32, src: u32, count: u32)
        instance.array_init_elem(store, type_id(store, instance, which as u32), (which >> 32) as u32, (object(array), dst), src, count).map(|()| 0);
    /// `(type: u32, array | at << 32: u64, value: *const [u64; 2], count: u32)`: `array.fill`. Does not collect.
    25 ArrayFill = array_fill(store, instance, ty: u32, place: u64, value: *const u64, count: u32) {
        // SAFETY: the guest passes two words.
        let value = unsafe { value.cast::<[u64; 2]>().read() };
        store.array_fill(type_id(store, instance, ty), object(place as u32), (place >> 32) as u32, value, count).map(|()| 0)
    };
    /// `(type: u32, dst | at << 32: u64, src | at << 32: u64, count: u32)`: `array.copy`; the type is the target's. Does not
    /// collect.
    26 ArrayCopy = array_copy(store, instance, ty: u32, dst: u64, src: u64, count: u32)
        store.array_copy(type_id(store, instance, ty), (object(dst as u32), (dst >> 32) as u32), (object(src as u32), (src >> 32) as u32), count).map(|()| 0);
    /// `(sub: u32, sup: u32) -> 0 or 1`: whether canonical type ids are subtypes, however deep. Does not collect.
    27 IsSubtype = is_subtype(store, instance, sub: u32, sup: u32) Ok(u64::from(store.is_subtype(TypeId(sub), TypeId(sup))));
    /// `(tag: u32, args: *mut u64)`: makes an exception of the arguments' slots and throws it.
    28 Throw = throw(store, instance, tag: u32, args: *mut u64) {
        let tag = instance.tag(store, tag);
        let entry = store.registry().get(tag.ty(store));
        let count = entry.definition.as_func().map_or(0, |ty| slot_count(ty.params()));
        // SAFETY: the guest passes the slots of the arguments.
        let exception = store.exception_new(tag, unsafe { slots(args, count) })?;
        Err(store.throw(exception))
    };
    /// `(exception: u32)`: `throw_ref`; traps on null.
    29 ThrowRef = throw_ref(store, instance, exception: u32) match object(exception) {
        Some(exception) => Err(store.throw(exception)),
        None => Err(errors::trap(TrapKind::NullReference)),
    };
    /// `(memory: u32, address: u64, expected: u32, timeout: i64) -> 0, 1 or 2`. Does not collect.
    30 AtomicWait32 = atomic_wait32(store, instance, memory: u32, address: u64, expected: u32, timeout: i64)
        instance.atomic_wait32(store, memory, address, expected, timeout).map(u64::from);
    /// `(memory: u32, address: u64, expected: u64, timeout: i64) -> 0, 1 or 2`. Does not collect.
    31 AtomicWait64 = atomic_wait64(store, instance, memory: u32, address: u64, expected: u64, timeout: i64)
        instance.atomic_wait64(store, memory, address, expected, timeout).map(u64::from);
    /// `(memory: u32, address: u64, count: u32) -> u32`. Does not collect.
    32 AtomicNotify = atomic_notify(store, instance, memory: u32, address: u64, count: u32)
        instance.atomic_notify(store, memory, address, count).map(u64::from);
    /// `(kind: u32)`: a trap of this number.
    33 Trap = raise_trap(store, instance, kind: u32)
        Err(errors::trap(TrapKind::from_number(kind as u8).unwrap_or(TrapKind::Unreachable)));
    /// `(what: u32, a: u64, b: u64) -> u64`: [`crate::Tier::builtin`]. Does not collect.
    34 Tier = tier(store, instance, what: u32, a: u64, b: u64) {
        let tier: *const dyn crate::tier::Tier = &*store.get().tier;
        // SAFETY: a store never exchanges its tier.
        unsafe { (*tier).builtin(store, instance, what, a, b) }
    };
    /// `(slot: u64, type: u32 packed as by [`pack_ref_type`]) -> 0 or 1`: `ref.test` in full. Does not collect.
    35 RefTest = ref_test(store, instance, slot: u64, ty: u32) {
        let ty = instance.template(store).canonical_ref(unpack_ref_type(ty));
        Ok(u64::from(store.ref_matches(slot, ty)))
    };
    /// `(exception: u32, slots: *mut u64)`: writes the arguments' slots of an exception. Does not collect.
    36 ExceptionArgs = exception_args(store, instance, exception: u32, args: *mut u64) {
        let exception = object(exception).ok_or_else(|| errors::trap(TrapKind::NullReference))?;
        let mut values = Vec::new();
        store.exception_args(exception, &mut values)?;
        // SAFETY: the guest passes room for the arguments of the tag it caught.
        unsafe { slots(args, values.len()) }.copy_from_slice(&values);
        Ok(0)
    };
    /// `(tag: u32, args: *mut u64) -> u32`: an exception of the arguments' slots, not thrown.
    37 ExceptionNew = exception_new(store, instance, tag: u32, args: *mut u64) {
        let tag = instance.tag(store, tag);
        let entry = store.registry().get(tag.ty(store));
        let count = entry.definition.as_func().map_or(0, |ty| slot_count(ty.params()));
        // SAFETY: the guest passes the slots of the arguments.
        store.exception_new(tag, unsafe { slots(args, count) }).map(GcRef::to_slot)
    };
}

/// A reference type of a module in one word: the type index or the number of the abstract heap type, and nullability.
pub fn pack_ref_type(ty: wharf_core::types::RefType) -> u32 {
    use wharf_core::types::HeapType;
    let heap = match ty.heap() {
        HeapType::Concrete(index) => index << 1 | 1,
        other => u32::from(other.byte().unwrap_or(0)) << 1,
    };
    heap << 1 | u32::from(ty.nullable())
}

fn unpack_ref_type(word: u32) -> wharf_core::types::RefType {
    use wharf_core::types::{HeapType, RefType};
    let heap = match word >> 1 {
        heap if heap & 1 == 1 => HeapType::Concrete(heap >> 1),
        heap => HeapType::from_byte((heap >> 1) as u8).unwrap_or(HeapType::None),
    };
    RefType::new(word & 1 == 1, heap)
}

/// Calls the host function of a host context, for the guest frame above the adaptor's.
unsafe extern "C" fn host_call(context: *mut VmContext, args: *mut u64) -> Returned {
    // SAFETY: host adaptors pass the context of their function and slots for its arguments and results.
    unsafe {
        let host = &*context.cast::<HostContext>();
        let mut store = Store::from_context(host.store);
        let func = &*host.func.cast::<HostFunc>();
        let args = slots(args, func.slots());
        finish(&mut store, |store| {
            // A loop in compiled code that calls through a reference relies on whom it calls to look.
            store.check_interrupt()?;
            func.call(store, Caller::FRAME, args).map(|()| 0)
        })
    }
}

impl Func {
    /// The function of a host context, for tiers.
    ///
    /// # Safety
    /// `context` is the context of a live host function of `store`.
    pub unsafe fn of_host_context(store: &Store, context: *const HostContext) -> Func {
        // SAFETY: upheld by the caller.
        let index = unsafe { (*context).index };
        store.get().host_funcs[index as usize].func(store)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wharf_core::types::{HeapType, RefType};

    #[test]
    fn numbers_are_positions_in_the_table() {
        for (position, builtin) in Builtin::ALL.iter().enumerate() {
            assert_eq!(*builtin as usize, position, "{}", builtin.name());
        }
    }

    #[test]
    fn packed_reference_types_come_back() {
        for heap in HeapType::all_abstract().chain([HeapType::Concrete(77)]) {
            let ty = RefType::new(true, heap);
            assert_eq!(unpack_ref_type(pack_ref_type(ty)), ty);
        }
    }
}
