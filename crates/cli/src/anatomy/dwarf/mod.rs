//! Debug information: what functions are called, and which source file and line each piece of code came from.
//!
//! Reads through `gimli`, unit by unit, keeping nothing but the answers. Debug information is a help, so what cannot be
//! read in it is left out; and since its parts may point at the same bytes again and again, there is a budget of work
//! that grows with its size only.
//!
//! Specification: [DWARF for WebAssembly](https://yurydelendik.github.io/webassembly-dwarf/): addresses count from the
//! start of the code section's payload.

mod lines;
mod names;
mod rows;
mod sources;

pub use lines::{SourceLine, lines};
pub use names::function_names;
pub use sources::{Source, sources};

use std::collections::HashMap;
use std::rc::Rc;

use gimli::{
    Abbreviations, Attribute, AttributeValue, DebugAddrBase, DebugLineOffset, DebugStrOffsetsBase, Dwarf, EndianSlice,
    LittleEndian, Section, SectionId, UnitHeader,
};
use wharf_core::module::{self, Module};

type Reader<'a> = EndianSlice<'a, LittleEndian>;

/// The debug information of a module.
pub struct Debug<'a> {
    module: &'a Module,
    dwarf: Dwarf<Reader<'a>>,
    /// Where the payload of the code section begins: address zero.
    base: u32,
    /// How many more bytes of shared tables and strings may be read.
    budget: usize,
    abbreviations: HashMap<usize, Option<Rc<Abbreviations>>>,
}

/// A unit of compilation, as far as it matters here.
struct Unit<'a> {
    header: UnitHeader<Reader<'a>>,
    abbreviations: Rc<Abbreviations>,
    strings: DebugStrOffsetsBase<usize>,
    addresses: DebugAddrBase<usize>,
    lines: Option<DebugLineOffset<usize>>,
    directory: Option<Reader<'a>>,
    name: Option<Reader<'a>>,
}

