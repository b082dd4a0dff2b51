//! Values of any type, for calls whose types are not known when the host is compiled.

use wharf_core::canon::Registry;
use wharf_core::matching::Hierarchy;
use wharf_core::types::{HeapType, RefType, ValKind, ValType};
use wharf_vm as vm;

use crate::engine::Engine;
use crate::func::Func;
use crate::refs::{AnyRef, ExnRef, ExternRef};
use crate::store::AsContext;

/// A value of any type. Floats are bits, so that the payload of a NaN is kept.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, Store, Val, ValType};
///
/// let store = Store::new(&Engine::default(), ());
/// assert_eq!(Val::from(1.5f32).f32(), Some(1.5));
/// assert_eq!(Val::I32(-1).i64(), None);
/// assert!(Val::ExternRef(None).matches(&store, ValType::EXTERNREF));
/// assert!(!Val::ExternRef(None).matches(&store, ValType::FUNCREF));
/// ```
#[derive(Clone, Debug)]
pub enum Val {
    /// A 32-bit integer.
    I32(i32),
    /// A 64-bit integer.
    I64(i64),
    /// The bits of a 32-bit float.
    F32(u32),
    /// The bits of a 64-bit float.
    F64(u64),
    /// A vector; lane 0 stands in the lowest bits.
    V128(u128),
    /// A function, or null.
    FuncRef(Option<Func>),
    /// A value of the host, or null.
    ExternRef(Option<ExternRef>),
    /// An internal reference, or null.
    AnyRef(Option<AnyRef>),
    /// An exception, or null.
    ExnRef(Option<ExnRef>),
}

macro_rules! accessors {
    ($($doc:literal $name:ident $variant:ident($bind:ident) -> $ty:ty = $value:expr;)*) => {
        impl Val {
            $(#[doc = $doc]
            pub fn $name(&self) -> Option<$ty> {
                match self {
                    Val::$variant($bind) => Some($value),
                    _ => None,
                }
            })*
        }
    };
}

accessors! {
    "The integer, if it is an `i32`." i32 I32(value) -> i32 = *value;
    "The integer, if it is an `i64`." i64 I64(value) -> i64 = *value;
    "The float, if it is an `f32`." f32 F32(bits) -> f32 = f32::from_bits(*bits);
    "The float, if it is an `f64`." f64 F64(bits) -> f64 = f64::from_bits(*bits);
    "The vector, if it is a `v128`." v128 V128(bits) -> u128 = *bits;
    "The function or null, if it is of the `func` hierarchy." func_ref FuncRef(value) -> Option<&Func> = value.as_ref();
    "The host value or null, if it is of the `extern` hierarchy." extern_ref ExternRef(value) -> Option<&ExternRef> = value.as_ref();
    "The reference or null, if it is of the `any` hierarchy." any_ref AnyRef(value) -> Option<&AnyRef> = value.as_ref();
    "The exception or null, if it is of the `exn` hierarchy." exn_ref ExnRef(value) -> Option<&ExnRef> = value.as_ref();
}

macro_rules! from {
    ($($ty:ty: $bind:ident => $value:expr;)*) => {
        $(impl From<$ty> for Val {
            fn from($bind: $ty) -> Val {
                $value
            }
        })*
    };
}

from! {
    i32: value => Val::I32(value);
    u32: value => Val::I32(value as i32);
    i64: value => Val::I64(value);
    u64: value => Val::I64(value as i64);
    f32: value => Val::F32(value.to_bits());
    f64: value => Val::F64(value.to_bits());
    u128: value => Val::V128(value);
    Func: value => Val::FuncRef(Some(value));
    ExternRef: value => Val::ExternRef(Some(value));
    AnyRef: value => Val::AnyRef(Some(value));
    ExnRef: value => Val::ExnRef(Some(value));
}

impl Val {
    /// Whether it is a null reference.
    pub fn is_null(&self) -> bool {
        matches!(self, Val::FuncRef(None) | Val::ExternRef(None) | Val::AnyRef(None) | Val::ExnRef(None))
    }

    /// The null of a reference type, if it has one. The engine knows what a concrete type is.
    pub fn null(engine: &Engine, ty: RefType) -> Option<Val> {
        ty.nullable().then(|| null_of(top(engine.registry(), ty.heap())))
    }

    /// Zero or null of a type; `None` for a reference that cannot be null.
    pub fn default_for(engine: &Engine, ty: ValType) -> Option<Val> {
        Some(match ty.unpack() {
            ValKind::I32 => Val::I32(0),
            ValKind::I64 => Val::I64(0),
            ValKind::F32 => Val::F32(0),
            ValKind::F64 => Val::F64(0),
            ValKind::V128 => Val::V128(0),
            ValKind::Ref(ty) => return Val::null(engine, ty),
        })
    }

