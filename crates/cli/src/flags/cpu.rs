//! The processors that machine code is made for.

use clap::ValueEnum;
use wharf::Cpu;

/// The processors that machine code is made for.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum Processor {
    /// Those with SSE4.2 and POPCNT.
    #[value(name = "x86-64-v2")]
    V2,
    /// Those with AVX2, BMI, FMA and LZCNT beside that.
    #[value(name = "x86-64-v3")]
    V3,
    /// This one.
    Native,
}

impl From<Processor> for Cpu {
    fn from(processor: Processor) -> Cpu {
        match processor {
            Processor::V2 => Cpu::V2,
            Processor::V3 => Cpu::V3,
            Processor::Native => Cpu::Native,
        }
    }
}
