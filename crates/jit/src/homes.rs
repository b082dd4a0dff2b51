//! Where baseline code keeps values in memory: the part of its frame that the optimising tier reads when it takes over a
//! running loop.
//!
//! The locals, then the operands from the bottom of the stack up, follow each other downwards from the frame pointer:
//!
//! ```text
//! [rbp]       the caller's rbp
//! [rbp - 8]   the context
//! [rbp - 16]  the address of the result area, if results travel in one
//! [rbp - 24]  what the caller has in the five registers that a call preserves, as far as the function uses them
//! [rbp - 64]  the address of the function's budget
//! [rbp - 72]  local 0 (a v128 takes 16 bytes, everything else 8)
//! …           the other locals, then the operands
//! ```
//!
//! So a value's home follows from the types before it, and both tiers compute it alike. At a loop header that leaves
//! for the optimising tier every local and every operand is in its home.

use crate::abi::Repr;

/// From the frame pointer: the context.
pub const CONTEXT: i32 = -8;
/// From the frame pointer: the address of the result area.
pub const AREA: i32 = -16;

/// From the frame pointer: the first of the registers that are saved; the others follow downwards.
pub const SAVED: i32 = -24;
/// From the frame pointer: the address of what the function may still execute before it counts as hot.
pub const BUDGET: i32 = -64;

/// Hands out homes in order.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Homes {
    lowest: i32,
}

impl Homes {
    /// Before the first local.
    pub const START: Homes = Homes { lowest: BUDGET };

    /// The home of the next value, as an offset from the frame pointer.
    pub fn next(&mut self, repr: Repr) -> i32 {
        self.lowest -= size(repr);
        self.lowest
    }

    /// Gives back the home of the last value.
    pub fn back(&mut self, repr: Repr) {
        self.lowest += size(repr);
    }

    /// The lowest home handed out.
    pub fn lowest(&self) -> i32 {
        self.lowest
    }
}

/// The bytes that a value takes in its home.
pub const fn size(repr: Repr) -> i32 {
    if matches!(repr, Repr::Vector) { 16 } else { 8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_follow_each_other_downwards() {
        let mut homes = Homes::START;
        assert_eq!(homes.next(Repr::Int32), -72);
        assert_eq!(homes.next(Repr::Vector), -88);
        assert_eq!(homes.next(Repr::Float64), -96);
        homes.back(Repr::Float64);
        assert_eq!(homes.lowest(), -88);
    }
}
