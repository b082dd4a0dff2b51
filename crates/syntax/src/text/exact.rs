//! The very same bytes: what a text says and the bytes it came from, told apart by an annotation.
//!
//! A module can be written in many ways that mean the same: integers longer than they need be, sections in odd order or
//! without entries, names that say nothing. The text holds the meaning; `(@wharf.exact …)` at its end holds the edits
//! that make the original bytes of what the text compiles to:
//!
//! ```text
//! (@wharf.exact LENGTH CHECKSUM (SKIP REMOVE "INSERT")*)
//! ```
//!
//! Length and checksum (64-bit FNV-1a) are those of the compiled module before the edits. Each edit passes over `SKIP`
//! bytes, takes `REMOVE` away, and puts the string in their place. When the text was changed by hand the checksum says
//! so, and the annotation has to go.

use std::collections::HashMap;
use std::io::Write;

use wharf_core::features::Features;
use wharf_core::module::{Module, SectionId};
use wharf_core::names::Names;
use wharf_core::{Error, Result};

use super::Compiled;
use super::print::Options;
use super::source_map::SourceMap;
use super::{parse_bytes, print, strings};
use crate::binary::decode_module;

/// The annotation's name.
pub(super) const NAME: &str = "wharf.exact";

/// One edit.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Edit {
    /// The bytes that stay between the last edit and this one.
    pub skip: u32,
    /// The bytes that go.
    pub remove: u32,
    /// How many bytes come in their place.
    pub insert: u32,
}

/// All edits.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Edits {
    /// The length of what they are made for.
    pub len: u64,
    /// Its checksum.
    pub checksum: u64,
    pub edits: Vec<Edit>,
    /// What is inserted, one after the other.
    pub inserted: Vec<u8>,
}

/// 64-bit FNV-1a.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

impl Edits {
    /// The module with the edits made; `None` when it is not what they are for.
    pub fn apply(&self, compiled: Compiled) -> Option<Compiled> {
        let old = &compiled.bytes;
        if old.len() as u64 != self.len || checksum(old) != self.checksum {
            return None;
        }
        let mut out =
            Compiled { bytes: Vec::with_capacity(old.len() + self.inserted.len()), map: SourceMap::default() };
        let mut entries = compiled.map.iter().peekable();
        let (mut at, mut inserted) = (0usize, 0usize);
        for edit in &self.edits {
            let kept = at + edit.skip as usize;
            copy(old.get(at..kept)?, at, &mut entries, &mut out);
            let end = inserted + edit.insert as usize;
            let start = out.bytes.len() as u32;
            out.bytes.extend_from_slice(self.inserted.get(inserted..end)?);
            (at, inserted) = (kept + edit.remove as usize, end);
            // What came from the bytes that went comes from those in their place.
            while let Some((_, text)) = entries.next_if(|entry| (entry.0 as usize) < at) {
                out.map.push(start, text);
            }
        }
        copy(old.get(at..)?, at, &mut entries, &mut out);
        Some(out)
    }
}

/// Appends bytes that stay, which stood at `at`, and where they come from.
fn copy(
    kept: &[u8],
    at: usize,
    entries: &mut std::iter::Peekable<impl Iterator<Item = (u32, u32)>>,
    out: &mut Compiled,
) {
    let start = out.bytes.len();
    out.bytes.extend_from_slice(kept);
    while let Some((byte, text)) = entries.next_if(|entry| (entry.0 as usize) < at + kept.len()) {
        out.map.push((start + byte as usize - at) as u32, text);
    }
}

