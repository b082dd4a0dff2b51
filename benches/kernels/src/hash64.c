/* 64-bit multiplications, rotations and shifts: hashing and mixing in long chains. */
#include "report.h"

static uint64_t rotate(uint64_t x, int by) { return x << by | x >> (64 - by); }

int main(int argc, char **argv) {
    uint32_t n = size_or(argc, argv, 40000000);
    uint64_t a = 0x9e3779b97f4a7c15, b = 0xc2b2ae3d27d4eb4f, sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        a = rotate(a ^ (i * 0x165667b19e3779f9ull), 31) * 0x9e3779b185ebca87ull;
        b ^= a >> 29, b *= 0xbf58476d1ce4e5b9ull, b = rotate(b, 17);
        sum += a ^ b;
    }
    return report("hash64", sum);
}
