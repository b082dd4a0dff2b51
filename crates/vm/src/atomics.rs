//! `memory.atomic.wait` and `notify`: a parking lot keyed by the address of what is waited on.
//!
//! Specification: the [threads](https://github.com/WebAssembly/threads/blob/main/proposals/threads/Overview.md#wait-and-notify-operators)
//! proposal.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use wharf_core::{Result, TrapKind};

use crate::errors;
use crate::handle::Instance;
use crate::memory::MemoryInstance;
use crate::store::Store;

/// A thread that waits.
#[derive(Debug, Default)]
pub(crate) struct Waiter {
    notified: Mutex<bool>,
    woken: Condvar,
}

impl Waiter {
    fn notified(&self) -> MutexGuard<'_, bool> {
        self.notified.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the thread look whether its program was interrupted.
    pub(crate) fn rouse(&self) {
        // Held so that the thread either has not looked yet or is asleep.
        let _held = self.notified();
        self.woken.notify_one();
    }
}

type Queues = HashMap<usize, VecDeque<Arc<Waiter>>>;

static LOT: LazyLock<Mutex<Queues>> = LazyLock::new(Mutex::default);

fn lot() -> MutexGuard<'static, Queues> {
    LOT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The answer of a wait.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Outcome {
    Ok = 0,
    NotEqual = 1,
    TimedOut = 2,
}

/// Waits at `address` until notified or until `timeout` nanoseconds have passed (negative: for ever). `equal` is asked
/// while no notification can happen.
fn wait(store: &mut Store, address: usize, equal: impl FnOnce() -> bool, timeout: i64) -> Result<Outcome> {
    let deadline =
        u64::try_from(timeout).ok().and_then(|nanos| Instant::now().checked_add(Duration::from_nanos(nanos)));
    let waiter = Arc::<Waiter>::default();
    {
        let mut queues = lot();
        if !equal() {
            return Ok(Outcome::NotEqual);
        }
        queues.entry(address).or_default().push_back(waiter.clone());
    }
    store.get().interrupt.set_waiter(Some(waiter.clone()));
    let notified = sleep(store, &waiter, deadline);
    store.get().interrupt.set_waiter(None);
    if notified || leave(address, &waiter) {
        return Ok(Outcome::Ok);
    }
    store.check_interrupt().map(|()| Outcome::TimedOut)
}

/// Until notified (true), interrupted, or past the deadline.
fn sleep(store: &Store, waiter: &Waiter, deadline: Option<Instant>) -> bool {
    let mut notified = waiter.notified();
    while !*notified && !store.is_interrupted() {
        notified = match deadline.map(|deadline| deadline.saturating_duration_since(Instant::now())) {
            Some(left) if left.is_zero() => return false,
            Some(left) => waiter.woken.wait_timeout(notified, left).unwrap_or_else(PoisonError::into_inner).0,
            None => waiter.woken.wait(notified).unwrap_or_else(PoisonError::into_inner),
        };
    }
    *notified
}

/// Takes a waiter out of its queue. True when a notification was faster.
fn leave(address: usize, waiter: &Arc<Waiter>) -> bool {
    let mut queues = lot();
    if let Some(queue) = queues.get_mut(&address) {
        queue.retain(|other| !Arc::ptr_eq(other, waiter));
        if queue.is_empty() {
            queues.remove(&address);
        }
    }
    *waiter.notified()
}

/// Wakes at most `count` threads that wait at `address`, first come first; how many.
fn notify(address: usize, count: u32) -> u32 {
    let mut queues = lot();
    let Some(queue) = queues.get_mut(&address) else { return 0 };
    let woken = queue.len().min(count as usize);
    for waiter in queue.drain(..woken) {
        *waiter.notified() = true;
        waiter.woken.notify_one();
    }
    if queue.is_empty() {
        queues.remove(&address);
    }
    woken as u32
}

/// The address of an atomic access.
fn place(memory: &MemoryInstance, at: u64, width: u64) -> Result<*mut u8> {
    if !at.is_multiple_of(width) {
        return Err(errors::trap(TrapKind::UnalignedAtomic));
    }
    memory.range(at, width)
}

