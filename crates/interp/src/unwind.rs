//! Exceptions: which part of which function catches what, and the search for it over the frames.
//!
//! Entering a `try_table` costs nothing: what it catches stands in a table beside the code, innermost part first, and is
//! looked at only when an exception is thrown.
//!
//! Specification: [exceptions](https://webassembly.github.io/spec/core/exec/instructions.html#exec-throw-ref), and the
//! [legacy](https://webassembly.github.io/exception-handling/legacy/exceptions/core/exec/instructions.html) form.

use std::ops::Range;

use wharf_core::error::Result;
use wharf_vm::{GcRef, Store};

use crate::code::Code;
use crate::context::{Context, Place};
use crate::frame::stack::{FrameView, Walk};

/// A part of a function's code whose exceptions are looked at.
#[derive(Clone, Debug)]
pub(crate) struct TryRange {
    /// The first word.
    pub(crate) start: u32,
    /// One past the last word.
    pub(crate) end: u32,
    /// How many blocks enclose it: what a `delegate` passes over is deeper than its target.
    pub(crate) depth: u32,
    /// What happens to exceptions, in order: which of the function's clauses.
    pub(crate) clauses: Range<u32>,
}

/// One way to treat an exception.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Clause {
    /// Which exceptions, and what of them is wanted.
    pub(crate) kind: ClauseKind,
    /// The word where execution goes on; of a `delegate`, the depth of the block in which the search does.
    pub(crate) target: u32,
    /// The slot from which on values are written.
    pub(crate) slot: u32,
}

/// The kinds of [`Clause`]; tags by index in the module.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum ClauseKind {
    /// The values of exceptions of this tag.
    Catch(u32),
    /// The same, then the exception.
    CatchRef(u32),
    /// Nothing of any exception.
    CatchAll,
    /// Any exception itself.
    CatchAllRef,
    /// Legacy: the exception, then its values.
    LegacyCatch(u32),
    /// Legacy: any exception itself.
    LegacyCatchAll,
    /// Legacy: any exception, as if thrown in an enclosing block.
    Delegate,
}

impl ClauseKind {
    /// The tag that an exception must have, if any will not do.
    fn tag(self) -> Option<u32> {
        match self {
            ClauseKind::Catch(tag) | ClauseKind::CatchRef(tag) | ClauseKind::LegacyCatch(tag) => Some(tag),
            _ => None,
        }
    }
}

/// Finds what catches an exception in the running run, innermost first, and puts its values there: where to go on.
pub(crate) fn find(store: &mut Store, cx: &mut Context, exception: GcRef) -> Result<Option<Place>> {
    let tag = store.exception_tag(exception);
    let mut found = None;
    for frame in Walk::new(cx.place, &cx.bridges) {
        let instance = frame.instance(store);
        if let Some(clause) = clause(frame.code, frame.word, |index| Some(instance.tag(store, index)) == tag) {
            found = Some((clause, frame.bridges, frame.at(clause.target), deliver(store, frame, clause, exception)?));
            break;
        }
    }
    let Some((_, bridges, place, ())) = found else { return Ok(None) };
    cx.bridges.truncate(bridges);
    Ok(Some(place))
}

/// The clause that takes an exception thrown at `word`.
fn clause(code: &Code, word: u32, mut has_tag: impl FnMut(u32) -> bool) -> Option<Clause> {
    let mut deepest = u32::MAX;
    for range in code.ranges.iter().filter(|range| range.start <= word && word < range.end) {
        if range.depth > deepest {
            continue;
        }
        for clause in &code.clauses[range.clauses.start as usize..range.clauses.end as usize] {
            match clause.kind {
                ClauseKind::Delegate => {
                    // What is left are the blocks around the target, the target itself included.
                    deepest = clause.target;
                    break;
                }
                kind if kind.tag().is_none_or(&mut has_tag) => return Some(*clause),
                _ => {}
            }
        }
    }
    None
}

/// Writes what a clause wants of an exception.
fn deliver(store: &mut Store, frame: FrameView<'_>, clause: Clause, exception: GcRef) -> Result<()> {
    let mut values = Vec::new();
    if matches!(clause.kind, ClauseKind::LegacyCatch(_) | ClauseKind::LegacyCatchAll) {
        values.push(exception.to_slot());
    }
    if clause.kind.tag().is_some() {
        store.exception_args(exception, &mut values)?;
    }
    if matches!(clause.kind, ClauseKind::CatchRef(_) | ClauseKind::CatchAllRef) {
        values.push(exception.to_slot());
    }
    for (at, value) in values.into_iter().enumerate() {
        frame.set(clause.slot as usize + at, value);
    }
    Ok(())
}
