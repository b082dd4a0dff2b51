//! The records of the interface as bytes: what lies where, in each version.

use super::functions::Version;
use super::rights::Rights;
use super::types::{Errno, FdFlags, filetype};
use crate::core::fs::{DirEntry, FileType, Stat};
use crate::core::poll::Ready;

/// Puts `bytes` into `record` at `offset`.
fn put(record: &mut [u8], offset: usize, bytes: &[u8]) {
    record[offset..offset + bytes.len()].copy_from_slice(bytes);
}

/// The `u32` in `record` at `offset`.
fn u32_at(record: &[u8], offset: usize) -> u32 {
    u32::from_le_bytes(std::array::from_fn(|index| record[offset + index]))
}

/// The `u64` in `record` at `offset`.
fn u64_at(record: &[u8], offset: usize) -> u64 {
    u64::from_le_bytes(std::array::from_fn(|index| record[offset + index]))
}

/// An `fdstat`.
pub(super) fn fdstat(file_type: FileType, flags: FdFlags, base: Rights, inheriting: Rights) -> [u8; 24] {
    let mut record = [0; 24];
    put(&mut record, 0, &[filetype(file_type)]);
    put(&mut record, 2, &(flags.bits() as u16).to_le_bytes());
    put(&mut record, 8, &base.bits().to_le_bytes());
    put(&mut record, 16, &inheriting.bits().to_le_bytes());
    record
}

/// A `filestat`, which counted links in 32 bits at first.
pub(super) fn filestat(stat: &Stat, version: Version) -> Vec<u8> {
    let (len, links_at, size_at) = match version {
        Version::Snapshot => (64, 24, 32),
        Version::Unstable => (56, 20, 24),
    };
    let mut record = vec![0; len];
    put(&mut record, 0, &stat.device.to_le_bytes());
    put(&mut record, 8, &stat.inode.to_le_bytes());
    put(&mut record, 16, &[filetype(stat.file_type)]);
    match version {
        Version::Snapshot => put(&mut record, links_at, &stat.links.to_le_bytes()),
        Version::Unstable => put(&mut record, links_at, &u32::try_from(stat.links).unwrap_or(u32::MAX).to_le_bytes()),
    }
    for (index, value) in [stat.size, stat.accessed, stat.modified, stat.changed].into_iter().enumerate() {
        put(&mut record, size_at + 8 * index, &value.to_le_bytes());
    }
    record
}

/// A `prestat` of a directory.
pub(super) fn prestat_dir(name_len: u32) -> [u8; 8] {
    let mut record = [0; 8];
    put(&mut record, 4, &name_len.to_le_bytes());
    record
}

/// A `dirent`; the name follows it.
pub(super) fn dirent(entry: &DirEntry<'_>) -> [u8; 24] {
    let mut record = [0; 24];
    put(&mut record, 0, &entry.next.to_le_bytes());
    put(&mut record, 8, &entry.inode.to_le_bytes());
    put(&mut record, 16, &(entry.name.len() as u32).to_le_bytes());
    put(&mut record, 20, &[filetype(entry.file_type)]);
    record
}

/// What a `subscription` is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EventType {
    /// A time on the clock with this number.
    Clock { id: u32, timeout: u64, absolute: bool },
    /// A descriptor to read.
    FdRead(u32),
    /// A descriptor to write.
    FdWrite(u32),
}

impl EventType {
    fn tag(self) -> u8 {
        match self {
            EventType::Clock { .. } => 0,
            EventType::FdRead(_) => 1,
            EventType::FdWrite(_) => 2,
        }
    }
}

/// A `subscription`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subscription {
    /// Handed back in the event.
    pub userdata: u64,
    /// What it is for.
    pub event: EventType,
}

impl Subscription {
    /// Bytes of one in a list.
    pub fn size(version: Version) -> u32 {
        match version {
            Version::Snapshot => 48,
            // The clock had an identifier of its own beside the user data.
            Version::Unstable => 56,
        }
    }

    /// Reads one.
    pub fn decode(record: &[u8], version: Version) -> Result<Subscription, Errno> {
        let clock = match version {
            Version::Snapshot => 16,
            Version::Unstable => 24,
        };
        let event = match record[8] {
            0 => match u32_at(record, clock + 24) & 0xffff {
                flags @ (0 | 1) => EventType::Clock {
                    id: u32_at(record, clock),
                    timeout: u64_at(record, clock + 8),
                    absolute: flags == 1,
                },
                _ => return Err(Errno::Inval),
            },
            1 => EventType::FdRead(u32_at(record, 16)),
            2 => EventType::FdWrite(u32_at(record, 16)),
            _ => return Err(Errno::Inval),
        };
        Ok(Subscription { userdata: u64_at(record, 0), event })
    }

    /// The `event` that answers it.
    pub fn event(&self, outcome: Result<Ready, Errno>) -> [u8; 32] {
        let mut record = [0; 32];
        put(&mut record, 0, &self.userdata.to_le_bytes());
        put(&mut record, 10, &[self.event.tag()]);
        match outcome {
            Ok(ready) => {
                put(&mut record, 16, &ready.bytes.to_le_bytes());
                put(&mut record, 24, &[u8::from(ready.hangup)]);
            }
            Err(errno) => put(&mut record, 8, &(errno as u16).to_le_bytes()),
        }
        record
    }
}
