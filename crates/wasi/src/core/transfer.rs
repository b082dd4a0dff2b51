//! Moving bytes between a descriptor of the host and buffers: the scattered and gathered calls, but the plain ones for
//! a single buffer, which cost the kernel less.

use super::error::Result;
use rustix::fd::AsFd;
use rustix::io::{pread, preadv, pwrite, pwritev, read, readv, retry_on_intr, write, writev};
use std::io::{IoSlice, IoSliceMut};

/// Reads from the position on.
pub(super) fn receive(fd: impl AsFd, buffers: &mut [IoSliceMut<'_>]) -> Result<usize> {
    Ok(retry_on_intr(|| match buffers {
        [buffer] => read(&fd, &mut **buffer),
        _ => readv(&fd, buffers),
    })?)
}

/// Reads from `offset` on.
pub(super) fn receive_at(fd: impl AsFd, buffers: &mut [IoSliceMut<'_>], offset: u64) -> Result<usize> {
    Ok(retry_on_intr(|| match buffers {
        [buffer] => pread(&fd, &mut **buffer, offset),
        _ => preadv(&fd, buffers, offset),
    })?)
}

/// Writes from the position on.
pub(super) fn send(fd: impl AsFd, buffers: &[IoSlice<'_>]) -> Result<usize> {
    Ok(retry_on_intr(|| match buffers {
        [buffer] => write(&fd, buffer),
        _ => writev(&fd, buffers),
    })?)
}

/// Writes from `offset` on.
pub(super) fn send_at(fd: impl AsFd, buffers: &[IoSlice<'_>], offset: u64) -> Result<usize> {
    Ok(retry_on_intr(|| match buffers {
        [buffer] => pwrite(&fd, buffer, offset),
        _ => pwritev(&fd, buffers, offset),
    })?)
}
