//! What both compilers are told.

/// What compiled code must do besides what the module says.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Options {
    /// Count fuel, by the interpreter's measure.
    pub fuel: bool,
    /// Look whether somebody wants the guest to stop, in loops and where functions call each other.
    pub interrupt: bool,
    /// Check every access to memory: the store reserves no address space behind 32-bit memories.
    pub dense_memories: bool,
    /// Arithmetic that yields a NaN yields the positive canonical one, as `wharf_core::num` does. Otherwise the
    /// processor's NaN comes out, which the specification allows.
    pub canonical_nans: bool,
    /// For which processors.
    pub cpu: Cpu,
}

/// The processors that code is made for.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum Cpu {
    /// This one, with all that it can do.
    #[default]
    Native,
    /// x86-64-v2: SSE4.2, POPCNT.
    V2,
    /// x86-64-v3: AVX2, BMI, FMA, LZCNT.
    V3,
}

impl Cpu {
    /// The processors of this name, as `--cpu` takes it.
    pub fn from_name(name: &str) -> Option<Cpu> {
        match name {
            "native" => Some(Cpu::Native),
            "x86-64-v2" => Some(Cpu::V2),
            "x86-64-v3" => Some(Cpu::V3),
            _ => None,
        }
    }
}
