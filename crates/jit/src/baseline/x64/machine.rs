//! The registers of x86-64 and what each is for.

use crate::abi::Repr;
use crate::baseline::reg::{Reg, RegSet};

pub(in crate::baseline) const RAX: Reg = Reg::int(0);
pub(in crate::baseline) const RCX: Reg = Reg::int(1);
pub(in crate::baseline) const RDX: Reg = Reg::int(2);
const RBX: Reg = Reg::int(3);
pub(in crate::baseline) const RSP: Reg = Reg::int(4);
pub(in crate::baseline) const RBP: Reg = Reg::int(5);
pub(in crate::baseline) const RSI: Reg = Reg::int(6);
pub(in crate::baseline) const RDI: Reg = Reg::int(7);
const R8: Reg = Reg::int(8);
const R9: Reg = Reg::int(9);
const R10: Reg = Reg::int(10);
/// Never holds a value from one instruction to the next.
pub(in crate::baseline) const SCRATCH: Reg = Reg::int(11);
const R12: Reg = Reg::int(12);
const R13: Reg = Reg::int(13);
const R14: Reg = Reg::int(14);
const R15: Reg = Reg::int(15);
pub(in crate::baseline) const XMM0: Reg = Reg::vector(0);
/// As [`SCRATCH`], of vector registers.
pub(in crate::baseline) const VSCRATCH: Reg = Reg::vector(15);
/// A second one.
pub(in crate::baseline) const VSCRATCH2: Reg = Reg::vector(14);

/// Those that operands may be in.
pub(in crate::baseline) const TEMPORARIES: RegSet = {
    let mut set = RegSet::of(&[RAX, RCX, RDX, RSI, RDI, R8, R9, R10]);
    let mut number = 0;
    while number < 14 {
        set = set.with(Reg::vector(number));
        number += 1;
    }
    set
};
/// Those of them that no instruction asks for.
pub(in crate::baseline) const PLAIN: RegSet = TEMPORARIES.minus(RegSet::of(&[RAX, RCX, RDX]));

/// Those that a call leaves as they are.
pub(in crate::baseline) const PRESERVED: [Reg; 5] = [RBX, R12, R13, R14, R15];
/// Temporaries that a local may have to itself, the first ones first.
pub(in crate::baseline) const VOLATILE_INTS: [Reg; 3] = [R10, R9, R8];
/// As [`VOLATILE_INTS`], of vector registers.
pub(in crate::baseline) const VOLATILE_VECTORS: [Reg; 6] =
    [Reg::vector(13), Reg::vector(12), Reg::vector(11), Reg::vector(10), Reg::vector(9), Reg::vector(8)];

/// Where integer arguments travel, the context first.
pub(in crate::baseline) const INT_ARGS: [Reg; 6] = [RDI, RSI, RDX, RCX, R8, R9];
/// Where integer results travel.
pub(in crate::baseline) const INT_RESULTS: [Reg; 8] = [RAX, RCX, RDX, RSI, RDI, R8, R9, R10];

/// Where the one value is that a branch takes along; also the first result of a call.
pub(in crate::baseline) const fn carrier(repr: Repr) -> Reg {
    if repr.is_int() { RAX } else { XMM0 }
}
