//! Operands and locals: where each value of the function is.

use smallvec::SmallVec;

use super::reg::Reg;
use crate::abi::Repr;

/// How a value is held, and whether the collector must find it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Type {
    pub(super) repr: Repr,
    /// A reference to an object that may move.
    pub(super) traced: bool,
}

impl Type {
    pub(super) const I32: Type = Type { repr: Repr::Int32, traced: false };
    pub(super) const I64: Type = Type { repr: Repr::Int64, traced: false };
    pub(super) const F32: Type = Type { repr: Repr::Float32, traced: false };
    pub(super) const F64: Type = Type { repr: Repr::Float64, traced: false };
    pub(super) const V128: Type = Type { repr: Repr::Vector, traced: false };
    /// A reference to an object.
    pub(super) const OBJECT: Type = Type { repr: Repr::Int32, traced: true };

    /// Whether it is 64 bits of an integer register.
    pub(super) fn is_wide(self) -> bool {
        self.repr == Repr::Int64
    }
}

/// The types that a block, a branch or a call takes or leaves.
pub(super) type Types = SmallVec<[Type; 8]>;

/// Where an operand is.
#[derive(Copy, Clone, PartialEq, Debug)]
pub(super) enum Loc {
    /// Nowhere: it is this constant, of floats the bits.
    Const(u64),
    /// In a register that it holds.
    Reg(Reg),
    /// Where this local is, until that changes.
    Local(u32),
    /// In its home.
    Home,
}

/// A value of the operand stack.
#[derive(Copy, Clone, Debug)]
pub(super) struct Operand {
    pub(super) loc: Loc,
    pub(super) ty: Type,
    /// Its home, from the frame pointer; see [`crate::homes`].
    pub(super) home: i32,
}

impl Operand {
    /// The constant that it is.
    pub(super) fn constant(&self) -> Option<u64> {
        match self.loc {
            Loc::Const(bits) => Some(bits),
            _ => None,
        }
    }
}

/// A local.
#[derive(Copy, Clone, Debug)]
pub(super) struct Local {
    pub(super) ty: Type,
    pub(super) home: i32,
    /// The register it has to itself. Otherwise it lives in its home.
    pub(super) pin: Option<Reg>,
    /// The register that was last a copy of it.
    pub(super) copy: Reg,
    /// How many operands are [`Loc::Local`] of it.
    pub(super) readers: u32,
}
