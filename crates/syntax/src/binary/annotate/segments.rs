//! Element and data segments.
//!
//! Specification: [element section](https://webassembly.github.io/spec/core/binary/modules.html#element-section),
//! [data section](https://webassembly.github.io/spec/core/binary/modules.html#data-section).

use wharf_core::module::SectionId;

use super::Kind;
use super::cursor::{Cursor, Told};
use super::sections::section_spec;
use crate::binary::errors;

impl Cursor<'_, '_> {
    pub fn element(&mut self, index: u32) -> Told {
        let spec = section_spec(SectionId::Element);
        self.group(format_args!("element segment {index}"), spec, |this| {
            let start = this.position();
            let kind = this.reader.u32()?;
            let (mode, explicit, exprs) = element_form(kind);
            if kind > 7 {
                return Err(errors::malformed_kind(start, "elements segment kind", kind).into());
            }
            let items = if exprs { "expressions" } else { "functions" };
            this.leaf(start, Kind::Unsigned, "kind", format_args!("{kind}: {mode}, {items}"), spec)?;
            if mode == "active" {
                if explicit {
                    this.index("table")?;
                }
                this.const_expr("offset")?;
            }
            if kind & 3 != 0 {
                if exprs {
                    this.ref_type("element type")?;
                } else {
                    this.byte("element kind", spec, |byte| if byte == 0 { "func" } else { "unknown" })?;
                }
            }
            let count = match exprs {
                true => this.list("items", |this, index| this.const_expr(&format!("item {index}")))?,
                false => this.list("items", |this, _| this.index("function").map(drop))?,
            };
            Ok(this.text(|| format!("{mode}, {count} items")))
        })
    }

    pub fn data_segment(&mut self, index: u32) -> Told {
        let spec = section_spec(SectionId::Data);
        self.group(format_args!("data segment {index}"), spec, |this| {
            let start = this.position();
            let kind = this.reader.u32()?;
            let mode = match kind {
                0 => "active",
                1 => "passive",
                2 => "active, with memory",
                _ => return Err(errors::malformed_kind(start, "data segment kind", kind).into()),
            };
            this.leaf(start, Kind::Unsigned, "kind", format_args!("{kind}: {mode}"), spec)?;
            if kind == 2 {
                this.index("memory")?;
            }
            if kind != 1 {
                this.const_expr("offset")?;
            }
            let size = this.u32("size", spec)? as usize;
            this.data(size, "data")?;
            Ok(this.text(|| format!("{mode}, {size} bytes")))
        })
    }
}

fn element_form(kind: u32) -> (&'static str, bool, bool) {
    let mode = match kind & 3 {
        1 => "passive",
        3 => "declarative",
        _ => "active",
    };
    (mode, kind & 2 != 0, kind & 4 != 0)
}
