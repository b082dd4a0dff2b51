//! Strings of the text: their escapes, and the way to write bytes as one.
//!
//! Specification: [Strings](https://webassembly.github.io/spec/core/text/values.html#strings).

use std::borrow::Cow;

use wharf_core::Result;

use super::errors;

/// The value of each hexadecimal digit; 16 and more for all other bytes.
pub(super) const HEX: [u8; 256] = {
    let mut table = [0xff; 256];
    let mut byte = 0;
    while byte < 256 {
        if let Some(value) = (byte as u8 as char).to_digit(16) {
            table[byte] = value as u8;
        }
        byte += 1;
    }
    table
};

/// The length of the escape at the beginning of `rest`, which begins with a backslash at `at` in the text.
pub(super) fn escape_len(rest: &[u8], at: usize) -> Result<usize> {
    let hex = |index: usize| rest.get(index).is_some_and(u8::is_ascii_hexdigit);
    match rest.get(1) {
        Some(b't' | b'n' | b'r' | b'"' | b'\'' | b'\\') => Ok(2),
        Some(b'u') => match unicode(rest) {
            Some((_, len)) => Ok(len),
            None => Err(errors::bad_escape(at as u32)),
        },
        _ if hex(1) && hex(2) => Ok(3),
        None => Err(errors::unclosed(at as u32, "string")),
        _ => Err(errors::bad_escape(at as u32)),
    }
}

/// The scalar value of `\u{…}` and the escape's length.
fn unicode(rest: &[u8]) -> Option<(char, usize)> {
    let digits = rest.strip_prefix(b"\\u{")?;
    let (mut value, mut len, mut after_digit) = (0u32, 0, false);
    loop {
        match *digits.get(len)? {
            b'}' if after_digit => return Some((char::from_u32(value)?, len + 4)),
            b'_' if after_digit => after_digit = false,
            digit => {
                value = value.checked_mul(16)? + (digit as char).to_digit(16)?;
                after_digit = true;
            }
        }
        len += 1;
    }
}

/// The bytes between the quotes of a string that the lexer has checked.
pub(super) fn decode(quoted: &str) -> Cow<'_, [u8]> {
    let inner = &quoted.as_bytes()[1..quoted.len() - 1];
    match inner.contains(&b'\\') {
        true => {
            let mut out = Vec::with_capacity(inner.len());
            decode_into(quoted, &mut out);
            Cow::Owned(out)
        }
        false => Cow::Borrowed(inner),
    }
}

/// As [`decode`], behind what `out` holds.
pub(super) fn decode_into(quoted: &str, out: &mut Vec<u8>) {
    let mut rest = &quoted.as_bytes()[1..quoted.len() - 1];
    loop {
        match *rest {
            // By far the most frequent in data.
            [b'\\', high, low, ref tail @ ..] if HEX[high as usize] | HEX[low as usize] < 16 => {
                out.push(HEX[high as usize] << 4 | HEX[low as usize]);
                rest = tail;
            }
            [b'\\', ..] => {
                let len = decode_escape(rest, out);
                rest = &rest[len..];
            }
            [plain, ref tail @ ..] => {
                out.push(plain);
                rest = tail;
            }
            [] => return,
        }
    }
}

/// Appends what the escape stands for; gives its length.
fn decode_escape(rest: &[u8], out: &mut Vec<u8>) -> usize {
    match rest[1] {
        b't' => out.push(b'\t'),
        b'n' => out.push(b'\n'),
        b'r' => out.push(b'\r'),
        quoted @ (b'"' | b'\'' | b'\\') => out.push(quoted),
        b'u' => {
            let Some((character, len)) = unicode(rest) else { return 2 };
            out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            return len;
        }
        high => {
            out.push(HEX[high as usize] << 4 | HEX[rest[2] as usize]);
            return 3;
        }
    }
    2
}

/// The text of a name: a string whose bytes are UTF-8.
pub(super) fn decode_name(quoted: &str, at: u32) -> Result<Cow<'_, str>> {
    match decode(quoted) {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).ok(),
        Cow::Owned(bytes) => String::from_utf8(bytes).map(Cow::Owned).ok(),
    }
    .ok_or_else(|| errors::bad_utf8(at as usize))
}

/// Writes bytes as the inside of a string: printable ASCII as it is, all else as two hexadecimal digits.
pub(super) fn encode_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    for &byte in bytes {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            0x20..0x7f => out.push(byte),
            _ => out.extend_from_slice(&[b'\\', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]),
        }
    }
}

/// Writes a name as the inside of a string: text as it is, control characters and what could mislead as escapes.
pub(super) fn encode_name(name: &str, out: &mut Vec<u8>) {
    for character in name.chars() {
        match character {
            '\t' => out.extend_from_slice(b"\\t"),
            '\n' => out.extend_from_slice(b"\\n"),
            '\r' => out.extend_from_slice(b"\\r"),
            '"' | '\\' => out.extend_from_slice(&[b'\\', character as u8]),
            ' '..='~' => out.push(character as u8),
            _ if character.is_alphanumeric() => {
                out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            _ => out.extend_from_slice(format!("\\u{{{:x}}}", character as u32).as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        let quoted = r#""a\t\n\r\"\'\\\00\fF\u{1F_600}é""#;
        assert_eq!(&*decode(quoted), b"a\t\n\r\"'\\\x00\xff\xf0\x9f\x98\x80\xc3\xa9");
    }

    #[test]
    fn bytes_and_names_survive() {
        let bytes: Vec<u8> = (0..=255).collect();
        let mut quoted = b"\"".to_vec();
        encode_bytes(&bytes, &mut quoted);
        quoted.push(b'"');
        assert_eq!(&*decode(std::str::from_utf8(&quoted).unwrap()), bytes);

        let name = "a\"\\\n\u{0}é\u{202e}\u{1f600} ";
        let mut quoted = b"\"".to_vec();
        encode_name(name, &mut quoted);
        quoted.push(b'"');
        assert_eq!(decode_name(std::str::from_utf8(&quoted).unwrap(), 0).unwrap(), name);
    }
}
