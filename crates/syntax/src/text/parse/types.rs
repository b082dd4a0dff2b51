//! Types as the text writes them, and the module's table of them.
//!
//! Specification: [Types](https://webassembly.github.io/spec/core/text/types.html) and
//! [type uses](https://webassembly.github.io/spec/core/text/modules.html#type-uses).

use std::collections::HashMap;

use wharf_core::Result;
use wharf_core::types::{
    AddrType, CompositeType, FieldType, FuncType, GlobalType, HeapType, Limits, MemoryType, RefType, StorageType,
    SubType, TableType, ValType,
};

use super::names::{GivenName, NameMap};
use super::space::Space;
use super::{Parser, emit};
use crate::text::errors::{self, Kind};
use crate::text::lex::TokenKind;
use crate::text::source_map::SourceMap;

/// The defined types: the text's own in order, then those that type uses implied.
#[derive(Default)]
pub(super) struct TypeTable {
    defs: Vec<SubType>,
    /// Where each recursion group stands, and how many types it has unless it is a type not written inside `rec`.
    groups: Vec<(u32, Option<u32>)>,
    /// The first definition of each function type that a type use without index means.
    by_func: HashMap<FuncType, u32>,
}

impl TypeTable {
    /// Adds a type that is not written inside `rec`.
    fn push_single(&mut self, def: SubType, at: u32) {
        let index = self.defs.len() as u32;
        if let (CompositeType::Func(func), true, None) = (&def.composite, def.is_final, def.supertype) {
            self.by_func.entry(func.clone()).or_insert(index);
        }
        self.defs.push(def);
        self.groups.push((at, None));
    }

    pub fn get(&self, index: u32) -> Option<&SubType> {
        self.defs.get(index as usize)
    }

    pub fn func(&self, index: u32) -> Option<&FuncType> {
        self.get(index)?.as_func()
    }

    /// The index of the function type, which is added when no definition is the same.
    fn intern(&mut self, func: FuncType, at: u32) -> u32 {
        if let Some(index) = self.by_func.get(&func) {
            return *index;
        }
        let index = self.defs.len() as u32;
        self.push_single(SubType::plain(CompositeType::Func(func)), at);
        index
    }

    /// Whether giving this type use an index defines a type.
    pub fn would_define(&self, ty: &TypeUse) -> bool {
        match (ty.index, &ty.inline) {
            (Some(_), _) => false,
            (None, Some(inline)) => !self.by_func.contains_key(inline),
            (None, None) => !self.by_func.contains_key(&FuncType::new([], [])),
        }
    }

    /// The entries of the type section: their number, their bytes, and where they come from.
    pub fn encode(&self) -> (u32, Vec<u8>, SourceMap) {
        let (mut out, mut map, mut defs) = (Vec::new(), SourceMap::default(), self.defs.iter());
        for &(at, group) in &self.groups {
            map.push(out.len() as u32, at);
            if let Some(len) = group {
                out.push(0x4e);
                emit::u32(&mut out, len);
            }
            let len = group.unwrap_or(1) as usize;
            defs.by_ref().take(len).for_each(|def| emit::sub_type(&mut out, def));
        }
        (self.groups.len() as u32, out, map)
    }
}

/// A type use as written, before it is given an index.
#[derive(Clone, Debug, Default)]
pub(super) struct TypeUse {
    /// `(type …)`
    pub index: Option<u32>,
    /// `(param …)` and `(result …)`; absent when neither is written.
    pub inline: Option<FuncType>,
    pub at: u32,
}

/// A table type or memory type as far as the address type and limits go.
type Sized = (AddrType, Limits);

impl<'a> Parser<'a> {
    /// A heap type.
    pub(super) fn heap_type(&mut self) -> Result<HeapType> {
        if self.cur.at_index() {
            let at = self.cur.at();
            let index = self.index(Kind::Type)?;
            return self.concrete(index, at);
        }
        match self.cur.keyword().and_then(HeapType::from_keyword) {
            Some(ty) => {
                self.cur.bump()?;
                Ok(ty)
            }
            None => Err(self.cur.unexpected("a heap type")),
        }
    }

    fn concrete(&self, index: u32, at: u32) -> Result<HeapType> {
        match index <= RefType::MAX_INDEX {
            true => Ok(HeapType::Concrete(index)),
            false => Err(errors::type_too_large(at)),
        }
    }

    /// Whether a reference type is in hand.
    pub(super) fn at_ref_type(&self) -> Result<bool> {
        Ok(match self.cur.keyword() {
            Some(word) => short_ref_type(word).is_some(),
            None => self.cur.at_form("ref")?,
        })
    }

