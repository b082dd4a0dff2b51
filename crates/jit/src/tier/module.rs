//! What the tier keeps for a module: its jumps, its budgets, its code.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Instant;

use wharf_core::{Error, Result, Stage};
use wharf_validate::Validated;
use wharf_vm::code::{CodeBlock, Text, publish_unread};
use wharf_vm::mapping::prefer_large_pages;

use super::at_hand::AtHand;
use super::counted::Spending;
use super::jumps::Jumps;
use super::listener::Teller;
use super::stats::Stats;
use super::stored::{Stored, Unpublished};
use super::{Level, Plan, TierUp, ask};
use crate::options::Options;
use crate::profile::past::{Past, Votes};
use crate::profile::{Counter, Profile, Sites};
use crate::{baseline, optimizing};

fn level(best: &AtomicU8) -> Option<Level> {
    match best.load(Ordering::Acquire) {
        0 => None,
        1 => Some(Level::Baseline),
        _ => Some(Level::Optimizing),
    }
}

/// What is not optimised goes on as it is and nobody is told, so debug builds make sure that it is too large and nothing else.
fn check_limit(error: &Error) {
    debug_assert!(error.stage() == Stage::Limit, "it cannot be optimised: {error}");
}

/// Zeros, of which the system makes no page before it is touched: most functions of a large module are never called.
///
/// # Safety
/// Zeros are a `T`.
unsafe fn zeroed<T>(count: u32) -> Box<[T]> {
    let mut zeros = Box::new_zeroed_slice(count as usize);
    prefer_large_pages(&mut zeros);
    // SAFETY: upheld by the caller.
    unsafe { zeros.assume_init() }
}

/// The code of a module's functions, shared by all of its instances.
pub struct NativeModule {
    validated: Validated,
    options: Options,
    pub(super) tier_up: Option<TierUp>,
    pub(super) stats: Arc<Stats>,
    /// Code from an earlier run.
    pub(super) stored: Option<Arc<dyn Stored>>,
    /// That code, if it runs where a file has it.
    pub(super) text: Option<Arc<Text>>,
    /// What earlier runs have counted.
    pub(super) past: Past,
    teller: Option<Teller>,
    /// What compiling took.
    pub(super) spent: Spending,
    /// Where calls of its functions go.
    jumps: Jumps,
    /// What baseline code counts, from when there is some.
    counters: Box<[Counter]>,
    /// The best code a function has: 0 for none, else the level plus one.
    levels: Box<[AtomicU8]>,
    code: Mutex<Code>,
    /// Whom the indirect calls of functions in baseline code call.
    sites: Mutex<HashMap<u32, Sites>>,
    /// What the background thread has at hand for it.
    pub(super) at_hand: AtHand,
}

/// Everything published; nothing goes before the module does, since a frame may still run replaced code.
#[derive(Default)]
pub(super) struct Code {
    pub(super) made: Vec<Made>,
    /// The entries at loops, by defined function and offset.
    pub(super) loops: HashMap<(u32, u32), usize>,
    /// What the queue was asked for.
    asked: HashSet<(u32, Option<u32>)>,
}

/// Code that was published.
#[derive(Clone)]
pub(super) struct Made {
    /// The defined function.
    pub(super) defined: u32,
    /// The loop that it goes on at.
    pub(super) at: Option<u32>,
    /// The address of its first byte.
    pub(super) entry: usize,
    /// `None` of code in the text.
    pub(super) block: Option<Arc<CodeBlock>>,
}

