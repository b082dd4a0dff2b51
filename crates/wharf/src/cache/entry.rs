//! An artefact that is open: the tier asks it for functions one by one, and only those are read, from the file as it is
//! mapped: a call of the system for each took longer than all that is done with the bytes.
//!
//! Every block of code is compared with its hash before anything of it is used, and functions are read with care after
//! that, so what comes of a damaged file is nothing.

use std::borrow::Cow;
use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use wharf_jit::artefact;
use wharf_jit::tier::{Level, Stored, StoredCode};
use wharf_vm::FileView;
use wharf_vm::compiled::Unread;

use super::format::{self, BLOCK, HASH, Head, MAGIC, Record, Refused, TRAILER};
use super::secret::Secret;

/// An artefact that is open.
#[derive(Debug)]
pub(crate) struct Entry {
    file: File,
    head: Head,
    /// The whole file, if nobody else can change it.
    view: Option<FileView>,
    /// What was found of each block of code.
    seen: Box<[AtomicU8]>,
}

/// A block is as it was written.
const WHOLE: u8 = 1;
/// A block is not as it was written.
const DAMAGED: u8 = 2;

impl Entry {
    /// Opens a file; without a key, to look at it only.
    pub(super) fn open(file: File, secret: Option<&Secret>) -> Result<Entry, Refused> {
        let len = file.metadata().map_err(|_| Refused::Damaged)?.len();
        let (mut magic, mut trailer) = ([0; MAGIC.len()], [0; TRAILER]);
        if file.read_exact_at(&mut magic, 0).is_err() || magic != MAGIC {
            return Err(Refused::NotOne);
        }
        let last = len.checked_sub(TRAILER as u64).ok_or(Refused::Damaged)?;
        file.read_exact_at(&mut trailer, last).map_err(|_| Refused::Damaged)?;
        let range = format::head_range(&trailer, len)?;
        let mut head = vec![0; (range.end - range.start) as usize];
        file.read_exact_at(&mut head, range.start).map_err(|_| Refused::Damaged)?;
        let head = format::read_head(&trailer, head, secret)?;
        let view = FileView::new(&file, 0..len).ok();
        let seen = (0..head.blocks.bytes().len() / HASH).map(|_| AtomicU8::new(0)).collect();
        Ok(Entry { file, head, view, seen })
    }

    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// The bytes of a function, if they are as they were written.
    pub(super) fn read(&self, record: &Record) -> Option<Cow<'_, [u8]>> {
        let code = &self.head.places.code;
        let (start, end) = (u64::from(record.start), u64::from(record.start) + u64::from(record.len));
        if end > code.end - code.start {
            return None;
        }
        let blocks = start as usize / BLOCK..(end as usize).div_ceil(BLOCK);
        if !blocks.into_iter().all(|block| self.is_whole(block)) {
            return None;
        }
        self.bytes(code.start + start..code.start + end)
    }

    /// Whether a block of the code is as it was written; looked at once.
    fn is_whole(&self, block: usize) -> bool {
        let Some(seen) = self.seen.get(block) else { return false };
        match seen.load(Ordering::Acquire) {
            WHOLE => return true,
            DAMAGED => return false,
            _ => {}
        }
        let code = &self.head.places.code;
        let start = code.start + (block * BLOCK) as u64;
        let bytes = self.bytes(start..code.end.min(start + BLOCK as u64));
        let hash = self.head.blocks.bytes().get(block * HASH..(block + 1) * HASH);
        let whole = bytes.is_some_and(|bytes| hash == Some(&format::short_hash(&bytes)[..]));
        seen.store(if whole { WHOLE } else { DAMAGED }, Ordering::Release);
        whole
    }

    /// Bytes of the file, lent if it is mapped.
    pub(super) fn bytes(&self, range: Range<u64>) -> Option<Cow<'_, [u8]>> {
        let Some(view) = &self.view else {
            let mut bytes = vec![0; usize::try_from(range.end.checked_sub(range.start)?).ok()?];
            self.file.read_exact_at(&mut bytes, range.start).ok()?;
            return Some(Cow::Owned(bytes));
        };
        view.as_ref().get(range.start as usize..range.end as usize).map(Cow::Borrowed)
    }

    /// Whether it has optimised code of as many functions as this.
    pub(crate) fn is_complete(&self, functions: usize) -> bool {
        let whole = |record: &Record| record.at.is_none() && record.level == Level::Optimizing;
        self.head.records.len() >= functions && self.head.records.iter().filter(whole).count() == functions
    }
}

/// An entry as the code of a module.
pub(super) struct Source {
    pub(super) entry: Arc<Entry>,
    /// The indices of the functions that the module defines.
    pub(super) defined: Range<u32>,
}

impl Source {
    fn load(&self, defined: u32, at: Option<u32>) -> Option<(Level, StoredCode)> {
        let record = self.entry.head.records.find(defined, at)?;
        let code = match self.entry.read(&record)? {
            Cow::Owned(bytes) => artefact::decode(&bytes, self.defined.clone())?.into(),
            Cow::Borrowed(bytes) => {
                let compiled = artefact::decode_code(bytes, self.defined.clone())?;
                let (entry, defined) = (self.entry.clone(), self.defined.clone());
                let unread = Unread::new(move || artefact::decode(&entry.read(&record)?, defined.clone()));
                StoredCode { compiled, unread: Some(unread) }
            }
        };
        Some((record.level, code))
    }
}

impl Stored for Source {
    fn function(&self, defined: u32) -> Option<(Level, StoredCode)> {
        self.load(defined, None)
    }

    fn loop_entry(&self, defined: u32, at: u32) -> Option<StoredCode> {
        self.load(defined, Some(at)).map(|(_, code)| code)
    }
}
