/* A hand-written parser over a text in memory: bytes, branches, a switch, recursion. */
#include "report.h"

static char text[1 << 20];
static const char *at;

static uint64_t expression(void);

static uint64_t atom(void) {
    while (*at == ' ') at++;
    switch (*at) {
    case '(': { at++; uint64_t inner = expression(); at++; return inner; }
    case '-': at++; return 0 - atom();
    case '~': at++; return ~atom();
    default: { uint64_t n = 0; while (*at >= '0' && *at <= '9') n = n * 10 + (uint64_t)(*at++ - '0'); return n; }
    }
}

static uint64_t product(void) {
    uint64_t left = atom();
    for (;; ) {
        while (*at == ' ') at++;
        switch (*at) {
        case '*': at++; left *= atom(); break;
        case '&': at++; left &= atom(); break;
        case '^': at++; left ^= atom(); break;
        default: return left;
        }
    }
}

static uint64_t expression(void) {
    uint64_t left = product();
    for (;;) {
        while (*at == ' ') at++;
        if (*at == '+') at++, left += product(); else if (*at == '|') at++, left |= product(); else return left;
    }
}

int main(int argc, char **argv) {
    uint32_t rounds = size_or(argc, argv, 60), seed = 17, depth = 0, i = 0;
    while (i < sizeof text - 300) {
        uint32_t r = next(&seed);
        while (r % 5 == 0 && depth < 100) text[i++] = '(', depth++, r = next(&seed);
        if (r % 7 == 0) text[i++] = r & 64 ? '-' : '~';
        for (uint32_t digits = 1 + r % 6; digits; digits--) text[i++] = (char)('0' + next(&seed) % 10);
        while (next(&seed) % 5 == 0 && depth > 0) text[i++] = ')', depth--;
        text[i++] = ' ', text[i++] = "+*&^|"[next(&seed) % 5], text[i++] = ' ';
    }
    text[i++] = '1';
    while (depth--) text[i++] = ')';
    uint64_t sum = 0;
    for (uint32_t round = 0; round < rounds; round++) at = text, sum = sum * 31 + expression();
    return report("parser", sum);
}
