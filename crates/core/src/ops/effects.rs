//! What an instruction does beside computing its results: the facts an optimiser asks for before it moves, merges or
//! removes one. Conservative: an effect that is absent never happens.

use std::fmt;

/// A set of effects.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Effects(u32);

macro_rules! effects {
    ($($(#[doc = $doc:literal])* $name:ident = $bit:literal, $query:ident;)*) => {
        impl Effects {
            $($(#[doc = $doc])* pub const $name: Effects = Effects(1 << $bit);)*

            $($(#[doc = $doc])*
            #[inline]
            pub const fn $query(self) -> bool {
                self.has(Effects::$name)
            })*

            /// Every effect by itself, with its name.
            pub const ALL: &'static [(&'static str, Effects)] = &[$((stringify!($name), Effects::$name)),*];
        }
    };
}

effects! {
    /// May trap (beyond running out of memory or stack, which any instruction may).
    TRAP = 0, can_trap;
    /// May read a linear memory, its size, or a data segment.
    READS_MEMORY = 1, reads_memory;
    /// May write or grow a linear memory, or drop a data segment.
    WRITES_MEMORY = 2, writes_memory;
    /// May read a table, its size, or an element segment.
    READS_TABLE = 3, reads_table;
    /// May write or grow a table, or drop an element segment.
    WRITES_TABLE = 4, writes_table;
    /// Reads a global.
    READS_GLOBAL = 5, reads_global;
    /// Writes a global.
    WRITES_GLOBAL = 6, writes_global;
    /// Reads a local.
    READS_LOCAL = 7, reads_local;
    /// Writes a local.
    WRITES_LOCAL = 8, writes_local;
    /// May read a mutable part of a structure or an array.
    READS_HEAP = 9, reads_heap;
    /// May write a part of a structure or an array.
    WRITES_HEAP = 10, writes_heap;
    /// Makes a new structure or array: two executions give distinct references.
    ALLOCATES = 11, allocates;
    /// May run another function, and so do anything that function does.
    CALLS = 12, calls;
    /// May raise an exception itself.
    THROWS = 13, throws;
    /// May transfer control to a label, or leave the function.
    BRANCHES = 14, branches;
    /// Never continues with the next instruction (its results are stack-polymorphic).
    DIVERGES = 15, diverges;
    /// Takes part in the ordering of threads.
    ATOMIC = 16, is_atomic;
    /// The specification allows several results; an engine picks one and keeps to it.
    RELAXED = 17, is_relaxed;
    /// May occur in a constant expression (`global.get` under further conditions).
    CONSTANT = 18, is_constant;
    /// Exchanging its two operands gives the same result.
    COMMUTATIVE = 19, is_commutative;
}

impl Effects {
    /// No effect at all.
    pub const NONE: Effects = Effects(0);

    /// These effects and those.
    #[inline]
    #[must_use]
    pub const fn and(self, other: Effects) -> Effects {
        Effects(self.0 | other.0)
    }

    /// Whether every effect of `other` is among these.
    #[inline]
    pub const fn has(self, other: Effects) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the instruction only computes results from its operands and immediates: it may be repeated, moved, or
    /// removed when its results are not used.
    #[inline]
    pub const fn is_pure(self) -> bool {
        self.0 & !(Effects::CONSTANT.0 | Effects::COMMUTATIVE.0 | Effects::RELAXED.0) == 0
    }

    /// The set as bits, for generated tables.
    pub const fn bits(self) -> u32 {
        self.0
    }

    pub(crate) const fn from_bits(bits: u32) -> Effects {
        Effects(bits)
    }
}

impl fmt::Debug for Effects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(Effects::ALL.iter().filter(|(_, e)| self.has(*e)).map(|(name, _)| name)).finish()
    }
}
