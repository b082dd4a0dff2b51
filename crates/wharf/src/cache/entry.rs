//! An artefact that is open: the tier maps its text, and asks it for functions one by one.
//!
//! Every block of text and tables is compared with its hash before anything of it is used, and tables are read with care after
//! that, so what comes of a damaged file is nothing.

use std::borrow::Cow;
use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use wharf_jit::artefact;
use wharf_jit::profile::past::Past;
use wharf_jit::tier::{Level, Stored, StoredCode, TextFile, Unpublished};
use wharf_vm::FileView;
use wharf_vm::code::{Index, Placed};
use wharf_vm::compiled::{CompiledFunc, Unread};

use super::format::{self, BLOCK, HASH, Head, MAGIC, Refused, TRAILER};
use super::record::Record;
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

    /// A part of text and tables, counted from the beginning of the text, if it is as it was written.
    pub(super) fn part(&self, range: &Range<u32>) -> Option<Cow<'_, [u8]>> {
        let hashed = self.head.places.hashed();
        let (start, end) = (u64::from(range.start), u64::from(range.end));
        if end > hashed.end - hashed.start || !self.is_whole(range) {
            return None;
        }
        self.bytes(hashed.start + start..hashed.start + end)
    }

    /// Whether a part is as it was written.
    fn is_whole(&self, range: &Range<u32>) -> bool {
        let mut blocks = range.start as usize / BLOCK..(range.end as usize).div_ceil(BLOCK);
        blocks.all(|block| self.is_block_whole(block))
    }

    /// Looked at once.
    fn is_block_whole(&self, block: usize) -> bool {
        let Some(seen) = self.seen.get(block) else { return false };
        match seen.load(Ordering::Acquire) {
            WHOLE => return true,
            DAMAGED => return false,
            _ => {}
        }
        let hashed = self.head.places.hashed();
        let start = hashed.start + (block * BLOCK) as u64;
        let bytes = self.bytes(start..hashed.end.min(start + BLOCK as u64));
        let hash = self.head.blocks.bytes().get(block * HASH..(block + 1) * HASH);
        let whole = bytes.is_some_and(|bytes| hash == Some(&format::short_hash(&bytes)[..]));
        seen.store(if whole { WHOLE } else { DAMAGED }, Ordering::Release);
        whole
    }

    /// A function without its code.
    fn tables(&self, record: &Record, defined: Range<u32>) -> Option<CompiledFunc> {
        artefact::decode(&self.part(&record.tables)?, record.code.len() as u32, defined)
    }

    /// A function as it was given to the writer, apart from what its relocations were filled with.
    pub(super) fn function(&self, record: &Record, defined: Range<u32>) -> Option<(CompiledFunc, Vec<u8>)> {
        Some((self.tables(record, defined)?, self.part(&record.code)?.into_owned()))
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
#[derive(Clone)]
pub(super) struct Source {
    pub(super) entry: Arc<Entry>,
    /// The indices of the functions that the module defines.
    pub(super) defined: Range<u32>,
    /// What was counted beside it.
    pub(super) past: Past,
}

impl Source {
    fn load(&self, defined: u32, at: Option<u32>, mapped: bool) -> Option<StoredCode> {
        self.code(self.entry.head.records.index_of(defined, at)?, mapped)
    }

    /// The code of the record at this index.
    fn code(&self, index: usize, mapped: bool) -> Option<StoredCode> {
        let records = &self.entry.head.records;
        let record = records.get(index)?;
        // Whoever runs the code relies on its tables, also if they are read later.
        let (code, tables) = (self.entry.part(&record.code)?, self.entry.part(&record.tables)?);
        let level = record.level;
        let code = match (code, mapped) {
            (Cow::Borrowed(_), true) => {
                let sites = if record.counts { artefact::decode_sites(&tables)? } else { Vec::new() };
                let unfinished = record.at.is_none() && level == Level::Baseline;
                let was_hot = unfinished && records.has_entries(index);
                Unpublished::Placed { range: record.code, sites, was_hot }
            }
            (code, _) => {
                let head = artefact::decode_head(&tables, record.code.len() as u32, self.defined.clone())?;
                let compiled = Box::new(CompiledFunc { code: code.into_owned(), ..head });
                Unpublished::Copied { compiled, unread: Some(self.unread(record)) }
            }
        };
        Some(StoredCode { level, code })
    }

    fn unread(&self, record: Record) -> Unread {
        let (entry, defined) = (self.entry.clone(), self.defined.clone());
        Unread::new(move || entry.tables(&record, defined.clone()))
    }
}

impl Stored for Source {
    fn text(&self) -> Option<TextFile<'_>> {
        // Without a view of the file somebody else may write to it.
        self.entry.view.as_ref()?;
        let range = self.entry.head.places.text.clone();
        (!range.is_empty()).then(|| TextFile { file: &self.entry.file, range, index: Box::new(self.clone()) })
    }

    fn past(&self) -> Past {
        self.past.clone()
    }

    fn function(&self, defined: u32, mapped: bool) -> Option<StoredCode> {
        self.load(defined, None, mapped)
    }

    /// Those of the same blocks.
    fn beside(&self, code: &Range<u32>, wanted: &dyn Fn(u32) -> bool) -> Vec<(u32, StoredCode)> {
        let records = &self.entry.head.records;
        let block = BLOCK as u32;
        let blocks = code.start / block * block..code.end.next_multiple_of(block);
        let beside = records.within(&blocks).filter_map(|index| {
            let record = records.get(index)?;
            if record.at.is_some() || record.code.end > blocks.end || !wanted(record.defined) {
                return None;
            }
            Some((record.defined, self.code(index, true)?))
        });
        beside.collect()
    }

    fn loop_entry(&self, defined: u32, at: u32, mapped: bool) -> Option<StoredCode> {
        self.load(defined, Some(at), mapped)
    }
}

impl Index for Source {
    fn at(&self, offset: u32) -> Option<Placed> {
        let record = self.entry.head.records.around(offset)?;
        let (range, context, func) = (record.code.clone(), record.context, self.defined.start + record.defined);
        Some(Placed { range, func, context, tables: self.unread(record) })
    }
}
