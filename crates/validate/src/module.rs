//! The rules of a module's parts other than types and bodies, in the order of the binary format's sections.
//!
//! Specification: [modules](https://webassembly.github.io/spec/core/valid/modules.html).

use std::collections::HashSet;

use wharf_core::features::Proposal;
use wharf_core::matching::ref_matches;
use wharf_core::module::{DataSegment, ElementItems, ElementSegment, Global, Import, Mode, Table};
use wharf_core::types::{
    AddrType, ExternKind, ExternType, FuncType, HeapType, Limits, MemoryType, RefType, TableType, ValType,
};
use wharf_core::{Error, Module, Place, Result};

use crate::bits::Bits;
use crate::constant::Constants;
use crate::errors;
use crate::state::State;
use crate::validated::Validated;

/// Checks everything but types and bodies, and gives the functions that `ref.func` in bodies may name. Data segments of a
/// known module, which name no function, are passed over unless somebody has looked at them: there can be a hundred thousand.
pub(crate) fn check(validated: &Validated, known: bool) -> Result<Bits> {
    let module = validated.module();
    let mut rules = Rules { module, validated, known, constants: Constants::new(State::new(validated)) };
    module.imports.iter().try_for_each(|import| rules.import(import))?;
    rules.funcs()?;
    rules.tables()?;
    rules.memories()?;
    rules.tags()?;
    rules.globals()?;
    rules.exports()?;
    rules.start()?;
    module.elements.iter().try_for_each(|segment| rules.element(segment))?;
    if !known || module.datas.is_made() {
        module.datas.iter().try_for_each(|segment| rules.data(segment))?;
    }
    Ok(rules.constants.declared)
}

struct Rules<'m> {
    module: &'m Module,
    validated: &'m Validated,
    known: bool,
    constants: Constants<'m>,
}

impl<'m> Rules<'m> {
    fn has(&self, proposal: Proposal) -> bool {
        self.validated.features().has(proposal)
    }

    /// [Imports](https://webassembly.github.io/spec/core/valid/modules.html#imports)
    fn import(&mut self, import: &Import) -> Result<()> {
        match &import.ty {
            ExternType::Func(ty) => self.func_type(*ty, import.at).map(|_| ()),
            ExternType::Table(ty) => self.table_type(ty, import.at),
            ExternType::Memory(ty) => self.memory_type(ty, import.at),
            ExternType::Global(ty) => self.val_type(ty.val, import.at),
            ExternType::Tag(ty) => self.tag_type(*ty, import.at),
        }
    }

    /// [Functions](https://webassembly.github.io/spec/core/valid/modules.html#functions): bodies are checked later.
    fn funcs(&mut self) -> Result<()> {
        let at = self.section(wharf_core::module::SectionId::Function);
        let defined = &self.module.funcs[self.module.imported_funcs() as usize..];
        defined.iter().try_for_each(|ty| self.func_type(*ty, at).map(|_| ()))
    }

