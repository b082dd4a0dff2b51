//! `args_*` and `environ_*`.

use super::memory::GuestMemory;
use super::types::Errno;
use super::{P1, Result};

/// Strings as the guest gets them: one after the other, each with a NUL at its end.
#[derive(Debug, Default)]
pub(super) struct StringList {
    bytes: Vec<u8>,
    starts: Vec<usize>,
}

impl StringList {
    /// A list of `strings`.
    pub fn new(strings: impl IntoIterator<Item = String>) -> StringList {
        let mut list = StringList::default();
        for string in strings {
            list.starts.push(list.bytes.len());
            list.bytes.extend_from_slice(string.as_bytes());
            list.bytes.push(0);
        }
        list
    }

    fn sizes(&self, memory: &mut dyn GuestMemory, count: u32, size: u32) -> Result {
        let fits = |len| u32::try_from(len).map_err(|_| Errno::Overflow);
        memory.store_u32(count, fits(self.starts.len())?)?;
        memory.store_u32(size, fits(self.bytes.len())?)?;
        Ok(())
    }

    fn copy(&self, memory: &mut dyn GuestMemory, pointers: u32, buffer: u32) -> Result {
        memory.check(buffer, self.bytes.len() as u64)?;
        memory.check_aligned(pointers, self.starts.len() as u64 * 4, 4)?;
        memory.write(buffer, &self.bytes)?;
        // Checked above: memory holds all of it, so no address leaves 32 bits.
        let addresses: Vec<u8> =
            self.starts.iter().flat_map(|&start| buffer.wrapping_add(start as u32).to_le_bytes()).collect();
        memory.write(pointers, &addresses)?;
        Ok(())
    }
}

impl P1 {
    /// Stores the arguments at `argv_buf` and their addresses at `argv`.
    pub fn args_get(&mut self, memory: &mut dyn GuestMemory, argv: u32, argv_buf: u32) -> Result {
        self.args.copy(memory, argv, argv_buf)
    }

    /// Stores how many arguments there are and how many bytes they take.
    pub fn args_sizes_get(&mut self, memory: &mut dyn GuestMemory, argc: u32, argv_buf_size: u32) -> Result {
        self.args.sizes(memory, argc, argv_buf_size)
    }

    /// Stores the variables of the environment at `environ_buf` and their addresses at `environ`.
    pub fn environ_get(&mut self, memory: &mut dyn GuestMemory, environ: u32, environ_buf: u32) -> Result {
        self.environ.copy(memory, environ, environ_buf)
    }

    /// Stores how many variables there are and how many bytes they take.
    pub fn environ_sizes_get(&mut self, memory: &mut dyn GuestMemory, count: u32, buf_size: u32) -> Result {
        self.environ.sizes(memory, count, buf_size)
    }
}
