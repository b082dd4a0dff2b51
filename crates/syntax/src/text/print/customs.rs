//! Custom sections and branch hints, as annotations.
//!
//! Specification: [Custom annotations](https://webassembly.github.io/spec/core/appendix/custom.html#custom-annotation).

use std::collections::HashMap;

use wharf_core::Result;
use wharf_core::module::{CustomSection, Module, Section, SectionId};

use super::Printer;
use crate::binary::reader::Reader;

/// The name of the section of branch hints, and of its annotation.
pub(super) const BRANCH_HINT: &str = "metadata.code.branch_hint";

/// The sections that the text says in another way.
#[derive(Default)]
pub(super) struct Hints {
    /// By the offset in the module's bytes of the instruction.
    pub by_offset: HashMap<u32, u8>,
    /// Whether the section says nothing but these.
    pub whole: bool,
}

/// The branch hints of a module; `whole` is false when there are none, or when they are not of the usual form.
pub(super) fn branch_hints(module: &Module) -> Hints {
    let mut sections = module.customs.iter().filter(|section| &*section.name == BRANCH_HINT);
    match (sections.next(), sections.next()) {
        (Some(section), None) => read_hints(module, section).unwrap_or_default(),
        _ => Hints::default(),
    }
}

fn read_hints(module: &Module, section: &CustomSection) -> Option<Hints> {
    let mut reader = Reader::new(module.slice(section.data), 0);
    let mut by_offset = HashMap::new();
    let mut last_func = None;
    for _ in 0..reader.u32().ok()? {
        let func = reader.u32().ok()?;
        if last_func.replace(func).is_some_and(|last| last >= func) {
            return None;
        }
        let body = module.body(func)?;
        let (count, mut last) = (reader.u32().ok()?, None);
        if count == 0 {
            return None;
        }
        for _ in 0..count {
            let offset = reader.u32().ok()?;
            if last.replace(offset).is_some_and(|last| last >= offset) || reader.u32().ok()? != 1 {
                return None;
            }
            let value = reader.byte().ok().filter(|value| *value < 2)?;
            let at = body.span.start.checked_add(offset)?;
            // `if` or `br_if`: before any other instruction the annotation could not stand.
            module.bytes.get(at as usize).filter(|byte| matches!(byte, 0x04 | 0x0d))?;
            by_offset.insert(at, value);
        }
    }
    let only_before_code = !module.bodies.is_empty();
    (reader.is_at_end() && only_before_code).then_some(Hints { by_offset, whole: true })
}

impl Printer<'_, '_> {
    /// `(@custom …)` for each section that the text does not say in another way.
    pub(super) fn customs(&mut self) -> Result<()> {
        let module = self.module;
        for section in &module.customs {
            let said = &*section.name == "name" && self.says_names || &*section.name == BRANCH_HINT && self.hints.whole;
            if said {
                continue;
            }
            self.out.line();
            self.out.str("(@custom ");
            self.out.name(&section.name);
            self.placement(section.after);
            if self.options.skeleton {
                self.out.str(" ...");
            } else {
                self.strings(module.slice(section.data))?;
            }
            self.out.byte(b')');
            self.out.pass_on()?;
        }
        Ok(())
    }

    /// Where a custom section with so many other sections before it stands. Sections without entries do not count:
    /// the text has no place for them.
    fn placement(&mut self, after: u32) {
        let module = self.module;
        let others = || module.sections.iter().filter(|section| section.id != SectionId::Custom);
        let before = others().take(after as usize).filter(|section| has_entries(module, section)).last();
        if !others().skip(after as usize).any(|section| has_entries(module, section)) {
            return;
        }
        match before {
            None => self.out.str(" (before first)"),
            Some(section) => {
                self.out.str(" (after ");
                self.out.str(word(section.id));
                self.out.byte(b')');
            }
        }
    }
}

/// Whether there is more in a section than a count of zero.
fn has_entries(module: &Module, section: &Section) -> bool {
    match section.id {
        SectionId::Start => true,
        SectionId::DataCount => module.data_count.is_some_and(|count| count > 0),
        _ => module.slice(section.payload).iter().any(|byte| !matches!(byte, 0 | 0x80)),
    }
}

/// The word for a section in a placement.
fn word(id: SectionId) -> &'static str {
    match id {
        SectionId::Custom => "last",
        SectionId::Type => "type",
        SectionId::Import => "import",
        SectionId::Function => "func",
        SectionId::Table => "table",
        SectionId::Memory => "memory",
        SectionId::Global => "global",
        SectionId::Export => "export",
        SectionId::Start => "start",
        SectionId::Element => "elem",
        SectionId::Code => "code",
        SectionId::Data => "data",
        SectionId::DataCount => "datacount",
        SectionId::Tag => "tag",
    }
}
