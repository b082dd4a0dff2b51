//! The code under construction: words, and jumps whose target is not known yet.
//!
//! Jumps to one label form a chain through their own distance fields until the label is bound. A link is twice the index
//! of a word plus the half of it that holds the distance, or [`IN_CLAUSE`] plus the index of a catch clause.

use crate::code::{Extra, Form, Insn};
use crate::unwind::Clause;
use wharf_core::ops::Op;

/// No link.
pub(super) const NONE: u32 = u32::MAX;
/// Marks a link to a clause.
pub(super) const IN_CLAUSE: u32 = 1 << 31;

/// Code under construction.
#[derive(Default)]
pub(super) struct Emitter {
    pub(super) words: Vec<u64>,
    /// The clauses of all try ranges that are not finished.
    pub(super) clauses: Vec<Clause>,
}

impl Emitter {
    /// The next instruction's word.
    #[inline]
    pub(super) fn here(&self) -> u32 {
        self.words.len() as u32
    }

    /// An instruction with three fields.
    #[inline]
    pub(super) fn insn(&mut self, insn: Insn, a: u16, b: u16, c: u16) -> u32 {
        let at = self.here();
        self.words.push(insn.0 as u64 | (a as u64) << 16 | (b as u64) << 32 | (c as u64) << 48);
        at
    }

    /// A wasm instruction with three fields.
    #[inline]
    pub(super) fn op(&mut self, op: Op, form: Form, a: u16, b: u16, c: u16) -> u32 {
        self.insn(Insn::of(op, form), a, b, c)
    }

    /// One of the interpreter's own instructions with three fields.
    #[inline]
    pub(super) fn extra(&mut self, extra: Extra, a: u16, b: u16, c: u16) -> u32 {
        self.insn(Insn::extra(extra), a, b, c)
    }

    /// An instruction with a field and a 32-bit one.
    #[inline]
    pub(super) fn insn32(&mut self, insn: Insn, a: u16, high: u32) -> u32 {
        let at = self.here();
        self.words.push(insn.0 as u64 | (a as u64) << 16 | (high as u64) << 32);
        at
    }

    /// A further word.
    #[inline]
    pub(super) fn word(&mut self, word: u64) {
        self.words.push(word);
    }

    /// A further word of four fields.
    #[inline]
    pub(super) fn fields(&mut self, a: u16, b: u16, c: u16, d: u16) {
        self.word(a as u64 | (b as u64) << 16 | (c as u64) << 32 | (d as u64) << 48);
    }

    /// Changes field `a` of the instruction at `at`.
    #[inline]
    pub(super) fn set_a(&mut self, at: u32, a: u16) {
        let word = &mut self.words[at as usize];
        *word = *word & !0xffff_0000 | (a as u64) << 16;
    }

    fn half(&mut self, link: u32) -> u32 {
        (self.words[link as usize / 2] >> (link % 2 * 32)) as u32
    }

    fn set_half(&mut self, link: u32, value: u32) {
        let shift = link % 2 * 32;
        let word = &mut self.words[link as usize / 2];
        *word = *word & !(0xffff_ffff << shift) | (value as u64) << shift;
    }

    /// Links the distance field `link` (or clause) into a chain; gives the new chain.
    pub(super) fn chain(&mut self, link: u32, chain: u32) -> u32 {
        match link & IN_CLAUSE {
            0 => self.set_half(link, chain),
            _ => self.clauses[(link ^ IN_CLAUSE) as usize].target = chain,
        }
        link
    }

    /// Makes a distance field (or clause) lead to a word.
    pub(super) fn aim(&mut self, link: u32, target: u32) {
        match link & IN_CLAUSE {
            0 => self.set_half(link, target.wrapping_sub(link / 2)),
            _ => self.clauses[(link ^ IN_CLAUSE) as usize].target = target,
        }
    }

    /// Makes all jumps of a chain lead to a word.
    pub(super) fn aim_chain(&mut self, mut chain: u32, target: u32) {
        while chain != NONE {
            let next = match chain & IN_CLAUSE {
                0 => self.half(chain),
                _ => self.clauses[(chain ^ IN_CLAUSE) as usize].target,
            };
            self.aim(chain, target);
            chain = next;
        }
    }
}
