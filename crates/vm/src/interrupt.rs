//! Deadlines: how a program is stopped from outside.
//!
//! A store has one interrupt word. Code that is to be interruptible tests it at loop headers and function entries; when
//! it is not zero it asks [`Store::check_interrupt`]. One thread of the process, started when the first deadline is set,
//! sets the words of stores whose deadline has passed.

use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use wharf_core::{Result, TrapKind};

use crate::atomics::Waiter;
use crate::errors;
use crate::store::Store;

/// Interrupts the program of a store, from any thread; does nothing once the store is gone.
#[derive(Clone, Debug)]
pub struct InterruptHandle(Arc<Mutex<Target>>);

/// A store's interrupt word while it lives, and its deadline.
#[derive(Debug)]
struct Target {
    word: Option<*const AtomicU64>,
    /// The store's thread, while it waits to be notified.
    waiter: Option<Arc<Waiter>>,
    deadline: Option<Instant>,
}

// SAFETY: the word is atomic, and the pointer is cleared under the mutex before the store goes; upheld by `forget`.
unsafe impl Send for Target {}

impl Target {
    fn interrupt(&self) {
        if let Some(word) = self.word {
            // SAFETY: the store lives as long as the pointer is there.
            unsafe { (*word).store(1, Ordering::Relaxed) };
        }
        if let Some(waiter) = &self.waiter {
            waiter.rouse();
        }
    }
}

impl InterruptHandle {
    pub(crate) fn new(word: *const AtomicU64) -> InterruptHandle {
        InterruptHandle(Arc::new(Mutex::new(Target { word: Some(word), waiter: None, deadline: None })))
    }

    fn lock(&self) -> MutexGuard<'_, Target> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the program stop with the trap `deadline exceeded` as soon as it tests its interrupt word.
    pub fn interrupt(&self) {
        self.lock().interrupt();
    }

    /// Says who is to be roused by an interrupt.
    pub(crate) fn set_waiter(&self, waiter: Option<Arc<Waiter>>) {
        self.lock().waiter = waiter;
    }

    /// The store goes.
    pub(crate) fn forget(&self) {
        self.lock().word = None;
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
    /// back. Only code that was made to be interruptible stops.
    pub fn set_deadline(&mut self, after: Option<Duration>) {
        let inner = self.get_mut();
        let at = after.and_then(|after| Instant::now().checked_add(after));
        inner.interrupt.lock().deadline = at;
        inner.context.interrupt.store(0, Ordering::Relaxed);
        if let Some(at) = at {
            Ticker::get().add(at, inner.interrupt.clone());
        }
    }

    /// Whether the program has been asked to stop: the check that tiers make inline.
    #[inline]
    pub fn is_interrupted(&self) -> bool {
        self.get().context.interrupt.load(Ordering::Relaxed) != 0
    }

    /// Traps if the program has been asked to stop, which is thereby done.
    pub fn check_interrupt(&mut self) -> Result<()> {
        match self.get_mut().context.interrupt.swap(0, Ordering::Relaxed) {
            0 => Ok(()),
            _ => Err(errors::trap(TrapKind::DeadlineExceeded)),
        }
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
