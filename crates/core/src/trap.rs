//! The kinds of traps, the same in every tier.
//!
//! Specification: [traps](https://webassembly.github.io/spec/core/intro/overview.html#trap) and the rule of each
//! instruction that can trap.

use std::fmt;

/// Why a guest program was stopped. `repr(u8)`, because compiled code names it by number.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum TrapKind {
    /// The `unreachable` instruction.
    Unreachable,
    /// A memory access outside the memory.
    MemoryOutOfBounds,
    /// A table access outside the table.
    TableOutOfBounds,
    /// An array access outside the array.
    ArrayOutOfBounds,
    /// An indirect call through a null table element.
    UninitializedElement,
    /// An indirect call outside the table.
    UndefinedElement,
    /// An indirect call to a function of another type.
    IndirectCallTypeMismatch,
    /// A division whose result has no representation, or a float too large for the integer.
    IntegerOverflow,
    /// A division by zero.
    IntegerDivideByZero,
    /// A NaN made into an integer.
    InvalidConversionToInteger,
    /// The call stack is used up.
    CallStackExhausted,
    /// A null reference where an object is needed.
    NullReference,
    /// A reference of a type other than the one cast to.
    CastFailure,
    /// An atomic access at an address that is not a multiple of its width.
    UnalignedAtomic,
    /// `memory.atomic.wait` on a memory that is not shared.
    ExpectedSharedMemory,
    /// An exception that nobody caught.
    UncaughtException,
    /// The fuel given to the program is used up.
    OutOfFuel,
    /// The deadline given to the program has passed.
    DeadlineExceeded,
    /// The heap for garbage-collected objects is full of live ones.
    HeapExhausted,
    /// An array or object larger than the implementation allows.
    AllocationTooLarge,
}

impl TrapKind {
    /// Every kind, in the order of the numbers.
    pub const ALL: [TrapKind; 20] = [
        TrapKind::Unreachable,
        TrapKind::MemoryOutOfBounds,
        TrapKind::TableOutOfBounds,
        TrapKind::ArrayOutOfBounds,
        TrapKind::UninitializedElement,
        TrapKind::UndefinedElement,
        TrapKind::IndirectCallTypeMismatch,
        TrapKind::IntegerOverflow,
        TrapKind::IntegerDivideByZero,
        TrapKind::InvalidConversionToInteger,
        TrapKind::CallStackExhausted,
        TrapKind::NullReference,
        TrapKind::CastFailure,
        TrapKind::UnalignedAtomic,
        TrapKind::ExpectedSharedMemory,
        TrapKind::UncaughtException,
        TrapKind::OutOfFuel,
        TrapKind::DeadlineExceeded,
        TrapKind::HeapExhausted,
        TrapKind::AllocationTooLarge,
    ];

    /// The kind of this number.
    pub fn from_number(number: u8) -> Option<TrapKind> {
        TrapKind::ALL.get(number as usize).copied()
    }

    /// The message, in the words of the official test suite where it has some.
    pub const fn message(self) -> &'static str {
        match self {
            TrapKind::Unreachable => "unreachable",
            TrapKind::MemoryOutOfBounds => "out of bounds memory access",
            TrapKind::TableOutOfBounds => "out of bounds table access",
            TrapKind::ArrayOutOfBounds => "out of bounds array access",
            TrapKind::UninitializedElement => "uninitialized element",
            TrapKind::UndefinedElement => "undefined element",
            TrapKind::IndirectCallTypeMismatch => "indirect call type mismatch",
            TrapKind::IntegerOverflow => "integer overflow",
            TrapKind::IntegerDivideByZero => "integer divide by zero",
            TrapKind::InvalidConversionToInteger => "invalid conversion to integer",
            TrapKind::CallStackExhausted => "call stack exhausted",
            TrapKind::NullReference => "null reference",
            TrapKind::CastFailure => "cast failure",
            TrapKind::UnalignedAtomic => "unaligned atomic",
            TrapKind::ExpectedSharedMemory => "expected shared memory",
            TrapKind::UncaughtException => "uncaught exception",
            TrapKind::OutOfFuel => "out of fuel",
            TrapKind::DeadlineExceeded => "deadline exceeded",
            TrapKind::HeapExhausted => "heap exhausted",
            TrapKind::AllocationTooLarge => "allocation too large",
        }
    }
}

impl fmt::Display for TrapKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_name_their_kind() {
        for (number, kind) in TrapKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, number);
            assert_eq!(TrapKind::from_number(number as u8), Some(kind));
        }
    }
}