    /// A reference type.
    pub(super) fn ref_type(&mut self) -> Result<RefType> {
        if let Some(ty) = self.cur.keyword().and_then(short_ref_type) {
            self.cur.bump()?;
            return Ok(ty);
        }
        if !self.cur.open("ref")? {
            return Err(self.cur.unexpected("a reference type"));
        }
        let nullable = self.cur.eat("null")?;
        let heap = self.heap_type()?;
        self.cur.close()?;
        Ok(RefType::new(nullable, heap))
    }

    /// A value type.
    pub(super) fn val_type(&mut self) -> Result<ValType> {
        match self.cur.keyword().and_then(number_type) {
            Some(ty) => {
                self.cur.bump()?;
                Ok(ty)
            }
            None if self.at_ref_type()? => self.ref_type().map(ValType::from),
            None => Err(self.cur.unexpected("a value type")),
        }
    }

    fn storage_type(&mut self) -> Result<StorageType> {
        let packed = match self.cur.keyword() {
            Some("i8") => StorageType::I8,
            Some("i16") => StorageType::I16,
            _ => return self.val_type().map(StorageType::Val),
        };
        self.cur.bump()?;
        Ok(packed)
    }

    fn field_type(&mut self) -> Result<FieldType> {
        let mutable = self.cur.open("mut")?;
        let storage = self.storage_type()?;
        if mutable {
            self.cur.close()?;
        }
        Ok(FieldType { storage, mutable })
    }

    /// `(param …)*` then `(result …)*`. The names of parameters go to `names`, where these are wanted.
    pub(super) fn signature(&mut self, mut names: Option<&mut Vec<ParamName<'a>>>) -> Result<Option<FuncType>> {
        let (mut params, mut results, mut any) = (Vec::new(), Vec::new(), false);
        while self.cur.open("param")? {
            any = true;
            if let Some(names) = &mut names
                && let Some(name) = self.one_name()?
            {
                names.push(ParamName { index: params.len() as u32, name });
                params.push(self.val_type()?);
                self.cur.close_named("param")?;
            } else {
                while !self.cur.at_close() {
                    params.push(self.val_type()?);
                }
                self.cur.close()?;
            }
        }
        while self.cur.open("result")? {
            any = true;
            while !self.cur.at_close() {
                results.push(self.val_type()?);
            }
            self.cur.close()?;
        }
        if any && self.cur.at_form("param")? {
            return Err(errors::result_before_parameter(self.cur.at()));
        }
        Ok(any.then(|| FuncType::new(params, results)))
    }

    /// A type use: `(type …)`, `(param …)`, `(result …)`, all of them optional.
    pub(super) fn type_use(&mut self, names: Option<&mut Vec<ParamName<'a>>>) -> Result<TypeUse> {
        let at = self.cur.at();
        let index = match self.cur.open("type")? {
            true => {
                let index = self.index(Kind::Type)?;
                self.cur.close()?;
                Some(index)
            }
            false => None,
        };
        let inline = self.signature(names)?;
        Ok(TypeUse { index, inline, at })
    }

    /// The index of the type that a type use means; defines it when nothing does.
    pub(super) fn resolve(&mut self, ty: TypeUse) -> Result<u32> {
        match (ty.index, ty.inline) {
            (Some(index), None) => Ok(index),
            (Some(index), Some(_)) if self.types.get(index).is_none() => Err(errors::unknown_type(ty.at, index)),
            (Some(index), Some(inline)) => match self.types.func(index) {
                Some(declared) if *declared == inline => Ok(index),
                declared => Err(errors::inline_function_type(ty.at, declared)),
            },
            (None, inline) => Ok(self.types.intern(inline.unwrap_or_else(|| FuncType::new([], [])), ty.at)),
        }
    }

    /// `(type $id? def)`, from its parenthesis on.
    pub(super) fn type_def(&mut self, index: u32) -> Result<SubType> {
        self.cur.expect_open("type")?;
        self.naming(Kind::Type, index)?;
        let def = match self.cur.open("sub")? {
            true => {
                let is_final = self.cur.eat("final")?;
                let at = self.cur.at();
                let supertype = if self.cur.at_index() { Some(self.index(Kind::Type)?) } else { None };
                if let Some(supertype) = supertype {
                    self.concrete(supertype, at)?;
                }
                let composite = self.composite(index)?;
                self.cur.close()?;
                SubType { is_final, supertype, composite }
            }
            false => SubType::plain(self.composite(index)?),
        };
        self.cur.close()?;
        Ok(def)
    }

    fn composite(&mut self, index: u32) -> Result<CompositeType> {
        let composite = if self.cur.open("func")? {
            let mut ignored = Vec::new();
            let signature = self.signature(Some(&mut ignored))?;
            CompositeType::Func(signature.unwrap_or_else(|| FuncType::new([], [])))
        } else if self.cur.open("struct")? {
            CompositeType::Struct(self.struct_fields(index)?)
        } else if self.cur.open("array")? {
            CompositeType::Array(self.field_type()?)
        } else {
            return Err(self.cur.unexpected("`(func`, `(struct` or `(array`"));
        };
        self.cur.close()?;
        Ok(composite)
    }