impl NativeModule {
    /// `teller` is told of its code. A profiler knows only code of no file, so if there is one all code is copied.
    pub(super) fn new(
        validated: Validated,
        plan: &Plan,
        stats: Arc<Stats>,
        stored: Option<Arc<dyn Stored>>,
        teller: Option<Teller>,
    ) -> Result<NativeModule> {
        let bodies = &validated.module().bodies;
        let count = bodies.len() as u32;
        // What its jumps call at first has to be there.
        ask::code()?;
        let file = stored.as_ref().and_then(|stored| stored.text()).filter(|_| teller.is_none());
        let (jumps, text) = match file.and_then(|file| Jumps::before_text(count, file)) {
            Some((jumps, text)) => (jumps, Some(text)),
            None => (Jumps::new(count)?, None),
        };
        teller.iter().for_each(|teller| teller.jumps(jumps.block()));
        // SAFETY: zeros are a counter and a level.
        let (counters, levels) = unsafe { (zeroed(count), zeroed(count)) };
        let (options, tier_up) = (plan.options, plan.tier_up);
        let past = stored.as_ref().map(|stored| stored.past()).unwrap_or_default();
        let (spent, code, sites) = (Spending::default(), Mutex::default(), Mutex::default());
        Ok(NativeModule {
            validated,
            options,
            tier_up,
            stats,
            stored,
            text,
            past,
            teller,
            spent,
            jumps,
            counters,
            levels,
            code,
            sites,
            at_hand: AtHand::default(),
        })
    }

    pub(super) fn counters(&self) -> &[Counter] {
        &self.counters
    }

    /// The module it is the code of.
    pub fn validated(&self) -> &Validated {
        &self.validated
    }

    /// Compiles a defined function, unless it has code as good already, and points its jump there. What is too long to be
    /// optimised goes through the other compiler.
    pub fn compile(&self, defined: u32, level: Level) -> Result<()> {
        let level = if self.body_len(defined) > optimizing::LONGEST { Level::Baseline } else { level };
        if self.levels[defined as usize].load(Ordering::Acquire) > level as u8 {
            return Ok(());
        }
        if self.install_stored(defined, level)? {
            return Ok(());
        }
        let start = Instant::now();
        let func = self.func(defined);
        let compiled = match level {
            Level::Baseline => baseline::compile(&self.validated, func, &self.options, self.tier_up.is_some())?,
            Level::Optimizing => {
                optimizing::compile(&self.validated, func, &self.options, self).inspect_err(check_limit)?
            }
        };
        self.compiled(level, defined, compiled.code.len(), start.elapsed());
        self.install(defined, level, compiled)
    }

    /// The code of the function whose jump, at this address, asks for it; compiles it with this compiler if it has none.
    pub(super) fn code_for(&self, address: u64, level: Level) -> Result<u64> {
        let wrong = || Error::host("no function's jump has asked for code: a bug in wharf");
        let asking = self.jumps.function(address).filter(|defined| (*defined as usize) < self.levels.len());
        let defined = asking.ok_or_else(wrong)?;
        self.compile(defined, level)?;
        self.current(defined).map(|code| code as u64).ok_or_else(wrong)
    }

    /// Publishes code for a defined function, unless it has better code.
    pub fn install(&self, defined: u32, level: Level, code: impl Into<Unpublished>) -> Result<()> {
        let code = code.into();
        self.prepare_sites(defined, code.sites())?;
        if let (Level::Baseline, Some(tier_up)) = (level, &self.tier_up) {
            let budget = if code.was_hot() { 0 } else { tier_up.budget(self.body_len(defined)) };
            self.counters[defined as usize].begin(self.past.executed(defined), budget);
        }
        let made = self.publish(defined, None, level, code)?;
        let mut code = self.code();
        if self.levels[defined as usize].load(Ordering::Relaxed) <= level as u8 {
            self.jumps.point(defined, made.entry as *const u8);
            self.levels[defined as usize].store(level as u8 + 1, Ordering::Release);
        }
        code.made.push(made);
        Ok(())
    }

    /// Makes the sites of a function's baseline code; whatever code of it there is counts at the same ones.
    fn prepare_sites(&self, defined: u32, at: &[u32]) -> Result<()> {
        if at.is_empty() {
            return Ok(());
        }
        let mut all = self.sites();
        let sites = all.entry(self.func(defined)).or_insert_with(|| Sites::new(at, &self.past.votes(defined)));
        if !sites.are_of(at) {
            return Err(Error::host(format!("two codes of function {} differ: a bug in wharf", self.func(defined))));
        }
        self.counters[defined as usize].sites.store(sites.first(), Ordering::Release);
        Ok(())
    }

