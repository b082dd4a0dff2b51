//! Deadlines: how a program is stopped from outside.
//!
//! A store has one interrupt word, and each of its instances a mark in its context, which says the same to machine code
//! ([`crate::layout::VmContext::mark`]). Code that is to be interruptible looks at loop headers and function entries. The
//! interpreter then asks [`Store::check_interrupt`]; machine code traps. One thread of the process, started when the
//! first deadline is set, sets words and marks of stores whose deadline has passed.

use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use wharf_core::{Result, TrapKind};

use crate::atomics::Waiter;
use crate::errors;
use crate::layout::VmContext;
use crate::store::Store;

/// Interrupts the program of a store, from any thread; does nothing once the store is gone.
#[derive(Clone, Debug, Default)]
pub struct InterruptHandle(Arc<Mutex<Target>>);

/// A store's interrupt word and its contexts while it lives, and its deadline.
#[derive(Debug, Default)]
struct Target {
    word: Option<*const AtomicU64>,
    contexts: Vec<*const VmContext>,
    /// The store's thread, while it waits to be notified.
    waiter: Option<Arc<Waiter>>,
    deadline: Option<Instant>,
}

// SAFETY: word and marks are atomic, and the pointers are cleared under the mutex before the store goes; upheld by `forget`.
unsafe impl Send for Target {}

impl Target {
    fn set(&self, asked: bool) {
        if let Some(word) = self.word {
            // SAFETY: the store lives as long as the pointer is there.
            unsafe { (*word).store(u64::from(asked), Ordering::Relaxed) };
        }
        self.contexts.iter().for_each(|context| mark(*context, asked));
    }

    fn interrupt(&self) {
        self.set(true);
        if let Some(waiter) = &self.waiter {
            waiter.rouse();
        }
    }
}

/// Asks the code of an instance to stop, or not to.
fn mark(context: *const VmContext, asked: bool) {
    let go_on = VmContext::go_on(context);
    // SAFETY: contexts live as long as their store, and the pointers to them are there no longer than it.
    unsafe { (*context).mark.store(if asked { !go_on } else { go_on }, Ordering::Relaxed) };
}

impl InterruptHandle {
    /// Begins to stand for the store with this word.
    pub(crate) fn begin(&self, word: *const AtomicU64) {
        self.lock().word = Some(word);
    }

    /// A context is new in the store, and lives as long as it.
    pub(crate) fn watch(&self, context: *const VmContext) {
        let mut target = self.lock();
        // SAFETY: as in `set`.
        let asked = target.word.is_some_and(|word| unsafe { (*word).load(Ordering::Relaxed) } != 0);
        mark(context, asked);
        target.contexts.push(context);
    }

    fn lock(&self) -> MutexGuard<'_, Target> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the program stop with the trap `deadline exceeded` as soon as it looks.
    pub fn interrupt(&self) {
        self.lock().interrupt();
    }

    /// The program has stopped, or need not any more.
    pub(crate) fn done(&self) {
        self.lock().set(false);
    }

    /// Says who is to be roused by an interrupt.
    pub(crate) fn set_waiter(&self, waiter: Option<Arc<Waiter>>) {
        self.lock().waiter = waiter;
    }

    /// The store goes.
    pub(crate) fn forget(&self) {
        let mut target = self.lock();
        target.word = None;
        target.contexts = Vec::new();
    }

    /// Interrupts if this is still the store's deadline.
    fn expire(&self, at: Instant) {
        let target = self.lock();
        if target.deadline == Some(at) {
            target.interrupt();
        }
    }
}

impl Store {
    /// A handle that interrupts this store's program.
    pub fn interrupt_handle(&self) -> InterruptHandle {
        self.get().interrupt.clone()
    }

