//! References: null, functions, equality.
//!
//! Specification: [reference instructions](https://webassembly.github.io/spec/core/exec/instructions.html#reference-instructions).

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Value, types};
use wharf_core::TrapKind;
use wharf_core::types::{HeapType, RefType};
use wharf_vm::layout::ENTRY_ORIGIN;

use crate::optimizing::cx::Cx;

/// `ref.null`
pub(super) fn null(cx: &mut Cx<'_>, heap: HeapType) -> Value {
    if cx.is_func_ref(RefType::new(true, heap)) { cx.i64(0) } else { cx.i32(0) }
}

/// `ref.func`: its place in the context, or where the import came from.
pub(in crate::optimizing) fn func(cx: &mut Cx<'_>, func: u32) -> Value {
    if func < cx.shape.imported_funcs {
        return cx.load_fixed(types::I64, cx.context, cx.shape.import(func) + ENTRY_ORIGIN);
    }
    cx.plus(cx.context, cx.shape.func_ref(func))
}

/// `ref.is_null` as a condition.
pub(in crate::optimizing) fn is_null(cx: &mut Cx<'_>, reference: Value) -> Value {
    cx.compare(IntCC::Equal, reference, 0)
}

/// `ref.eq`
pub(super) fn equal(cx: &mut Cx<'_>, a: &[Value]) -> Value {
    let same = cx.b.ins().icmp(IntCC::Equal, a[0], a[1]);
    cx.truth(same)
}

/// `ref.as_non_null`
pub(super) fn as_non_null(cx: &mut Cx<'_>, reference: Value) -> Value {
    cx.trap_unless(reference, TrapKind::NullReference);
    reference
}
