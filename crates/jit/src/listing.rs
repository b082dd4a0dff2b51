//! A function's machine code with the instructions of the module that it stands for: for people to read.

use wharf_core::{Result, TrapKind};
use wharf_validate::Validated;
use wharf_vm::builtins::Builtin;
use wharf_vm::compiled::{CompiledFunc, RelocTarget};

use crate::options::Options;
use crate::tier::Level;
use crate::{baseline, optimizing};

/// Machine code and where it comes from. Offsets count from its first byte.
#[derive(Clone, PartialEq, Debug)]
pub struct Listing {
    /// The code.
    pub code: Vec<u8>,
    /// What stands for which instruction, by ascending offset in the code.
    pub places: Vec<Range>,
    /// What instructions of the machine call, jump to or take the address of, where the code itself does not say: by
    /// ascending offset of the byte behind them.
    pub targets: Vec<(u32, Target)>,
    /// Which instructions of the machine trap, and how: by ascending offset.
    pub traps: Vec<(u32, TrapKind)>,
    /// Where exceptions arrive, by ascending offset.
    pub landings: Vec<u32>,
    /// Where the code begins that is off the straight path, if the compiler keeps that apart.
    pub detours: Option<u32>,
}

/// What an instruction of the machine refers to.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A function of the module, by its index.
    Func(u32),
    /// A function of the runtime.
    Builtin(Builtin),
    /// The code that turns a number into a trap.
    TrapExit,
}

/// What a compiler notes beside its result, if somebody wants to read it.
#[derive(Default, Debug)]
pub(crate) struct Notes {
    pub(crate) places: Vec<Range>,
    /// The calls of builtins, by the offset of the byte behind them.
    pub(crate) builtins: Vec<(u32, Builtin)>,
    pub(crate) detours: Option<u32>,
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
    pub(crate) fn new(func: CompiledFunc, notes: Notes) -> Listing {
        let relocs = func.relocs.iter().map(|reloc| {
            let target = match reloc.target {
                RelocTarget::Func(func) => Target::Func(func),
                RelocTarget::TrapExit => Target::TrapExit,
            };
            // A displacement is the last four bytes of its instruction.
            (reloc.at + 4, target)
        });
        let builtins = notes.builtins.iter().map(|(end, which)| (*end, Target::Builtin(*which)));
        let mut targets: Vec<(u32, Target)> = relocs.chain(builtins).collect();
        targets.sort_by_key(|(end, _)| *end);
        let traps = func.traps.iter().map(|trap| (trap.at, trap.kind)).collect();
        let mut landings: Vec<u32> = func.handlers.iter().map(|handler| handler.landing).collect();
        landings.sort_unstable();
        landings.dedup();
        let Notes { places, detours, .. } = notes;
        Listing { code: func.code, places, targets, traps, landings, detours }
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
        Level::Optimizing => optimizing::list(module, func, None, options),
    }
}

/// The same of the code that goes on at the `loop` instruction at an offset in the module, which baseline code calls when
/// that loop runs hot.
///
/// # Errors
/// As [`optimizing::compile_loop`].
pub fn of_loop(module: &Validated, func: u32, at: u32, options: &Options) -> Result<Listing> {
    optimizing::list(module, func, Some(at), options)
}