    /// The type of a function, which must be a function type.
    fn func_type(&self, index: u32, at: u32) -> Result<&'m FuncType> {
        match self.module.types.get(index as usize) {
            Some(ty) => ty.as_func().ok_or_else(|| errors::not_a_func_at(at, index)),
            None => Err(errors::index_out_of_range(at, "type", index)),
        }
    }

    /// Where a section begins, for things that have no place of their own.
    fn section(&self, id: wharf_core::module::SectionId) -> u32 {
        self.module.sections.iter().find(|section| section.id == id).map_or(0, |section| section.payload.start)
    }

    /// [Value types](https://webassembly.github.io/spec/core/valid/types.html#value-types)
    fn val_type(&self, ty: ValType, at: u32) -> Result<()> {
        match ty.as_ref() {
            Some(ty) => self.ref_type(ty, at),
            None => Ok(()),
        }
    }

    fn ref_type(&self, ty: RefType, at: u32) -> Result<()> {
        match ty.heap() {
            HeapType::Concrete(index) if index as usize >= self.module.types.len() => {
                Err(errors::index_out_of_range(at, "type", index))
            }
            _ => Ok(()),
        }
    }

    /// [Limits](https://webassembly.github.io/spec/core/valid/types.html#limits)
    fn limits(&self, limits: Limits, at: u32) -> Result<()> {
        match limits.max {
            Some(max) if limits.min > max => Err(errors::limits_out_of_order(at, limits.min, max)),
            _ => Ok(()),
        }
    }

    /// [Table types](https://webassembly.github.io/spec/core/valid/types.html#table-types)
    fn table_type(&self, ty: &TableType, at: u32) -> Result<()> {
        self.ref_type(ty.element, at)?;
        let largest = ty.limits.max.unwrap_or(ty.limits.min).max(ty.limits.min);
        if ty.addr == AddrType::I32 && largest > u64::from(u32::MAX) {
            return Err(errors::table_too_large(at, largest));
        }
        self.limits(ty.limits, at)
    }

    /// [Memory types](https://webassembly.github.io/spec/core/valid/types.html#memory-types)
    fn memory_type(&self, ty: &MemoryType, at: u32) -> Result<()> {
        if !matches!(ty.page_size_log2, 0 | 16) {
            return Err(errors::page_size(at, ty.page_size_log2));
        }
        let largest = ty.limits.max.unwrap_or(ty.limits.min).max(ty.limits.min);
        let limit = most_pages(ty);
        if largest > limit {
            return Err(errors::memory_too_large(at, largest, limit));
        }
        self.limits(ty.limits, at)?;
        if ty.shared && ty.limits.max.is_none() { Err(errors::shared_without_max(at)) } else { Ok(()) }
    }

    /// [Tag types](https://webassembly.github.io/spec/core/valid/types.html#tag-types)
    fn tag_type(&self, index: u32, at: u32) -> Result<()> {
        let ty = self.func_type(index, at)?;
        if ty.results().is_empty() { Ok(()) } else { Err(errors::tag_with_results(at, ty.results())) }
    }

    /// [Tables](https://webassembly.github.io/spec/core/valid/modules.html#tables)
    fn tables(&mut self) -> Result<()> {
        let tables = &self.module.tables;
        if tables.len() > 1 && !self.has(Proposal::ReferenceTypes) {
            return Err(errors::multiple_tables(tables[1].at));
        }
        // The initial values stand before the globals and see the imported ones.
        self.constants.globals = self.module.imported(ExternKind::Global) as usize;
        let imported = self.module.imported(ExternKind::Table) as usize;
        tables[imported..].iter().try_for_each(|table| self.table(table))
    }

    fn table(&mut self, table: &Table) -> Result<()> {
        self.table_type(&table.ty, table.at)?;
        match table.init {
            Some(init) => self.constant(init, table.ty.element.into(), table.at),
            None if table.ty.element.nullable() => Ok(()),
            None => Err(errors::table_without_init(table.at, table.ty.element)),
        }
    }

    /// [Memories](https://webassembly.github.io/spec/core/valid/modules.html#memories)
    fn memories(&mut self) -> Result<()> {
        let at = self.section(wharf_core::module::SectionId::Memory);
        let memories = &self.module.memories;
        if memories.len() > 1 && !self.has(Proposal::MultiMemory) {
            return Err(errors::multiple_memories(at));
        }
        let imported = self.module.imported(ExternKind::Memory) as usize;
        memories[imported..].iter().try_for_each(|ty| self.memory_type(ty, at))
    }

    /// [Tags](https://webassembly.github.io/spec/core/valid/modules.html#tags)
    fn tags(&mut self) -> Result<()> {
        let at = self.section(wharf_core::module::SectionId::Tag);
        let imported = self.module.imported(ExternKind::Tag) as usize;
        self.module.tags[imported..].iter().try_for_each(|ty| self.tag_type(*ty, at))
    }

    /// [Globals](https://webassembly.github.io/spec/core/valid/modules.html#globals): each sees those before it.
    fn globals(&mut self) -> Result<()> {
        let imported = self.module.imported(ExternKind::Global) as usize;
        for (index, global) in self.module.globals.iter().enumerate().skip(imported) {
            self.constants.globals = index;
            self.global(global)?;
        }
        self.constants.globals = self.module.globals.len();
        Ok(())
    }

    fn global(&mut self, global: &Global) -> Result<()> {
        self.val_type(global.ty.val, global.at)?;
        match global.init {
            Some(init) => self.constant(init, global.ty.val, global.at),
            None => Ok(()),
        }
    }

    /// A constant expression; an error that has no place gets that of what it initialises.
    fn constant(&mut self, init: wharf_core::module::ConstExpr, ty: ValType, at: u32) -> Result<()> {
        self.constants.check(init, ty).map_err(|error: Error| error.at(Place::binary(at as usize)))
    }

    /// [Exports](https://webassembly.github.io/spec/core/valid/modules.html#exports): all names are different.
    fn exports(&mut self) -> Result<()> {
        let mut names = HashSet::with_capacity(self.module.exports.len());
        for export in &self.module.exports {
            if self.module.extern_type(export.kind, export.index).is_none() {
                return Err(errors::unknown_export(export.at, export.kind, export.index));
            }
            if !names.insert(&*export.name) {
                return Err(errors::duplicate_export(export.at, &export.name));
            }
            if export.kind == ExternKind::Func {
                self.constants.declared.add(export.index);
            }
        }
        Ok(())
    }

    /// [The start function](https://webassembly.github.io/spec/core/valid/modules.html#start-function)
    fn start(&mut self) -> Result<()> {
        let Some(start) = self.module.start else { return Ok(()) };
        match self.module.func_type(start.func) {
            Some(ty) if ty.params().is_empty() && ty.results().is_empty() => Ok(()),
            Some(ty) => Err(errors::start_type(start.at, ty)),
            None => Err(errors::index_out_of_range(start.at, "function", start.func)),
        }
    }

    /// [Element segments](https://webassembly.github.io/spec/core/valid/modules.html#element-segments)
    fn element(&mut self, segment: &ElementSegment) -> Result<()> {
        self.ref_type(segment.ty, segment.at)?;
        if let Mode::Active { target, offset } = segment.mode {
            let Some(table) = self.module.tables.get(target as usize) else {
                return Err(errors::index_out_of_range(segment.at, "table", target));
            };
            if !ref_matches(&self.validated.defined(), segment.ty, table.ty.element) {
                return Err(errors::segment_of_other_type(segment.at, table.ty.element, segment.ty));
            }
            self.constant(offset, table.ty.addr.val(), segment.at)?;
        }
        match &segment.items {
            ElementItems::Funcs(funcs) => self.listed_funcs(segment, funcs),
            ElementItems::Exprs(exprs) => {
                exprs.iter().try_for_each(|expr| self.constant(*expr, segment.ty.into(), segment.at))
            }
        }
    }

    fn listed_funcs(&mut self, segment: &ElementSegment, funcs: &[u32]) -> Result<()> {
        let func = RefType::new(false, HeapType::Func);
        if !ref_matches(&self.validated.defined(), func, segment.ty) {
            return Err(errors::segment_of_functions(segment.at, segment.ty));
        }
        for func in funcs {
            if *func as usize >= self.module.funcs.len() {
                return Err(errors::index_out_of_range(segment.at, "function", *func));
            }
            self.constants.declared.add(*func);
        }
        Ok(())
    }

    /// [Data segments](https://webassembly.github.io/spec/core/valid/modules.html#data-segments)
    fn data(&mut self, segment: &DataSegment) -> Result<()> {
        let Mode::Active { target, offset } = segment.mode else { return Ok(()) };
        match self.module.memories.get(target as usize) {
            Some(_) if self.known => Ok(()),
            Some(ty) => self.constant(offset, ty.addr.val(), segment.at),
            None => Err(errors::index_out_of_range(segment.at, "memory", target)),
        }
    }
}

/// The most pages a memory of the type can have: its size in bytes must be an address, or one past the last.
fn most_pages(ty: &MemoryType) -> u64 {
    let (bits, largest) = if ty.addr == AddrType::I32 { (32, u64::from(u32::MAX)) } else { (64, u64::MAX) };
    match ty.page_size_log2 {
        0 => largest,
        log2 => 1 << (bits - u32::from(log2)),
    }
}
