//! Writing an artefact: the module, if it is to be inside, then functions as they come, then the head.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::os::unix::fs::FileExt;

use wharf_jit::artefact::Target;
use wharf_jit::tier::Level;

use super::format::{self, Head, PREFIX, Record, Records};
use super::name::{BUILD, ModuleHash};
use super::secret::Secret;

/// Where an embedded module begins: on a page of its own, so that it can be mapped.
const PAGE: u64 = 4096;

/// An artefact that is being written.
pub(super) struct Writer<'f> {
    out: BufWriter<&'f mut File>,
    at: u64,
    embedded: Range<u64>,
    code: u64,
    records: Vec<Record>,
}

/// What the head says beside the functions.
pub(super) struct About {
    pub(super) target: Target,
    pub(super) tier: &'static str,
    pub(super) features: String,
    pub(super) module: ModuleHash,
}

impl<'f> Writer<'f> {
    /// Into this file, which is empty.
    pub(super) fn new(file: &'f mut File, module: Option<&[u8]>) -> io::Result<Writer<'f>> {
        let out = BufWriter::with_capacity(256 << 10, file);
        let mut writer = Writer { out, at: 0, embedded: 0..0, code: 0, records: Vec::new() };
        writer.put(&[0; PREFIX])?;
        if let Some(module) = module {
            let padding = writer.at.next_multiple_of(PAGE) - writer.at;
            writer.put(&vec![0; padding as usize])?;
            writer.embedded = writer.at..writer.at + module.len() as u64;
            writer.put(module)?;
        }
        writer.code = writer.at;
        Ok(writer)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// Adds a function, or an entry at one of its loops.
    pub(super) fn function(&mut self, defined: u32, at: Option<u32>, level: Level, bytes: &[u8]) -> io::Result<()> {
        let too_large = |_| io::Error::from(io::ErrorKind::FileTooLarge);
        let start = u32::try_from(self.at - self.code).map_err(too_large)?;
        let len = i32::try_from(bytes.len()).map_err(too_large)? as u32;
        self.records.push(Record { defined, at, level, start, len, hash: format::short_hash(bytes) });
        self.put(bytes)
    }

    /// Adds the head; then the artefact is complete. How many bytes it has.
    pub(super) fn finish(mut self, about: About, secret: &Secret) -> io::Result<u64> {
        let About { target, tier, features, module } = about;
        let tier = tier.to_owned();
        let (embedded, code) = (self.embedded.clone(), self.code..self.at);
        let records = Records::new(std::mem::take(&mut self.records));
        let head = Head { build: BUILD.to_owned(), target, tier, features, module, embedded, code, records };
        let (head, start) = (head.encode(), self.at);
        self.put(&head)?;
        self.out.flush()?;
        self.out.get_ref().write_all_at(&format::prefix(&head, start, secret), 0)?;
        Ok(self.at)
    }
}
