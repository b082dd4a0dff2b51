//! Reading a module and telling the visitor, at the same time.
//!
//! Owns the promise that every byte is told once: a part is told after its bytes were read, from where the last one ended.
//! The extent of a small group (an import, an instruction) is found by reading it once in silence, and again aloud.
//! Errors of reading and of the visitor are told apart by [`Stop`].

use std::fmt::{self, Write};

use wharf_core::Error;
use wharf_core::module::Span;
use wharf_core::names::Names;
use wharf_core::types::ExternKind;

use super::{Kind, Part, Visit};
use crate::binary::reader::Reader;

/// Why the annotation does not go on.
pub(super) enum Stop {
    /// The bytes cannot be read: they are told as unread, and the annotation goes on behind them.
    Bytes(Error),
    /// The visitor wants no more.
    Visitor(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Bytes(error)
    }
}

pub(super) type Told<T = ()> = Result<T, Stop>;

pub(super) struct Cursor<'a, 'v> {
    pub reader: Reader<'a>,
    pub names: &'a Names,
    /// How many of each index space were met.
    pub met: [u32; 5],
    visitor: &'v mut dyn Visit,
    /// How many groups are being read in silence.
    silent: u32,
    /// Where the last part that was told ends.
    told: usize,
    detail: String,
}

impl<'a, 'v> Cursor<'a, 'v> {
    pub fn new(bytes: &'a [u8], names: &'a Names, visitor: &'v mut dyn Visit) -> Cursor<'a, 'v> {
        let reader = Reader::new(bytes, 0);
        Cursor { reader, names, met: [0; 5], visitor, silent: 0, told: 0, detail: String::new() }
    }

    pub fn position(&self) -> usize {
        self.reader.position()
    }

    /// Counts an entry of an index space and gives its index.
    pub fn meet(&mut self, kind: ExternKind) -> u32 {
        let index = self.met[kind as usize];
        self.met[kind as usize] += u32::from(self.silent == 0);
        index
    }

    /// Tells of the bytes from `start` to here.
    pub fn leaf(
        &mut self,
        start: usize,
        kind: Kind,
        label: &str,
        detail: fmt::Arguments<'_>,
        spec: &'static str,
    ) -> Told {
        if self.silent > 0 || start == self.position() {
            return Ok(());
        }
        self.told = self.position();
        self.detail.clear();
        // Writing to a string does not fail.
        let _ = self.detail.write_fmt(detail);
        let part = Part { span: Span::new(start, self.position()), kind, label, detail: &self.detail, spec };
        self.visitor.leaf(&part).map_err(Stop::Visitor)
    }

    /// Opens a group of known extent. To be closed with [`Cursor::close`], also after an error of reading.
    pub fn open(&mut self, span: Span, label: &str, detail: fmt::Arguments<'_>, spec: &'static str) -> Told {
        if self.silent > 0 {
            return Ok(());
        }
        self.detail.clear();
        let _ = self.detail.write_fmt(detail);
        let part = Part { span, kind: Kind::Group, label, detail: &self.detail, spec };
        self.visitor.open(&part).map_err(Stop::Visitor)
    }

    pub fn close(&mut self) -> Told {
        if self.silent > 0 { Ok(()) } else { self.visitor.close().map_err(Stop::Visitor) }
    }

    /// A group whose extent is found by reading it. What `read` returns becomes the group's detail; it is called twice.
    pub fn group(
        &mut self,
        label: fmt::Arguments<'_>,
        spec: &'static str,
        mut read: impl FnMut(&mut Self) -> Told<String>,
    ) -> Told {
        let start = self.reader;
        self.silent += 1;
        let result = read(self);
        self.silent -= 1;
        let detail = result?;
        if self.silent > 0 {
            return Ok(());
        }
        let span = Span::new(start.position(), self.position());
        self.reader = start;
        if span.is_empty() {
            return Ok(());
        }
        self.open(span, &label.to_string(), format_args!("{detail}"), spec)?;
        read(self)?;
        self.close()
    }

