//! Calls: by name to functions of the module, through entries to imports and table elements, through
//! references; and their tail forms.
//!
//! Specification: [call](https://webassembly.github.io/spec/core/exec/instructions.html#exec-call) and what follows it.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, SigRef, Value, types};
use wharf_core::TrapKind;
use wharf_core::matching::heap_matches;
use wharf_core::types::{HeapType, RefType};
use wharf_vm::layout::{ENTRY_CODE, ENTRY_CTX, ENTRY_ORIGIN, ENTRY_TYPE, FUNC_CODE, FUNC_CTX, NULL_GUARD};

use super::{gc, table};
use crate::abi::AREA_STRIDE;
use crate::kinds::Kinds;
use crate::optimizing::cx::{Callee, Cx};
use crate::optimizing::regions::Region;

/// What is called: code and the context it wants.
pub(in crate::optimizing) struct Target {
    code: Code,
    context: Value,
    ty: u32,
}

enum Code {
    Address(Value),
    /// A function of the module, called by its name: a jump through its slot, or this very code.
    Func(u32),
}

/// A function of the module.
pub(in crate::optimizing) fn direct(cx: &mut Cx<'_>, func: u32) -> Target {
    let ty = cx.module.funcs[func as usize];
    let context = cx.context;
    if func < cx.shape.imported_funcs {
        let import = cx.shape.import(func);
        let code = cx.load_fixed(types::I64, context, import + ENTRY_CODE);
        let context = cx.load_fixed(types::I64, context, import + ENTRY_CTX);
        return Target { code: Code::Address(code), context, ty };
    }
    Target { code: Code::Func(func), context, ty }
}

/// The address of an element of a table; traps if there is none of this index.
pub(in crate::optimizing) fn entry(cx: &mut Cx<'_>, table: u32, index: Value) -> Value {
    table::element(cx, table, index, TrapKind::UndefinedElement)
}

/// The reference that an element of a table is.
pub(in crate::optimizing) fn origin(cx: &mut Cx<'_>, table: u32, entry: Value) -> Value {
    let region = Region::Table(table::number(cx, table));
    cx.load(types::I64, region, entry, ENTRY_ORIGIN)
}

/// An element of a table, of this type or a subtype.
pub(in crate::optimizing) fn indirect(cx: &mut Cx<'_>, ty: u32, table: u32, entry: Value) -> Target {
    let region = Region::Table(table::number(cx, table));
    let element = cx.module.tables[table as usize].ty.element;
    if heap_matches(&Kinds(cx.module), element.heap(), HeapType::Concrete(ty)) {
        let code = cx.load(types::I64, region, entry, ENTRY_CODE);
        if element.nullable() {
            cx.trap_unless(code, TrapKind::UninitializedElement);
        }
        let context = cx.load(types::I64, region, entry, ENTRY_CTX);
        return Target { code: Code::Address(code), context, ty };
    }
    check_type(cx, ty, entry, region);
    let code = cx.load(types::I64, region, entry, ENTRY_CODE);
    let context = cx.load(types::I64, region, entry, ENTRY_CTX);
    Target { code: Code::Address(code), context, ty }
}

/// Traps unless the entry's function is of the type. A null entry is of no type.
fn check_type(cx: &mut Cx<'_>, ty: u32, entry: Value, region: Region) {
    let found = cx.load(types::I32, region, entry, ENTRY_TYPE);
    let want = cx.type_id(ty);
    let same = cx.b.ins().icmp(IntCC::Equal, found, want);
    let (right, other) = (cx.b.create_block(), cx.cold_block());
    cx.branch(same, right, other);
    cx.b.seal_block(other);
    cx.switch(other);
    let origin = cx.load(types::I64, region, entry, ENTRY_ORIGIN);
    cx.trap_unless(origin, TrapKind::UninitializedElement);
    if cx.module.types[ty as usize].is_final {
        cx.trap(TrapKind::IndirectCallTypeMismatch);
    } else {
        let descends = gc::descends(cx, found, want, ty);
        cx.trap_unless(descends, TrapKind::IndirectCallTypeMismatch);
        cx.jump(right, &[]);
    }
    cx.enter(right);
}

