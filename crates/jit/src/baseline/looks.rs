//! Which loops need not look whether somebody wants the guest to stop: those in which each turn calls a function that
//! looks at its entry. The optimising compiler has the same rule.
//!
//! Rides on [`super::scan`], dead code included: what follows a branch in dead code is reached from the end of a block that was
//! left before, if at all, and nothing is concluded of what is behind such an end.

use wharf_core::ops::Op;
use wharf_syntax::instr::{Catch, Imm, Instr};
use wharf_validate::Validated;

use super::scan::weight;

/// An open block.
enum Open {
    /// `block`, and whether anything has branched to its end.
    Block { left: bool },
    Loop {
        at: u32,
        /// Whether each way from the header to here has called a function that looks.
        called: bool,
        /// Whether there is a way back without such a call.
        unseen: bool,
    },
    /// Anything else: nothing in it is sure to run.
    Other,
}

/// What is open, and what was found.
pub(super) struct Looks {
    open: Vec<Open>,
    /// How many loops are open.
    depth: u32,
    /// The offsets in the module of loops that need not look.
    spared: Vec<u32>,
    /// How often others look, a turn of a loop in loops counting more.
    turns: u32,
}

impl Looks {
    /// At the start of a function.
    pub(super) fn new() -> Looks {
        Looks { open: vec![Open::Block { left: false }], depth: 0, spared: Vec::new(), turns: 0 }
    }

    /// The loops that need not look, by ascending offset, and how often others do.
    pub(super) fn found(mut self) -> (Vec<u32>, u32) {
        self.spared.sort_unstable();
        (self.spared, self.turns)
    }

    /// Goes on to the next instruction of function `own`.
    pub(super) fn instr(&mut self, module: &Validated, own: u32, instr: &Instr<'_>) {
        match (instr.op, &instr.imm) {
            (Op::Block, _) => self.open.push(Open::Block { left: false }),
            (Op::Loop, _) => {
                self.depth += 1;
                self.open.push(Open::Loop { at: instr.at, called: false, unseen: false });
            }
            (Op::If | Op::Try, _) => self.open.push(Open::Other),
            (Op::TryTable, Imm::TryTable(_, catches)) => {
                catches.iter().for_each(|catch: Catch| self.branch(catch.label));
                self.open.push(Open::Other);
            }
            (Op::End | Op::Delegate, _) => self.close(),
            (Op::Call, Imm::Func(func)) if looks(module, own, *func) => self.call(),
            (Op::CallIndirect | Op::CallRef, _) => self.call(),
            (_, Imm::Label(label)) => self.branch(*label),
            (_, Imm::Labels(labels)) => labels.iter_with_default().for_each(|label| self.branch(label)),
            (_, Imm::BrOnCast { label, .. }) => self.branch(*label),
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some(Open::Loop { at, unseen, .. }) = self.open.pop() else { return };
        match unseen {
            true => self.turns = self.turns.saturating_add(weight(self.depth)),
            false => self.spared.push(at),
        }
        self.depth -= 1;
    }

    fn branch(&mut self, label: u32) {
        let index = self.open.len().checked_sub(1 + label as usize);
        match index.map(|index| &mut self.open[index]) {
            Some(Open::Block { left }) => *left = true,
            Some(Open::Loop { called, unseen, .. }) => *unseen |= !*called,
            _ => {}
        }
    }

    fn call(&mut self) {
        for open in self.open.iter_mut().rev() {
            match open {
                Open::Block { left: false } => {}
                Open::Loop { called, .. } => *called = true,
                _ => break,
            }
        }
    }
}

/// Whether a function that function `own` calls is sure to look at its entry: itself, one that a reference may name, one of
/// another instance or of the host.
fn looks(module: &Validated, own: u32, func: u32) -> bool {
    func == own || module.is_declared(func) || module.module().body(func).is_none()
}
