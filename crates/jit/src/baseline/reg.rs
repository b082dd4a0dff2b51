//! Registers by number, and sets of them: what the neutral part of the compiler needs to know of a machine.

use crate::abi::Repr;

/// A register: integer ones are numbered from 0, vector ones from 16.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Reg(u8);

/// How many registers there are in both classes.
pub(super) const COUNT: usize = 32;

impl Reg {
    /// The integer register of this number.
    pub(super) const fn int(number: u8) -> Reg {
        Reg(number)
    }

    /// The vector register of this number.
    pub(super) const fn vector(number: u8) -> Reg {
        Reg(16 + number)
    }

    /// Its number in its class, as instructions encode it.
    pub(super) const fn number(self) -> u8 {
        self.0 & 15
    }

    pub(super) const fn is_int(self) -> bool {
        self.0 < 16
    }

    /// Its position among all registers.
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A set of registers.
#[derive(Copy, Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct RegSet(u32);

impl RegSet {
    pub(super) const EMPTY: RegSet = RegSet(0);

    pub(super) const fn of(regs: &[Reg]) -> RegSet {
        let mut set = RegSet::EMPTY;
        let mut i = 0;
        while i < regs.len() {
            set = set.with(regs[i]);
            i += 1;
        }
        set
    }

    pub(super) const fn with(self, reg: Reg) -> RegSet {
        RegSet(self.0 | 1 << reg.0)
    }

    pub(super) const fn without(self, reg: Reg) -> RegSet {
        RegSet(self.0 & !(1 << reg.0))
    }

    pub(super) const fn and(self, other: RegSet) -> RegSet {
        RegSet(self.0 & other.0)
    }

    pub(super) const fn minus(self, other: RegSet) -> RegSet {
        RegSet(self.0 & !other.0)
    }

    pub(super) const fn has(self, reg: Reg) -> bool {
        self.0 & 1 << reg.0 != 0
    }

    /// The members of the class that holds values of this kind.
    pub(super) const fn class_of(self, repr: Repr) -> RegSet {
        RegSet(self.0 & if repr.is_int() { 0xffff } else { 0xffff_0000 })
    }

    pub(super) fn first(self) -> Option<Reg> {
        (self.0 != 0).then(|| Reg(self.0.trailing_zeros() as u8))
    }
}

impl Iterator for RegSet {
    type Item = Reg;

    fn next(&mut self) -> Option<Reg> {
        let first = self.first()?;
        *self = self.without(first);
        Some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_know_their_members() {
        let set = RegSet::of(&[Reg::int(3), Reg::vector(0)]);
        assert_eq!(set.collect::<Vec<_>>(), [Reg::int(3), Reg::vector(0)]);
        assert_eq!(set.class_of(Repr::Float64).first(), Some(Reg::vector(0)));
        assert!(!set.without(Reg::int(3)).has(Reg::int(3)));
    }
}
