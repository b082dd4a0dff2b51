/* Doubles with divisions and square roots: planets around a sun. */
#include "report.h"
#include <math.h>

enum { BODIES = 5 };
static double position[BODIES][3], speed[BODIES][3];
static const double mass[BODIES] = {39.5, 0.04, 0.01, 0.002, 0.002};

static void advance(double step) {
    for (int i = 0; i < BODIES; i++)
        for (int j = i + 1; j < BODIES; j++) {
            double gap[3], square = 1e-9;
            for (int k = 0; k < 3; k++) gap[k] = position[i][k] - position[j][k], square += gap[k] * gap[k];
            double pull = step / (square * sqrt(square));
            for (int k = 0; k < 3; k++) speed[i][k] -= gap[k] * mass[j] * pull, speed[j][k] += gap[k] * mass[i] * pull;
        }
    for (int i = 0; i < BODIES; i++)
        for (int k = 0; k < 3; k++) position[i][k] += step * speed[i][k];
}

int main(int argc, char **argv) {
    uint32_t steps = size_or(argc, argv, 1000000);
    for (int i = 0; i < BODIES; i++) {
        position[i][0] = i * 5.2, position[i][1] = i * 0.3 - 1, position[i][2] = i * -0.1;
        speed[i][1] = i ? 6.2 / sqrt(i * 5.2) : 0;
    }
    for (uint32_t i = 0; i < steps; i++) advance(0.001);
    double sum = 0;
    for (int i = 0; i < BODIES; i++) sum += position[i][0] + position[i][1];
    return report("nbody", (uint64_t)(int64_t)(sum * 1e6));
}
