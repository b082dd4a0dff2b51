//! The 128-bit vector and its views as lanes.

use std::array;

/// A `v128` value: sixteen bytes, little endian, as in memory.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
#[repr(transparent)]
pub struct V128(pub [u8; 16]);

macro_rules! views {
    ($($to:ident $from:ident: [$lane:ty; $count:literal];)*) => {
        $(
            #[doc = concat!("The vector as ", stringify!($count), " lanes of `", stringify!($lane), "`, lowest first.")]
            #[inline]
            #[must_use]
            pub fn $to(self) -> [$lane; $count] {
                let (lanes, _) = self.0.as_chunks();
                array::from_fn(|i| <$lane>::from_le_bytes(lanes[i]))
            }

            #[doc = concat!("The vector of ", stringify!($count), " lanes of `", stringify!($lane), "`, lowest first.")]
            #[inline]
            #[must_use]
            pub fn $from(lanes: [$lane; $count]) -> V128 {
                let mut bytes = [0; 16];
                for (place, lane) in bytes.as_chunks_mut().0.iter_mut().zip(lanes) {
                    *place = lane.to_le_bytes();
                }
                V128(bytes)
            }
        )*
    };
}

impl V128 {
    /// All bits zero.
    pub const ZERO: V128 = V128([0; 16]);

    views! {
        to_u8x16 from_u8x16: [u8; 16];
        to_i8x16 from_i8x16: [i8; 16];
        to_u16x8 from_u16x8: [u16; 8];
        to_i16x8 from_i16x8: [i16; 8];
        to_u32x4 from_u32x4: [u32; 4];
        to_i32x4 from_i32x4: [i32; 4];
        to_u64x2 from_u64x2: [u64; 2];
        to_i64x2 from_i64x2: [i64; 2];
        to_f32x4 from_f32x4: [f32; 4];
        to_f64x2 from_f64x2: [f64; 2];
    }

    /// The vector as one integer; lane 0 is in the low bits.
    #[inline]
    #[must_use]
    pub const fn to_u128(self) -> u128 {
        u128::from_le_bytes(self.0)
    }

    /// The vector of these bits; lane 0 is in the low bits.
    #[inline]
    #[must_use]
    pub const fn from_u128(bits: u128) -> V128 {
        V128(bits.to_le_bytes())
    }
}

impl From<u128> for V128 {
    fn from(bits: u128) -> V128 {
        V128::from_u128(bits)
    }
}

impl From<V128> for u128 {
    fn from(vector: V128) -> u128 {
        vector.to_u128()
    }
}
