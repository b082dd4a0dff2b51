//! The file that `perf inject --jit` reads: code with its name and the time at which it came.
//!
//! Numbers are in the byte order of the machine.
//! Format: <https://github.com/torvalds/linux/blob/master/tools/perf/Documentation/jitdump-specification.txt>.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::sync::Mutex;

use rustix::thread::gettid;
use rustix::time::{ClockId, clock_gettime};
use wharf_core::Result;
use wharf_vm::mapping::Mapping;

use crate::errors;

const MAGIC: u32 = 0x4a69_5444;
const VERSION: u32 = 1;
const HEADER_BYTES: u32 = 40;
/// The number that ELF has for the machine.
const MACHINE: u32 = if cfg!(target_arch = "aarch64") { 183 } else { 62 };
/// The kind of a record: code came.
const CODE_LOAD: u32 = 0;
/// The bytes of such a record before name and code.
const CODE_LOAD_BYTES: u32 = 56;

/// `jit-PID.dump` in the current directory.
pub(crate) struct JitDump {
    state: Mutex<State>,
    /// `perf` finds the file by this mapping of it.
    _marker: Mapping,
}

struct State {
    file: File,
    /// How many records there are.
    count: u64,
}

impl JitDump {
    pub(super) fn create() -> Result<JitDump> {
        let path = PathBuf::from(format!("jit-{}.dump", std::process::id()));
        // An earlier process may have had the number.
        let _ = std::fs::remove_file(&path);
        let open = || {
            let mut file = File::options().read(true).write(true).create_new(true).open(&path)?;
            write_header(&mut file)?;
            Ok(file)
        };
        let file = open().map_err(|error: io::Error| errors::cannot_write(&path, &error))?;
        let marker = Mapping::marker(file.as_fd())?;
        Ok(JitDump { state: Mutex::new(State { file, count: 0 }), _marker: marker })
    }

    pub(super) fn add(&self, start: u64, code: &[u8], name: &str) {
        let mut state = self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let record = record(start, code, name, state.count);
        state.count += 1;
        let _ = state.file.write_all(&record);
    }
}

fn write_header(file: &mut File) -> io::Result<()> {
    let mut header = Vec::with_capacity(HEADER_BYTES as usize);
    for word in [MAGIC, VERSION, HEADER_BYTES, MACHINE, 0, std::process::id()] {
        header.extend(word.to_ne_bytes());
    }
    header.extend(now().to_ne_bytes());
    header.extend(0u64.to_ne_bytes());
    file.write_all(&header)
}

fn record(start: u64, code: &[u8], name: &str, index: u64) -> Vec<u8> {
    let len = CODE_LOAD_BYTES as usize + name.len() + 1 + code.len();
    let mut record = Vec::with_capacity(len);
    for word in [CODE_LOAD, len as u32] {
        record.extend(word.to_ne_bytes());
    }
    record.extend(now().to_ne_bytes());
    for word in [std::process::id(), gettid().as_raw_nonzero().get() as u32] {
        record.extend(word.to_ne_bytes());
    }
    for word in [start, start, code.len() as u64, index] {
        record.extend(word.to_ne_bytes());
    }
    record.extend(name.as_bytes());
    record.push(0);
    record.extend(code);
    record
}

/// Nanoseconds of the clock that `perf record -k mono` uses.
fn now() -> u64 {
    let now = clock_gettime(ClockId::Monotonic);
    now.tv_sec as u64 * 1_000_000_000 + now.tv_nsec as u64
}
