//! Numbers and vectors, read and written as in the text format.

use wharf::{Val, ValKind, ValType};

/// Reads a number or a vector of this type.
pub fn parse(text: &str, ty: ValType) -> Option<Val> {
    match ty.unpack() {
        ValKind::I32 => integer(text, 32).map(|bits| Val::I32(bits as i32)),
        ValKind::I64 => integer(text, 64).map(|bits| Val::I64(bits as i64)),
        ValKind::F32 => float(text).map(|float| Val::F32(float.f32_bits())),
        ValKind::F64 => float(text).map(|float| Val::F64(float.f64_bits())),
        ValKind::V128 => vector(text).map(Val::V128),
        ValKind::Ref(_) => None,
    }
}

/// An integer of so many bits, signed or unsigned, decimal or hexadecimal, with `_` between digits.
pub fn integer(text: &str, bits: u32) -> Option<u64> {
    let (negative, digits) = sign(text);
    let digits = without_separators(digits)?;
    let magnitude = match digits.strip_prefix("0x") {
        Some(hex) if !hex.starts_with('+') => u64::from_str_radix(hex, 16).ok()?,
        None if !digits.starts_with('+') => digits.parse().ok()?,
        _ => return None,
    };
    let largest = if bits == 64 { u64::MAX } else { (1 << bits) - 1 };
    let limit = if negative { 1 << (bits - 1) } else { largest };
    (magnitude <= limit).then(|| if negative { magnitude.wrapping_neg() & largest } else { magnitude })
}

fn sign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    }
}

/// The digits without `_`, each of which must stand between two of them.
fn without_separators(digits: &str) -> Option<String> {
    let misplaced = digits.starts_with('_') || digits.ends_with('_') || digits.contains("__");
    (!misplaced).then(|| digits.replace('_', ""))
}

/// A float before it is rounded to its width.
enum Float {
    /// A decimal number, to be rounded once.
    Decimal(String),
    /// A hexadecimal number: `mantissa × 2^exponent`.
    Hex { negative: bool, mantissa: u128, exponent: i32 },
    /// A NaN with this payload, or the canonical one.
    Nan { negative: bool, payload: Option<u64> },
}

impl Float {
    fn f32_bits(&self) -> u32 {
        match self {
            Float::Decimal(text) => text.parse::<f32>().map_or(0, f32::to_bits),
            Float::Hex { negative, mantissa, exponent } => round(*negative, *mantissa, *exponent, 24, 8) as u32,
            Float::Nan { negative, payload } => {
                let payload = payload.map_or(1 << 22, |payload| payload as u32 & 0x7f_ffff);
                u32::from(*negative) << 31 | 0x7f80_0000 | payload
            }
        }
    }

    fn f64_bits(&self) -> u64 {
        match self {
            Float::Decimal(text) => text.parse::<f64>().map_or(0, f64::to_bits),
            Float::Hex { negative, mantissa, exponent } => round(*negative, *mantissa, *exponent, 53, 11),
            Float::Nan { negative, payload } => {
                let payload = payload.map_or(1 << 51, |payload| payload & 0xf_ffff_ffff_ffff);
                u64::from(*negative) << 63 | 0x7ff0_0000_0000_0000 | payload
            }
        }
    }
}

fn float(text: &str) -> Option<Float> {
    let (negative, magnitude) = sign(text);
    if magnitude.starts_with(['+', '-']) {
        return None;
    }
    if magnitude == "nan" {
        return Some(Float::Nan { negative, payload: None });
    }
    if let Some(payload) = magnitude.strip_prefix("nan:") {
        let payload = integer(payload, 64).filter(|payload| *payload != 0)?;
        return Some(Float::Nan { negative, payload: Some(payload) });
    }
    let digits = without_separators(magnitude)?;
    if let Some(hex) = digits.strip_prefix("0x") {
        return hexadecimal(hex).map(|(mantissa, exponent)| Float::Hex { negative, mantissa, exponent });
    }
    let plain = digits == "inf" || digits.starts_with(|c: char| c.is_ascii_digit());
    (plain && digits.parse::<f64>().is_ok())
        .then(|| Float::Decimal(format!("{}{digits}", if negative { "-" } else { "" })))
}

