/* Doubles in registers with a data-dependent exit: the Mandelbrot set. */
#include "report.h"

int main(int argc, char **argv) {
    uint32_t n = size_or(argc, argv, 800);
    uint64_t total = 0;
    for (uint32_t row = 0; row < n; row++)
        for (uint32_t column = 0; column < n; column++) {
            double cr = 3.0 * column / n - 2, ci = 2.0 * row / n - 1, zr = 0, zi = 0;
            uint32_t i = 0;
            for (; i < 200 && zr * zr + zi * zi < 4; i++) {
                double r = zr * zr - zi * zi + cr;
                zi = 2 * zr * zi + ci, zr = r;
            }
            total += i;
        }
    return report("mandelbrot", total);
}
