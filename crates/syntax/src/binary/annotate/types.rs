//! Types, definitions and limits.
//!
//! Specification: [types](https://webassembly.github.io/spec/core/binary/types.html).

use wharf_core::types::ValType;

use super::Kind;
use super::cursor::{Cursor, Told};
use super::sections::section_spec;
use crate::binary::errors;
use wharf_core::module::SectionId;

impl Cursor<'_, '_> {
    pub fn types(&mut self) -> Told {
        let mut next = 0;
        self.list("recursion groups", |this, group| {
            if this.reader.peek() != Some(0x4e) {
                next += 1;
                return this.definition(next - 1);
            }
            let start = this.position();
            let mut whole = this.reader;
            whole.byte()?;
            let count = whole.u32()?;
            let first = next;
            next = next.saturating_add(count);
            let spec = "binary/types.html#recursive-types";
            this.group(format_args!("recursion group {group}"), spec, |this| {
                this.byte("form", spec, |_| "rec")?;
                this.list("types", |this, index| this.definition(first.saturating_add(index)))?;
                Ok(this.text(|| format!("{count} types, from offset {start:#x}")))
            })
        })?;
        Ok(())
    }

    fn definition(&mut self, index: u32) -> Told {
        self.group(format_args!("type {index}"), section_spec(SectionId::Type), |this| {
            let mut text = String::new();
            if let Some(byte @ (0x4f | 0x50)) = this.reader.peek() {
                let word = if byte == 0x4f { "sub final" } else { "sub" };
                this.byte("form", "binary/types.html#sub-types", move |_| word)?;
                text.push_str(word);
                this.list("supertypes", |this, _| {
                    let index = this.index("supertype")?;
                    text.push_str(&format!(" {index}"));
                    Ok(())
                })?;
                text.push(' ');
            }
            let composite = this.composite()?;
            Ok(this.text(|| text + &composite))
        })
    }

    fn composite(&mut self) -> Told<String> {
        let at = self.position();
        let spec = "binary/types.html#composite-types";
        match self.reader.peek() {
            Some(0x60) => {
                self.byte("form", spec, |_| "func")?;
                let params = self.val_types("parameters")?;
                let results = self.val_types("results")?;
                Ok(format!("(func{}{})", clause("param", &params), clause("result", &results)))
            }
            Some(0x5f) => {
                self.byte("form", spec, |_| "struct")?;
                let mut fields = String::new();
                self.list("fields", |this, _| {
                    fields.push_str(&format!(" (field {})", this.field()?));
                    Ok(())
                })?;
                Ok(format!("(struct{fields})"))
            }
            Some(0x5e) => {
                self.byte("form", spec, |_| "array")?;
                Ok(format!("(array {})", self.field()?))
            }
            byte => Err(errors::malformed_kind(at, "definition type", byte.unwrap_or(0).into()).into()),
        }
    }

    fn field(&mut self) -> Told<String> {
        let packed = match self.reader.peek() {
            Some(0x78) => Some("i8"),
            Some(0x77) => Some("i16"),
            _ => None,
        };
        let storage = match packed {
            Some(word) => {
                self.byte("storage type", "binary/types.html#aggregate-types", move |_| word)?;
                word.to_owned()
            }
            None => self.val_type("field type")?.to_string(),
        };
        Ok(if self.mutability()? { format!("(mut {storage})") } else { storage })
    }

    fn mutability(&mut self) -> Told<bool> {
        let meaning = |byte| match byte {
            0 => "const",
            1 => "var",
            _ => "unknown",
        };
        Ok(self.byte("mutability", "binary/types.html#global-types", meaning)? == 1)
    }

    pub fn val_type(&mut self, label: &str) -> Told<ValType> {
        let start = self.position();
        let ty = self.reader.val_type()?;
        self.leaf(start, Kind::Type, label, format_args!("{ty}"), "binary/types.html#value-types")?;
        Ok(ty)
    }

    fn val_types(&mut self, of: &str) -> Told<Vec<ValType>> {
        let mut types = Vec::new();
        let label = of.trim_end_matches('s');
        self.list(of, |this, _| {
            types.push(this.val_type(label)?);
            Ok(())
        })?;
        Ok(types)
    }

    pub fn ref_type(&mut self, label: &str) -> Told<String> {
        let start = self.position();
        let ty = self.reader.ref_type()?;
        self.leaf(start, Kind::Type, label, format_args!("{ty}"), "binary/types.html#reference-types")?;
        Ok(ty.to_string())
    }

    pub fn heap_type(&mut self, label: &str) -> Told {
        let start = self.position();
        let ty = self.reader.heap_type()?;
        self.leaf(start, Kind::Type, label, format_args!("{ty}"), "binary/types.html#heap-types")
    }

    pub fn table_type(&mut self) -> Told<String> {
        let element = self.ref_type("element type")?;
        let limits = self.limits()?.0;
        Ok(format!("{limits} {element}"))
    }

    pub fn memory_type(&mut self) -> Told<String> {
        let (mut text, flags) = self.limits()?;
        if flags & 8 != 0 {
            let log2 = self.u32("logarithm of the page size", "binary/types.html#memory-types")?;
            text.push_str(&format!(" (pagesize {})", 1u64.checked_shl(log2).unwrap_or(0)));
        }
        Ok(if flags & 2 != 0 { text + " shared" } else { text })
    }

    pub fn global_type(&mut self) -> Told<String> {
        let ty = self.val_type("type")?;
        Ok(if self.mutability()? { format!("(mut {ty})") } else { ty.to_string() })
    }

    fn limits(&mut self) -> Told<(String, u8)> {
        let spec = "binary/types.html#limits";
        let start = self.position();
        let flags = self.reader.byte()?;
        let words = [(1, "with maximum"), (2, "shared"), (4, "64-bit"), (8, "with page size")];
        let set: Vec<&str> = words.iter().filter(|word| flags & word.0 != 0).map(|word| word.1).collect();
        self.leaf(start, Kind::Byte, "limits flags", format_args!("{}", set.join(", ")), spec)?;
        let mut text = if flags & 4 != 0 { "i64 ".to_owned() } else { String::new() };
        text.push_str(&self.u64("minimum", spec)?.to_string());
        if flags & 1 != 0 {
            text.push_str(&format!(" {}", self.u64("maximum", spec)?));
        }
        Ok((text, flags))
    }
}

fn clause(word: &str, types: &[ValType]) -> String {
    let types: Vec<String> = types.iter().map(ValType::to_string).collect();
    if types.is_empty() { String::new() } else { format!(" ({word} {})", types.join(" ")) }
}
