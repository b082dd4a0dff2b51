//! Decoding: from bytes to the [`Module`] model. Payloads stay where they are; function bodies are not touched.
//!
//! Owns the frame of a module: header, sections and their order, and the agreements between sections. The contents
//! of each section stand in the files beside this one.
//!
//! Specification: [modules](https://webassembly.github.io/spec/core/binary/modules.html).

mod body;
mod instr;
mod number;
mod outline;
mod sections;
mod segments;
mod types;

use wharf_core::features::{Features, Proposal};
use wharf_core::module::{CustomSection, Module, Section, SectionId, Span};
use wharf_core::types::ExternKind;
use wharf_core::{Bytes, Result};

use super::errors;
use super::gate::Gate;
use super::limits;
use super::reader::Reader;

pub use body::{BodyReader, Locals};
pub use instr::{InstrReader, Visit, const_expr, nesting};
pub use number::i32_const_expr;
pub use outline::Outline;

/// The bytes a module begins with: the magic number and the version.
pub const HEADER: [u8; 8] = *b"\0asm\x01\0\0\0";

/// Decodes a module. Function bodies are only located: what is wrong in them is found when they are read.
///
/// ```
/// use wharf_core::features::Features;
/// use wharf_syntax::binary::decode_module;
/// let module = decode_module(b"\0asm\x01\0\0\0".to_vec(), &Features::default())?;
/// assert!(module.funcs.is_empty());
/// # Ok::<(), wharf_core::Error>(())
/// ```
///
/// # Errors
/// What is malformed, with its place; something of a proposal that is not enabled; a limit of
/// [`limits`] that is passed.
pub fn decode_module(bytes: impl Into<Bytes>, features: &Features) -> Result<Module> {
    decode_outlined(bytes, features, Outline::default())
}

/// The same, told where bodies and data segments stand.
///
/// # Errors
/// As [`decode_module`].
pub fn decode_outlined(bytes: impl Into<Bytes>, features: &Features, outline: Outline) -> Result<Module> {
    let bytes = bytes.into();
    if bytes.len() > limits::MODULE_BYTES {
        return Err(errors::module_too_large(bytes.len()));
    }
    let mut reader = Reader::new(&bytes, 0);
    header(&mut reader)?;
    let gate = Gate::new(*features, true);
    let module = Module { bytes: bytes.clone(), ..Module::default() };
    let mut decoder = Decoder::new(module, gate, outline);
    while !reader.is_at_end() {
        decoder.section(&mut reader)?;
    }
    decoder.finish(bytes.len())
}

/// The magic number and the version.
fn header(reader: &mut Reader<'_>) -> Result<()> {
    let (magic, version) = HEADER.split_at(4);
    let text = matches!(reader.peek(), Some(b'(' | b';' | b' ' | b'\n' | b'\r' | b'\t'));
    for expected in magic {
        if reader.byte()? != *expected {
            return Err(errors::magic_not_detected(0, text));
        }
    }
    let found = reader.array()?;
    if found == version { Ok(()) } else { Err(errors::unknown_version(4, found)) }
}

/// The state between sections.
struct Decoder {
    module: Module,
    gate: Gate,
    /// The last section that was not custom.
    last: Option<SectionId>,
    /// How many sections that were not custom there were.
    after: u32,
    /// What is believed of the sections to come.
    outline: Outline,
}

/// The sections in the order they must stand in.
///
/// Spec: [modules](https://webassembly.github.io/spec/core/binary/modules.html#binary-module).
pub(crate) const ORDER: [SectionId; 13] = [
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

fn rank(id: SectionId) -> usize {
    ORDER.iter().position(|other| *other == id).unwrap_or(0)
}

/// The section of this number in the binary format.
pub const fn section_id(byte: u8) -> Option<SectionId> {
    Some(match byte {
        0 => SectionId::Custom,
        1 => SectionId::Type,
        2 => SectionId::Import,
        3 => SectionId::Function,
        4 => SectionId::Table,
        5 => SectionId::Memory,
        6 => SectionId::Global,
        7 => SectionId::Export,
        8 => SectionId::Start,
        9 => SectionId::Element,
        10 => SectionId::Code,
        11 => SectionId::Data,
        12 => SectionId::DataCount,
        13 => SectionId::Tag,
        _ => return None,
    })
}

/// A section's name as the specification writes it.
pub const fn section_name(id: SectionId) -> &'static str {
    match id {
        SectionId::Custom => "custom",
        SectionId::Type => "type",
        SectionId::Import => "import",
        SectionId::Function => "function",
        SectionId::Table => "table",
        SectionId::Memory => "memory",
        SectionId::Global => "global",
        SectionId::Export => "export",
        SectionId::Start => "start",
        SectionId::Element => "element",
        SectionId::Code => "code",
        SectionId::Data => "data",
        SectionId::DataCount => "data count",
        SectionId::Tag => "tag",
    }
}

