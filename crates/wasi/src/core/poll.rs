//! Waiting for several things at once: descriptors of the host, and a time.
//!
//! One wait is one `ppoll` (more only when signals interrupt it), so waiting costs no CPU time.

use super::clocks::Clocks;
use super::error::{Error, Result};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::BorrowedFd;
use rustix::io::{Errno, ioctl_fionread};

/// What to look at to know whether something can be read or written without waiting.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// It never waits.
    Ready {
        /// How many bytes can be read, as far as is known.
        bytes: u64,
    },
    /// A descriptor of the host.
    Host(BorrowedFd<'a>),
}

/// Which readiness is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// There is something to read, or the end was reached.
    Read,
    /// There is room to write.
    Write,
}

/// What was found ready.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ready {
    /// How many bytes can be read, as far as is known.
    pub bytes: u64,
    /// The other side is gone.
    pub hangup: bool,
    /// Looking failed.
    pub error: Option<Error>,
}

/// Waits until one of `interests` is ready or the monotonic clock shows `deadline`, whichever comes first; gives for
/// each interest whether it is ready. No deadline means to wait for as long as it takes.
///
/// # Errors
/// [`Error::Inval`] when there is nothing to wait for, [`Error::NoMem`] when the host cannot wait.
pub fn wait(interests: &[(Source<'_>, Want)], deadline: Option<u64>, clocks: &Clocks) -> Result<Vec<Option<Ready>>> {
    let mut fds: Vec<PollFd<'_>> = interests.iter().filter_map(|&(source, want)| poll_fd(source, want)).collect();
    let someone_ready = fds.len() < interests.len();
    if interests.is_empty() && deadline.is_none() {
        return Err(Error::Inval);
    }
    loop {
        let left = match deadline {
            _ if someone_ready => Some(0),
            Some(deadline) => Some(deadline.saturating_sub(clocks.monotonic.now())),
            None => None,
        };
        let found = poll_once(&mut fds, left, clocks)?;
        // A timeout may come a moment before the clock shows it; an interrupted wait comes back long before.
        if found || someone_ready || deadline.is_some_and(|deadline| clocks.monotonic.now() >= deadline) {
            break;
        }
    }
    let mut polled = fds.iter();
    Ok(interests.iter().map(|&(source, want)| readiness(source, want, &mut polled)).collect())
}

/// Whether `source` is ready now.
pub fn is_ready(source: Source<'_>, want: Want) -> Result<bool> {
    let Some(fd) = poll_fd(source, want) else { return Ok(true) };
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    Ok(rustix::io::retry_on_intr(|| poll(&mut [fd.clone()], Some(&now)))? > 0)
}

/// One look of at most `left` nanoseconds at `fds`; whether any is ready.
fn poll_once(fds: &mut [PollFd<'_>], left: Option<u64>, clocks: &Clocks) -> Result<bool> {
    // Virtual time passes only when nothing of the host's is ready.
    let virtual_wait = left.is_some_and(|left| left > 0) && {
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        let idle = fds.is_empty() || poll(fds, Some(&now)).is_ok_and(|found| found == 0);
        idle && clocks.monotonic.skip(left.unwrap_or(0))
    };
    if virtual_wait {
        return Ok(false);
    }
    let timeout =
        left.map(|left| Timespec { tv_sec: (left / 1_000_000_000) as i64, tv_nsec: (left % 1_000_000_000) as _ });
    match poll(fds, timeout.as_ref()) {
        Ok(found) => Ok(found > 0),
        Err(Errno::INTR) => Ok(false),
        Err(errno) => Err(errno.into()),
    }
}

fn poll_fd<'a>(source: Source<'a>, want: Want) -> Option<PollFd<'a>> {
    match (source, want) {
        (Source::Ready { .. }, _) => None,
        (Source::Host(fd), Want::Read) => Some(PollFd::from_borrowed_fd(fd, PollFlags::IN)),
        (Source::Host(fd), Want::Write) => Some(PollFd::from_borrowed_fd(fd, PollFlags::OUT)),
    }
}

fn readiness<'a, 'fd: 'a>(
    source: Source<'_>,
    want: Want,
    polled: &mut impl Iterator<Item = &'a PollFd<'fd>>,
) -> Option<Ready> {
    let fd = match source {
        Source::Ready { bytes } => return Some(Ready { bytes, ..Ready::default() }),
        Source::Host(fd) => fd,
    };
    let flags = polled.next().map_or(PollFlags::empty(), PollFd::revents);
    if flags.is_empty() {
        return None;
    }
    let bytes = match want {
        Want::Read => ioctl_fionread(fd).unwrap_or(0),
        Want::Write => 0,
    };
    let error = if flags.contains(PollFlags::NVAL) { Some(Error::BadF) } else { None };
    // A pipe that nobody reads any more shows as an error to its writer, and as hung up to its reader.
    let gone = if want == Want::Write { PollFlags::HUP | PollFlags::ERR } else { PollFlags::HUP };
    Some(Ready { bytes, hangup: flags.intersects(gone), error })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::fd::AsFd;
    use rustix::time::{ClockId, clock_gettime};
    use std::io::Write;
    use std::time::Instant;

    #[test]
    fn a_deadline_ends_the_wait_and_costs_no_cpu_time() {
        let clocks = Clocks::host();
        let (reader, _writer) = std::io::pipe().unwrap();
        let cpu = || {
            let time = clock_gettime(ClockId::ThreadCPUTime);
            time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
        };
        let (start, cpu_start) = (Instant::now(), cpu());
        let deadline = clocks.monotonic.now() + 100_000_000;
        let ready = wait(&[(Source::Host(reader.as_fd()), Want::Read)], Some(deadline), &clocks).unwrap();
        assert_eq!(ready, [None]);
        assert!(start.elapsed().as_millis() >= 100);
        assert!(cpu() - cpu_start < 50_000_000, "the wait spun");
    }

    #[test]
    fn a_descriptor_ends_the_wait() {
        let clocks = Clocks::host();
        let (reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(b"abc").unwrap();
        let interests = [(Source::Host(reader.as_fd()), Want::Read), (Source::Host(writer.as_fd()), Want::Write)];
        let ready = wait(&interests, None, &clocks).unwrap();
        assert_eq!(ready[0], Some(Ready { bytes: 3, ..Ready::default() }));
        assert!(ready[1].is_some());
        drop(writer);
        let ready = wait(&[(Source::Host(reader.as_fd()), Want::Read)], None, &clocks).unwrap();
        assert!(ready[0].unwrap().hangup);
    }

    #[test]
    fn virtual_time_takes_no_time() {
        let clocks = Clocks::repeatable(0);
        let (reader, _writer) = std::io::pipe().unwrap();
        let start = Instant::now();
        let deadline = clocks.monotonic.now() + 3_600_000_000_000;
        let ready = wait(&[(Source::Host(reader.as_fd()), Want::Read)], Some(deadline), &clocks).unwrap();
        assert_eq!(ready, [None]);
        assert!(clocks.monotonic.now() >= deadline);
        assert!(start.elapsed().as_secs() < 10);
    }
}
