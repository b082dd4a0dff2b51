//! The printer's buffer: text in bytes, lines with bounded indentation, handed on in large pieces.

use std::io::Write;

use wharf_core::{Error, Result};

use crate::text::strings;

/// How much is gathered before it is handed on.
const PIECE: usize = 1 << 16;

/// Deeper lines are indented no further, so that nesting costs no more than linear space.
const MAX_LEVELS: usize = 30;

pub(super) struct Out<'w> {
    pub buf: Vec<u8>,
    sink: &'w mut dyn Write,
    /// The spaces of one level.
    indent: usize,
    pub depth: usize,
}

impl<'w> Out<'w> {
    pub fn new(sink: &'w mut dyn Write, indent: usize) -> Out<'w> {
        Out { buf: Vec::with_capacity(2 * PIECE), sink, indent, depth: 0 }
    }

    #[inline]
    pub fn str(&mut self, text: &str) {
        self.buf.extend_from_slice(text.as_bytes());
    }

    #[inline]
    pub fn byte(&mut self, byte: u8) {
        self.buf.push(byte);
    }

    /// A decimal number.
    #[inline]
    pub fn u64(&mut self, mut value: u64) {
        if value < 10 {
            return self.buf.push(b'0' + value as u8);
        }
        let (mut digits, mut at) = ([0u8; 20], 20);
        while value > 0 {
            at -= 1;
            digits[at] = b'0' + (value % 10) as u8;
            value /= 10;
        }
        self.buf.extend_from_slice(&digits[at..]);
    }

    pub fn i64(&mut self, value: i64) {
        if value < 0 {
            self.byte(b'-');
        }
        self.u64(value.unsigned_abs());
    }

    pub fn hex(&mut self, value: u64) {
        self.str(&format!("{value:x}"));
    }

    /// A name between quotes.
    pub fn name(&mut self, name: &str) {
        self.byte(b'"');
        strings::encode_name(name, &mut self.buf);
        self.byte(b'"');
    }

    /// Bytes between quotes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.byte(b'"');
        strings::encode_bytes(bytes, &mut self.buf);
        self.byte(b'"');
    }

    /// Begins a line, `depth` levels in.
    #[inline]
    pub fn line(&mut self) {
        const SPACES: &[u8; 64] = &[b' '; 64];
        self.buf.push(b'\n');
        let mut left = self.indent * self.depth.min(MAX_LEVELS);
        while left > 0 {
            let piece = left.min(SPACES.len());
            self.buf.extend_from_slice(&SPACES[..piece]);
            left -= piece;
        }
    }

    /// Hands on what was gathered, when it is much. Not to be called where the buffer's end may yet be taken back.
    #[inline]
    pub fn pass_on(&mut self) -> Result<()> {
        if self.buf.len() >= PIECE { self.flush() } else { Ok(()) }
    }

    pub fn flush(&mut self) -> Result<()> {
        let written = self.sink.write_all(&self.buf);
        self.buf.clear();
        written.map_err(|error| Error::host(format!("cannot write the text: {error}")))
    }
}
