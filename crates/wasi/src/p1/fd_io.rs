//! `fd_read`, `fd_write`, `fd_pread`, `fd_pwrite`.

use super::buffers::Buffers;
use super::memory::GuestMemory;
use super::rights::Rights;
use super::table::Object;
use super::types::Errno;
use super::{P1, Result};
use crate::core::error::Error;
use crate::core::poll::{Source, Want, is_ready};
use crate::core::sockets::Receive;

/// For a standard stream that was made non-blocking: the host's stays blocking, since others share it.
fn need_ready(nonblocking: bool, source: Source<'_>, want: Want) -> Result {
    if nonblocking && !is_ready(source, want)? { Err(Errno::Again.into()) } else { Ok(()) }
}

impl P1 {
    /// Reads into the buffers listed at `iovs` and stores how many bytes that were; 0 is the end.
    pub fn fd_read(&mut self, memory: &mut dyn GuestMemory, fd: u32, iovs: u32, iovs_len: u32, nread: u32) -> Result {
        let entry = self.table.get_mut(fd)?;
        if let Object::Dir { .. } = entry.object {
            return Err(Errno::IsDir.into());
        }
        entry.need(Rights::FD_READ)?;
        let buffers = Buffers::load(memory, iovs, iovs_len, &self.limits)?;
        let read = match &mut entry.object {
            Object::Input { stream, nonblocking } => {
                need_ready(*nonblocking, stream.source(), Want::Read)?;
                buffers.fill(memory, |slices| stream.read(slices))?
            }
            Object::File(file) => buffers.fill(memory, |slices| file.read(slices))?,
            Object::Socket(socket) => buffers.fill(memory, |slices| socket.receive(slices, Receive::default()))?.bytes,
            Object::Output { .. } | Object::Dir { .. } => return Err(Errno::BadF.into()),
        };
        Ok(memory.store_u32(nread, read as u32)?)
    }

    /// Writes the buffers listed at `iovs` and stores how many bytes that were.
    pub fn fd_write(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        iovs: u32,
        iovs_len: u32,
        nwritten: u32,
    ) -> Result {
        let entry = self.table.get_mut(fd)?;
        entry.need(Rights::FD_WRITE)?;
        let buffers = Buffers::load(memory, iovs, iovs_len, &self.limits)?;
        let written = match &mut entry.object {
            Object::Output { stream, nonblocking } => {
                need_ready(*nonblocking, stream.source(), Want::Write)?;
                buffers.drain(memory, |slices| stream.write(slices))?
            }
            Object::File(file) => buffers.drain(memory, |slices| file.write(slices))?,
            Object::Socket(socket) => buffers.drain(memory, |slices| socket.send(slices))?,
            Object::Input { .. } | Object::Dir { .. } => return Err(Errno::BadF.into()),
        };
        Ok(memory.store_u32(nwritten, written as u32)?)
    }

    /// Reads from a place in a file, leaving its position alone.
    pub fn fd_pread(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        iovs: u32,
        iovs_len: u32,
        offset: u64,
        nread: u32,
    ) -> Result {
        let entry = self.table.get(fd)?;
        let file = entry.object.file().map_err(unseekable)?;
        entry.need(Rights::FD_READ | Rights::FD_SEEK)?;
        let buffers = Buffers::load(memory, iovs, iovs_len, &self.limits)?;
        let read = buffers.fill(memory, |slices| file.read_at(slices, offset))?;
        Ok(memory.store_u32(nread, read as u32)?)
    }

    /// Writes at a place in a file, leaving its position alone.
    pub fn fd_pwrite(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        iovs: u32,
        iovs_len: u32,
        offset: u64,
        nwritten: u32,
    ) -> Result {
        let entry = self.table.get(fd)?;
        let file = entry.object.file().map_err(unseekable)?;
        entry.need(Rights::FD_WRITE | Rights::FD_SEEK)?;
        let buffers = Buffers::load(memory, iovs, iovs_len, &self.limits)?;
        let written = buffers.drain(memory, |slices| file.write_at(slices, offset))?;
        Ok(memory.store_u32(nwritten, written as u32)?)
    }
}

/// Streams and sockets have no places.
fn unseekable(error: Error) -> Error {
    if error == Error::Inval { Error::SPipe } else { error }
}
