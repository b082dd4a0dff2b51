//! Functions by the names that debug information gives them.

use std::collections::HashMap;

use gimli::{Attribute, AttributeValue, UnitOffset};
use wharf_core::module::Module;

use super::{Debug, Reader, Unit};

/// How many steps a function may be away from the entry that holds its name.
const STEPS: usize = 4;

/// The names of the defined functions by their index, as far as debug information tells; mangled where a linker would see
/// them mangled.
pub fn function_names(module: &Module) -> HashMap<u32, String> {
    let mut names = HashMap::new();
    if let Some(mut debug) = Debug::of(module) {
        debug.units(|debug, unit| {
            // What is malformed ends its unit.
            let _ = of_unit(debug, unit, &mut names);
        });
    }
    names
}

fn of_unit<'a>(debug: &mut Debug<'a>, unit: &Unit<'a>, names: &mut HashMap<u32, String>) -> Option<()> {
    let mut entries = unit.header.entries_raw(&unit.abbreviations, None).ok()?;
    let mut attributes = Vec::new();
    while !entries.is_empty() {
        let Some(abbreviation) = entries.read_abbreviation().ok()? else { continue };
        if abbreviation.tag() != gimli::DW_TAG_subprogram {
            entries.skip_attributes(abbreviation.attributes()).ok()?;
            continue;
        }
        entries.read_attributes(abbreviation.attributes(), &mut attributes).ok()?;
        let low = attributes.iter().find(|attribute| attribute.name() == gimli::DW_AT_low_pc);
        let address = low.and_then(|low| debug.address(unit, &low.value()));
        let Some(func) = address.and_then(|address| function_at(debug, address)) else { continue };
        if !names.contains_key(&func)
            && let Some(name) = name(debug, unit, &attributes)
        {
            names.insert(func, String::from_utf8_lossy(name.slice()).into_owned());
        }
    }
    Some(())
}

/// The name among the attributes, or in the entry they refer to.
fn name<'a>(debug: &mut Debug<'a>, unit: &Unit<'a>, attributes: &[Attribute<Reader<'a>>]) -> Option<Reader<'a>> {
    let mut attributes = attributes.to_vec();
    let mut plain = None;
    for _ in 0..STEPS {
        let value = |name| attributes.iter().find(|attribute| attribute.name() == name).map(Attribute::value);
        let linkage = value(gimli::DW_AT_linkage_name).or_else(|| value(gimli::DW_AT_MIPS_linkage_name));
        if let Some(linkage) = linkage {
            return debug.string(unit, linkage);
        }
        plain = plain.or_else(|| value(gimli::DW_AT_name));
        let other = value(gimli::DW_AT_specification).or_else(|| value(gimli::DW_AT_abstract_origin));
        match other.and_then(|other| entry(unit, other)) {
            Some(other) => attributes = other,
            None => break,
        }
    }
    debug.string(unit, plain?)
}

/// The attributes of the entry that a reference names, if it is in the same unit.
fn entry<'a>(unit: &Unit<'a>, reference: AttributeValue<Reader<'a>>) -> Option<Vec<Attribute<Reader<'a>>>> {
    let offset = match reference {
        AttributeValue::UnitRef(offset) => offset,
        AttributeValue::DebugInfoRef(offset) => {
            let start = unit.header.debug_info_offset()?.0;
            UnitOffset(offset.0.checked_sub(start)?)
        }
        _ => return None,
    };
    let mut entries = unit.header.entries_raw(&unit.abbreviations, Some(offset)).ok()?;
    let mut attributes = Vec::new();
    let abbreviation = entries.read_abbreviation().ok()??;
    entries.read_attributes(abbreviation.attributes(), &mut attributes).ok()?;
    Some(attributes)
}

/// The function whose body holds the code at an address. Some compilers mean the size in front of the body.
fn function_at(debug: &Debug<'_>, address: u64) -> Option<u32> {
    let offset = debug.offset(address)?;
    let bodies = &debug.module.bodies;
    let next = bodies.partition_point(|body| body.span.end <= offset);
    let body = bodies.get(next)?;
    // Address zero is the number of functions, and what discarded code is given.
    (offset > debug.base && offset < body.span.end).then(|| debug.module.imported_funcs() + next as u32)
}
