//! What runs have counted beside an entry: how much each function has executed, and whom its indirect calls call
//! ([`wharf_jit::profile::past`]). So a program that is short, and never hot in one run, becomes so after some; and what is
//! optimised then is inlined as if it had run for long.
//!
//! It is a file of its own, since it changes with each run, while an entry is written anew only when that pays:
//!
//! ```text
//! the counts
//! how long compiling took that no entry has yet   8 bytes, nanoseconds
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
        let (counts, unsaved) = said.split_last_chunk()?;
        let (len, unsaved) = (counts.len(), Duration::from_nanos(u64::from_le_bytes(*unsaved)));
        bytes.truncate(len);
        Some(Noted { counts: Past::of(bytes)?, unsaved })
    }

    /// Writes it down beside the entry of this name.
    pub(super) fn write(&self, directory: &Directory, entry: &str, secret: &Secret) -> Option<()> {
        let unsaved = u64::try_from(self.unsaved.as_nanos()).unwrap_or(u64::MAX);
        let mut bytes = [self.counts.bytes(), &unsaved.to_le_bytes()].concat();
        bytes.extend(tag_of(entry, &bytes, secret));
        directory.write(&name::of_past(entry), true, |file: &mut File| file.write_all(&bytes)).ok()
    }
}

fn tag_of(entry: &str, said: &[u8], secret: &Secret) -> [u8; TAG] {
    *secret.tag(&[b"past", entry.as_bytes(), said]).as_bytes()
}
