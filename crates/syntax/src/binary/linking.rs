//! The `linking` section of object files: symbols, segments, constructors, groups. Decoding only: `objdump` shows it.
//!
//! Specification: [linking](https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md).

use wharf_core::Result;
use wharf_core::module::Module;
use wharf_core::types::ExternKind;

use super::custom::{at_end, contents_of};
use super::errors;
use super::reader::Reader;

/// The name of the section.
pub const SECTION: &str = "linking";

/// What a `linking` section says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Linking {
    /// The version of the format; this is written for 2.
    pub version: u32,
    /// The symbols: what relocations name.
    pub symbols: Vec<Symbol>,
    /// What is known of each data segment.
    pub segments: Vec<Segment>,
    /// Functions to be called at the start.
    pub constructors: Vec<Constructor>,
    /// Groups of which a linker keeps one of several of the same name.
    pub comdats: Vec<Comdat>,
    /// The numbers of subsections of a kind this does not know.
    pub unknown: Vec<u8>,
}

/// A symbol.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Symbol {
    /// What it stands for.
    pub target: Target,
    /// Its name; one that is left out is the import's.
    pub name: Option<String>,
    /// Bits of [`flags`].
    pub flags: u32,
}

/// What a symbol stands for.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// An entry of an index space.
    #[allow(missing_docs)]
    Extern { kind: ExternKind, index: u32 },
    /// Bytes of a data segment; none for an undefined symbol.
    Data(Option<DataRange>),
    /// A section, by its number in the file.
    Section(u32),
}

/// Bytes of a data segment.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct DataRange {
    /// The segment.
    pub segment: u32,
    /// The first byte, in the segment.
    pub offset: u64,
    /// The number of bytes.
    pub size: u64,
}

/// What is known of a data segment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment {
    /// Its name, such as `.rodata.str`.
    pub name: String,
    /// Its alignment, as the base-two logarithm of bytes.
    pub align: u32,
    /// Bits: 1 for strings that may be merged, 2 for thread-local, 4 for kept.
    pub flags: u32,
}

/// A function to be called at the start.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Constructor {
    /// Lower ones come first.
    pub priority: u32,
    /// The index of its symbol.
    pub symbol: u32,
}

/// A group of which a linker keeps one of several of the same name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comdat {
    /// Its name.
    pub name: String,
    /// No bit has a meaning yet.
    pub flags: u32,
    /// Its members: a kind (0 data, 1 function, 2 global, 3 tag, 4 table, 5 section) and an index.
    pub members: Vec<(u8, u32)>,
}

/// The bits of a symbol's flags.
pub mod flags {
    /// Another definition may take its place.
    pub const WEAK: u32 = 0x1;
    /// Not seen outside of its file.
    pub const LOCAL: u32 = 0x2;
    /// Not seen outside of the linked module.
    pub const HIDDEN: u32 = 0x4;
    /// Defined elsewhere.
    pub const UNDEFINED: u32 = 0x10;
    /// To be exported.
    pub const EXPORTED: u32 = 0x20;
    /// Carries a name though it is an import.
    pub const EXPLICIT_NAME: u32 = 0x40;
    /// Kept even if nothing uses it.
    pub const NO_STRIP: u32 = 0x80;
    /// Thread-local.
    pub const TLS: u32 = 0x100;
    /// An address that is not relative to a segment.
    pub const ABSOLUTE: u32 = 0x200;
}

/// What a module's `linking` section says; `None` without one.
///
/// # Errors
/// What is malformed in it.
pub fn decode_linking(module: &Module) -> Result<Option<Linking>> {
    let Some(mut reader) = contents_of(module, SECTION) else { return Ok(None) };
    let mut linking = Linking { version: reader.u32()?, ..Linking::default() };
    while !reader.is_at_end() {
        let id = reader.byte()?;
        let size = reader.u32()? as usize;
        let mut part = reader.section(size)?;
        match id {
            5 => linking.segments = list(&mut part, segment)?,
            6 => linking.constructors = list(&mut part, constructor)?,
            7 => linking.comdats = list(&mut part, comdat)?,
            8 => linking.symbols = list(&mut part, symbol)?,
            _ => linking.unknown.push(id),
        }
        if (5..=8).contains(&id) {
            at_end(&part)?;
        }
    }
    Ok(Some(linking))
}

