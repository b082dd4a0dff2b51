//! What runs have counted beside an entry: how much each function has executed, and whom its indirect calls call
//! ([`wharf_jit::profile::past`]). So a program that is short, and never hot in one run, becomes so after some; and what is
//! optimised then is inlined as if it had run for long.
//!
//! It is a file of its own, since it changes with each run, while an entry is written anew only when that pays:
//!
//! ```text
//! the counts
//! how long compiling took that no entry has yet   8 bytes, nanoseconds
//! how long compiling took that was given up       8 bytes, nanoseconds
//! a tag                                          32 bytes: who wrote this had the key, and meant this entry
//! ```
//!
//! Of two processes that end at the same time, one has counted in vain.

use std::fs::File;
use std::io::{Read, Write};
use std::time::Duration;

use wharf_jit::profile::past::Past;

use super::directory::Directory;
use super::name;
use super::secret::Secret;

/// The longest file that is read: a million functions with as many calls.
const MAX_LEN: u64 = 32 << 20;
/// The bytes of a tag.
const TAG: usize = 32;

/// What was counted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Noted {
    pub(super) counts: Past,
    /// How long compiling took that no entry has yet.
    pub(super) unsaved: Duration,
    /// How long compiling took that was given up, since the program ended.
    pub(super) given_up: Duration,
}

impl Noted {
    /// What was counted beside the entry of this name.
    pub(super) fn read(directory: &Directory, entry: &str, secret: &Secret) -> Option<Noted> {
        let file = directory.open(&name::of_past(entry))?;
        let len = file.metadata().ok()?.len().min(MAX_LEN);
        let mut bytes = Vec::with_capacity(len as usize + 1);
        file.take(MAX_LEN).read_to_end(&mut bytes).ok()?;
        let (said, tag) = bytes.split_last_chunk::<TAG>()?;
        if tag_of(entry, said, secret) != *tag {
            return None;
        }
        let (counts, durations) = said.split_last_chunk::<16>()?;
        let [unsaved, given_up] = [durations.first_chunk()?, durations.last_chunk()?].map(duration);
        let len = counts.len();
        bytes.truncate(len);
        Some(Noted { counts: Past::of(bytes)?, unsaved, given_up })
    }

    /// Writes it down beside the entry of this name.
    pub(super) fn write(&self, directory: &Directory, entry: &str, secret: &Secret) -> Option<()> {
        let durations = [self.unsaved, self.given_up].map(nanoseconds);
        let mut bytes = [self.counts.bytes(), durations.as_flattened()].concat();
        bytes.extend(tag_of(entry, &bytes, secret));
        directory.write(&name::of_past(entry), true, |file: &mut File| file.write_all(&bytes)).ok()
    }
}

fn duration(nanoseconds: &[u8; 8]) -> Duration {
    Duration::from_nanos(u64::from_le_bytes(*nanoseconds))
}

fn nanoseconds(duration: Duration) -> [u8; 8] {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX).to_le_bytes()
}

fn tag_of(entry: &str, said: &[u8], secret: &Secret) -> [u8; TAG] {
    *secret.tag(&[b"past", entry.as_bytes(), said]).as_bytes()
}
