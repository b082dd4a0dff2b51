//! The adaptors between word slots and the calling convention of [`crate::abi`].
//!
//! The host sees a call as an array of 64-bit words: arguments in, results out over them, `v128` in two words, low half
//! first. Two adaptors per signature translate: [`entry`] lets the host call guest code, [`host`] stands as the code of
//! a host function. They are position-independent and name no address; what they call is given to them in registers or
//! through the context.

#[cfg(target_arch = "x86_64")]
mod x64;
#[cfg(target_arch = "x86_64")]
pub use x64::{entry, host};

use crate::abi::Repr;

/// How many words each value takes and where it begins.
fn word_offsets(reprs: impl Iterator<Item = Repr>) -> (Vec<i32>, i32) {
    let mut at = 0;
    let offsets = reprs.map(|repr| {
        let start = at;
        at += if repr == Repr::Vector { 16 } else { 8 };
        start
    });
    (offsets.collect(), at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_take_two_words() {
        let (offsets, total) = word_offsets([Repr::Int32, Repr::Vector, Repr::Float64].into_iter());
        assert_eq!((offsets, total), (vec![0, 8, 24], 32));
    }
}