pub(super) fn list<'a, T>(reader: &mut Reader<'a>, item: impl Fn(&mut Reader<'a>) -> Result<T>) -> Result<Vec<T>> {
    let count = reader.count("items", u32::MAX)?;
    (0..count).map(|_| item(reader)).collect()
}

fn segment(reader: &mut Reader<'_>) -> Result<Segment> {
    Ok(Segment { name: reader.name()?.to_owned(), align: reader.u32()?, flags: reader.u32()? })
}

fn constructor(reader: &mut Reader<'_>) -> Result<Constructor> {
    Ok(Constructor { priority: reader.u32()?, symbol: reader.u32()? })
}

fn comdat(reader: &mut Reader<'_>) -> Result<Comdat> {
    let (name, flags) = (reader.name()?.to_owned(), reader.u32()?);
    Ok(Comdat { name, flags, members: list(reader, |reader| Ok((reader.byte()?, reader.u32()?)))? })
}

fn symbol(reader: &mut Reader<'_>) -> Result<Symbol> {
    let at = reader.position();
    let (kind, flags) = (reader.byte()?, reader.u32()?);
    let defined = flags & flags::UNDEFINED == 0;
    let kind = match kind {
        0 => ExternKind::Func,
        1 => {
            let name = Some(reader.name()?.to_owned());
            let range = if defined { Some(data_range(reader)?) } else { None };
            return Ok(Symbol { target: Target::Data(range), name, flags });
        }
        2 => ExternKind::Global,
        3 => return Ok(Symbol { target: Target::Section(reader.u32()?), name: None, flags }),
        4 => ExternKind::Tag,
        5 => ExternKind::Table,
        other => return Err(errors::malformed_kind(at, "symbol kind", other.into())),
    };
    let index = reader.u32()?;
    let named = defined || flags & flags::EXPLICIT_NAME != 0;
    let name = if named { Some(reader.name()?.to_owned()) } else { None };
    Ok(Symbol { target: Target::Extern { kind, index }, name, flags })
}

fn data_range(reader: &mut Reader<'_>) -> Result<DataRange> {
    Ok(DataRange { segment: reader.u32()?, offset: reader.u64()?, size: reader.u64()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::binary::custom::set_custom;

    #[test]
    fn symbols_and_segments_are_read() {
        let mut module = Module::default();
        assert_eq!(decode_linking(&module).unwrap(), None);
        let symbols = [&[8, 12, 2][..], &[0, 0x10, 3], &[1, 0, 1, b'd', 0, 8, 4]].concat();
        let segments = [5, 5, 1, 1, b's', 2, 1];
        set_custom(&mut module, SECTION, &[&[2][..], &symbols[..], &segments].concat());
        // The length of the symbol table is wrong by two bytes.
        assert!(decode_linking(&module).is_err());
        let symbols = [&[8, 11, 2][..], &[0, 0x10, 3], &[1, 0, 1, b'd', 0, 8, 4]].concat();
        set_custom(&mut module, SECTION, &[&[2][..], &symbols[..], &segments].concat());
        let linking = decode_linking(&module).unwrap().unwrap();
        let target = Target::Extern { kind: ExternKind::Func, index: 3 };
        assert_eq!(linking.symbols[0], Symbol { target, name: None, flags: flags::UNDEFINED });
        let target = Target::Data(Some(DataRange { segment: 0, offset: 8, size: 4 }));
        assert_eq!(linking.symbols[1], Symbol { target, name: Some("d".into()), flags: 0 });
        assert_eq!(linking.segments, [Segment { name: "s".into(), align: 2, flags: 1 }]);
    }
}
