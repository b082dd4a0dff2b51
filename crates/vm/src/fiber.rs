//! Fibers: computations with a stack of their own, which can stop in the middle and go on later, on any thread.
//!
//! An embedder runs a call into the guest on a fiber when host functions must wait without blocking a thread. The whole
//! of it is suspended, guest and host frames alike. A fiber that is dropped before it is done is told so where it waits,
//! and is run to its end.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use wharf_core::Result;

use crate::arch;
use crate::layout::StoreContext;
use crate::signal;
use crate::stack::GuestStack;

/// A computation that can be suspended.
///
/// # Examples
///
/// ```
/// use wharf_vm::fiber::{Fiber, Step, suspend};
///
/// let mut fiber = Fiber::new(64 << 10, || {
///     suspend().map(|()| 7).unwrap_or(0)
/// })?;
/// assert!(matches!(fiber.resume(), Step::Suspended));
/// assert!(matches!(fiber.resume(), Step::Done(7)));
/// # Ok::<(), wharf_core::Error>(())
/// ```
pub struct Fiber<R> {
    stack: Option<GuestStack>,
    shared: Box<Shared<R>>,
}

/// What [`Fiber::resume`] has come to.
#[derive(Debug)]
pub enum Step<R> {
    /// The fiber waits in [`suspend`].
    Suspended,
    /// It is done.
    Done(R),
}

/// What [`suspend`] says when the fiber is being dropped: clean up and return.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Cancelled;

/// What both sides of a switch see.
struct Shared<R> {
    link: Link,
    body: Option<Box<dyn FnOnce() -> R + Send>>,
    result: Option<std::thread::Result<R>>,
}

/// The part that does not depend on the result.
#[repr(C)]
struct Link {
    /// The stack pointer of the side that does not run.
    other: usize,
    /// The fiber that was running on the thread when this one was resumed.
    outer: *mut Link,
    /// The store whose guest this fiber was running when it was suspended.
    guest: *mut StoreContext,
    cancelled: bool,
}

thread_local! {
    static CURRENT: Cell<*mut Link> = const { Cell::new(std::ptr::null_mut()) };
}

// SAFETY: the closure is `Send`, and what it keeps on its stack moves between threads only while it is suspended; whoever
// makes a fiber promises by `R: Send` and by [`Fiber::new`] that nothing on it belongs to a thread.
unsafe impl<R: Send> Send for Fiber<R> {}

impl<R> Fiber<R> {
    /// A fiber that has not begun, with this many bytes of stack: for a call into a guest they must be enough for the
    /// host's functions, as the guest has a stack of its own. Nothing that must stay on one thread, such as a lock's
    /// guard, may be held across [`suspend`] if the fiber is resumed elsewhere.
    pub fn new(stack_bytes: usize, body: impl FnOnce() -> R + Send + 'static) -> Result<Fiber<R>> {
        arch::check_supported()?;
        let stack = GuestStack::new(stack_bytes)?;
        let link = Link { other: 0, outer: std::ptr::null_mut(), guest: std::ptr::null_mut(), cancelled: false };
        let mut shared = Box::new(Shared { link, body: Some(Box::new(body)), result: None });
        let argument = (&raw mut *shared).cast();
        // SAFETY: the top of a fresh stack, and a function that never returns.
        shared.link.other = unsafe { arch::prepare_fiber(stack.top(), run::<R>, argument) };
        Ok(Fiber { stack: Some(stack), shared })
    }

    /// Runs it until it suspends or is done. A panic of the fiber goes on here.
    ///
    /// # Panics
    /// When it is done already.
    pub fn resume(&mut self) -> Step<R> {
        assert!(self.stack.is_some(), "the fiber is done");
        let link = &raw mut self.shared.link;
        self.shared.link.outer = CURRENT.replace(link);
        let before = signal::swap(self.shared.link.guest);
        // SAFETY: the other side is suspended: at its beginning or in `suspend`.
        unsafe { arch::switch(&raw mut (*link).other) };
        self.shared.link.guest = signal::swap(before);
        CURRENT.set(self.shared.link.outer);
        match self.shared.result.take() {
            None => Step::Suspended,
            Some(result) => {
                self.stack = None;
                Step::Done(result.unwrap_or_else(|panic| resume_unwind(panic)))
            }
        }
    }
}

