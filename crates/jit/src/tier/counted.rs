//! What a run has counted and spent: for a cache, which hands the counts to the next run and says what is worth keeping.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::Level;
use super::module::NativeModule;
use crate::profile::past::Past;

/// A function that runs in baseline code.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Ran {
    /// The defined function.
    pub defined: u32,
    /// How many bytes its body has.
    pub body: usize,
    /// How many bytes of wasm it has executed, in this run and those before.
    pub executed: u32,
    /// And in this one.
    pub now: u32,
}

/// What was compiled in this process for a module.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Spent {
    /// How long the program waited for it.
    pub waited: Duration,
    /// How long it took while the program went on.
    pub background: Duration,
    /// How many bytes of machine code came of it.
    pub native_bytes: u64,
}

impl NativeModule {
    /// What was counted in this run and those before.
    pub fn counted(&self) -> Past {
        let executed: Vec<u32> = self.levels().map(|(defined, level)| self.executed_at(defined, level)).collect();
        Past::new(&executed, &self.votes())
    }

    /// The functions that this run has left in baseline code, and what they have executed there.
    pub fn left_in_baseline(&self) -> impl Iterator<Item = Ran> + '_ {
        let baseline = self.levels().filter(|(_, level)| *level == Some(Level::Baseline));
        baseline.map(|(defined, level)| {
            let (executed, before) = (self.executed_at(defined, level), self.past.executed(defined));
            Ran { defined, body: self.body_len(defined), executed, now: executed.saturating_sub(before) }
        })
    }

    /// How many bytes of wasm a function has executed in baseline code, now and earlier.
    pub(super) fn executed(&self, defined: u32) -> u32 {
        self.executed_at(defined, self.level(defined))
    }

    /// The same; of one that has no code yet, the counter's page is not touched.
    fn executed_at(&self, defined: u32, level: Option<Level>) -> u32 {
        let now = level.and_then(|_| self.counters()[defined as usize].executed());
        now.unwrap_or_else(|| self.past.executed(defined))
    }

    /// What was compiled, which a later run is saved if the code is kept.
    pub fn spent(&self) -> Spent {
        self.spent.read()
    }

    /// Counts a function that was compiled.
    pub(super) fn compiled(&self, level: Level, defined: u32, native: usize, time: Duration) {
        let hot = level == Level::Optimizing && self.tier_up.is_some_and(|tier_up| tier_up.background);
        self.spent.add(hot, native, time);
        self.stats.compiled(level, self.body_len(defined), native, time);
    }
}

/// [`Spent`], as it is counted.
#[derive(Default)]
pub(super) struct Spending {
    waited: AtomicU64,
    background: AtomicU64,
    native_bytes: AtomicU64,
}

impl Spending {
    fn add(&self, background: bool, native: usize, time: Duration) {
        let spent = if background { &self.background } else { &self.waited };
        spent.fetch_add(time.as_nanos() as u64, Ordering::Relaxed);
        self.native_bytes.fetch_add(native as u64, Ordering::Relaxed);
    }

    fn read(&self) -> Spent {
        let duration = |spent: &AtomicU64| Duration::from_nanos(spent.load(Ordering::Relaxed));
        let native_bytes = self.native_bytes.load(Ordering::Relaxed);
        Spent { waited: duration(&self.waited), background: duration(&self.background), native_bytes }
    }
}