    /// Compiles every function, on so many threads at most.
    ///
    /// # Errors
    /// That of the first function, by index, that the compiler cannot compile.
    pub fn compile_all(&self, level: Level, threads: usize) -> Result<()> {
        let all: Vec<u32> = (0..self.levels.len() as u32).collect();
        let threads = threads.min(all.len().div_ceil(16));
        let failed = Mutex::new(None);
        self.on_threads(&all, threads, |defined| {
            let Err(error) = self.compile(defined, level) else { return ControlFlow::Continue(()) };
            let mut first = failed.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            if first.as_ref().is_none_or(|(other, _)| defined < *other) {
                *first = Some((defined, error));
            }
            ControlFlow::Break(())
        });
        let failed = failed.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        failed.map_or(Ok(()), |(_, error)| Err(error))
    }

    /// Optimises these on so many threads.
    pub fn optimize_these(&self, functions: &[u32], threads: usize) {
        self.on_threads(functions, threads, |defined| {
            self.at_hand.wait_for(defined);
            self.optimize(defined);
            ControlFlow::Continue(())
        });
    }

    /// Does something for each function, in this order.
    fn on_threads(&self, functions: &[u32], threads: usize, work: impl Fn(u32) -> ControlFlow<()> + Sync) {
        let next = AtomicUsize::new(0);
        let each = || {
            while let Some(defined) = functions.get(next.fetch_add(1, Ordering::Relaxed)) {
                if work(*defined).is_break() {
                    next.store(functions.len(), Ordering::Relaxed);
                }
            }
        };
        thread::scope(|scope| {
            for _ in 1..threads {
                // A thread that the system refuses is one fewer to help.
                let _ = thread::Builder::new().spawn_scoped(scope, each);
            }
            each();
        });
    }

    /// The best code that a defined function has.
    pub fn level(&self, defined: u32) -> Option<Level> {
        level(&self.levels[defined as usize])
    }

