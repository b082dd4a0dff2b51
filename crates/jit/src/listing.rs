//! A function's machine code with the instructions of the module that it stands for: for people to read.

use wharf_core::Result;
use wharf_validate::Validated;
use wharf_vm::compiled::{CompiledFunc, RelocTarget};

use crate::options::Options;
use crate::tier::Level;
use crate::{baseline, optimizing};

/// Machine code and where it comes from.
#[derive(Clone, PartialEq, Debug)]
pub struct Listing {
    /// The code.
    pub code: Vec<u8>,
    /// Where displacements to functions of the module are, which are filled in when the code gets its place.
    pub calls: Vec<(u32, u32)>,
    /// What stands for which instruction, by ascending offset in the code.
    pub places: Vec<Range>,
}

/// Code from an offset on that stands for an instruction of the module, up to the next range.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Range {
    /// Where it begins in the code.
    pub start: u32,
    /// What it is.
    pub what: What,
}

/// What bytes among machine code are.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// What belongs to no instruction: setting up and taking down the frame, moves where ways meet.
    Frame,
    /// Code for the instruction at this offset in the module.
    Instr(u32),
    /// Constants and tables of jumps.
    Data,
}

impl Listing {
    pub(crate) fn new(func: CompiledFunc, places: Vec<Range>) -> Listing {
        let calls = func.relocs.iter().filter_map(|reloc| match reloc.target {
            RelocTarget::Func(func) => Some((reloc.at, func)),
            RelocTarget::TrapExit => None,
        });
        Listing { calls: calls.collect(), code: func.code, places }
    }
}

impl What {
    /// The offset of the instruction, if it is code for one.
    pub fn instr(self) -> Option<u32> {
        match self {
            What::Instr(at) => Some(at),
            What::Frame | What::Data => None,
        }
    }
}

/// Compiles a function for reading: what a compiler makes of it at its first call, when nothing is known of what it calls.
///
/// # Errors
/// As [`baseline::compile`] and [`optimizing::compile`].
///
/// ```
/// # use wharf_core::Result;
/// use wharf_jit::{listing, options::Options, tier::Level};
/// # fn example(module: &wharf_validate::Validated) -> Result<()> {
/// let listing = listing::of(module, 0, &Options::default(), Level::Baseline)?;
/// assert!(listing.places.is_sorted_by_key(|range| range.start));
/// # Ok(())
/// # }
/// ```
pub fn of(module: &Validated, func: u32, options: &Options, level: Level) -> Result<Listing> {
    match level {
        Level::Baseline => baseline::list(module, func, options),
        Level::Optimizing => optimizing::list(module, func, options),
    }
}
