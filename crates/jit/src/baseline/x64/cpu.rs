//! What of the processor baseline code may use beyond x86-64-v2.

use crate::options;

/// Instructions that not every processor has.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(in crate::baseline) struct Cpu {
    pub(in crate::baseline) bmi1: bool,
    pub(in crate::baseline) bmi2: bool,
    pub(in crate::baseline) lzcnt: bool,
}

impl Cpu {
    pub(in crate::baseline) fn of(level: options::Cpu) -> Cpu {
        match level {
            options::Cpu::V2 => Cpu { bmi1: false, bmi2: false, lzcnt: false },
            options::Cpu::V3 => Cpu { bmi1: true, bmi2: true, lzcnt: true },
            options::Cpu::Native => Cpu {
                bmi1: std::is_x86_feature_detected!("bmi1"),
                bmi2: std::is_x86_feature_detected!("bmi2"),
                lzcnt: std::is_x86_feature_detected!("lzcnt"),
            },
        }
    }
}
