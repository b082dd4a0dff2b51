//! `proc_*` and `sched_yield`.

use super::halt::{Failure, Halt};
use super::memory::GuestMemory;
use super::types::Errno;
use super::{P1, Result};

impl P1 {
    /// Ends the guest; comes back as [`Halt::Exit`].
    pub fn proc_exit(&mut self, _: &mut dyn GuestMemory, code: u32) -> Result {
        Err(Failure::Halt(Halt::Exit(code)))
    }

    /// Does what a signal does to a process that does not handle it: most end it, with the exit code 128 and the
    /// signal's number. There is nobody to stop it for and continue it later, so the signals that stop are
    /// `errno::notsup`.
    pub fn proc_raise(&mut self, _: &mut dyn GuestMemory, signal: u32) -> Result {
        match signal {
            // none, pipe, chld, cont, urg, winch
            0 | 13 | 16 | 17 | 22 | 27 => Ok(()),
            // stop, tstp, ttin, ttou
            18..=21 => Err(Errno::NotSup.into()),
            1..=30 => Err(Failure::Halt(Halt::Exit(128 + signal))),
            _ => Err(Errno::Inval.into()),
        }
    }

    /// Lets other threads of the host run.
    pub fn sched_yield(&mut self, _: &mut dyn GuestMemory) -> Result {
        std::thread::yield_now();
        Ok(())
    }
}
