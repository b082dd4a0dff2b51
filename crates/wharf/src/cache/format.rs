//! An artefact as bytes: machine code of one module, and all that must be known to use it.
//!
//! ```text
//! magic                      8 bytes
//! the module, if inside      from byte 4096 on, so that it can be mapped
//! its memory's image, if it has one, at a multiple of 4096 for the same reason
//! its outline                at a multiple of 4096
//! the text: the code of functions, at a multiple of 4096
//! their tables
//! the head
//! the trailer                where the head begins   8 bytes
//!                            how long it is          8
//!                            its hash               32
//!                            its tag                32: who wrote this had the key
//!                            magic                   8
//! ```
//!
//! The head names what the code was made from and for, and has a record for each function, where its code and its tables are,
//! and a hash for each 64 KiB of text and tables: so many bytes are hashed several times faster than a function. So one tag
//! vouches for all code, and only what is used has to be read. The text is linked for the place where it is run
//! ([`wharf_jit::artefact::Linker`]), so that it can be mapped there. What comes last is known last, so an artefact can be
//! written into a pipe. Numbers are little-endian.

use std::ops::Range;
use std::sync::Arc;

use wharf_jit::artefact::Target;

use super::name::ModuleHash;
use super::record::Records;
use super::secret::Secret;

/// What an artefact begins with. The first byte is no text's; the last one counts the formats.
pub(crate) const MAGIC: [u8; 8] = *b"\0cwharf\x04";
/// The bytes behind everything else.
pub(super) const TRAILER: usize = 88;
/// What begins at a multiple of this can be mapped.
pub(super) const PAGE: u64 = 4096;
/// The longest head that is read: that of some millions of functions.
const MAX_HEAD: u64 = 256 << 20;
/// The bytes of text and tables that are hashed together.
pub(super) const BLOCK: usize = 64 << 10;
/// The bytes of such a hash.
pub(super) const HASH: usize = 16;

/// What is known of an artefact.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    /// The build of wharf that made it.
    pub(crate) build: String,
    /// For what the code was made.
    pub(crate) target: Target,
    /// How code was executed: what is forced to one compiler takes no code of another.
    pub(crate) tier: String,
    /// The proposals with which the module was found valid.
    pub(crate) features: String,
    /// The module's hash.
    pub(crate) module: ModuleHash,
    /// The hash of what code relies on in an embedded module: everything but bodies, data and custom sections.
    pub(crate) skeleton: [u8; 32],
    /// While which boot of this machine it was written; empty if that does not matter.
    pub(crate) boot: String,
    /// Where what is before it in the file is.
    pub(crate) places: Places,
    /// The hash of each block of [`Places::hashed`], in order.
    pub(crate) blocks: Slice,
    /// The records, in order of function and loop.
    pub(crate) records: Records,
}

/// What is where in the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Places {
    /// The module, if it is inside.
    pub(crate) module: Range<u64>,
    /// The image of its memory, if it has one.
    pub(crate) image: Range<u64>,
    /// Where in the memory the image begins.
    pub(crate) image_at: u64,
    /// Whether all of the module's data segments are in it.
    pub(crate) image_is_whole: bool,
    /// The module's outline, as [`super::inside`] writes it.
    pub(crate) outline: Range<u64>,
    /// The code.
    pub(crate) text: Range<u64>,
    /// The tables of functions, right behind the code.
    pub(crate) tables: Range<u64>,
}

impl Places {
    /// What is hashed: text and tables.
    pub(super) fn hashed(&self) -> Range<u64> {
        self.text.start..self.tables.end
    }

    fn encode(&self, out: &mut Vec<u8>) {
        let ranges = [&self.module, &self.image, &self.outline, &self.text, &self.tables];
        let ranges = ranges.into_iter().flat_map(|range| [range.start, range.end]);
        for number in ranges.chain([self.image_at, self.image_is_whole.into()]) {
            out.extend(number.to_le_bytes());
        }
    }

    fn decode(fields: &mut Fields<'_>) -> Option<Places> {
        Some(Places {
            module: fields.range()?,
            image: fields.range()?,
            outline: fields.range()?,
            text: fields.range()?,
            tables: fields.range()?,
            image_at: fields.u64()?,
            image_is_whole: fields.u64()? != 0,
        })
    }
}

/// Why bytes are no artefact that can be used.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Refused {
    /// It is none, or one of another format.
    NotOne,
    /// It is not as it was written.
    Damaged,
    /// Whoever wrote it did not have the key.
    Foreign,
}

