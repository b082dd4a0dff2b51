//! Reading files that may be large.

use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use wharf_core::Bytes;
use wharf_vm::pages::{Pages, bring_in};

/// From this size on, pages of their own are worth asking for, and threads to fill them.
const LARGE: usize = 4 << 20;

/// The bytes of a file. They are a copy: a module must not change under the code that was made of it, as a mapping of the
/// file could.
///
/// # Errors
/// What the system says.
pub fn read_file(path: impl AsRef<Path>) -> Result<Bytes> {
    read(&mut File::open(path)?)
}

/// All of an open file.
pub(crate) fn read(file: &mut File) -> Result<Bytes> {
    let len = file.metadata().map_or(0, |metadata| metadata.len());
    let large = usize::try_from(len).ok().filter(|len| *len >= LARGE && has_room(*len));
    match large.and_then(|len| Pages::zeroed(len).ok()) {
        Some(pages) => read_large(file, pages),
        None => rest(file).map(Bytes::from),
    }
}

/// A file that is as long as the pages, or was so a moment ago.
fn read_large(file: &mut File, mut pages: Pages) -> Result<Bytes> {
    read_in_parts(file, pages.bytes_mut())?;
    file.seek(SeekFrom::Start(pages.as_ref().len() as u64))?;
    let added = rest(file)?;
    Ok(if added.is_empty() { Bytes::lent(pages) } else { [pages.as_ref(), &added].concat().into() })
}

/// What is left of a file, however long.
fn rest(file: &mut File) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// How many bytes are brought in and filled in one go: what is fresh is still in the processor's cache then.
const PIECE: usize = 1 << 20;

/// Whether so much memory can be had. A length that is a lie then costs nothing.
fn has_room(len: usize) -> bool {
    Vec::<u8>::new().try_reserve_exact(len).is_ok()
}

/// Fills `bytes` from the beginning of a file, on several threads: what takes long is making pages and copying to them.
fn read_in_parts(file: &File, bytes: &mut [u8]) -> Result<()> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let part = bytes.len().div_ceil(threads).max(LARGE).next_multiple_of(LARGE);
    thread::scope(|scope| {
        let read = |(index, bytes): (usize, &mut [u8])| {
            let mut pieces = bytes.chunks_mut(PIECE).enumerate();
            pieces.try_for_each(|(piece, bytes)| {
                bring_in(bytes);
                file.read_exact_at(bytes, (index * part + piece * PIECE) as u64)
            })
        };
        let mut parts = bytes.chunks_mut(part).enumerate();
        let first = parts.next();
        let others: Vec<_> = parts.map(|part| scope.spawn(move || read(part))).collect();
        let first = first.map_or(Ok(()), read);
        others.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic))).fold(first, Result::and)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn large_files_come_whole_and_in_order() {
        let bytes: Vec<u8> = (0..3 * LARGE as u32 / 4 + 5).flat_map(u32::to_le_bytes).collect();
        let path = std::env::temp_dir().join(format!("wharf-large-{}", std::process::id()));
        let mut file = File::options().read(true).write(true).create_new(true).open(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        file.write_all(&bytes).unwrap();
        assert!(*read(&mut file).unwrap() == bytes);
    }
}
