//! Custom sections as wholes: setting and removing them in a module. What well-known ones hold stands in the files beside
//! this one.
//!
//! Specification: [custom sections](https://webassembly.github.io/spec/core/binary/modules.html#custom-section).

use wharf_core::Result;
use wharf_core::module::{CustomSection, Module, SectionId};

use super::errors;
use super::reader::Reader;

/// Gives the custom section of this name new contents; one that was not there comes after all others.
///
/// Further sections of the same name stay as they are.
pub fn set_custom(module: &mut Module, name: &str, contents: &[u8]) {
    let data = module.append(contents);
    if let Some(section) = module.customs.iter_mut().find(|section| &*section.name == name) {
        section.data = data;
        return;
    }
    // Past the last section of any module: the encoder takes it for the end.
    let after = SectionId::Tag as u32 + 1;
    module.customs.push(CustomSection { name: name.into(), data, after, at: data.start });
}

/// Removes the custom sections for which `drop` holds, and says how many.
pub fn remove_customs(module: &mut Module, mut drop: impl FnMut(&CustomSection) -> bool) -> usize {
    let before = module.customs.len();
    module.customs.retain(|section| !drop(section));
    before - module.customs.len()
}

/// A reader of a custom section's contents.
pub(super) fn contents<'a>(module: &'a Module, section: &CustomSection) -> Reader<'a> {
    Reader::new(&module.bytes[..section.data.end as usize], section.data.start as usize)
}

/// A reader of the first custom section of this name.
pub(super) fn contents_of<'a>(module: &'a Module, name: &str) -> Option<Reader<'a>> {
    module.custom(name).map(|section| contents(module, section))
}

/// That a reader stands at its end.
pub(super) fn at_end(reader: &Reader<'_>) -> Result<()> {
    match reader.remaining() {
        0 => Ok(()),
        left => Err(errors::section_size_mismatch(reader.position(), left)),
    }
}
