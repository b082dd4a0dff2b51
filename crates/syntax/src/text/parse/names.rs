//! The name section, collected while the text is read.
//!
//! Names go straight into bytes in the order of their indices, so that a large module's local names cost no more than
//! they take in the file.
//!
//! Specification: [Name section](https://webassembly.github.io/spec/core/appendix/custom.html#name-section).

use std::borrow::Cow;

use super::cursor::Ident;
use super::emit;
use crate::text::errors::Kind;

/// Names by ascending index.
#[derive(Default)]
pub(super) struct NameMap {
    count: u32,
    bytes: Vec<u8>,
}

impl NameMap {
    pub fn push(&mut self, index: u32, name: &str) {
        emit::u32(&mut self.bytes, index);
        emit::bytes(&mut self.bytes, name.as_bytes());
        self.count += 1;
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub fn clear(&mut self) {
        self.count = 0;
        self.bytes.clear();
    }

    /// Adds all names of `inner` under one outer index, if there are any.
    pub fn push_map(&mut self, outer: u32, inner: &NameMap) {
        if !inner.is_empty() {
            emit::u32(&mut self.bytes, outer);
            emit::u32(&mut self.bytes, inner.count);
            self.bytes.extend_from_slice(&inner.bytes);
            self.count += 1;
        }
    }
}

/// All names of a module.
#[derive(Default)]
pub(super) struct Names {
    pub module: Option<Box<str>>,
    by_kind: [NameMap; 8],
    pub locals: NameMap,
    pub labels: NameMap,
    pub fields: NameMap,
}

impl Names {
    /// Names of an index space of the module.
    pub fn of(&mut self, kind: Kind) -> &mut NameMap {
        &mut self.by_kind[kind as usize]
    }

    /// The payload of the name section, after its own name; nothing when there are no names.
    pub fn finish(self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        if let Some(module) = &self.module {
            let mut payload = Vec::with_capacity(module.len() + 5);
            emit::bytes(&mut payload, module.as_bytes());
            out.push(0);
            emit::bytes(&mut out, &payload);
        }
        let of = |kind: Kind| &self.by_kind[kind as usize];
        let maps = [
            (1, of(Kind::Func)),
            (2, &self.locals),
            (3, &self.labels),
            (4, of(Kind::Type)),
            (5, of(Kind::Table)),
            (6, of(Kind::Memory)),
            (7, of(Kind::Global)),
            (8, of(Kind::Elem)),
            (9, of(Kind::Data)),
            (10, &self.fields),
            (11, of(Kind::Tag)),
        ];
        for (id, map) in maps.into_iter().filter(|pair| !pair.1.is_empty()) {
            let mut count = Vec::with_capacity(5);
            emit::u32(&mut count, map.count);
            out.push(id);
            emit::u64(&mut out, (count.len() + map.bytes.len()) as u64);
            out.extend_from_slice(&count);
            out.extend_from_slice(&map.bytes);
        }
        if out.is_empty() { None } else { Some(out) }
    }
}

/// What the text calls a parameter, a local or a field: at least one of the two is there.
pub(super) struct GivenName<'a> {
    pub id: Option<Ident<'a>>,
    /// What `(@name "…")` says in place of the identifier.
    pub shown: Option<Cow<'a, str>>,
}

impl GivenName<'_> {
    /// What the name section says.
    pub fn shown(&self) -> &str {
        let id = self.id.as_ref().map(|id| &id.name);
        self.shown.as_ref().or(id).map_or("", |name| name)
    }
}
