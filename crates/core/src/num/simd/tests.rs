//! Vector instructions whose lanes are easy to get wrong.

use super::*;

fn bytes(from: impl Fn(u8) -> u8) -> V128 {
    V128(array::from_fn(|i| from(i as u8)))
}

#[test]
fn lane_zero_is_in_the_low_bits() {
    assert_eq!(V128::from_u16x8([1, 2, 3, 4, 5, 6, 7, 8]).to_u128(), 0x0008_0007_0006_0005_0004_0003_0002_0001);
    assert_eq!(i32x4::extract_lane(V128::from_u128(7 << 96), 3), 7);
    assert_eq!(i64x2::replace_lane(V128::ZERO, 1, 1).to_u128(), 1 << 64);
    assert_eq!(i8x16::extract_lane_s(bytes(|_| 0x80), 15), -128i32 as u32);
    assert_eq!(i16x8::extract_lane_u(bytes(|_| 0x80), 0), 0x8080);
}

#[test]
fn shuffle_and_swizzle_choose_lanes() {
    let (a, b) = (bytes(|i| i), bytes(|i| 0x10 + i));
    assert_eq!(i8x16::shuffle(a, b, array::from_fn(|i| 31 - i as u8)), bytes(|i| 31 - i));
    assert_eq!(i8x16::swizzle(b, bytes(|i| i * 2)), bytes(|i| if i < 8 { 0x10 + i * 2 } else { 0 }));
    assert_eq!(i8x16::swizzle(b, bytes(|i| 0x80 + i)), V128::ZERO);
}

#[test]
fn saturation_and_averages() {
    let (most, least) = (V128::from_i8x16([127; 16]), V128::from_i8x16([-128; 16]));
    assert_eq!(i8x16::add_sat_s(most, most), most);
    assert_eq!(i8x16::sub_sat_s(least, most), least);
    assert_eq!(i8x16::sub_sat_u(most, least), V128::ZERO);
    assert_eq!(i8x16::avgr_u(V128([255; 16]), V128([254; 16])), V128([255; 16]));
    assert_eq!(i8x16::abs(least), least);
    let wide = V128::from_i16x8([-129, 128, -1, 256, 0, 127, -128, 300]);
    assert_eq!(low::<_, 16, 8>(i8x16::narrow_i16x8_s(wide, wide).to_i8x16()), [-128, 127, -1, 127, 0, 127, -128, 127]);
    assert_eq!(high::<_, 16, 8>(i8x16::narrow_i16x8_u(wide, wide).0), [0, 128, 0, 255, 0, 127, 0, 255]);
    let min = V128::from_i16x8([i16::MIN; 8]);
    assert_eq!(i16x8::q15mulr_sat_s(min, min), V128::from_i16x8([i16::MAX; 8]));
    assert_eq!(i32x4::dot_i16x8_s(min, min), V128::from_i32x4([i32::MIN; 4]));
}

#[test]
fn widening_takes_the_named_half() {
    let a = bytes(|i| i.wrapping_sub(8));
    assert_eq!(i16x8::extend_low_i8x16_s(a), V128::from_i16x8([-8, -7, -6, -5, -4, -3, -2, -1]));
    assert_eq!(i16x8::extend_high_i8x16_u(a), V128::from_i16x8([0, 1, 2, 3, 4, 5, 6, 7]));
    assert_eq!(i16x8::extadd_pairwise_i8x16_s(a), V128::from_i16x8([-15, -11, -7, -3, 1, 5, 9, 13]));
    let b = V128::from_u32x4([u32::MAX, 2, 3, u32::MAX]);
    assert_eq!(i64x2::extmul_low_i32x4_u(b, b), V128::from_u64x2([0xFFFF_FFFE_0000_0001, 4]));
    assert_eq!(i64x2::extmul_high_i32x4_s(b, b), V128::from_u64x2([9, 1]));
}

#[test]
fn shift_counts_are_taken_modulo_the_lane() {
    assert_eq!(i8x16::shl(V128([1; 16]), 9), V128([2; 16]));
    assert_eq!(i16x8::shr_s(V128::from_i16x8([-2; 8]), 17), V128::from_i16x8([-1; 8]));
    assert_eq!(i64x2::shr_u(V128::from_u64x2([1 << 63; 2]), 127), V128::from_u64x2([1; 2]));
}

#[test]
fn tests_look_at_every_lane() {
    let one = V128::from_u128(1 << 127);
    assert_eq!((v128::any_true(one), v128::any_true(V128::ZERO)), (1, 0));
    assert_eq!((i8x16::all_true(one), i64x2::all_true(V128::from_u64x2([1, 1 << 32]))), (0, 1));
    assert_eq!((i8x16::bitmask(one), i16x8::bitmask(one), i32x4::bitmask(one)), (1 << 15, 1 << 7, 1 << 3));
    assert_eq!(v128::bitselect(V128([0xF0; 16]), V128([0x0F; 16]), V128([0x33; 16])), V128([0x3C; 16]));
    assert_eq!(v128::andnot(V128([0xFF; 16]), V128([0x0F; 16])), V128([0xF0; 16]));
}

#[test]
fn float_lanes_behave_as_scalars() {
    let nan = f32::from_bits(0xFFA0_0001);
    let (a, b) = (V128::from_f32x4([nan, -0.0, 1.0, 2.5]), V128::from_f32x4([1.0, 0.0, nan, f32::INFINITY]));
    let canonical = 0x7FC0_0000;
    assert_eq!(f32x4::min(a, b).to_u32x4(), [canonical, 0x8000_0000, canonical, 2.5f32.to_bits()]);
    assert_eq!(f32x4::add(a, b).to_u32x4(), [canonical, 0, canonical, f32::INFINITY.to_bits()]);
    assert_eq!(f32x4::pmin(a, b).to_u32x4(), a.to_u32x4(), "pmin keeps its first operand when none is less");
    assert_eq!(f32x4::pmax(b, a).to_u32x4(), b.to_u32x4());
    assert_eq!(f32x4::ne(a, b).to_u32x4(), [u32::MAX, 0, u32::MAX, u32::MAX]);
    assert_eq!(f32x4::neg(a).to_u32x4()[0], 0x7FA0_0001);
    assert_eq!(i32x4::trunc_sat_f32x4_s(a).to_i32x4(), [0, 0, 1, 2]);
    assert_eq!(i32x4::trunc_sat_f64x2_u_zero(V128::from_f64x2([-1.0, 1e20])).to_u32x4(), [0, u32::MAX, 0, 0]);
    assert_eq!(f64x2::convert_low_i32x4_u(V128([0xFF; 16])).to_f64x2(), [4294967295.0; 2]);
    assert_eq!(f32x4::demote_f64x2_zero(V128::from_f64x2([1.5, 1e300])).to_f32x4(), [1.5, f32::INFINITY, 0.0, 0.0]);
    assert_eq!(f64x2::promote_low_f32x4(a).to_u64x2(), [0x7FF8_0000_0000_0000, 1 << 63]);
}

#[test]
fn roots_that_do_not_exist_are_the_canonical_nan() {
    let negative = std::hint::black_box(V128::from_f64x2([-1.0, -2.0]));
    assert_eq!(f64x2::sqrt(negative).to_u64x2(), [0x7FF8_0000_0000_0000; 2]);
    let negative = std::hint::black_box(V128::from_f32x4([-1.0, -0.0, -3.0, 4.0]));
    assert_eq!(f32x4::sqrt(negative).to_u32x4(), [0x7FC0_0000, 0x8000_0000, 0x7FC0_0000, 0x4000_0000]);
}
