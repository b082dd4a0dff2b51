//! What one call, and one guest, may take of the host.
//!
//! The guest chooses lengths and counts; the host's memory and time are not the guest's to spend. Every number that
//! comes from a guest and decides an allocation or a loop of the host is held against one of these.

/// The bytes of a path, or of a symbolic link's target, that are looked at (`PATH_MAX` of Linux).
pub const PATH_BYTES: usize = 4096;

/// Upper bounds on calls and on a guest's handles.
///
/// ```
/// use wharf_wasi::{Limits, WasiCtx};
///
/// let limits = Limits { handles: 64, ..Limits::default() };
/// let ctx = WasiCtx::builder().limits(limits).build()?;
/// # drop(ctx);
/// # Ok::<(), wharf_wasi::BuildError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that one read or write moves at most; a longer one is done in part, as POSIX allows.
    pub bytes_per_call: usize,
    /// Buffers that one scattered read or gathered write uses at most; the rest is left, as with `bytes_per_call`.
    pub buffers_per_call: usize,
    /// Bytes that one request for random bytes may ask for; a longer one is refused.
    pub random_bytes: usize,
    /// Bytes of host memory that one listing of a directory may use.
    pub directory_buffer: usize,
    /// Events that one wait may subscribe to; more are refused.
    pub subscriptions: usize,
    /// Descriptors a guest may hold open at a time; opening one more fails as it does at `RLIMIT_NOFILE`.
    pub handles: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes_per_call: 1 << 30,
            buffers_per_call: 1024,
            random_bytes: 64 << 20,
            directory_buffer: 32 << 10,
            subscriptions: 4096,
            handles: 16 << 10,
        }
    }
}
