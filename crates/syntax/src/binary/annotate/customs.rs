//! Custom sections: their names, and the insides of those whose format is known.
//!
//! Specification: [custom sections](https://webassembly.github.io/spec/core/appendix/custom.html).

use wharf_core::module::Span;

use super::cursor::{Cursor, Told};
use crate::binary::{branch_hints, dylink, linking, names, producers, relocs, target_features};

const NAMES: &str = "appendix/custom.html#name-section";
const PRODUCERS: &str = "https://github.com/WebAssembly/tool-conventions/blob/main/ProducersSection.md";
const TARGET: &str = "https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md#target-features-section";
const HINTS: &str = "https://github.com/WebAssembly/branch-hinting/blob/main/proposals/branch-hinting/Overview.md";

impl Cursor<'_, '_> {
    pub fn custom(&mut self) -> Told {
        match self.name("section name")? {
            names::SECTION => self.name_section(),
            producers::SECTION => self.producers(),
            target_features::SECTION => self.target_features(),
            branch_hints::SECTION => self.branch_hints(),
            linking::SECTION => self.linking(),
            dylink::SECTION => self.dylink(),
            name if name.starts_with(relocs::PREFIX) => self.relocs(),
            _ => self.data(self.reader.remaining(), "contents"),
        }
    }

    fn name_section(&mut self) -> Told {
        while !self.reader.is_at_end() {
            let start = self.reader;
            let id = self.reader.byte()?;
            let size = self.reader.u32()? as usize;
            self.reader.bytes(size)?;
            let span = Span::new(start.position(), self.position());
            self.reader = start;
            let of = subsection_name(id);
            self.open(span, &format!("names of {of}"), format_args!(""), NAMES)?;
            let told = self.name_subsection(id, of, size);
            self.close()?;
            told?;
        }
        Ok(())
    }

    fn name_subsection(&mut self, id: u8, of: &'static str, size: usize) -> Told {
        self.byte("subsection id", NAMES, |_| of)?;
        self.u32("subsection size", NAMES)?;
        self.within(size, |this| match id {
            0 => this.name("module name").map(drop),
            2 | 3 | 10 => {
                let inner = ["local", "label", "field"][[2, 3, 10].iter().position(|known| *known == id).unwrap_or(0)];
                this.list("name maps", |this, _| this.inner_names(inner)).map(drop)
            }
            1 | 4..=9 | 11 => this.list("names", |this, _| this.association(of)).map(drop),
            _ => this.data(this.reader.remaining(), "contents"),
        })
    }

    fn inner_names(&mut self, of: &str) -> Told {
        let (mut whole, outer) = (self.reader, if of == "field" { "type" } else { "function" });
        let index = whole.u32()?;
        self.group(format_args!("{of} names of {outer} {index}"), NAMES, |this| {
            this.index(outer)?;
            this.list("names", |this, _| this.association(of))?;
            Ok(String::new())
        })
    }

    fn association(&mut self, of: &str) -> Told {
        self.group(format_args!("name"), NAMES, |this| {
            let index = this.u32("index", NAMES)?;
            let name = this.name("name")?;
            Ok(this.text(|| format!("{} {index} ${name}", of.trim_end_matches('s'))))
        })
    }

    fn producers(&mut self) -> Told {
        self.list("fields", |this, _| {
            this.group(format_args!("field"), PRODUCERS, |this| {
                let field = this.name("field name")?;
                this.list("values", |this, _| {
                    this.name("value")?;
                    this.name("version").map(drop)
                })?;
                Ok(this.text(|| field.to_owned()))
            })
        })?;
        Ok(())
    }

    fn target_features(&mut self) -> Told {
        self.list("features", |this, _| {
            this.byte("policy", TARGET, |byte| match byte {
                b'+' => "used",
                b'-' => "disallowed",
                b'=' => "required",
                _ => "unknown",
            })?;
            this.name("feature").map(drop)
        })?;
        Ok(())
    }

    fn branch_hints(&mut self) -> Told {
        self.list("functions", |this, _| {
            this.group(format_args!("hints of a function"), HINTS, |this| {
                let func = this.index("function")?;
                this.list("hints", |this, _| {
                    this.u32("offset in the body", HINTS)?;
                    this.u32("size", HINTS)?;
                    let meaning = |byte| if byte == 0 { "unlikely" } else { "likely" };
                    this.byte("hint", HINTS, meaning).map(drop)
                })?;
                Ok(this.text(|| format!("function {func}")))
            })
        })?;
        Ok(())
    }
}

fn subsection_name(id: u8) -> &'static str {
    match id {
        0 => "the module",
        1 => "functions",
        2 => "locals",
        3 => "labels",
        4 => "types",
        5 => "tables",
        6 => "memories",
        7 => "globals",
        8 => "elements",
        9 => "data segments",
        10 => "fields",
        11 => "tags",
        _ => "something unknown",
    }
}