impl<'a> Debug<'a> {
    /// The debug information of a module; `None` without any.
    pub fn of(module: &'a Module) -> Option<Debug<'a>> {
        let code = module.sections.iter().find(|section| section.id == module::SectionId::Code)?;
        module.custom(SectionId::DebugInfo.name())?;
        let section = |id: SectionId| {
            let bytes = module.custom(id.name()).map_or(&[][..], |custom| module.slice(custom.data));
            Ok::<_, gimli::Error>(EndianSlice::new(bytes, LittleEndian))
        };
        let dwarf = Dwarf::load(section).ok()?;
        let size: usize =
            module.customs.iter().filter(|custom| custom.name.starts_with(".debug_")).map(|c| c.data.len()).sum();
        let budget = size.saturating_mul(4).saturating_add(1 << 20);
        Some(Debug { module, dwarf, base: code.payload.start, budget, abbreviations: HashMap::new() })
    }

    /// Hands every unit to `each`.
    fn units(&mut self, mut each: impl FnMut(&mut Debug<'a>, &Unit<'a>)) {
        let mut headers = self.dwarf.units();
        while let Ok(Some(header)) = headers.next() {
            if let Some(unit) = self.unit(header) {
                each(self, &unit);
            }
        }
    }

    fn unit(&mut self, header: UnitHeader<Reader<'a>>) -> Option<Unit<'a>> {
        let abbreviations = self.abbreviations(header.debug_abbrev_offset().0)?;
        let mut unit = Unit {
            strings: DebugStrOffsetsBase::default_for_encoding_and_file(header.encoding(), self.dwarf.file_type),
            addresses: DebugAddrBase(0),
            lines: None,
            directory: None,
            name: None,
            abbreviations,
            header,
        };
        let mut entries = unit.header.entries_raw(&unit.abbreviations, None).ok()?;
        let specs = entries.read_abbreviation().ok()??.attributes();
        let attributes: Vec<Attribute<_>> = specs.iter().map_while(|spec| entries.read_attribute(*spec).ok()).collect();
        for attribute in &attributes {
            match attribute.value() {
                AttributeValue::DebugLineRef(offset) if attribute.name() == gimli::DW_AT_stmt_list => {
                    unit.lines = Some(offset)
                }
                AttributeValue::DebugStrOffsetsBase(base) => unit.strings = base,
                AttributeValue::DebugAddrBase(base) => unit.addresses = base,
                _ => {}
            }
        }
        // The bases that strings need may stand behind the strings.
        for attribute in &attributes {
            match attribute.name() {
                gimli::DW_AT_comp_dir => unit.directory = self.string(&unit, attribute.value()),
                gimli::DW_AT_name => unit.name = self.string(&unit, attribute.value()),
                _ => {}
            }
        }
        Some(unit)
    }

    /// The table at this offset. Many units may share one.
    fn abbreviations(&mut self, offset: usize) -> Option<Rc<Abbreviations>> {
        if let Some(known) = self.abbreviations.get(&offset) {
            return known.clone();
        }
        let section = self.dwarf.debug_abbrev.reader().slice();
        let length = table_length(section.get(offset..)?, self.budget);
        let table = length.and_then(|length| {
            self.charge(length)?;
            self.dwarf.debug_abbrev.abbreviations(gimli::DebugAbbrevOffset(offset)).ok().map(Rc::new)
        });
        self.abbreviations.insert(offset, table.clone());
        table
    }

    fn string(&mut self, unit: &Unit<'a>, value: AttributeValue<Reader<'a>>) -> Option<Reader<'a>> {
        let found = match value {
            AttributeValue::String(text) => Some(text),
            AttributeValue::DebugStrRef(offset) => self.dwarf.debug_str.get_str(offset).ok(),
            AttributeValue::DebugLineStrRef(offset) => self.dwarf.debug_line_str.get_str(offset).ok(),
            AttributeValue::DebugStrOffsetsIndex(index) => {
                let offset = self.dwarf.debug_str_offsets.get_str_offset(unit.header.format(), unit.strings, index);
                offset.and_then(|offset| self.dwarf.debug_str.get_str(offset)).ok()
            }
            _ => None,
        }?;
        self.charge(found.slice().len())?;
        Some(found)
    }

    /// Takes work from the budget; `None` when it is used up.
    fn charge(&mut self, work: usize) -> Option<()> {
        self.budget = self.budget.checked_sub(work)?;
        Some(())
    }

    fn address(&self, unit: &Unit<'a>, value: &AttributeValue<Reader<'a>>) -> Option<u64> {
        match value {
            AttributeValue::Addr(address) => Some(*address),
            AttributeValue::DebugAddrIndex(index) => {
                let size = unit.header.encoding().address_size;
                self.dwarf.debug_addr.get_address(size, unit.addresses, *index).ok()
            }
            _ => None,
        }
    }

    /// The offset in the module of a code address; `None` for one outside of the module, as discarded code has.
    fn offset(&self, address: u64) -> Option<u32> {
        let offset = u64::from(self.base).checked_add(address)?;
        u32::try_from(offset).ok().filter(|offset| (*offset as usize) < self.module.bytes.len())
    }
}

/// How long a table of abbreviations is, if no longer than `limit`.
fn table_length(bytes: &[u8], limit: usize) -> Option<usize> {
    let bytes = &bytes[..bytes.len().min(limit)];
    let mut at = 0;
    let mut leb = || {
        let start = at;
        while *bytes.get(at)? & 0x80 != 0 {
            at += 1;
        }
        at += 1;
        // Only whether it is zero, or which form, matters.
        Some((start, bytes[start..at].iter().rev().fold(0u64, |value, byte| value << 7 | u64::from(byte & 0x7f)), at))
    };
    const IMPLICIT_CONST: u64 = 0x21;
    while leb()?.1 != 0 {
        leb()?;
        // Whether the entry has children is one byte, which reads as an integer too.
        leb()?;
        loop {
            let (name, form) = (leb()?.1, leb()?.1);
            if form == IMPLICIT_CONST {
                leb()?;
            }
            if (name, form) == (0, 0) {
                break;
            }
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::table_length;

    #[test]
    fn the_length_of_a_table_is_known_before_it_is_read() {
        // One entry: code 1, tag 0x11, no children, name as a string, an implicit constant; then the end.
        let table = [1, 0x11, 0, 3, 8, 0x3e, 0x21, 0x7f, 0, 0, 0, 99];
        assert_eq!(table_length(&table, 100), Some(11));
        assert_eq!(table_length(&table, 10), None);
        assert_eq!(table_length(&table[..8], 100), None);
        assert_eq!(table_length(&[0x80; 40], 100), None);
    }
}