/// Writes a module as a text from which [`parse`](super::parse) makes the very same bytes, those in
/// [`Module::bytes`]. Options that leave something out are ignored.
///
/// ```
/// use wharf_core::features::Features;
/// use wharf_core::names::Names;
/// use wharf_syntax::{binary::decode_module, text};
/// // The size of the type section takes two bytes instead of one.
/// let bytes = b"\0asm\x01\0\0\0\x01\x81\0\0".to_vec();
/// let module = decode_module(bytes.clone(), &Features::all())?;
/// let mut printed = Vec::new();
/// text::print_exact(&module, &Names::default(), &text::print::Options::default(), &mut printed)?;
/// assert_eq!(text::parse_bytes(&printed)?.bytes, bytes);
/// # Ok::<(), wharf_core::Error>(())
/// ```
///
/// # Errors
/// As [`print()`](super::print()).
pub fn print_exact(module: &Module, names: &Names, options: &Options, sink: &mut dyn Write) -> Result<()> {
    let options = Options { skeleton: false, func: None, generate_names: false, ..options.clone() };
    let mut text = Vec::new();
    print(module, names, &options, &mut text)?;
    let compiled = parse_bytes(&text)?.bytes;
    if compiled != *module.bytes {
        let end = text.iter().rposition(|byte| *byte == b')').unwrap_or(text.len());
        let tail = text.split_off(end);
        while text.last().is_some_and(u8::is_ascii_whitespace) {
            text.pop();
        }
        let old = decode_module(compiled, &Features::all())?;
        annotation(&diff(&old.bytes, &module.bytes, &anchors(&old, module)), options.indent, &mut text);
        text.push(b'\n');
        text.extend_from_slice(&tail);
    }
    sink.write_all(&text).map_err(|error| Error::host(format!("cannot write the text: {error}")))
}

fn annotation(edits: &Edits, indent: usize, out: &mut Vec<u8>) {
    let pad = |levels: usize| " ".repeat(indent * levels);
    out.extend_from_slice(format!("\n{}(@{NAME} {} {:#x}", pad(1), edits.len, edits.checksum).as_bytes());
    let (mut inserted, mut line) = (0, 0);
    for edit in &edits.edits {
        if line == 0 || out.len() - line > 100 {
            line = out.len();
            out.extend_from_slice(format!("\n{}", pad(2)).as_bytes());
        } else {
            out.push(b' ');
        }
        out.extend_from_slice(format!("({} {} \"", edit.skip, edit.remove).as_bytes());
        let end = inserted + edit.insert as usize;
        strings::encode_bytes(&edits.inserted[inserted..end], out);
        inserted = end;
        out.extend_from_slice(b"\")");
    }
    out.push(b')');
}

/// So many equal bytes make two places the same.
const WINDOW: usize = 8;
/// How far to look for the next equal bytes byte by byte.
const NEAR: usize = 24;
/// Beyond, this many bytes at a time.
const BLOCK: usize = 32;

/// The edits that make `new` of `old`. Not the fewest possible, but right whatever the bytes are: they say what to
/// keep only where the bytes are equal. `anchors` are places, ascending on both sides, that belong together, so that
/// what differs is looked for between two of them only.
fn diff(old: &[u8], new: &[u8], anchors: &[(usize, usize)]) -> Edits {
    let mut edits = Edits { len: old.len() as u64, checksum: checksum(old), edits: Vec::new(), inserted: Vec::new() };
    let (mut i, mut j, mut kept) = (0, 0, 0);
    for &(old_end, new_end) in anchors.iter().chain([&(old.len(), new.len())]) {
        let (old, new) = (&old[..old_end], &new[..new_end]);
        let mut blocks = None;
        loop {
            let same = common_prefix(&old[i..], &new[j..]);
            (i, j, kept) = (i + same, j + same, kept + same);
            if i == old.len() && j == new.len() {
                break;
            }
            let (a, b) = near(&old[i..], &new[j..]).unwrap_or_else(|| {
                let blocks = blocks.get_or_insert_with(|| index(old, i));
                far(old, i, new, j, blocks)
            });
            edits.edits.push(Edit { skip: kept as u32, remove: a as u32, insert: b as u32 });
            edits.inserted.extend_from_slice(&new[j..j + b]);
            (i, j, kept) = (i + a, j + b, 0);
        }
    }
    edits
}

