//! Tests that cross rooms. The tests stand in `tests/tests`, their files in `tests/cli`.
