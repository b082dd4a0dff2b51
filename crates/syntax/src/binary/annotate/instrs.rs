//! Function bodies, constant expressions and their instructions.
//!
//! Specification: [instructions](https://webassembly.github.io/spec/core/binary/instructions.html),
//! [code section](https://webassembly.github.io/spec/core/binary/modules.html#code-section).

use wharf_core::features::Features;
use wharf_core::module::{SectionId, Span};
use wharf_core::ops::{Op, Shape};
use wharf_core::types::ExternKind;

use super::Kind;
use super::cursor::{Cursor, Told};
use super::sections::section_spec;
use crate::binary::decode::InstrReader;
use crate::binary::decode::nesting;
use crate::binary::errors;
use crate::instr::CatchKind;

const SPEC: &str = "binary/instructions.html";

impl Cursor<'_, '_> {
    /// A function body: its size, its locals, its instructions.
    pub fn body(&mut self) -> Told {
        let start = self.reader;
        let size = self.reader.u32()? as usize;
        self.reader.bytes(size)?;
        let span = Span::new(start.position(), self.position());
        self.reader = start;
        let index = self.meet(ExternKind::Func);
        let label = format!("function {index}");
        match self.names.funcs.get(index) {
            Some(name) => self.open(span, &label, format_args!("${name}"), section_spec(SectionId::Code))?,
            None => self.open(span, &label, format_args!(""), section_spec(SectionId::Code))?,
        }
        let told = self.body_contents(size);
        self.close()?;
        told
    }

    fn body_contents(&mut self, size: usize) -> Told {
        let spec = section_spec(SectionId::Code);
        self.u32("body size", spec)?;
        self.within(size, |this| {
            this.list("local declarations", |this, index| {
                this.group(format_args!("local declaration {index}"), spec, |this| {
                    let count = this.u32("number of locals", spec)?;
                    let ty = this.val_type("type")?;
                    Ok(this.text(|| format!("{count} × {ty}")))
                })
            })?;
            this.expr()
        })
    }

    /// A constant expression with its `end`.
    pub fn const_expr(&mut self, label: &str) -> Told {
        self.group(format_args!("{label}"), "binary/instructions.html#expressions", |this| {
            this.expr()?;
            Ok(String::new())
        })
    }

    /// Instructions up to the `end` that closes them.
    fn expr(&mut self) -> Told {
        let mut depth = 1;
        while depth > 0 {
            depth += i64::from(nesting(self.instr()?));
        }
        Ok(())
    }

    /// One instruction: a leaf if it is only an opcode, else a group.
    fn instr(&mut self) -> Told<Op> {
        let start = self.position();
        let span = Span::new(start, self.reader.end());
        let mut instrs = InstrReader::new(self.reader.all(), span, &Features::all(), true);
        let instr = instrs.next()?;
        let (op, end) = (instr.op, instrs.position());
        if op.shape() == Shape::None {
            self.reader.bytes(end - start)?;
            self.leaf(start, Kind::Opcode, "instruction", format_args!("{op}"), SPEC)?;
            return Ok(op);
        }
        self.open(Span::new(start, end), "instruction", format_args!("{instr}"), SPEC)?;
        self.opcode(op)?;
        self.immediates(op)?;
        self.close()?;
        Ok(op)
    }

    fn opcode(&mut self, op: Op) -> Told {
        let start = self.position();
        self.reader.byte()?;
        if op.prefix() != 0 {
            self.reader.u32()?;
        }
        self.leaf(start, Kind::Opcode, "opcode", format_args!("{op}"), SPEC)
    }

