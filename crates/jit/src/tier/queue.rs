//! The background thread that compiles what runs hot.
//!
//! One thread for an engine, started by the first hot function. The running program never waits for it: a request is
//! put into the queue and forgotten; the function's jump is pointed at the result. What gains most for its time is compiled first. The thread holds modules
//! weakly, so it keeps none alive, and ends with the engine.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, Weak};
use std::thread;

use super::module::NativeModule;

/// What is to be compiled by the optimising compiler.
struct Job {
    module: Weak<NativeModule>,
    func: u32,
    /// The offset of the loop to enter at, or the whole function.
    at: Option<u32>,
    /// How many bytes it has executed for each byte that is to be compiled.
    heat: u32,
}

impl Job {
    /// What is compiled first: what gains most for the time that it takes, and a loop that is running now before a function
    /// that is called now and then.
    fn rank(&self) -> (u32, bool) {
        (self.heat, self.at.is_some())
    }
}

#[derive(Default)]
struct Shared {
    jobs: Mutex<Jobs>,
    wake: Condvar,
}

#[derive(Default)]
struct Jobs {
    waiting: Vec<Job>,
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
            // The first one of the highest rank: the latest of equals is met first from behind.
            let hottest = jobs.waiting.iter().enumerate().rev().max_by_key(|(_, job)| job.rank());
            if let Some(at) = hottest.map(|(at, _)| at) {
                return Some(jobs.waiting.remove(at));
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
                module.at_hand.with(job.func, || match job.at {
                    Some(at) => module.optimize_loop(job.func, at),
                    None => module.optimize(job.func),
                });
            }
        });
        if thread.is_err() {
            shared.lock().ended = true;
        }
        Queue(shared)
    }

    /// Asks for a function, or for an entry at one of its loops. What waits already becomes hotter.
    pub(super) fn push(&self, module: &Arc<NativeModule>, func: u32, at: Option<u32>) {
        let heat = module.executed(func) / (module.body_len(func) as u32).max(1);
        if module.ask(func, at) {
            let job = Job { module: Arc::downgrade(module), func, at, heat };
            self.0.lock().waiting.push(job);
            self.0.wake.notify_one();
        } else {
            let same = |job: &&mut Job| job.func == func && job.at == at && job.module.as_ptr() == Arc::as_ptr(module);
            if let Some(job) = self.0.lock().waiting.iter_mut().find(same) {
                job.heat = heat;
            }
        }
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.0.lock().ended = true;
        self.0.wake.notify_one();
    }
}
