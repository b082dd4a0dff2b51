/* Indirect calls: a small stack machine whose instructions are function pointers. */
#include "report.h"

typedef struct { uint32_t stack[16], top, pc, steps; } Machine;
typedef void (*Step)(Machine *);

static void constant(Machine *m) { m->stack[m->top++ & 15] = m->pc * 2654435761u; }
static void twice(Machine *m) { m->stack[m->top & 15] = m->stack[(m->top - 1) & 15], m->top++; }
static void plus(Machine *m) { m->top--, m->stack[(m->top - 1) & 15] += m->stack[m->top & 15]; }
static void mix(Machine *m) { m->stack[(m->top - 1) & 15] ^= m->stack[(m->top - 1) & 15] >> 7; }
static void times(Machine *m) { m->top--, m->stack[(m->top - 1) & 15] *= m->stack[m->top & 15] | 1; }
static void jump(Machine *m) { if (m->stack[(m->top - 1) & 15] & 1) m->pc += 2; }

int main(int argc, char **argv) {
    Step program[256], kinds[6] = {constant, twice, plus, mix, times, jump};
    uint32_t n = size_or(argc, argv, 60000000), seed = 99;
    for (int i = 0; i < 256; i++) program[i] = kinds[next(&seed) % 6];
    Machine m = {{1}, 1, 0, 0};
    for (; m.steps < n; m.steps++, m.pc = (m.pc + 1) & 255) program[m.pc & 255](&m);
    uint64_t sum = m.top;
    for (int i = 0; i < 16; i++) sum = sum * 31 + m.stack[i];
    return report("dispatch", sum);
}
