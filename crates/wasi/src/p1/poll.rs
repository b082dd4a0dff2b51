//! `poll_oneoff`: waiting for times and descriptors at once.

use super::abi::{EventType, Subscription};
use super::clock::clock;
use super::functions::Version;
use super::memory::GuestMemory;
use super::rights::Rights;
use super::types::Errno;
use super::{P1, Result};
use crate::core::poll::{Ready, Source, Want, wait};

/// Bytes of an `event`.
const EVENT: u32 = 32;

/// What a subscription comes to before anything is waited for.
enum Awaited<'a> {
    /// A time on the monotonic clock.
    Deadline(u64),
    /// A descriptor.
    Descriptor(Source<'a>, Want),
    /// It cannot be waited for, which is an event at once.
    Refused(Errno),
}

impl P1 {
    /// Waits for the events described at `subscriptions` and stores those that occurred at `events`, and how many.
    pub fn poll_oneoff(
        &mut self,
        memory: &mut dyn GuestMemory,
        subscriptions: u32,
        events: u32,
        count: u32,
        nevents: u32,
    ) -> Result {
        self.poll(memory, subscriptions, events, count, nevents, Version::Snapshot)
    }

    /// [`poll_oneoff`](P1::poll_oneoff) of `wasi_unstable`.
    pub fn unstable_poll_oneoff(
        &mut self,
        memory: &mut dyn GuestMemory,
        subscriptions: u32,
        events: u32,
        count: u32,
        nevents: u32,
    ) -> Result {
        self.poll(memory, subscriptions, events, count, nevents, Version::Unstable)
    }

    fn poll(
        &mut self,
        memory: &mut dyn GuestMemory,
        list: u32,
        events: u32,
        count: u32,
        nevents: u32,
        version: Version,
    ) -> Result {
        memory.check_aligned(list, u64::from(count) * u64::from(Subscription::size(version)), 8)?;
        memory.check_aligned(events, u64::from(count) * u64::from(EVENT), 8)?;
        if count == 0 || count as usize > self.limits.subscriptions {
            return Err(Errno::Inval.into());
        }
        let subscriptions = load(memory, list, count, version)?;
        let outcomes = self.await_any(&subscriptions)?;
        let mut next = events;
        for (subscription, outcome) in subscriptions.iter().zip(outcomes) {
            let Some(outcome) = outcome else { continue };
            memory.write(next, &subscription.event(outcome))?;
            next = next.wrapping_add(EVENT);
        }
        Ok(memory.store_u32(nevents, next.wrapping_sub(events) / EVENT)?)
    }

    /// Waits until there is an outcome for one of `subscriptions`; gives the outcomes there are.
    fn await_any(&self, subscriptions: &[Subscription]) -> Result<Vec<Option<std::result::Result<Ready, Errno>>>> {
        let awaited: Vec<_> = subscriptions.iter().map(|subscription| self.awaited(subscription.event)).collect();
        let refused = awaited.iter().any(|awaited| matches!(awaited, Awaited::Refused(_)));
        let earliest = awaited.iter().filter_map(|awaited| match awaited {
            Awaited::Deadline(deadline) => Some(*deadline),
            _ => None,
        });
        let deadline = if refused { Some(0) } else { earliest.min() };
        let interests: Vec<_> = awaited
            .iter()
            .filter_map(|awaited| match awaited {
                Awaited::Descriptor(source, want) => Some((*source, *want)),
                _ => None,
            })
            .collect();
        let mut ready = wait(&interests, deadline, &self.clocks)?.into_iter();
        let now = self.clocks.monotonic.now();
        let outcomes = awaited.into_iter().map(|awaited| match awaited {
            Awaited::Deadline(deadline) => (deadline <= now).then(|| Ok(Ready::default())),
            Awaited::Refused(errno) => Some(Err(errno)),
            Awaited::Descriptor(..) => ready.next().flatten().map(|ready| match ready.error {
                Some(error) => Err(error.into()),
                None => Ok(ready),
            }),
        });
        Ok(outcomes.collect())
    }

    fn awaited(&self, event: EventType) -> Awaited<'_> {
        let awaited = match event {
            EventType::Clock { id, timeout, absolute } => self.deadline(id, timeout, absolute),
            EventType::FdRead(fd) => self.descriptor(fd, Rights::FD_READ, Want::Read),
            EventType::FdWrite(fd) => self.descriptor(fd, Rights::FD_WRITE, Want::Write),
        };
        awaited.unwrap_or_else(Awaited::Refused)
    }

    /// When a time on any clock comes, by the monotonic clock. CPU time does not pass while the guest waits, so waiting
    /// for it is refused.
    fn deadline(&self, id: u32, timeout: u64, absolute: bool) -> std::result::Result<Awaited<'_>, Errno> {
        let clock = clock(&self.clocks, id)?;
        if id > 1 {
            return Err(Errno::NotSup);
        }
        let left = if absolute { timeout.saturating_sub(clock.now()) } else { timeout };
        Ok(Awaited::Deadline(self.clocks.monotonic.now().saturating_add(left)))
    }

    fn descriptor(&self, fd: u32, right: Rights, want: Want) -> std::result::Result<Awaited<'_>, Errno> {
        let entry = self.table.get(fd)?;
        entry.need(Rights::POLL_FD_READWRITE)?;
        // A listening socket is ready to be read when there is a connection to accept.
        entry.need(right)?;
        Ok(Awaited::Descriptor(entry.object.source(), want))
    }
}

/// The `count` subscriptions at `list`.
fn load(memory: &dyn GuestMemory, list: u32, count: u32, version: Version) -> Result<Vec<Subscription>> {
    let size = Subscription::size(version);
    let mut record = [0; 56];
    let record = &mut record[..size as usize];
    (0..count)
        .map(|index| {
            memory.read(list + index * size, record)?;
            Ok(Subscription::decode(record, version)?)
        })
        .collect()
}
