//! `clock_*` and `random_get`.

use super::memory::GuestMemory;
use super::types::Errno;
use super::{P1, Result};
use crate::core::clocks::{Clock, Clocks};

/// Bytes of the buffer between the generator and a memory that cannot be lent.
const RANDOM_CHUNK: usize = 4096;

/// The clock with the number `id` (`clockid`).
pub(super) fn clock(clocks: &Clocks, id: u32) -> std::result::Result<&dyn Clock, Errno> {
    match id {
        0 => Ok(&*clocks.realtime),
        1 => Ok(&*clocks.monotonic),
        2 => Ok(&*clocks.process_cpu),
        3 => Ok(&*clocks.thread_cpu),
        _ => Err(Errno::Inval),
    }
}

impl P1 {
    /// Stores the smallest step of a clock, in nanoseconds.
    pub fn clock_res_get(&mut self, memory: &mut dyn GuestMemory, id: u32, resolution: u32) -> Result {
        let nanos = clock(&self.clocks, id)?.resolution();
        Ok(memory.store_u64(resolution, nanos)?)
    }

    /// Stores the time of a clock, in nanoseconds. It is always as exact as the host has it, whatever `precision`.
    pub fn clock_time_get(&mut self, memory: &mut dyn GuestMemory, id: u32, precision: u64, time: u32) -> Result {
        let _ = precision;
        let nanos = clock(&self.clocks, id)?.now();
        Ok(memory.store_u64(time, nanos)?)
    }

    /// Fills a region with random bytes; more than [`Limits::random_bytes`](crate::Limits::random_bytes) are
    /// `errno::inval`.
    pub fn random_get(&mut self, memory: &mut dyn GuestMemory, buf: u32, buf_len: u32) -> Result {
        memory.check(buf, buf_len.into())?;
        let (start, len) = (buf as usize, buf_len as usize);
        if len > self.limits.random_bytes {
            return Err(Errno::Inval.into());
        }
        if let Some(bytes) = memory.as_mut_slice() {
            return Ok(self.random.fill(&mut bytes[start..start + len])?);
        }
        let mut chunk = [0; RANDOM_CHUNK];
        for offset in (0..len).step_by(RANDOM_CHUNK) {
            let chunk = &mut chunk[..RANDOM_CHUNK.min(len - offset)];
            self.random.fill(chunk)?;
            memory.write((start + offset) as u32, chunk)?;
        }
        Ok(())
    }
}
