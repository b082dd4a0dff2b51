//! What can be seen of a run from outside, in words that no engine owns, and when two of these are the same.

use std::fmt;

use wharf_core::trap::TrapKind;

use crate::random::Random;

/// Something that runs modules.
pub(super) trait Runner {
    /// For messages.
    fn name(&self) -> String;
    /// Whether it is a tier of wharf, whose places of traps and fuel must be those of the interpreter.
    fn is_ours(&self) -> bool;
    /// Makes an instance.
    fn instantiate(&mut self, wasm: &[u8]) -> Step;
    /// The functions that are exported and can be called with values we can make.
    fn functions(&mut self) -> Vec<String>;
    /// Calls one; `salt` chooses the arguments.
    fn call(&mut self, name: &str, salt: u64) -> Step;
    /// Everything else that is exported, and the calls that the host was asked for.
    fn state(&mut self) -> Vec<(String, String)>;
}

/// A value as the host sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Seen {
    /// A number or vector, by its bits.
    Bits(u128),
    /// A null reference.
    Null,
    /// An `i31`.
    I31(i32),
    /// Any other reference.
    Reference(&'static str),
}

/// How a step ended.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Ending {
    /// With these results.
    Returned(Vec<Seen>),
    /// With a trap or an exception.
    Trapped(TrapKind),
    /// With the error of a host function.
    Host,
    /// Not begun: a value would be needed that the host cannot make.
    Skipped,
    /// By a limit of the engine.
    Limit(String),
    /// In a way that no valid module may end.
    Failed(String),
}

/// One step.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Step {
    /// How it ended.
    pub(super) ending: Ending,
    /// The functions that were running, innermost first, with the offset in each.
    pub(super) trace: Vec<(u32, Option<u32>)>,
    /// The fuel that is left.
    pub(super) fuel: Option<u64>,
}

/// What comparing two steps gives.
pub(super) enum Verdict {
    /// They are the same as far as they must be.
    Same,
    /// One of them met a limit that is its own affair; what comes after can differ.
    Apart,
    /// One of them is wrong.
    Different,
}

impl Step {
    pub(super) fn new(ending: Ending) -> Step {
        Step { ending, trace: Vec::new(), fuel: None }
    }

    /// Whether it ended by a limit that every engine draws elsewhere, in the middle of something.
    pub(super) fn is_vague(&self) -> bool {
        matches!(self.ending, Ending::Trapped(TrapKind::CallStackExhausted) | Ending::Limit(_))
    }

    /// Whether it ended because the heap was full, before the allocation changed anything.
    fn is_full(&self) -> bool {
        matches!(self.ending, Ending::Trapped(TrapKind::HeapExhausted | TrapKind::AllocationTooLarge))
    }

    /// Compares the interpreter's step with another's; `precise` for another tier of ours.
    pub(super) fn compare(&self, other: &Step, precise: bool) -> Verdict {
        if matches!(other.ending, Ending::Failed(_)) {
            return Verdict::Different;
        }
        if self.ending == Ending::Skipped && other.ending != Ending::Skipped && !precise {
            return Verdict::Apart;
        }
        if self.is_vague() || other.is_vague() {
            return Verdict::Apart;
        }
        if self.is_full() || other.is_full() {
            return if self == other { Verdict::Same } else { Verdict::Apart };
        }
        if precise {
            return if self == other { Verdict::Same } else { Verdict::Different };
        }
        let out_of_fuel = |step: &Step| matches!(step.ending, Ending::Trapped(TrapKind::OutOfFuel));
        if out_of_fuel(self) || out_of_fuel(other) {
            return Verdict::Apart;
        }
        let same = match (&self.ending, &other.ending) {
            (Ending::Trapped(a), Ending::Trapped(b)) => broad(*a) == broad(*b) && self.same_place(*a, other),
            (a, b) => a == b,
        };
        if same { Verdict::Same } else { Verdict::Different }
    }

