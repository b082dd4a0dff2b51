//! What tells a file, as it is now, from what it was or will be: by this a module is found again without being read.
//!
//! It is what the system counts and a program cannot set back: device, inode, size, and the times of the last change of
//! contents and of anything at all. Every change of a file sets the latter to the present. So a file that has not changed
//! for some time, and has the identity that it had when it was read, is the one that was read. It holds during one boot of
//! the machine, within which the clock is not expected to be set back.

use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long a file must have been left alone: well above the grain of the times that file systems keep.
const SETTLED: Duration = Duration::from_secs(2);

/// The identity of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Identity {
    boot: String,
    hash: [u8; 32],
}

impl Identity {
    /// That of an open file; `None` of one that changed just now, or is no plain file, or where the system does not say
    /// which boot this is.
    pub(crate) fn of(file: &File) -> Option<Identity> {
        let metadata = file.metadata().ok()?;
        let changed = UNIX_EPOCH.checked_add(Duration::from_secs(metadata.ctime().try_into().ok()?))?;
        let age = SystemTime::now().duration_since(changed).ok()?;
        // A second more, since the time was cut off to seconds.
        if !metadata.is_file() || age < SETTLED + Duration::from_secs(1) {
            return None;
        }
        let boot = boot()?;
        let mut hasher = blake3::Hasher::new_derive_key("wharf 2026-11 identity of a file");
        hasher.update(boot.as_bytes());
        for number in [metadata.dev(), metadata.ino(), metadata.size()] {
            hasher.update(&number.to_le_bytes());
        }
        for number in [metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec()] {
            hasher.update(&number.to_le_bytes());
        }
        Some(Identity { boot, hash: *hasher.finalize().as_bytes() })
    }

    /// Which boot of the machine this is.
    pub(super) fn boot(&self) -> &str {
        &self.boot
    }

    /// All of it as a hash.
    pub(super) fn hash(&self) -> &[u8; 32] {
        &self.hash
    }
}

/// The number that the system gave itself when it started.
fn boot() -> Option<String> {
    let number = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(number.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::thread::sleep;

    use super::*;

    #[test]
    fn a_file_keeps_it_until_it_changes() {
        let path = std::env::temp_dir().join(format!("wharf-identity-{}", std::process::id()));
        std::fs::write(&path, "one").unwrap();
        let of = || Identity::of(&File::open(&path).unwrap());
        assert_eq!(of(), None, "it changed just now");
        sleep(SETTLED + Duration::from_millis(1100));
        let first = of();
        assert!(first.is_some() && first == of());
        // Contents of the same length, and the old time of their change: what betrays them cannot be set.
        let mut file = File::options().write(true).open(&path).unwrap();
        let modified = file.metadata().unwrap().modified().unwrap();
        file.write_all(b"two").unwrap();
        file.set_modified(modified).unwrap();
        assert_eq!(of(), None);
        sleep(SETTLED + Duration::from_millis(1100));
        assert!(of().is_some() && of() != first);
        std::fs::remove_file(&path).unwrap();
    }
}