/// How many bytes both begin with.
fn common_prefix(old: &[u8], new: &[u8]) -> usize {
    let words = old.as_chunks::<8>().0.iter().zip(new.as_chunks::<8>().0);
    let whole = 8 * words.take_while(|pair| pair.0 == pair.1).count();
    whole + old[whole..].iter().zip(&new[whole..]).take_while(|pair| pair.0 == pair.1).count()
}

/// How many bytes to pass over on each side to come to equal ones, if that is near.
fn near(old: &[u8], new: &[u8]) -> Option<(usize, usize)> {
    let pairs = (1..NEAR).flat_map(|sum| (0..=sum).map(move |a| (a, sum - a)));
    pairs.into_iter().find(|&(a, b)| match (old.get(a..), new.get(b..)) {
        (Some([]), Some([])) => true,
        (Some(old), Some(new)) => {
            let len = WINDOW.min(old.len()).min(new.len());
            // What is left may be shorter than the window, if it is so on both sides.
            (len == WINDOW || old.len() == new.len()) && old[..len] == new[..len]
        }
        _ => false,
    })
}

/// Where each block of `old` from `start` on stands.
fn index(old: &[u8], start: usize) -> HashMap<&[u8], usize> {
    (start..).step_by(BLOCK).zip(old[start..].chunks_exact(BLOCK)).map(|(at, block)| (block, at)).collect()
}

/// As [`near`], however far it is; to both ends when nothing is equal any more.
fn far(old: &[u8], i: usize, new: &[u8], j: usize, blocks: &HashMap<&[u8], usize>) -> (usize, usize) {
    for b in 0..new.len().saturating_sub(j + BLOCK) {
        if let Some(&at) = blocks.get(&new[j + b..j + b + BLOCK])
            && at >= i
        {
            return (at - i, b);
        }
    }
    (old.len() - i, new.len() - j)
}

/// The places of two modules that belong together: sections of one kind, bodies and segments of one index.
fn anchors(old: &Module, new: &Module) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for section in new.sections.iter().filter(|section| section.id != SectionId::Custom) {
        let same = old.sections.iter().find(|other| other.id == section.id);
        pairs.extend(same.map(|other| (other.at as usize, section.at as usize)));
    }
    let bodies = old.bodies.iter().zip(&new.bodies);
    pairs.extend(bodies.map(|(old, new)| (old.span.start as usize, new.span.start as usize)));
    let elements = old.elements.iter().zip(&new.elements);
    pairs.extend(elements.map(|(old, new)| (old.at as usize, new.at as usize)));
    let datas = old.datas.iter().zip(&new.datas);
    pairs.extend(datas.map(|(old, new)| (old.data.start as usize, new.data.start as usize)));
    pairs.sort_unstable();
    // What stands in another order on the two sides is no help.
    let mut last = (0, 0);
    pairs.retain(|pair| {
        let ascending = pair.0 >= last.0 && pair.1 >= last.1;
        if ascending {
            last = *pair;
        }
        ascending
    });
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_make_the_new_bytes() {
        let mut state = 1u64;
        let mut random = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for round in 0..300 {
            let old: Vec<u8> = (0..random(2000)).map(|_| random(if round % 3 == 0 { 3 } else { 256 }) as u8).collect();
            let mut new = old.clone();
            for _ in 0..random(20) {
                let at = random(new.len() as u64 + 1) as usize;
                let end = (at + random(60) as usize).min(new.len());
                let insert: Vec<u8> = (0..random(60)).map(|_| random(256) as u8).collect();
                new.splice(at..end, insert);
            }
            let anchor = (old.len().min(7), new.len().min(5));
            let edits = diff(&old, &new, &[anchor]);
            let compiled = Compiled { bytes: old, map: SourceMap::default() };
            assert_eq!(edits.apply(compiled).unwrap().bytes, new);
        }
    }
}
