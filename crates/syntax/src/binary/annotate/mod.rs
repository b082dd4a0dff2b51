//! Every byte of a module explained: which range it belongs to, what it encodes, the text it stands for, and the place
//! in the specification.
//!
//! [`annotate`] hands the explanations to a visitor one after another and keeps nothing, so any size will do;
//! [`tree()`] collects them. The parts without parts of their own follow each other without a gap and cover every byte
//! exactly once, whatever the bytes are: what cannot be read is a part of its own that says why ([`Kind::Unread`]).
//!
//! Specification: [Binary format](https://webassembly.github.io/spec/core/binary/index.html).

mod cursor;
mod customs;
mod instrs;
mod objects;
mod sections;
mod segments;
mod tree;
mod types;

use wharf_core::Result;
use wharf_core::module::Span;
use wharf_core::names::Names;

pub use tree::{Node, tree};

/// A range of bytes and what it is.
#[derive(Copy, Clone, Debug)]
pub struct Part<'a> {
    /// The bytes.
    pub span: Span,
    /// How they encode it.
    pub kind: Kind,
    /// Which part it is, such as `module name` or `function 3`.
    pub label: &'a str,
    /// What it says, such as the number or the instruction's text; may be empty.
    pub detail: &'a str,
    /// The page and fragment of the specification, below `https://webassembly.github.io/spec/core/`; or the whole address
    /// of another document; or empty.
    pub spec: &'static str,
}

/// How bytes encode a part.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// By parts of its own.
    Group,
    /// An unsigned LEB128 integer: see [`leb_groups`].
    Unsigned,
    /// A signed LEB128 integer: see [`leb_groups`].
    Signed,
    /// Bytes with a meaning of their own: a flag, a kind, a magic number.
    Byte,
    /// An opcode, with its LEB128 part if it has one.
    Opcode,
    /// A type.
    Type,
    /// A number of fixed width, little endian.
    Fixed,
    /// UTF-8.
    Utf8,
    /// Bytes that mean nothing to the format.
    Data,
    /// Bytes that could not be read; the detail says why.
    Unread,
}

impl Kind {
    /// A word for it, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Group => "group",
            Kind::Unsigned => "unsigned",
            Kind::Signed => "signed",
            Kind::Byte => "byte",
            Kind::Opcode => "opcode",
            Kind::Type => "type",
            Kind::Fixed => "fixed",
            Kind::Utf8 => "utf8",
            Kind::Data => "data",
            Kind::Unread => "unread",
        }
    }
}

/// Takes the parts of a module in the order of its bytes.
pub trait Visit {
    /// A part that has parts of its own, which follow.
    ///
    /// # Errors
    /// Whatever the visitor wants to end with.
    fn open(&mut self, part: &Part<'_>) -> Result<()>;

    /// A part without parts.
    ///
    /// # Errors
    /// As above.
    fn leaf(&mut self, part: &Part<'_>) -> Result<()>;

    /// The end of the part that was opened last and is still open.
    ///
    /// # Errors
    /// As above.
    fn close(&mut self) -> Result<()>;
}

/// Explains every byte of a module, or of any bytes. `names` are shown beside function indices.
///
/// # Errors
/// Only what the visitor returns.
pub fn annotate(bytes: &[u8], names: &Names, visitor: &mut dyn Visit) -> Result<()> {
    cursor::Cursor::new(bytes, names, visitor).module()
}

/// The seven-bit groups of a LEB128 integer, least significant first.
///
/// ```
/// use wharf_syntax::binary::annotate::leb_groups;
/// assert_eq!(leb_groups(&[0xe5, 0x8e, 0x26]).collect::<Vec<_>>(), [0x65, 0x0e, 0x26]);
/// ```
pub fn leb_groups(bytes: &[u8]) -> impl Iterator<Item = u8> + '_ {
    bytes.iter().map(|byte| byte & 0x7f)
}
