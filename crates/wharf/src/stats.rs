//! What an engine has done, for whoever wants to know where the time went. Counting is cheap and always on.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use wharf_jit::tier::{Level, Native};

pub use wharf_vm::gc::HeapStats;

use crate::cache::Keeper;
use crate::policy::Compiler;

/// What an engine has done so far: [`crate::Engine::stats`].
///
/// Times are summed over threads where work was shared, save those of decoding and checking, which are what the caller
/// waited.
///
/// # Examples
///
/// ```
/// use wharf::{Engine, Module};
///
/// let engine = Engine::default();
/// Module::new(&engine, "(module (func))")?;
/// let stats = engine.stats();
/// assert_eq!(stats.modules, 1);
/// assert!(stats.module_bytes > 8);
/// # Ok::<(), wharf::Error>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Stats {
    /// Modules that were read and found valid.
    pub modules: u64,
    /// Their bytes.
    pub module_bytes: u64,
    /// The time that reading files took, or finding them in the cache: [`crate::Module::from_file`].
    pub read: Duration,
    /// The time that decoding took.
    pub decode: Duration,
    /// The time that checking took.
    pub validate: Duration,
    /// What the interpreter translated.
    pub interp: TierStats,
    /// What the single-pass compiler compiled.
    pub baseline: TierStats,
    /// What the optimising compiler compiled.
    pub optimizing: TierStats,
    /// How often a running loop went on in optimised code.
    pub loop_entries: u64,
    /// What came from the code cache and went there.
    pub cache: CacheStats,
}

/// What a code cache gave and took.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct CacheStats {
    /// Modules that were found.
    pub hits: u64,
    /// Modules that were not.
    pub misses: u64,
    /// Modules that were found by the file they are in, which was not read therefore.
    pub seen: u64,
    /// Functions whose code came from it, and what reading them took.
    pub loaded: TierStats,
    /// Modules whose code was stored.
    pub kept: u64,
    /// Bytes of the files that were written.
    pub kept_bytes: u64,
}

/// What one tier has made.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct TierStats {
    /// Functions, and entries at loops.
    pub functions: u64,
    /// Bytes of wasm they had.
    pub wasm_bytes: u64,
    /// Bytes of code they became.
    pub code_bytes: u64,
    /// The time it took, on whichever thread.
    pub time: Duration,
}

impl TierStats {
    fn of(native: &Native, level: Level) -> TierStats {
        TierStats::from(native.stats().level(level))
    }
}

impl From<wharf_jit::tier::TierStats> for TierStats {
    fn from(stats: wharf_jit::tier::TierStats) -> TierStats {
        TierStats {
            functions: stats.functions,
            wasm_bytes: stats.wasm_bytes,
            code_bytes: stats.native_bytes,
            time: stats.time,
        }
    }
}

/// An engine's own counters.
#[derive(Default, Debug)]
pub(crate) struct Counters {
    modules: AtomicU64,
    module_bytes: AtomicU64,
    read: AtomicU64,
    decode: AtomicU64,
    validate: AtomicU64,
}

impl Counters {
    /// A module of this size was decoded from `start` to `decoded` and checked until now.
    pub(crate) fn module(&self, bytes: usize, start: Instant, decoded: Instant) {
        let nanoseconds = |time: Duration| time.as_nanos() as u64;
        self.modules.fetch_add(1, Ordering::Relaxed);
        self.module_bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        self.decode.fetch_add(nanoseconds(decoded - start), Ordering::Relaxed);
        self.validate.fetch_add(nanoseconds(decoded.elapsed()), Ordering::Relaxed);
    }

    /// A file was read, or was not since it was seen before.
    pub(crate) fn file(&self, time: Duration) {
        self.read.fetch_add(time.as_nanos() as u64, Ordering::Relaxed);
    }

    /// With what the tier has counted.
    pub(crate) fn read(&self, compiler: &Compiler, keeper: Option<&Keeper>) -> Stats {
        let time = |counter: &AtomicU64| Duration::from_nanos(counter.load(Ordering::Relaxed));
        let own = Stats {
            modules: self.modules.load(Ordering::Relaxed),
            module_bytes: self.module_bytes.load(Ordering::Relaxed),
            read: time(&self.read),
            decode: time(&self.decode),
            validate: time(&self.validate),
            cache: keeper.map(Keeper::stats).unwrap_or_default(),
            ..Stats::default()
        };
        match compiler {
            Compiler::Interp(interpreter) => {
                let stats = interpreter.stats();
                let interp = TierStats {
                    functions: stats.functions,
                    wasm_bytes: stats.wasm_bytes,
                    code_bytes: stats.code_bytes,
                    time: stats.time,
                };
                Stats { interp, ..own }
            }
            Compiler::Native(native) => Stats {
                baseline: TierStats::of(native, Level::Baseline),
                optimizing: TierStats::of(native, Level::Optimizing),
                loop_entries: native.stats().loop_entries(),
                cache: CacheStats { loaded: native.stats().stored().into(), ..own.cache },
                ..own
            },
        }
    }
}
