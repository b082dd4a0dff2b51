//! Allocation: a bump of the store's allocation area inline, a builtin when it is full.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Value, types};
use wharf_vm::builtins::Builtin;
use wharf_vm::layout::{STORE_HEAP_BASE, STORE_HEAP_END, STORE_HEAP_NEXT};

use crate::optimizing::cx::Cx;
use crate::optimizing::regions::Region;

/// Objects of fewer bytes are allocated inline: the heap ends that far before 4 GiB, so sums do not wrap.
pub(super) const INLINE: u32 = 64 << 10;

/// A zeroed object of a type of the module, of `size` bytes, which is below [`INLINE`] unless `small` says no; `length`
/// is an array's, 0 otherwise.
pub(super) fn allocate(cx: &mut Cx<'_>, ty: u32, size: Value, length: Value, small: Option<Value>) -> Value {
    let (fast, slow, done) = (cx.b.create_block(), cx.cold_block(), cx.b.create_block());
    let object = cx.b.append_block_param(done, types::I32);
    cx.track_ref(object);
    if let Some(small) = small {
        let fits = cx.b.create_block();
        cx.branch(small, fits, slow);
        cx.enter(fits);
    }
    let store = cx.store_context();
    let next = cx.load(types::I32, Region::Store, store, STORE_HEAP_NEXT);
    let end = cx.load(types::I32, Region::Store, store, STORE_HEAP_END);
    let after = cx.b.ins().iadd(next, size);
    let full = cx.b.ins().icmp(IntCC::UnsignedGreaterThan, after, end);
    cx.branch(full, slow, fast);

    cx.enter(fast);
    cx.store(Region::Store, after, store, STORE_HEAP_NEXT);
    let base = cx.load(types::I64, Region::HeapBase, store, STORE_HEAP_BASE);
    let offset = cx.b.ins().uextend(types::I64, next);
    let address = cx.b.ins().iadd(base, offset);
    let header = header(cx, ty, length);
    cx.store(Region::Header, header, address, 0);
    cx.jump(done, &[next]);

    cx.enter(slow);
    let number = cx.i32(ty as i32);
    let allocated = cx.seldom_builtin_value(Builtin::Allocate, &[number, length], types::I32);
    cx.jump(done, &[allocated]);
    cx.enter(done);
    object
}

/// Type and length as the one word that is stored.
fn header(cx: &mut Cx<'_>, ty: u32, length: Value) -> Value {
    let id = cx.type_id(ty);
    let id = cx.b.ins().uextend(types::I64, id);
    if cx.constant(length) == Some(0) {
        return id;
    }
    let length = cx.b.ins().uextend(types::I64, length);
    let half = cx.i32(32);
    let high = cx.b.ins().ishl(length, half);
    cx.b.ins().bor(id, high)
}
