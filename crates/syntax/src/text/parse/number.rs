//! Numbers: from the words of the text to bits.
//!
//! Integers of any width, floats correctly rounded from decimal and hexadecimal, NaN payloads. Every function takes
//! the word of one token and says whether it is a number at all, and whether it fits.
//!
//! Specification: [Values](https://webassembly.github.io/spec/core/text/values.html#integers).

/// Why a word is not the number asked for.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Bad {
    /// It is no number of this form.
    Form,
    /// It is a number, but no value of the type.
    Range,
}

/// The magnitude of an unsigned integer: decimal or hexadecimal digits with single underscores between them.
fn magnitude(word: &[u8]) -> Result<u64, Bad> {
    let (digits, radix) = match word {
        [b'0', b'x', digits @ ..] => (digits, 16),
        digits => (digits, 10),
    };
    let (mut value, mut after_digit, mut fits) = (0u64, false, true);
    for &byte in digits {
        if byte == b'_' && after_digit {
            after_digit = false;
            continue;
        }
        let digit = (byte as char).to_digit(radix).ok_or(Bad::Form)?;
        match value.checked_mul(u64::from(radix)).and_then(|value| value.checked_add(u64::from(digit))) {
            Some(next) => value = next,
            None => fits = false,
        }
        after_digit = true;
    }
    match (after_digit, fits) {
        (false, _) => Err(Bad::Form),
        (true, false) => Err(Bad::Range),
        (true, true) => Ok(value),
    }
}

/// An unsigned integer of at most `bits` bits.
pub fn unsigned(word: &str, bits: u32) -> Result<u64, Bad> {
    let value = magnitude(word.as_bytes())?;
    if bits == 64 || value >> bits == 0 { Ok(value) } else { Err(Bad::Range) }
}

/// An index or another `u32`.
#[inline]
pub fn u32(word: &str) -> Result<u32, Bad> {
    match word.as_bytes() {
        [digit @ b'0'..=b'9'] => Ok(u32::from(digit - b'0')),
        _ => unsigned(word, 32).map(|value| value as u32),
    }
}

/// An integer of `bits` bits that may be written signed or unsigned, in two's complement.
pub fn integer(word: &str, bits: u32) -> Result<u64, Bad> {
    let (negative, digits) = match word.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    let value = magnitude(digits)?;
    let mask = u64::MAX >> (64 - bits);
    match negative {
        true if value <= mask / 2 + 1 => Ok(value.wrapping_neg() & mask),
        false if value <= mask => Ok(value),
        _ => Err(Bad::Range),
    }
}

/// A float's layout.
struct Format {
    /// Bits of the fraction, without the hidden one.
    fraction: u32,
    /// Bits of the exponent.
    exponent: u32,
}

impl Format {
    const fn bias(&self) -> i64 {
        (1 << (self.exponent - 1)) - 1
    }

    /// The bits of infinity, without sign.
    const fn infinity(&self) -> u64 {
        ((1 << self.exponent) - 1) << self.fraction
    }
}

const F32: Format = Format { fraction: 23, exponent: 8 };
const F64: Format = Format { fraction: 52, exponent: 11 };

/// The bits of an `f32`.
pub fn f32(word: &str) -> Result<u32, Bad> {
    float(word, &F32, |decimal| decimal.parse::<f32>().map(|value| u64::from(value.to_bits())).ok())
        .map(|bits| bits as u32)
}

/// The bits of an `f64`.
pub fn f64(word: &str) -> Result<u64, Bad> {
    float(word, &F64, |decimal| decimal.parse::<f64>().map(f64::to_bits).ok())
}

fn float(word: &str, format: &Format, decimal: impl Fn(&str) -> Option<u64>) -> Result<u64, Bad> {
    let (negative, unsigned) = match word.as_bytes().first() {
        Some(b'-') => (true, &word[1..]),
        Some(b'+') => (false, &word[1..]),
        _ => (false, word),
    };
    let quiet = 1 << (format.fraction - 1);
    let bits = match unsigned {
        "inf" => format.infinity(),
        "nan" => format.infinity() | quiet,
        _ => match (unsigned.strip_prefix("nan:"), unsigned.strip_prefix("0x")) {
            (Some(payload), _) => format.infinity() | nan_payload(payload, format)?,
            (_, Some(digits)) => finite(hexadecimal(digits.as_bytes(), format)?, format)?,
            _ => finite(decimal(&plain_decimal(unsigned)?).ok_or(Bad::Form)?, format)?,
        },
    };
    Ok(bits | u64::from(negative) << (format.fraction + format.exponent))
}

