//! Reading the primitives of the binary format: bytes, LEB128 integers, names, types.
//!
//! Owns the bounds: no read goes past the end it was given, no count is believed beyond the bytes that are left.
//! Refuses to know proposals (see `gate`) and sections (see `decode`).
//!
//! Specification: [values](https://webassembly.github.io/spec/core/binary/values.html),
//! [types](https://webassembly.github.io/spec/core/binary/types.html).

use wharf_core::Result;
use wharf_core::types::{HeapType, RefType, ValType};

use super::errors;
use super::limits;

/// A cursor over bytes; positions count from the start of the slice, so over a whole module they are its offsets.
///
/// ```
/// use wharf_syntax::binary::Reader;
/// let mut reader = Reader::new(&[0xe5, 0x8e, 0x26, 0x7f], 0);
/// assert_eq!(reader.u32()?, 624_485);
/// assert_eq!(reader.s32()?, -1);
/// assert!(reader.is_at_end());
/// # Ok::<(), wharf_core::Error>(())
/// ```
#[derive(Copy, Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    pos: usize,
}

impl<'a> Reader<'a> {
    /// A reader of `bytes` that begins at `pos`, which may be at most the length.
    #[inline]
    pub fn new(bytes: &'a [u8], pos: usize) -> Reader<'a> {
        Reader { bytes, pos: pos.min(bytes.len()) }
    }

    /// Where the next byte stands.
    #[inline]
    pub fn position(&self) -> usize {
        self.pos
    }

    /// Where the last byte ends.
    #[inline]
    pub fn end(&self) -> usize {
        self.bytes.len()
    }

    /// How many bytes are left.
    #[inline]
    pub fn remaining(&self) -> usize {
        self.bytes.len() - self.pos
    }

    /// Whether none are left.
    #[inline]
    pub fn is_at_end(&self) -> bool {
        self.pos >= self.bytes.len()
    }

    /// The next byte, which stays.
    #[inline]
    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    /// All bytes up to the end, also those before this position.
    #[inline]
    pub fn all(&self) -> &'a [u8] {
        self.bytes
    }

