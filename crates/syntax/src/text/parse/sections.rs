//! The sections of the module in work, and their assembly in the order of the binary format.
//!
//! Specification: [Modules](https://webassembly.github.io/spec/core/binary/modules.html#binary-module).

use wharf_core::Result;
use wharf_core::module::SectionId;

use super::emit;
use super::names::Names;
use super::types::TypeTable;
use crate::text::Compiled;
use crate::text::errors;
use crate::text::exact::Edits;
use crate::text::source_map::SourceMap;

/// One section: its entries' number and bytes, and where in the text they come from.
#[derive(Default)]
pub(super) struct Section {
    pub count: u32,
    pub bytes: Vec<u8>,
    pub map: SourceMap,
}

/// Bytes that will be part of an entry, and where in the text each expression's instructions among them come from.
#[derive(Default)]
pub(super) struct Marked {
    pub bytes: Vec<u8>,
    /// Byte and place in the text, ascending.
    pub marks: Vec<(u32, u32)>,
}

impl Marked {
    pub fn append(&mut self, other: &Marked) {
        let base = self.bytes.len() as u32;
        self.marks.extend(other.marks.iter().map(|(byte, at)| (base + byte, *at)));
        self.bytes.extend_from_slice(&other.bytes);
    }
}

impl Section {
    /// Adds a whole entry that the text has at `at`.
    pub fn push(&mut self, at: u32, entry: &Marked) {
        self.entry(at);
        let base = self.bytes.len() as u32;
        entry.marks.iter().for_each(|(byte, at)| self.map.push(base + byte, *at));
        self.bytes.extend_from_slice(&entry.bytes);
    }

    /// Begins an entry that the text has at `at`; its bytes follow.
    pub fn entry(&mut self, at: u32) -> &mut Vec<u8> {
        self.count += 1;
        self.mark(at);
        &mut self.bytes
    }

    /// Notes that the bytes from here on come from `at`.
    pub fn mark(&mut self, at: u32) {
        self.map.push(self.bytes.len() as u32, at);
    }
}

/// Where a custom section goes.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Placement {
    BeforeFirst,
    Before(SectionId),
    After(SectionId),
    AfterLast,
}

/// A custom section.
pub(super) struct Custom {
    pub place: Placement,
    pub name: Box<str>,
    pub data: Vec<u8>,
    pub at: u32,
}

/// The order of the sections in a module.
const ORDER: [SectionId; 13] = [
    SectionId::Type,
    SectionId::Import,
    SectionId::Function,
    SectionId::Table,
    SectionId::Memory,
    SectionId::Tag,
    SectionId::Global,
    SectionId::Export,
    SectionId::Start,
    SectionId::Element,
    SectionId::DataCount,
    SectionId::Code,
    SectionId::Data,
];

/// All sections in work.
#[derive(Default)]
pub(super) struct Sections {
    by_id: [Section; 14],
    pub start: Option<(u32, u32)>,
    pub customs: Vec<Custom>,
    /// The branch hints: functions with at least one, as the section holds them.
    pub hints: Section,
    /// What makes the original bytes of what the text compiles to, and where the annotation stands.
    pub exact: Option<(Edits, u32)>,
    /// Whether an instruction names a data segment, so that the DataCount section is needed.
    pub needs_data_count: bool,
}

impl Sections {
    pub fn of(&mut self, id: SectionId) -> &mut Section {
        &mut self.by_id[id as usize]
    }

    /// The module.
    pub fn assemble(mut self, types: &TypeTable, names: Names, data_count: u32) -> Result<Compiled> {
        let (count, bytes, map) = types.encode();
        *self.of(SectionId::Type) = Section { count, bytes, map };
        let mut out = Output { bytes: b"\0asm\x01\0\0\0".to_vec(), map: SourceMap::default() };
        let total: usize = self.by_id.iter().map(|section| section.bytes.len() + 16).sum();
        out.bytes.reserve(total);
        self.customs(Placement::BeforeFirst, &mut out);
        for id in ORDER {
            self.customs(Placement::Before(id), &mut out);
            self.section(id, data_count, &mut out);
            self.customs(Placement::After(id), &mut out);
        }
        self.customs(Placement::AfterLast, &mut out);
        let written = self.customs.iter().any(|custom| &*custom.name == "name");
        if let Some(payload) = names.finish()
            && !written
        {
            out.custom("name", &payload);
        }
        let compiled = Compiled { bytes: out.bytes, map: out.map };
        match self.exact {
            Some((edits, at)) => edits.apply(compiled).ok_or_else(|| errors::changed_since_exact(at)),
            None => Ok(compiled),
        }
    }

    fn section(&mut self, id: SectionId, data_count: u32, out: &mut Output) {
        match id {
            SectionId::Start => {
                if let Some((func, at)) = self.start {
                    let mut payload = Vec::with_capacity(5);
                    emit::u32(&mut payload, func);
                    out.header(id, payload.len());
                    out.map.push(out.bytes.len() as u32, at);
                    out.bytes.extend_from_slice(&payload);
                }
            }
            SectionId::DataCount if self.needs_data_count => {
                let mut payload = Vec::with_capacity(5);
                emit::u32(&mut payload, data_count);
                if let Some((_, at)) = self.of(SectionId::Data).map.iter().next() {
                    out.map.push(out.bytes.len() as u32, at);
                }
                out.header(id, payload.len());
                out.bytes.extend_from_slice(&payload);
            }
            SectionId::DataCount => {}
            SectionId::Code => {
                if self.hints.count > 0 {
                    let mut payload = Vec::with_capacity(self.hints.bytes.len() + 5);
                    emit::u32(&mut payload, self.hints.count);
                    payload.extend_from_slice(&self.hints.bytes);
                    out.custom("metadata.code.branch_hint", &payload);
                }
                out.section(id, std::mem::take(self.of(id)));
            }
            id => out.section(id, std::mem::take(self.of(id))),
        }
    }

    fn customs(&self, place: Placement, out: &mut Output) {
        for custom in self.customs.iter().filter(|custom| custom.place == place) {
            out.map.push(out.bytes.len() as u32, custom.at);
            out.custom(&custom.name, &custom.data);
        }
    }
}

/// The module as far as it is assembled.
struct Output {
    bytes: Vec<u8>,
    map: SourceMap,
}

impl Output {
    fn header(&mut self, id: SectionId, size: usize) {
        self.bytes.push(id as u8);
        emit::u64(&mut self.bytes, size as u64);
    }

    /// A section of entries, which is left out when it has none.
    fn section(&mut self, id: SectionId, section: Section) {
        if section.count == 0 {
            return;
        }
        let mut count = Vec::with_capacity(5);
        emit::u32(&mut count, section.count);
        // What is wrong with the section itself is shown where its first entry stands.
        if let Some((_, at)) = section.map.iter().next() {
            self.map.push(self.bytes.len() as u32, at);
        }
        self.header(id, count.len() + section.bytes.len());
        self.bytes.extend_from_slice(&count);
        self.map.append(section.map, self.bytes.len() as u32);
        self.bytes.extend_from_slice(&section.bytes);
    }

    fn custom(&mut self, name: &str, data: &[u8]) {
        let mut prefix = Vec::with_capacity(name.len() + 5);
        emit::bytes(&mut prefix, name.as_bytes());
        self.header(SectionId::Custom, prefix.len() + data.len());
        self.bytes.extend_from_slice(&prefix);
        self.bytes.extend_from_slice(data);
    }
}