fn finite(bits: u64, format: &Format) -> Result<u64, Bad> {
    if bits < format.infinity() { Ok(bits) } else { Err(Bad::Range) }
}

/// `nan:0x…`: a payload that is not zero and fits in the fraction.
fn nan_payload(payload: &str, format: &Format) -> Result<u64, Bad> {
    match payload.starts_with("0x") {
        true => match magnitude(payload.as_bytes())? {
            payload if payload != 0 && payload >> format.fraction == 0 => Ok(payload),
            _ => Err(Bad::Range),
        },
        false => Err(Bad::Form),
    }
}

/// Checks the form of a decimal float and takes out its underscores, for the standard library's parser, which rounds
/// correctly.
fn plain_decimal(word: &str) -> Result<std::borrow::Cow<'_, str>, Bad> {
    let bytes = word.as_bytes();
    let whole = digits(bytes, 10)?;
    let rest = match bytes.get(whole) {
        Some(b'.') => whole + 1 + fraction_digits(&bytes[whole + 1..], 10)?,
        _ => whole,
    };
    if rest < bytes.len() {
        exponent(&bytes[rest..], b'e')?;
    }
    Ok(if word.contains('_') { word.replace('_', "").into() } else { word.into() })
}

/// The length of a run of digits with single underscores between them; at least one digit.
fn digits(bytes: &[u8], radix: u32) -> Result<usize, Bad> {
    let (mut len, mut after_digit) = (0, false);
    for &byte in bytes {
        match byte {
            b'_' if after_digit => after_digit = false,
            digit if (digit as char).is_digit(radix) => after_digit = true,
            _ => break,
        }
        len += 1;
    }
    if after_digit { Ok(len) } else { Err(Bad::Form) }
}

/// As [`digits`], where none at all will do.
fn fraction_digits(bytes: &[u8], radix: u32) -> Result<usize, Bad> {
    match bytes.first() {
        Some(&byte) if (byte as char).is_digit(radix) => digits(bytes, radix),
        _ => Ok(0),
    }
}

/// The exponent that ends a float, `e-5` or `p+3`; far beyond every format it saturates.
fn exponent(bytes: &[u8], letter: u8) -> Result<i64, Bad> {
    let (first, rest) = bytes.split_first().ok_or(Bad::Form)?;
    if first.to_ascii_lowercase() != letter {
        return Err(Bad::Form);
    }
    let (negative, rest) = match rest {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    if digits(rest, 10)? != rest.len() {
        return Err(Bad::Form);
    }
    let value = rest
        .iter()
        .filter(|byte| **byte != b'_')
        .fold(0i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit - b'0')).min(1 << 40));
    Ok(if negative { -value } else { value })
}

/// A hexadecimal float, rounded to the nearest, ties to even.
fn hexadecimal(bytes: &[u8], format: &Format) -> Result<u64, Bad> {
    let whole = digits(bytes, 16)?;
    let (fraction, rest) = match bytes.get(whole) {
        Some(b'.') => {
            let len = fraction_digits(&bytes[whole + 1..], 16)?;
            (&bytes[whole + 1..whole + 1 + len], &bytes[whole + 1 + len..])
        }
        _ => (&[][..], &bytes[whole..]),
    };
    let power = if rest.is_empty() { 0 } else { exponent(rest, b'p')? };
    // The value is `mantissa × 2^scale`, and a little more when `sticky`.
    let (mut mantissa, mut scale, mut sticky) = (0u64, power, false);
    let all = bytes[..whole].iter().map(|byte| (*byte, 0)).chain(fraction.iter().map(|byte| (*byte, 4)));
    for (byte, behind_point) in all.filter(|pair| pair.0 != b'_') {
        let digit = u64::from((byte as char).to_digit(16).ok_or(Bad::Form)?);
        if mantissa >> 60 == 0 {
            mantissa = mantissa << 4 | digit;
            scale -= behind_point;
        } else {
            sticky |= digit != 0;
            scale += 4 - behind_point;
        }
    }
    Ok(round(mantissa, scale, sticky, format))
}

