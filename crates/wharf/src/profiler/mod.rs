//! Telling the profilers of the system what machine code is: where functions are in memory, and their names.
//!
//! `perf` knows code by the files that it was mapped from. Code that a program makes has none, so the program writes down
//! where it is, as it comes: a line for each function ([`perf_map`]) or a file with the code itself ([`jit_dump`]).

mod jit_dump;
mod perf_map;

use std::sync::{Arc, Mutex};

use wharf_core::Result;
use wharf_jit::tier::{Listener, What};
use wharf_vm::code::CodeBlock;

use jit_dump::JitDump;
use perf_map::PerfMap;

/// Which profiler is told of machine code: [`crate::Config::profiler`]. It is told of functions as `module!name [tier]`, of
/// adaptors and stubs, and of code that goes on at a loop. The file is the process's: its engines share it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Profiler {
    /// A line for each function in `/tmp/perf-PID.map`, which `perf report` reads by itself, on the same machine and
    /// while nothing else has the number of the process.
    PerfMap,
    /// The code itself in `jit-PID.dump` in the current directory: `perf record -k mono`, then `perf inject --jit`. So
    /// `perf annotate` can show instructions.
    JitDump,
}

/// An open file.
enum Log {
    PerfMap(PerfMap),
    JitDump(JitDump),
}

/// The process's open files: they are known by its number.
static LOGS: Mutex<Vec<(Profiler, Arc<Log>)>> = Mutex::new(Vec::new());

impl Log {
    /// The profiler's file, which is opened if it is not.
    fn of(profiler: Profiler) -> Result<Arc<Log>> {
        let mut logs = LOGS.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some((_, log)) = logs.iter().find(|(of, _)| *of == profiler) {
            return Ok(log.clone());
        }
        let log = Arc::new(match profiler {
            Profiler::PerfMap => Log::PerfMap(PerfMap::create()?),
            Profiler::JitDump => Log::JitDump(JitDump::create()?),
        });
        logs.push((profiler, log.clone()));
        Ok(log)
    }
}

/// Writes down an engine's code.
struct Writer {
    log: Arc<Log>,
    readable: Option<fn(&str) -> String>,
}

/// What is to be told of an engine's code.
///
/// # Errors
/// The file cannot be opened.
pub(crate) fn listener(profiler: Profiler, readable: Option<fn(&str) -> String>) -> Result<Arc<dyn Listener>> {
    Ok(Arc::new(Writer { log: Log::of(profiler)?, readable }))
}

impl Writer {
    /// `module!function [baseline]`; of code that goes on at a loop, also where that is in the module.
    fn name(&self, what: &What<'_>) -> String {
        let name = match what {
            What::Func { module, name, level, at } => {
                let module = module.map_or_else(String::new, |name| format!("{name}!"));
                let name = self.readable.map_or_else(|| name.to_string(), |readable| readable(name));
                let at = at.map_or_else(String::new, |at| format!(" loop at {at:#x}"));
                format!("{module}{name} [{}{at}]", level.name())
            }
            What::Between(what) => format!("{what} [stub]"),
        };
        // A line of its own each, whatever is in the name.
        name.replace(char::is_control, "?")
    }
}

impl Listener for Writer {
    /// A file that cannot be written is no reason to stop the program.
    fn published(&self, what: &What<'_>, block: &CodeBlock) {
        let name = self.name(what);
        match &*self.log {
            Log::PerfMap(map) => map.add(block.entry() as usize, block.info().len, &name),
            Log::JitDump(dump) => dump.add(block.entry() as u64, &block.code(), &name),
        }
    }
}
