//! The headers, a line for each section.

use std::io::{self, Write};

use wharf_core::module::SectionId;

use super::section_word;
use crate::verbs::objdump::headers::count;
use crate::verbs::objdump::{Named, Object};

/// Writes a line for each section.
pub fn write(object: &Object, sections: &[Named<'_>], sink: &mut dyn Write) -> io::Result<()> {
    writeln!(sink, "\nSections:\n")?;
    for named in sections {
        let (payload, word) = (named.section.payload, section_word(named.section.id));
        let size = payload.len();
        write!(sink, "{word:>9} start={:#010x} end={:#010x} (size={size:#010x}) ", payload.start, payload.end)?;
        match (named.section.id, named.custom) {
            (_, Some(custom)) => writeln!(sink, "\"{}\"", custom.name)?,
            (SectionId::Start, _) => writeln!(sink, "start: {}", object.module.start.map_or(0, |start| start.func))?,
            (SectionId::DataCount, _) => writeln!(sink, "count: {}", object.module.data_count.unwrap_or(0))?,
            (id, None) => writeln!(sink, "count: {}", count(&object.module, id).unwrap_or(0))?,
        }
    }
    Ok(())
}
