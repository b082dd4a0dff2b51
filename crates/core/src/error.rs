//! The one error of the whole system, and the coordinate it points with.
//!
//! An [`Error`] is one boxed word, so `Result<(), Error>` stays in a register on the paths that never fail. It says at
//! which stage the rule was broken, which rule, where, and what the way out is. Rooms add named constructors in one
//! file each; call sites hold no `format!`. How an error looks to a person is decided by the one renderer, not here.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::trace::{Frame, MAX_FRAMES};
use crate::trap::TrapKind;

/// A position in a source: a file of bytes, or a text by the byte offset of its character.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Place {
    /// The byte offset from the start of the source.
    pub offset: usize,
    /// Which source it is in.
    pub space: Space,
}

/// What a [`Place`]'s offset counts in.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Space {
    /// Bytes of a binary module.
    Binary,
    /// Bytes of a UTF-8 text.
    Text,
}

impl Place {
    /// The byte of a binary module.
    pub const fn binary(offset: usize) -> Place {
        Place { offset, space: Space::Binary }
    }

    /// The byte of a text.
    pub const fn text(offset: usize) -> Place {
        Place { offset, space: Space::Text }
    }
}

/// The stage at which something went wrong.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Stage {
    /// The bytes or the text are not of the format.
    Malformed,
    /// The module is well-formed but breaks a rule of validation.
    Invalid,
    /// Imports that are missing or of another type.
    Unlinkable,
    /// The program stopped itself.
    Trap(TrapKind),
    /// The host refused or failed.
    Host,
    /// A limit of the implementation or of the embedder.
    Limit,
}

impl Stage {
    /// The word that opens a rendered message.
    pub const fn word(self) -> &'static str {
        match self {
            Stage::Malformed => "malformed",
            Stage::Invalid => "invalid",
            Stage::Unlinkable => "unlinkable",
            Stage::Trap(_) => "trap",
            Stage::Host => "host error",
            Stage::Limit => "limit",
        }
    }
}

/// What went wrong, where, under which rule, and what can be done.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    stage: Stage,
    message: Cow<'static, str>,
    anchor: &'static str,
    place: Option<Place>,
    notes: Vec<Cow<'static, str>>,
    cause: Option<Arc<dyn std::error::Error + Send + Sync>>,
    trace: Vec<Frame>,
    trace_is_cut: bool,
}

/// The result of nearly everything here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of any stage. Rooms wrap this in named constructors.
    #[cold]
    pub fn new(stage: Stage, message: impl Into<Cow<'static, str>>) -> Error {
        Error(Box::new(Inner {
            stage,
            message: message.into(),
            anchor: "",
            place: None,
            notes: Vec::new(),
            cause: None,
            trace: Vec::new(),
            trace_is_cut: false,
        }))
    }

    /// Bytes or text that are not of the format.
    #[cold]
    pub fn malformed(place: Place, message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Stage::Malformed, message).at(place)
    }

    /// A rule of validation that is broken.
    #[cold]
    pub fn invalid(place: Place, message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Stage::Invalid, message).at(place)
    }

    /// A limit that is passed.
    #[cold]
    pub fn limit(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Stage::Limit, message)
    }

    /// A failure of the host.
    #[cold]
    pub fn host(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(Stage::Host, message)
    }

    /// A failure of the host that carries the host's own error: [`Error::downcast_ref`] gives it back.
    #[cold]
    pub fn caused_by(cause: impl std::error::Error + Send + Sync + 'static) -> Error {
        let mut error = Error::host(cause.to_string());
        error.0.cause = Some(Arc::new(cause));
        error
    }

    /// A trap.
    #[cold]
    pub fn trap(kind: TrapKind) -> Error {
        Error::new(Stage::Trap(kind), kind.message())
    }

    /// The same error at this place, unless it has one already.
    pub fn at(mut self, place: Place) -> Error {
        self.0.place.get_or_insert(place);
        self
    }

    /// The same error at this place, whatever it had.
    pub fn moved_to(mut self, place: Place) -> Error {
        self.0.place = Some(place);
        self
    }

    /// The same error, with the fragment of the specification's page that states the rule, such as
    /// `valid/instructions.html#valid-br`.
    pub fn rule(mut self, anchor: &'static str) -> Error {
        self.0.anchor = anchor;
        self
    }

    /// The same error with one more note: a cause, or the way out.
    pub fn note(mut self, note: impl Into<Cow<'static, str>>) -> Error {
        self.0.notes.push(note.into());
        self
    }

    /// The same error with the functions that were running, innermost first, unless it has them already. The first
    /// [`MAX_FRAMES`] are kept.
    pub fn with_trace(mut self, frames: impl IntoIterator<Item = Frame>) -> Error {
        if self.0.trace.is_empty() {
            let mut frames = frames.into_iter();
            self.0.trace.extend(frames.by_ref().take(MAX_FRAMES));
            self.0.trace_is_cut = self.0.trace.len() == MAX_FRAMES && frames.next().is_some();
        }
        self
    }

    /// At which stage it was found.
    pub fn stage(&self) -> Stage {
        self.0.stage
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The rule's place in the specification, or an empty string.
    pub fn anchor(&self) -> &'static str {
        self.0.anchor
    }

    /// Where it is.
    pub fn place(&self) -> Option<Place> {
        self.0.place
    }

    /// Causes and ways out.
    pub fn notes(&self) -> &[Cow<'static, str>] {
        &self.0.notes
    }

    /// The functions that were running, innermost first; empty if no guest program was.
    pub fn trace(&self) -> &[Frame] {
        &self.0.trace
    }

    /// Whether more functions were running than [`Error::trace`] holds.
    pub fn trace_is_cut(&self) -> bool {
        self.0.trace_is_cut
    }

    /// The host's own error of this type, if [`Error::caused_by`] was given one.
    pub fn downcast_ref<E: std::error::Error + 'static>(&self) -> Option<&E> {
        self.0.cause.as_ref()?.downcast_ref()
    }

    /// The trap's kind, if it is a trap.
    pub fn trap_kind(&self) -> Option<TrapKind> {
        match self.0.stage {
            Stage::Trap(kind) => Some(kind),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.stage.word(), self.0.message)?;
        match self.0.place {
            Some(Place { offset, space: Space::Binary }) => write!(f, " (at offset {offset:#x})")?,
            Some(Place { offset, space: Space::Text }) => write!(f, " (at text byte {offset})")?,
            None => {}
        }
        self.0.notes.iter().try_for_each(|note| write!(f, "; {note}"))?;
        self.0.trace.iter().try_for_each(|frame| write!(f, "\n    in {frame}"))?;
        if self.0.trace_is_cut { write!(f, "\n    … cut after {MAX_FRAMES} frames") } else { Ok(()) }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.cause.as_deref().map(|cause| cause as _)
    }
}
