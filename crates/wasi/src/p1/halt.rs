//! How a call ends when it does not return: with an error number for the guest, or with the guest's end.

use super::memory::Fault;
use super::types::Errno;
use crate::core::error::Error;
use std::fmt;

/// What stops a guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// It ended itself by `proc_exit`, with this code, or by raising a signal (128 and the signal's number).
    Exit(u32),
    /// It passed a pointer that the specification answers with a trap.
    Fault(Fault),
}

impl fmt::Display for Halt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Halt::Exit(code) => write!(f, "the program exited with code {code}"),
            Halt::Fault(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for Halt {}

/// Why a call did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The guest gets this number and goes on.
    Errno(Errno),
    /// The guest stops.
    Halt(Halt),
}

impl From<Errno> for Failure {
    fn from(errno: Errno) -> Failure {
        Failure::Errno(errno)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Errno(error.into())
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        Failure::Halt(Halt::Fault(fault))
    }
}
