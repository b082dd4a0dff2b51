//! Writing an artefact: the module, if it is to be inside, then functions as they come, then the head.

use std::io::{self, Write};
use std::ops::Range;

use wharf_jit::artefact::Target;
use wharf_jit::tier::Level;

use super::format::{self, BLOCK, Head, MAGIC, PAGE, Places, Record, Records, Slice};
use super::inside::{self, Given};
use super::name::{BUILD, ModuleHash};
use super::secret::Secret;

/// An artefact that is being written.
pub(super) struct Writer<W> {
    out: W,
    at: u64,
    places: Places,
    blocks: Blocks,
    records: Vec<Record>,
}

/// What the head says beside the functions.
pub(super) struct About {
    pub(super) target: Target,
    pub(super) tier: &'static str,
    pub(super) features: String,
    pub(super) module: ModuleHash,
    /// As [`Head::skeleton`], if the module is inside.
    pub(super) skeleton: [u8; 32],
    /// As [`Head::boot`].
    pub(super) boot: String,
}

impl<W: Write> Writer<W> {
    /// Begins one.
    pub(super) fn new(out: W, inside: Option<&Given<'_>>) -> io::Result<Writer<W>> {
        let (places, blocks, records) = (Places::default(), Blocks::default(), Vec::new());
        let mut writer = Writer { out, at: 0, places, blocks, records };
        writer.put(&MAGIC)?;
        if let Some(inside) = inside {
            writer.places.module = writer.put_pages(&inside.module.bytes)?;
            if let Some(image) = &inside.image {
                writer.places.image = writer.put_pages(image.bytes())?;
                writer.places.image_at = image.range().start as u64;
            }
            writer.places.outline = writer.put_pages(&inside::encode(inside.module))?;
        }
        writer.places.code = writer.at..writer.at;
        Ok(writer)
    }

    /// Puts bytes where a page begins; where they are.
    fn put_pages(&mut self, bytes: &[u8]) -> io::Result<Range<u64>> {
        let start = self.at.next_multiple_of(PAGE);
        self.put(&vec![0; (start - self.at) as usize])?;
        self.put(bytes)?;
        Ok(start..self.at)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// Adds a function, or an entry at one of its loops.
    pub(super) fn function(&mut self, defined: u32, at: Option<u32>, level: Level, bytes: &[u8]) -> io::Result<()> {
        let too_large = |_| io::Error::from(io::ErrorKind::FileTooLarge);
        let start = u32::try_from(self.at - self.places.code.start).map_err(too_large)?;
        let len = i32::try_from(bytes.len()).map_err(too_large)? as u32;
        self.records.push(Record { defined, at, level, start, len });
        self.blocks.put(bytes);
        self.put(bytes)
    }

    /// Adds the head; then the artefact is complete. How many bytes it has.
    pub(super) fn finish(mut self, about: About, secret: &Secret) -> io::Result<u64> {
        let About { target, tier, features, module, skeleton, boot } = about;
        self.places.code.end = self.at;
        let places = std::mem::take(&mut self.places);
        let blocks = std::mem::take(&mut self.blocks).finish();
        let records = Records::new(std::mem::take(&mut self.records));
        let (build, tier) = (BUILD.to_owned(), tier.to_owned());
        let head = Head { build, target, tier, features, module, skeleton, boot, places, blocks, records };
        let (head, start) = (head.encode(), self.at);
        self.put(&head)?;
        self.put(&format::trailer(&head, start, secret))?;
        self.out.flush()?;
        Ok(self.at)
    }
}

/// The blocks of code, hashed as they come.
#[derive(Default)]
struct Blocks {
    hashes: Vec<u8>,
    /// The beginning of the block that comes.
    begun: Vec<u8>,
}

impl Blocks {
    fn put(&mut self, mut bytes: &[u8]) {
        while self.begun.len() + bytes.len() >= BLOCK {
            let (fills, rest) = bytes.split_at(BLOCK - self.begun.len());
            self.begun.extend_from_slice(fills);
            self.end();
            bytes = rest;
        }
        self.begun.extend_from_slice(bytes);
    }

    fn end(&mut self) {
        self.hashes.extend(format::short_hash(&self.begun));
        self.begun.clear();
    }

    fn finish(mut self) -> Slice {
        if !self.begun.is_empty() {
            self.end();
        }
        Slice::of(self.hashes)
    }
}
