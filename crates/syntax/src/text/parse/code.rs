//! Function bodies and constant expressions: locals, labels, and where their bytes go.
//!
//! Specification: [Functions](https://webassembly.github.io/spec/core/text/modules.html#functions).

use std::borrow::Cow;

use wharf_core::Result;
use wharf_core::module::SectionId;
use wharf_core::ops::Op;
use wharf_core::types::ValType;

use super::cursor::Ident;
use super::expr::Frame;
use super::names::NameMap;
use super::sections::Marked;
use super::space::Space;
use super::{Parser, emit};
use crate::text::errors::{self, Kind};
use crate::text::hash::NameTable;
use crate::text::lex::TokenKind;

/// Where an expression ends.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Until {
    /// Before the parenthesis that closes what it stands in.
    Close,
    /// Behind one folded instruction.
    OneFolded,
}

/// The function or expression in work. Its buffers are used again and again.
#[derive(Default)]
pub(super) struct Function<'a> {
    pub locals: Space<'a>,
    pub local_names: NameMap,
    pub label_names: NameMap,
    pub label_count: u32,
    labels: Vec<Label<'a>>,
    /// For each name the position of the innermost label that has it.
    label_positions: NameTable<'a>,
    pub frames: Vec<Frame<'a>>,
    /// Instructions that wait for their operands: the bytes of all folded ones that are open, innermost last.
    pub pending: Vec<u8>,
    pub out: Vec<u8>,
    /// Byte in `out` and place in the text of each instruction.
    pub marks: Vec<(u32, u32)>,
    /// Byte in `out` and value of each branch hint.
    pub hints: Vec<(u32, u8)>,
    /// A branch hint that waits for its instruction.
    pub hint: Option<u8>,
}

struct Label<'a> {
    name: Option<Cow<'a, str>>,
    /// The position of the label of the same name that this one hides.
    hides: Option<u32>,
}

impl<'a> Function<'a> {
    /// Forgets the last expression.
    fn begin(&mut self) {
        self.label_count = 0;
        self.labels.clear();
        self.label_positions.clear();
        self.frames.clear();
        self.pending.clear();
        self.out.clear();
        self.marks.clear();
        self.hints.clear();
        self.hint = None;
    }

    /// Opens a block's label.
    pub fn open_label(&mut self, id: Option<Ident<'a>>, shown: Option<Cow<'a, str>>) {
        let name = id.map(|id| id.name);
        if let Some(shown) = shown.as_ref().or(name.as_ref()) {
            self.label_names.push(self.label_count, shown);
        }
        self.label_count += 1;
        let position = self.labels.len() as u32;
        let hides = name.as_ref().and_then(|name| self.label_positions.insert(name.clone(), position));
        self.labels.push(Label { name, hides });
    }

    /// Closes the innermost label.
    pub fn close_label(&mut self) {
        let Some(Label { name: Some(name), hides }) = self.labels.pop() else { return };
        match hides {
            Some(position) => self.label_positions.insert(name, position),
            None => self.label_positions.remove(&name),
        };
    }

    /// The name of the innermost label.
    pub fn innermost(&self) -> Option<&str> {
        self.labels.last()?.name.as_deref()
    }

    /// The label of this name, counted from the innermost.
    fn label_depth(&self, name: &str, at: u32) -> Result<u32> {
        match self.label_positions.get(name) {
            Some(position) => Ok(self.labels.len() as u32 - 1 - position),
            None => {
                let known = self.labels.iter().filter_map(|label| label.name.as_deref());
                Err(errors::unknown_name(at, Kind::Label, name, known))
            }
        }
    }

    /// Notes that the instruction whose bytes follow comes from `at`.
    #[inline]
    pub fn mark(&mut self, at: u32, hint: Option<u8>) {
        let offset = self.out.len() as u32;
        self.marks.push((offset, at));
        if let Some(hint) = hint {
            self.hints.push((offset, hint));
        }
    }
}

