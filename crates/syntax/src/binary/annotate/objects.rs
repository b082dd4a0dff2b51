//! The custom sections of object files and dynamic libraries.
//!
//! Specification: [linking](https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md),
//! [dynamic linking](https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md).

use wharf_core::module::Span;

use super::Kind;
use super::cursor::{Cursor, Told};
use crate::binary::errors;
use crate::binary::linking::flags;
use crate::binary::relocs::RelocKind;

const LINKING: &str = "https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md";
const DYLINK: &str = "https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md";

impl Cursor<'_, '_> {
    pub fn linking(&mut self) -> Told {
        self.u32("version", LINKING)?;
        self.subsections(LINKING, |this, id| match id {
            5 => this.list("segments", |this, index| this.segment_info(index)).map(drop),
            6 => this.list("constructors", |this, _| this.fields(&["priority", "symbol"], LINKING)).map(drop),
            7 => this.list("groups", |this, index| this.comdat(index)).map(drop),
            8 => this.list("symbols", |this, index| this.symbol(index)).map(drop),
            _ => this.data(this.reader.remaining(), "contents"),
        })
    }

    pub fn dylink(&mut self) -> Told {
        self.subsections(DYLINK, |this, id| match id {
            1 => this.fields(&["memory size", "memory alignment", "table size", "table alignment"], DYLINK),
            2 | 5 => this.list("libraries", |this, _| this.name("library").map(drop)).map(drop),
            3 | 4 => this
                .list("entries", |this, _| {
                    if id == 4 {
                        this.name("module name")?;
                    }
                    this.name("name")?;
                    this.u32("flags", DYLINK).map(drop)
                })
                .map(drop),
            _ => this.data(this.reader.remaining(), "contents"),
        })
    }

    pub fn relocs(&mut self) -> Told {
        self.u32("section", LINKING)?;
        self.list("relocations", |this, index| {
            this.group(format_args!("relocation {index}"), LINKING, |this| {
                let start = this.position();
                let number = this.reader.u32()?;
                let kind = RelocKind::from_number(number)
                    .ok_or_else(|| errors::malformed_kind(start, "relocation type", number))?;
                this.leaf(start, Kind::Unsigned, "type", format_args!("{}", kind.name()), LINKING)?;
                let offset = this.u32("offset", LINKING)?;
                let symbol = this.u32("symbol", LINKING)?;
                if kind.has_addend() {
                    let start = this.position();
                    let addend = this.reader.s64()?;
                    this.leaf(start, Kind::Signed, "addend", format_args!("{addend}"), LINKING)?;
                }
                Ok(this.text(|| format!("{} at {offset:#x}, symbol {symbol}", kind.name())))
            })
        })?;
        Ok(())
    }

    /// Subsections of the form id, size, contents.
    fn subsections(&mut self, spec: &'static str, contents: impl Fn(&mut Self, u8) -> Told) -> Told {
        while !self.reader.is_at_end() {
            let start = self.reader;
            let id = self.reader.byte()?;
            let size = self.reader.u32()? as usize;
            self.reader.bytes(size)?;
            let span = Span::new(start.position(), self.position());
            self.reader = start;
            self.open(span, &format!("subsection {id}"), format_args!(""), spec)?;
            let told = self.subsection(id, size, spec, &contents);
            self.close()?;
            told?;
        }
        Ok(())
    }

    fn subsection(
        &mut self,
        id: u8,
        size: usize,
        spec: &'static str,
        contents: &impl Fn(&mut Self, u8) -> Told,
    ) -> Told {
        self.byte("subsection id", spec, |_| "")?;
        self.u32("subsection size", spec)?;
        self.within(size, |this| contents(this, id))
    }

    fn fields(&mut self, labels: &[&str], spec: &'static str) -> Told {
        labels.iter().try_for_each(|label| self.u32(label, spec).map(drop))
    }

    fn segment_info(&mut self, index: u32) -> Told {
        self.group(format_args!("data segment {index}"), LINKING, |this| {
            let name = this.name("name")?;
            this.fields(&["alignment", "flags"], LINKING)?;
            Ok(this.text(|| name.to_owned()))
        })
    }

    fn comdat(&mut self, index: u32) -> Told {
        self.group(format_args!("group {index}"), LINKING, |this| {
            let name = this.name("name")?;
            this.u32("flags", LINKING)?;
            this.list("members", |this, _| {
                this.byte("kind", LINKING, |kind| match kind {
                    0 => "data",
                    1 => "function",
                    2 => "global",
                    3 => "tag",
                    4 => "table",
                    5 => "section",
                    _ => "unknown",
                })?;
                this.u32("index", LINKING).map(drop)
            })?;
            Ok(this.text(|| name.to_owned()))
        })
    }

    fn symbol(&mut self, index: u32) -> Told {
        self.group(format_args!("symbol {index}"), LINKING, |this| {
            let start = this.position();
            let number = this.reader.byte()?;
            let kinds = ["function", "data", "global", "section", "tag", "table"];
            let kind = *kinds
                .get(number as usize)
                .ok_or_else(|| errors::malformed_kind(start, "symbol kind", number.into()))?;
            this.leaf(start, Kind::Byte, "kind", format_args!("{kind}"), LINKING)?;
            let bits = this.u32("flags", LINKING)?;
            let defined = bits & flags::UNDEFINED == 0;
            let name = match kind {
                "data" => {
                    let name = this.name("name")?;
                    if defined {
                        this.index("data segment")?;
                        this.u64("offset", LINKING)?;
                        this.u64("size", LINKING)?;
                    }
                    name
                }
                _ => {
                    this.index(kind)?;
                    let named = kind != "section" && (defined || bits & flags::EXPLICIT_NAME != 0);
                    if named { this.name("name")? } else { "" }
                }
            };
            Ok(this.text(|| format!("{kind} {name}")))
        })
    }
}
