/* Direct recursive calls: Fibonacci, then Ackermann's function. */
#include "report.h"

static __attribute__((noinline)) uint32_t fib(uint32_t n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

static __attribute__((noinline)) uint32_t ack(uint32_t m, uint32_t n) {
    if (m == 0) return n + 1;
    return ack(m - 1, n == 0 ? 1 : ack(m, n - 1));
}

int main(int argc, char **argv) {
    uint32_t n = size_or(argc, argv, 38), sum = 0;
    for (uint32_t round = 0; round < 40; round++) sum += ack(2, 250 + round);
    return report("calls", (uint64_t)fib(n) << 32 | sum);
}
