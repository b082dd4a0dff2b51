//! Outlines: where a module's bodies and data segments stand. Finding them anew touches a large file all over; whoever has
//! decoded the same bytes before can say instead.

use std::ops::Range;

use wharf_core::Late;
use wharf_core::module::{Body, DataSegment, Mode, Module, Span};

use super::super::reader::Reader;

/// Where a module's bodies and data segments stand, from an earlier decoding of the same bytes. What does not lie within its
/// section, in order, is not believed, and found anew: bodies at once, segments when somebody looks at them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Outline {
    /// As [`Module::bodies`].
    pub bodies: Vec<Body>,
    /// As [`Module::datas`].
    pub datas: Late<DataSegment>,
}

impl Outline {
    /// That of a module whose bytes are as they were decoded.
    pub fn of(module: &Module) -> Outline {
        Outline { bodies: module.bodies.clone(), datas: module.datas.clone() }
    }

    /// The bodies of a section that announces this many, if it can be them; the section is passed over then. Of none, nothing
    /// is known.
    pub(super) fn take_bodies(&mut self, count: u32, section: &mut Reader<'_>) -> Option<Vec<Body>> {
        let within = self.bodies.iter().map(|body| body.span);
        if count == 0 || count as usize != self.bodies.len() || !in_order(within, section.position()..section.end()) {
            return None;
        }
        section.bytes(section.remaining()).ok()?;
        Some(std::mem::take(&mut self.bodies))
    }

    /// The data segments of a section that announces this many, which nobody has looked at.
    pub(super) fn take_datas(&mut self, count: u32) -> Option<Late<DataSegment>> {
        (count > 0 && count as usize == self.datas.len()).then(|| std::mem::take(&mut self.datas))
    }
}

/// Whether these can be the data segments of a section of a module with so many memories.
pub(super) fn can_be(datas: &[DataSegment], section: Range<usize>, memories: usize) -> bool {
    let within = datas.iter().flat_map(|segment| match segment.mode {
        Mode::Active { offset, .. } => [offset, segment.data],
        _ => [Span::new(segment.at as usize, segment.at as usize), segment.data],
    });
    let targets = |segment: &DataSegment| match segment.mode {
        Mode::Active { target, .. } => (target as usize) < memories,
        _ => true,
    };
    datas.iter().all(targets) && in_order(within, section)
}

/// Whether spans stand one behind the other in a section.
fn in_order(spans: impl IntoIterator<Item = Span>, section: Range<usize>) -> bool {
    let mut last = section.start as u32;
    spans.into_iter().all(|span| {
        let follows = last <= span.start && span.start <= span.end && span.end as usize <= section.end;
        last = span.end;
        follows
    })
}

#[cfg(test)]
mod tests {
    use wharf_core::features::Features;

    use super::super::{decode_module, decode_outlined};
    use super::*;

    /// Two functions, `nop` and nothing; an active segment and a passive one.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x03\x02\0\0\x05\x03\x01\0\x01\
        \x0a\x08\x02\x03\0\x01\x0b\x02\0\x0b\x0b\x0b\x02\0\x41\x05\x0b\x02ab\x01\x01c";

    #[test]
    fn a_module_is_the_same_with_its_outline() {
        let features = Features::all();
        let module = decode_module(MODULE.to_vec(), &features).unwrap();
        assert_eq!((module.bodies.len(), module.datas.len()), (2, 2));
        let again = decode_outlined(MODULE.to_vec(), &features, Outline::of(&module)).unwrap();
        assert_eq!((again.bodies, again.datas), (module.bodies, module.datas));
    }

    #[test]
    fn an_empty_outline_hides_nothing() {
        // The section announces no functions, and holds a byte more.
        let module = b"\0asm\x01\0\0\0\x0a\x02\0\x0b".to_vec();
        assert!(decode_module(module, &Features::all()).is_err());
    }

    #[test]
    fn an_outline_that_cannot_be_true_is_not_believed() {
        let features = Features::all();
        let module = decode_module(MODULE.to_vec(), &features).unwrap();
        let true_one = Outline::of(&module);
        type Change = (fn(&mut Vec<Body>), fn(&mut Vec<DataSegment>));
        let changes: [Change; 6] = [
            (|bodies| bodies.truncate(1), |datas| datas.truncate(1)),
            (|bodies| bodies[1].span.end += 100, |datas| datas[1].data.end += 1),
            (|bodies| bodies.swap(0, 1), |datas| datas.swap(0, 1)),
            (|bodies| bodies[0].span = Span { start: 9, end: 4 }, |datas| datas[0].data = Span { start: 9, end: 4 }),
            (|bodies| bodies.clear(), |datas| datas.clear()),
            (|_| (), |datas| datas[0].mode = Mode::Active { target: 1, offset: Span { start: 41, end: 44 } }),
        ];
        for (bodies, datas) in changes {
            let mut wrong = (true_one.bodies.clone(), true_one.datas.to_vec());
            bodies(&mut wrong.0);
            datas(&mut wrong.1);
            let wrong = Outline { bodies: wrong.0, datas: wrong.1.into() };
            let again = decode_outlined(MODULE.to_vec(), &features, wrong).unwrap();
            assert_eq!(Outline::of(&again), true_one);
        }
    }

    #[test]
    fn segments_that_cannot_be_found_either_have_no_contents() {
        let features = Features::all();
        let outline = Outline::of(&decode_module(MODULE.to_vec(), &features).unwrap());
        let mut damaged = MODULE.to_vec();
        // The first segment's kind.
        let at = outline.datas[0].at as usize;
        damaged[at] = 9;
        let wrong = Outline { datas: vec![outline.datas[1]; 2].into(), ..outline };
        let again = decode_outlined(damaged, &features, wrong).unwrap();
        assert!(!again.datas.is_made());
        assert_eq!(
            again.datas.iter().map(|data| (data.mode, data.data.len())).collect::<Vec<_>>(),
            [(Mode::Passive, 0); 2]
        );
    }
}