impl Decoder {
    fn new(module: Module, gate: Gate, outline: Outline) -> Decoder {
        Decoder { module, gate, last: None, after: 0, outline }
    }

    fn section(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let at = reader.position();
        let byte = reader.byte()?;
        let id = section_id(byte).ok_or_else(|| errors::malformed_section_id(at, byte))?;
        let size = reader.u32()?;
        let mut payload = reader.section(size as usize)?;
        let span = Span::new(payload.position(), payload.end());
        if id != SectionId::Custom {
            self.order(id, at)?;
            self.after += 1;
        }
        self.module.sections.push(Section { id, at: at as u32, payload: span });
        match id {
            SectionId::Custom => self.custom(&mut payload, at)?,
            SectionId::Type => self.types(&mut payload)?,
            SectionId::Import => self.imports(&mut payload)?,
            SectionId::Function => self.functions(&mut payload)?,
            SectionId::Table => self.tables(&mut payload)?,
            SectionId::Memory => self.memories(&mut payload)?,
            SectionId::Global => self.globals(&mut payload)?,
            SectionId::Export => self.exports(&mut payload)?,
            SectionId::Start => self.start(&mut payload)?,
            SectionId::Element => self.elements(&mut payload)?,
            SectionId::Code => self.code(&mut payload)?,
            SectionId::Data => self.datas(&mut payload)?,
            SectionId::DataCount => self.data_count(&mut payload)?,
            SectionId::Tag => self.tags(&mut payload)?,
        }
        match payload.remaining() {
            0 => Ok(()),
            left => Err(errors::section_size_mismatch(payload.position(), left)),
        }
    }

    fn order(&mut self, id: SectionId, at: usize) -> Result<()> {
        match self.last.replace(id) {
            Some(last) if rank(last) >= rank(id) => {
                Err(errors::section_out_of_order(at, section_name(id), section_name(last)))
            }
            _ => Ok(()),
        }
    }

    fn custom(&mut self, reader: &mut Reader<'_>, at: usize) -> Result<()> {
        let name = reader.name()?.into();
        let data = Span::new(reader.position(), reader.end());
        reader.bytes(reader.remaining())?;
        self.module.customs.push(CustomSection { name, data, after: self.after, at: at as u32 });
        Ok(())
    }

    fn data_count(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        self.gate.proposal(
            Proposal::BulkMemory,
            "malformed section id 12: the data count section",
            reader.position(),
        )?;
        self.module.data_count = Some(reader.u32()?);
        Ok(())
    }

    /// What several sections must agree on, known after the last one.
    fn finish(self, end: usize) -> Result<Module> {
        let module = self.module;
        let funcs = module.funcs.len() - module.imported(ExternKind::Func) as usize;
        let payload = |id| module.sections.iter().find(|section| section.id == id).map(|s| s.payload.start as usize);
        if funcs != module.bodies.len() {
            let at = payload(SectionId::Code).or(payload(SectionId::Function)).unwrap_or(end);
            return Err(errors::function_and_code(at, funcs, module.bodies.len()));
        }
        match module.data_count {
            Some(count) if count as usize != module.datas.len() => {
                let at = payload(SectionId::DataCount).unwrap_or(end);
                Err(errors::data_count_and_data(at, count, module.datas.len()))
            }
            _ => Ok(module),
        }
    }

    /// A constant expression up to its `end`, which stays where it is.
    fn const_expr(&self, reader: &mut Reader<'_>) -> Result<Span> {
        let start = reader.position();
        if let Some((_, len)) = i32_const_expr(&reader.all()[start..]) {
            reader.bytes(len)?;
            return Ok(Span::new(start, start + len));
        }
        let mut instrs = InstrReader::over(*reader, self.gate);
        let mut depth = 1;
        while depth > 0 {
            depth += i64::from(nesting(instrs.next()?.op));
        }
        let end = instrs.position();
        reader.bytes(end - start)?;
        Ok(Span::new(start, end))
    }

    fn total(&self, what: &'static str, count: usize, limit: u32, at: usize) -> Result<()> {
        if count > limit as usize { Err(errors::limit(at, what, count as u64, limit.into())) } else { Ok(()) }
    }
}
