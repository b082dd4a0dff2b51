//! The sections that declare: imports, functions, tables, memories, globals, tags, exports, start, code.
//!
//! Specification: [modules](https://webassembly.github.io/spec/core/binary/modules.html).

use wharf_core::Result;
use wharf_core::features::Proposal;
use wharf_core::module::{Body, Export, Global, Import, Span, Start, Table};
use wharf_core::types::{ExternKind, ExternType};

use super::Decoder;
use super::types::{global_type, memory_type, table_type};
use crate::binary::errors;
use crate::binary::limits;
use crate::binary::reader::Reader;

impl Decoder {
    /// [Import section](https://webassembly.github.io/spec/core/binary/modules.html#import-section)
    pub(super) fn imports(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let count = reader.count("imports", limits::IMPORTS)?;
        self.module.imports.reserve(reader.capacity(count, 4));
        for _ in 0..count {
            let at = reader.position();
            let (module, name) = (reader.name()?.into(), reader.name()?.into());
            let ty = self.extern_type(reader)?;
            self.module.imported[ty.kind() as usize] += 1;
            self.declare(ty, at);
            self.module.imports.push(Import { module, name, ty, at: at as u32 });
        }
        Ok(())
    }

    fn extern_type(&mut self, reader: &mut Reader<'_>) -> Result<ExternType> {
        let at = reader.position();
        match reader.byte()? {
            0 => Ok(ExternType::Func(reader.u32()?)),
            1 => Ok(ExternType::Table(table_type(reader, self.gate)?)),
            2 => Ok(ExternType::Memory(memory_type(reader, self.gate)?)),
            3 => Ok(ExternType::Global(global_type(reader, self.gate)?)),
            4 => {
                self.gate.proposal(Proposal::Exceptions, "malformed import kind: a tag", at)?;
                Ok(ExternType::Tag(tag_type(reader)?))
            }
            byte => Err(errors::malformed_kind(at, "import kind", byte.into())),
        }
    }

    /// Adds an import to its index space.
    fn declare(&mut self, ty: ExternType, at: usize) {
        let at = at as u32;
        match ty {
            ExternType::Func(ty) => self.module.funcs.push(ty),
            ExternType::Table(ty) => self.module.tables.push(Table { ty, init: None, at }),
            ExternType::Memory(ty) => self.module.memories.push(ty),
            ExternType::Global(ty) => self.module.globals.push(Global { ty, init: None, at }),
            ExternType::Tag(ty) => self.module.tags.push(ty),
        }
    }

    /// [Function section](https://webassembly.github.io/spec/core/binary/modules.html#function-section)
    pub(super) fn functions(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let count = reader.count("functions", limits::FUNCS)?;
        self.module.funcs.reserve(reader.capacity(count, 1));
        for _ in 0..count {
            self.module.funcs.push(reader.u32()?);
        }
        self.total("functions", self.module.funcs.len(), limits::FUNCS, reader.position())
    }

    /// [Table section](https://webassembly.github.io/spec/core/binary/modules.html#table-section)
    pub(super) fn tables(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        for _ in 0..reader.count("tables", limits::TABLES)? {
            let at = reader.position();
            let table = if reader.peek() == Some(0x40) {
                reader.byte()?;
                self.gate.proposal(Proposal::FunctionReferences, "malformed table: one with a first value", at)?;
                zero(reader)?;
                let ty = table_type(reader, self.gate)?;
                Table { ty, init: Some(self.const_expr(reader)?), at: at as u32 }
            } else {
                Table { ty: table_type(reader, self.gate)?, init: None, at: at as u32 }
            };
            self.module.tables.push(table);
        }
        self.total("tables", self.module.tables.len(), limits::TABLES, reader.position())
    }

    /// [Memory section](https://webassembly.github.io/spec/core/binary/modules.html#memory-section)
    pub(super) fn memories(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        for _ in 0..reader.count("memories", limits::MEMORIES)? {
            self.module.memories.push(memory_type(reader, self.gate)?);
        }
        self.total("memories", self.module.memories.len(), limits::MEMORIES, reader.position())
    }

    /// [Global section](https://webassembly.github.io/spec/core/binary/modules.html#global-section)
    pub(super) fn globals(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let count = reader.count("globals", limits::GLOBALS)?;
        self.module.globals.reserve(reader.capacity(count, 3));
        for _ in 0..count {
            let at = reader.position() as u32;
            let ty = global_type(reader, self.gate)?;
            let init = Some(self.const_expr(reader)?);
            self.module.globals.push(Global { ty, init, at });
        }
        self.total("globals", self.module.globals.len(), limits::GLOBALS, reader.position())
    }

    /// [Tag section](https://webassembly.github.io/spec/core/binary/modules.html#tag-section)
    pub(super) fn tags(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        self.gate.proposal(Proposal::Exceptions, "malformed section id 13: the tag section", reader.position())?;
        for _ in 0..reader.count("tags", limits::TAGS)? {
            self.module.tags.push(tag_type(reader)?);
        }
        self.total("tags", self.module.tags.len(), limits::TAGS, reader.position())
    }

    /// [Export section](https://webassembly.github.io/spec/core/binary/modules.html#export-section)
    pub(super) fn exports(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let count = reader.count("exports", limits::EXPORTS)?;
        self.module.exports.reserve(reader.capacity(count, 3));
        for _ in 0..count {
            let at = reader.position() as u32;
            let name = reader.name()?.into();
            let kind_at = reader.position();
            let kind = match reader.byte()? {
                0 => ExternKind::Func,
                1 => ExternKind::Table,
                2 => ExternKind::Memory,
                3 => ExternKind::Global,
                4 => ExternKind::Tag,
                byte => return Err(errors::malformed_kind(kind_at, "export kind", byte.into())),
            };
            self.module.exports.push(Export { name, kind, index: reader.u32()?, at });
        }
        Ok(())
    }

    /// [Start section](https://webassembly.github.io/spec/core/binary/modules.html#start-section)
    pub(super) fn start(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let at = reader.position() as u32;
        self.module.start = Some(Start { func: reader.u32()?, at });
        Ok(())
    }

    /// [Code section](https://webassembly.github.io/spec/core/binary/modules.html#code-section): only where bodies are.
    pub(super) fn code(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let count = reader.count("function bodies", limits::FUNCS)?;
        if let Some(bodies) = self.outline.take_bodies(count, reader) {
            self.module.bodies = bodies;
            return Ok(());
        }
        self.module.bodies.reserve(reader.capacity(count, 1));
        for _ in 0..count {
            let at = reader.position();
            let size = reader.u32()?;
            let start = reader.position();
            reader.bytes(size as usize)?;
            if size > limits::BODY_BYTES {
                return Err(errors::limit(at, "bytes in a function body", size.into(), limits::BODY_BYTES.into()));
            }
            self.module.bodies.push(Body { span: Span::new(start, reader.position()) });
        }
        Ok(())
    }
}

/// The attribute, which is zero, and the index of a function type.
fn tag_type(reader: &mut Reader<'_>) -> Result<u32> {
    let at = reader.position();
    match reader.byte()? {
        0 => reader.u32(),
        byte => Err(errors::malformed_kind(at, "tag attribute", byte.into())),
    }
}

fn zero(reader: &mut Reader<'_>) -> Result<()> {
    let at = reader.position();
    match reader.byte()? {
        0 => Ok(()),
        byte => Err(errors::zero_byte_expected(at, byte)),
    }
}
