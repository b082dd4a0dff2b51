//! The `dylink.0` section of dynamic libraries. Decoding only.
//!
//! Specification: [dynamic linking](https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md).

use wharf_core::Result;
use wharf_core::module::Module;

use super::custom::{at_end, contents_of};
use super::linking::list;
use super::reader::Reader;

/// The name of the section.
pub const SECTION: &str = "dylink.0";

/// What a `dylink.0` section says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Dylink {
    /// The memory and table elements the library needs.
    pub space: Option<Space>,
    /// The libraries it needs.
    pub needed: Vec<String>,
    /// Exports and their flags, as those of [`super::linking::flags`].
    pub exports: Vec<(String, u32)>,
    /// Imports by module and name, and their flags.
    pub imports: Vec<(String, String, u32)>,
    /// Where needed libraries are looked for.
    pub runtime_path: Vec<String>,
    /// The numbers of subsections of a kind this does not know.
    pub unknown: Vec<u8>,
}

/// The memory and table elements a library needs.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Space {
    /// Bytes of memory.
    pub memory_size: u32,
    /// Their alignment, as the base-two logarithm of bytes.
    pub memory_align: u32,
    /// Elements of the table.
    pub table_size: u32,
    /// Their alignment, as the base-two logarithm of elements.
    pub table_align: u32,
}

/// What a module's `dylink.0` section says; `None` without one.
///
/// # Errors
/// What is malformed in it.
pub fn decode_dylink(module: &Module) -> Result<Option<Dylink>> {
    let Some(mut reader) = contents_of(module, SECTION) else { return Ok(None) };
    let mut dylink = Dylink::default();
    while !reader.is_at_end() {
        let id = reader.byte()?;
        let size = reader.u32()? as usize;
        let mut part = reader.section(size)?;
        match id {
            1 => dylink.space = Some(space(&mut part)?),
            2 => dylink.needed = list(&mut part, name)?,
            3 => dylink.exports = list(&mut part, |reader| Ok((name(reader)?, reader.u32()?)))?,
            4 => dylink.imports = list(&mut part, |reader| Ok((name(reader)?, name(reader)?, reader.u32()?)))?,
            5 => dylink.runtime_path = list(&mut part, name)?,
            _ => dylink.unknown.push(id),
        }
        if (1..=5).contains(&id) {
            at_end(&part)?;
        }
    }
    Ok(Some(dylink))
}

fn space(reader: &mut Reader<'_>) -> Result<Space> {
    let (memory_size, memory_align) = (reader.u32()?, reader.u32()?);
    Ok(Space { memory_size, memory_align, table_size: reader.u32()?, table_align: reader.u32()? })
}

fn name(reader: &mut Reader<'_>) -> Result<String> {
    Ok(reader.name()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::binary::custom::set_custom;

    #[test]
    fn subsections_are_read() {
        let mut module = Module::default();
        assert_eq!(decode_dylink(&module).unwrap(), None);
        set_custom(&mut module, SECTION, &[1, 4, 16, 2, 1, 0, 2, 3, 1, 1, b'c', 9, 0]);
        let dylink = decode_dylink(&module).unwrap().unwrap();
        assert_eq!(dylink.space, Some(Space { memory_size: 16, memory_align: 2, table_size: 1, table_align: 0 }));
        assert_eq!((dylink.needed, dylink.unknown), (vec!["c".to_owned()], vec![9]));
    }
}
