//! Subtyping where concrete types take part: it needs to know how types are defined.
//!
//! Whoever can answer the four questions of [`Hierarchy`] can ask whether types match: the validator over a module's
//! own indices, the runtime over canonical ones.
//!
//! Specification: [Matching](https://webassembly.github.io/spec/core/valid/matching.html).

use crate::canon::{Registry, TypeId};
use crate::types::{
    AddrType, CompositeType, FieldType, FuncType, GlobalType, HeapType, Limits, MemoryType, RefType, StorageType,
    TableType, ValType,
};

/// Knowledge of defined types, by the index that concrete heap types hold.
pub trait Hierarchy {
    /// Whether two indices stand for one type.
    fn same(&self, a: u32, b: u32) -> bool;
    /// Whether `sub` is `sup` or has it among its ancestors.
    fn descends(&self, sub: u32, sup: u32) -> bool;
    /// `func`, `struct` or `array`: the abstract type right above a defined one.
    fn kind(&self, index: u32) -> HeapType;
}

/// The abstract type right above a composite type.
pub fn kind_of(composite: &CompositeType) -> HeapType {
    match composite {
        CompositeType::Func(_) => HeapType::Func,
        CompositeType::Struct(_) => HeapType::Struct,
        CompositeType::Array(_) => HeapType::Array,
    }
}

impl Hierarchy for Registry {
    fn same(&self, a: u32, b: u32) -> bool {
        a == b
    }

    fn descends(&self, sub: u32, sup: u32) -> bool {
        self.is_subtype(TypeId(sub), TypeId(sup))
    }

    fn kind(&self, index: u32) -> HeapType {
        kind_of(&self.get(TypeId(index)).definition.composite)
    }
}

/// Spec: [heap types](https://webassembly.github.io/spec/core/valid/matching.html#match-heaptype).
pub fn heap_matches(h: &impl Hierarchy, sub: HeapType, sup: HeapType) -> bool {
    match (sub, sup) {
        (HeapType::Concrete(a), HeapType::Concrete(b)) => h.same(a, b) || h.descends(a, b),
        (HeapType::Concrete(a), sup) => h.kind(a).abstract_matches(sup),
        (HeapType::None, HeapType::Concrete(b)) => h.kind(b) != HeapType::Func,
        (HeapType::NoFunc, HeapType::Concrete(b)) => h.kind(b) == HeapType::Func,
        (sub, sup) => sub.abstract_matches(sup),
    }
}

/// Spec: [reference types](https://webassembly.github.io/spec/core/valid/matching.html#match-reftype).
pub fn ref_matches(h: &impl Hierarchy, sub: RefType, sup: RefType) -> bool {
    (!sub.nullable() || sup.nullable()) && heap_matches(h, sub.heap(), sup.heap())
}

/// Spec: [value types](https://webassembly.github.io/spec/core/valid/matching.html#match-valtype).
#[inline]
pub fn val_matches(h: &impl Hierarchy, sub: ValType, sup: ValType) -> bool {
    sub == sup || sub == ValType::BOTTOM || val_matches_slowly(h, sub, sup)
}

fn val_matches_slowly(h: &impl Hierarchy, sub: ValType, sup: ValType) -> bool {
    match (sub.as_ref(), sup.as_ref()) {
        (Some(sub), Some(sup)) => ref_matches(h, sub, sup),
        (None, Some(_)) => sub == ValType::BOTTOM_REF,
        _ => false,
    }
}

/// Spec: [result types](https://webassembly.github.io/spec/core/valid/matching.html#match-resulttype).
pub fn vals_match(h: &impl Hierarchy, sub: &[ValType], sup: &[ValType]) -> bool {
    sub.len() == sup.len() && sub.iter().zip(sup).all(|(sub, sup)| val_matches(h, *sub, *sup))
}

/// Spec: [function types](https://webassembly.github.io/spec/core/valid/matching.html#match-functype).
pub fn func_matches(h: &impl Hierarchy, sub: &FuncType, sup: &FuncType) -> bool {
    vals_match(h, sup.params(), sub.params()) && vals_match(h, sub.results(), sup.results())
}

/// Spec: [field types](https://webassembly.github.io/spec/core/valid/matching.html#match-fieldtype).
pub fn field_matches(h: &impl Hierarchy, sub: FieldType, sup: FieldType) -> bool {
    let storage = |sub, sup| match (sub, sup) {
        (StorageType::Val(sub), StorageType::Val(sup)) => val_matches(h, sub, sup),
        (sub, sup) => sub == sup,
    };
    sub.mutable == sup.mutable
        && storage(sub.storage, sup.storage)
        && (!sub.mutable || storage(sup.storage, sub.storage))
}

/// Spec: [composite types](https://webassembly.github.io/spec/core/valid/matching.html#match-comptype).
pub fn composite_matches(h: &impl Hierarchy, sub: &CompositeType, sup: &CompositeType) -> bool {
    match (sub, sup) {
        (CompositeType::Func(sub), CompositeType::Func(sup)) => func_matches(h, sub, sup),
        (CompositeType::Struct(sub), CompositeType::Struct(sup)) => {
            sub.len() >= sup.len() && sub.iter().zip(sup).all(|(sub, sup)| field_matches(h, *sub, *sup))
        }
        (CompositeType::Array(sub), CompositeType::Array(sup)) => field_matches(h, *sub, *sup),
        _ => false,
    }
}

/// Spec: [limits](https://webassembly.github.io/spec/core/valid/matching.html#match-limits).
pub fn limits_match(sub: Limits, sup: Limits) -> bool {
    let below = match (sub.max, sup.max) {
        (_, None) => true,
        (Some(sub), Some(sup)) => sub <= sup,
        (None, Some(_)) => false,
    };
    sub.min >= sup.min && below
}

/// Spec: [memory types](https://webassembly.github.io/spec/core/valid/matching.html#match-memtype).
pub fn memory_matches(sub: &MemoryType, sup: &MemoryType) -> bool {
    let rest = |ty: &MemoryType| -> (AddrType, bool, u8) { (ty.addr, ty.shared, ty.page_size_log2) };
    rest(sub) == rest(sup) && limits_match(sub.limits, sup.limits)
}

/// Spec: [table types](https://webassembly.github.io/spec/core/valid/matching.html#match-tabletype).
pub fn table_matches(h: &impl Hierarchy, sub: &TableType, sup: &TableType) -> bool {
    let same = ref_matches(h, sub.element, sup.element) && ref_matches(h, sup.element, sub.element);
    sub.addr == sup.addr && same && limits_match(sub.limits, sup.limits)
}

/// Spec: [global types](https://webassembly.github.io/spec/core/valid/matching.html#match-globaltype).
pub fn global_matches(h: &impl Hierarchy, sub: &GlobalType, sup: &GlobalType) -> bool {
    sub.mutable == sup.mutable && val_matches(h, sub.val, sup.val) && (!sub.mutable || val_matches(h, sup.val, sub.val))
}
