//! Annotations that stand among a module's fields: custom sections.
//!
//! Specification: [Custom annotations](https://webassembly.github.io/spec/core/appendix/custom.html#custom-annotation).

use wharf_core::Result;
use wharf_core::module::SectionId;

use super::sections::{Custom, Placement};
use super::{Parser, dylink, emit};
use crate::text::exact::{self, Edit, Edits};
use crate::text::lex::TokenKind;

impl<'a> Parser<'a> {
    /// The annotation in hand, which stands between fields.
    pub(super) fn module_annotation(&mut self) -> Result<()> {
        let at = self.cur.at();
        let id = self.cur.annotation().unwrap_or_default();
        match &*id {
            "custom" => {
                self.cur.bump()?;
                self.custom(at)?;
            }
            "producers" => {
                self.cur.bump()?;
                self.producers(at)?;
            }
            "dylink.0" => {
                self.cur.bump()?;
                let data = dylink::dylink(&mut self.cur)?;
                self.sections.customs.push(Custom { place: Placement::BeforeFirst, name: id.into(), data, at });
            }
            exact::NAME => {
                self.cur.bump()?;
                let edits = self.exact_edits()?;
                self.sections.exact = Some((edits, at));
            }
            _ => return Err(self.cur.unexpected("a module field")),
        }
        self.cur.close()
    }

    /// `(@custom "name" placement? "data"*)`
    fn custom(&mut self, at: u32) -> Result<()> {
        let name = self.cur.name()?.into();
        let place = self.placement()?;
        let mut data = Vec::new();
        self.cur.strings(&mut data)?;
        self.sections.customs.push(Custom { place, name, data, at });
        Ok(())
    }

    /// `(before first)`, `(before section)`, `(after section)`, `(after last)`; at the end when there is none.
    fn placement(&mut self) -> Result<Placement> {
        let before = match self.cur.form()? {
            Some("before") => true,
            Some("after") => false,
            _ => return Ok(Placement::AfterLast),
        };
        self.cur.bump()?;
        self.cur.bump()?;
        let place = match (before, self.cur.keyword()) {
            (true, Some("first")) => Placement::BeforeFirst,
            (false, Some("last")) => Placement::AfterLast,
            (true, Some(word)) if section(word).is_some() => {
                section(word).map_or(Placement::AfterLast, Placement::Before)
            }
            (false, Some(word)) if section(word).is_some() => {
                section(word).map_or(Placement::AfterLast, Placement::After)
            }
            _ => return Err(self.cur.unexpected("the name of a section such as `code`")),
        };
        self.cur.bump()?;
        self.cur.close()?;
        Ok(place)
    }

    /// `(@wharf.exact length checksum (skip remove "insert")*)`
    fn exact_edits(&mut self) -> Result<Edits> {
        let mut edits = Edits { len: self.cur.u64()?, checksum: self.cur.u64()?, ..Edits::default() };
        while self.cur.tok.kind == TokenKind::LParen {
            self.cur.bump()?;
            let (skip, remove) = (self.cur.u32()?, self.cur.u32()?);
            let before = edits.inserted.len();
            self.cur.strings(&mut edits.inserted)?;
            edits.edits.push(Edit { skip, remove, insert: (edits.inserted.len() - before) as u32 });
            self.cur.close()?;
        }
        Ok(edits)
    }

    /// `(@producers (language "name" "version")* (processed-by …)* (sdk …)*)`, as other tools print it.
    fn producers(&mut self, at: u32) -> Result<()> {
        const FIELDS: [&str; 3] = ["language", "sdk", "processed-by"];
        let mut values: [(u32, Vec<u8>); 3] = Default::default();
        while let Some(field) = self.cur.form()? {
            let Some(which) = FIELDS.iter().position(|name| *name == field) else {
                self.cur.bump()?;
                return Err(self.cur.unexpected("`language`, `sdk` or `processed-by`"));
            };
            self.cur.bump()?;
            self.cur.bump()?;
            let (count, bytes) = &mut values[which];
            *count += 1;
            emit::bytes(bytes, self.cur.name()?.as_bytes());
            emit::bytes(bytes, self.cur.name()?.as_bytes());
            self.cur.close()?;
        }
        let mut data = Vec::new();
        emit::u32(&mut data, values.iter().filter(|value| value.0 > 0).count() as u32);
        for (field, (count, bytes)) in FIELDS.iter().zip(&values).filter(|pair| pair.1.0 > 0) {
            emit::bytes(&mut data, field.as_bytes());
            emit::u32(&mut data, *count);
            data.extend_from_slice(bytes);
        }
        self.sections.customs.push(Custom { place: Placement::AfterLast, name: "producers".into(), data, at });
        Ok(())
    }
}

/// The section that a placement names.
fn section(word: &str) -> Option<SectionId> {
    Some(match word {
        "type" => SectionId::Type,
        "import" => SectionId::Import,
        "func" => SectionId::Function,
        "table" => SectionId::Table,
        "memory" => SectionId::Memory,
        "global" => SectionId::Global,
        "export" => SectionId::Export,
        "start" => SectionId::Start,
        "elem" => SectionId::Element,
        "code" => SectionId::Code,
        "data" => SectionId::Data,
        "datacount" => SectionId::DataCount,
        "tag" => SectionId::Tag,
        _ => return None,
    })
}
