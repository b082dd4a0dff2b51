//! The frame of a module, and the sections that declare.
//!
//! Specification: [modules](https://webassembly.github.io/spec/core/binary/modules.html).

use wharf_core::module::{SectionId, Span};
use wharf_core::types::ExternKind;

use super::Kind;
use super::cursor::{Cursor, Stop, Told};
use crate::binary::decode::{HEADER, section_id, section_name};
use crate::binary::errors;

impl Cursor<'_, '_> {
    /// The whole of the bytes.
    pub fn module(mut self) -> wharf_core::Result<()> {
        let span = Span::new(0, self.reader.end());
        let told = self.open(span, "module", format_args!(""), "binary/modules.html#binary-module").and_then(|()| {
            let told = self.header().and_then(|()| self.sections());
            if let Err(Stop::Bytes(error)) = told {
                self.unread(&error.to_string())?;
            } else {
                told?;
            }
            self.close()
        });
        match told {
            Err(Stop::Visitor(error) | Stop::Bytes(error)) => Err(error),
            Ok(()) => Ok(()),
        }
    }

    fn header(&mut self) -> Told {
        let spec = "binary/modules.html#binary-magic";
        let start = self.position();
        let magic: [u8; 4] = self.reader.array()?;
        if magic != HEADER[..4] {
            return Err(errors::magic_not_detected(start, false).into());
        }
        self.leaf(start, Kind::Byte, "magic number", format_args!("\\0asm"), spec)?;
        let start = self.position();
        let version: [u8; 4] = self.reader.array()?;
        self.leaf(start, Kind::Fixed, "version", format_args!("{}", u32::from_le_bytes(version)), spec)?;
        if version != HEADER[4..] { Err(errors::unknown_version(start, version).into()) } else { Ok(()) }
    }

    fn sections(&mut self) -> Told {
        while !self.reader.is_at_end() {
            let start = self.reader;
            let id = self.reader.byte()?;
            let size = self.reader.u32()? as usize;
            self.reader.bytes(size)?;
            let span = Span::new(start.position(), self.position());
            self.reader = start;
            let known = section_id(id).ok_or_else(|| errors::malformed_section_id(start.position(), id))?;
            let (label, spec) = (format!("{} section", section_name(known)), section_spec(known));
            self.open(span, &label, format_args!(""), spec)?;
            let told = self.section(known, size);
            self.close()?;
            told?;
        }
        Ok(())
    }

    fn section(&mut self, id: SectionId, size: usize) -> Told {
        let spec = "binary/modules.html#sections";
        self.byte("section id", spec, |_| section_name(id))?;
        self.u32("section size", spec)?;
        self.within(size, |this| this.contents(id))
    }

    fn contents(&mut self, id: SectionId) -> Told {
        match id {
            SectionId::Custom => self.custom(),
            SectionId::Type => self.types(),
            SectionId::Import => self.list("imports", |this, index| this.import(index)).map(drop),
            SectionId::Function => self.functions(),
            SectionId::Table => self.list("tables", |this, _| this.table()).map(drop),
            SectionId::Memory => self.memories(),
            SectionId::Global => self.list("globals", |this, _| this.global()).map(drop),
            SectionId::Export => self.list("exports", |this, index| this.export(index)).map(drop),
            SectionId::Start => self.index("function").map(drop),
            SectionId::Element => self.list("element segments", Self::element).map(drop),
            SectionId::Code => self.list("function bodies", |this, _| this.body()).map(drop),
            SectionId::Data => self.list("data segments", Self::data_segment).map(drop),
            SectionId::DataCount => self.u32("number of data segments", section_spec(id)).map(drop),
            SectionId::Tag => self.tags(),
        }
    }

    fn import(&mut self, index: u32) -> Told {
        self.group(format_args!("import {index}"), section_spec(SectionId::Import), |this| {
            let module = this.name("module name")?;
            let name = this.name("import name")?;
            let start = this.position();
            let byte = this.reader.byte()?;
            let kind = extern_kind(byte).ok_or_else(|| errors::malformed_kind(start, "import kind", byte.into()))?;
            this.leaf(start, Kind::Byte, "kind", format_args!("{}", kind.keyword()), "binary/modules.html#imports")?;
            let ty = match kind {
                ExternKind::Func => format!("(type {})", this.index("type")?),
                ExternKind::Table => this.table_type()?,
                ExternKind::Memory => this.memory_type()?,
                ExternKind::Global => this.global_type()?,
                ExternKind::Tag => format!("(type {})", this.tag_type()?),
            };
            let index = this.meet(kind);
            Ok(this.text(|| format!("{module:?} {name:?} ({} {index} {ty})", kind.keyword())))
        })
    }

