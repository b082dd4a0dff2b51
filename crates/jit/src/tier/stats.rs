//! What the compiled tiers have done: counted as it happens, read for `--stats`.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::Level;

/// Counters of an engine.
#[derive(Default, Debug)]
pub struct Stats {
    levels: [Counters; 2],
    loaded: Counters,
    loops: AtomicU64,
}

#[derive(Default, Debug)]
struct Counters {
    functions: AtomicU64,
    wasm: AtomicU64,
    native: AtomicU64,
    nanoseconds: AtomicU64,
}

/// What one compiler has done.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct TierStats {
    /// Functions compiled.
    pub functions: u64,
    /// Bytes of wasm they had.
    pub wasm_bytes: u64,
    /// Bytes of machine code they became.
    pub native_bytes: u64,
    /// Time spent, on whichever thread.
    pub time: Duration,
}

impl Stats {
    pub(super) fn compiled(&self, level: Level, wasm: usize, native: usize, time: Duration) {
        self.levels[level as usize].add(1, wasm, native, time);
    }

    /// The code of some functions came from an earlier run.
    pub(super) fn loaded(&self, functions: usize, wasm: usize, native: usize, time: Duration) {
        self.loaded.add(functions, wasm, native, time);
    }

    pub(super) fn entered_loop(&self) {
        self.loops.fetch_add(1, Ordering::Relaxed);
    }

    /// What a compiler has done so far.
    pub fn level(&self, level: Level) -> TierStats {
        self.levels[level as usize].read()
    }

    /// What was not compiled, since an earlier run had done it.
    pub fn stored(&self) -> TierStats {
        self.loaded.read()
    }

    /// How often a running loop went on in optimised code.
    pub fn loop_entries(&self) -> u64 {
        self.loops.load(Ordering::Relaxed)
    }
}

impl Counters {
    fn add(&self, functions: usize, wasm: usize, native: usize, time: Duration) {
        self.functions.fetch_add(functions as u64, Ordering::Relaxed);
        self.wasm.fetch_add(wasm as u64, Ordering::Relaxed);
        self.native.fetch_add(native as u64, Ordering::Relaxed);
        self.nanoseconds.fetch_add(time.as_nanos() as u64, Ordering::Relaxed);
    }

    fn read(&self) -> TierStats {
        TierStats {
            functions: self.functions.load(Ordering::Relaxed),
            wasm_bytes: self.wasm.load(Ordering::Relaxed),
            native_bytes: self.native.load(Ordering::Relaxed),
            time: Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed)),
        }
    }
}
