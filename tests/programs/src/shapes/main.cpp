// The other half of `shapes.wasm`: what is called, and a function that nothing calls.
#include "area.h"
namespace {
struct Square : shapes::Shape {
    int side;
    constexpr Square(int side) : side(side) {}
    int area() const override { return side * side; }
};
struct Strip : shapes::Shape {
    int length;
    constexpr Strip(int length) : length(length) {}
    int area() const override { return length; }
};
constexpr Square square(3);
constexpr Strip strip(5);
const shapes::Shape *const all[] = {&square, &strip};
} // namespace
extern "C" __attribute__((export_name("total"))) int total() { return shapes::total(all, 2); }
