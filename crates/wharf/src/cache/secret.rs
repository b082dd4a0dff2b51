//! The key that artefacts are authenticated by: 32 random bytes in a file that only its owner can read.
//!
//! An artefact is executed only if whoever wrote it had the key. So an artefact that came from elsewhere, into a directory
//! that turns out to be less private than it should be, is nothing but bytes.

use std::fs::File;
use std::io::{Read, Write};

use super::directory::Directory;

/// The name of the file.
const FILE: &str = "key";
/// How long a key is, in bytes.
const LEN: usize = 32;

/// A key.
#[derive(Clone)]
pub(crate) struct Secret([u8; LEN]);

impl Secret {
    /// The key of a directory, if it has one.
    pub(super) fn of(directory: &Directory) -> Option<Secret> {
        Secret::read(&directory.open(FILE)?)
    }

    /// The key of a directory, which is made if there is none. Of several processes that make it, one wins.
    pub(super) fn of_or_new(directory: &Directory) -> Option<Secret> {
        if let Some(secret) = Secret::of(directory) {
            return Some(secret);
        }
        let mut bytes = [0; LEN];
        let filled = rustix::rand::getrandom(&mut bytes, rustix::rand::GetRandomFlags::empty()).ok()?;
        if filled != LEN {
            return None;
        }
        // A file that is there and not a key is damaged, and every artefact of the old key with it.
        let replace = directory.open(FILE).is_some();
        directory.write(FILE, replace, |file| file.write_all(&bytes)).ok();
        Secret::of(directory)
    }

    /// The key that a secret of any length makes, for this purpose.
    pub(super) fn derived(purpose: &str, secret: &[u8]) -> Secret {
        Secret(blake3::derive_key(purpose, secret))
    }

    fn read(file: &File) -> Option<Secret> {
        let mut bytes = Vec::with_capacity(LEN + 1);
        file.take(LEN as u64 + 1).read_to_end(&mut bytes).ok()?;
        Some(Secret(bytes.try_into().ok()?))
    }

    /// What proves that these bytes, one part after the other, were written by somebody who has the key.
    pub(super) fn tag(&self, parts: &[&[u8]]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        for part in parts {
            hasher.update(part);
        }
        hasher.finalize()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}
