//! Types and constant expressions in one line, in the words of the text format.

use wharf_core::module::{ConstExpr, Module};
use wharf_core::ops::Op;
use wharf_core::types::{
    AddrType, CompositeType, ExternType, FieldType, FuncType, GlobalType, Limits, MemoryType, SubType, TableType,
    ValType,
};
use wharf_syntax::binary::const_expr;

/// A sequence with single spaces before each item.
fn spaced(types: &[ValType]) -> String {
    types.iter().map(|ty| format!(" {ty}")).collect()
}

/// `(param i32) (result i32)`; empty for neither.
pub fn func_type(ty: &FuncType) -> String {
    let part = |word: &str, types: &[ValType]| match types {
        [] => None,
        types => Some(format!("({word}{})", spaced(types))),
    };
    [part("param", ty.params()), part("result", ty.results())].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A type definition.
pub fn sub_type(ty: &SubType) -> String {
    let composite = match &ty.composite {
        CompositeType::Func(func) => format!("(func {}", func_type(func)).trim_end().to_owned() + ")",
        CompositeType::Struct(fields) => {
            format!(
                "(struct{})",
                fields.iter().map(|field| format!(" (field {})", field_type(field))).collect::<String>()
            )
        }
        CompositeType::Array(element) => format!("(array {})", field_type(element)),
    };
    let last = if ty.is_final { "final " } else { "" };
    match ty.supertype {
        None if ty.is_final => composite,
        None => format!("(sub {composite})"),
        Some(supertype) => format!("(sub {last}{supertype} {composite})"),
    }
}

fn field_type(field: &FieldType) -> String {
    if field.mutable { format!("(mut {})", field.storage) } else { field.storage.to_string() }
}

fn limits(addr: AddrType, limits: &Limits) -> String {
    let addr = if addr == AddrType::I64 { "i64 " } else { "" };
    let max = limits.max.map_or_else(String::new, |max| format!(" {max}"));
    format!("{addr}{}{max}", limits.min)
}

/// `i64 1 2 shared (pagesize 1)`
pub fn memory_type(ty: &MemoryType) -> String {
    let shared = if ty.shared { " shared" } else { "" };
    let page = if ty.page_size_log2 == 16 { String::new() } else { format!(" (pagesize {})", ty.page_size()) };
    format!("{}{page}{shared}", limits(ty.addr, &ty.limits))
}

/// `1 2 funcref`
pub fn table_type(ty: &TableType) -> String {
    format!("{} {}", limits(ty.addr, &ty.limits), ty.element)
}

/// `(mut i32)`
pub fn global_type(ty: &GlobalType) -> String {
    if ty.mutable { format!("(mut {})", ty.val) } else { ty.val.to_string() }
}

/// The type of something imported or exported, its kind in front.
pub fn extern_type(module: &Module, ty: &ExternType) -> String {
    let of = |index: u32| module.func_type_at(index).map_or_else(String::new, func_type);
    let words = match ty {
        ExternType::Func(index) | ExternType::Tag(index) => of(*index),
        ExternType::Table(table) => table_type(table),
        ExternType::Memory(memory) => memory_type(memory),
        ExternType::Global(global) => global_type(global),
    };
    format!("{} {words}", ty.kind().keyword()).trim_end().to_owned()
}

/// The instructions of a constant expression without the last `end`.
pub fn constant(module: &Module, expr: ConstExpr) -> String {
    let mut instrs = const_expr(module, expr);
    let mut words = Vec::new();
    while let Ok(instr) = instrs.next() {
        if instr.op == Op::End {
            break;
        }
        words.push(instr.to_string());
    }
    words.join("; ")
}
