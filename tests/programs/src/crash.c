// Traps a few calls deep, so that a backtrace can name source lines.
static int checked(const int *table, int at) {
    if (at > 3)
        __builtin_trap();
    return table[at];
}

__attribute__((noinline)) static int sum(const int *table, int count) {
    int total = 0;
    for (int i = 0; i < count; i++)
        total += checked(table, i);
    return total;
}

__attribute__((export_name("crash"))) int crash(int count) {
    static const int table[] = {1, 2, 3, 4};
    return sum(table, count) + 1;
}
