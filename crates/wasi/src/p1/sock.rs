//! `sock_*`.

use super::buffers::Buffers;
use super::memory::GuestMemory;
use super::rights::Rights;
use super::table::{Entry, Object};
use super::types::{Errno, FdFlags, RiFlags, SdFlags, flags};
use super::{P1, Result};
use crate::core::sockets::{Receive, Socket};

impl P1 {
    /// The socket `fd`, if `rights` are there for it.
    fn socket(&self, fd: u32, rights: Rights) -> Result<&Socket> {
        let entry = self.table.get(fd)?;
        let socket = entry.object.socket()?;
        entry.need(rights)?;
        Ok(socket)
    }

    /// Accepts a connection and stores its descriptor.
    pub fn sock_accept(&mut self, memory: &mut dyn GuestMemory, fd: u32, fdflags: u32, connection: u32) -> Result {
        let fdflags: FdFlags = flags(fdflags)?;
        if !FdFlags::NONBLOCK.contains(fdflags) {
            return Err(Errno::Inval.into());
        }
        let inheriting = self.table.get(fd)?.inheriting;
        let listener = self.table.get(fd)?.object.socket()?;
        if !listener.is_listening() {
            return Err(Errno::Inval.into());
        }
        let listener = self.socket(fd, Rights::SOCK_ACCEPT)?;
        memory.check_aligned(connection, 4, 4)?;
        self.table.need_room()?;
        let accepted = listener.accept(fdflags.contains(FdFlags::NONBLOCK))?;
        let number = self.table.push(Entry::opened(Object::Socket(accepted), inheriting))?;
        Ok(memory.store_u32(connection, number)?)
    }

    /// Receives into the buffers listed at `ri_data`; stores how many bytes that were, and whether a message was cut.
    #[allow(clippy::too_many_arguments)] // As many as the specification gives it.
    pub fn sock_recv(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        ri_data: u32,
        ri_data_len: u32,
        ri_flags: u32,
        ro_datalen: u32,
        ro_flags: u32,
    ) -> Result {
        let socket = self.socket(fd, Rights::FD_READ)?;
        let flags: RiFlags = flags(ri_flags)?;
        let how = Receive { peek: flags.contains(RiFlags::PEEK), wait_all: flags.contains(RiFlags::WAITALL) };
        let buffers = Buffers::load(memory, ri_data, ri_data_len, &self.limits)?;
        let received = buffers.fill(memory, |slices| socket.receive(slices, how))?;
        memory.store_u32(ro_datalen, received.bytes as u32)?;
        Ok(memory.store(ro_flags, 2, &u16::from(received.truncated).to_le_bytes())?)
    }

    /// Sends the buffers listed at `si_data` and stores how many bytes that were.
    pub fn sock_send(
        &mut self,
        memory: &mut dyn GuestMemory,
        fd: u32,
        si_data: u32,
        si_data_len: u32,
        si_flags: u32,
        so_datalen: u32,
    ) -> Result {
        let socket = self.socket(fd, Rights::FD_WRITE)?;
        if si_flags != 0 {
            return Err(Errno::Inval.into());
        }
        let buffers = Buffers::load(memory, si_data, si_data_len, &self.limits)?;
        let sent = buffers.drain(memory, |slices| socket.send(slices))?;
        Ok(memory.store_u32(so_datalen, sent as u32)?)
    }

    /// Ends receiving, sending, or both.
    pub fn sock_shutdown(&mut self, _: &mut dyn GuestMemory, fd: u32, how: u32) -> Result {
        let socket = self.socket(fd, Rights::SOCK_SHUTDOWN)?;
        let how: SdFlags = flags(how)?;
        Ok(socket.shutdown(how.contains(SdFlags::RD), how.contains(SdFlags::WR))?)
    }
}
