//! Relocations: where a linker writes the address or index of which symbol.

use std::io::{self, Write};

use wharf_syntax::binary::linking::{Symbol, Target};
use wharf_syntax::binary::relocs::{Reloc, RelocKind};

use super::{Named, Object, section_named};

/// Writes the relocations of the sections that have any.
pub fn write(object: &Object, sections: &[Named<'_>], sink: &mut dyn Write) -> io::Result<()> {
    let mut some = false;
    for named in sections {
        for relocs in object.relocs.iter().filter(|relocs| relocs.section == named.number) {
            writeln!(sink, "\nRelocations of section {} [{}]:", named.name, relocs.entries.len())?;
            for reloc in &relocs.entries {
                writeln!(sink, "  {}", line(object, named.contents_start(), reloc))?;
                some = true;
            }
        }
    }
    if some { Ok(()) } else { writeln!(sink, "\nNo relocations.") }
}

/// One relocation; its offset counts in the file.
pub fn line(object: &Object, base: u32, reloc: &Reloc) -> String {
    let at = u64::from(base) + u64::from(reloc.offset);
    let addend = if reloc.addend == 0 { String::new() } else { format!(" {:+}", reloc.addend) };
    format!("{at:06x}: {:<28} {}{addend}", reloc.kind.name(), target(object, reloc))
}

fn target(object: &Object, reloc: &Reloc) -> String {
    if reloc.kind == RelocKind::TypeIndexLeb {
        return format!("type[{}]", reloc.index);
    }
    let symbol = object.linking.as_ref().and_then(|linking| linking.symbols.get(reloc.index as usize));
    match symbol.and_then(|symbol| symbol_name(object, symbol)) {
        Some(name) => format!("{} <{name}>", reloc.index),
        None => reloc.index.to_string(),
    }
}

/// The name of a symbol; an undefined one has that of its import, one that is a section has that of the section.
pub fn symbol_name<'a>(object: &'a Object, symbol: &'a Symbol) -> Option<&'a str> {
    if let Some(name) = &symbol.name {
        return Some(name);
    }
    let (kind, index) = match symbol.target {
        Target::Extern { kind, index } => (kind, index),
        Target::Section(number) => return section_named(&object.module, number),
        Target::Data(_) => return None,
    };
    let imports = object.module.imports.iter().filter(|import| import.ty.kind() == kind);
    imports.map(|import| &*import.name).nth(index as usize)
}