impl Instance {
    /// `memory.atomic.wait32`: 0 when notified, 1 when the value is another, 2 when the time is up. `timeout` is in
    /// nanoseconds, negative for none. `address` includes the instruction's offset.
    pub fn atomic_wait32(
        self,
        store: &mut Store,
        memory: u32,
        address: u64,
        expected: u32,
        timeout: i64,
    ) -> Result<u32> {
        let place = self.wait_place(store, memory, address, 4)?;
        // SAFETY: `place` is in bounds and aligned; the memory only grows and does not move, being shared.
        let equal = || unsafe { AtomicU32::from_ptr(place.cast()) }.load(Ordering::SeqCst) == expected;
        wait(store, place as usize, equal, timeout).map(|outcome| outcome as u32)
    }

    /// `memory.atomic.wait64`; see [`Instance::atomic_wait32`].
    pub fn atomic_wait64(
        self,
        store: &mut Store,
        memory: u32,
        address: u64,
        expected: u64,
        timeout: i64,
    ) -> Result<u32> {
        let place = self.wait_place(store, memory, address, 8)?;
        // SAFETY: as in `atomic_wait32`.
        let equal = || unsafe { AtomicU64::from_ptr(place.cast()) }.load(Ordering::SeqCst) == expected;
        wait(store, place as usize, equal, timeout).map(|outcome| outcome as u32)
    }

    /// `memory.atomic.notify`: how many were woken. Nobody waits on a memory that is not shared.
    pub fn atomic_notify(self, store: &mut Store, memory: u32, address: u64, count: u32) -> Result<u32> {
        let memory = self.memory(store, memory).of(store);
        let place = place(memory, address, 4)?;
        Ok(if memory.shared().is_some() { notify(place as usize, count) } else { 0 })
    }

    fn wait_place(self, store: &Store, memory: u32, address: u64, width: u64) -> Result<*mut u8> {
        let memory = self.memory(store, memory).of(store);
        let place = place(memory, address, width)?;
        match memory.shared() {
            Some(_) => Ok(place),
            None => Err(errors::trap(TrapKind::ExpectedSharedMemory)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NoTier, StoreConfig};
    use wharf_core::canon::Registry;

    #[test]
    fn a_notification_wakes_who_waits_and_time_passes() {
        let mut store = Store::new(Arc::new(Registry::new()), Arc::new(NoTier), StoreConfig::default(), Box::new(()));
        let word = AtomicU32::new(0);
        let address = &raw const word as usize;
        assert_eq!(wait(&mut store, address, || false, -1).unwrap(), Outcome::NotEqual);
        assert_eq!(wait(&mut store, address, || true, 1_000).unwrap(), Outcome::TimedOut);
        assert_eq!(notify(address, 1), 0);
        let woken = std::thread::spawn(move || {
            let start = Instant::now();
            while notify(address, 5) == 0 {
                assert!(start.elapsed() < Duration::from_secs(20), "nobody came to wait");
                std::thread::yield_now();
            }
        });
        assert_eq!(wait(&mut store, address, || true, -1).unwrap(), Outcome::Ok);
        woken.join().unwrap();
        assert!(!lot().contains_key(&address));
    }

    #[test]
    fn an_interrupt_ends_a_wait_without_end() {
        let mut store = Store::new(Arc::new(Registry::new()), Arc::new(NoTier), StoreConfig::default(), Box::new(()));
        let word = AtomicU32::new(0);
        let address = &raw const word as usize;
        let handle = store.interrupt_handle();
        let interrupt = std::thread::spawn(move || {
            let start = Instant::now();
            while !lot().contains_key(&address) {
                assert!(start.elapsed() < Duration::from_secs(20), "nobody came to wait");
                std::thread::yield_now();
            }
            handle.interrupt();
        });
        let error = wait(&mut store, address, || true, -1).unwrap_err();
        assert_eq!(error.trap_kind(), Some(TrapKind::DeadlineExceeded));
        interrupt.join().unwrap();
        store.set_deadline(Some(Duration::from_millis(5)));
        assert!(wait(&mut store, address, || true, 60_000_000_000).is_err());
    }
}
