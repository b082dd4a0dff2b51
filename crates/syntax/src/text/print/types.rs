//! Types, as definitions and where they are used.
//!
//! Specification: [Types](https://webassembly.github.io/spec/core/text/types.html).

use wharf_core::types::{
    AddrType, CompositeType, FieldType, FuncType, GlobalType, HeapType, Limits, MemoryType, RefType, StorageType,
    SubType, TableType, ValKind, ValType,
};

use super::Printer;
use super::idents::Idents;

impl Printer<'_, '_> {
    pub(super) fn heap_type(&mut self, ty: HeapType) {
        match ty {
            HeapType::Concrete(index) => self.ids.types.reference(index, &mut self.out),
            other => self.out.str(other.keyword().unwrap_or_default()),
        }
    }

    pub(super) fn ref_type(&mut self, ty: RefType) {
        match (ty.nullable(), ty.heap()) {
            (true, HeapType::Concrete(_)) | (false, _) => {
                self.out.str(if ty.nullable() { "(ref null " } else { "(ref " });
                self.heap_type(ty.heap());
                self.out.byte(b')');
            }
            (true, HeapType::None) => self.out.str("nullref"),
            (true, HeapType::NoFunc) => self.out.str("nullfuncref"),
            (true, HeapType::NoExtern) => self.out.str("nullexternref"),
            (true, HeapType::NoExn) => self.out.str("nullexnref"),
            (true, heap) => {
                self.heap_type(heap);
                self.out.str("ref");
            }
        }
    }

    pub(super) fn val_type(&mut self, ty: ValType) {
        match ty.unpack() {
            ValKind::I32 => self.out.str("i32"),
            ValKind::I64 => self.out.str("i64"),
            ValKind::F32 => self.out.str("f32"),
            ValKind::F64 => self.out.str("f64"),
            ValKind::V128 => self.out.str("v128"),
            ValKind::Ref(ty) => self.ref_type(ty),
        }
    }

    fn field_type(&mut self, field: FieldType) {
        if field.mutable {
            self.out.str("(mut ");
        }
        match field.storage {
            StorageType::I8 => self.out.str("i8"),
            StorageType::I16 => self.out.str("i16"),
            StorageType::Val(ty) => self.val_type(ty),
        }
        if field.mutable {
            self.out.byte(b')');
        }
    }

    /// ` (word type*)`, nothing when there are no types.
    pub(super) fn type_list(&mut self, word: &str, types: &[ValType]) {
        if types.is_empty() {
            return;
        }
        self.out.str(" (");
        self.out.str(word);
        for ty in types {
            self.out.byte(b' ');
            self.val_type(*ty);
        }
        self.out.byte(b')');
    }

    /// ` (param …)` and ` (result …)`
    pub(super) fn signature(&mut self, ty: &FuncType) {
        self.type_list("param", ty.params());
        self.type_list("result", ty.results());
    }

    /// ` (type …)`
    pub(super) fn type_index(&mut self, index: u32) {
        self.out.str(" (type ");
        self.ids.types.reference(index, &mut self.out);
        self.out.byte(b')');
    }

    /// All type definitions.
    pub(super) fn types(&mut self) -> wharf_core::Result<()> {
        let module = self.module;
        for group in &module.rec_groups {
            let defs = group.clone().zip(&module.types[group.start as usize..group.end as usize]);
            if group.len() == 1 {
                defs.for_each(|(index, def)| self.type_def(index, def));
            } else {
                self.out.line();
                self.out.str("(rec");
                self.out.depth += 1;
                defs.for_each(|(index, def)| self.type_def(index, def));
                self.out.depth -= 1;
                self.out.line();
                self.out.byte(b')');
            }
            self.out.pass_on()?;
        }
        Ok(())
    }

    fn type_def(&mut self, index: u32, def: &SubType) {
        self.out.line();
        self.out.str("(type");
        self.ids.types.definition(index, self.names.types.get(index), &mut self.out);
        self.index_comment(index);
        self.out.byte(b' ');
        let plain = def.is_final && def.supertype.is_none();
        if !plain {
            self.out.str(if def.is_final { "(sub final " } else { "(sub " });
            if let Some(supertype) = def.supertype {
                self.ids.types.reference(supertype, &mut self.out);
                self.out.byte(b' ');
            }
        }
        match &def.composite {
            CompositeType::Func(func) => {
                self.out.str("(func");
                self.signature(func);
            }
            CompositeType::Array(element) => {
                self.out.str("(array ");
                self.field_type(*element);
            }
            CompositeType::Struct(fields) => self.fields(index, fields),
        }
        self.out.str(if plain { "))" } else { ")))" });
    }

    fn fields(&mut self, ty: u32, fields: &[FieldType]) {
        self.out.str("(struct");
        let names = self.names.fields.get(ty);
        let idents = Idents::new(fields.len(), "field", names, false);
        for (index, field) in (0..).zip(fields) {
            self.out.str(" (field");
            idents.definition(index, names.and_then(|names| names.get(index)), &mut self.out);
            self.out.byte(b' ');
            self.field_type(*field);
            self.out.byte(b')');
        }
        if names.is_some() {
            self.ids.fields.insert(ty, idents);
        }
    }

    fn addr_and_limits(&mut self, addr: AddrType, limits: Limits) {
        if addr == AddrType::I64 {
            self.out.str(" i64");
        }
        self.out.byte(b' ');
        self.out.u64(limits.min);
        if let Some(max) = limits.max {
            self.out.byte(b' ');
            self.out.u64(max);
        }
    }

    pub(super) fn memory_type(&mut self, ty: MemoryType) {
        self.addr_and_limits(ty.addr, ty.limits);
        if ty.shared {
            self.out.str(" shared");
        }
        if ty.page_size_log2 != 16 {
            self.out.str(" (pagesize ");
            self.out.u64(1 << ty.page_size_log2.min(63));
            self.out.byte(b')');
        }
    }

    pub(super) fn table_type(&mut self, ty: TableType) {
        self.addr_and_limits(ty.addr, ty.limits);
        self.out.byte(b' ');
        self.ref_type(ty.element);
    }

    pub(super) fn global_type(&mut self, ty: GlobalType) {
        self.out.byte(b' ');
        if ty.mutable {
            self.out.str("(mut ");
        }
        self.val_type(ty.val);
        if ty.mutable {
            self.out.byte(b')');
        }
    }
}
