//! What the background thread is just doing for a module: a short program may end in the middle of it, and whoever keeps code
//! for later may rather wait.

use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// What is being compiled in the background.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Busy {
    /// For how long.
    pub since: Duration,
    /// How many bytes of wasm the function has.
    pub body: usize,
}

/// The job at hand, if there is one.
#[derive(Default)]
pub(super) struct AtHand {
    job: Mutex<Option<(Instant, usize)>>,
    done: Condvar,
}

impl AtHand {
    fn lock(&self) -> MutexGuard<'_, Option<(Instant, usize)>> {
        self.job.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Does a job on a function with a body of so many bytes.
    pub(super) fn with(&self, body: usize, work: impl FnOnce()) {
        *self.lock() = Some((Instant::now(), body));
        work();
        *self.lock() = None;
        self.done.notify_all();
    }

    pub(super) fn busy(&self) -> Option<Busy> {
        self.lock().map(|(start, body)| Busy { since: start.elapsed(), body })
    }

    /// Waits until there is none.
    pub(super) fn wait(&self) {
        let mut job = self.lock();
        // The next one is not waited for.
        let Some((start, _)) = *job else { return };
        while job.is_some_and(|(at_hand, _)| at_hand == start) {
            job = self.done.wait(job).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
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
        at_hand.wait();
        assert_eq!(at_hand.busy(), None);
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
            assert_eq!(at_hand.busy().map(|busy| busy.body), Some(7));
            end.send(()).unwrap();
            at_hand.wait();
            assert!(done.load(Ordering::SeqCst));
        });
        assert_eq!(at_hand.busy(), None);
    }
}
