//! The map that `perf report` looks for: a line for each piece of code.
//!
//! Format: <https://github.com/torvalds/linux/blob/master/tools/perf/Documentation/jit-interface.txt>.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Mutex;

use wharf_core::Result;

use crate::errors;

/// `/tmp/perf-PID.map`.
pub(crate) struct PerfMap(Mutex<File>);

impl PerfMap {
    pub(super) fn create() -> Result<PerfMap> {
        // `perf` looks nowhere else, whatever `TMPDIR` says.
        let path = PathBuf::from(format!("/tmp/perf-{}.map", std::process::id()));
        // An earlier process may have had the number, and anyone may have put a link there.
        let _ = std::fs::remove_file(&path);
        let file = File::create_new(&path).map_err(|error| errors::cannot_write(&path, &error))?;
        Ok(PerfMap(Mutex::new(file)))
    }

    /// Start and length in hexadecimal, then the name.
    pub(super) fn add(&self, start: usize, len: usize, name: &str) {
        let mut file = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let _ = file.write_all(format!("{start:x} {len:x} {name}\n").as_bytes());
    }
}
