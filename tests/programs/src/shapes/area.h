// What the two files of `shapes.wasm` share.
namespace shapes {
struct Shape {
    virtual int area() const = 0;
};
int total(const Shape *const *all, int count);
extern "C" __attribute__((import_module("env"), import_name("log"))) void log(int value);
} // namespace shapes
