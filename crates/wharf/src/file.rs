//! Reading files that may be large.

use std::fs::File;
use std::io::{Read, Result};
use std::path::Path;

/// From this size on, large pages are worth asking for.
const LARGE: usize = 4 << 20;

/// The bytes of a file. They are a copy: a module must not change under the code that was made of it, as a mapping of the
/// file could.
///
/// # Errors
/// What the system says.
pub fn read_file(path: impl AsRef<Path>) -> Result<Vec<u8>> {
    read(&mut File::open(path)?)
}

/// The rest of an open file.
pub(crate) fn read(file: &mut File) -> Result<Vec<u8>> {
    let len = file.metadata().map_or(0, |metadata| metadata.len());
    let mut bytes = Vec::new();
    // A size that is a lie costs nothing but an error of the allocator.
    if let Ok(len) = usize::try_from(len)
        && len >= LARGE
        && bytes.try_reserve_exact(len + 1).is_ok()
    {
        wharf_vm::mapping::prefer_large_pages(bytes.spare_capacity_mut());
    }
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}
