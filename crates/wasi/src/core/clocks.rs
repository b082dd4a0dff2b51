//! Clocks: the host's, or ones an embedder puts in their place so that a run can be repeated.
//!
//! All times are nanoseconds. The host's monotonic clock starts at its creation, so a guest does not learn how long the
//! host has been up.

use rustix::time::{ClockId, clock_getres, clock_gettime};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A source of time.
pub trait Clock: Send + Sync {
    /// The time now, in nanoseconds since the clock's epoch.
    fn now(&self) -> u64;

    /// The smallest step the clock makes, in nanoseconds; never 0.
    fn resolution(&self) -> u64;

    /// Asked of the monotonic clock when a guest would sleep. A clock that does not follow the host's time moves itself
    /// forward by `nanos` and answers true; the host then does not wait.
    fn skip(&self, nanos: u64) -> bool {
        let _ = nanos;
        false
    }
}

/// The clocks of one guest.
pub struct Clocks {
    /// Wall-clock time since 1970-01-01T00:00:00Z.
    pub realtime: Box<dyn Clock>,
    /// Time that never goes back; its epoch means nothing.
    pub monotonic: Box<dyn Clock>,
    /// CPU time of the guest's process.
    pub process_cpu: Box<dyn Clock>,
    /// CPU time of the guest's thread.
    pub thread_cpu: Box<dyn Clock>,
}

impl Clocks {
    /// The host's clocks.
    pub fn host() -> Clocks {
        Clocks {
            realtime: Box::new(HostClock::since_epoch(ClockId::Realtime)),
            monotonic: Box::new(HostClock::from_now(ClockId::Monotonic)),
            process_cpu: Box::new(HostClock::since_epoch(ClockId::ProcessCPUTime)),
            thread_cpu: Box::new(HostClock::since_epoch(ClockId::ThreadCPUTime)),
        }
    }

    /// Clocks that give the same times in every run: all move with one [`VirtualClock`], and sleeping takes no time.
    ///
    /// `realtime` is the wall-clock time at the start, in nanoseconds since 1970.
    pub fn repeatable(realtime: u64) -> Clocks {
        let clock = VirtualClock::new();
        Clocks {
            realtime: Box::new(Shifted { clock: clock.clone(), by: realtime }),
            monotonic: Box::new(clock.clone()),
            process_cpu: Box::new(clock.clone()),
            thread_cpu: Box::new(clock),
        }
    }
}

impl Default for Clocks {
    fn default() -> Self {
        Clocks::host()
    }
}

impl std::fmt::Debug for Clocks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clocks").field("realtime", &self.realtime.now()).finish_non_exhaustive()
    }
}

/// A clock of the host's system.
struct HostClock {
    id: ClockId,
    origin: u64,
}

impl HostClock {
    fn since_epoch(id: ClockId) -> HostClock {
        HostClock { id, origin: 0 }
    }

    /// Programs take a monotonic time of 0 for a broken clock, so the first nanosecond is spent already.
    fn from_now(id: ClockId) -> HostClock {
        HostClock { id, origin: nanos(clock_gettime(id)).saturating_sub(1) }
    }
}

impl Clock for HostClock {
    fn now(&self) -> u64 {
        nanos(clock_gettime(self.id)).saturating_sub(self.origin)
    }

    fn resolution(&self) -> u64 {
        nanos(clock_getres(self.id)).max(1)
    }
}

/// A clock that stands still but for being looked at and slept on.
///
/// Each reading moves it on by a microsecond, so a program that waits by watching the clock comes to an end. Clones
/// share their time.
#[derive(Clone, Debug)]
pub struct VirtualClock {
    nanos: Arc<AtomicU64>,
}

impl VirtualClock {
    const STEP: u64 = 1_000;

    /// A clock that starts at one second.
    pub fn new() -> VirtualClock {
        VirtualClock { nanos: Arc::new(AtomicU64::new(1_000_000_000)) }
    }
}

impl Default for VirtualClock {
    fn default() -> Self {
        VirtualClock::new()
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> u64 {
        self.nanos.fetch_add(Self::STEP, Ordering::Relaxed)
    }

    fn resolution(&self) -> u64 {
        Self::STEP
    }

    fn skip(&self, nanos: u64) -> bool {
        self.nanos.fetch_add(nanos, Ordering::Relaxed);
        true
    }
}

/// A virtual clock read with an offset.
struct Shifted {
    clock: VirtualClock,
    by: u64,
}

impl Clock for Shifted {
    fn now(&self) -> u64 {
        self.clock.now().saturating_add(self.by)
    }

    fn resolution(&self) -> u64 {
        self.clock.resolution()
    }
}

/// A time of the host in nanoseconds; times before the epoch count as the epoch.
fn nanos(time: rustix::time::Timespec) -> u64 {
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    seconds.saturating_mul(1_000_000_000).saturating_add(u64::try_from(time.tv_nsec).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_monotonic_clock_starts_near_zero_and_does_not_go_back() {
        let clocks = Clocks::host();
        let first = clocks.monotonic.now();
        let second = clocks.monotonic.now();
        assert!(first > 0 && first < 10_000_000_000, "the clock shows the host's uptime: {first}");
        assert!(second >= first);
        assert!(clocks.monotonic.resolution() > 0);
        assert!(!clocks.monotonic.skip(1));
    }

    #[test]
    fn repeatable_clocks_repeat() {
        let run = || {
            let clocks = Clocks::repeatable(1_700_000_000_000_000_000);
            clocks.monotonic.skip(5_000_000_000);
            (clocks.realtime.now(), clocks.monotonic.now(), clocks.thread_cpu.now())
        };
        assert_eq!(run(), run());
        assert_eq!(run().0, 1_700_000_006_000_000_000);
    }
}