/// The first function on a fiber's stack.
extern "C" fn run<R>(argument: *mut u8) -> ! {
    let shared: *mut Shared<R> = argument.cast();
    // SAFETY: `Fiber` keeps it in a box until the fiber is done; the resuming side waits meanwhile.
    unsafe {
        let body = (*shared).body.take();
        let result = catch_unwind(AssertUnwindSafe(|| body.map(|body| body())));
        (*shared).result =
            Some(result.and_then(|result| result.ok_or_else(|| -> Box<dyn Any + Send> { Box::new(()) })));
        loop {
            arch::switch(&raw mut (*shared).link.other);
        }
    }
}

/// Stops the running fiber until it is resumed.
///
/// # Errors
/// The fiber is being dropped: clean up and return, without suspending again.
///
/// # Panics
/// When no fiber is running on this thread.
pub fn suspend() -> Result<(), Cancelled> {
    let link = CURRENT.get();
    assert!(!link.is_null(), "suspend was called where no fiber runs");
    // SAFETY: the link of the running fiber; the other side waits in `resume`.
    unsafe {
        if (*link).cancelled {
            return Err(Cancelled);
        }
        arch::switch(&raw mut (*link).other);
        if (*link).cancelled { Err(Cancelled) } else { Ok(()) }
    }
}

/// Whether a fiber is running on this thread.
pub fn is_running() -> bool {
    !CURRENT.get().is_null()
}

impl<R> Drop for Fiber<R> {
    fn drop(&mut self) {
        if self.stack.is_none() || self.shared.body.is_some() {
            return;
        }
        self.shared.link.cancelled = true;
        let done = catch_unwind(AssertUnwindSafe(|| matches!(self.resume(), Step::Done(_))));
        debug_assert!(done.is_err() || done.is_ok_and(|done| done), "a cancelled fiber cannot suspend");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn fibers_take_turns_and_move_between_threads() {
        let count = Arc::new(AtomicU32::new(0));
        let fibers = (0..4u32).map(|index| {
            let count = count.clone();
            let body = move || {
                for _ in 0..index {
                    count.fetch_add(1, Ordering::Relaxed);
                    suspend().unwrap();
                }
                index as f64 * 0.5
            };
            Fiber::new(32 << 10, body).unwrap()
        });
        let mut fibers: Vec<_> = fibers.collect();
        for (index, fiber) in fibers.iter_mut().enumerate() {
            for _ in 0..index {
                assert!(matches!(fiber.resume(), Step::Suspended));
            }
        }
        assert_eq!(count.load(Ordering::Relaxed), 6);
        let elsewhere = std::thread::spawn(move || {
            fibers
                .iter_mut()
                .map(|fiber| if let Step::Done(value) = fiber.resume() { value } else { -1.0 })
                .sum::<f64>()
        });
        assert_eq!(elsewhere.join().unwrap(), 3.0);
    }

    #[test]
    fn fibers_nest_and_panics_pass() {
        let mut outer = Fiber::new(256 << 10, || {
            let mut inner = Fiber::new(64 << 10, || {
                suspend().unwrap();
                1
            })
            .unwrap();
            assert!(matches!(inner.resume(), Step::Suspended));
            suspend().unwrap();
            if let Step::Done(value) = inner.resume() { value } else { 0 }
        })
        .unwrap();
        assert!(matches!(outer.resume(), Step::Suspended));
        assert!(!is_running());
        assert!(matches!(outer.resume(), Step::Done(1)));
        let mut broken = Fiber::new(256 << 10, || -> u32 { resume_unwind(Box::new("broken")) }).unwrap();
        let panic = catch_unwind(AssertUnwindSafe(|| broken.resume())).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"broken"));
    }

    #[test]
    fn a_dropped_fiber_cleans_up() {
        let value = Arc::new(());
        let held = value.clone();
        let mut fiber = Fiber::new(64 << 10, move || {
            let outcome = suspend();
            (held, outcome)
        })
        .unwrap();
        assert!(matches!(fiber.resume(), Step::Suspended));
        drop(fiber);
        assert_eq!(Arc::strong_count(&value), 1);
        let held = value.clone();
        drop(Fiber::new(64 << 10, move || held).unwrap());
        assert_eq!(Arc::strong_count(&value), 1);
    }
}
