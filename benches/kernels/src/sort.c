/* Branches that cannot be foretold, with calls through a comparator: quicksort, then a heap. */
#include "report.h"

enum { MOST = 1 << 20 };
static uint32_t data[MOST];

static int descending(uint32_t a, uint32_t b) { return a > b; }
static int by_low_bits(uint32_t a, uint32_t b) { return (a & 0xffff) < (b & 0xffff); }

static void quick(uint32_t *from, uint32_t *to, int (*before)(uint32_t, uint32_t)) {
    while (to - from > 1) {
        uint32_t pivot = from[(to - from) / 2], *i = from, *j = to - 1;
        while (i <= j) {
            while (before(*i, pivot)) i++;
            while (before(pivot, *j)) j--;
            if (i <= j) { uint32_t t = *i; *i++ = *j, *j-- = t; }
        }
        if (j + 1 - from < to - i) { quick(from, j + 1, before), from = i; } else { quick(i, to, before), to = j + 1; }
    }
}

static void heap(uint32_t n) {
    for (uint32_t end = n, start = n / 2; end > 1;) {
        if (start > 0) start--; else { end--; uint32_t t = data[end]; data[end] = data[0], data[0] = t; }
        uint32_t root = start, child;
        while ((child = 2 * root + 1) < end) {
            if (child + 1 < end && data[child] < data[child + 1]) child++;
            if (data[root] >= data[child]) break;
            uint32_t t = data[root]; data[root] = data[child], data[child] = t, root = child;
        }
    }
}

int main(int argc, char **argv) {
    uint32_t total = size_or(argc, argv, 1000000), seed = 5;
    uint64_t sum = 0;
    for (uint32_t done = 0, n; done < total; done += n) {
        n = total - done < MOST ? total - done : MOST;
        for (uint32_t i = 0; i < n; i++) data[i] = next(&seed);
        quick(data, data + n, descending);
        quick(data, data + n, by_low_bits);
        sum = sum * 31 + data[n / 3];
        heap(n);
        for (uint32_t i = 1; i < n; i++) sum += data[i] - data[i - 1];
    }
    return report("sort", sum);
}
