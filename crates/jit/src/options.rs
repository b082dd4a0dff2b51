//! What both compilers are told.

/// What compiled code must do besides what the module says.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Options {
    /// Count fuel, by the interpreter's measure.
    pub fuel: bool,
    /// Look at the interrupt word at function entries and loop headers.
    pub interrupt: bool,
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
