//! An artefact that is open: the tier asks it for functions one by one, and only those are read.
//!
//! Every function is compared with its hash, and read with care after that, so what comes of a damaged file is nothing.

use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use wharf_jit::artefact;
use wharf_jit::tier::{Level, Stored};
use wharf_vm::compiled::CompiledFunc;

use super::format::{self, Head, MAGIC, Record, Refused, TRAILER};
use super::secret::Secret;

/// An artefact that is open.
#[derive(Debug)]
pub(crate) struct Entry {
    file: File,
    head: Head,
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
        Ok(Entry { file, head })
    }

    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// The bytes of a function, if they are as they were written.
    pub(super) fn read(&self, record: &Record) -> Option<Vec<u8>> {
        let start = self.head.code.start + u64::from(record.start);
        if start + u64::from(record.len) > self.head.code.end {
            return None;
        }
        let mut bytes = vec![0; record.len as usize];
        self.file.read_exact_at(&mut bytes, start).ok()?;
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
    fn load(&self, defined: u32, at: Option<u32>) -> Option<(Level, CompiledFunc)> {
        let record = self.entry.head.records.find(defined, at)?;
        let compiled = artefact::decode(&self.entry.read(&record)?, self.defined.clone())?;
        Some((record.level, compiled))
    }
}

impl Stored for Source {
    fn function(&self, defined: u32) -> Option<(Level, CompiledFunc)> {
        self.load(defined, None)
    }

    fn loop_entry(&self, defined: u32, at: u32) -> Option<CompiledFunc> {
        self.load(defined, Some(at)).map(|(_, compiled)| compiled)
    }
}
