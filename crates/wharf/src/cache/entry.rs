//! An artefact that is open: the tier asks it for functions one by one, and only those are read, from the file as it is
//! mapped: a call of the system for each took longer than all that is done with the bytes.
//!
//! Every function is compared with its hash, and read with care after that, so what comes of a damaged file is nothing.

use std::borrow::Cow;
use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use wharf_jit::artefact;
use wharf_jit::tier::{Level, Stored, StoredCode};
use wharf_vm::FileView;
use wharf_vm::compiled::Unread;

use super::format::{self, Head, MAGIC, Record, Refused, TRAILER};
use super::secret::Secret;

/// An artefact that is open.
#[derive(Debug)]
pub(crate) struct Entry {
    file: File,
    head: Head,
    /// The whole file, if nobody else can change it.
    view: Option<FileView>,
}

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
        Ok(Entry { file, head, view })
    }

    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// The bytes of a function, if they are as they were written.
    pub(super) fn read(&self, record: &Record) -> Option<Cow<'_, [u8]>> {
        let start = self.head.code.start + u64::from(record.start);
        let end = start + u64::from(record.len);
        if end > self.head.code.end {
            return None;
        }
        let bytes = match &self.view {
            Some(view) => Cow::Borrowed(view.as_ref().get(start as usize..end as usize)?),
            None => {
                let mut bytes = vec![0; record.len as usize];
                self.file.read_exact_at(&mut bytes, start).ok()?;
                Cow::Owned(bytes)
            }
        };
        (format::short_hash(&bytes) == record.hash).then_some(bytes)
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
