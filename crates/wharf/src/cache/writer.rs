//! Writing an artefact: the module, if it is to be inside, then functions as they come, then the head.

use std::io::{self, Write};
use std::ops::Range;

use wharf_jit::artefact::{self, Linker, Target};
use wharf_jit::tier::Level;
use wharf_vm::compiled::CompiledFunc;

use super::format::{self, BLOCK, Head, MAGIC, PAGE, Places, Slice};
use super::inside::{self, Given};
use super::name::{BUILD, ModuleHash};
use super::record::{Record, Records};
use super::secret::Secret;

/// What functions begin at a multiple of.
const ALIGN: u32 = 16;
/// What stands between functions: an instruction that stops.
const NOTHING: u8 = 0xcc;

/// An artefact that is being written.
pub(super) struct Writer<W> {
    out: W,
    at: u64,
    places: Places,
    linker: Linker,
    /// The tables of the functions in the text.
    tables: Vec<u8>,
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
    /// Begins one of a module that defines the functions of these indices.
    pub(super) fn new(out: W, inside: Option<&Given<'_>>, defined: Range<u32>) -> io::Result<Writer<W>> {
        let (places, linker, blocks) = (Places::default(), Linker::new(defined), Blocks::default());
        let mut writer = Writer { out, at: 0, places, linker, tables: Vec::new(), blocks, records: Vec::new() };
        writer.put(&MAGIC)?;
        if let Some(inside) = inside {
            writer.places.module = writer.put_pages(&inside.module.bytes)?;
            if let Some(image) = &inside.image {
                writer.places.image = writer.put_pages(image.bytes())?;
                writer.places.image_at = image.range().start as u64;
                writer.places.image_is_whole = image.is_whole();
            }
            writer.places.outline = writer.put_pages(&inside::encode(inside.module))?;
        }
        writer.places.text = writer.put_pages(&[])?;
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

    /// Adds a function, or an entry at one of its loops. One that would be too far from others is left out.
    pub(super) fn function(
        &mut self,
        defined: u32,
        at: Option<u32>,
        level: Level,
        compiled: &CompiledFunc,
        mut code: Vec<u8>,
    ) -> io::Result<()> {
        let written = self.at - self.places.text.start;
        let start = written.next_multiple_of(u64::from(compiled.align.max(ALIGN)));
        let itself = (at.is_none() && level == Level::Optimizing).then_some(defined);
        let (first, last) = (u32::try_from(start), u32::try_from(start + code.len() as u64));
        let (Ok(first), Ok(last), true) = (first, last, code.len() <= Record::MAX_LEN as usize) else { return Ok(()) };
        if !self.linker.link(compiled, &mut code, start, itself) {
            return Ok(());
        }
        self.put_hashed(&vec![NOTHING; (start - written) as usize])?;
        self.put_hashed(&code)?;
        let tables = self.tables.len() as u32;
        artefact::encode(compiled, &mut self.tables);
        self.records.push(Record {
            defined,
            at,
            level,
            code: first..last,
            // From the beginning of the tables, until it is known where that is.
            tables: tables..self.tables.len() as u32,
            context: compiled.context,
            counts: !compiled.sites.is_empty(),
        });
        Ok(())
    }

    fn put_hashed(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.blocks.put(bytes);
        self.put(bytes)
    }

    /// Adds the tables, whose places are known then.
    fn finish_tables(&mut self) -> io::Result<()> {
        let (text, tables) = (self.places.text.start..self.at, std::mem::take(&mut self.tables));
        self.put_hashed(&tables)?;
        self.places.tables = text.end..self.at;
        let before = u32::try_from(text.end - text.start).unwrap_or(u32::MAX);
        let moved = |place: u32| place.checked_add(before).ok_or(io::ErrorKind::FileTooLarge);
        for record in &mut self.records {
            record.tables = moved(record.tables.start)?..moved(record.tables.end)?;
        }
        self.places.text = text;
        Ok(())
    }

    /// Adds the head; then the artefact is complete. How many bytes it has.
    pub(super) fn finish(mut self, about: About, secret: &Secret) -> io::Result<u64> {
        let About { target, tier, features, module, skeleton, boot } = about;
        self.finish_tables()?;
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
