//! Why an operation of the core failed: the POSIX error conditions, free of any host's or preview's numbers.

use rustix::io::Errno;
use std::fmt;

/// What operations of the core return.
pub type Result<T> = std::result::Result<T, Error>;

macro_rules! errors {
    ($($name:ident = $host:ident, $text:literal;)*) => {
        /// A POSIX error condition.
        ///
        /// The names are those of POSIX without their `E`. [`Display`](fmt::Display) gives the sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Error {
            $(#[doc = concat!("`E", stringify!($host), "`: ", $text, ".")] $name,)*
        }

        impl fmt::Display for Error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Error::$name => $text,)* })
            }
        }

        impl From<Errno> for Error {
            fn from(errno: Errno) -> Error {
                match errno {
                    $(Errno::$host => Error::$name,)*
                    _ => Error::Io,
                }
            }
        }
    };
}

errors! {
    TooBig = TOOBIG, "argument list too long";
    Acces = ACCESS, "permission denied";
    AddrInUse = ADDRINUSE, "address in use";
    AddrNotAvail = ADDRNOTAVAIL, "address not available";
    AfNoSupport = AFNOSUPPORT, "address family not supported";
    Again = AGAIN, "resource unavailable, or operation would block";
    Already = ALREADY, "connection already in progress";
    BadF = BADF, "bad file descriptor";
    BadMsg = BADMSG, "bad message";
    Busy = BUSY, "device or resource busy";
    Canceled = CANCELED, "operation cancelled";
    Child = CHILD, "no child processes";
    ConnAborted = CONNABORTED, "connection aborted";
    ConnRefused = CONNREFUSED, "connection refused";
    ConnReset = CONNRESET, "connection reset";
    DeadLk = DEADLK, "resource deadlock would occur";
    DestAddrReq = DESTADDRREQ, "destination address required";
    Dom = DOM, "argument out of domain of function";
    DQuot = DQUOT, "disk quota exceeded";
    Exist = EXIST, "file exists";
    Fault = FAULT, "bad address";
    FBig = FBIG, "file too large";
    HostUnreach = HOSTUNREACH, "host is unreachable";
    IdRm = IDRM, "identifier removed";
    IlSeq = ILSEQ, "illegal byte sequence";
    InProgress = INPROGRESS, "operation in progress";
    Intr = INTR, "interrupted function";
    Inval = INVAL, "invalid argument";
    Io = IO, "I/O error";
    IsConn = ISCONN, "socket is connected";
    IsDir = ISDIR, "is a directory";
    Loop = LOOP, "too many levels of symbolic links";
    MFile = MFILE, "too many open descriptors";
    MLink = MLINK, "too many links";
    MsgSize = MSGSIZE, "message too large";
    MultiHop = MULTIHOP, "multihop attempted";
    NameTooLong = NAMETOOLONG, "file name too long";
    NetDown = NETDOWN, "network is down";
    NetReset = NETRESET, "connection aborted by network";
    NetUnreach = NETUNREACH, "network unreachable";
    NFile = NFILE, "too many files open in system";
    NoBufs = NOBUFS, "no buffer space available";
    NoDev = NODEV, "no such device";
    NoEnt = NOENT, "no such file or directory";
    NoExec = NOEXEC, "executable file format error";
    NoLck = NOLCK, "no locks available";
    NoLink = NOLINK, "link has been severed";
    NoMem = NOMEM, "not enough memory";
    NoMsg = NOMSG, "no message of the desired type";
    NoProtoOpt = NOPROTOOPT, "protocol option not available";
    NoSpc = NOSPC, "no space left on device";
    NoSys = NOSYS, "function not supported";
    NotConn = NOTCONN, "socket is not connected";
    NotDir = NOTDIR, "not a directory";
    NotEmpty = NOTEMPTY, "directory not empty";
    NotRecoverable = NOTRECOVERABLE, "state not recoverable";
    NotSock = NOTSOCK, "not a socket";
    NotSup = NOTSUP, "operation not supported";
    NoTty = NOTTY, "inappropriate I/O control operation";
    Nxio = NXIO, "no such device or address";
    Overflow = OVERFLOW, "value too large to be stored in data type";
    OwnerDead = OWNERDEAD, "previous owner died";
    Perm = PERM, "operation not permitted";
    Pipe = PIPE, "broken pipe";
    Proto = PROTO, "protocol error";
    ProtoNoSupport = PROTONOSUPPORT, "protocol not supported";
    Prototype = PROTOTYPE, "protocol wrong type for socket";
    Range = RANGE, "result too large";
    RoFs = ROFS, "read-only file system";
    SPipe = SPIPE, "invalid seek";
    Srch = SRCH, "no such process";
    Stale = STALE, "stale file handle";
    TimedOut = TIMEDOUT, "operation timed out";
    TxtBsy = TXTBSY, "text file busy";
    XDev = XDEV, "cross-device link";
}

impl std::error::Error for Error {}