impl<'a> Parser<'a> {
    /// The type use of a function; its parameters become the first locals.
    pub(super) fn func_type(&mut self) -> Result<u32> {
        let mut params = Vec::new();
        let ty = self.type_use(Some(&mut params))?;
        let inline = ty.inline.as_ref().map_or(0, |ty| ty.params().len());
        let ty = self.resolve(ty)?;
        self.function.locals.clear();
        self.function.local_names.clear();
        self.function.label_names.clear();
        for param in params {
            self.function.local_names.push(param.index, param.name.shown());
            if let Some(id) = param.name.id {
                self.function.locals.name(Kind::Local, id, param.index)?;
            }
        }
        let count = self.types.func(ty).map_or(inline, |ty| ty.params().len());
        self.function.locals.count = count as u32;
        Ok(ty)
    }

    /// `local*` and the instructions of a function.
    pub(super) fn body(&mut self, index: u32, at: u32) -> Result<()> {
        self.function.begin();
        let runs = self.locals()?;
        emit::u32(&mut self.function.out, runs.len() as u32);
        for (count, ty) in runs {
            emit::u32(&mut self.function.out, count);
            emit::val_type(&mut self.function.out, ty);
        }
        let end = self.expression(Until::Close)?;
        self.function.mark(end, None);
        emit::op(&mut self.function.out, Op::End);

        let code = self.sections.of(SectionId::Code);
        emit::u32(code.entry(at), self.function.out.len() as u32);
        let base = code.bytes.len() as u32;
        self.function.marks.iter().for_each(|(offset, at)| code.map.push(base + offset, *at));
        code.bytes.extend_from_slice(&self.function.out);
        self.names.locals.push_map(index, &self.function.local_names);
        self.names.labels.push_map(index, &self.function.label_names);
        self.branch_hints(index, at);
        Ok(())
    }

    /// `(local …)*`, as runs of equal types.
    fn locals(&mut self) -> Result<Vec<(u32, ValType)>> {
        let mut runs: Vec<(u32, ValType)> = Vec::new();
        let mut add = |ty: ValType| match runs.last_mut() {
            Some(run) if run.1 == ty => run.0 += 1,
            _ => runs.push((1, ty)),
        };
        while self.cur.open("local")? {
            if let Some(name) = self.one_name()? {
                let index = self.function.locals.count;
                self.function.local_names.push(index, name.shown());
                self.function.locals.declare(Kind::Local, name.id)?;
                add(self.val_type()?);
                self.cur.close_named("local")?;
            } else {
                while !self.cur.at_close() {
                    self.function.locals.count += 1;
                    add(self.val_type()?);
                }
                self.cur.close()?;
            }
        }
        Ok(runs)
    }

    fn branch_hints(&mut self, index: u32, at: u32) {
        if self.function.hints.is_empty() {
            return;
        }
        let out = self.sections.hints.entry(at);
        emit::u32(out, index);
        emit::u32(out, self.function.hints.len() as u32);
        for (offset, value) in &self.function.hints {
            emit::u32(out, *offset);
            out.extend_from_slice(&[1, *value]);
        }
    }

    /// A constant expression with its `end`, behind what `out` holds.
    pub(super) fn const_expr(&mut self, until: Until, out: &mut Marked) -> Result<()> {
        self.function.locals.clear();
        self.function.begin();
        // Only data indices in function bodies make the DataCount section necessary.
        let needs_data_count = self.sections.needs_data_count;
        let end = self.expression(until)?;
        self.sections.needs_data_count = needs_data_count;
        let base = out.bytes.len() as u32;
        self.function.mark(end, None);
        out.marks.extend(self.function.marks.iter().map(|(byte, at)| (base + byte, *at)));
        out.bytes.extend_from_slice(&self.function.out);
        emit::op(&mut out.bytes, Op::End);
        Ok(())
    }

    /// The local in hand.
    #[inline]
    pub(super) fn local(&mut self) -> Result<u32> {
        match self.cur.tok.kind {
            TokenKind::Id | TokenKind::QuotedId => {
                let index = self.function.locals.find(Kind::Local, &self.cur.id_name()?, self.cur.at())?;
                self.cur.bump()?;
                Ok(index)
            }
            _ => self.cur.u32(),
        }
    }

    /// The label in hand.
    pub(super) fn label(&mut self) -> Result<u32> {
        match self.cur.tok.kind {
            TokenKind::Id | TokenKind::QuotedId => {
                let depth = self.function.label_depth(&self.cur.id_name()?, self.cur.at())?;
                self.cur.bump()?;
                Ok(depth)
            }
            _ => self.cur.u32(),
        }
    }
}
