//! A part of a file as memory that is only read: how an artefact lends the module inside it.
//!
//! What is mapped must not change, and a file can. So only files are mapped that nobody but this user, or the system, may
//! write to, and wharf itself replaces files instead of changing them. Whoever changes one in place all the same does to
//! this process what changing a shared library does.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::fd::AsRawFd;
use std::os::unix::fs::MetadataExt;

use crate::mapping::page_size;

/// Bytes of a file, mapped.
#[derive(Debug)]
pub struct FileView {
    base: *const u8,
    len: usize,
}

// SAFETY: memory that nobody writes to, owned by this value.
unsafe impl Send for FileView {}
// SAFETY: as for `Send`.
unsafe impl Sync for FileView {}

/// How many bytes a range of a file has, if it may be mapped: as [`FileView::new`] says.
pub(crate) fn check(file: &File, range: &Range<u64>) -> io::Result<usize> {
    let metadata = file.metadata()?;
    // SAFETY: geteuid has no preconditions.
    let trusted = [0, unsafe { libc::geteuid() }].contains(&metadata.uid()) && metadata.mode() & 0o022 == 0;
    let len = range.end.checked_sub(range.start).and_then(|len| usize::try_from(len).ok()).unwrap_or(0);
    let whole = range.start.is_multiple_of(page_size() as u64) && range.end <= metadata.len();
    if !trusted || !metadata.is_file() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    if len == 0 || !whole {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    Ok(len)
}

impl FileView {
    /// Maps a range of a file that begins on a page.
    ///
    /// # Errors
    /// The range is empty, does not begin on a page or is not all in the file; somebody else may write to the file; the
    /// system refuses.
    pub fn new(file: &File, range: Range<u64>) -> io::Result<FileView> {
        let len = check(file, &range)?;
        // SAFETY: a fresh mapping touches no memory that exists.
        let base = unsafe {
            let start = range.start as libc::off_t;
            libc::mmap(std::ptr::null_mut(), len, libc::PROT_READ, libc::MAP_PRIVATE, file.as_raw_fd(), start)
        };
        if base == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        Ok(FileView { base: base.cast_const().cast(), len })
    }
}

impl AsRef<[u8]> for FileView {
    fn as_ref(&self) -> &[u8] {
        // SAFETY: mapped to be read as long as `self` lives; nobody writes to it, see above.
        unsafe { std::slice::from_raw_parts(self.base, self.len) }
    }
}

impl Drop for FileView {
    fn drop(&mut self) {
        // SAFETY: the mapping is this value's, and it is going away.
        unsafe { libc::munmap(self.base.cast_mut().cast(), self.len) };
    }
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_part_of_a_private_file_is_lent_and_nothing_else() {
        let page = page_size() as u64;
        let path = std::env::temp_dir().join(format!("wharf-view-{}", std::process::id()));
        let mut file = File::options().create(true).truncate(true).read(true).write(true).open(&path).unwrap();
        file.set_permissions(Permissions::from_mode(0o600)).unwrap();
        file.write_all(&vec![7; page as usize]).unwrap();
        file.write_all(b"module").unwrap();
        let view = FileView::new(&file, page..page + 6).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(view.as_ref(), b"module");
        for range in [page..page, page..page + 7, 1..page, page..0] {
            assert!(FileView::new(&file, range).is_err());
        }
        file.set_permissions(Permissions::from_mode(0o620)).unwrap();
        assert_eq!(FileView::new(&file, 0..page).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
    }
}
