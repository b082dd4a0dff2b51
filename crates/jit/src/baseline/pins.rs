//! Which locals have a register to themselves throughout the function.
//!
//! A register that calls preserve costs a store and a load per call of the function; any other, and any with what the
//! collector must find, costs them at each call that the function makes. The base of memory 0 competes for registers like
//! a local, and so does the context where loops look at it.

use super::Compiler;
use super::operand::Local;
use super::reg::Reg;
use super::scan::Uses;
use super::x64::machine::{PRESERVED, VOLATILE_INTS, VOLATILE_VECTORS};

/// What a register must save before it is worth having.
const LEAST: u32 = 3;
/// Whoever uses it: an access to memory 0 saves two loads when its base is in a register.
const BASE_WEIGHT: u32 = 2;

/// Something that wants a register.
#[derive(Copy, Clone)]
struct Candidate {
    what: What,
    weight: u32,
}

#[derive(Copy, Clone)]
enum What {
    Local(u32),
    /// The base of memory 0.
    Base,
    Context,
}

/// The registers that are left.
struct Left {
    preserved: &'static [Reg],
    ints: &'static [Reg],
    vectors: &'static [Reg],
}

impl Left {
    /// A register for a local, if what it saves is worth what it costs.
    fn give(&mut self, candidate: Candidate, locals: &[Local], calls: u32) -> Option<Reg> {
        let local = match candidate.what {
            What::Local(local) => Some(locals[local as usize]),
            What::Base | What::Context => None,
        };
        let int = local.is_none_or(|local| local.ty.repr.is_int());
        let traced = local.is_some_and(|local| local.ty.traced);
        let at_calls = calls.saturating_mul(2).saturating_add(LEAST);
        let take = |from: &mut &'static [Reg], cost: u32| {
            let (first, rest) = from.split_first().filter(|_| candidate.weight > cost)?;
            *from = rest;
            Some(*first)
        };
        match (int, traced) {
            (true, false) => take(&mut self.preserved, LEAST).or_else(|| take(&mut self.ints, at_calls)),
            (true, true) => take(&mut self.ints, at_calls).or_else(|| take(&mut self.preserved, at_calls)),
            (false, _) => take(&mut self.vectors, at_calls),
        }
    }
}

impl Compiler<'_> {
    /// Gives registers to those who use them most.
    pub(super) fn choose_pins(&mut self, uses: &Uses) {
        let mut candidates: Vec<Candidate> = Vec::new();
        for (local, weight) in (0..).zip(&uses.locals) {
            if *weight > LEAST {
                candidates.push(Candidate { what: What::Local(local), weight: *weight });
            }
        }
        let reserved = !self.module.memories.is_empty() && self.is_reserved(0);
        if reserved && uses.memory > 0 {
            candidates.push(Candidate { what: What::Base, weight: uses.memory.saturating_mul(BASE_WEIGHT) });
        }
        if self.options.interrupt {
            candidates.push(Candidate { what: What::Context, weight: uses.turns });
        }
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.weight));
        let mut left = Left { preserved: &PRESERVED, ints: &VOLATILE_INTS, vectors: &VOLATILE_VECTORS };
        for candidate in candidates {
            let Some(reg) = left.give(candidate, &self.locals, uses.calls) else { continue };
            self.pool.reserve(reg);
            match candidate.what {
                What::Local(local) => {
                    self.locals[local as usize].pin = Some(reg);
                    self.pinned.push(local);
                }
                What::Base => self.base_pin = Some(reg),
                What::Context => self.pool.pin_context(reg),
            }
            if PRESERVED.contains(&reg) {
                self.saved.push(reg);
            }
        }
        if uses.tries {
            // An exception restores nothing, so what the caller has in them must be in this frame.
            self.saved.clear();
            self.saved.extend(PRESERVED);
        }
    }

    /// The pinned locals that a call does not keep: registers that it changes, and what the collector may move.
    pub(super) fn is_volatile(&self, local: u32) -> bool {
        let Local { pin, ty, .. } = self.locals[local as usize];
        pin.is_some_and(|pin| ty.traced || !PRESERVED.contains(&pin))
    }
}
