//! The operand stack at translation time: where each operand is to be found.
//!
//! An operand has a home, the slot that its depth gives it. Most operands are in their home. But `local.get` and
//! constants emit nothing: their operand is the local's slot, or the constant, until something consumes it, and most
//! instructions can take it from there. It is brought home (*settled*) when the local is about to change, or when
//! control may come from elsewhere to code that expects it at home: at the beginning of a block for locals, at jumps for
//! what the label takes.

use wharf_core::types::ValType;

use super::Translator;
use crate::code::{Extra, Insn};
use crate::roots::ListId;

/// Where an operand is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Whereabouts {
    /// In its home.
    Home,
    /// In the slot of a local.
    Local(u16),
    /// It is this constant, as a slot would hold it.
    Const(u64),
}

/// An operand.
#[derive(Copy, Clone, Debug)]
pub(super) struct Operand {
    pub(super) place: Whereabouts,
    /// Its own slot.
    pub(super) home: u16,
    /// Whether it takes two slots.
    pub(super) wide: bool,
    /// Whether it is a reference that the collector must see.
    pub(super) gc: bool,
    /// The list of operands up to this one that the collector must see.
    pub(super) roots: ListId,
}

impl Operand {
    pub(super) fn width(&self) -> u32 {
        1 + self.wide as u32
    }
}

/// The last instruction, if its result is the topmost operand and nothing jumps behind it.
#[derive(Copy, Clone, Debug)]
pub(super) struct Last {
    pub(super) at: u32,
    pub(super) insn: Insn,
    /// Its destination.
    pub(super) home: u16,
    /// Where the code ended behind it.
    end: u32,
}

impl Last {
    /// Whether its code ends at this word.
    pub(super) fn ends_at(&self, word: u32) -> bool {
        self.end == word
    }
}

