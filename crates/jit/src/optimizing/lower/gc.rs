//! Objects of the heap: where their fields are, allocation, casts.
//!
//! A reference becomes an address only for the access itself: any call may move objects. Null is offset 0, where memory is
//! not accessible, so the first access through a nullable reference is its null check.
//!
//! Specification: [aggregate instructions](https://webassembly.github.io/spec/core/exec/instructions.html#aggregate-reference-instructions).

mod alloc;
mod array;
mod cast;
mod field;
mod structure;

pub(in crate::optimizing) use cast::{branch_on_cast, descends, ref_cast, ref_test};
pub(in crate::optimizing) use field::exception_args;

use cranelift_codegen::ir::{InstBuilder, Value, types};
use wharf_core::TrapKind;
use wharf_core::ops::Op;
use wharf_core::types::{RefType, ValType};
use wharf_syntax::instr::Imm;
use wharf_vm::layout::STORE_HEAP_BASE;

use crate::optimizing::cx::Cx;
use crate::optimizing::regions::Region;

/// The address of an object.
fn object(cx: &mut Cx<'_>, reference: Value) -> Value {
    let store = cx.store_context();
    let base = cx.load(types::I64, Region::HeapBase, store, STORE_HEAP_BASE);
    let offset = cx.b.ins().uextend(types::I64, reference);
    cx.b.ins().iadd(base, offset)
}

/// Whether null is among the values of an operand's type.
fn may_be_null(ty: ValType) -> bool {
    ty.as_ref().is_none_or(RefType::nullable)
}

/// Structures, arrays and `i31`. `types` are those of the operands.
pub(super) fn lower(cx: &mut Cx<'_>, op: Op, imm: &Imm<'_>, types: &[ValType], a: &[Value]) -> Option<Value> {
    match (op, imm) {
        (Op::RefI31, _) => Some(new_i31(cx, a[0])),
        (Op::I31GetS | Op::I31GetU, _) => Some(get_i31(cx, op, types[0], a[0])),
        (Op::AnyConvertExtern | Op::ExternConvertAny, _) => Some(a[0]),
        (Op::StructNew | Op::StructNewDefault, Imm::Type(ty)) => Some(structure::new(cx, *ty, a)),
        (Op::StructSet, Imm::TypeField { ty, field }) => {
            structure::set(cx, (*ty, *field), may_be_null(types[0]), a);
            None
        }
        (_, Imm::TypeField { ty, field }) => {
            Some(structure::get(cx, (*ty, *field), may_be_null(types[0]), a[0], op == Op::StructGetS))
        }
        _ => array::lower(cx, op, imm, types, a),
    }
}

/// `ref.i31`
fn new_i31(cx: &mut Cx<'_>, value: Value) -> Value {
    let one = cx.i32(1);
    let shifted = cx.b.ins().ishl(value, one);
    cx.b.ins().bor(shifted, one)
}

/// `i31.get_s`, `i31.get_u`
fn get_i31(cx: &mut Cx<'_>, op: Op, ty: ValType, reference: Value) -> Value {
    if may_be_null(ty) {
        cx.trap_unless(reference, TrapKind::NullReference);
    }
    let one = cx.i32(1);
    match op {
        Op::I31GetS => cx.b.ins().sshr(reference, one),
        _ => cx.b.ins().ushr(reference, one),
    }
}
