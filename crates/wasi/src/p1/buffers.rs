//! Scattered reads and gathered writes (`iovec_array`, `ciovec_array`) straight from and to the guest's memory.
//!
//! What a guest asks beyond the limits is left undone: a read or write may always be done in part.

use super::memory::GuestMemory;
use super::types::Errno;
use super::{Failure, Result};
use crate::core;
use crate::core::limits::Limits;
use std::io::{IoSlice, IoSliceMut};

/// Entries of a list that are looked at. Empty ones do not count towards [`Limits::buffers_per_call`].
const LIST_ENTRIES: u32 = 1 << 16;

/// Bytes of the buffer between the host and a memory that cannot be lent.
const BOUNCE_BYTES: usize = 64 << 10;

/// A region of memory that lies in it, and is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Region {
    start: usize,
    len: usize,
}

/// The regions one call reads into or writes from.
#[derive(Debug)]
pub(super) struct Buffers(Vec<Region>);

impl Buffers {
    /// The regions described by the list of `count` entries at `list`.
    pub fn load(memory: &dyn GuestMemory, list: u32, count: u32, limits: &Limits) -> Result<Buffers> {
        memory.check_aligned(list, u64::from(count) * 8, 4)?;
        if count > LIST_ENTRIES {
            return Err(Errno::Inval.into());
        }
        let mut regions = Vec::new();
        // The count of bytes goes back to the guest in 32 bits.
        let mut left = limits.bytes_per_call.min(i32::MAX as usize);
        for index in 0..count {
            let entry: [u8; 8] = memory.load(list + index * 8, 4)?;
            let [address, len] = [[entry[0], entry[1], entry[2], entry[3]], [entry[4], entry[5], entry[6], entry[7]]]
                .map(u32::from_le_bytes);
            memory.check(address, len.into())?;
            let len = left.min(len as usize);
            if len > 0 {
                regions.push(Region { start: address as usize, len });
                left -= len;
            }
            if left == 0 || regions.len() == limits.buffers_per_call {
                break;
            }
        }
        Ok(Buffers(regions))
    }

