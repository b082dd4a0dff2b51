//! Telling the profilers of the system what machine code is: where functions are in memory, and their names.
//!
//! `perf` knows code by the files that it was mapped from. Code that a program makes has none, so the program writes down
//! where it is, as it comes: a line for each function ([`perf_map`]) or a file with the code itself ([`jit_dump`]).

mod jit_dump;
mod perf_map;

use std::sync::Arc;

use wharf_core::Result;
use wharf_core::names::Names;
use wharf_jit::tier::{Level, Listener, Published};
use wharf_syntax::binary::names::decode_names;
use wharf_validate::Validated;

use jit_dump::JitDump;
use perf_map::PerfMap;

/// Which profiler is told of machine code: [`crate::Config::profiler`].
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Profiler {
    /// A line for each function in `/tmp/perf-PID.map`, which `perf report` reads by itself, on the same machine and
    /// while nothing else has the number of the process.
    PerfMap,
    /// The code itself in `jit-PID.dump` in the current directory: `perf record -k mono`, then `perf inject --jit`. So
    /// `perf annotate` can show instructions.
    JitDump,
}

/// The open file.
pub(crate) enum Log {
    PerfMap(PerfMap),
    JitDump(JitDump),
}

impl Log {
    /// Opens the profiler's file.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn open(profiler: Profiler) -> Result<Arc<Log>> {
        Ok(Arc::new(match profiler {
            Profiler::PerfMap => Log::PerfMap(PerfMap::create()?),
            Profiler::JitDump => Log::JitDump(JitDump::create()?),
        }))
    }

    /// What the tier tells of a module's code.
    pub(crate) fn of_module(self: &Arc<Log>, module: &Validated) -> Arc<dyn Listener> {
        let imported = module.module().imported_funcs();
        Arc::new(OfModule { log: self.clone(), names: decode_names(module.module()), imported })
    }
}

/// The code of one module.
struct OfModule {
    log: Arc<Log>,
    names: Names,
    imported: u32,
}

impl OfModule {
    /// `module!function [baseline]`; of code that goes on at a loop, also where that is in the module.
    fn name(&self, code: &Published) -> String {
        let func = self.imported + code.defined;
        let module = self.names.module.as_deref().map_or_else(String::new, |name| format!("{name}!"));
        let name = self.names.funcs.get(func).map_or_else(|| format!("func[{func}]"), str::to_owned);
        let level = match code.level {
            Level::Baseline => "baseline",
            Level::Optimizing => "optimizing",
        };
        let at = code.at.map_or_else(String::new, |at| format!(" loop at {at:#x}"));
        // A line of its own each, whatever is in the name.
        format!("{module}{name} [{level}{at}]").replace(char::is_control, "?")
    }
}

impl Listener for OfModule {
    /// A file that cannot be written is no reason to stop the program.
    fn published(&self, code: &Published) {
        let name = self.name(code);
        match &*self.log {
            Log::PerfMap(map) => map.add(code.block.entry() as usize, code.block.info().len, &name),
            Log::JitDump(dump) => dump.add(code.block.entry() as u64, &code.block.code(), &name),
        }
    }
}
