//! What the interpreter has translated: counted as it happens, read for `--stats`.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counters of an interpreter.
#[derive(Default, Debug)]
pub(crate) struct Counters {
    functions: AtomicU64,
    wasm: AtomicU64,
    code: AtomicU64,
    nanoseconds: AtomicU64,
}

/// What an interpreter has translated so far.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Stats {
    /// Functions.
    pub functions: u64,
    /// Bytes of wasm they had.
    pub wasm_bytes: u64,
    /// Bytes of the interpreter's code they became.
    pub code_bytes: u64,
    /// Time spent, on whichever thread.
    pub time: Duration,
}

impl Counters {
    pub(crate) fn translated(&self, wasm: usize, code: usize, time: Duration) {
        self.functions.fetch_add(1, Ordering::Relaxed);
        self.wasm.fetch_add(wasm as u64, Ordering::Relaxed);
        self.code.fetch_add(code as u64, Ordering::Relaxed);
        self.nanoseconds.fetch_add(time.as_nanos() as u64, Ordering::Relaxed);
    }

    pub(crate) fn read(&self) -> Stats {
        Stats {
            functions: self.functions.load(Ordering::Relaxed),
            wasm_bytes: self.wasm.load(Ordering::Relaxed),
            code_bytes: self.code.load(Ordering::Relaxed),
            time: Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed)),
        }
    }
}