    /// Lets `read` fill the regions; gives what it gives.
    pub fn fill<T: Bytes>(
        &self,
        memory: &mut dyn GuestMemory,
        read: impl FnOnce(&mut [IoSliceMut<'_>]) -> core::Result<T>,
    ) -> Result<T> {
        if let Some(bytes) = memory.as_mut_slice() {
            return Ok(read(&mut carve(bytes, &self.0))?);
        }
        let mut bounce = vec![0; self.total().min(BOUNCE_BYTES)];
        let done = read(&mut [IoSliceMut::new(&mut bounce)])?;
        let mut rest = &bounce[..done.bytes()];
        for region in &self.0 {
            let (now, later) = rest.split_at(region.len.min(rest.len()));
            memory.write(region.start as u32, now)?;
            rest = later;
        }
        Ok(done)
    }

    /// Lets `write` take the regions' contents; gives how many bytes it took.
    pub fn drain(
        &self,
        memory: &dyn GuestMemory,
        write: impl FnOnce(&[IoSlice<'_>]) -> core::Result<usize>,
    ) -> Result<usize> {
        if let Some(bytes) = memory.as_slice() {
            let slices: Vec<_> =
                self.0.iter().map(|region| IoSlice::new(&bytes[region.start..region.start + region.len])).collect();
            return Ok(write(&slices)?);
        }
        let mut bounce = vec![0; self.total().min(BOUNCE_BYTES)];
        let mut rest = &mut bounce[..];
        for region in &self.0 {
            let (now, later) = rest.split_at_mut(region.len.min(rest.len()));
            memory.read(region.start as u32, now)?;
            rest = later;
        }
        write(&[IoSlice::new(&bounce)]).map_err(Failure::from)
    }

    fn total(&self) -> usize {
        self.0.iter().fold(0, |total: usize, region| total.saturating_add(region.len))
    }
}

/// Something that tells how many bytes were moved.
pub(super) trait Bytes {
    /// How many.
    fn bytes(&self) -> usize;
}

impl Bytes for usize {
    fn bytes(&self) -> usize {
        *self
    }
}

impl Bytes for core::sockets::Received {
    fn bytes(&self) -> usize {
        self.bytes
    }
}

/// Cuts `regions` out of `memory`, all at once. Where one overlaps an earlier one, it and those after it are left out:
/// the read is done in part.
fn carve<'a>(memory: &'a mut [u8], regions: &[Region]) -> Vec<IoSliceMut<'a>> {
    if let [region] = regions {
        return vec![IoSliceMut::new(&mut memory[region.start..region.start + region.len])];
    }
    let mut by_address: Vec<(Region, usize)> = regions[..distinct(regions)].iter().copied().zip(0..).collect();
    by_address.sort_unstable_by_key(|(region, _)| region.start);
    let mut slices = Vec::with_capacity(by_address.len());
    let (mut rest, mut at) = (memory, 0);
    for (region, place) in by_address {
        let (_, from) = rest.split_at_mut(region.start - at);
        let (slice, later) = from.split_at_mut(region.len);
        slices.push((place, IoSliceMut::new(slice)));
        (rest, at) = (later, region.start + region.len);
    }
    slices.sort_unstable_by_key(|(place, _)| *place);
    slices.into_iter().map(|(_, slice)| slice).collect()
}

/// How many of `regions`, from the first on, overlap none of each other.
fn distinct(regions: &[Region]) -> usize {
    let mut taken = std::collections::BTreeMap::new();
    for (index, region) in regions.iter().enumerate() {
        let end = region.start + region.len;
        // The last region that starts before this one's end is the only one that can reach into it.
        if taken.range(..end).next_back().is_some_and(|(_, &taken_end)| taken_end > region.start) {
            return index;
        }
        taken.insert(region.start, end);
    }
    regions.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::p1::memory::{Fault, SliceMemory};
    use crate::p1::{Failure, Halt};

    /// A memory that cannot be lent.
    struct Shared(Vec<u8>);

    impl GuestMemory for Shared {
        fn read(&self, address: u32, bytes: &mut [u8]) -> std::result::Result<(), Fault> {
            SliceMemory::new(&mut self.0.clone()).read(address, bytes)
        }

        fn write(&mut self, address: u32, bytes: &[u8]) -> std::result::Result<(), Fault> {
            SliceMemory::new(&mut self.0).write(address, bytes)
        }

        fn size(&self) -> u64 {
            self.0.len() as u64
        }
    }

    fn list(entries: &[(u32, u32)]) -> Vec<u8> {
        let mut bytes: Vec<u8> =
            entries.iter().flat_map(|(address, len)| [address.to_le_bytes(), len.to_le_bytes()]).flatten().collect();
        bytes.resize(256, b'.');
        bytes
    }

    fn read_hello(slices: &mut [IoSliceMut<'_>]) -> core::Result<usize> {
        let mut left = &b"hello world"[..];
        for slice in slices {
            let (now, later) = left.split_at(slice.len().min(left.len()));
            slice[..now.len()].copy_from_slice(now);
            left = later;
        }
        Ok(11 - left.len())
    }

    fn fill(memory: &mut dyn GuestMemory, count: u32, limits: &Limits) -> Result<usize> {
        Buffers::load(memory, 0, count, limits)?.fill(memory, read_hello)
    }

    #[test]
    fn regions_in_any_order_are_filled_in_theirs() {
        let mut bytes = list(&[(200, 3), (100, 0), (150, 2), (100, 50)]);
        let mut shared = Shared(bytes.clone());
        assert_eq!(fill(&mut SliceMemory::new(&mut bytes), 4, &Limits::default()), Ok(11));
        assert_eq!((&bytes[200..203], &bytes[150..152], &bytes[100..106]), (&b"hel"[..], &b"lo"[..], &b" world"[..]));
        assert_eq!(fill(&mut shared, 4, &Limits::default()), Ok(11));
        assert_eq!(shared.0, bytes);
    }

    #[test]
    fn overlapping_regions_are_left_out() {
        for entries in [&[(100, 4), (102, 4)][..], &[(100, 4), (98, 4)], &[(100, 4), (90, 40)], &[(100, 4), (101, 1)]] {
            let mut bytes = list(entries);
            assert_eq!(fill(&mut SliceMemory::new(&mut bytes), 2, &Limits::default()), Ok(4), "{entries:?}");
        }
        let mut bytes = list(&[(100, 4), (96, 4), (104, 3)]);
        assert_eq!(fill(&mut SliceMemory::new(&mut bytes), 3, &Limits::default()), Ok(11));
    }

    #[test]
    fn limits_cut_the_call_short() {
        let mut bytes = list(&[(100, 4), (104, 4), (108, 4)]);
        let limits = Limits { bytes_per_call: 6, ..Limits::default() };
        assert_eq!(fill(&mut SliceMemory::new(&mut bytes), 3, &limits), Ok(6));
        let limits = Limits { buffers_per_call: 1, ..Limits::default() };
        assert_eq!(fill(&mut SliceMemory::new(&mut bytes), 3, &limits), Ok(4));
    }

    #[test]
    fn writes_gather() {
        let mut bytes = list(&[(200, 3), (202, 2)]);
        bytes[200..204].copy_from_slice(b"abcd");
        let shared = Shared(bytes.clone());
        let memory = SliceMemory::new(&mut bytes);
        let gather = |memory: &dyn GuestMemory| {
            let mut out = Vec::new();
            Buffers::load(memory, 0, 2, &Limits::default()).unwrap().drain(memory, |slices| {
                slices.iter().for_each(|slice| out.extend_from_slice(slice));
                Ok(out.len())
            })?;
            Ok::<_, Failure>(out)
        };
        assert_eq!(gather(&memory), Ok(b"abccd".to_vec()));
        assert_eq!(gather(&shared), Ok(b"abccd".to_vec()));
    }

    #[test]
    fn bad_lists_fault() {
        let mut bytes = list(&[(255, 2)]);
        let memory = SliceMemory::new(&mut bytes);
        let fault = |list, count| Buffers::load(&memory, list, count, &Limits::default()).unwrap_err();
        let out_of_bounds = |address, len| Failure::Halt(Halt::Fault(Fault::OutOfBounds { address, len }));
        assert_eq!(fault(0, 1), out_of_bounds(255, 2));
        assert_eq!(fault(248, 2), out_of_bounds(248, 16));
        assert_eq!(fault(0, u32::MAX), out_of_bounds(0, u64::from(u32::MAX) * 8));
        assert_eq!(fault(2, 1), Failure::Halt(Halt::Fault(Fault::Unaligned { address: 2, align: 4 })));
    }
}
