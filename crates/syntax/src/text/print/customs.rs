//! Custom sections and branch hints, as annotations.
//!
//! Specification: [Custom annotations](https://webassembly.github.io/spec/core/appendix/custom.html#custom-annotation).

use std::collections::HashMap;

use wharf_core::Result;
use wharf_core::module::{CustomSection, Module, Section, SectionId};

use super::Printer;
use crate::binary::branch_hints::{self, decode_branch_hints, encode_branch_hints};

/// The branch hints, as far as annotations can say them.
#[derive(Default)]
pub(super) struct Hints {
    /// By the offset in the module's bytes of the instruction: whether the branch is likely.
    pub by_offset: HashMap<u32, bool>,
    /// Whether annotations say all that the section says.
    pub whole: bool,
}

/// The branch hints of a module; not `whole` when there are none, or when no annotation could stand for some of them.
pub(super) fn branch_hints(module: &Module) -> Hints {
    let mut sections = module.customs.iter().filter(|section| &*section.name == branch_hints::SECTION);
    match (sections.next(), sections.next()) {
        (Some(section), None) => hints_of(module, section).unwrap_or_default(),
        _ => Hints::default(),
    }
}

fn hints_of(module: &Module, section: &CustomSection) -> Option<Hints> {
    let funcs = decode_branch_hints(module).ok()?;
    let ascending = funcs.is_sorted_by(|a, b| a.func < b.func);
    if funcs.is_empty() || !ascending || encode_branch_hints(&funcs) != module.slice(section.data) {
        return None;
    }
    let mut by_offset = HashMap::new();
    for func in funcs {
        let body = module.body(func.func)?;
        if func.hints.is_empty() || !func.hints.is_sorted_by(|a, b| a.offset < b.offset) {
            return None;
        }
        for hint in func.hints {
            let at = body.span.start.checked_add(hint.offset).filter(|at| *at < body.span.end)?;
            // `if` or `br_if`: before any other instruction the annotation could not stand.
            module.bytes.get(at as usize).filter(|byte| matches!(byte, 0x04 | 0x0d))?;
            by_offset.insert(at, hint.likely);
        }
    }
    Some(Hints { by_offset, whole: true })
}

impl Printer<'_, '_> {
    /// `(@custom …)` for each section that the text does not say in another way.
    pub(super) fn customs(&mut self) -> Result<()> {
        let module = self.module;
        // Looked for once: there may be very many custom sections.
        let others: Vec<&Section> = module.sections.iter().filter(|section| section.id != SectionId::Custom).collect();
        for section in &module.customs {
            let said = &*section.name == "name" && self.says_names
                || &*section.name == branch_hints::SECTION && self.hints.whole;
            if said {
                continue;
            }
            self.out.line();
            self.out.str("(@custom ");
            self.out.name(&section.name);
            self.placement(&others, section.after);
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

    /// Where a custom section with so many of the other sections before it stands. Those without entries do not count:
    /// the text has no place for them.
    fn placement(&mut self, others: &[&Section], after: u32) {
        let module = self.module;
        let (before, behind) = others.split_at(others.len().min(after as usize));
        if !behind.iter().any(|section| has_entries(module, section)) {
            return;
        }
        match before.iter().rfind(|section| has_entries(module, section)) {
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