    /// The bytes from `start` to here.
    #[inline]
    pub fn since(&self, start: usize) -> &'a [u8] {
        &self.bytes[start.min(self.pos)..self.pos]
    }

    /// One byte.
    #[inline(always)]
    pub fn byte(&mut self) -> Result<u8> {
        match self.bytes.get(self.pos) {
            Some(&byte) => {
                self.pos += 1;
                Ok(byte)
            }
            None => Err(errors::unexpected_end(self.pos)),
        }
    }

    /// `N` bytes.
    #[inline]
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        match self.bytes[self.pos..].first_chunk::<N>() {
            Some(chunk) => {
                self.pos += N;
                Ok(*chunk)
            }
            None => Err(errors::unexpected_end(self.bytes.len())),
        }
    }

    /// As many bytes as told.
    #[inline]
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8]> {
        match self.bytes[self.pos..].get(..count) {
            Some(bytes) => {
                self.pos += count;
                Ok(bytes)
            }
            None => Err(errors::length_out_of_bounds(self.pos, count as u64, self.remaining())),
        }
    }

    /// A reader of the next `count` bytes, which are skipped here; its positions count as here.
    pub fn section(&mut self, count: usize) -> Result<Reader<'a>> {
        let start = self.pos;
        self.bytes(count)?;
        Ok(Reader { bytes: &self.bytes[..self.pos], pos: start })
    }

    /// An unsigned integer of 32 bits.
    #[inline(always)]
    pub fn u32(&mut self) -> Result<u32> {
        match self.bytes.get(self.pos) {
            Some(&byte) if byte < 0x80 => {
                self.pos += 1;
                Ok(u32::from(byte))
            }
            _ => self.apart(Self::unsigned::<32>).map(|value| value as u32),
        }
    }

    /// An unsigned integer of 64 bits.
    #[inline(always)]
    pub fn u64(&mut self) -> Result<u64> {
        match self.bytes.get(self.pos) {
            Some(&byte) if byte < 0x80 => {
                self.pos += 1;
                Ok(u64::from(byte))
            }
            _ => self.apart(Self::unsigned::<64>),
        }
    }

    /// A signed integer of 32 bits.
    #[inline(always)]
    pub fn s32(&mut self) -> Result<i32> {
        match self.bytes.get(self.pos) {
            Some(&byte) if byte < 0x80 => {
                self.pos += 1;
                Ok(i32::from((byte << 1) as i8 >> 1))
            }
            _ => self.apart(Self::signed::<32>).map(|value| value as i32),
        }
    }

    /// A signed integer of 33 bits.
    #[inline]
    pub fn s33(&mut self) -> Result<i64> {
        self.signed::<33>()
    }

    /// A signed integer of 64 bits.
    #[inline(always)]
    pub fn s64(&mut self) -> Result<i64> {
        match self.bytes.get(self.pos) {
            Some(&byte) if byte < 0x80 => {
                self.pos += 1;
                Ok(i64::from((byte << 1) as i8 >> 1))
            }
            _ => self.apart(Self::signed::<64>),
        }
    }

    /// Reads out of line, on a copy: the address of `self` is never taken, so it can live in registers.
    #[inline(always)]
    fn apart<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let mut copy = *self;
        let result = read(&mut copy);
        *self = copy;
        result
    }

    #[inline(never)]
    fn unsigned<const BITS: u32>(&mut self) -> Result<u64> {
        let (start, mut value, mut shift) = (self.pos, 0, 0);
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if shift + 7 >= BITS {
                return match byte {
                    0x80.. => Err(errors::integer_too_long(start, BITS)),
                    _ if byte >> (BITS - shift) != 0 => Err(errors::integer_too_large(start, BITS)),
                    _ => Ok(value),
                };
            }
            if byte < 0x80 {
                return Ok(value);
            }
            shift += 7;
        }
    }

    #[inline(never)]
    fn signed<const BITS: u32>(&mut self) -> Result<i64> {
        let (start, mut value, mut shift) = (self.pos, 0i64, 0);
        loop {
            let byte = self.byte()?;
            let digit = i64::from((byte << 1) as i8 >> 1);
            if shift + 7 >= BITS {
                return match byte {
                    0x80.. => Err(errors::integer_too_long(start, BITS)),
                    _ if !matches!(digit >> (BITS - shift - 1), 0 | -1) => Err(errors::integer_too_large(start, BITS)),
                    _ => Ok(value | digit << shift),
                };
            }
            if byte < 0x80 {
                return Ok(value | digit << shift);
            }
            value |= i64::from(byte & 0x7f) << shift;
            shift += 7;
        }
    }

    /// The length of a list, whose items take at least one byte each: never more than the bytes that are left.
    ///
    /// # Errors
    /// A length beyond `limit`, in the words of `what`, or beyond the bytes that are left.
    pub fn count(&mut self, what: &'static str, limit: u32) -> Result<u32> {
        let at = self.pos;
        let count = self.u32()?;
        if count as usize > self.remaining() {
            return Err(errors::count_out_of_bounds(at, count, self.remaining()));
        }
        if count > limit {
            return Err(errors::limit(at, what, count.into(), limit.into()));
        }
        Ok(count)
    }

    /// How many of `count` announced items of at least `item` bytes the bytes that are left can hold: what to reserve
    /// memory for.
    pub fn capacity(&self, count: u32, item: usize) -> usize {
        (count as usize).min(self.remaining() / item)
    }

    /// A name: a length, then that many bytes of UTF-8.
    pub fn name(&mut self) -> Result<&'a str> {
        let at = self.pos;
        let length = self.u32()?;
        let start = self.pos;
        let bytes = self.bytes(length as usize)?;
        if length > limits::NAME_BYTES {
            return Err(errors::limit(at, "bytes in a name", length.into(), limits::NAME_BYTES.into()));
        }
        std::str::from_utf8(bytes).map_err(|error| errors::malformed_utf8(start + error.valid_up_to()))
    }

    /// A value type.
    #[inline]
    pub fn val_type(&mut self) -> Result<ValType> {
        let at = self.pos;
        match self.byte()? {
            0x7f => Ok(ValType::I32),
            0x7e => Ok(ValType::I64),
            0x7d => Ok(ValType::F32),
            0x7c => Ok(ValType::F64),
            0x7b => Ok(ValType::V128),
            byte => match self.ref_type_after(byte)? {
                Some(ty) => Ok(ty.into()),
                None => Err(errors::malformed_value_type(at, byte)),
            },
        }
    }

    /// A reference type.
    pub fn ref_type(&mut self) -> Result<RefType> {
        let at = self.pos;
        let byte = self.byte()?;
        self.ref_type_after(byte)?.ok_or_else(|| errors::malformed_reference_type(at, byte))
    }

    fn ref_type_after(&mut self, byte: u8) -> Result<Option<RefType>> {
        match byte {
            0x63 => Ok(Some(RefType::new(true, self.heap_type()?))),
            0x64 => Ok(Some(RefType::new(false, self.heap_type()?))),
            _ => Ok(HeapType::from_byte(byte).map(|heap| RefType::new(true, heap))),
        }
    }

    /// A heap type.
    pub fn heap_type(&mut self) -> Result<HeapType> {
        let at = self.pos;
        if let Some(heap) = self.peek().and_then(HeapType::from_byte) {
            self.pos += 1;
            return Ok(heap);
        }
        match self.s33()? {
            index if index > i64::from(RefType::MAX_INDEX) => Err(errors::unknown_type(at, index as u64)),
            index if index >= 0 => Ok(HeapType::Concrete(index as u32)),
            value => Err(errors::malformed_heap_type(at, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fails_with<T: std::fmt::Debug>(result: Result<T>, words: &str) {
        let error = result.unwrap_err();
        assert!(error.message().starts_with(words), "`{error}` does not begin with `{words}`");
    }

    #[test]
    fn integers_may_be_padded_up_to_their_width() {
        assert_eq!(Reader::new(&[0x82, 0x80, 0x80, 0x80, 0x00], 0).u32().unwrap(), 2);
        assert_eq!(Reader::new(&[0xff, 0xff, 0xff, 0xff, 0x0f], 0).u32().unwrap(), u32::MAX);
        assert_eq!(Reader::new(&[0xff, 0xff, 0xff, 0xff, 0x7f], 0).s32().unwrap(), -1);
        assert_eq!(Reader::new(&[0x80, 0x80, 0x80, 0x80, 0x78], 0).s32().unwrap(), i32::MIN);
        assert_eq!(Reader::new(&[0x80, 0x80, 0x80, 0x80, 0x70], 0).s33().unwrap(), -1 << 32);
        let mut most = [0xff; 10];
        most[9] = 0x01;
        assert_eq!(Reader::new(&most, 0).u64().unwrap(), u64::MAX);
        most[9] = 0x7f;
        assert_eq!(Reader::new(&most, 0).s64().unwrap(), -1);
    }

    #[test]
    fn integers_beyond_their_width_are_refused() {
        fails_with(Reader::new(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x00], 0).u32(), "integer representation too long");
        fails_with(Reader::new(&[0x80, 0x80, 0x80, 0x80, 0x10], 0).u32(), "integer too large");
        fails_with(Reader::new(&[0x80, 0x80, 0x80, 0x80, 0x08], 0).s32(), "integer too large");
        fails_with(Reader::new(&[0x80, 0x80, 0x80, 0x80, 0x40], 0).s33(), "integer too large");
        fails_with(Reader::new(&[0x80, 0x80], 0).u32(), "unexpected end");
    }

    #[test]
    fn lengths_are_not_believed() {
        fails_with(Reader::new(&[0xff, 0xff, 0xff, 0xff, 0x0f, 0], 0).count("things", u32::MAX), "unexpected end");
        fails_with(Reader::new(&[3, b'a'], 0).name(), "length out of bounds");
        fails_with(Reader::new(&[2, 0xc3, 0x28], 0).name(), "malformed UTF-8 encoding");
        fails_with(Reader::new(&[2, 0, 0], 0).count("things", 1), "2 things");
    }

    #[test]
    fn a_type_index_beyond_what_a_type_can_hold_is_unknown() {
        let error = Reader::new(&[0x80, 0x80, 0x80, 0x80, 0x01], 0).heap_type().unwrap_err();
        assert_eq!(error.stage(), wharf_core::Stage::Invalid);
        fails_with(Reader::new(&[0x40], 0).heap_type(), "malformed heap type");
    }
}
