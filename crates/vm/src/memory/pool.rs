//! Reservations that no memory uses at the moment, kept because mapping and unmapping 8 GiB costs more than all the rest
//! of making a small instance.
//!
//! What the last user wrote is gone: a pooled reservation reads as zeros, or as the image that is mapped over it, which
//! stays for the next instance of the same module. It takes addresses, and the memory of a few pages. How far it is
//! accessible stays too, so a memory of the same size needs no system call.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use wharf_core::Result;

use super::reset::reset;
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
    /// What is mapped over a part of it.
    image: Option<Mapped>,
}

/// An image in its place. Only the module keeps it; what is mapped stays as it is without it.
#[derive(Debug)]
struct Mapped {
    image: Weak<Image>,
    range: std::ops::Range<usize>,
}

impl Reservation {
    /// A reservation whose first `bytes` are accessible; accesses beyond whole pages of them fault. They are zero save
    /// where the image is, which lies within them, if [`Reservation::has_image`].
    pub(super) fn new(bytes: usize, image: Option<&Arc<Image>>) -> Result<Reservation> {
        let mut reservation = match take(image) {
            Some(reservation) => reservation,
            None => {
                let mapping = Mapping::reserve(RESERVATION).map_err(errors::way_out_of_reserving)?;
                Reservation { mapping: Some(mapping), accessible: 0, image: None }
            }
        };
        reservation.fit(bytes, image)?;
        Ok(reservation)
    }

    /// Makes one that nobody uses what [`Reservation::new`] promises.
    fn fit(&mut self, bytes: usize, image: Option<&Arc<Image>>) -> Result<()> {
        self.grow(bytes)?;
        // Before anything is taken away: what an old image leaves is accessible as far as it reached.
        self.show(image)?;
        let wanted = round_up(bytes).unwrap_or(RESERVATION);
        if self.accessible > wanted {
            self.mapping().protect(wanted, self.accessible)?;
            self.accessible = wanted;
        }
        Ok(())
    }

    fn mapping(&self) -> &Mapping {
        self.mapping.as_ref().expect("it is in place until `drop`")
    }

    pub(super) fn base(&self) -> *mut u8 {
        self.mapping().base()
    }

    /// Whether it began as an image. The system may have refused to map it.
    pub(super) fn has_image(&self) -> bool {
        self.image.is_some()
    }

    /// Maps this image, or none, in place of the one that is there. The memory is fresh.
    fn show(&mut self, image: Option<&Arc<Image>>) -> Result<()> {
        if self.shows(image) {
            return Ok(());
        }
        if let Some(old) = &self.image {
            self.mapping().renew(old.range.start, old.range.end)?;
            self.image = None;
        }
        if let Some(image) = image {
            let range = image.range();
            assert!(range.end <= self.accessible, "an image lies within its memory");
            // SAFETY: the range is accessible and belongs to a memory that nobody has seen yet.
            if unsafe { image.map(self.base()) }.is_ok() {
                self.image = Some(Mapped { image: Arc::downgrade(image), range });
            }
        }
        Ok(())
    }

    fn shows(&self, image: Option<&Arc<Image>>) -> bool {
        match (&self.image, image) {
            (Some(mapped), Some(image)) => std::ptr::eq(mapped.image.as_ptr(), Arc::as_ptr(image)),
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether its image belongs to a module that is gone.
    fn is_stale(&self) -> bool {
        self.image.as_ref().is_some_and(|mapped| mapped.image.strong_count() == 0)
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

/// The pooled reservation that fits best: with this image, else without one.
fn take(image: Option<&Arc<Image>>) -> Option<Reservation> {
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let best = pool.iter().rposition(|reservation| reservation.shows(image));
    let at = best.or_else(|| pool.iter().rposition(|reservation| reservation.image.is_none()));
    let last = pool.len().checked_sub(1)?;
    Some(pool.swap_remove(at.unwrap_or(last)))
}

/// An image has gone with its module: what of the pool shows it is made plain again, or goes too.
pub(super) fn forget_stale() {
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    pool.retain_mut(|reservation| {
        !reservation.is_stale() || {
            let plain = reservation.show(None).is_ok();
            if !plain {
                // It is unmapped, and must not come back here.
                drop(reservation.mapping.take());
            }
            plain
        }
    });
}

impl Drop for Reservation {
    fn drop(&mut self) {
        let Some(mapping) = self.mapping.take() else { return };
        let shown = self.image.as_ref().map(|mapped| mapped.image.upgrade());
        // SAFETY: the memory is going away, and with it everything that could reach its contents. Where an image is mapped
        // whose module is gone, discarded pages show it again.
        unsafe {
            match shown {
                Some(None) => mapping.discard(0, self.accessible),
                shown => reset(&mapping, self.accessible, shown.flatten().as_deref()),
            }
        }
        let mut back = Reservation { mapping: Some(mapping), accessible: self.accessible, image: self.image.take() };
        let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
        // Asked under the lock: either this sees that the image is gone, or whoever drops it sees this.
        let keep = pool.len() < POOLED && (!back.is_stale() || back.show(None).is_ok());
        if keep {
            pool.push(back);
        } else {
            drop(pool);
            drop(back.mapping.take());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::image::file_of;
    use super::*;

    #[test]
    fn a_pooled_reservation_is_zero_and_shrinks() {
        for bytes in [1 << 16, 1 << 20, 0, 1 << 16] {
            let mut reservation = Reservation::new(bytes, None).unwrap();
            assert_eq!(reservation.accessible, bytes);
            reservation.grow(bytes + (1 << 16)).unwrap();
            // SAFETY: the first bytes are accessible.
            unsafe {
                assert_eq!(*reservation.base().add(bytes), 0);
                reservation.base().add(bytes).write(1);
            }
        }
    }

    /// Whether the system can read a byte there.
    fn is_readable(at: *const u8) -> bool {
        let mut ends = [0; 2];
        // SAFETY: a pipe of this test's own; the system says of an address that it cannot read.
        unsafe {
            assert_eq!(libc::pipe(ends.as_mut_ptr()), 0);
            let written = libc::write(ends[1], at.cast(), 1);
            ends.iter().for_each(|end| assert_eq!(libc::close(*end), 0));
            written == 1
        }
    }

    #[test]
    fn a_smaller_memory_ends_where_it_should_after_a_larger_one_with_an_image() {
        const PAGE: usize = 1 << 16;
        let image = |pages: usize| {
            let file = file_of(pages * PAGE).unwrap();
            Arc::new(Image::in_file(&file, 0, 0..pages * PAGE, false).unwrap())
        };
        let (large, small) = (image(8), image(2));
        let mut reservation = Reservation::new(8 * PAGE, Some(&large)).unwrap();
        for (pages, image) in
            [(1, None), (8, Some(&large)), (2, Some(&small)), (8, Some(&large)), (8, None), (3, Some(&small))]
        {
            reservation.fit(pages * PAGE, image).unwrap();
            let end = pages * PAGE;
            // SAFETY: within the reservation.
            let readable = [0, end - 1, end, 8 * PAGE - 1].map(|at| is_readable(unsafe { reservation.base().add(at) }));
            assert_eq!(readable, [true, true, false, pages == 8], "{pages} pages");
        }
    }
}
