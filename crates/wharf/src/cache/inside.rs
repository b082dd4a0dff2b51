//! The module inside of an artefact, with what finding it valid has taught: where its bodies and data segments stand, and
//! what its memory begins as. Nothing of it has to be read or searched to start it again.

use wharf_core::module::{Body, DataSegment, Mode, Span};
use wharf_core::{Bytes, Late, Module as Model};
use wharf_syntax::binary::Outline;
use wharf_vm::{FileView, Image};

use super::entry::Entry;

/// In the place of a memory's index: the segment is passive.
const PASSIVE: u32 = u32::MAX;
/// Numbers for each body.
const BODY: usize = 2;
/// Numbers for each data segment.
const DATA: usize = 6;

/// What [`Writer`](super::writer::Writer) puts inside.
pub(super) struct Given<'m> {
    pub(super) module: &'m Model,
    pub(super) image: Option<Image>,
}

impl<'m> Given<'m> {
    pub(super) fn of(module: &'m Model) -> Given<'m> {
        // An image serves a module's only memory.
        let image = (module.memories.len() == 1).then(|| Image::of(module, 0)).flatten();
        Given { module, image }
    }
}

/// What was inside.
pub(crate) struct Inside {
    pub(crate) bytes: Bytes,
    pub(crate) outline: Outline,
    /// What [`Image::of`] made of the module.
    pub(crate) image: Option<Image>,
}

impl Inside {
    /// That of an artefact; nothing of it is read before it is needed. The bytes are the file's own.
    pub(crate) fn lent(entry: &Entry) -> Option<Inside> {
        let bytes = FileView::new(entry.file(), entry.head().places.module.clone()).ok()?;
        Some(Inside { bytes: Bytes::lent(bytes), ..Inside::of(entry, Bytes::default()) })
    }

    /// The same with bytes that were read.
    pub(crate) fn of(entry: &Entry, bytes: Bytes) -> Inside {
        let places = &entry.head().places;
        // An outline that cannot be read is one that says nothing. It is as little hashed as the module: what it says wrongly
        // of a body is seen by whoever compiles that.
        let lent = || FileView::new(entry.file(), places.outline.clone()).ok().map(Bytes::lent);
        let read = lent().or_else(|| Some(entry.bytes(places.outline.clone())?.into_owned().into()));
        let outline = read.and_then(outline).unwrap_or_default();
        let start = usize::try_from(places.image_at).unwrap_or(usize::MAX);
        let range = start..start.saturating_add((places.image.end - places.image.start) as usize);
        let image = match range.is_empty() {
            true => None,
            false => Image::in_file(entry.file(), places.image.start, range, places.image_is_whole).ok(),
        };
        Inside { bytes, outline, image }
    }
}

/// The outline of a module as bytes.
pub(super) fn encode(module: &Model) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4 + 4 * (BODY * module.bodies.len() + DATA * module.datas.len()));
    let mut put = |number: u32| bytes.extend(number.to_le_bytes());
    put(module.bodies.len() as u32);
    for body in &module.bodies {
        [body.span.start, body.span.end].into_iter().for_each(&mut put);
    }
    for segment in &module.datas {
        let (memory, offset) = match segment.mode {
            Mode::Active { target, offset } => (target, offset),
            _ => (PASSIVE, Span::default()),
        };
        let DataSegment { data, at, .. } = *segment;
        [at, memory, offset.start, offset.end, data.start, data.end].into_iter().for_each(&mut put);
    }
    bytes
}

/// What was encoded. The segments stay where they are before somebody looks at them.
fn outline(bytes: Bytes) -> Option<Outline> {
    let (numbers, rest) = bytes.as_chunks();
    let (count, numbers) = numbers.split_first()?;
    let bodies = u32::from_le_bytes(*count) as usize;
    let (bodies, datas) = numbers.split_at_checked(bodies.checked_mul(BODY)?)?;
    let ((bodies, _), (datas, left)) = (bodies.as_chunks(), datas.as_chunks::<DATA>());
    if !rest.is_empty() || !left.is_empty() {
        return None;
    }
    let bodies: Vec<Body> = bodies.iter().map(|[start, end]| Body { span: span(start, end) }).collect();
    let (start, shared) = (4 * (1 + BODY * bodies.len()), bytes.clone());
    let list = move || shared[start..].as_chunks().0.as_chunks().0.iter().map(data).collect();
    Some(Outline { bodies, datas: Late::new(datas.len(), list) })
}

fn data([at, memory, offset, offset_end, start, end]: &[[u8; 4]; DATA]) -> DataSegment {
    let mode = match u32::from_le_bytes(*memory) {
        PASSIVE => Mode::Passive,
        target => Mode::Active { target, offset: span(offset, offset_end) },
    };
    DataSegment { mode, data: span(start, end), at: u32::from_le_bytes(*at) }
}

fn span(start: &[u8; 4], end: &[u8; 4]) -> Span {
    Span { start: u32::from_le_bytes(*start), end: u32::from_le_bytes(*end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_is_read_as_it_was_written() {
        let offset = Span::new(101, 104);
        let bodies = (0..3).map(|at| Body { span: Span::new(at * 10, at * 10 + 7) }).collect();
        let datas = vec![
            DataSegment { mode: Mode::Active { target: 0, offset }, data: Span::new(105, 110), at: 100 },
            DataSegment { mode: Mode::Passive, data: Span::new(112, 113), at: 110 },
        ];
        let module = Model { bodies, datas: datas.into(), ..Model::default() };
        let bytes = encode(&module);
        assert_eq!(outline(bytes.clone().into()), Some(Outline::of(&module)));
        for len in 0..bytes.len() {
            let read = outline(bytes[..len].to_vec().into());
            assert!(read.is_none_or(|read| read != Outline::of(&module)), "{len} bytes");
        }
        assert_eq!(outline(vec![0xff; 8].into()), None);
    }
}