    /// The same of all functions, in order.
    pub(super) fn levels(&self) -> impl Iterator<Item = (u32, Option<Level>)> + '_ {
        (0..).zip(&self.levels).map(|(defined, best)| (defined, level(best)))
    }

    /// A hot function; one that could not be optimised goes on as it is, and counts as cold.
    pub(super) fn optimize(&self, defined: u32) {
        if let (Err(_), Some(tier_up)) = (self.compile(defined, Level::Optimizing), &self.tier_up) {
            self.counters[defined as usize].begin(0, tier_up.budget(self.body_len(defined)));
        }
    }

    /// An entry at a hot loop; without one the loop goes on as it is.
    pub(super) fn optimize_loop(&self, defined: u32, at: u32) {
        let start = Instant::now();
        let compiled = optimizing::compile_loop(&self.validated, self.func(defined), at, &self.options, self);
        let Ok(compiled) = compiled.inspect_err(check_limit) else { return };
        self.compiled(Level::Optimizing, defined, compiled.code.len(), start.elapsed());
        self.install_loop(defined, at, compiled);
    }

    /// Publishes code that goes on at a loop.
    pub(super) fn install_loop(&self, defined: u32, at: u32, code: impl Into<Unpublished>) {
        let Ok(made) = self.publish(defined, Some(at), Level::Optimizing, code.into()) else { return };
        let mut code = self.code();
        code.loops.insert((defined, at), made.entry);
        code.made.push(made);
    }

    /// The code that goes on at a loop, or 0. Either way the function asks again.
    pub(super) fn loop_entry(&self, defined: u32, at: u32) -> u64 {
        let entry = self.code().loops.get(&(defined, at)).copied().unwrap_or(0);
        if entry != 0 {
            self.stats.entered_loop();
        }
        self.grant(defined);
        entry as u64
    }

    /// Lets a function that was found hot go on for a while.
    pub(super) fn grant(&self, defined: u32) {
        let Some(tier_up) = &self.tier_up else { return };
        self.counters[defined as usize].grant(tier_up.again(self.body_len(defined)));
    }

    /// Notes that somebody is asked for something; false if it was before, or if there is as good code already.
    pub(super) fn ask(&self, defined: u32, at: Option<u32>) -> bool {
        if at.is_none() && self.level(defined) == Some(Level::Optimizing) {
            return false;
        }
        let mut code = self.code();
        let there = at.is_some_and(|at| code.loops.contains_key(&(defined, at)));
        !there && code.asked.insert((defined, at))
    }

    /// Makes code of a defined function executable, and tells of it.
    fn publish(&self, defined: u32, at: Option<u32>, level: Level, code: Unpublished) -> Result<Made> {
        let (compiled, unread) = match (code, &self.text) {
            (Unpublished::Copied { compiled, unread }, _) => (compiled, unread),
            (Unpublished::Placed { range, .. }, Some(text)) => {
                let entry = text.start() as usize + range.start as usize;
                return Ok(Made { defined, at, entry, block: None });
            }
            (Unpublished::Placed { .. }, None) => {
                return Err(Error::host("code in a text that is not mapped: a bug in wharf"));
            }
        };
        let (func, imported) = (self.func(defined), self.validated.module().imported_funcs());
        let block = publish_unread(*compiled, unread, Some(func), |callee| self.address(callee - imported) as usize)?;
        if let Some(teller) = &self.teller {
            teller.func(func, level, at, &block);
        }
        Ok(Made { defined, at, entry: block.entry() as usize, block: Some(Arc::new(block)) })
    }

    /// The code of a defined function, if it has any.
    pub(super) fn current(&self, defined: u32) -> Option<*const u8> {
        self.jumps.target(defined)
    }

    /// The address that stands for a defined function as long as the module lives: its optimised code, which nothing
    /// replaces, or the jump to what it has.
    pub(super) fn address(&self, defined: u32) -> *const u8 {
        let optimized =
            self.level(defined).filter(|level| *level == Level::Optimizing).and_then(|_| self.current(defined));
        optimized.unwrap_or_else(|| self.jumps.address(defined))
    }

    pub(super) fn code(&self) -> MutexGuard<'_, Code> {
        self.code.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// The votes of all functions that have sites, now or earlier, ascending.
    pub(super) fn votes(&self) -> Vec<(u32, Votes)> {
        let (sites, imported) = (self.sites(), self.validated.module().imported_funcs());
        let mut all: Vec<(u32, Votes)> = sites.iter().map(|(func, sites)| (func - imported, sites.votes())).collect();
        let earlier = self.past.voting().filter(|defined| !sites.contains_key(&defined.saturating_add(imported)));
        all.extend(earlier.map(|defined| (defined, self.past.votes(defined))));
        all.retain(|(_, votes)| votes.iter().any(|(_, votes)| *votes > 0));
        all.sort_unstable_by_key(|(defined, _)| *defined);
        all
    }

    fn sites(&self) -> MutexGuard<'_, HashMap<u32, Sites>> {
        self.sites.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn func(&self, defined: u32) -> u32 {
        self.validated.module().imported_funcs() + defined
    }

    pub(super) fn body_len(&self, defined: u32) -> usize {
        self.validated.module().bodies[defined as usize].span.len()
    }
}

impl Profile for NativeModule {
    fn callee(&self, func: u32, at: u32) -> Option<u32> {
        self.sites().get(&func)?.candidate(at)
    }

    /// From what it has executed in baseline code, as if no call did anything but run through the body once. Of a function
    /// that came with optimised code, nothing may have been counted.
    fn calls(&self, func: u32) -> Option<u64> {
        let defined = func.checked_sub(self.validated.module().imported_funcs())?;
        self.tier_up.as_ref()?;
        let executed = match self.executed(defined) {
            0 if self.level(defined) == Some(Level::Optimizing) => return None,
            executed => executed,
        };
        Some(u64::from(executed / baseline::cost(self.body_len(defined) as u32).max(1)))
    }
}
