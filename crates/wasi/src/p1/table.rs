//! The table of descriptors.

use super::rights::{self, Rights};
use super::types::{Errno, FdFlags};
use crate::core::fs::{Dir, File, FileType, Stat};
use crate::core::poll::Source;
use crate::core::sockets::Socket;
use crate::core::stdio::{InputStream, OutputStream};
use crate::core::{Error, Result};
use std::fmt;

/// What a descriptor refers to.
pub(super) enum Object {
    /// A standard stream to read.
    Input { stream: Box<dyn InputStream>, nonblocking: bool },
    /// A standard stream to write.
    Output { stream: Box<dyn OutputStream>, nonblocking: bool },
    /// An open file.
    File(File),
    /// An open directory, and the name a granted one goes by.
    Dir { dir: Dir, preopen: Option<String> },
    /// A socket.
    Socket(Socket),
}

impl Object {
    /// The type and attributes.
    pub fn stat(&self) -> Result<Stat> {
        match self {
            Object::Input { stream, .. } => stream.stat(),
            Object::Output { stream, .. } => stream.stat(),
            Object::File(file) => file.stat(),
            Object::Dir { dir, .. } => dir.stat(),
            Object::Socket(socket) => socket.stat(),
        }
    }

    /// The type. What is a character device and no terminal is told as unknown for a standard stream, because libc
    /// takes a device without a position for a terminal.
    pub fn file_type(&self) -> FileType {
        let of_stream = |stat: Result<Stat>, is_terminal: bool| match stat.map(|stat| stat.file_type) {
            Ok(FileType::CharacterDevice) if !is_terminal => FileType::Unknown,
            Ok(file_type) => file_type,
            Err(_) => FileType::Unknown,
        };
        match self {
            Object::Input { stream, .. } => of_stream(stream.stat(), stream.is_terminal()),
            Object::Output { stream, .. } => of_stream(stream.stat(), stream.is_terminal()),
            Object::File(file) => file.file_type(),
            Object::Dir { .. } => FileType::Directory,
            Object::Socket(socket) => socket.file_type(),
        }
    }

    /// How it behaves.
    pub fn flags(&self) -> Result<FdFlags> {
        let nonblock = |on| if on { FdFlags::NONBLOCK } else { FdFlags::empty() };
        match self {
            Object::Input { nonblocking, .. } | Object::Output { nonblocking, .. } => Ok(nonblock(*nonblocking)),
            Object::File(file) => Ok(file.flags().into()),
            Object::Dir { .. } => Ok(FdFlags::empty()),
            Object::Socket(socket) => socket.nonblocking().map(nonblock),
        }
    }

    /// Changes how it behaves. For a standard stream, which the host shares with others, only here.
    pub fn set_flags(&mut self, flags: FdFlags) -> Result<()> {
        match self {
            Object::File(file) => return file.set_flags(flags.into()),
            Object::Input { nonblocking, .. } | Object::Output { nonblocking, .. } => {
                *nonblocking = flags.contains(FdFlags::NONBLOCK);
            }
            Object::Socket(socket) => socket.set_nonblocking(flags.contains(FdFlags::NONBLOCK))?,
            Object::Dir { .. } => {}
        }
        Ok(())
    }

    /// What to wait for until it can be read or written.
    pub fn source(&self) -> Source<'_> {
        match self {
            Object::Input { stream, .. } => stream.source(),
            Object::Output { stream, .. } => stream.source(),
            Object::File(file) => file.source(),
            Object::Dir { .. } => Source::Ready { bytes: 0 },
            Object::Socket(socket) => socket.source(),
        }
    }

    /// The open file, or why there is none.
    pub fn file(&self) -> Result<&File> {
        match self {
            Object::File(file) => Ok(file),
            Object::Dir { .. } => Err(Error::IsDir),
            Object::Input { .. } | Object::Output { .. } | Object::Socket(_) => Err(Error::Inval),
        }
    }

    /// The directory, or why there is none.
    pub fn dir(&self) -> Result<&Dir> {
        match self {
            Object::Dir { dir, .. } => Ok(dir),
            _ => Err(Error::NotDir),
        }
    }

    /// The socket, or why there is none.
    pub fn socket(&self) -> Result<&Socket> {
        match self {
            Object::Socket(socket) => Ok(socket),
            _ => Err(Error::NotSock),
        }
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Object::Input { .. } => f.write_str("Input"),
            Object::Output { .. } => f.write_str("Output"),
            Object::File(file) => file.fmt(f),
            Object::Dir { dir, preopen } => f.debug_tuple("Dir").field(dir).field(preopen).finish(),
            Object::Socket(socket) => socket.fmt(f),
        }
    }
}

/// A descriptor.
#[derive(Debug)]
pub(super) struct Entry {
    /// What it refers to.
    pub object: Object,
    /// What may be done with it.
    pub rights: Rights,
    /// What may be done with what is opened through it.
    pub inheriting: Rights,
}