/// The bits of `mantissa × 2^scale` (and a little more when `sticky`), rounded to the nearest, ties to even; infinity
/// when it is too large.
fn round(mantissa: u64, scale: i64, sticky: bool, format: &Format) -> u64 {
    if mantissa == 0 {
        return 0;
    }
    let top = 63 - i64::from(mantissa.leading_zeros());
    let exponent = top + scale;
    if exponent > format.bias() {
        return format.infinity();
    }
    // The weight of the last bit that is kept: that of the fraction's last, or of the smallest subnormal.
    let last = exponent.max(1 - format.bias()) - i64::from(format.fraction);
    let drop = last - scale;
    let kept = match drop {
        ..=0 => mantissa << -drop,
        1..=64 => {
            let wide = u128::from(mantissa);
            let (kept, dropped, half) = (wide >> drop, wide & ((1 << drop) - 1), 1u128 << (drop - 1));
            let up = dropped > half || dropped == half && (sticky || kept & 1 == 1);
            kept as u64 + u64::from(up)
        }
        _ => 0,
    };
    // A carry out of the fraction moves into the exponent by itself, from subnormal to normal and to infinity.
    match exponent < 1 - format.bias() {
        true => kept,
        false => (((exponent + format.bias() - 1) as u64) << format.fraction) + kept,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers() {
        assert_eq!(integer("-1", 32), Ok(0xffff_ffff));
        assert_eq!(integer("0xffff_ffff", 32), Ok(0xffff_ffff));
        assert_eq!(integer("-0x8000_0000", 32), Ok(0x8000_0000));
        assert_eq!(integer("-0x8000_0001", 32), Err(Bad::Range));
        assert_eq!(integer("0x1_0000_0000", 32), Err(Bad::Range));
        assert_eq!(integer("-0x8000_0000_0000_0000", 64), Ok(1 << 63));
        assert_eq!(integer("99999999999999999999999", 64), Err(Bad::Range));
        for word in ["", "-", "0x", "1__0", "_1", "1_", "0x_1", "1a", "--1", "+-1", "0X1"] {
            assert_eq!(integer(word, 32), Err(Bad::Form), "{word}");
        }
        assert_eq!(u32("4294967295"), Ok(u32::MAX));
        assert_eq!(u32("4294967296"), Err(Bad::Range));
        assert_eq!(u32("+1"), Err(Bad::Form));
    }

    #[test]
    fn floats() {
        assert_eq!(f64("1"), Ok(1f64.to_bits()));
        assert_eq!(f64("-1.e5"), Ok((-1e5f64).to_bits()));
        assert_eq!(f64("1_000.000_1E-0_1"), Ok(100.00001f64.to_bits()));
        assert_eq!(f64("0x1.8p1"), Ok(3f64.to_bits()));
        assert_eq!(f64("0x1p-1074"), Ok(1));
        assert_eq!(f64("0x1p-1075"), Ok(0));
        assert_eq!(f64("0x1.00000000000000000000001p-1075"), Ok(1));
        assert_eq!(f64("0x1.fffffffffffff8p1023"), Err(Bad::Range));
        assert_eq!(f64("0x1.fffffffffffff7ffffffp1023"), Ok(f64::MAX.to_bits()));
        assert_eq!(f64("0x1p99999999999999999999"), Err(Bad::Range));
        assert_eq!(f64("0x0p99999999999999999999"), Ok(0));
        assert_eq!(f64("1e999"), Err(Bad::Range));
        assert_eq!(f32("0x1.000001p0"), Ok(0x3f80_0000));
        assert_eq!(f32("0x1.0000011p0"), Ok(0x3f80_0001));
        assert_eq!(f32("0x1.000003p0"), Ok(0x3f80_0002));
        assert_eq!(f32("-nan:0x200000"), Ok(0xffa0_0000));
        assert_eq!(f32("nan:0x800000"), Err(Bad::Range));
        assert_eq!(f32("nan:0x0"), Err(Bad::Range));
        assert_eq!(f32("-inf"), Ok(0xff80_0000));
        for word in
            ["", ".", ".5", "1e", "1e+", "0x", "0x.1", "1.0p1", "0x1e+", "1__1.0", "1._1", "nan:1", "infinity", "NaN"]
        {
            assert_eq!(f64(word), Err(Bad::Form), "{word}");
        }
    }

    #[test]
    fn hexadecimal_agrees_with_decimal() {
        let mut state = 0x9e37_79b9_7f4a_7c15u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let bits = (state >> 1) % F64.infinity();
            let (mantissa, exponent) = (bits & ((1 << 52) - 1), (bits >> 52) as i64);
            let (whole, power) = if exponent == 0 { (0, -1022) } else { (1, exponent - 1023) };
            assert_eq!(f64(&format!("0x{whole}.{mantissa:013x}p{power}")), Ok(bits));
            assert_eq!(f64(&format!("{:e}", f64::from_bits(bits))), Ok(bits));
        }
    }
}
