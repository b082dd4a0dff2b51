//! What is written in assembly, one file per architecture: entering and leaving guest code, builtins' thunks, and what
//! a signal handler reads and writes of the interrupted registers.

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod x64;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
pub(crate) use x64::{
    Registers, check_supported, enter, prefetch, prepare_fiber, preserve_all, preserving, raise, switch, thunk,
    trap_stub,
};

#[cfg(not(all(target_arch = "x86_64", target_os = "linux")))]
mod unsupported;
#[cfg(not(all(target_arch = "x86_64", target_os = "linux")))]
pub(crate) use unsupported::{
    Registers, check_supported, enter, prefetch, prepare_fiber, preserving, switch, thunk, trap_stub,
};
