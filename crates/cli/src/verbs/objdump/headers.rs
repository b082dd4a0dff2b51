//! The headers: where each section stands, how large it is and how many entries it has.

use std::io::{self, Write};

use wharf_core::module::{Module, SectionId};

use super::{Named, Object};

/// Writes a line for each section.
pub fn write(object: &Object, sections: &[Named<'_>], sink: &mut dyn Write) -> io::Result<()> {
    writeln!(sink, "\nSections:")?;
    writeln!(sink, "  {:<12} {:>10} {:>10} {:>10} {:>8}", "section", "start", "end", "size", "entries")?;
    for named in sections {
        let payload = named.section.payload;
        let (start, end) = (format!("{:#08x}", payload.start), format!("{:#08x}", payload.end));
        let kind = if named.custom.is_some() { "custom" } else { named.name };
        write!(sink, "  {kind:<12} {start:>10} {end:>10} {:>10}", payload.len())?;
        match (count(&object.module, named.section.id), named.custom) {
            (_, Some(_)) => writeln!(sink, " {:>8} {:?}", "", named.name)?,
            (Some(count), None) => writeln!(sink, " {count:>8}")?,
            (None, None) => writeln!(sink)?,
        }
    }
    Ok(())
}

/// How many entries a section has.
pub fn count(module: &Module, id: SectionId) -> Option<usize> {
    let defined = |all: usize, kind: usize| all - module.imported[kind] as usize;
    Some(match id {
        SectionId::Custom => return None,
        SectionId::Type => module.rec_groups.len(),
        SectionId::Import => module.imports.len(),
        SectionId::Function => defined(module.funcs.len(), 0),
        SectionId::Table => defined(module.tables.len(), 1),
        SectionId::Memory => defined(module.memories.len(), 2),
        SectionId::Global => defined(module.globals.len(), 3),
        SectionId::Tag => defined(module.tags.len(), 4),
        SectionId::Export => module.exports.len(),
        SectionId::Start => 1,
        SectionId::Element => module.elements.len(),
        SectionId::Code => module.bodies.len(),
        SectionId::Data => module.datas.len(),
        SectionId::DataCount => 1,
    })
}
