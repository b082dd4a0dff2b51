//! Standard streams: the host's, or ones made of memory for tests and embedders.

use super::error::{Error, Result};
use super::fs::{FileType, SeekFrom, Stat};
use super::poll::Source;
use super::transfer;
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::io::fcntl_dupfd_cloexec;
use std::io::{IoSlice, IoSliceMut, IsTerminal};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a standard stream is, besides being read or written.
pub trait Stream: Send {
    /// What to wait for until it can be used.
    fn source(&self) -> Source<'_> {
        Source::Ready { bytes: 0 }
    }

    /// Its attributes.
    fn stat(&self) -> Result<Stat> {
        Ok(Stat::of_type(FileType::Unknown))
    }

    /// Whether a person sits at the other end.
    fn is_terminal(&self) -> bool {
        false
    }

    /// Moves the position, where there is one.
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let _ = to;
        Err(Error::SPipe)
    }
}

/// Something to be a guest's standard input.
pub trait InputStream: Stream {
    /// Reads into `buffers`; 0 is the end. It waits while there is nothing yet.
    fn read(&mut self, buffers: &mut [IoSliceMut<'_>]) -> Result<usize>;
}

/// Something to be a guest's standard output or standard error.
pub trait OutputStream: Stream {
    /// Writes from `buffers`, in part where it must.
    fn write(&mut self, buffers: &[IoSlice<'_>]) -> Result<usize>;
}

/// A stream of the host: one of the process's own, an open file, a pipe.
///
/// It is unbuffered: what the guest writes is out when the call returns, and what it has not read stays to be read.
#[derive(Debug)]
pub struct HostStream(OwnedFd);

impl HostStream {
    /// An open file, pipe or socket of the host.
    pub fn new(fd: impl Into<OwnedFd>) -> HostStream {
        HostStream(fd.into())
    }

    /// The process's standard input.
    ///
    /// # Errors
    /// It is closed.
    pub fn stdin() -> Result<HostStream> {
        HostStream::inherit(rustix::stdio::stdin())
    }

    /// The process's standard output.
    ///
    /// # Errors
    /// It is closed.
    pub fn stdout() -> Result<HostStream> {
        HostStream::inherit(rustix::stdio::stdout())
    }

    /// The process's standard error.
    ///
    /// # Errors
    /// It is closed.
    pub fn stderr() -> Result<HostStream> {
        HostStream::inherit(rustix::stdio::stderr())
    }

    /// The same open file under another number, above those of the standard streams.
    fn inherit(fd: BorrowedFd<'_>) -> Result<HostStream> {
        Ok(HostStream(fcntl_dupfd_cloexec(fd, 3)?))
    }
}

impl Stream for HostStream {
    fn source(&self) -> Source<'_> {
        Source::Host(self.0.as_fd())
    }

    fn stat(&self) -> Result<Stat> {
        Stat::of(self.0.as_fd())
    }

    fn is_terminal(&self) -> bool {
        self.0.is_terminal()
    }

    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        Ok(rustix::fs::seek(&self.0, to)?)
    }
}

impl InputStream for HostStream {
    fn read(&mut self, buffers: &mut [IoSliceMut<'_>]) -> Result<usize> {
        transfer::receive(&self.0, buffers)
    }
}

impl OutputStream for HostStream {
    fn write(&mut self, buffers: &[IoSlice<'_>]) -> Result<usize> {
        transfer::send(&self.0, buffers)
    }
}

/// Input from bytes in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryInput {
    bytes: Vec<u8>,
    position: usize,
}

impl MemoryInput {
    /// `bytes`, then the end.
    pub fn new(bytes: impl Into<Vec<u8>>) -> MemoryInput {
        MemoryInput { bytes: bytes.into(), position: 0 }
    }

    /// Nothing but the end.
    pub fn empty() -> MemoryInput {
        MemoryInput::default()
    }

    fn left(&self) -> &[u8] {
        &self.bytes[self.position..]
    }
}

impl Stream for MemoryInput {
    fn source(&self) -> Source<'_> {
        Source::Ready { bytes: self.left().len() as u64 }
    }
}

impl InputStream for MemoryInput {
    fn read(&mut self, buffers: &mut [IoSliceMut<'_>]) -> Result<usize> {
        let start = self.position;
        for buffer in buffers {
            let len = buffer.len().min(self.left().len());
            buffer[..len].copy_from_slice(&self.bytes[self.position..self.position + len]);
            self.position += len;
        }
        Ok(self.position - start)
    }
}

/// Output kept in memory, up to a size. Clones share what was written.
#[derive(Clone, Debug)]
pub struct MemoryOutput {
    bytes: Arc<Mutex<Vec<u8>>>,
    capacity: usize,
}

impl MemoryOutput {
    /// Keeps at most `capacity` bytes; beyond that the guest is told that no space is left.
    pub fn new(capacity: usize) -> MemoryOutput {
        MemoryOutput { bytes: Arc::default(), capacity }
    }

    /// What was written so far.
    pub fn contents(&self) -> Vec<u8> {
        self.lock().clone()
    }

    /// A panic elsewhere leaves bytes that are still good to look at.
    fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stream for MemoryOutput {}

impl OutputStream for MemoryOutput {
    fn write(&mut self, buffers: &[IoSlice<'_>]) -> Result<usize> {
        let mut bytes = self.lock();
        let start = bytes.len();
        for buffer in buffers {
            let room = self.capacity - bytes.len();
            bytes.extend_from_slice(&buffer[..buffer.len().min(room)]);
        }
        let written = bytes.len() - start;
        if written == 0 && buffers.iter().any(|buffer| !buffer.is_empty()) { Err(Error::NoSpc) } else { Ok(written) }
    }
}

/// Output that is thrown away.
#[derive(Clone, Copy, Debug, Default)]
pub struct Discard;

impl Stream for Discard {}

impl OutputStream for Discard {
    fn write(&mut self, buffers: &[IoSlice<'_>]) -> Result<usize> {
        Ok(buffers.iter().map(|buffer| buffer.len()).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_input_fills_buffers_in_order() {
        let mut input = MemoryInput::new("hello");
        let (mut first, mut second) = ([0; 2], [0; 8]);
        let read = input.read(&mut [IoSliceMut::new(&mut first), IoSliceMut::new(&mut second)]).unwrap();
        assert_eq!((read, &first, &second[..3]), (5, b"he", &b"llo"[..]));
        assert_eq!(input.read(&mut [IoSliceMut::new(&mut first)]), Ok(0));
    }

    #[test]
    fn memory_output_is_bounded() {
        let output = MemoryOutput::new(4);
        assert_eq!(output.clone().write(&[IoSlice::new(b"abc"), IoSlice::new(b"def")]), Ok(4));
        assert_eq!(output.clone().write(&[IoSlice::new(b"g")]), Err(Error::NoSpc));
        assert_eq!(output.contents(), b"abcd");
    }
}
