//! The labels of the blocks that are open.

use std::collections::HashMap;

use wharf_core::names::NameMap;

use super::idents::{annotate, write_id};
use super::out::Out;
use crate::text::hash::Keyed;

/// The open blocks of one function, innermost last.
pub(super) struct Labels<'n> {
    names: Option<&'n NameMap>,
    /// How many blocks the function has had so far.
    count: u32,
    open: Vec<Label<'n>>,
    /// For each name the position of the innermost open label that has it.
    positions: HashMap<&'n str, u32, Keyed>,
}

struct Label<'n> {
    /// Which block of the function it is.
    index: u32,
    name: Option<&'n str>,
    /// The position of the label of the same name that this one hides.
    hides: Option<u32>,
}

impl<'n> Labels<'n> {
    pub fn new(names: Option<&'n NameMap>) -> Labels<'n> {
        Labels { names, count: 0, open: Vec::new(), positions: HashMap::default() }
    }

    /// Opens the label of the next block.
    pub fn open(&mut self) {
        let index = self.count;
        self.open_again(index);
        self.count += 1;
    }

    /// Opens the label of the block of this number, counted in the order of the binary format.
    pub fn open_again(&mut self, index: u32) {
        let name = self.names.and_then(|names| names.get(index));
        let position = self.open.len() as u32;
        let hides = name.filter(|name| !name.is_empty()).and_then(|name| self.positions.insert(name, position));
        self.open.push(Label { index, name, hides });
    }

    pub fn close(&mut self) {
        if let Some(Label { name: Some(name), hides, .. }) = self.open.pop() {
            match hides {
                Some(position) => self.positions.insert(name, position),
                None => self.positions.remove(name),
            };
        }
    }

    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// ` $label`, for the innermost block.
    pub fn definition(&self, out: &mut Out<'_>) {
        match self.open.last() {
            Some(Label { name: Some(""), index, .. }) => {
                out.str(" $#label");
                out.u64((*index).into());
                annotate("", out);
            }
            Some(Label { name: Some(name), .. }) => {
                out.byte(b' ');
                write_id(name, &mut out.buf);
            }
            _ => {}
        }
    }

    /// A comment that numbers the innermost block, if it has no name.
    pub fn comment(&self, out: &mut Out<'_>) {
        if let Some(Label { name: None | Some(""), .. }) = self.open.last() {
            out.str("  ;; label = @");
            out.u64(self.open.len() as u64);
        }
    }

    /// A reference to the label at this depth: its name where that means it, else the number.
    pub fn reference(&self, depth: u32, out: &mut Out<'_>) {
        let position = (self.open.len() as u64).checked_sub(1 + u64::from(depth));
        self.reference_at(depth, position, out);
    }

    /// As [`Labels::reference`], as seen from outside the innermost block.
    pub fn outer_reference(&self, depth: u32, out: &mut Out<'_>) {
        let position = (self.open.len() as u64).checked_sub(2 + u64::from(depth));
        self.reference_at(depth, position, out);
    }

    fn reference_at(&self, depth: u32, position: Option<u64>, out: &mut Out<'_>) {
        let Some(position) = position else { return out.u64(depth.into()) };
        let name = self.open[position as usize].name.unwrap_or("");
        if !name.is_empty() && self.positions.get(name).is_some_and(|found| u64::from(*found) == position) {
            write_id(name, &mut out.buf);
        } else {
            out.u64(depth.into());
            out.str(" (;@");
            out.u64(position + 1);
            out.str(";)");
        }
    }
}
