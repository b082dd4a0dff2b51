//! Operand and result types as far as the opcode alone fixes them.
//!
//! Specification: <https://webassembly.github.io/spec/core/valid/instructions.html>.

use std::fmt;

/// The types that occur in signatures fixed by an opcode alone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum NumType {
    /// 32-bit integer.
    I32,
    /// 64-bit integer.
    I64,
    /// 32-bit float.
    F32,
    /// 64-bit float.
    F64,
    /// 128-bit vector.
    V128,
}

impl NumType {
    /// The keyword of the text format.
    pub const fn name(self) -> &'static str {
        match self {
            NumType::I32 => "i32",
            NumType::I64 => "i64",
            NumType::F32 => "f32",
            NumType::F64 => "f64",
            NumType::V128 => "v128",
        }
    }

    /// Bytes a value of this type takes in memory.
    pub const fn size(self) -> u32 {
        match self {
            NumType::I32 | NumType::F32 => 4,
            NumType::I64 | NumType::F64 => 8,
            NumType::V128 => 16,
        }
    }
}

impl fmt::Display for NumType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A signature fixed by the opcode. Operands are listed bottom of stack first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Signature {
    /// Operand types; the last one is on top of the stack.
    pub params: &'static [NumType],
    /// Result types; the last one ends on top of the stack.
    pub results: &'static [NumType],
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn list(f: &mut fmt::Formatter<'_>, types: &[NumType]) -> fmt::Result {
            f.write_str("[")?;
            for (i, t) in types.iter().enumerate() {
                write!(f, "{}{t}", if i == 0 { "" } else { " " })?;
            }
            f.write_str("]")
        }
        list(f, self.params)?;
        f.write_str(" -> ")?;
        list(f, self.results)
    }
}

/// Names one of the distinct fixed signatures.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct SigId(pub(crate) u8);

impl SigId {
    /// How many distinct signatures there are; every [`SigId::index`] is below it.
    pub const COUNT: usize = crate::generated::tables::SIGNATURES.len();

    /// Position among the distinct signatures, for a caller's own side table.
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The signature.
    #[inline]
    pub const fn signature(self) -> &'static Signature {
        &crate::generated::tables::SIGNATURES[self.0 as usize]
    }
}

/// What an instruction does to the operand stack. `at` below is the index type of the memory the immediate names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum StackType<S = SigId> {
    /// Always the same operands and results.
    Fixed(S),
    /// `[at] -> [t]`
    Load(NumType),
    /// `[at t] -> []`
    Store(NumType),
    /// `[at v128] -> [v128]`
    LoadLane,
    /// `[at v128] -> []`
    StoreLane,
    /// `[at t] -> [t]`
    AtomicRmw(NumType),
    /// `[at t t] -> [t]`: address, expected value, replacement.
    AtomicCmpxchg(NumType),
    /// `[at t i64] -> [i32]`: address, expected value, timeout in nanoseconds.
    AtomicWait(NumType),
    /// `[at i32] -> [i32]`: address, how many waiters to wake.
    AtomicNotify,
    /// Depends on immediates, the module, or what is on the stack: see the validator.
    Special,
}