    /// The fields of a structure.
    fn struct_fields(&mut self, ty: u32) -> Result<Box<[FieldType]>> {
        let (mut fields, mut names, mut space) = (Vec::new(), NameMap::default(), Space::default());
        while self.cur.open("field")? {
            if let Some(name) = self.one_name()? {
                let index = fields.len() as u32;
                names.push(index, name.shown());
                if let Some(id) = name.id {
                    space.name(Kind::Field, id, index)?;
                }
                fields.push(self.field_type()?);
                self.cur.close_named("field")?;
            } else {
                while !self.cur.at_close() {
                    fields.push(self.field_type()?);
                }
                self.cur.close()?;
            }
        }
        self.names.fields.push_map(ty, &names);
        if !names.is_empty() {
            self.fields.insert(ty, space);
        }
        Ok(fields.into())
    }

    /// All type definitions, at the places that the first pass found.
    pub(super) fn type_section(&mut self, places: &[u32]) -> Result<()> {
        let mut index = 0;
        for &at in places {
            self.cur.seek(at)?;
            if !self.cur.open("rec")? {
                let def = self.type_def(index)?;
                self.types.push_single(def, at);
                index += 1;
                continue;
            }
            let first = index;
            while !self.cur.at_close() {
                let def = self.type_def(index)?;
                self.types.defs.push(def);
                index += 1;
            }
            self.types.groups.push((at, Some(index - first)));
        }
        Ok(())
    }

    fn addr_type(&mut self) -> Result<AddrType> {
        if self.cur.eat("i64")? {
            return Ok(AddrType::I64);
        }
        self.cur.eat("i32")?;
        Ok(AddrType::I32)
    }

    /// An optional address type and limits.
    fn sized(&mut self) -> Result<Sized> {
        let addr = self.addr_type()?;
        let min = self.cur.u64()?;
        let max = if self.cur.tok.kind == TokenKind::Number { Some(self.cur.u64()?) } else { None };
        Ok((addr, Limits { min, max }))
    }

    /// A memory type, and whether its page size is written.
    pub(super) fn memory_type(&mut self) -> Result<(MemoryType, bool)> {
        let (addr, limits) = self.sized()?;
        let shared = self.cur.eat("shared")?;
        let page_size = self.page_size()?;
        let ty = MemoryType { addr, limits, shared, page_size_log2: page_size.unwrap_or(16) };
        Ok((ty, page_size.is_some()))
    }

    /// `(pagesize n)`, as a logarithm.
    pub(super) fn page_size(&mut self) -> Result<Option<u8>> {
        if !self.cur.open("pagesize")? {
            return Ok(None);
        }
        let at = self.cur.at();
        let size = self.cur.u32()?;
        if !size.is_power_of_two() {
            return Err(errors::page_size(at));
        }
        self.cur.close()?;
        Ok(Some(size.trailing_zeros() as u8))
    }

    pub(super) fn table_type(&mut self) -> Result<TableType> {
        let (addr, limits) = self.sized()?;
        Ok(TableType { addr, limits, element: self.ref_type()? })
    }

    pub(super) fn global_type(&mut self) -> Result<GlobalType> {
        let mutable = self.cur.open("mut")?;
        let val = self.val_type()?;
        if mutable {
            self.cur.close()?;
        }
        Ok(GlobalType { val, mutable })
    }

    /// The address type before `(data` or a reference type, where these abbreviate a memory or table.
    pub(super) fn abbreviated_addr_type(&mut self) -> Result<AddrType> {
        self.addr_type()
    }
}

/// The name of a parameter.
pub(super) struct ParamName<'a> {
    pub index: u32,
    pub name: GivenName<'a>,
}

fn number_type(word: &str) -> Option<ValType> {
    Some(match word {
        "i32" => ValType::I32,
        "i64" => ValType::I64,
        "f32" => ValType::F32,
        "f64" => ValType::F64,
        "v128" => ValType::V128,
        _ => return None,
    })
}

/// A reference type that is one keyword.
fn short_ref_type(word: &str) -> Option<RefType> {
    let bottom = match word {
        "nullref" => Some(HeapType::None),
        "nullfuncref" => Some(HeapType::NoFunc),
        "nullexternref" => Some(HeapType::NoExtern),
        "nullexnref" => Some(HeapType::NoExn),
        _ => None,
    };
    let top = || match word.strip_suffix("ref").and_then(HeapType::from_keyword)? {
        HeapType::None | HeapType::NoFunc | HeapType::NoExtern | HeapType::NoExn => None,
        heap => Some(heap),
    };
    Some(RefType::new(true, bottom.or_else(top)?))
}