impl Entry {
    /// A descriptor with all the rights that make sense for `object`.
    pub fn granted(object: Object) -> Entry {
        Entry { rights: rights::applicable(&object), inheriting: rights::inheritable(&object), object }
    }

    /// A descriptor opened through one that hands on `inheriting`.
    pub fn opened(object: Object, inheriting: Rights) -> Entry {
        let mut entry = Entry::granted(object);
        entry.rights &= inheriting;
        entry.inheriting &= inheriting;
        entry
    }

    /// Fails unless all of `rights` are there. Without the right to read or write, a file counts as not open for it.
    pub fn need(&self, rights: Rights) -> std::result::Result<(), Errno> {
        let missing = rights - self.rights;
        match missing {
            missing if missing.is_empty() => Ok(()),
            missing if missing.intersects(Rights::FD_READ | Rights::FD_WRITE) => Err(Errno::BadF),
            _ => Err(Errno::NotCapable),
        }
    }
}

/// Descriptors by number. A new one gets the lowest that is free.
#[derive(Debug)]
pub(super) struct Table {
    slots: Vec<Option<Entry>>,
    /// No slot below is free.
    lowest: usize,
    open: usize,
    limit: usize,
}

impl Table {
    /// A table that starts with `entries` and has room for `limit`, or for them if they are more.
    pub fn new(entries: Vec<Entry>, limit: usize) -> Table {
        let open = entries.len();
        Table { slots: entries.into_iter().map(Some).collect(), lowest: open, open, limit: limit.max(open) }
    }

    /// The descriptor `fd`.
    pub fn get(&self, fd: u32) -> std::result::Result<&Entry, Errno> {
        self.slots.get(fd as usize).and_then(Option::as_ref).ok_or(Errno::BadF)
    }

    /// The descriptor `fd`.
    pub fn get_mut(&mut self, fd: u32) -> std::result::Result<&mut Entry, Errno> {
        self.slots.get_mut(fd as usize).and_then(Option::as_mut).ok_or(Errno::BadF)
    }

    /// Fails when no descriptor can be added. Asked before anything is opened, so that nothing is done in vain.
    pub fn need_room(&self) -> std::result::Result<(), Errno> {
        if self.open < self.limit { Ok(()) } else { Err(Errno::MFile) }
    }

    /// Adds a descriptor and gives its number.
    pub fn push(&mut self, entry: Entry) -> std::result::Result<u32, Errno> {
        self.need_room()?;
        let free = self.slots[self.lowest..].iter().position(Option::is_none);
        let slot = free.map_or(self.slots.len(), |ahead| self.lowest + ahead);
        let fd = u32::try_from(slot).map_err(|_| Errno::MFile)?;
        match self.slots.get_mut(slot) {
            Some(free) => *free = Some(entry),
            None => self.slots.push(Some(entry)),
        }
        self.lowest = slot + 1;
        self.open += 1;
        Ok(fd)
    }

    /// Takes the descriptor `fd` out.
    pub fn remove(&mut self, fd: u32) -> std::result::Result<Entry, Errno> {
        let entry = self.slots.get_mut(fd as usize).and_then(Option::take).ok_or(Errno::BadF)?;
        self.lowest = self.lowest.min(fd as usize);
        self.open -= 1;
        Ok(entry)
    }

    /// Makes `to`, which is open and is closed by this, what `from` was; `from` is free afterwards.
    pub fn renumber(&mut self, from: u32, to: u32) -> std::result::Result<(), Errno> {
        self.get(from)?;
        self.get(to)?;
        if from != to {
            let entry = self.remove(from)?;
            *self.get_mut(to)? = entry;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::stdio::MemoryInput;

    fn entry() -> Entry {
        Entry::granted(Object::Input { stream: Box::new(MemoryInput::empty()), nonblocking: false })
    }

    /// CVE-2025-53901, GHSA-3p27-qvp9-27qf: after renumbering, numbers were lost or given twice.
    #[test]
    fn numbers_are_neither_lost_nor_given_twice() {
        let mut table = Table::new((0..4).map(|_| entry()).collect(), 6);
        table.renumber(3, 3).unwrap();
        table.renumber(3, 0).unwrap();
        assert_eq!(table.get(3).unwrap_err(), Errno::BadF);
        assert_eq!(table.renumber(3, 0), Err(Errno::BadF));
        assert_eq!(table.renumber(0, 3), Err(Errno::BadF));
        assert_eq!(table.renumber(0, u32::MAX), Err(Errno::BadF));
        assert_eq!([(); 3].map(|()| table.push(entry())), [Ok(3), Ok(4), Ok(5)]);
        assert_eq!(table.push(entry()), Err(Errno::MFile));
        for round in 0..1000 {
            table.renumber(5, 1).unwrap();
            table.renumber(4, 2).unwrap();
            table.remove(0).unwrap();
            assert_eq!([(); 3].map(|()| table.push(entry())), [Ok(0), Ok(4), Ok(5)], "round {round}");
        }
        assert_eq!(table.slots.len(), 6, "the table grew");
    }
}
