//! Bytes of the host in pages of their own, for what is large and filled once, such as a file. An allocator puts some bytes
//! of its own before what it gives out, and some processors copy to such places from the kernel at half the speed.

use wharf_core::Result;

use crate::mapping::{Mapping, populate};

/// So many bytes, from the beginning of a page on.
///
/// ```
/// use wharf_vm::pages::Pages;
///
/// let mut pages = Pages::zeroed(3)?;
/// pages.bytes_mut()[1] = 7;
/// assert_eq!(pages.as_ref(), [0, 7, 0]);
/// # Ok::<(), wharf_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Pages {
    mapping: Mapping,
    len: usize,
}

impl Pages {
    /// Zeros. The system makes no page before it is touched, or [brought in](bring_in).
    ///
    /// # Errors
    /// There is not so much memory.
    pub fn zeroed(len: usize) -> Result<Pages> {
        Ok(Pages { mapping: Mapping::zeroed(len)?, len })
    }

    /// The bytes, to be changed.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: so many bytes are mapped, readable and writable, and `&mut self` shows that nobody else reads them.
        unsafe { std::slice::from_raw_parts_mut(self.mapping.base(), self.len) }
    }
}

/// Has the system make the pages of bytes that are about to be filled: one call in place of a fault for each page.
pub fn bring_in(bytes: &mut [u8]) {
    populate(bytes.as_mut_ptr(), bytes.len());
}

impl AsRef<[u8]> for Pages {
    fn as_ref(&self) -> &[u8] {
        // SAFETY: so many bytes are mapped, and `&self` shows that nobody writes to them.
        unsafe { std::slice::from_raw_parts(self.mapping.base(), self.len) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_begin_where_a_page_does_and_end_where_asked() {
        for len in [0, 1, 4096, (4 << 20) + 5] {
            let mut pages = Pages::zeroed(len).unwrap();
            assert_eq!(pages.as_ref(), vec![0; len]);
            assert!(pages.as_ref().as_ptr().addr().is_multiple_of(crate::mapping::page_size()));
            bring_in(pages.bytes_mut());
            assert_eq!(pages.as_ref(), vec![0; len]);
            pages.bytes_mut().fill(9);
            assert!(pages.as_ref().iter().all(|byte| *byte == 9));
        }
        assert!(Pages::zeroed(1 << 60).is_err());
    }
}
