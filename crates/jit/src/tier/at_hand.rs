//! The function that the background thread is just optimising for a module: whoever wants the same rather waits.

use std::sync::{Condvar, Mutex, MutexGuard};

/// The function at hand, if there is one.
#[derive(Default)]
pub(super) struct AtHand {
    func: Mutex<Option<u32>>,
    done: Condvar,
}

impl AtHand {
    fn lock(&self) -> MutexGuard<'_, Option<u32>> {
        self.func.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Does a job on a function.
    pub(super) fn with(&self, func: u32, work: impl FnOnce()) {
        *self.lock() = Some(func);
        // Nobody waits for a job that panicked.
        let _done = Done(self);
        work();
    }

    /// Waits until a function is not at hand.
    pub(super) fn wait_for(&self, func: u32) {
        let mut at_hand = self.lock();
        while *at_hand == Some(func) {
            at_hand = self.done.wait(at_hand).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
    }
}

/// The job is done when it goes.
struct Done<'a>(&'a AtHand);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        *self.0.lock() = None;
        self.0.done.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn whoever_waits_goes_on_when_the_job_is_done() {
        let (at_hand, done) = (AtHand::default(), AtomicBool::new(false));
        at_hand.wait_for(7);
        let (begun, begins) = mpsc::channel();
        let (end, ends) = mpsc::channel::<()>();
        thread::scope(|scope| {
            let (at_hand, done) = (&at_hand, &done);
            scope.spawn(move || {
                at_hand.with(7, || {
                    begun.send(()).unwrap();
                    ends.recv().unwrap();
                    done.store(true, Ordering::SeqCst);
                })
            });
            begins.recv().unwrap();
            at_hand.wait_for(8);
            assert!(!done.load(Ordering::SeqCst));
            end.send(()).unwrap();
            at_hand.wait_for(7);
            assert!(done.load(Ordering::SeqCst));
        });
    }

    #[test]
    fn nobody_waits_for_a_job_that_panicked() {
        let at_hand = AtHand::default();
        let panicked = thread::scope(|scope| scope.spawn(|| at_hand.with(7, || panic!("on purpose"))).join());
        assert!(panicked.is_err());
        at_hand.wait_for(7);
    }
}
