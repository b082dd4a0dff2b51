/* Whole blocks moved and filled, overlapping and not: memory.copy and memory.fill. */
#include "report.h"
#include <string.h>

static uint8_t buffer[1 << 20];

int main(int argc, char **argv) {
    uint32_t n = size_or(argc, argv, 200000), seed = 3;
    for (uint32_t i = 0; i < sizeof buffer; i++) buffer[i] = (uint8_t)(i * 7);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = next(&seed) & 0x7ffff, to = next(&seed) & 0x7ffff, length = next(&seed) & (i & 7 ? 0x7f : 0x3fff);
        if (i & 1) memmove(buffer + to, buffer + from, length); else memset(buffer + to, (int)from, length & 0x1ff);
    }
    uint64_t sum = 0;
    for (uint32_t i = 0; i < sizeof buffer; i++) sum = sum * 31 + buffer[i];
    return report("blocks", sum);
}