    /// The type it has; of a reference, one that it certainly has.
    pub fn ty(&self, store: impl AsContext) -> ValType {
        match self {
            Val::I32(_) => ValType::I32,
            Val::I64(_) => ValType::I64,
            Val::F32(_) => ValType::F32,
            Val::F64(_) => ValType::F64,
            Val::V128(_) => ValType::V128,
            Val::FuncRef(None) => RefType::new(true, HeapType::NoFunc).into(),
            Val::ExternRef(None) => RefType::new(true, HeapType::NoExtern).into(),
            Val::AnyRef(None) => RefType::new(true, HeapType::None).into(),
            Val::ExnRef(None) => RefType::new(true, HeapType::NoExn).into(),
            Val::FuncRef(Some(func)) => {
                let id = func.0.type_id(store.as_context().vm());
                RefType::new(false, HeapType::Concrete(id.0)).into()
            }
            Val::ExternRef(Some(_)) => RefType::new(false, HeapType::Extern).into(),
            Val::AnyRef(Some(any)) => RefType::new(false, any.kind(store)).into(),
            Val::ExnRef(Some(_)) => RefType::new(false, HeapType::Exn).into(),
        }
    }

    /// Whether it is of this type.
    pub fn matches(&self, store: impl AsContext, ty: ValType) -> bool {
        matches(self, store.as_context().vm(), ty)
    }
}

/// Whether a value is of a type.
pub(crate) fn matches(val: &Val, store: &vm::Store, ty: ValType) -> bool {
    match (val, ty.unpack()) {
        (Val::I32(_), ValKind::I32) | (Val::I64(_), ValKind::I64) | (Val::V128(_), ValKind::V128) => true,
        (Val::F32(_), ValKind::F32) | (Val::F64(_), ValKind::F64) => true,
        (val, ValKind::Ref(ty)) => ref_matches(val, store, ty),
        _ => false,
    }
}

fn ref_matches(val: &Val, store: &vm::Store, ty: RefType) -> bool {
    let hierarchy = match val {
        Val::FuncRef(_) => HeapType::Func,
        Val::ExternRef(_) => HeapType::Extern,
        Val::AnyRef(_) => HeapType::Any,
        Val::ExnRef(_) => HeapType::Exn,
        _ => return false,
    };
    if top(store.registry(), ty.heap()) != hierarchy {
        return false;
    }
    match (val, ty.heap()) {
        (val, _) if val.is_null() => ty.nullable(),
        (_, heap) if heap == hierarchy => true,
        (Val::FuncRef(Some(func)), HeapType::Concrete(id)) => {
            store.is_subtype(func.0.type_id(store), wharf_core::canon::TypeId(id))
        }
        (Val::AnyRef(Some(any)), _) => store.object_matches(any.0.get(store), ty.heap()),
        _ => false,
    }
}

/// The top of a heap type's hierarchy.
pub(crate) fn top(registry: &Registry, heap: HeapType) -> HeapType {
    heap.top_of_abstract().unwrap_or_else(|| match heap {
        HeapType::Concrete(id) if registry.kind(id) == HeapType::Func => HeapType::Func,
        _ => HeapType::Any,
    })
}

fn null_of(top: HeapType) -> Val {
    match top {
        HeapType::Func => Val::FuncRef(None),
        HeapType::Extern => Val::ExternRef(None),
        HeapType::Exn => Val::ExnRef(None),
        _ => Val::AnyRef(None),
    }
}

/// How many slots a value of this type takes.
pub(crate) const fn width(ty: ValType) -> usize {
    match ty.unpack() {
        ValKind::V128 => 2,
        _ => 1,
    }
}

/// Writes a value into its slots, which are as many as its type takes.
pub(crate) fn to_slots(val: &Val, store: &vm::Store, slots: &mut [u64]) {
    let root = |root: Option<&vm::Root>| root.map_or(0, |root| root.get(store).to_slot());
    slots[0] = match val {
        Val::I32(value) => u64::from(*value as u32),
        Val::I64(value) => *value as u64,
        Val::F32(bits) => u64::from(*bits),
        Val::F64(bits) => *bits,
        Val::V128(bits) => {
            slots[1] = (bits >> 64) as u64;
            *bits as u64
        }
        Val::FuncRef(func) => func.map_or(0, |func| func.0.to_slot()),
        Val::ExternRef(value) => root(value.as_ref().map(|it| &it.0)),
        Val::AnyRef(value) => root(value.as_ref().map(|it| &it.0)),
        Val::ExnRef(value) => root(value.as_ref().map(|it| &it.0)),
    };
}

/// Reads a value of this type from its slots.
pub(crate) fn from_slots(store: &mut vm::Store, ty: ValType, slots: &[u64]) -> Val {
    let slot = slots[0];
    match ty.unpack() {
        ValKind::I32 => Val::I32(slot as i32),
        ValKind::I64 => Val::I64(slot as i64),
        ValKind::F32 => Val::F32(slot as u32),
        ValKind::F64 => Val::F64(slot),
        ValKind::V128 => Val::V128(u128::from(slot) | u128::from(slots[1]) << 64),
        ValKind::Ref(ty) => {
            let hierarchy = top(store.registry(), ty.heap());
            if hierarchy == HeapType::Func {
                return Val::FuncRef(vm::Func::from_slot(store, slot).map(Func));
            }
            let root = vm::GcRef::from_slot(slot).map(|reference| store.root(reference));
            match hierarchy {
                HeapType::Extern => Val::ExternRef(root.map(ExternRef)),
                HeapType::Exn => Val::ExnRef(root.map(ExnRef)),
                _ => Val::AnyRef(root.map(AnyRef)),
            }
        }
    }
}
