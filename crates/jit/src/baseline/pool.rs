//! Who holds which register, and which memory a register is a copy of.
//!
//! A register is *held* as often as operands name it, on the stack or taken from it; one that nobody holds is free. A
//! register may be a copy of a local or of the context; writing another value to it must [`forget`](Pool::forget) that.

use super::reg::{COUNT, Reg, RegSet};
use crate::abi::Repr;

/// What a register is a copy of.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Copied {
    /// A local that lives in its home.
    Local(u32),
    /// The function's context.
    Context,
}

/// The registers of a function.
pub(super) struct Pool {
    holders: [u32; COUNT],
    /// Those that operands may take and nobody holds.
    free: RegSet,
    /// Those that are copies of something.
    copies: RegSet,
    copied: [Option<Copied>; COUNT],
    /// Where the copy of the context is.
    context: Option<Reg>,
    context_pin: Option<Reg>,
    /// Those with a 32-bit integer of which the upper half is anything.
    dirty: RegSet,
    plain: RegSet,
}

impl Pool {
    /// With these registers for operands, of which `plain` are taken first.
    pub(super) fn new(temporaries: RegSet, plain: RegSet) -> Pool {
        Pool {
            holders: [0; COUNT],
            free: temporaries,
            copies: RegSet::EMPTY,
            copied: [None; COUNT],
            context: None,
            context_pin: None,
            dirty: RegSet::EMPTY,
            plain,
        }
    }

    /// Takes a register away for good.
    pub(super) fn reserve(&mut self, reg: Reg) {
        self.holders[reg.index()] = 1;
        self.free = self.free.without(reg);
    }

    /// A free register, now held; one that is no copy, if there is one.
    pub(super) fn take(&mut self, repr: Repr) -> Option<Reg> {
        let free = self.free.class_of(repr);
        let unused = free.minus(self.copies);
        let reg = unused.and(self.plain).first().or(unused.first()).or(free.and(self.plain).first()).or(free.first())?;
        self.forget(reg);
        self.dirty = self.dirty.without(reg);
        self.hold(reg);
        Some(reg)
    }

    /// Takes this very register if it is free.
    pub(super) fn take_this(&mut self, reg: Reg) -> bool {
        if !self.free.has(reg) {
            return false;
        }
        self.forget(reg);
        self.dirty = self.dirty.without(reg);
        self.hold(reg);
        true
    }

    #[inline]
    pub(super) fn hold(&mut self, reg: Reg) {
        self.holders[reg.index()] += 1;
        self.free = self.free.without(reg);
    }

    #[inline]
    pub(super) fn release(&mut self, reg: Reg) {
        let holders = &mut self.holders[reg.index()];
        debug_assert!(*holders > 0, "{reg:?} is released too often");
        *holders -= 1;
        if *holders == 0 {
            self.free = self.free.with(reg);
        }
    }

    /// Whether an operand may take it.
    pub(super) fn is_free(&self, reg: Reg) -> bool {
        self.free.has(reg)
    }

    /// Whether exactly one operand names it.
    #[inline]
    pub(super) fn is_held_once(&self, reg: Reg) -> bool {
        self.holders[reg.index()] == 1
    }

    /// Notes that the register is a copy of something.
    pub(super) fn note(&mut self, reg: Reg, what: Copied) {
        self.forget(reg);
        self.copied[reg.index()] = Some(what);
        self.copies = self.copies.with(reg);
        if what == Copied::Context {
            self.context = Some(reg);
        }
    }

    /// What the register is a copy of is changed, or the register is.
    #[inline]
    pub(super) fn forget(&mut self, reg: Reg) {
        if self.copies.has(reg) {
            self.copies = self.copies.without(reg);
            if self.copied[reg.index()].take() == Some(Copied::Context) {
                self.context = None;
            }
        }
    }

    /// Forgets all copies: control comes from elsewhere, or a call has changed the registers.
    pub(super) fn forget_all(&mut self) {
        self.copies = RegSet::EMPTY;
        self.context = None;
        self.dirty = RegSet::EMPTY;
    }

    /// The register that is a copy of the local, if this one, which was, still is.
    #[inline]
    pub(super) fn copy_of_local(&self, was: Reg, local: u32) -> Option<Reg> {
        let still = self.copies.has(was) && self.copied[was.index()] == Some(Copied::Local(local));
        still.then_some(was)
    }

    /// The register that is a copy of the context.
    pub(super) fn context(&self) -> Option<Reg> {
        self.context_pin.or(self.context)
    }

    /// The register that holds the context throughout the function.
    pub(super) fn context_pin(&self) -> Option<Reg> {
        self.context_pin
    }

    /// Has a register, which is reserved, hold the context throughout the function.
    pub(super) fn pin_context(&mut self, reg: Reg) {
        self.context_pin = Some(reg);
    }

    /// Notes that the upper half of a 32-bit integer in the register is anything.
    pub(super) fn soil(&mut self, reg: Reg) {
        self.dirty = self.dirty.with(reg);
    }

    /// Whether the upper half must be cleared; notes that it is.
    pub(super) fn must_clean(&mut self, reg: Reg) -> bool {
        let dirty = self.dirty.has(reg);
        self.dirty = self.dirty.without(reg);
        dirty
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Reg = Reg::int(0);
    const B: Reg = Reg::int(6);

    fn pool() -> Pool {
        Pool::new(RegSet::of(&[A, B, Reg::vector(1)]), RegSet::of(&[B]))
    }

    #[test]
    fn plain_registers_are_taken_first_and_copies_last() {
        let mut pool = pool();
        pool.note(B, Copied::Local(3));
        assert_eq!(pool.take(Repr::Int64), Some(A));
        assert_eq!(pool.take(Repr::Int64), Some(B));
        assert_eq!(pool.take(Repr::Int64), None);
        assert_eq!(pool.copy_of_local(B, 3), None, "what is taken is no copy any more");
        assert_eq!(pool.take(Repr::Vector), Some(Reg::vector(1)));
    }

    #[test]
    fn a_register_is_free_when_all_have_released_it() {
        let mut pool = pool();
        pool.take_this(A);
        pool.hold(A);
        pool.release(A);
        assert!(pool.is_held_once(A) && !pool.is_free(A));
        pool.release(A);
        assert!(pool.is_free(A));
    }

    #[test]
    fn there_is_one_copy_of_the_context() {
        let mut pool = pool();
        pool.note(A, Copied::Context);
        assert_eq!(pool.context(), Some(A));
        pool.note(A, Copied::Local(0));
        assert_eq!(pool.context(), None);
        assert_eq!(pool.copy_of_local(A, 0), Some(A));
        pool.forget_all();
        assert_eq!(pool.copy_of_local(A, 0), None);
    }

    #[test]
    fn a_dirty_register_is_cleaned_once() {
        let mut pool = pool();
        pool.soil(A);
        assert!(pool.must_clean(A) && !pool.must_clean(A));
    }
}