/// A function reference; traps on null.
pub(in crate::optimizing) fn reference(cx: &mut Cx<'_>, ty: u32, from: Option<RefType>, func: Value) -> Target {
    const { assert!(FUNC_CODE < NULL_GUARD as i32, "the first page is not mapped") };
    let code = match from {
        Some(from) if !from.nullable() => cx.load(types::I64, Region::Funcs, func, FUNC_CODE),
        _ => {
            let flags = cx.faulting(Region::Funcs, TrapKind::NullReference);
            cx.b.ins().load(types::I64, flags, func, FUNC_CODE)
        }
    };
    let context = cx.load(types::I64, Region::Funcs, func, FUNC_CTX);
    Target { code: Code::Address(code), context, ty }
}

/// Calls with arguments; gives the results.
pub(in crate::optimizing) fn call(cx: &mut Cx<'_>, target: &Target, args: &[Value]) -> Vec<Value> {
    let callee = cx.callee(target.ty);
    let area = callee.abi.area.map(|bytes| {
        let slot = cx.result_area(bytes);
        cx.slot_address(slot)
    });
    let all = arguments(cx, target, area, args);
    let values = match &target.code {
        Code::Address(code) => cx.call(callee.sig, *code, &all, true),
        Code::Func(func) => call_func(cx, *func, callee.sig, &all),
    };
    results(cx, &callee, area, values)
}

fn arguments(cx: &mut Cx<'_>, target: &Target, area: Option<Value>, args: &[Value]) -> Vec<Value> {
    cx.calls = true;
    let mut all = vec![target.context];
    all.extend(area);
    for arg in args {
        all.push(cx.canonical(*arg));
    }
    all
}

fn call_func(cx: &mut Cx<'_>, func: u32, sig: SigRef, args: &[Value]) -> Vec<Value> {
    let func = cx.func(func, sig);
    if cx.handlers.any() {
        let (table, next) = cx.exception_table(sig);
        cx.b.ins().try_call(func, args, table);
        return cx.after_try(next);
    }
    let call = cx.b.ins().call(func, args);
    cx.b.inst_results(call).to_vec()
}

/// The results where the callee has left them.
fn results(cx: &mut Cx<'_>, callee: &Callee, area: Option<Value>, values: Vec<Value>) -> Vec<Value> {
    let mut found = Vec::with_capacity(callee.results.len());
    for (i, ty) in callee.results.iter().enumerate() {
        let value = match area {
            Some(area) => {
                let clif = cx.clif_type(*ty);
                cx.load(clif, Region::Frame, area, i as i32 * AREA_STRIDE as i32)
            }
            None => values[i],
        };
        found.push(cx.track(value, *ty));
    }
    found
}

/// Calls in place of this function: its frame goes first.
pub(in crate::optimizing) fn tail(cx: &mut Cx<'_>, target: &Target, args: &[Value]) {
    let callee = cx.callee(target.ty);
    let all = arguments(cx, target, cx.area, args);
    match &target.code {
        Code::Address(code) => cx.b.ins().return_call_indirect(callee.sig, *code, &all),
        Code::Func(func) => {
            let func = cx.func(*func, callee.sig);
            cx.b.ins().return_call(func, &all)
        }
    };
}

/// Returns results to the caller.
pub(in crate::optimizing) fn give_back(cx: &mut Cx<'_>, values: &[Value]) {
    let values: Vec<Value> = values.iter().map(|value| cx.canonical(*value)).collect();
    match cx.area {
        Some(area) => {
            for (i, value) in values.into_iter().enumerate() {
                cx.store(Region::Frame, value, area, i as i32 * AREA_STRIDE as i32);
            }
            cx.b.ins().return_(&[]);
        }
        None => {
            cx.b.ins().return_(&values);
        }
    }
}