    /// Whether the innermost function and offset are the same, as far as both are known. wasmtime tells of a load that it
    /// made an operand of another instruction the place of that one.
    fn same_place(&self, kind: TrapKind, other: &Step) -> bool {
        match (self.trace.first(), other.trace.first()) {
            (Some((a, _)), Some((b, _))) if kind == TrapKind::MemoryOutOfBounds => a == b,
            (Some((a, Some(at))), Some((b, Some(place)))) => (a, at) == (b, place),
            _ => true,
        }
    }
}

/// wasmtime does not tell these apart, or finds them in another order: of an atomic access that is unaligned and outside,
/// the specification only says that it traps.
fn broad(kind: TrapKind) -> TrapKind {
    match kind {
        TrapKind::UndefinedElement => TrapKind::TableOutOfBounds,
        TrapKind::UnalignedAtomic => TrapKind::MemoryOutOfBounds,
        other => other,
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x?}", self.ending)?;
        if let Some(fuel) = self.fuel {
            write!(f, ", fuel {fuel}")?;
        }
        if self.trace.is_empty() {
            return Ok(());
        }
        f.write_str(", in")?;
        for (func, at) in self.trace.iter().take(8) {
            write!(f, " {func}")?;
            at.map_or(Ok(()), |at| write!(f, "@{at:#x}"))?;
        }
        if self.trace.len() > 8 { write!(f, " and {} more", self.trace.len() - 8) } else { Ok(()) }
    }
}

/// An argument: a number that is likely to matter, by its bits.
pub(super) fn argument(salt: u64, index: usize) -> u128 {
    #[rustfmt::skip]
    const SPECIAL: [u128; 16] = [
        0, 1, 2, u128::MAX, 0x7fff_ffff, 0x8000_0000, 0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000,
        // 1.5 and NaN of both widths, minus zero, a large integer, bytes in order, the end of a page.
        0x3fc0_0000, 0x7fc0_0000, 0x3ff8_0000_0000_0000, 0x7ff8_0000_0000_0000, 0x4f00_0000_4f00_0000,
        0xcf00_0000_cf00_0000, 0x0f0e_0d0c_0b0a_0908_0706_0504_0302_0100, 0xfffc,
    ];
    let mut random = Random::new(salt.wrapping_mul(31).wrapping_add(index as u64));
    match random.below(4) {
        0 => u128::from(random.next_u64()) << 64 | u128::from(random.next_u64()),
        1 => random.below(70_000) as u128,
        _ => SPECIAL[random.below(SPECIAL.len())],
    }
}

/// A number that stands for the contents of a memory.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = words.iter().fold(0, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)))
}

/// The elements of a table in a line.
pub(super) fn describe(elements: &[Seen]) -> String {
    let nulls = elements.iter().filter(|element| **element == Seen::Null).count();
    let order = elements.iter().fold(0u64, |hash, element| {
        let word = match element {
            Seen::Null => 0,
            Seen::I31(value) => 1 << 40 | u64::from(*value as u32),
            Seen::Reference(kind) => kind.len() as u64,
            Seen::Bits(_) => 1 << 41,
        };
        (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    format!("{} elements, {nulls} of them null, {order:#x}", elements.len())
}

/// What the host was called with.
#[derive(Default)]
pub(super) struct Log {
    calls: u64,
    hash: u64,
}

impl Log {
    /// Notes a call of the import with this index; gives a number for making its results.
    pub(super) fn called(&mut self, import: usize, args: impl Iterator<Item = Seen>) -> u64 {
        self.calls += 1;
        self.hash = self.hash.rotate_left(7) ^ import as u64;
        for arg in args {
            let word = match arg {
                Seen::Bits(bits) => (bits >> 64) as u64 ^ bits as u64,
                Seen::I31(value) => value as u64 | 1 << 40,
                Seen::Null => 1 << 41,
                Seen::Reference(kind) => 1 << 42 | kind.len() as u64,
            };
            self.hash = (self.hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(9);
        }
        self.calls << 8 | import as u64 | 1 << 63
    }
}

impl fmt::Display for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} calls, {:#x}", self.calls, self.hash)
    }
}
