//! Code that runs where a file has it: mapped into code memory, neither copied nor ever written to.
//!
//! The file is one that nobody else may write to ([`crate::view`]), and what of it is run was compared with what was written
//! by whoever publishes it. Its code calls other functions, and the exit for traps, through code that is published right
//! before it, so that the distance is known when the file is written.

use std::fs::File;
use std::ops::Range;
use std::os::fd::AsRawFd;
use std::sync::{Arc, OnceLock};

use wharf_core::Result;

use super::{CodeBlock, CodeInfo, Place, READ_EXECUTE, full, memory};
use crate::compiled::{CompiledFunc, Unread};
use crate::errors;
use crate::mapping::{page_size, round_up};
use crate::view;

/// Machine code of a file, in code memory until this is dropped.
#[derive(Debug)]
pub struct Text {
    /// From the start of code memory.
    offset: usize,
    /// Whole pages of the system.
    len: usize,
    /// How many bytes of that are the file's.
    bytes: usize,
}

impl Text {
    /// Maps a range of a file that begins on a page, and makes `before` executable so that it ends where that begins.
    ///
    /// # Errors
    /// `before` is not whole pages; the file is not to be trusted, see [`view::FileView::new`]; the system refuses, as it
    /// does for files on a file system from which nothing may be executed; code memory is full.
    pub fn map(file: &File, range: Range<u64>, before: Vec<u8>) -> Result<(CodeBlock, Arc<Text>)> {
        let refused = |error| errors::system("a file of machine code", error);
        let bytes = view::check(file, &range).map_err(refused)?;
        let len = round_up(bytes).ok_or_else(full)?;
        if !before.len().is_multiple_of(page_size()) {
            return Err(refused(std::io::ErrorKind::InvalidInput.into()));
        }
        let memory = memory()?;
        let start = memory.free().take_last(before.len() + len, page_size()).ok_or_else(full)?;
        // Each of both gives its own part back.
        let text = Text { offset: start + before.len(), len, bytes };
        let at = (memory.executable + text.offset) as *mut libc::c_void;
        let block =
            super::publish_at(start, CompiledFunc { code: before, ..CompiledFunc::default() }, None, None, |_| 0)?;
        let flags = libc::MAP_PRIVATE | libc::MAP_FIXED;
        // SAFETY: within the executable view, in a range that `take_last` gave to nobody else.
        let mapped = unsafe { libc::mmap(at, len, READ_EXECUTE, flags, file.as_raw_fd(), range.start as libc::off_t) };
        if mapped == libc::MAP_FAILED {
            return Err(refused(std::io::Error::last_os_error()));
        }
        Ok((block, Arc::new(text)))
    }

    /// Makes a function known that stands in it at this range of bytes: it is executable already.
    ///
    /// # Errors
    /// There is no code memory.
    pub fn publish(
        self: &Arc<Text>,
        range: Range<u32>,
        tables: Unread,
        func: Option<u32>,
        context: i32,
    ) -> Result<CodeBlock> {
        assert!(range.start <= range.end && range.end as usize <= self.bytes);
        let memory = memory()?;
        let start = memory.executable + self.offset + range.start as usize;
        let info = CodeInfo { start, len: range.len(), func, context, tables: OnceLock::new(), unread: Some(tables) };
        Ok(CodeBlock { info: memory.know(info), place: Place::In { _text: self.clone() } })
    }
}

impl Drop for Text {
    fn drop(&mut self) {
        // What cannot be put back is not given to anybody again.
        if let Ok(memory) = memory()
            && memory.restore(self.offset, self.len)
        {
            memory.free().give(self.offset, self.len);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

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
        let mut before = vec![0xcc; page];
        before[..6].copy_from_slice(&[0xb8, 42, 0, 0, 0, 0xc3]);
        let range = page as u64..page as u64 + 5;
        let place = {
            let (jumps, text) = Text::map(&file, range.clone(), before.clone()).unwrap();
            let tables = Unread::new(|| Some(CompiledFunc::default()));
            let func = text.publish(0..5, tables, Some(7), -8).unwrap();
            assert_eq!(func.entry(), jumps.entry().wrapping_add(page));
            assert_eq!(super::super::lookup(func.entry() as usize + 1).unwrap().func, Some(7));
            // SAFETY: the two instructions above: a function without arguments.
            let run: extern "C" fn() -> i32 = unsafe { std::mem::transmute(func.entry()) };
            assert_eq!((run(), func.code()), (42, bytes[page..].to_vec()));
            (jumps.entry(), jumps.info().len)
        };
        assert!(Text::map(&file, 0..1 << 30, before.clone()).is_err());
        assert!(Text::map(&file, range.clone(), vec![0; 1]).is_err());
        let (jumps, text) = Text::map(&file, range, before).unwrap();
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
