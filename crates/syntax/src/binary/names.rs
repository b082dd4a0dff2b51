//! The name section: decoding, which takes what it can, and encoding.
//!
//! Names are a help to people, so nothing in them makes a module malformed: what cannot be read is left out.
//!
//! Specification: [name section](https://webassembly.github.io/spec/core/appendix/custom.html#name-section), with the
//! subsections of the
//! [extended-name-section](https://github.com/WebAssembly/extended-name-section/blob/main/proposals/extended-name-section/Overview.md)
//! proposal.

use wharf_core::module::Module;
use wharf_core::names::{IndirectNameMap, NameMap, Names};
use wharf_core::{Error, Result};

use super::custom::contents_of;
use super::encode::primitives::{bytes, u32};
use super::reader::Reader;

/// The name of the section.
pub const SECTION: &str = "name";

/// The names a module gives its parts, as far as they can be read; none without a name section.
///
/// Bytes that are not UTF-8 are replaced; a subsection that ends early keeps what stood before; of two names for one index
/// the last counts.
pub fn decode_names(module: &Module) -> Names {
    let mut names = Names::default();
    if let Some(mut reader) = contents_of(module, SECTION) {
        while !reader.is_at_end() && subsection(&mut reader, &mut names).is_ok() {}
    }
    names
}

fn subsection(reader: &mut Reader<'_>, names: &mut Names) -> Result<()> {
    let id = reader.byte()?;
    let size = reader.u32()? as usize;
    let mut part = reader.section(size.min(reader.remaining()))?;
    match id {
        0 => names.module = name(&mut part).ok(),
        1 => names.funcs = name_map(&mut part),
        2 => names.locals = indirect_name_map(&mut part),
        3 => names.labels = indirect_name_map(&mut part),
        4 => names.types = name_map(&mut part),
        5 => names.tables = name_map(&mut part),
        6 => names.memories = name_map(&mut part),
        7 => names.globals = name_map(&mut part),
        8 => names.elements = name_map(&mut part),
        9 => names.datas = name_map(&mut part),
        10 => names.fields = indirect_name_map(&mut part),
        11 => names.tags = name_map(&mut part),
        _ => {}
    }
    Ok(())
}

fn name(reader: &mut Reader<'_>) -> Result<Box<str>> {
    let length = reader.u32()?;
    let bytes = reader.bytes(length as usize)?;
    Ok(String::from_utf8_lossy(bytes).into())
}

/// As many items as the list announces and its bytes hold.
fn items<'r, 'a, T: 'r>(
    reader: &'r mut Reader<'a>,
    item: impl Fn(&mut Reader<'a>) -> Result<T, Error> + 'r,
) -> impl Iterator<Item = T> + 'r {
    let count = reader.u32().unwrap_or(0);
    (0..count).map_while(move |_| item(reader).ok())
}

fn name_map(reader: &mut Reader<'_>) -> NameMap {
    items(reader, |reader| Ok((reader.u32()?, name(reader)?))).collect()
}

fn indirect_name_map(reader: &mut Reader<'_>) -> IndirectNameMap {
    items(reader, |reader| Ok((reader.u32()?, name_map(reader)))).collect()
}

/// The contents of a name section that holds these names.
///
/// ```
/// use wharf_core::{Module, names::Names};
/// use wharf_syntax::binary::{custom::set_custom, names};
/// let mut given = Names::default();
/// given.funcs.insert(3, "main");
/// let mut module = Module::default();
/// set_custom(&mut module, names::SECTION, &names::encode_names(&given));
/// assert_eq!(names::decode_names(&module), given);
/// ```
pub fn encode_names(names: &Names) -> Vec<u8> {
    let mut out = Vec::new();
    if let Some(module) = &names.module {
        framed(&mut out, 0, |out| bytes(out, module.as_bytes()));
    }
    let maps = [
        (1, Map::Direct(&names.funcs)),
        (2, Map::Indirect(&names.locals)),
        (3, Map::Indirect(&names.labels)),
        (4, Map::Direct(&names.types)),
        (5, Map::Direct(&names.tables)),
        (6, Map::Direct(&names.memories)),
        (7, Map::Direct(&names.globals)),
        (8, Map::Direct(&names.elements)),
        (9, Map::Direct(&names.datas)),
        (10, Map::Indirect(&names.fields)),
        (11, Map::Direct(&names.tags)),
    ];
    for (id, map) in maps {
        match map {
            Map::Direct(map) if !map.is_empty() => framed(&mut out, id, |out| put_map(out, map)),
            Map::Indirect(map) if !map.is_empty() => framed(&mut out, id, |out| put_indirect(out, map)),
            _ => {}
        }
    }
    out
}

enum Map<'a> {
    Direct(&'a NameMap),
    Indirect(&'a IndirectNameMap),
}

fn framed(out: &mut Vec<u8>, id: u8, contents: impl FnOnce(&mut Vec<u8>)) {
    let mut part = Vec::new();
    contents(&mut part);
    out.push(id);
    bytes(out, &part);
}

fn put_map(out: &mut Vec<u8>, map: &NameMap) {
    u32(out, map.len() as u32);
    for (index, name) in map.iter() {
        u32(out, index);
        bytes(out, name.as_bytes());
    }
}

fn put_indirect(out: &mut Vec<u8>, map: &IndirectNameMap) {
    u32(out, map.iter().len() as u32);
    for (index, inner) in map.iter() {
        u32(out, index);
        put_map(out, inner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::binary::custom::set_custom;

    fn decoded(contents: &[u8]) -> Names {
        let mut module = Module::default();
        set_custom(&mut module, SECTION, contents);
        decode_names(&module)
    }

    fn sample() -> Names {
        let mut names = Names { module: Some("m".into()), ..Names::default() };
        names.funcs.insert(200, "f");
        names.locals.entry(1).insert(0, "x");
        names.labels.entry(1).insert(2, "l");
        names.types.insert(0, "t");
        names.tables.insert(0, "tab");
        names.memories.insert(0, "mem");
        names.globals.insert(0, "g");
        names.elements.insert(0, "e");
        names.datas.insert(0, "d");
        names.fields.entry(0).insert(1, "field");
        names.tags.insert(0, "tag");
        names
    }

    #[test]
    fn every_subsection_survives() {
        assert_eq!(decoded(&encode_names(&sample())), sample());
    }

    #[test]
    fn what_can_be_read_is_kept() {
        // Two names are announced, the second one ends early; an unknown subsection follows none.
        let names = decoded(&[99, 1, 0, 1, 100, 2, 0, 1, b'a', 1, 9, b'b']);
        assert_eq!(names.funcs.iter().collect::<Vec<_>>(), [(0, "a")]);
        assert_eq!(decoded(&[1, 4, 1, 0, 1, 0xff]).funcs.get(0), Some("\u{fffd}"));
        assert_eq!(decoded(&[1, 0xff, 0xff, 0xff, 0xff, 0x7f]), Names::default());
    }

    #[test]
    fn any_bytes_are_taken() {
        let full = encode_names(&sample());
        for end in 0..full.len() {
            decoded(&full[..end]);
            let mut changed = full.clone();
            changed[end] = changed[end].wrapping_add(0x7f);
            decoded(&changed);
        }
    }
}
