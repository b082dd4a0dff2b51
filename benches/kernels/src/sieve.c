/* Byte stores and loads over a few megabytes: the sieve of Eratosthenes, a few times over. */
#include "report.h"
#include <string.h>

static uint8_t composite[1 << 22];

int main(int argc, char **argv) {
    uint32_t rounds = size_or(argc, argv, 20), count = 0;
    for (uint32_t round = 0; round < rounds; round++) {
        memset(composite, 0, sizeof composite);
        for (uint32_t i = 2; i * i < sizeof composite; i++)
            if (!composite[i])
                for (uint32_t j = i * i; j < sizeof composite; j += i) composite[j] = 1;
        for (uint32_t i = 2 + round; i < sizeof composite; i++) count += !composite[i];
    }
    return report("sieve", count);
}
