//! The guest's memory as the interface sees it: bytes at 32-bit addresses, every access checked.

use std::fmt;

/// A pointer of the guest that the specification answers with a trap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The region does not lie in memory.
    OutOfBounds {
        /// Where it starts.
        address: u32,
        /// How long it is, in bytes.
        len: u64,
    },
    /// The address is not a multiple of what the type there needs.
    Unaligned {
        /// The address.
        address: u32,
        /// What it should be a multiple of.
        align: u32,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::OutOfBounds { address, len } => {
                write!(f, "a WASI call was given {len} bytes at {address:#x}, which do not lie in memory")
            }
            Fault::Unaligned { address, align } => {
                write!(f, "a WASI call was given the address {address:#x}, which is not a multiple of {align}")
            }
        }
    }
}

impl std::error::Error for Fault {}

/// A view of a guest's memory for the length of one call.
///
/// [`SliceMemory`] is the view of a memory that nothing else touches during the call. A memory shared between threads
/// cannot be lent as a slice; its view answers `None` to [`as_slice`](GuestMemory::as_slice) and
/// [`as_mut_slice`](GuestMemory::as_mut_slice), and data goes through a bounded buffer instead.
pub trait GuestMemory {
    /// Copies from `address` on into `bytes`.
    ///
    /// # Errors
    /// The region does not lie in memory; nothing was copied.
    fn read(&self, address: u32, bytes: &mut [u8]) -> Result<(), Fault>;

    /// Copies `bytes` to `address` on.
    ///
    /// # Errors
    /// The region does not lie in memory; nothing was copied.
    fn write(&mut self, address: u32, bytes: &[u8]) -> Result<(), Fault>;

    /// How many bytes there are.
    fn size(&self) -> u64;

    /// All of memory, if it can be lent.
    fn as_slice(&self) -> Option<&[u8]> {
        None
    }

    /// All of memory, if it can be lent.
    fn as_mut_slice(&mut self) -> Option<&mut [u8]> {
        None
    }
}

/// The view of a memory that is at hand as a slice.
#[derive(Debug)]
pub struct SliceMemory<'a>(&'a mut [u8]);

impl<'a> SliceMemory<'a> {
    /// A view of `bytes`.
    pub fn new(bytes: &'a mut [u8]) -> SliceMemory<'a> {
        SliceMemory(bytes)
    }
}

impl GuestMemory for SliceMemory<'_> {
    fn read(&self, address: u32, bytes: &mut [u8]) -> Result<(), Fault> {
        let start = address as usize;
        let from = start.checked_add(bytes.len()).and_then(|end| self.0.get(start..end));
        bytes.copy_from_slice(from.ok_or(Fault::OutOfBounds { address, len: bytes.len() as u64 })?);
        Ok(())
    }

    fn write(&mut self, address: u32, bytes: &[u8]) -> Result<(), Fault> {
        let start = address as usize;
        let to = start.checked_add(bytes.len()).and_then(|end| self.0.get_mut(start..end));
        to.ok_or(Fault::OutOfBounds { address, len: bytes.len() as u64 })?.copy_from_slice(bytes);
        Ok(())
    }

    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn as_slice(&self) -> Option<&[u8]> {
        Some(self.0)
    }

    fn as_mut_slice(&mut self) -> Option<&mut [u8]> {
        Some(self.0)
    }
}

impl dyn GuestMemory + '_ {
    /// Fails unless `len` bytes lie at `address`.
    pub(super) fn check(&self, address: u32, len: u64) -> Result<(), Fault> {
        if u64::from(address) + len <= self.size() { Ok(()) } else { Err(Fault::OutOfBounds { address, len }) }
    }

    /// Fails unless `len` bytes lie at `address` and that is a multiple of `align`.
    pub(super) fn check_aligned(&self, address: u32, len: u64, align: u32) -> Result<(), Fault> {
        if !address.is_multiple_of(align) {
            return Err(Fault::Unaligned { address, align });
        }
        self.check(address, len)
    }

    /// The `N` bytes of something at `address` that needs an alignment of `align`.
    pub(super) fn load<const N: usize>(&self, address: u32, align: u32) -> Result<[u8; N], Fault> {
        self.check_aligned(address, N as u64, align)?;
        let mut bytes = [0; N];
        self.read(address, &mut bytes)?;
        Ok(bytes)
    }

    /// Stores the bytes of something that needs an alignment of `align`.
    pub(super) fn store(&mut self, address: u32, align: u32, bytes: &[u8]) -> Result<(), Fault> {
        self.check_aligned(address, bytes.len() as u64, align)?;
        self.write(address, bytes)
    }

    /// Stores a `u32`.
    pub(super) fn store_u32(&mut self, address: u32, value: u32) -> Result<(), Fault> {
        self.store(address, 4, &value.to_le_bytes())
    }

    /// Stores a `u64`.
    pub(super) fn store_u64(&mut self, address: u32, value: u64) -> Result<(), Fault> {
        self.store(address, 8, &value.to_le_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accesses_are_checked() {
        let mut bytes = [0; 16];
        let memory: &mut dyn GuestMemory = &mut SliceMemory::new(&mut bytes);
        memory.store_u64(8, 1).unwrap();
        assert_eq!(memory.store_u64(12, 1), Err(Fault::Unaligned { address: 12, align: 8 }));
        assert_eq!(memory.store_u64(16, 1), Err(Fault::OutOfBounds { address: 16, len: 8 }));
        assert_eq!(memory.load::<4>(u32::MAX - 3, 4), Err(Fault::OutOfBounds { address: u32::MAX - 3, len: 4 }));
        assert_eq!(memory.check(0, u64::from(u32::MAX)), Err(Fault::OutOfBounds { address: 0, len: u32::MAX.into() }));
        assert_eq!(memory.check(16, 0), Ok(()));
    }
}
