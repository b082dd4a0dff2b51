//! Whether a reference is of a type: `ref.test`, `ref.cast` and the branches on them.
//!
//! Specification: [reference instructions](https://webassembly.github.io/spec/core/exec/instructions.html#reference-instructions).

use wharf_core::canon::TypeId;
use wharf_core::types::{HeapType, RefType};

use super::GcRef;
use crate::layout::{FuncRef, TypeKind};
use crate::store::Store;
use crate::table::is_func;

impl Store {
    /// Whether a slot word of a reference type is of type `ty`, whose concrete type is canonical. The word is of the same
    /// hierarchy as `ty`.
    ///
    /// Spec: [ref.test](https://webassembly.github.io/spec/core/exec/instructions.html#exec-ref-test).
    pub fn ref_matches(&self, slot: u64, ty: RefType) -> bool {
        if slot == 0 {
            return ty.nullable();
        }
        if is_func(ty.heap(), &**self.registry()) {
            // SAFETY: slot words of the `func` hierarchy are null or live references.
            return self.func_matches(unsafe { &*(slot as *const FuncRef) }, ty.heap());
        }
        GcRef::from_slot(slot).is_some_and(|reference| self.object_matches(reference, ty.heap()))
    }

    fn func_matches(&self, func: &FuncRef, heap: HeapType) -> bool {
        match heap {
            HeapType::Concrete(sup) => self.is_subtype(TypeId(func.type_id), TypeId(sup)),
            HeapType::Func => true,
            _ => false,
        }
    }

    /// Whether an object or `i31` is of a heap type, whose concrete type is canonical.
    pub fn object_matches(&self, reference: GcRef, heap: HeapType) -> bool {
        let Some(header) = self.header(reference) else {
            return matches!(heap, HeapType::I31 | HeapType::Eq | HeapType::Any | HeapType::Extern);
        };
        let kind = || self.get().displays.get(header.type_id as usize).map(|display| display.kind);
        match heap {
            HeapType::Any | HeapType::Extern => true,
            HeapType::Concrete(sup) => self.is_subtype(TypeId(header.type_id), TypeId(sup)),
            HeapType::Eq => matches!(kind(), Some(TypeKind::Struct | TypeKind::Array)),
            HeapType::Struct => kind() == Some(TypeKind::Struct),
            HeapType::Array => kind() == Some(TypeKind::Array),
            HeapType::Exn => kind() == Some(TypeKind::Exn),
            _ => false,
        }
    }
}
