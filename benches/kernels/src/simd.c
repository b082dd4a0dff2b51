/* 128-bit vectors: dot products of floats, saturating bytes, shuffles. Built with -msimd128. */
#include "report.h"
#include <wasm_simd128.h>

static float x[1 << 14], y[1 << 14];
static uint8_t bytes[1 << 16];

int main(int argc, char **argv) {
    uint32_t rounds = size_or(argc, argv, 30000), seed = 11;
    for (int i = 0; i < 1 << 14; i++) x[i] = next(&seed) % 16, y[i] = next(&seed) % 16;
    for (int i = 0; i < 1 << 16; i++) bytes[i] = (uint8_t)next(&seed);
    uint64_t sum = 0;
    for (uint32_t round = 0; round < rounds; round++) {
        v128_t dot = wasm_f32x4_splat(0), mixed = wasm_i8x16_splat((int8_t)round);
        for (int i = 0; i < 1 << 14; i += 4) dot = wasm_f32x4_add(dot, wasm_f32x4_mul(wasm_v128_load(x + i), wasm_v128_load(y + i)));
        for (int i = 0; i < 1 << 14; i += 16) {
            v128_t b = wasm_v128_load(bytes + ((i + round * 16) & 0xfff0));
            mixed = wasm_u8x16_add_sat(wasm_i8x16_shuffle(mixed, b, 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31), wasm_u8x16_avgr(mixed, b));
            mixed = wasm_v128_xor(mixed, wasm_i16x8_mul(b, mixed));
        }
        sum += (uint64_t)wasm_f32x4_extract_lane(dot, 1) + (uint64_t)wasm_i64x2_extract_lane(mixed, 0);
    }
    return report("simd", sum);
}