    fn functions(&mut self) -> Told {
        let imported = self.met[ExternKind::Func as usize];
        self.list("functions", |this, index| {
            let start = this.position();
            let ty = this.reader.u32()?;
            let label = format!("type of function {}", imported.saturating_add(index));
            this.leaf(start, Kind::Unsigned, &label, format_args!("(type {ty})"), section_spec(SectionId::Function))
        })?;
        Ok(())
    }

    fn memories(&mut self) -> Told {
        self.list("memories", |this, _| {
            let index = this.meet(ExternKind::Memory);
            this.group(format_args!("memory {index}"), section_spec(SectionId::Memory), |this| this.memory_type())
        })?;
        Ok(())
    }

    fn tags(&mut self) -> Told {
        self.list("tags", |this, _| {
            let index = this.meet(ExternKind::Tag);
            this.group(format_args!("tag {index}"), section_spec(SectionId::Tag), |this| {
                let ty = this.tag_type()?;
                Ok(this.text(|| format!("(type {ty})")))
            })
        })?;
        Ok(())
    }

    fn tag_type(&mut self) -> Told<u32> {
        self.byte("attribute", "binary/types.html#tag-types", |byte| if byte == 0 { "exception" } else { "unknown" })?;
        self.index("type")
    }

    fn table(&mut self) -> Told {
        let index = self.meet(ExternKind::Table);
        self.group(format_args!("table {index}"), section_spec(SectionId::Table), |this| {
            let with_init = this.reader.peek() == Some(0x40);
            if with_init {
                let meaning = |byte| if byte == 0x40 { "with a first value" } else { "reserved" };
                this.byte("form", section_spec(SectionId::Table), meaning)?;
                this.byte("reserved", section_spec(SectionId::Table), |_| "")?;
            }
            let ty = this.table_type()?;
            if with_init {
                this.const_expr("first value")?;
            }
            Ok(ty)
        })
    }

    fn global(&mut self) -> Told {
        let index = self.meet(ExternKind::Global);
        self.group(format_args!("global {index}"), section_spec(SectionId::Global), |this| {
            let ty = this.global_type()?;
            this.const_expr("first value")?;
            Ok(ty)
        })
    }

    fn export(&mut self, index: u32) -> Told {
        self.group(format_args!("export {index}"), section_spec(SectionId::Export), |this| {
            let name = this.name("export name")?;
            let start = this.position();
            let byte = this.reader.byte()?;
            let kind = extern_kind(byte).ok_or_else(|| errors::malformed_kind(start, "export kind", byte.into()))?;
            this.leaf(start, Kind::Byte, "kind", format_args!("{}", kind.keyword()), "binary/modules.html#exports")?;
            let index = this.index(index_label(kind))?;
            Ok(this.text(|| format!("{name:?} ({} {index})", kind.keyword())))
        })
    }
}

fn extern_kind(byte: u8) -> Option<ExternKind> {
    Some(match byte {
        0 => ExternKind::Func,
        1 => ExternKind::Table,
        2 => ExternKind::Memory,
        3 => ExternKind::Global,
        4 => ExternKind::Tag,
        _ => return None,
    })
}

fn index_label(kind: ExternKind) -> &'static str {
    match kind {
        ExternKind::Func => "function",
        ExternKind::Table => "table",
        ExternKind::Memory => "memory",
        ExternKind::Global => "global",
        ExternKind::Tag => "tag",
    }
}

/// The section of the specification that describes a section of a module.
pub(super) const fn section_spec(id: SectionId) -> &'static str {
    match id {
        SectionId::Custom => "binary/modules.html#custom-section",
        SectionId::Type => "binary/modules.html#type-section",
        SectionId::Import => "binary/modules.html#import-section",
        SectionId::Function => "binary/modules.html#function-section",
        SectionId::Table => "binary/modules.html#table-section",
        SectionId::Memory => "binary/modules.html#memory-section",
        SectionId::Global => "binary/modules.html#global-section",
        SectionId::Export => "binary/modules.html#export-section",
        SectionId::Start => "binary/modules.html#start-section",
        SectionId::Element => "binary/modules.html#element-section",
        SectionId::Code => "binary/modules.html#code-section",
        SectionId::Data => "binary/modules.html#data-section",
        SectionId::DataCount => "binary/modules.html#data-count-section",
        SectionId::Tag => "binary/modules.html#tag-section",
    }
}
