//! Sockets the embedder opened and hands to the guest: listening ones to accept from, connected ones to use.
//!
//! Nothing here opens a socket by an address; that right is the embedder's.

use super::error::{Error, Result};
use super::fs::{FileType, Stat};
use super::poll::Source;
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::retry_on_intr;
use rustix::net::sockopt::{socket_acceptconn, socket_type};
use rustix::net::{
    RecvAncillaryBuffer, RecvFlags, ReturnFlags, SendAncillaryBuffer, SendFlags, Shutdown, SocketFlags, SocketType,
    accept_with, recvmsg, sendmsg, shutdown,
};
use std::io::{IoSlice, IoSliceMut};

/// A socket.
#[derive(Debug)]
pub struct Socket {
    fd: OwnedFd,
    listening: bool,
    file_type: FileType,
}

/// How to receive.
#[derive(Clone, Copy, Debug, Default)]
pub struct Receive {
    /// Leave the data to be received again.
    pub peek: bool,
    /// Wait until the buffers are full.
    pub wait_all: bool,
}

/// What was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// How many bytes.
    pub bytes: usize,
    /// The message was longer than the buffers, and its rest is lost.
    pub truncated: bool,
}

impl Socket {
    /// Takes a socket of the host, listening or connected.
    ///
    /// # Errors
    /// [`Error::NotSock`] if it is something else.
    pub fn new(fd: impl Into<OwnedFd>) -> Result<Socket> {
        let fd = fd.into();
        let file_type = match socket_type(&fd)? {
            SocketType::DGRAM => FileType::SocketDgram,
            _ => FileType::SocketStream,
        };
        Ok(Socket { listening: socket_acceptconn(&fd)?, file_type, fd })
    }

    /// Whether it accepts connections.
    pub fn is_listening(&self) -> bool {
        self.listening
    }

    /// Whether it carries a stream or datagrams.
    pub fn file_type(&self) -> FileType {
        self.file_type
    }

    /// Accepts a connection.
    pub fn accept(&self, nonblocking: bool) -> Result<Socket> {
        if !self.listening {
            return Err(Error::Inval);
        }
        let nonblocking = if nonblocking { SocketFlags::NONBLOCK } else { SocketFlags::empty() };
        let fd = retry_on_intr(|| accept_with(&self.fd, nonblocking | SocketFlags::CLOEXEC))?;
        Socket::new(fd)
    }

    /// Receives into `buffers`; 0 bytes are the end of a stream.
    pub fn receive(&self, buffers: &mut [IoSliceMut<'_>], how: Receive) -> Result<Received> {
        let peek = if how.peek { RecvFlags::PEEK } else { RecvFlags::empty() };
        let wait_all = if how.wait_all { RecvFlags::WAITALL } else { RecvFlags::empty() };
        let message =
            retry_on_intr(|| recvmsg(&self.fd, buffers, &mut RecvAncillaryBuffer::new(&mut []), peek | wait_all))?;
        Ok(Received { bytes: message.bytes, truncated: message.flags.contains(ReturnFlags::TRUNC) })
    }

    /// Sends from `buffers`.
    pub fn send(&self, buffers: &[IoSlice<'_>]) -> Result<usize> {
        Ok(retry_on_intr(|| sendmsg(&self.fd, buffers, &mut SendAncillaryBuffer::default(), SendFlags::NOSIGNAL))?)
    }

    /// Ends receiving, sending, or both.
    ///
    /// # Errors
    /// [`Error::Inval`] if neither is chosen.
    pub fn shutdown(&self, receiving: bool, sending: bool) -> Result<()> {
        let how = match (receiving, sending) {
            (true, true) => Shutdown::Both,
            (true, false) => Shutdown::Read,
            (false, true) => Shutdown::Write,
            (false, false) => return Err(Error::Inval),
        };
        Ok(shutdown(&self.fd, how)?)
    }

    /// Whether calls on it never wait.
    pub fn nonblocking(&self) -> Result<bool> {
        Ok(fcntl_getfl(&self.fd)?.contains(OFlags::NONBLOCK))
    }

    /// Makes calls on it wait or not.
    pub fn set_nonblocking(&self, on: bool) -> Result<()> {
        let flags = fcntl_getfl(&self.fd)?;
        let flags = if on { flags | OFlags::NONBLOCK } else { flags - OFlags::NONBLOCK };
        Ok(fcntl_setfl(&self.fd, flags)?)
    }

    /// The attributes.
    pub fn stat(&self) -> Result<Stat> {
        Ok(Stat { file_type: self.file_type, ..Stat::of(self.fd.as_fd())? })
    }

    /// What to wait for.
    pub fn source(&self) -> Source<'_> {
        Source::Host(self.fd.as_fd())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixStream;

    #[test]
    fn a_pair_talks() {
        let (a, b) = UnixStream::pair().unwrap();
        let (a, b) = (Socket::new(a).unwrap(), Socket::new(b).unwrap());
        assert_eq!(a.send(&[IoSlice::new(b"ab"), IoSlice::new(b"cd")]), Ok(4));
        let mut bytes = [0; 8];
        let peek = b.receive(&mut [IoSliceMut::new(&mut bytes)], Receive { peek: true, wait_all: false });
        assert_eq!(peek, Ok(Received { bytes: 4, truncated: false }));
        assert_eq!(b.receive(&mut [IoSliceMut::new(&mut bytes)], Receive::default()).unwrap().bytes, 4);
        assert_eq!(&bytes[..4], b"abcd");
        a.shutdown(false, true).unwrap();
        assert_eq!(b.receive(&mut [IoSliceMut::new(&mut bytes)], Receive::default()).unwrap().bytes, 0);
        b.set_nonblocking(true).unwrap();
        assert_eq!(b.nonblocking(), Ok(true));
        assert_eq!(a.accept(false).unwrap_err(), Error::Inval);
    }

    #[test]
    fn a_file_is_no_socket() {
        assert_eq!(Socket::new(tempfile::tempfile().unwrap()).unwrap_err(), Error::NotSock);
    }
}