    fn immediates(&mut self, op: Op) -> Told {
        match op.shape() {
            Shape::None => Ok(()),
            Shape::BlockType => self.block_type(),
            Shape::Label => self.indices(&["label"]),
            Shape::LabelTable => self.label_table(),
            Shape::Func => self.indices(&["function"]),
            Shape::TypeIdx => self.indices(&["type"]),
            Shape::CallIndirect => self.indices(&["type", "table"]),
            Shape::Local => self.indices(&["local"]),
            Shape::Global => self.indices(&["global"]),
            Shape::Table => self.indices(&["table"]),
            Shape::TableTable => self.indices(&["destination table", "source table"]),
            Shape::Memory => self.indices(&["memory"]),
            Shape::MemoryMemory => self.indices(&["destination memory", "source memory"]),
            Shape::DataMemory => self.indices(&["data segment", "memory"]),
            Shape::Data => self.indices(&["data segment"]),
            Shape::ElemTable => self.indices(&["element segment", "table"]),
            Shape::Elem => self.indices(&["element segment"]),
            Shape::MemArg => self.mem_arg(),
            Shape::MemArgLane => self.mem_arg().and_then(|()| self.lane()),
            Shape::Lane => self.lane(),
            Shape::Lanes16 => (0..16).try_for_each(|_| self.lane()),
            Shape::I32 | Shape::I64 => self.signed(),
            Shape::F32 => self.fixed(4),
            Shape::F64 => self.fixed(8),
            Shape::V128 => self.fixed(16),
            Shape::HeapType | Shape::CastType => self.heap_type("heap type"),
            Shape::BrOnCast => self.br_on_cast(),
            Shape::SelectTypes => self.list("types", |this, _| this.val_type("type").map(drop)).map(drop),
            Shape::TypeField => self.indices(&["type", "field"]),
            Shape::TypeN => self.indices(&["type", "number of elements"]),
            Shape::TypeData => self.indices(&["type", "data segment"]),
            Shape::TypeElem => self.indices(&["type", "element segment"]),
            Shape::TypeType => self.indices(&["destination type", "source type"]),
            Shape::Tag => self.indices(&["tag"]),
            Shape::TryTable => self.try_table(),
            Shape::FenceOrder => self.byte("order", SPEC, |_| "sequentially consistent").map(drop),
        }
    }

    fn indices(&mut self, labels: &[&str]) -> Told {
        labels.iter().try_for_each(|label| self.index(label).map(drop))
    }

    fn block_type(&mut self) -> Told {
        let spec = "binary/instructions.html#binary-blocktype";
        match self.reader.peek() {
            Some(0x40) => self.byte("block type", spec, |_| "empty").map(drop),
            Some(0x41..=0x7f) => self.val_type("block type").map(drop),
            _ => {
                let start = self.position();
                let index = self.reader.s33()?;
                self.leaf(start, Kind::Signed, "block type", format_args!("(type {index})"), spec)
            }
        }
    }

    fn label_table(&mut self) -> Told {
        self.list("targets", |this, _| this.index("label").map(drop))?;
        self.indices(&["default label"])
    }

    fn mem_arg(&mut self) -> Told {
        let spec = "binary/instructions.html#binary-memarg";
        let start = self.position();
        let flags = self.reader.u32()?;
        let memory = if flags & 0x40 != 0 { ", a memory index follows" } else { "" };
        let align = 1u64 << (flags & 0x3f);
        self.leaf(start, Kind::Unsigned, "alignment", format_args!("{align} bytes{memory}"), spec)?;
        if flags & 0x40 != 0 {
            self.index("memory")?;
        }
        self.u64("offset", spec)?;
        Ok(())
    }

    fn lane(&mut self) -> Told {
        let start = self.position();
        let lane = self.reader.byte()?;
        self.leaf(start, Kind::Byte, "lane", format_args!("{lane}"), SPEC)
    }

    fn signed(&mut self) -> Told {
        let start = self.position();
        let value = self.reader.s64()?;
        let bits = if value < 0 { format!(" ({value:#x})") } else { String::new() };
        self.leaf(start, Kind::Signed, "value", format_args!("{value}{bits}"), "binary/values.html#integers")
    }

    fn fixed(&mut self, size: usize) -> Told {
        let start = self.position();
        let bytes = self.reader.bytes(size)?;
        let spec = "binary/values.html#floating-point";
        let digits: String = bytes.iter().rev().map(|byte| format!("{byte:02x}")).collect();
        self.leaf(start, Kind::Fixed, "value", format_args!("0x{digits}"), spec)
    }

    fn br_on_cast(&mut self) -> Told {
        self.byte("cast flags", SPEC, |flags| match flags {
            0 => "null in neither type",
            1 => "null in the source type",
            2 => "null in the target type",
            _ => "null in both types",
        })?;
        self.indices(&["label"])?;
        self.heap_type("source type")?;
        self.heap_type("target type")
    }

    fn try_table(&mut self) -> Told {
        self.block_type()?;
        let spec = "binary/instructions.html#binary-catch";
        self.list("handlers", |this, index| {
            this.group(format_args!("handler {index}"), spec, |this| {
                let start = this.position();
                let byte = this.reader.byte()?;
                let kind = CatchKind::from_byte(byte).ok_or_else(|| errors::malformed_catch(start, byte))?;
                this.leaf(start, Kind::Byte, "form", format_args!("{}", kind.keyword()), spec)?;
                if kind.has_tag() {
                    this.index("tag")?;
                }
                this.index("label")?;
                Ok(this.text(|| kind.keyword().to_owned()))
            })
        })?;
        Ok(())
    }
}
