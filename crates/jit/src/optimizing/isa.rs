//! The machine that code is made for: its instructions, and the fixed choices of how `cranelift` compiles.
//!
//! Nothing but [`Target`] reaches `cranelift`'s settings. Code for the same [`Target::describe`] is interchangeable, so
//! that is what a cache files code under.

#[cfg(target_arch = "x86_64")]
mod x64;
#[cfg(target_arch = "x86_64")]
use x64 as arch;

use cranelift_codegen::isa::{OwnedTargetIsa, lookup_by_name};
use cranelift_codegen::settings::{self, Configurable, Flags};
use wharf_core::{Error, Result};

use crate::options::{Cpu, Options};

/// A machine and how to compile for it.
pub(super) struct Target {
    pub(super) isa: OwnedTargetIsa,
}

/// The settings that hold for all code.
const SETTINGS: [(&str, &str); 8] = [
    ("opt_level", "speed"),
    ("is_pic", "true"),
    ("use_colocated_libcalls", "true"),
    // The unwinder walks frame pointers and needs no tables.
    ("preserve_frame_pointers", "true"),
    ("unwind_info", "false"),
    // A frame larger than a page touches each, so that an overflow hits the stack's guard.
    ("enable_probestack", "true"),
    ("probestack_strategy", "inline"),
    ("regalloc_algorithm", "backtracking"),
];

impl Target {
    /// The target for a processor level.
    ///
    /// # Errors
    /// The machine is not supported, or lacks what compiled code needs.
    pub(super) fn new(options: &Options, verify: bool) -> Result<Target> {
        let mut flags = settings::builder();
        let flag = |on: bool| if on { "true" } else { "false" };
        let chosen = [("enable_nan_canonicalization", flag(options.canonical_nans)), ("enable_verifier", flag(verify))];
        for (name, value) in SETTINGS.into_iter().chain(chosen) {
            flags.set(name, value).map_err(|error| unsupported(&error))?;
        }
        let mut isa = lookup_by_name(arch::NAME).map_err(|error| unsupported(&error))?;
        for feature in features(options.cpu)? {
            isa.enable(feature).map_err(|error| unsupported(&error))?;
        }
        let isa = isa.finish(Flags::new(flags)).map_err(|error| unsupported(&error))?;
        Ok(Target { isa })
    }

    /// The compiler with the architecture, and the features of processors that code may use.
    pub(super) fn describe(&self) -> (String, Vec<String>) {
        let isa = self.isa.isa_flags();
        let on = isa.iter().filter(|flag| flag.as_bool() == Some(true) && flag.name.starts_with("has_"));
        let processor = on.map(|flag| flag.name.trim_start_matches("has_").to_owned()).collect();
        (format!("cranelift {} {}", cranelift_codegen::VERSION, self.isa.name()), processor)
    }
}

fn features(cpu: Cpu) -> Result<Vec<&'static str>> {
    match cpu {
        Cpu::V2 => Ok(arch::V2.to_vec()),
        Cpu::V3 => Ok(arch::V2.into_iter().chain(arch::V3).collect()),
        Cpu::Native => arch::native(),
    }
}

#[cold]
fn unsupported(error: &dyn std::fmt::Display) -> Error {
    Error::host(format!("the optimizing tier cannot compile for this machine: {error}"))
        .note("run with `--tier interp`")
}