    /// Stops the program with the trap `deadline exceeded` when this time has passed; `None` takes an earlier deadline
    /// back. Only code that was made to be interruptible stops, and whoever calls the host or waits.
    pub fn set_deadline(&mut self, after: Option<Duration>) {
        let inner = self.get_mut();
        let at = after.and_then(|after| Instant::now().checked_add(after));
        let mut target = inner.interrupt.lock();
        target.deadline = at;
        target.set(false);
        drop(target);
        if let Some(at) = at {
            Ticker::get().add(at, inner.interrupt.clone());
        }
    }

    /// Whether the program has been asked to stop.
    #[inline]
    pub fn is_interrupted(&self) -> bool {
        self.get().context.interrupt.load(Ordering::Relaxed) != 0
    }

    /// Traps if the program has been asked to stop, which is thereby done.
    pub fn check_interrupt(&mut self) -> Result<()> {
        if !self.is_interrupted() {
            return Ok(());
        }
        self.get().interrupt.done();
        Err(errors::trap(TrapKind::DeadlineExceeded))
    }
}

/// The thread that watches the time.
struct Ticker {
    due: Mutex<BinaryHeap<Due>>,
    changed: Condvar,
}

/// A deadline; the earliest is the greatest, to be on top of the heap.
struct Due {
    at: Instant,
    handle: InterruptHandle,
}

impl PartialEq for Due {
    fn eq(&self, other: &Due) -> bool {
        self.at == other.at
    }
}

impl Eq for Due {}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Due) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Due {
    fn cmp(&self, other: &Due) -> std::cmp::Ordering {
        other.at.cmp(&self.at)
    }
}

impl Ticker {
    fn get() -> &'static Ticker {
        static TICKER: OnceLock<&'static Ticker> = OnceLock::new();
        TICKER.get_or_init(|| {
            let ticker: &'static Ticker =
                Box::leak(Box::new(Ticker { due: Mutex::default(), changed: Condvar::new() }));
            // Without a thread to be had, deadlines do not fire; nothing else is wrong.
            drop(std::thread::Builder::new().name("wharf-deadlines".into()).spawn(|| ticker.run()));
            ticker
        })
    }

    fn add(&self, at: Instant, handle: InterruptHandle) {
        self.due.lock().unwrap_or_else(PoisonError::into_inner).push(Due { at, handle });
        self.changed.notify_one();
    }

    fn run(&self) {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let now = Instant::now();
            while due.peek().is_some_and(|first| first.at <= now) {
                if let Some(Due { at, handle }) = due.pop() {
                    handle.expire(at);
                }
            }
            due = match due.peek().map(|first| first.at - now) {
                Some(wait) => self.changed.wait_timeout(due, wait).unwrap_or_else(PoisonError::into_inner).0,
                None => self.changed.wait(due).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NoTier, StoreConfig};
    use wharf_core::canon::Registry;

    fn store() -> Store {
        Store::new(Arc::new(Registry::new()), Arc::new(NoTier), StoreConfig::default(), Box::new(()))
    }

    #[test]
    fn a_deadline_sets_the_word_once() {
        let mut store = store();
        store.set_deadline(Some(Duration::from_millis(1)));
        let start = Instant::now();
        while !store.is_interrupted() {
            assert!(start.elapsed() < Duration::from_secs(20), "the deadline did not fire");
            std::thread::yield_now();
        }
        assert_eq!(store.check_interrupt().unwrap_err().trap_kind(), Some(TrapKind::DeadlineExceeded));
        assert!(store.check_interrupt().is_ok());
    }

    #[test]
    fn a_deadline_taken_back_does_nothing_and_handles_outlive_stores() {
        let mut store = store();
        store.set_deadline(Some(Duration::from_millis(1)));
        store.set_deadline(None);
        std::thread::sleep(Duration::from_millis(20));
        assert!(!store.is_interrupted());
        let handle = store.interrupt_handle();
        handle.interrupt();
        assert!(store.is_interrupted());
        drop(store);
        handle.interrupt();
    }
}
