//! Whether a reference is of a type: `ref.test`, `ref.cast` and the branches on them, as jumps.
//!
//! Specification: [ref.test](https://webassembly.github.io/spec/core/exec/instructions.html#exec-ref-test) and its
//! neighbours.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block, InstBuilder, Value, types};
use wharf_core::TrapKind;
use wharf_core::matching::heap_matches;
use wharf_core::types::{HeapType, RefType};
use wharf_vm::builtins::Builtin;
use wharf_vm::layout::{
    DISPLAY_ANCESTORS, DISPLAY_DEPTH, DISPLAY_KIND, FUNC_TYPE, STORE_DISPLAYS, TYPE_HOST, TypeDisplay, TypeKind,
};

use super::object;
use crate::kinds::Kinds;
use crate::optimizing::cx::Cx;
use crate::optimizing::regions::Region;

/// Goes to `yes` if a reference of type `from` is of type `to`, else to `no`. Neither block is sealed.
pub(in crate::optimizing) fn branch_on_cast(
    cx: &mut Cx<'_>,
    reference: Value,
    (from, to): (RefType, RefType),
    yes: Block,
    no: Block,
) {
    if from.nullable() {
        let there = cx.b.create_block();
        let null = if to.nullable() { yes } else { no };
        cx.branch(reference, there, null);
        cx.enter(there);
    }
    if heap_matches(&Kinds(cx.module), from.heap(), to.heap()) {
        cx.jump(yes, &[]);
    } else if cx.is_func_ref(to) {
        match to.heap() {
            HeapType::Concrete(ty) => {
                let found = cx.load(types::I32, Region::Funcs, reference, FUNC_TYPE);
                branch_on_type(cx, found, ty, yes, no);
            }
            _ => cx.jump(no, &[]),
        }
    } else {
        branch_on_object(cx, reference, (from, to), yes, no);
    }
}

/// The same for references that are not null and not of functions.
fn branch_on_object(cx: &mut Cx<'_>, reference: Value, (from, to): (RefType, RefType), yes: Block, no: Block) {
    if matches!(from.heap(), HeapType::Any | HeapType::Eq) {
        let one = cx.i32(1);
        let unboxed = cx.b.ins().band(reference, one);
        if to.heap() == HeapType::I31 {
            return cx.branch(unboxed, yes, no);
        }
        let object = cx.b.create_block();
        let if_unboxed = if to.heap() == HeapType::Eq { yes } else { no };
        cx.branch(unboxed, if_unboxed, object);
        cx.enter(object);
    }
    let address = object(cx, reference);
    match to.heap() {
        HeapType::Concrete(ty) => {
            let found = cx.load(types::I32, Region::Header, address, 0);
            branch_on_type(cx, found, ty, yes, no);
        }
        HeapType::Eq => {
            let found = cx.load(types::I32, Region::Header, address, 0);
            let host = cx.compare(IntCC::Equal, found, i64::from(TYPE_HOST));
            cx.branch(host, no, yes);
        }
        HeapType::Struct | HeapType::Array => {
            let kind = if to.heap() == HeapType::Struct { TypeKind::Struct } else { TypeKind::Array };
            let found = cx.load(types::I32, Region::Header, address, 0);
            let display = display(cx, found);
            let found = cx.load(types::I32, Region::Displays, display, DISPLAY_KIND);
            let same = cx.compare(IntCC::Equal, found, kind as i64);
            cx.branch(same, yes, no);
        }
        _ => cx.jump(no, &[]),
    }
}

/// Goes by whether a canonical type is a type of the module or descends from it.
fn branch_on_type(cx: &mut Cx<'_>, found: Value, ty: u32, yes: Block, no: Block) {
    let want = cx.type_id(ty);
    let same = cx.b.ins().icmp(IntCC::Equal, found, want);
    if cx.module.types[ty as usize].is_final {
        return cx.branch(same, yes, no);
    }
    let other = cx.b.create_block();
    cx.branch(same, yes, other);
    cx.enter(other);
    let descends = descends(cx, found, want, ty);
    cx.branch(descends, yes, no);
}

/// Where the display of a canonical type is.
fn display(cx: &mut Cx<'_>, id: Value) -> Value {
    let store = cx.store_context();
    let displays = cx.load(types::I64, Region::Displays, store, STORE_DISPLAYS);
    let id = cx.b.ins().uextend(types::I64, id);
    let log2 = cx.i32(size_of::<TypeDisplay>().trailing_zeros() as i32);
    let offset = cx.b.ins().ishl(id, log2);
    cx.b.ins().iadd(displays, offset)
}

/// Whether the canonical type `found` has `want`, which is type `ty` of the module, among its ancestors.
pub(in crate::optimizing) fn descends(cx: &mut Cx<'_>, found: Value, want: Value, ty: u32) -> Value {
    let depth = Kinds(cx.module).depth(ty);
    if depth >= DISPLAY_DEPTH {
        return cx.builtin_value(Builtin::IsSubtype, &[found, want], types::I32);
    }
    let display = display(cx, found);
    let ancestor = cx.load(types::I32, Region::Displays, display, DISPLAY_ANCESTORS + 4 * depth as i32);
    cx.b.ins().icmp(IntCC::Equal, ancestor, want)
}

/// `ref.test`
pub(in crate::optimizing) fn ref_test(cx: &mut Cx<'_>, reference: Value, types: (RefType, RefType)) -> Value {
    let (yes, no, done) = (cx.b.create_block(), cx.b.create_block(), cx.b.create_block());
    let outcome = cx.b.append_block_param(done, types::I32);
    branch_on_cast(cx, reference, types, yes, no);
    for (block, value) in [(yes, 1), (no, 0)] {
        cx.enter(block);
        let value = cx.i32(value);
        cx.jump(done, &[value]);
    }
    cx.enter(done);
    outcome
}

/// `ref.cast`
pub(in crate::optimizing) fn ref_cast(cx: &mut Cx<'_>, reference: Value, types: (RefType, RefType)) -> Value {
    let (yes, no) = (cx.b.create_block(), cx.cold_block());
    branch_on_cast(cx, reference, types, yes, no);
    cx.enter(no);
    cx.trap(TrapKind::CastFailure);
    cx.enter(yes);
    reference
}
