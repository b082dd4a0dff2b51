//! Reservations that no memory uses at the moment, kept because mapping and unmapping 8 GiB costs more than all the rest
//! of making a small instance.
//!
//! What the last user wrote is given back to the system, so a pooled reservation takes addresses but no memory, and reads
//! as zeros again. How far it is accessible stays, so a memory of the same size needs no system call.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use wharf_core::Result;

use super::{Image, RESERVATION};
use crate::errors;
use crate::mapping::{Mapping, round_up};

/// How many reservations the pool keeps.
const POOLED: usize = 128;

static POOL: Mutex<Vec<Reservation>> = Mutex::new(Vec::new());

/// Address space for a 32-bit memory, of which the beginning is accessible.
#[derive(Debug)]
pub(super) struct Reservation {
    /// Taken out when the reservation goes back to the pool.
    mapping: Option<Mapping>,
    /// Bytes that are accessible, a multiple of the page size.
    accessible: usize,
    /// The bytes that an image was mapped over.
    image: Range<usize>,
}

impl Reservation {
    /// A reservation whose first `bytes` are accessible and zero; accesses beyond whole pages of them fault.
    pub(super) fn new(bytes: usize) -> Result<Reservation> {
        let pooled = POOL.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reservation = match pooled {
            Some(reservation) => reservation,
            None => {
                let mapping = Mapping::reserve(RESERVATION).map_err(errors::way_out_of_reserving)?;
                Reservation { mapping: Some(mapping), accessible: 0, image: 0..0 }
            }
        };
        reservation.grow(bytes)?;
        let wanted = round_up(bytes).unwrap_or(RESERVATION);
        if reservation.accessible > wanted {
            reservation.mapping().protect(wanted, reservation.accessible)?;
            reservation.accessible = wanted;
        }
        Ok(reservation)
    }

    fn mapping(&self) -> &Mapping {
        self.mapping.as_ref().expect("it is in place until `drop`")
    }

    pub(super) fn base(&self) -> *mut u8 {
        self.mapping().base()
    }

    /// Maps an image over its place. False if the system refuses, and then nothing has changed.
    pub(super) fn map_image(&mut self, image: &Image) -> bool {
        let range = image.range();
        if range.end > self.accessible || !self.image.is_empty() {
            return false;
        }
        // SAFETY: the range is accessible and belongs to a memory that nobody has seen yet.
        let mapped = unsafe { image.map(self.base()) }.is_ok();
        if mapped {
            self.image = range;
        }
        mapped
    }

    /// Makes the first `bytes` accessible.
    pub(super) fn grow(&mut self, bytes: usize) -> Result<()> {
        if bytes > self.accessible {
            self.mapping().commit(self.accessible, bytes)?;
            self.accessible = round_up(bytes).unwrap_or(RESERVATION);
        }
        Ok(())
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        let Some(mapping) = self.mapping.take() else { return };
        // SAFETY: the memory is going away, and with it everything that could reach its contents.
        unsafe { mapping.discard(0, self.accessible) };
        if mapping.renew(self.image.start, self.image.end).is_err() {
            return;
        }
        let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
        if pool.len() < POOLED {
            pool.push(Reservation { mapping: Some(mapping), accessible: self.accessible, image: 0..0 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pooled_reservation_is_zero_and_shrinks() {
        for bytes in [1 << 16, 1 << 20, 0, 1 << 16] {
            let mut reservation = Reservation::new(bytes).unwrap();
            assert_eq!(reservation.accessible, bytes);
            reservation.grow(bytes + (1 << 16)).unwrap();
            // SAFETY: the first bytes are accessible.
            unsafe {
                assert_eq!(*reservation.base().add(bytes), 0);
                reservation.base().add(bytes).write(1);
            }
        }
    }
}
