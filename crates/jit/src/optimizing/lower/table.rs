//! Tables.
//!
//! Specification: [table instructions](https://webassembly.github.io/spec/core/exec/instructions.html#table-instructions).

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Type, Value, types};
use wharf_core::TrapKind;
use wharf_core::ops::Op;
use wharf_core::types::{AddrType, ExternKind, ValType};
use wharf_syntax::instr::Imm;
use wharf_vm::builtins::Builtin;
use wharf_vm::layout::{ENTRY_ORIGIN, FuncEntry, TABLE_BASE, TABLE_LEN};

use crate::optimizing::cx::Cx;
use crate::optimizing::regions::Region;

/// The table's number for regions: imported tables may be one and the same.
pub(super) fn number(cx: &Cx<'_>, table: u32) -> Option<u32> {
    (table >= cx.module.imported(ExternKind::Table)).then_some(table)
}

/// A field of the table's def: constant if the table cannot grow.
fn def(cx: &mut Cx<'_>, table: u32, field: i32) -> Value {
    let limits = cx.module.tables[table as usize].ty.limits;
    let def = cx.load_fixed(types::I64, cx.context, cx.shape.table(table));
    match limits.max == Some(limits.min) {
        true => cx.load_fixed(types::I64, def, field),
        false => {
            let region = Region::TableDef(number(cx, table));
            cx.load(types::I64, region, def, field)
        }
    }
}

fn length(cx: &mut Cx<'_>, table: u32) -> Value {
    let limits = cx.module.tables[table as usize].ty.limits;
    match limits.max == Some(limits.min) {
        true => cx.i64(limits.min as i64),
        false => def(cx, table, TABLE_LEN),
    }
}

/// The type of the table's indices.
fn index_type(cx: &Cx<'_>, table: u32) -> Type {
    match cx.module.tables[table as usize].ty.addr {
        AddrType::I32 => types::I32,
        AddrType::I64 => types::I64,
    }
}

/// The address of an element; traps with `kind` if there is none of this index.
pub(super) fn element(cx: &mut Cx<'_>, table: u32, index: Value, kind: TrapKind) -> Value {
    let length = length(cx, table);
    let index = cx.wide(index);
    let outside = cx.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, index, length);
    cx.trap_if(outside, kind);
    let log2 = if holds_funcs(cx, table) { size_of::<FuncEntry>().trailing_zeros() } else { 2 };
    let log2 = cx.i32(log2 as i32);
    let offset = cx.b.ins().ishl(index, log2);
    let base = def(cx, table, TABLE_BASE);
    cx.b.ins().iadd(base, offset)
}

fn holds_funcs(cx: &Cx<'_>, table: u32) -> bool {
    cx.is_func_ref(cx.module.tables[table as usize].ty.element)
}

/// Everything but indirect calls.
pub(super) fn lower(cx: &mut Cx<'_>, op: Op, imm: &Imm<'_>, a: &[Value]) -> Option<Value> {
    match (op, imm) {
        (Op::TableGet, Imm::Table(table)) => Some(get(cx, *table, a[0])),
        (Op::TableSet, Imm::Table(table)) => set(cx, *table, a),
        (Op::TableSize, Imm::Table(table)) => {
            let length = length(cx, *table);
            Some(if index_type(cx, *table) == types::I32 { cx.b.ins().ireduce(types::I32, length) } else { length })
        }
        (Op::TableGrow, Imm::Table(table)) => {
            let args = [cx.i32(*table as i32), cx.wide(a[1]), cx.wide(a[0])];
            let ty = index_type(cx, *table);
            Some(cx.builtin_value(Builtin::TableGrow, &args, ty))
        }
        (Op::TableFill, Imm::Table(table)) => {
            let args = [cx.i32(*table as i32), cx.wide(a[0]), cx.wide(a[1]), cx.wide(a[2])];
            effect(cx, Builtin::TableFill, &args)
        }
        (Op::TableCopy, Imm::TableTable { dst, src }) => {
            let (to, from) = (cx.i32(*dst as i32), cx.i32(*src as i32));
            let args = [to, from, cx.wide(a[0]), cx.wide(a[1]), cx.wide(a[2])];
            effect(cx, Builtin::TableCopy, &args)
        }
        (Op::TableInit, Imm::ElemTable { elem, table }) => {
            let (elem, table) = (cx.i32(*elem as i32), cx.i32(*table as i32));
            let args = [elem, table, cx.wide(a[0]), a[1], a[2]];
            effect(cx, Builtin::TableInit, &args)
        }
        (_, Imm::Elem(elem)) => {
            let elem = cx.i32(*elem as i32);
            effect(cx, Builtin::ElemDrop, &[elem])
        }
        _ => unreachable!("{op} is not of tables"),
    }
}

fn effect(cx: &mut Cx<'_>, which: Builtin, args: &[Value]) -> Option<Value> {
    cx.builtin(which, args);
    None
}

fn get(cx: &mut Cx<'_>, table: u32, index: Value) -> Value {
    let element = element(cx, table, index, TrapKind::TableOutOfBounds);
    let region = Region::Table(number(cx, table));
    if holds_funcs(cx, table) {
        return cx.load(types::I64, region, element, ENTRY_ORIGIN);
    }
    let value = cx.load(types::I32, region, element, 0);
    cx.track(value, ValType::from(cx.module.tables[table as usize].ty.element))
}

/// Entries of functions are copies, which a builtin makes.
fn set(cx: &mut Cx<'_>, table: u32, a: &[Value]) -> Option<Value> {
    if holds_funcs(cx, table) {
        let args = [cx.i32(table as i32), cx.wide(a[0]), a[1]];
        return effect(cx, Builtin::TableSet, &args);
    }
    let element = element(cx, table, a[0], TrapKind::TableOutOfBounds);
    let region = Region::Table(number(cx, table));
    cx.store(region, a[1], element, 0);
    None
}
