//! The `producers` section: languages and tools a module was made with.
//!
//! Specification: [producers section](https://github.com/WebAssembly/tool-conventions/blob/main/ProducersSection.md).

use wharf_core::Result;
use wharf_core::module::Module;

use super::custom::{at_end, contents_of};
use super::encode::primitives::{bytes, u32};

/// The name of the section.
pub const SECTION: &str = "producers";

/// A field and its values, in the order of the bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// `language`, `processed-by` or `sdk`; others may come.
    pub name: String,
    /// Names and versions; a version may be empty.
    pub values: Vec<(String, String)>,
}

/// The fields of a module's `producers` section; none without one.
///
/// # Errors
/// What is malformed in it.
pub fn decode_producers(module: &Module) -> Result<Vec<Field>> {
    let Some(mut reader) = contents_of(module, SECTION) else { return Ok(Vec::new()) };
    let count = reader.count("producers fields", u32::MAX)?;
    let mut fields = Vec::new();
    for _ in 0..count {
        let name = reader.name()?.to_owned();
        let count = reader.count("producers values", u32::MAX)?;
        let value = |_| Ok((reader.name()?.to_owned(), reader.name()?.to_owned()));
        fields.push(Field { name, values: (0..count).map(value).collect::<Result<_>>()? });
    }
    at_end(&reader)?;
    Ok(fields)
}

/// The contents of a `producers` section of these fields.
pub fn encode_producers(fields: &[Field]) -> Vec<u8> {
    let mut out = Vec::new();
    u32(&mut out, fields.len() as u32);
    for field in fields {
        bytes(&mut out, field.name.as_bytes());
        u32(&mut out, field.values.len() as u32);
        for (name, version) in &field.values {
            bytes(&mut out, name.as_bytes());
            bytes(&mut out, version.as_bytes());
        }
    }
    out
}

/// Adds a value to a field, or gives the value another version.
pub fn add(fields: &mut Vec<Field>, field: &str, name: &str, version: &str) {
    let at = fields.iter().position(|f| f.name == field).unwrap_or_else(|| {
        fields.push(Field { name: field.to_owned(), values: Vec::new() });
        fields.len() - 1
    });
    let values = &mut fields[at].values;
    match values.iter_mut().find(|value| value.0 == name) {
        Some(value) => value.1 = version.to_owned(),
        None => values.push((name.to_owned(), version.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::binary::custom::set_custom;

    #[test]
    fn fields_survive() {
        let mut fields = Vec::new();
        add(&mut fields, "language", "C11", "");
        add(&mut fields, "processed-by", "clang", "18");
        add(&mut fields, "processed-by", "clang", "19");
        assert_eq!(fields[1].values, [("clang".to_owned(), "19".to_owned())]);
        let mut module = Module::default();
        assert_eq!(decode_producers(&module).unwrap(), []);
        set_custom(&mut module, SECTION, &encode_producers(&fields));
        assert_eq!(decode_producers(&module).unwrap(), fields);
    }
}
