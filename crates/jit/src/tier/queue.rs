//! The background thread that compiles what runs hot.
//!
//! One thread for an engine, started by the first hot function. The running program never waits for it: a request is
//! put into the queue and forgotten; the result is published into slots that calls read anyway. The thread holds modules
//! weakly, so it keeps none alive, and ends with the engine.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, Weak};
use std::thread;

use super::module::NativeModule;

/// What is to be compiled by the optimising compiler.
struct Job {
    module: Weak<NativeModule>,
    func: u32,
    /// The offset of the loop to enter at, or the whole function.
    at: Option<u32>,
}

#[derive(Default)]
struct Shared {
    jobs: Mutex<Jobs>,
    wake: Condvar,
}

#[derive(Default)]
struct Jobs {
    waiting: VecDeque<Job>,
    ended: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Jobs> {
        self.jobs.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// The next job; waits for one. `None` when the engine is gone.
    fn next(&self) -> Option<Job> {
        let mut jobs = self.lock();
        loop {
            if jobs.ended {
                return None;
            }
            if let Some(job) = jobs.waiting.pop_front() {
                return Some(job);
            }
            jobs = self.wake.wait(jobs).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
    }
}

/// The queue's near end; dropping it ends the thread after the job at hand.
pub(super) struct Queue(Arc<Shared>);

impl Queue {
    /// Starts the thread. Without one (the system refuses), requests are dropped: the program goes on as it is.
    pub(super) fn start() -> Queue {
        let shared = Arc::<Shared>::default();
        let work = shared.clone();
        let thread = thread::Builder::new().name("wharf-optimizing".into()).spawn(move || {
            while let Some(job) = work.next() {
                let Some(module) = job.module.upgrade() else { continue };
                match job.at {
                    Some(at) => module.optimize_loop(job.func, at),
                    None => module.optimize(job.func),
                }
            }
        });
        if thread.is_err() {
            shared.lock().ended = true;
        }
        Queue(shared)
    }

    /// Asks for a function, or for an entry at one of its loops; once for each.
    pub(super) fn push(&self, module: &Arc<NativeModule>, func: u32, at: Option<u32>) {
        if !module.ask(func, at) {
            return;
        }
        let job = Job { module: Arc::downgrade(module), func, at };
        let mut jobs = self.0.lock();
        // A loop that is running now is worth more than a function that is called now and then.
        match at {
            Some(_) => jobs.waiting.push_front(job),
            None => jobs.waiting.push_back(job),
        }
        drop(jobs);
        self.0.wake.notify_one();
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.0.lock().ended = true;
        self.0.wake.notify_one();
    }
}