impl Translator<'_> {
    /// The slot of the next operand.
    pub(super) fn top_slot(&self) -> u32 {
        let frame = self.frames.last().expect("the function's frame is the last to go");
        match self.operands.get(frame.height..).and_then(|own| own.last()) {
            Some(operand) => operand.home as u32 + operand.width(),
            None => frame.floor,
        }
    }

    /// The list of references below the next operand.
    fn top_roots(&self) -> ListId {
        let frame = self.frames.last().expect("the function's frame is the last to go");
        self.operands.get(frame.height..).and_then(|own| own.last()).map_or(frame.roots, |operand| operand.roots)
    }

    /// Makes sure that the frame has slots up to this one, exclusively.
    pub(super) fn reserve(&mut self, end: u32) {
        self.frame_slots = self.frame_slots.max(end);
    }

    fn push_at(&mut self, place: Whereabouts, ty: ValType) -> u16 {
        let (wide, gc) = (ty == ValType::V128, self.is_gc(ty));
        let home = self.top_slot();
        self.reserve(home + 2);
        // Numbers beyond 16 bits are refused before the function is finished: see `frame_slots`.
        let home = home as u16;
        let mut roots = self.top_roots();
        if gc && place == Whereabouts::Home {
            roots = self.roots.with(roots, home);
        }
        self.operands.push(Operand { place, home, wide, gc, roots });
        home
    }

    /// A new operand in its home; gives the home.
    pub(super) fn push(&mut self, ty: ValType) -> u16 {
        self.push_at(Whereabouts::Home, ty)
    }

    /// A constant operand.
    pub(super) fn push_const(&mut self, bits: u64, ty: ValType) {
        self.push_at(Whereabouts::Const(bits), ty);
        if !self.options.fuse {
            self.settle(self.operands.len() - 1);
        }
    }

    /// The value of a local as an operand.
    pub(super) fn push_local(&mut self, slot: u16, ty: ValType) {
        self.push_at(Whereabouts::Local(slot), ty);
        self.uses[slot as usize] += 1;
        // References deep in the stack are settled at once, so that the lists of references change at their end only.
        if !self.options.fuse || (self.is_gc(ty) && self.operands.len() > 32) {
            self.settle(self.operands.len() - 1);
        }
    }

    /// Takes the topmost operand.
    pub(super) fn pop(&mut self) -> Operand {
        let operand = self.operands.pop().expect("a valid function has the operands it uses");
        if let Whereabouts::Local(slot) = operand.place {
            self.uses[slot as usize] -= 1;
        }
        self.settled = self.settled.min(self.operands.len());
        operand
    }

    /// The slot of an operand that was taken; a constant is written to its home.
    pub(super) fn slot(&mut self, operand: Operand) -> u16 {
        match operand.place {
            Whereabouts::Home => operand.home,
            Whereabouts::Local(slot) => slot,
            Whereabouts::Const(bits) => {
                self.emit_const(operand.home, bits);
                operand.home
            }
        }
    }

    /// Takes the topmost operand; gives its slot.
    pub(super) fn pop_slot(&mut self) -> u16 {
        let operand = self.pop();
        self.slot(operand)
    }

    pub(super) fn emit_const(&mut self, to: u16, bits: u64) {
        self.code.extra(Extra::Const, to, 0, 0);
        self.code.word(bits);
    }

    pub(super) fn emit_copy(&mut self, to: u16, from: u16, wide: bool) {
        let copy = if wide { Extra::CopyWide } else { Extra::Copy };
        self.code.extra(copy, to, from, 0);
    }

    /// Writes what the operand is to `to`, if it is not there.
    fn emit_move(&mut self, to: u16, operand: Operand) {
        match operand.place {
            Whereabouts::Home if operand.home == to => {}
            Whereabouts::Home => self.emit_copy(to, operand.home, operand.wide),
            Whereabouts::Local(slot) => self.emit_copy(to, slot, operand.wide),
            Whereabouts::Const(bits) => self.emit_const(to, bits),
        }
    }

    /// Brings the operand at this position home.
    pub(super) fn settle(&mut self, at: usize) {
        let operand = self.operands[at];
        if operand.place == Whereabouts::Home {
            return;
        }
        self.emit_move(operand.home, operand);
        if let Whereabouts::Local(slot) = operand.place {
            self.uses[slot as usize] -= 1;
        }
        self.operands[at].place = Whereabouts::Home;
        // A constant reference is null, which the collector need not see.
        if operand.gc && matches!(operand.place, Whereabouts::Local(_)) {
            self.relist(at);
        }
    }

    /// Makes the lists of references anew from this position on. Locals are settled where a block begins, so the position
    /// is in the innermost block.
    fn relist(&mut self, at: usize) {
        let frame = self.frames.last().expect("the function's frame is the last to go");
        let mut list = if at > frame.height { self.operands[at - 1].roots } else { frame.roots };
        for operand in &mut self.operands[at..] {
            if operand.gc && operand.place == Whereabouts::Home {
                list = self.roots.with(list, operand.home);
            }
            operand.roots = list;
        }
    }

    /// Brings the topmost `count` operands home.
    pub(super) fn settle_top(&mut self, count: usize) {
        let first = self.operands.len() - count;
        let mut at = first;
        while at < self.operands.len() {
            at += self.settle_pair(at);
        }
    }

    /// Brings an operand home, and the next one with it if one instruction does both; gives how many.
    fn settle_pair(&mut self, at: usize) -> usize {
        if let [first, second, ..] = self.operands[at..]
            && let (Whereabouts::Local(a), Whereabouts::Local(b)) = (first.place, second.place)
            && !first.wide
            && !second.wide
            && !first.gc
            && !second.gc
            && self.options.fuse
        {
            self.code.extra(Extra::CopyTwo, first.home, a, b);
            for (i, slot) in [a, b].into_iter().enumerate() {
                self.uses[slot as usize] -= 1;
                self.operands[at + i].place = Whereabouts::Home;
            }
            return 2;
        }
        self.settle(at);
        1
    }

    /// Brings home every operand that is a local: what the beginning of a block asks for.
    pub(super) fn settle_locals(&mut self) {
        for at in self.settled..self.operands.len() {
            if let Whereabouts::Local(_) = self.operands[at].place {
                self.settle(at);
            }
        }
        self.settled = self.operands.len();
    }

    /// Brings home every operand that is this local, which is about to change.
    pub(super) fn settle_uses(&mut self, slot: u16) {
        let mut at = self.operands.len();
        while self.uses[slot as usize] > 0 {
            at -= 1;
            if self.operands[at].place == Whereabouts::Local(slot) {
                self.settle(at);
            }
        }
    }

    /// Notes that the instruction at `at` has just written the topmost operand, in its field `a`.
    pub(super) fn produced(&mut self, at: u32, insn: Insn) {
        let home = self.operands.last().map_or(0, |operand| operand.home);
        self.last = Some(Last { at, insn, home, end: self.code.here() });
    }

    /// The instruction that wrote this operand, if it is the last one and may still be changed.
    pub(super) fn producer(&self, operand: &Operand) -> Option<Last> {
        let last = self.last?;
        let it_is = operand.place == Whereabouts::Home && last.home == operand.home && last.end == self.code.here();
        (it_is && self.options.fuse).then_some(last)
    }

    /// Puts the topmost operand into a local.
    pub(super) fn pop_to_local(&mut self, slot: u16) {
        let operand = self.pop();
        let producer = self.producer(&operand).filter(|_| self.uses[slot as usize] == 0);
        self.settle_uses(slot);
        match producer {
            Some(last) => self.code.set_a(last.at, slot),
            None if operand.place == Whereabouts::Local(slot) => {}
            None => self.emit_move(slot, operand),
        }
        self.last = None;
    }

    /// Whether all of the topmost `count` operands are at home, in slots from `base` on.
    pub(super) fn are_at(&self, base: u32, count: usize) -> bool {
        let top = &self.operands[self.operands.len() - count..];
        let settled = top.iter().all(|operand| operand.place == Whereabouts::Home);
        settled && top.first().is_none_or(|first| first.home as u32 == base)
    }

    /// Copies the topmost `count` operands to the slots from `base` on, which are not above their homes.
    pub(super) fn copy_top(&mut self, base: u32, count: usize) {
        let first = self.operands.len() - count;
        let (mut to, mut at) = (base as u16, first);
        while at < self.operands.len() {
            let run = self.operands[at..].iter().take_while(|operand| operand.place == Whereabouts::Home);
            let slots: u32 = run.clone().map(Operand::width).sum();
            let (operand, length) = (self.operands[at], run.count());
            if length > 1 && operand.home != to {
                self.code.extra(Extra::CopySpan, to, operand.home, slots as u16);
            } else if length > 1 {
                // They are there already.
            } else {
                self.emit_move(to, operand);
                to += operand.width() as u16;
                at += 1;
                continue;
            }
            to += slots as u16;
            at += length;
        }
    }
}
