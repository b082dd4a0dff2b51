//! Constant expressions that are a single `i32.const`, as nearly all offsets of segments are: read without what reads
//! instructions. A module can have a hundred thousand of them.
//!
//! Specification: [constant expressions](https://webassembly.github.io/spec/core/valid/instructions.html#constant-expressions).

/// The opcode of `i32.const`.
const I32_CONST: u8 = 0x41;
/// The opcode of `end`.
const END: u8 = 0x0b;

/// The number of an expression that begins these bytes, and how many of them it takes, if it is an `i32.const` and `end`
/// and the number has at most four bytes: five may hold too large a number.
///
/// ```
/// use wharf_syntax::binary::i32_const_expr;
/// assert_eq!(i32_const_expr(b"\x41\x80\x01\x0b and more"), Some((128, 4)));
/// assert_eq!(i32_const_expr(b"\x42\x01\x0b"), None, "an i64.const");
/// ```
#[inline]
pub fn i32_const_expr(bytes: &[u8]) -> Option<(i32, usize)> {
    let (&I32_CONST, digits) = bytes.split_first()? else { return None };
    let (mut value, mut shift) = (0i32, 0);
    for (at, byte) in digits.iter().take(4).enumerate() {
        value |= i32::from(byte & 0x7f) << shift;
        shift += 7;
        if *byte < 0x80 {
            // The sign is the last digit's sixth bit.
            let value = value << (32 - shift) >> (32 - shift);
            return (digits.get(at + 1) == Some(&END)).then_some((value, at + 3));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use wharf_core::module::{Module, Span};

    use super::*;
    use crate::binary::const_expr;
    use crate::instr::Imm;

    /// As it is read with all machinery.
    fn slow(bytes: &[u8]) -> Option<(i32, usize)> {
        let module = Module { bytes: bytes.to_vec().into(), ..Module::default() };
        let mut instrs = const_expr(&module, Span::new(0, bytes.len()));
        let Imm::I32(value) = instrs.next().ok()?.imm else { return None };
        let end = instrs.next().ok()?;
        (end.op == wharf_core::Op::End).then(|| (value, instrs.position()))
    }

    #[test]
    fn numbers_are_read_as_with_all_machinery() {
        let mut state = 7u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 8
        };
        let mut read = 0;
        for _ in 0..200_000 {
            let len = random() as usize % 5;
            let mut bytes = vec![I32_CONST];
            bytes.extend((0..len).map(|_| random() as u8 | 0x80));
            bytes.extend([random() as u8 & 0x7f, END, 1]);
            if let Some(fast) = i32_const_expr(&bytes) {
                assert_eq!(Some(fast), slow(&bytes), "{bytes:x?}");
                read += 1;
            } else {
                assert!(len >= 4, "{bytes:x?} is short");
            }
        }
        assert!(read > 50_000);
        for other in [&b"\x41\x01"[..], b"\x41", b"", b"\x41\x01\x01", b"\x42\x01\x0b", b"\x41\x80\x80\x80\x80\x00\x0b"]
        {
            assert_eq!(i32_const_expr(other), None);
        }
    }
}