/// Where the head is in a file of this length with this trailer.
pub(super) fn head_range(trailer: &[u8; TRAILER], file: u64) -> Result<Range<u64>, Refused> {
    let mut fields = Fields(trailer);
    let (start, len) = fields.u64().zip(fields.u64()).ok_or(Refused::Damaged)?;
    let end = start.checked_add(len).filter(|_| len <= MAX_HEAD && trailer[80..] == MAGIC);
    match end.and_then(|end| Some((end, end.checked_add(TRAILER as u64)?))) {
        Some((end, last)) if last == file => Ok(start..end),
        _ => Err(Refused::Damaged),
    }
}

/// The trailer of a file with this head.
pub(super) fn trailer(head: &[u8], start: u64, secret: &Secret) -> [u8; TRAILER] {
    let mut trailer = [0; TRAILER];
    trailer[..8].copy_from_slice(&start.to_le_bytes());
    trailer[8..16].copy_from_slice(&(head.len() as u64).to_le_bytes());
    trailer[16..48].copy_from_slice(blake3::hash(head).as_bytes());
    trailer[48..80].copy_from_slice(secret.tag(&[head]).as_bytes());
    trailer[80..].copy_from_slice(&MAGIC);
    trailer
}

/// Reads a head, if it is as it was written and whoever wrote it had the key. Without a key nothing is said of who wrote it.
pub(super) fn read_head(trailer: &[u8; TRAILER], head: Vec<u8>, secret: Option<&Secret>) -> Result<Head, Refused> {
    let authentic = secret.is_some_and(|secret| secret.tag(&[&head]).as_bytes()[..] == trailer[48..80]);
    if !authentic && blake3::hash(&head).as_bytes()[..] != trailer[16..48] {
        return Err(Refused::Damaged);
    }
    if !authentic && secret.is_some() {
        return Err(Refused::Foreign);
    }
    Head::decode(head).ok_or(Refused::Damaged)
}

/// The beginning of a hash of a block's bytes.
pub(super) fn short_hash(bytes: &[u8]) -> [u8; HASH] {
    let mut short = [0; HASH];
    short.copy_from_slice(&blake3::hash(bytes).as_bytes()[..HASH]);
    short
}

impl Head {
    /// As bytes.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(1024 + self.records.bytes().len());
        let mut text = |text: &str| {
            out.extend((text.len() as u32).to_le_bytes());
            out.extend(text.as_bytes());
        };
        text(&self.build);
        text(&self.target.compiler);
        text(&self.target.processor.join(" "));
        text(&self.target.options);
        text(&self.tier);
        text(&self.features);
        text(&self.boot);
        out.extend(self.module.0);
        out.extend(self.skeleton);
        self.places.encode(&mut out);
        let blocks = self.blocks.bytes();
        out.extend((blocks.len() as u64).to_le_bytes());
        out.extend(blocks);
        out.extend(self.records.bytes());
        out
    }

    fn decode(bytes: Vec<u8>) -> Option<Head> {
        let bytes = Arc::new(bytes);
        let mut fields = Fields(&bytes);
        let build = fields.text()?;
        let compiler = fields.text()?;
        let processor = fields.text()?.split_whitespace().map(str::to_owned).collect();
        let target = Target { compiler, processor, options: fields.text()? };
        let (tier, features, boot) = (fields.text()?, fields.text()?, fields.text()?);
        let (module, skeleton) = (ModuleHash(fields.array()?), fields.array()?);
        let places = Places::decode(&mut fields)?;
        let blocks = fields.slice(&bytes)?;
        let records = Records::of(Slice { range: bytes.len() - fields.0.len()..bytes.len(), bytes })?;
        Some(Head { build, target, tier, features, module, skeleton, boot, places, blocks, records })
    }
}

/// A part of a head, as it stands there.
#[derive(Clone, Debug)]
pub(crate) struct Slice {
    bytes: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl Slice {
    /// All of these bytes.
    pub(super) fn of(bytes: Vec<u8>) -> Slice {
        Slice { range: 0..bytes.len(), bytes: Arc::new(bytes) }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[self.range.clone()]
    }
}

/// Fields one after the other.
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl Fields<'_> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*array)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    /// What has its length before it, of a head that these are the fields of.
    fn slice(&mut self, head: &Arc<Vec<u8>>) -> Option<Slice> {
        let len = usize::try_from(self.u64()?).ok()?;
        let start = head.len() - self.0.len();
        self.0 = self.0.get(len..)?;
        Some(Slice { bytes: head.clone(), range: start..start + len })
    }

    fn range(&mut self) -> Option<Range<u64>> {
        let (start, end) = (self.u64()?, self.u64()?);
        (start <= end).then_some(start..end)
    }

    fn text(&mut self) -> Option<String> {
        let len = self.u32()? as usize;
        let (text, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }
}
