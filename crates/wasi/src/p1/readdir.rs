//! `fd_readdir`.

use super::abi;
use super::memory::{Fault, GuestMemory};
use super::rights::Rights;
use super::{P1, Result};
use std::ops::ControlFlow;

impl P1 {
    /// Fills a buffer with entries of a directory from `cookie` on, the last cut off where the buffer ends, and stores
    /// how many bytes that were. Fewer than the buffer holds mean that the directory's end was reached.
    pub fn fd_readdir(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        buf: u32,
        buf_len: u32,
        cookie: u64,
        bufused: u32,
    ) -> Result {
        let entry = self.table.get(fd)?;
        let dir = entry.object.dir()?;
        entry.need(Rights::FD_READDIR)?;
        memory.check(buf, buf_len.into())?;
        let mut output = Output { memory, next: buf, left: buf_len, fault: None };
        let buffer = self.limits.directory_buffer.min(buf_len as usize);
        dir.list(cookie, buffer, |entry| output.push(&abi::dirent(&entry), entry.name))?;
        let Output { memory, left, fault, .. } = output;
        match fault {
            Some(fault) => Err(fault.into()),
            None => Ok(memory.store_u32(bufused, buf_len - left)?),
        }
    }
}

/// The guest's buffer while it is filled.
struct Output<'a> {
    memory: &'a mut dyn GuestMemory,
    next: u32,
    left: u32,
    fault: Option<Fault>,
}

impl Output<'_> {
    fn push(&mut self, dirent: &[u8], name: &[u8]) -> ControlFlow<()> {
        for bytes in [dirent, name] {
            let now = &bytes[..bytes.len().min(self.left as usize)];
            if let Err(fault) = self.memory.write(self.next, now) {
                self.fault = Some(fault);
                return ControlFlow::Break(());
            }
            self.left -= now.len() as u32;
            // At the very end of a memory of 4 GiB this wraps, with nothing left to write.
            self.next = self.next.wrapping_add(now.len() as u32);
        }
        if self.left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