/// `1.8p3` as mantissa and exponent of two. Digits beyond 120 bits only say whether something is lost.
fn hexadecimal(text: &str) -> Option<(u128, i32)> {
    let (digits, exponent) = text.split_once(['p', 'P']).unwrap_or((text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut exponent: i32 = exponent.parse::<i64>().ok()?.clamp(-1_000_000, 1_000_000) as i32;
    if whole.is_empty() || whole.len() + fraction.len() > 100_000 {
        return None;
    }
    let mut mantissa = 0u128;
    for (digit, fractional) in whole.chars().map(|c| (c, false)).chain(fraction.chars().map(|c| (c, true))) {
        let digit = u128::from(digit.to_digit(16)?);
        if mantissa >> 116 == 0 {
            mantissa = mantissa << 4 | digit;
            exponent -= 4 * i32::from(fractional);
        } else {
            mantissa |= u128::from(digit != 0);
            exponent += 4 * i32::from(!fractional);
        }
    }
    Some((mantissa, exponent))
}

/// The bits of the nearest float, ties to even, of `precision` significant bits and `width` bits of exponent.
fn round(negative: bool, mantissa: u128, exponent: i32, precision: u32, width: u32) -> u64 {
    let bias = (1i32 << (width - 1)) - 1;
    let sign = u64::from(negative) << (precision - 1 + width);
    if mantissa == 0 {
        return sign;
    }
    // The exponent of the least significant bit that the result keeps; subnormals keep fewer bits.
    let top = 127 - mantissa.leading_zeros() as i32;
    let least = (top + exponent - (precision as i32 - 1)).max(1 - bias - (precision as i32 - 1));
    let shift = least - exponent;
    let kept = match shift {
        ..=0 => mantissa << shift.unsigned_abs(),
        1..=127 => {
            let (kept, rest, half) = (mantissa >> shift, mantissa & ((1 << shift) - 1), 1 << (shift - 1));
            kept + u128::from(rest > half || (rest == half && kept & 1 == 1))
        }
        _ => 0,
    };
    // Adding the mantissa with its leading bit carries into the exponent, also when rounding made it one bit longer.
    let field = (least + bias + precision as i32 - 2).max(0) as u64;
    let bits = (field << (precision - 1)) + kept as u64;
    sign | bits.min(((1 << width) - 1) << (precision - 1))
}

/// A vector: 128 bits as a number, or a shape and its lanes.
fn vector(text: &str) -> Option<u128> {
    let mut words = text.split([' ', ':', ',']).filter(|word| !word.is_empty());
    let first = words.next()?;
    let (bits, is_float) = match first {
        "i8x16" => (8, false),
        "i16x8" => (16, false),
        "i32x4" => (32, false),
        "i64x2" => (64, false),
        "f32x4" => (32, true),
        "f64x2" => (64, true),
        number if words.next().is_none() => return bits128(number),
        _ => return None,
    };
    let lane = |word: &str| match (bits, is_float) {
        (32, true) => float(word).map(|float| u64::from(float.f32_bits())),
        (64, true) => float(word).map(|float| float.f64_bits()),
        _ => integer(word, bits),
    };
    let lanes: Vec<u64> = words.map(lane).collect::<Option<_>>()?;
    let packed = |all: u128, (i, lane): (usize, &u64)| all | u128::from(*lane) << (i as u32 * bits);
    (lanes.len() as u32 * bits == 128).then(|| lanes.iter().enumerate().fold(0, packed))
}

fn bits128(number: &str) -> Option<u128> {
    let digits = without_separators(number)?;
    match digits.strip_prefix("0x") {
        Some(hex) if !hex.starts_with('+') => u128::from_str_radix(hex, 16).ok(),
        None if !digits.starts_with('+') => digits.parse().ok(),
        _ => None,
    }
}

/// A number or vector in words; `None` for a reference.
pub fn show(val: &Val) -> Option<String> {
    Some(match val {
        Val::I32(value) => value.to_string(),
        Val::I64(value) => value.to_string(),
        Val::F32(bits) => f32(*bits),
        Val::F64(bits) => f64(*bits),
        Val::V128(bits) => v128(*bits),
        _ => return None,
    })
}

/// An `f32` of these bits.
pub fn f32(bits: u32) -> String {
    let value = f32::from_bits(bits);
    let nan = |payload: u32| (payload != 1 << 22).then_some(u64::from(payload));
    special(value.is_nan(), value.is_sign_negative(), nan(bits & 0x7f_ffff)).unwrap_or_else(|| {
        let plain = value == 0.0 || value.is_infinite() || (1e-5..1e16).contains(&value.abs());
        if plain { value.to_string() } else { format!("{value:e}") }
    })
}

/// An `f64` of these bits.
pub fn f64(bits: u64) -> String {
    let value = f64::from_bits(bits);
    let nan = |payload: u64| (payload != 1 << 51).then_some(payload);
    special(value.is_nan(), value.is_sign_negative(), nan(bits & 0xf_ffff_ffff_ffff)).unwrap_or_else(|| {
        let plain = value == 0.0 || value.is_infinite() || (1e-5..1e16).contains(&value.abs());
        if plain { value.to_string() } else { format!("{value:e}") }
    })
}

/// A NaN in the words of the text format.
fn special(is_nan: bool, negative: bool, payload: Option<u64>) -> Option<String> {
    let sign = if negative { "-" } else { "" };
    let payload = payload.map_or(String::new(), |payload| format!(":{payload:#x}"));
    is_nan.then(|| format!("{sign}nan{payload}"))
}

/// A vector as four lanes of 32 bits.
pub fn v128(bits: u128) -> String {
    let lane = |i: u32| (bits >> (32 * i)) as u32;
    format!("i32x4 {:#010x} {:#010x} {:#010x} {:#010x}", lane(0), lane(1), lane(2), lane(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_of_either_sign_fit_their_width() {
        assert_eq!(integer("0xffff_ffff", 32), Some(0xffff_ffff));
        assert_eq!(integer("-1", 32), Some(0xffff_ffff));
        assert_eq!(integer("-2147483648", 32), Some(0x8000_0000));
        assert_eq!(integer("+7", 64), Some(7));
        for wrong in ["4294967296", "-2147483649", "", "-", "1_", "0x", "--1", "+-1", "0x+1", "1.0"] {
            assert_eq!(integer(wrong, 32), None, "{wrong}");
        }
    }

    #[test]
    fn floats_read_as_in_the_text_format() {
        let f32_of = |text: &str| float(text).map(|float| float.f32_bits());
        let f64_of = |text: &str| float(text).map(|float| float.f64_bits());
        assert_eq!(f64_of("0x1.8p3"), Some(12.0f64.to_bits()));
        assert_eq!(f64_of("-0x1p-1074"), Some(1 << 63 | 1));
        assert_eq!(f64_of("0x1p-1075"), Some(0));
        assert_eq!(f64_of("0x1p1024"), Some(f64::INFINITY.to_bits()));
        assert_eq!(f32_of("0x1.fffffep127"), Some(f32::MAX.to_bits()));
        assert_eq!(f32_of("0x1.ffffffp127"), Some(f32::INFINITY.to_bits()));
        assert_eq!(f32_of("0x1.000001p0"), Some(1.0f32.to_bits()), "ties go to even");
        assert_eq!(f32_of("1e-45"), Some(1));
        assert_eq!(f32_of("-inf"), Some(f32::NEG_INFINITY.to_bits()));
        assert_eq!(f64_of("nan:0x4"), Some(0x7ff0_0000_0000_0004));
        assert_eq!(f64_of("1_000.5"), Some(1000.5f64.to_bits()));
        for wrong in ["", "infinity", "NaN", "0x", "1e", ".5p", "nan:", "--1", "0xp1"] {
            assert_eq!(f64_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn floats_print_what_reads_back() {
        let cases = [0.0, -0.0, 1.5, 1e300, -2.5e-9, f64::INFINITY, f64::from_bits(0x7ff0_0000_0000_0004), f64::NAN];
        for value in cases {
            let text = f64(value.to_bits());
            assert_eq!(float(&text).map(|float| float.f64_bits()), Some(value.to_bits()), "{text}");
        }
    }

    #[test]
    fn vectors_read_by_lane_and_as_a_number() {
        assert_eq!(vector("i32x4 1 2 3 4"), Some(1 | 2 << 32 | 3 << 64 | 4 << 96));
        assert_eq!(vector("i64x2:1,-1"), Some(1 | u128::from(u64::MAX) << 64));
        assert_eq!(vector("0xff"), Some(0xff));
        assert_eq!(vector(&v128(0x1234)), Some(0x1234));
        assert_eq!(vector("i32x4 1 2 3"), None);
    }
}
