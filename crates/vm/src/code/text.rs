//! Code that runs where a file has it: mapped into code memory, neither copied nor ever written to.
//!
//! The file is one that nobody else may write to ([`crate::view`]), and what of it is run was compared with what was written
//! by whoever publishes it. Its code calls other functions, and the exit for traps, through code that is published right
//! before it, so that the distance is known when the file is written.
//!
//! Nothing is kept for a function before somebody asks for an address in it, which the unwinder does and the collector.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::ops::Range;
use std::os::fd::AsRawFd;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use wharf_core::Result;

use super::{CodeBlock, CodeInfo, Known, Place, READ_EXECUTE, full, memory};
#[cfg(any(doc, test))]
use crate::compiled::CompiledFunc;
use crate::compiled::Unread;
use crate::errors;
use crate::mapping::{page_size, round_up};
use crate::view;

/// Machine code of a file, in code memory until this is dropped.
pub struct Text {
    /// From the start of code memory.
    offset: usize,
    /// Whole pages of the system.
    len: usize,
    /// How many bytes of that are the file's.
    bytes: usize,
    index: Box<dyn Index>,
    /// What was asked for, by its beginning.
    known: Mutex<HashMap<u32, Arc<CodeInfo>>>,
}

/// Where functions are in a text.
pub trait Index: Send + Sync {
    /// The function that the byte at this offset belongs to.
    fn at(&self, offset: u32) -> Option<Placed>;
}

/// A function in a text.
pub struct Placed {
    /// Where its code is, from the beginning of the text.
    pub range: Range<u32>,
    /// Its index in its module.
    pub func: u32,
    /// As [`CompiledFunc::context`].
    pub context: i32,
    /// Its tables.
    pub tables: Unread,
}

impl Text {
    /// Maps a range of a file that begins on a page, and makes a word of code executable, so many times one after the other,
    /// so that the last one ends where the range begins.
    ///
    /// # Errors
    /// The words are not whole pages; the file is not to be trusted, see [`view::FileView::new`]; the system refuses, as it
    /// does for files on a file system from which nothing may be executed; code memory is full.
    pub fn map(
        file: &File,
        range: Range<u64>,
        index: Box<dyn Index>,
        word: [u8; 8],
        count: usize,
    ) -> Result<(CodeBlock, Arc<Text>)> {
        let refused = |error| errors::system("a file of machine code", error);
        let bytes = view::check(file, &range).map_err(refused)?;
        let len = round_up(bytes).ok_or_else(full)?;
        let before = count * word.len();
        if !before.is_multiple_of(page_size()) {
            return Err(refused(std::io::ErrorKind::InvalidInput.into()));
        }
        let memory = memory()?;
        let start = memory.free().take_last(before + len, page_size()).ok_or_else(full)?;
        // Each of both gives its own part back.
        let text = Text { offset: start + before, len, bytes, index, known: Mutex::default() };
        let at = (memory.executable + text.offset) as *mut libc::c_void;
        let block = super::publish_words_at(start, word, count)?;
        let flags = libc::MAP_PRIVATE | libc::MAP_FIXED;
        // SAFETY: within the executable view, in a range that `take_last` gave to nobody else.
        let mapped = unsafe { libc::mmap(at, len, READ_EXECUTE, flags, file.as_raw_fd(), range.start as libc::off_t) };
        if mapped == libc::MAP_FAILED {
            return Err(refused(std::io::Error::last_os_error()));
        }
        let text = Arc::new(text);
        memory.know(text.start() as usize, Known::Text(Arc::downgrade(&text)));
        Ok((block, text))
    }

    /// The address of its first byte.
    pub fn start(&self) -> *const u8 {
        memory().map_or(std::ptr::null(), |memory| (memory.executable + self.offset) as *const u8)
    }

    /// The function that begins at this offset, as code that somebody published.
    pub fn block(self: &Arc<Text>, start: u32) -> Option<CodeBlock> {
        let info = self.info(start as usize)?;
        Some(CodeBlock { info, place: Place::In { _text: self.clone() } })
    }

