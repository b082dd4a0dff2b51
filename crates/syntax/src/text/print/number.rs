//! Floats and vectors as text that reads back to the same bits.

use super::out::Out;

/// An `f32` from its bits: the shortest decimal that rounds to it, or a NaN with its payload.
pub(super) fn f32(bits: u32, out: &mut Out<'_>) {
    let value = f32::from_bits(bits);
    match nan(bits.into(), 23, 8, out) {
        true => {}
        false if value.is_finite() => debug(value, out),
        false => out.str(if value > 0.0 { "inf" } else { "-inf" }),
    }
}

/// As [`f32()`], for an `f64`.
pub(super) fn f64(bits: u64, out: &mut Out<'_>) {
    let value = f64::from_bits(bits);
    match nan(bits, 52, 11, out) {
        true => {}
        false if value.is_finite() => debug(value, out),
        false => out.str(if value > 0.0 { "inf" } else { "-inf" }),
    }
}

fn debug(value: impl std::fmt::Debug, out: &mut Out<'_>) {
    use std::io::Write;
    // Writing to a vector cannot fail.
    let _ = write!(out.buf, "{value:?}");
}

/// Writes a NaN; false when the bits are none.
fn nan(bits: u64, fraction: u32, exponent: u32, out: &mut Out<'_>) -> bool {
    let payload = bits & ((1 << fraction) - 1);
    let all_ones = (1 << exponent) - 1;
    if payload == 0 || bits >> fraction & all_ones != all_ones {
        return false;
    }
    if bits >> (fraction + exponent) != 0 {
        out.byte(b'-');
    }
    out.str("nan");
    if payload != 1 << (fraction - 1) {
        out.str(":0x");
        out.hex(payload);
    }
    true
}

/// A vector as four words.
pub(super) fn v128(bytes: [u8; 16], out: &mut Out<'_>) {
    out.str("i32x4");
    for word in bytes.as_chunks::<4>().0 {
        out.str(&format!(" 0x{:08x}", u32::from_le_bytes(*word)));
    }
}