    /// The text of a group's detail, which is made only while its extent is being found.
    pub fn text(&self, detail: impl FnOnce() -> String) -> String {
        if self.silent == 1 { detail() } else { String::new() }
    }

    /// Reads `size` bytes with `read`; what it leaves or cannot read is told as unread.
    pub fn within(&mut self, size: usize, read: impl FnOnce(&mut Self) -> Told) -> Told {
        let mut outer = self.reader;
        self.reader = outer.section(size)?;
        let result = read(self);
        let told = match result {
            Err(Stop::Visitor(error)) => Err(Stop::Visitor(error)),
            Err(Stop::Bytes(error)) => self.unread(&error.to_string()),
            Ok(()) if self.reader.is_at_end() => Ok(()),
            Ok(()) => self.unread("bytes are left behind the contents"),
        };
        self.reader = outer;
        told
    }

    /// Tells of all bytes that are left, and of those that were read but not told, as unread.
    pub fn unread(&mut self, why: &str) -> Told {
        let start = self.told;
        self.reader.bytes(self.reader.remaining())?;
        self.leaf(start, Kind::Unread, "unread", format_args!("{why}"), "")
    }

    /// Bytes that mean nothing to the format.
    pub fn data(&mut self, size: usize, label: &str) -> Told {
        let start = self.position();
        self.reader.bytes(size)?;
        self.leaf(start, Kind::Data, label, format_args!("{size} bytes"), "")
    }

    /// An unsigned integer.
    pub fn u32(&mut self, label: &str, spec: &'static str) -> Told<u32> {
        let start = self.position();
        let value = self.reader.u32()?;
        self.leaf(start, Kind::Unsigned, label, format_args!("{value}"), spec)?;
        Ok(value)
    }

    /// An unsigned integer of 64 bits.
    pub fn u64(&mut self, label: &str, spec: &'static str) -> Told<u64> {
        let start = self.position();
        let value = self.reader.u64()?;
        self.leaf(start, Kind::Unsigned, label, format_args!("{value}"), spec)?;
        Ok(value)
    }

    /// An index into one of the module's index spaces, with the function's name.
    pub fn index(&mut self, label: &str) -> Told<u32> {
        let start = self.position();
        let value = self.reader.u32()?;
        let name = if label == "function" { self.names.funcs.get(value) } else { None };
        let spec = "binary/modules.html#indices";
        match name {
            Some(name) => self.leaf(start, Kind::Unsigned, label, format_args!("{value} ${name}"), spec)?,
            None => self.leaf(start, Kind::Unsigned, label, format_args!("{value}"), spec)?,
        }
        Ok(value)
    }

    /// One byte, with what it means.
    pub fn byte(&mut self, label: &str, spec: &'static str, meaning: impl Fn(u8) -> &'static str) -> Told<u8> {
        let start = self.position();
        let byte = self.reader.byte()?;
        self.leaf(start, Kind::Byte, label, format_args!("{}", meaning(byte)), spec)?;
        Ok(byte)
    }

    /// A name: its length and its bytes.
    pub fn name(&mut self, label: &str) -> Told<&'a str> {
        let spec = "binary/values.html#names";
        let (whole, name) = (self.reader, self.reader.name()?);
        let end = std::mem::replace(&mut self.reader, whole);
        self.u32(&format!("length of the {label}"), spec)?;
        let start = self.position();
        self.reader = end;
        self.leaf(start, Kind::Utf8, label, format_args!("{name:?}"), spec)?;
        Ok(name)
    }

    /// A list: its length, then each item.
    pub fn list(&mut self, of: &str, mut item: impl FnMut(&mut Self, u32) -> Told) -> Told<u32> {
        let count = self.u32(&format!("number of {of}"), "binary/conventions.html#lists")?;
        (0..count).try_for_each(|index| item(self, index))?;
        Ok(count)
    }
}