    /// What is known of the function that the byte at an offset belongs to.
    pub(super) fn info(&self, offset: usize) -> Option<Arc<CodeInfo>> {
        let Placed { range, func, context, tables } = self.index.at(u32::try_from(offset).ok()?)?;
        if range.end as usize > self.bytes || !range.contains(&(offset as u32)) {
            return None;
        }
        let new = || {
            let (start, func) = (self.start() as usize + range.start as usize, Some(func));
            let (tables, unread) = (OnceLock::new(), Some(tables));
            Arc::new(CodeInfo { start, len: range.len(), func, context, tables, unread })
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        Some(known.entry(range.start).or_insert_with(new).clone())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text").field("offset", &self.offset).field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl Drop for Text {
    fn drop(&mut self) {
        let Ok(memory) = memory() else { return };
        memory.forget(memory.executable + self.offset);
        // What cannot be put back is not given to anybody again.
        if memory.restore(self.offset, self.len) {
            memory.free().give(self.offset, self.len);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// One function at the beginning.
    struct One;

    impl Index for One {
        fn at(&self, _: u32) -> Option<Placed> {
            let tables = Unread::new(|| Some(CompiledFunc { frame_size: 64, ..CompiledFunc::default() }));
            Some(Placed { range: 0..5, func: 7, context: -24, tables })
        }
    }

    #[test]
    fn code_of_a_file_runs_where_it_is_mapped_and_its_place_can_be_used_again() {
        if crate::arch::trap_stub().is_empty() {
            return;
        }
        let page = page_size();
        let path = std::env::temp_dir().join(format!("wharf-text-{}", std::process::id()));
        let mut file = File::options().create(true).truncate(true).read(true).write(true).open(&path).unwrap();
        file.set_permissions(std::fs::Permissions::from_mode(0o600)).unwrap();
        // At the second page: jmp to what is right before this page.
        let mut bytes = vec![0xcc; page];
        bytes.extend([0xe9]);
        bytes.extend((-(page as i32) - 5).to_le_bytes());
        file.write_all(&bytes).unwrap();
        std::fs::remove_file(&path).unwrap();
        // mov eax, 42; ret
        let (word, count) = ([0xb8, 42, 0, 0, 0, 0xc3, 0xcc, 0xcc], page / 8);
        let range = page as u64..page as u64 + 5;
        let place = {
            let (jumps, text) = Text::map(&file, range.clone(), Box::new(One), word, count).unwrap();
            let func = text.block(0).unwrap();
            assert_eq!((func.entry(), func.entry()), (text.start(), jumps.entry().wrapping_add(page)));
            let info = super::super::lookup(func.entry() as usize + 4).unwrap();
            assert_eq!((info.func, info.context, info.compiled().frame_size), (Some(7), -24, 64));
            assert!(super::super::lookup(func.entry() as usize + 5).is_none());
            assert!(Arc::ptr_eq(&info, func.info()));
            // SAFETY: the two instructions above: a function without arguments.
            let run: extern "C" fn() -> i32 = unsafe { std::mem::transmute(func.entry()) };
            assert_eq!((run(), func.code()), (42, bytes[page..].to_vec()));
            (jumps.entry(), jumps.info().len)
        };
        assert!(Text::map(&file, 0..1 << 30, Box::new(One), word, count).is_err());
        assert!(Text::map(&file, range.clone(), Box::new(One), word, 1).is_err());
        let (jumps, text) = Text::map(&file, range, Box::new(One), word, count).unwrap();
        assert_eq!((jumps.entry(), jumps.info().len), place);
        drop((jumps, text));
        // Ordinary code may take the place again.
        let memory = memory().unwrap();
        let offset = place.0 as usize - memory.executable;
        assert!(memory.restore(offset, place.1));
        // SAFETY: free code memory, in both views.
        unsafe {
            *((memory.writable + offset) as *mut u8) = 9;
            assert_eq!(*place.0, 9);
        }
    }
}
