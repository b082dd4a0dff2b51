//! Element and data segments.
//!
//! Specification: [element section](https://webassembly.github.io/spec/core/binary/modules.html#element-section),
//! [data section](https://webassembly.github.io/spec/core/binary/modules.html#data-section).

use wharf_core::features::Proposal;
use wharf_core::module::{DataSegment, ElementItems, ElementSegment, Mode, Module, Span};
use wharf_core::types::{HeapType, RefType};
use wharf_core::{Late, Result};

use super::Decoder;
use super::outline::{self, Outline};
use super::types::ref_type;
use crate::binary::errors;
use crate::binary::limits;
use crate::binary::reader::Reader;

/// Bits of an element segment's kind: not active; a table index (or, with the first, declarative); expressions.
const NOT_ACTIVE: u32 = 1;
const EXPLICIT: u32 = 2;
const EXPRESSIONS: u32 = 4;

impl Decoder {
    pub(super) fn elements(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let count = reader.count("element segments", limits::ELEMENTS)?;
        self.module.elements.reserve(reader.capacity(count, 3));
        for _ in 0..count {
            let segment = self.element(reader)?;
            self.module.elements.push(segment);
        }
        Ok(())
    }

    fn element(&mut self, reader: &mut Reader<'_>) -> Result<ElementSegment> {
        let at = reader.position();
        let kind = reader.u32()?;
        if kind > NOT_ACTIVE | EXPLICIT | EXPRESSIONS {
            return Err(errors::malformed_kind(at, "elements segment kind", kind));
        }
        if kind != 0 {
            self.gate.proposal(Proposal::BulkMemory, "malformed elements segment kind: this form", at)?;
        }
        let mode = self.element_mode(reader, kind)?;
        let ty = match (kind & (NOT_ACTIVE | EXPLICIT) != 0, kind & EXPRESSIONS != 0) {
            (false, false) => RefType::new(false, HeapType::Func),
            (false, true) => RefType::FUNC,
            (true, false) => element_kind(reader)?,
            (true, true) => ref_type(reader, self.gate)?,
        };
        let items = if kind & EXPRESSIONS != 0 { self.element_exprs(reader)? } else { element_funcs(reader)? };
        Ok(ElementSegment { mode, ty, items, at: at as u32 })
    }

    fn element_mode(&mut self, reader: &mut Reader<'_>, kind: u32) -> Result<Mode> {
        match (kind & NOT_ACTIVE != 0, kind & EXPLICIT != 0) {
            (true, false) => Ok(Mode::Passive),
            (true, true) => Ok(Mode::Declarative),
            (false, false) => Ok(Mode::Active { target: 0, offset: self.const_expr(reader)? }),
            (false, true) => {
                let at = reader.position();
                let target = reader.u32()?;
                self.gate.table(target, at)?;
                Ok(Mode::Active { target, offset: self.const_expr(reader)? })
            }
        }
    }

    fn element_exprs(&mut self, reader: &mut Reader<'_>) -> Result<ElementItems> {
        let count = reader.count("items of an element segment", limits::ELEMENT_ITEMS)?;
        (0..count).map(|_| self.const_expr(reader)).collect::<Result<_>>().map(ElementItems::Exprs)
    }

    pub(super) fn datas(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let count = reader.count("data segments", limits::DATAS)?;
        self.module.datas = match self.outline.take_datas(count) {
            Some(known) => self.known_datas(known, reader)?,
            None => self.listed_datas(count, reader)?.into(),
        };
        Ok(())
    }

    /// The segments of an outline, which are looked at, and found anew if they cannot be these, when they are needed.
    fn known_datas(&self, known: Late<DataSegment>, section: &mut Reader<'_>) -> Result<Late<DataSegment>> {
        let (bytes, gate, at, end) = (self.module.bytes.clone(), self.gate, section.position(), section.end());
        let (count, memories) = (known.len(), self.module.memories.len());
        section.bytes(section.remaining())?;
        Ok(Late::new(count, move || {
            let fits = |datas: &[DataSegment]| outline::can_be(datas, at..end, memories);
            if fits(&known) {
                return known.to_vec();
            }
            let decoder = Decoder::new(Module::default(), gate, Outline::default());
            let found = decoder.listed_datas(count as u32, &mut Reader::new(&bytes[..end], at));
            // What was known to be valid and is so no longer has no contents.
            let nothing = DataSegment { mode: Mode::Passive, data: Span::new(end, end), at: end as u32 };
            found.ok().filter(|found| fits(found)).unwrap_or_else(|| vec![nothing; count])
        }))
    }

    fn listed_datas(&self, count: u32, reader: &mut Reader<'_>) -> Result<Vec<DataSegment>> {
        let mut datas = Vec::with_capacity(reader.capacity(count, 2));
        for _ in 0..count {
            let at = reader.position() as u32;
            let mode = self.data_mode(reader)?;
            let size = reader.u32()?;
            let start = reader.position();
            reader.bytes(size as usize)?;
            datas.push(DataSegment { mode, data: Span::new(start, reader.position()), at });
        }
        Ok(datas)
    }

    fn data_mode(&self, reader: &mut Reader<'_>) -> Result<Mode> {
        let at = reader.position();
        match reader.u32()? {
            0 => Ok(Mode::Active { target: 0, offset: self.const_expr(reader)? }),
            1 => {
                self.gate.proposal(Proposal::BulkMemory, "malformed data segment kind: a passive one", at)?;
                Ok(Mode::Passive)
            }
            2 => {
                let at = reader.position();
                let target = reader.u32()?;
                self.gate.memory(target, at)?;
                Ok(Mode::Active { target, offset: self.const_expr(reader)? })
            }
            kind => Err(errors::malformed_kind(at, "data segment kind", kind)),
        }
    }
}

fn element_kind(reader: &mut Reader<'_>) -> Result<RefType> {
    let at = reader.position();
    match reader.byte()? {
        0 => Ok(RefType::new(false, HeapType::Func)),
        byte => Err(errors::malformed_kind(at, "element kind", byte.into())),
    }
}

fn element_funcs(reader: &mut Reader<'_>) -> Result<ElementItems> {
    let count = reader.count("items of an element segment", limits::ELEMENT_ITEMS)?;
    (0..count).map(|_| reader.u32()).collect::<Result<_>>().map(ElementItems::Funcs)
}
