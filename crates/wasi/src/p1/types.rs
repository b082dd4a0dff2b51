//! The enumerations and flags of the interface (`typenames.witx`), checked where a guest's integer becomes one.

use crate::core::error::Error;
use crate::core::fs::{Advice, FileFlags, FileType, SetTime};
use bitflags::{Flags, bitflags};

macro_rules! errnos {
    ($($name:ident)*) => {
        /// An error number (`errno`). The names are those of [`Error`], the numbers those of the specification.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u16)]
        #[allow(missing_docs)] // Each means what the variant of `Error` with its name says.
        pub enum Errno {
            Success,
            $($name,)*
            /// Extension: a right was not granted, or was given up.
            NotCapable,
        }

        impl From<Error> for Errno {
            fn from(error: Error) -> Errno {
                match error {
                    $(Error::$name => Errno::$name,)*
                }
            }
        }
    };
}

// In the order of the specification, which gives them their numbers.
errnos! {
    TooBig Acces AddrInUse AddrNotAvail AfNoSupport Again Already BadF BadMsg Busy Canceled Child ConnAborted
    ConnRefused ConnReset DeadLk DestAddrReq Dom DQuot Exist Fault FBig HostUnreach IdRm IlSeq InProgress Intr Inval Io
    IsConn IsDir Loop MFile MLink MsgSize MultiHop NameTooLong NetDown NetReset NetUnreach NFile NoBufs NoDev NoEnt
    NoExec NoLck NoLink NoMem NoMsg NoProtoOpt NoSpc NoSys NotConn NotDir NotEmpty NotRecoverable NotSock NotSup NoTty
    Nxio Overflow OwnerDead Perm Pipe Proto ProtoNoSupport Prototype Range RoFs SPipe Srch Stale TimedOut TxtBsy XDev
}

bitflags! {
    /// `lookupflags`.
    #[derive(Clone, Copy)]
    pub(super) struct LookupFlags: u32 {
        const SYMLINK_FOLLOW = 1;
    }

    /// `oflags`.
    #[derive(Clone, Copy)]
    pub(super) struct OFlags: u32 {
        const CREAT = 1;
        const DIRECTORY = 2;
        const EXCL = 4;
        const TRUNC = 8;
    }

    /// `fdflags`.
    #[derive(Clone, Copy)]
    pub(super) struct FdFlags: u32 {
        const APPEND = 1;
        const DSYNC = 2;
        const NONBLOCK = 4;
        const RSYNC = 8;
        const SYNC = 16;
    }

    /// `fstflags`.
    #[derive(Clone, Copy)]
    pub(super) struct FstFlags: u32 {
        const ATIM = 1;
        const ATIM_NOW = 2;
        const MTIM = 4;
        const MTIM_NOW = 8;
    }

    /// `riflags`.
    #[derive(Clone, Copy)]
    pub(super) struct RiFlags: u32 {
        const PEEK = 1;
        const WAITALL = 2;
    }

    /// `sdflags`.
    #[derive(Clone, Copy)]
    pub(super) struct SdFlags: u32 {
        const RD = 1;
        const WR = 2;
    }
}

/// The flags in a guest's integer; a bit that means nothing is `errno::inval`.
pub(super) fn flags<T: Flags<Bits = u32>>(bits: u32) -> Result<T, Errno> {
    T::from_bits(bits).ok_or(Errno::Inval)
}

impl From<FdFlags> for FileFlags {
    fn from(flags: FdFlags) -> FileFlags {
        let pairs = [
            (FdFlags::APPEND, FileFlags::APPEND),
            (FdFlags::DSYNC, FileFlags::DSYNC),
            (FdFlags::NONBLOCK, FileFlags::NONBLOCK),
            (FdFlags::RSYNC, FileFlags::RSYNC),
            (FdFlags::SYNC, FileFlags::SYNC),
        ];
        pairs.iter().filter(|(from, _)| flags.contains(*from)).map(|(_, to)| *to).collect()
    }
}

impl From<FileFlags> for FdFlags {
    fn from(flags: FileFlags) -> FdFlags {
        let pairs = [
            (FileFlags::APPEND, FdFlags::APPEND),
            (FileFlags::DSYNC, FdFlags::DSYNC),
            (FileFlags::NONBLOCK, FdFlags::NONBLOCK),
            (FileFlags::RSYNC, FdFlags::RSYNC),
            (FileFlags::SYNC, FdFlags::SYNC),
        ];
        pairs.iter().filter(|(from, _)| flags.contains(*from)).map(|(_, to)| *to).collect()
    }
}

/// The number of a `filetype`. There is none for a pipe.
pub(super) fn filetype(file_type: FileType) -> u8 {
    match file_type {
        FileType::Unknown | FileType::Fifo => 0,
        FileType::BlockDevice => 1,
        FileType::CharacterDevice => 2,
        FileType::Directory => 3,
        FileType::RegularFile => 4,
        FileType::SocketDgram => 5,
        FileType::SocketStream => 6,
        FileType::SymbolicLink => 7,
    }
}

/// `advice`.
pub(super) fn advice(advice: u32) -> Result<Advice, Errno> {
    match advice {
        0 => Ok(Advice::Normal),
        1 => Ok(Advice::Sequential),
        2 => Ok(Advice::Random),
        3 => Ok(Advice::WillNeed),
        4 => Ok(Advice::DontNeed),
        5 => Ok(Advice::NoReuse),
        _ => Err(Errno::Inval),
    }
}

/// The two times of a call that sets them: accessed, modified.
pub(super) fn times(atim: u64, mtim: u64, fst_flags: u32) -> Result<(SetTime, SetTime), Errno> {
    let flags: FstFlags = flags(fst_flags)?;
    let choose = |to, now, time| match (flags.contains(to), flags.contains(now)) {
        (false, false) => Ok(SetTime::Keep),
        (true, false) => Ok(SetTime::To(time)),
        (false, true) => Ok(SetTime::Now),
        (true, true) => Err(Errno::Inval),
    };
    Ok((choose(FstFlags::ATIM, FstFlags::ATIM_NOW, atim)?, choose(FstFlags::MTIM, FstFlags::MTIM_NOW, mtim)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errnos_have_the_numbers_of_the_specification() {
        let expected = [
            (Errno::Success, 0),
            (Errno::TooBig, 1),
            (Errno::Acces, 2),
            (Errno::BadF, 8),
            (Errno::Exist, 20),
            (Errno::Inval, 28),
            (Errno::IsDir, 31),
            (Errno::Loop, 32),
            (Errno::NameTooLong, 37),
            (Errno::NoEnt, 44),
            (Errno::NoSys, 52),
            (Errno::NotDir, 54),
            (Errno::NotEmpty, 55),
            (Errno::NotSock, 57),
            (Errno::NotSup, 58),
            (Errno::Perm, 63),
            (Errno::Pipe, 64),
            (Errno::SPipe, 70),
            (Errno::XDev, 75),
            (Errno::NotCapable, 76),
        ];
        for (errno, number) in expected {
            assert_eq!(errno as u16, number, "{errno:?}");
        }
    }
}
