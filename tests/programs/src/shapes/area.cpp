// One half of `shapes.wasm`: called through a table.
#include "area.h"
namespace shapes {
int total(const Shape *const *all, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) sum += all[i]->area();
    log(sum);
    return sum;
}
} // namespace shapes
