/* 32-bit rotations, additions and small arrays: SHA-256 chained over its own output. */
#include "report.h"

static uint32_t k[64], h[8];

static uint32_t rotate(uint32_t x, int by) { return x >> by | x << (32 - by); }

/* The constants are the fractions of roots of the first primes; integer Newton finds them. */
static uint32_t root_fraction(uint32_t prime, int cube) {
    uint64_t low = 0, high = (uint64_t)1 << 36;
    while (high - low > 1) {
        uint64_t mid = (low + high) / 2;
        unsigned __int128 power = (unsigned __int128)mid * mid;
        int above = cube ? (power >> 32) * mid >> 64 >= prime : power >> 64 >= prime;
        if (above) high = mid; else low = mid;
    }
    return (uint32_t)low;
}

static void block(const uint32_t *message) {
    uint32_t w[64], v[8];
    for (int i = 0; i < 16; i++) w[i] = message[i];
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
    for (int i = 0; i < 8; i++) v[i] = h[i];
    for (int i = 0; i < 64; i++) {
        uint32_t a = v[0], e = v[4];
        uint32_t one = v[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & v[5]) ^ (~e & v[6])) + k[i] + w[i];
        uint32_t two = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
        for (int j = 7; j > 0; j--) v[j] = v[j - 1];
        v[4] += one, v[0] = one + two;
    }
    for (int i = 0; i < 8; i++) h[i] += v[i];
}

int main(int argc, char **argv) {
    uint32_t blocks = size_or(argc, argv, 300000), message[16] = {0};
    for (uint32_t prime = 2, found = 0; found < 64; prime++) {
        uint32_t d = 2;
        while (d * d <= prime && prime % d) d++;
        if (d * d <= prime) continue;
        k[found] = root_fraction(prime, 1);
        if (found < 8) h[found] = root_fraction(prime, 0);
        found++;
    }
    for (uint32_t i = 0; i < blocks; i++) {
        block(message);
        for (int j = 0; j < 8; j++) message[j] = h[j];
    }
    return report("sha256", (uint64_t)h[0] << 32 | h[1]);
}
