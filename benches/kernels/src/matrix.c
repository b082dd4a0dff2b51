/* Doubles in nested loops: a matrix product, row by column. */
#include "report.h"

enum { MOST = 512 };
static double a[MOST][MOST], b[MOST][MOST], c[MOST][MOST];

int main(int argc, char **argv) {
    uint32_t n = size_or(argc, argv, 300), seed = 7;
    if (n > MOST) n = MOST;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < n; j++) a[i][j] = next(&seed) % 100, b[i][j] = next(&seed) % 100;
    for (uint32_t round = 0; round < 4; round++)
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = 0; j < n; j++) {
                double sum = 0;
                for (uint32_t k = 0; k < n; k++) sum += a[i][k] * b[k][j];
                c[i][j] = sum + round;
            }
    double trace = 0;
    for (uint32_t i = 0; i < n; i++) trace += c[i][i];
    return report("matrix", (uint64_t)trace);
}
